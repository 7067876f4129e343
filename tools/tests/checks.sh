#!/bin/sh
# Good and must-fail cases of the checks. layers.awk and tour.awk: good/CASE must pass, bad/CASE must fail and say exactly what stands
# in bad/CASE.err (--write renews it). check-style: the cases are made here, so that the wrong lines stand in no tracked file.
set -u
cd "$(dirname "$0")" || exit 1
tools=$(cd .. && pwd)
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
write=${1:-}
passed=0 failed=0
verdict() { # RESULT NAME
    if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $2"; fi
}
run_case() { # CHECK FOLDER
    case $1 in
    layers) (cd "$2" && find src -name '*.[ch]' | LC_ALL=C sort | xargs -r awk -f "$tools/layers.awk" src/DEPS) ;;
    tour) (cd "$2" && awk -f "$tools/tour.awk" README.md) ;;
    esac >"$tmp/out" 2>&1
}
for check in layers tour; do
    for folder in "$check"/good/*/; do
        run_case $check "$folder" || { cat "$tmp/out"; false; }
        verdict $? "$folder"
    done
    for folder in "$check"/bad/*/; do
        if run_case $check "$folder"; then echo accepted; false; else
            [ "$write" = --write ] && cp "$tmp/out" "${folder%/}.err"
            diff -u "${folder%/}.err" "$tmp/out"
        fi
        verdict $? "$folder"
    done
done

style() { # FILE TEXT REASON: one file with this text; REASON none: it passes
    rm -rf "$tmp/case" && mkdir -p "$tmp/case/$(dirname "$1")"
    printf "$2" >"$tmp/case/$1"
    "$tools/check-style" "$tmp/case" >"$tmp/out" 2>&1
    code=$?
    if [ -z "$3" ]; then [ $code = 0 ]; else [ $code = 1 ] && grep -q "^$1.*: $3" "$tmp/out" && [ "$(wc -l <"$tmp/out")" = 2 ]; fi
    result=$?
    [ $result = 0 ] || cat "$tmp/out"
    verdict $result "style: $1: $3"
}
c='/* a.c: a concept. */\n'
style src/domain/a/a.c "${c}int a(void);\n" ''
style src/a.c '/* b.c: copied from elsewhere. */\n' 'the first line does not name'
style src/a.c "$c$(yes '\n' | head -n 800 | tr -d '\n')" 'over 800 lines'
style src/a.c "$c/* TO""DO: later */\n" 'loose end'
style src/domain/product/a.c "${c}if (role == ROLE_ADMIN) {}\n" 'a role named outside'
style src/domain/portal/a.c "${c}TRY(identity_grant_role(tx, account, ROLE_ADMIN, scope));\n" ''
style src/domain/product/a.c "${c}run(\"select name from product\");\n" 'SQL text in C'
style src/domain/product/a.html '<p on''click="x()">a</p>\n' 'inline style, script or handler'
style doc/a.md 'see /ho''me/me/notes\n' 'absolute path of a machine'
style assets/package-lock.json '{ "resol''ved": "http://packages.example/x" }\n' 'address of a package registry'
style deploy/a.pem 'BEGIN RSA PRIV''ATE KEY\n' 'private key'
style assets/a.min.js 'x' 'third-party or generated'
style tests/a.sh '#!/bin/sh\n' 'not executable'
echo "checks: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
