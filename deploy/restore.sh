#!/bin/sh
# A backup back into an empty place: deploy/restore.sh BACKUP_DIR DATA_DIR DB_URL
# Refuses a backup whose checksums do not fit and a place that already holds data. Stop the program first.
set -eu
umask 077
[ $# = 3 ] || { echo "usage: restore.sh BACKUP_DIR DATA_DIR sqlite:PATH|postgresql://..." >&2; exit 2; }
backup=$1 data=$2 db=$3
(cd "$backup" && sha256sum --quiet --strict -c SHA256SUMS) || { echo "restore.sh: $backup is damaged; take another backup" >&2; exit 1; }
if [ -d "$data/files" ] && [ -n "$(ls -A "$data/files")" ]; then
    echo "restore.sh: $data/files already holds files; restore into an empty folder" >&2
    exit 1
fi
case $db in
sqlite:*)
    file=${db#sqlite:}
    [ ! -e "$file" ] || { echo "restore.sh: $file is there already; move it away first" >&2; exit 1; }
    [ -f "$backup/ocop.db" ] || { echo "restore.sh: $backup holds no SQLite database" >&2; exit 1; }
    mkdir -p "$data" "$(dirname "$file")"
    cp "$backup/ocop.db" "$file.new"
    sync -f "$file.new"
    mv "$file.new" "$file"
    ;;
postgresql://* | postgres://*)
    [ -f "$backup/ocop.pgdump" ] || { echo "restore.sh: $backup holds no PostgreSQL database" >&2; exit 1; }
    tables=$(psql -qAtX "$db" -c "select count(*) from pg_tables where tablename = 'audit' and schemaname = any (current_schemas(false))")
    [ "$tables" = 0 ] || { echo "restore.sh: the database already holds data; restore into an empty one" >&2; exit 1; }
    mkdir -p "$data"
    pg_restore --exit-on-error --single-transaction --no-owner --no-privileges --dbname="$db" "$backup/ocop.pgdump"
    ;;
*) echo "restore.sh: $db: write sqlite:PATH or postgresql://..." >&2; exit 2 ;;
esac
tar -C "$data" -xf "$backup/files.tar"
echo "restored; now run: ocop check --data $data --db ..."
