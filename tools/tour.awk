# tour.awk: awk -f tools/tour.awk README.md...: every path named in back quotes or linked exists; tells the others; 1 if any.
# A path has a slash or a file's ending and no blank, star or placeholder; build/ and var/ are made later, addresses are no paths.
function check(path,   plain) {
    plain = path
    sub(/#.*$/, "", plain)
    sub(/^\.\//, "", plain)
    if (plain !~ /^[A-Za-z0-9_][A-Za-z0-9._\/-]*$/ && plain !~ /^\.(ci|clang|editor)/ || plain ~ /^(\/|build\/|var\/|https?:)/) return
    if (plain !~ /\// && plain !~ /\.(md|c|h|sql|html|po|sh|mjs|awk|json|yml)$/ && plain !~ /^(Makefile|LICENSE)$/) return
    if (plain in seen) return
    seen[plain] = 1
    checked++
    if (system("test -e '" plain "'") != 0) { print FILENAME ":" FNR ": no such path: " plain; bad++ }
}
/^```/ { fenced = !fenced }
!fenced {
    rest = $0
    while (match(rest, /`[^`]+`/)) { check(substr(rest, RSTART + 1, RLENGTH - 2)); rest = substr(rest, RSTART + RLENGTH) }
    rest = $0
    while (match(rest, /\]\([^)]+\)/)) { check(substr(rest, RSTART + 2, RLENGTH - 3)); rest = substr(rest, RSTART + RLENGTH) }
}
END {
    if (checked == 0) { print "tour: no path found to check"; checked = bad = 1 }
    printf "tour: %d passed, %d failed\n", checked - bad, bad
    exit bad > 0
}
