#!/bin/bash
# The backup and restore scripts, on both engines, while the server runs: back up, restore into an empty place, compare, `ocop check`;
# a damaged backup and a place that holds data are refused. And the sample settings and the nginx sample are taken by what reads them.
set -u
cd "$(dirname "$0")/../.." || exit 1
tmp=$(mktemp -d "${TMPDIR:-/tmp}/ocop-backup.XXXXXX") || exit 1
server=
schemas=()
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null
    for s in "${schemas[@]}"; do psql -qX "$OCOP_TEST_PG" -c "set client_min_messages = error; drop schema if exists $s cascade" >/dev/null; done
    rm -rf "$tmp"
}
trap finish EXIT
passed=0 failed=0
check() { # WHAT COMMAND...
    local what=$1
    shift
    if "$@" >"$tmp/out" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $what"; tail -n 20 "$tmp/out"; fi
}
refused() { ! "$@"; }
with_schema() { # SCHEMA: the address of the test server with it
    case $OCOP_TEST_PG in *\?*) printf '%s&' "$OCOP_TEST_PG" ;; *) printf '%s?' "$OCOP_TEST_PG" ;; esac
    printf 'options=-csearch_path%%3D%s%%2Cpublic' "$1"
}
count() { # DB_URL
    local q="select (select count(*) from unit) || '/' || (select count(*) from audit_log) || '/' || (select count(*) from producer)"
    case $1 in sqlite:*) sqlite3 -batch -cmd '.timeout 20000' "${1#sqlite:}" "$q" ;; *) psql -qAtX "$1" -c "$q" ;; esac
}
# Waits until the jobs are done that the demonstration has left: what is compared below must not grow after the backup.
quiet() { # DB_URL
    local q="select count(*) from job where state = 1 and due <= $(date +%s)000000"
    for _ in {1..600}; do
        case $1 in sqlite:*) left=$(sqlite3 -batch -cmd '.timeout 20000' "${1#sqlite:}" "$q") ;; *) left=$(psql -qAtX "$1" -c "$q") ;; esac
        [ "$left" = 0 ] && return 0
        sleep 0.5
    done
    echo "jobs left: $left"
    return 1
}
start() { # DATA DB_URL
    local port
    for _ in 1 2 3 4 5; do
        port=$((10000 + RANDOM % 20000))
        build/ocop serve --demo --workers 1 --listen "127.0.0.1:$port" --data "$1" --db "$2" >"$tmp/server.log" 2>&1 &
        server=$!
        for _ in {1..1200}; do
            kill -0 "$server" 2>/dev/null || break
            curl -fsS "http://127.0.0.1:$port/readyz" >/dev/null 2>&1 && return 0
            sleep 0.1
        done
    done
    cat "$tmp/server.log"
    return 1
}
stop() {
    kill "$server"
    wait "$server" 2>/dev/null
    server=
}
round() { # ENGINE DB_URL EMPTY_DB_URL
    local engine=$1 db=$2 empty=$3 data=$tmp/$1 other=$tmp/$1-restored backup
    if ! start "$data" "$db"; then failed=$((failed + 1)); echo "FAILED $engine: no server"; return; fi
    mkdir -p "$data/files/ab" && head -c 3000 /dev/urandom >"$data/files/ab/example"
    check "$engine: the jobs of the demonstration are done" quiet "$db"
    check "$engine: backup while it runs" deploy/backup.sh "$data" "$db" "$tmp/backups-$engine"
    backup=$(find "$tmp/backups-$engine" -mindepth 1 -maxdepth 1 -type d)
    stop
    local before
    before=$(count "$db")
    check "$engine: a place with data is refused" refused deploy/restore.sh "$backup" "$data" "$db"
    cp -r "$backup" "$tmp/damaged"
    printf 'x' | dd of="$tmp/damaged/files.tar" bs=1 seek=700 conv=notrunc 2>/dev/null
    check "$engine: a damaged backup is refused" refused deploy/restore.sh "$tmp/damaged" "$tmp/nowhere" "$empty"
    rm -rf "$tmp/damaged"
    if [ "$engine" = pg ]; then psql -qX "$OCOP_TEST_PG" -c "alter schema ${schemas[0]} rename to ${schemas[0]}_old" >/dev/null; fi
    check "$engine: restore" deploy/restore.sh "$backup" "$other" "$empty"
    check "$engine: something was counted ($before)" test "${before%%/*}" -gt 0
    check "$engine: the same counts ($before)" test "$before" = "$(count "$empty")"
    check "$engine: the same files" diff -r "$data/files" "$other/files"
    check "$engine: ocop check on the restored place" build/ocop check --data "$other" --db "$empty"
    if start "$other" "$empty"; then passed=$((passed + 1)); stop; else failed=$((failed + 1)); echo "FAILED $engine: the restored place does not serve"; fi
}
round sqlite "sqlite:$tmp/sqlite/ocop.db" "sqlite:$tmp/sqlite-restored/ocop.db"
if [ -n "${OCOP_TEST_PG:-}" ]; then
    # pg_dump names the schema, so the original steps aside under another name before the restore.
    s=b$$_$RANDOM
    schemas=("$s" "${s}_old")
    psql -qX "$OCOP_TEST_PG" -c "create schema $s" >/dev/null
    OCOP_PG_SCHEMA=$s
    export OCOP_PG_SCHEMA
    round pg "$(with_schema "$s")" "$(with_schema "$s")"
else
    failed=$((failed + 1))
    echo "FAILED OCOP_TEST_PG is not set"
fi
check "deploy/ocop.conf is understood" env OCOP_CONF_TEST=1 build/ocop config --listen unix:/run/ocop/ocop.sock --behind-proxy \
    --base-url https://ocop.example.vn
while IFS='=' read -r name _; do
    name=$(printf '%s' "$name" | tr -d '# ')
    check "deploy/ocop.conf: the setting $name exists" sh -c "build/ocop config --listen 127.0.0.1:8080 | grep -q '^$name = '"
done < <(grep -E '^#? ?[a-z_]+ = ' deploy/ocop.conf)
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
