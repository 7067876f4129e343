#!/bin/sh
# One backup, while the program runs: deploy/backup.sh DATA_DIR DB_URL TARGET_DIR
# Makes TARGET_DIR/ocop-YYYYmmdd-HHMMSS/ with the database, the files and SHA256SUMS; appears under its name only when it is whole.
# The database first, then the files: files are only ever added, so every file that the database knows is in the copy.
set -eu
umask 077
[ $# = 3 ] || { echo "usage: backup.sh DATA_DIR sqlite:PATH|postgresql://... TARGET_DIR" >&2; exit 2; }
data=$1 db=$2 target=$3
[ -d "$data" ] || { echo "backup.sh: $data is no folder" >&2; exit 1; }
mkdir -p "$target"
name=ocop-$(date -u +%Y%m%d-%H%M%S)
work=$target/.$name.$$
mkdir "$work"
trap 'rm -rf "$work"' EXIT
case $db in
sqlite:*)
    [ -f "${db#sqlite:}" ] || { echo "backup.sh: ${db#sqlite:} is no file" >&2; exit 1; }
    sqlite3 -batch "${db#sqlite:}" ".timeout 60000" "vacuum into '$work/ocop.db'"
    [ "$(sqlite3 -batch "$work/ocop.db" 'pragma integrity_check')" = ok ]
    ;;
postgresql://* | postgres://*) pg_dump --format=custom --no-owner --no-privileges --file="$work/ocop.pgdump" ${OCOP_PG_SCHEMA:+--schema="$OCOP_PG_SCHEMA"} "$db" ;;
*) echo "backup.sh: $db: write sqlite:PATH or postgresql://..." >&2; exit 2 ;;
esac
mkdir -p "$data/files"
tar -C "$data" -cf "$work/files.tar" files
(cd "$work" && sha256sum -- * >SHA256SUMS && sync -f SHA256SUMS)
mv "$work" "$target/$name"
trap - EXIT
echo "$target/$name"
