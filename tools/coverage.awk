# coverage.awk: a table from `gcov -n -b`: lines and branches taken, per file of src/ and in all; tests and generated files left out.
function percent(of, n) { return n == 0 ? "    -" : sprintf("%5.1f", 100 * of / n) }
/^File '/ {
    split($0, quoted, "'")
    file = quoted[2]
    wanted = file ~ /^src\// && file !~ /_test\.c$|\/test\/|^src\/fixture|\.h$/
    next
}
/^(Function|$)/ { if ($0 != "") wanted = 0; next }
wanted && /^Lines executed:/ { take(line_taken, line_all) }
wanted && /^Taken at least once:/ { take(branch_taken, branch_all) }
# "Lines executed:92.31% of 52": a file may come more than once; the fullest count stands.
function take(taken, all,   p, n) {
    split($0, p, /[:% ]+/)
    n = p[length_of(p)]
    share = $0
    sub(/^[^:]*:/, "", share)
    sub(/%.*/, "", share)
    if (!(file in seen)) { seen[file] = 1; files[++count] = file }
    if (!(file in all) || share * n / 100 > taken[file]) { all[file] = n; taken[file] = share * n / 100 }
}
function length_of(p,   k, n) { for (k in p) n++; return n }
END {
    printf "%-48s %7s %9s\n", "file", "lines %", "branches %"
    for (i = 1; i <= count; i++) {
        f = files[i]
        printf "%-48s   %s     %s\n", f, percent(line_taken[f], line_all[f]), percent(branch_taken[f], branch_all[f]) | "LC_ALL=C sort"
        lines += line_all[f]; lines_taken += line_taken[f]
        branches += branch_all[f]; branches_taken += branch_taken[f]
    }
    close("LC_ALL=C sort")
    printf "%-48s   %s     %s   (%d lines, %d branches, %d files)\n", "all", percent(lines_taken, lines), percent(branches_taken, branches), lines, branches, count
    exit count == 0
}
