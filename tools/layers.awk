# layers.awk: the layer rule: awk -f tools/layers.awk src/DEPS FILES... tells every include that src/DEPS does not allow; 1 if any.
function complain(where, what) { print where ": " what; bad++ }
function room_of(path,   p, n) { # src/domain/dossier/show.c -> domain/dossier; src/main.c -> "." (the program itself)
    sub(/^src\//, "", path)
    n = split(path, p, "/")
    return n == 3 ? p[1] "/" p[2] : "."
}
function is_header_public(header, room, program,   p) {
    split(room, p, "/")
    return room == "platform/base" || header == room "/" p[2] ".h" || (header in public) || (program && header == room "/" p[2] "_web.h")
}
# Walks the allowed edges; a room met again on the way down is a cycle.
function walk(room, way,   i, n, next_room) {
    if (state[room] == "done") return
    if (state[room] == "open") { complain(deps ":" line[room], "cycle: " way " " room); return }
    state[room] = "open"
    n = edges[room]
    for (i = 1; i <= n; i++) {
        next_room = edge[room, i]
        walk(next_room, way " " room)
    }
    state[room] = "done"
}
function read_rule(   i, room, to) {
    room = $1
    sub(/:$/, "", room)
    if ($1 !~ /^(platform|domain)\/[a-z_0-9]+:$/) { complain(FILENAME ":" FNR, "not ROOM: ROOMS"); return }
    if (room in line) complain(FILENAME ":" FNR, room " has two lines")
    line[room] = FNR
    order[++rooms] = room
    for (i = 2; i <= NF; i++) {
        to = $i
        if (room ~ /^platform/ && to ~ /^domain/) complain(FILENAME ":" FNR, room " is platform and knows nothing of " to)
        if (to == room || to == "platform/base") complain(FILENAME ":" FNR, to " needs no mention")
        allowed[room, to] = 1
        edge[room, ++edges[room]] = to
    }
}
function check(header,   room, from, test, where) {
    if (header == "messages.h" || header !~ /\.h$/) return
    from = room_of(FILENAME)
    room = room_of("src/" header)
    test = FILENAME ~ /_test\.[ch]$/ || FILENAME ~ /^src\/fixture/
    where = FILENAME ":" FNR
    if (room == from) return
    if (room == ".") {
        if (!test) complain(where, from " includes " header ", which belongs to the program")
        return
    }
    if (!(room in line)) { complain(where, "room " room " has no line in " deps); return }
    if (test) return
    if (!is_header_public(header, room, from == ".")) { complain(where, header " is not a public header of " room); return }
    if (room == "platform/base") return
    if (room == "platform/test") { complain(where, "only tests include platform/test"); return }
    if (from == ".") return
    if (from ~ /^platform/ && room ~ /^domain/) complain(where, from " is platform and knows nothing of " room)
    else if (!((from, room) in allowed)) complain(where, from " may not include " room " (" deps ")")
}
FNR == 1 && NR == 1 { deps = FILENAME }
FNR == 1 && FILENAME != deps {
    files++
    from_room = room_of(FILENAME)
    if (from_room != "." && !(from_room in line) && !(from_room in told)) {
        told[from_room] = 1
        complain(FILENAME ":1", "room " from_room " has no line in " deps)
    }
}
FILENAME == deps && /^(#|$)/ { next }
FILENAME == deps && $1 == "public" { public[$2] = 1; next }
FILENAME == deps { read_rule(); next }
/^#[ \t]*include[ \t]*"/ { split($0, quoted, "\""); check(quoted[2]) }
END {
    for (r = 1; r <= rooms; r++) {
        for (i = 1; i <= edges[order[r]]; i++)
            if (!(edge[order[r], i] in line)) complain(deps ":" line[order[r]], "room " edge[order[r], i] " has no line")
        walk(order[r], "")
    }
    if (files == 0) complain(deps, "no files to check")
    exit bad > 0
}
