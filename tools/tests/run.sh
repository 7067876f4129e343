#!/bin/sh
# Golden and must-fail tests of the generators: tools/tests/run.sh [TOOL...]; --write renews the expected outputs.
# TOOL/good/NAME.* must give NAME.c (and NAME.h where it is kept); TOOL/bad/NAME.* must fail and say exactly NAME.err.
set -u
cd "$(dirname "$0")" || exit 1
bin=$(cd ../../build/tools && pwd) || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
write=no
[ "${1:-}" = --write ] && { write=yes; shift; }
passed=0 failed=0

generate() { # TOOL INPUT, in the folder of the input
    rm -f "$tmp/out.c" "$tmp/out.h"
    case $1 in
    htmlgen) "$bin/htmlgen" domain/dossier "$tmp/out.c" "$tmp/out.h" "$2" ;;
    sqlgen) "$bin/sqlgen" "$2" "$tmp/out.c" "$tmp/out.h" ;;
    pogen) "$bin/pogen" "$tmp/out.c" "$tmp/out.h" "$2" ;;
    esac >"$tmp/stdout" 2>"$tmp/err"
}
verdict() { # RESULT NAME
    if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $2"; fi
}
same() { # EXPECTED ACTUAL
    [ $write = yes ] && cp "$2" "$1"
    diff -u "$1" "$2"
}
good() { # TOOL INPUT
    generate "$1" "$2" || { cat "$tmp/err"; return 1; }
    sed -i "s#$tmp/##" "$tmp/out.c" # the folder is another one every time
    same "${2%.*}.c" "$tmp/out.c" || return 1
    [ ! -e "${2%.*}.h" ] || same "${2%.*}.h" "$tmp/out.h"
}
bad() { # TOOL INPUT
    if generate "$1" "$2"; then echo "accepted"; return 1; fi
    [ ! -e "$tmp/out.c" ] && [ ! -e "$tmp/out.h" ] || { echo "wrote outputs"; return 1; }
    same "${2%.*}.err" "$tmp/err"
}
inputs() { # TOOL: a pogen input is a folder with vi/ and en/
    if [ "$1" = pogen ]; then ls -d -- */; else ls -- *."${1%gen}"; fi 2>/dev/null | sed 's,/$,,'
}
for tool in ${*:-htmlgen sqlgen pogen}; do
    for kind in good bad; do
        [ -d "$tool/$kind" ] || { verdict 1 "$tool/$kind: no cases"; continue; }
        cd "$tool/$kind" || exit 1
        for input in $(inputs "$tool"); do
            $kind "$tool" "$input"
            verdict $? "$tool/$kind/$input"
        done
        cd ../..
    done
done
echo "generators: $passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
