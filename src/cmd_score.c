/* cmd_score.c: ocop score: lines in, lines out, in order, in bounded memory. */
#include "cmd.h"
#include "domain/criteria/criteria.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK = 256 * 1024,
    /* Every byte of a line can come back as six ("\u001f") in an error of its own. */
    ANSWER_MAX = 64 * CRITERIA_LINE_BYTES_MAX
};

static const char usage[] =
    "usage: ocop score [FILE|-]\n\n"
    "Scores sheets without a database: one JSON object a line in, one a line out, in order.\n\n"
    "in:  {\"id\":..., \"set\":\"QD26-09\", \"policy\":{...}, \"sheets\":[[ANSWER,...],...]}\n"
    "     one list of answers a member; an ANSWER is [\"QD26-09.1.1\",1] (item or case, points)\n"
    "     or a full option id, \"QD26-09.1.1.o1\". Items not named are blank and count 0.\n"
    "     policy, the first is the default:\n"
    "       gate        mean | majority\n"
    "       title_mark  lowest | full | ignore\n"
    "       invalid     reject | exclude\n"
    "       dependency  ignore | reject\n"
    "       blank       zero | explicit\n"
    "       divergence  10 (a whole number)\n"
    "out: {\"id\",\"valid\":true,\"totals\":[..],\"mean\":[num,den],\"band\":N,\"star\":N,\n"
    "      \"failing_gates\":[option ids],\"spread\":N,\"diverges\":bool,\"blank\":[..]}\n"
    "     {\"id\",\"valid\":false,\"errors\":[[[\"code\",\"id\"],..] a member]} when sheets are "
    "bad\n"
    "     {\"id\",\"valid\":false,\"error\":\"why\"} when the line is (not JSON, unknown set or "
    "policy,\n"
    "      a draft set, another shape of answer, longer than 4 MiB): work goes on with the next\n"
    "      line, the exit code at the end is 1\n";

struct scoring {
    int from;
    struct arena *a; /* of one line */
    struct criteria_sets sets;
    struct out *out;
    char *buffer;
    size_t n;       /* bytes in the buffer */
    bool long_line; /* its answer is out; dropping what is left of it */
    bool refused;   /* some line was */
};

static void score_line(struct scoring *s, Str line)
{
    if (s->long_line) {
        s->long_line = false;
        return;
    }
    s->refused = !criteria_score_line(s->a, &s->sets, line, s->out) || s->refused;
    arena_reset(s->a);
}

static Err flush(struct scoring *s)
{
    BUG_UNLESS(!s->out->over);
    Err e = fd_write_all(STDOUT_FILENO, out_view(s->out));
    out_reset(s->out);
    return e;
}

/* Scores the whole lines of the buffer and keeps the beginning of the next. */
static Err score_buffer(struct scoring *s)
{
    Str rest = { s->buffer, s->n };
    for (size_t at = str_find_c(rest, '\n'); at < rest.n; at = str_find_c(rest, '\n')) {
        score_line(s, str_sub(rest, 0, at));
        rest = str_skip(rest, at + 1);
        if (s->out->n >= CHUNK) {
            TRY(flush(s));
        }
    }
    s->n = rest.n;
    memmove(s->buffer, rest.p, rest.n);
    if (s->n > CRITERIA_LINE_BYTES_MAX) {
        if (!s->long_line) {
            criteria_line_refuse(s->out, S("null"), S("the line is longer than 4 MiB"));
        }
        s->long_line = s->refused = true;
        s->n = 0;
    }
    return flush(s); /* before waiting for more: whoever pipes line by line gets each answer */
}

static Err score_all(struct scoring *s)
{
    for (bool first = true;;) {
        ssize_t n = read(s->from, s->buffer + s->n, CHUNK);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return fault(E_IO, "score: %s", strerror(errno));
        }
        if (n == 0) {
            break;
        }
        s->n += (size_t)n;
        if (first && s->n >= 3) { /* the byte order mark that Windows editors write */
            first = false;
            if (str_starts((Str){ s->buffer, s->n }, S("\xef\xbb\xbf"))) {
                s->n -= 3;
                memmove(s->buffer, s->buffer + 3, s->n);
            }
        }
        TRY(score_buffer(s));
    }
    if (s->n > 0) {
        score_line(s, (Str){ s->buffer, s->n });
    }
    return flush(s);
}

static int run(int from)
{
    struct arena *sets CLEANUP(arena_cleanup) = arena_new();
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct out *o CLEANUP(out_cleanup) = out_new(ANSWER_MAX);
    struct scoring s = { .from = from, .a = a, .out = o };
    s.buffer = arena_alloc(sets, CRITERIA_LINE_BYTES_MAX + CHUNK + 1);
    if (criteria_load_builtin(sets, &s.sets) != OK || score_all(&s) != OK) {
        (void)fprintf(stderr, "ocop score: stopped, the answers are not complete\n");
        return 1;
    }
    return s.refused ? 1 : 0;
}

int cmd_score(int argc, char **argv)
{
    Str file = argc > 0 ? str_c(argv[0]) : S("-");
    if (str_eq(file, S("--help")) || str_eq(file, S("-h"))) {
        (void)fputs(usage, stdout);
        return 0;
    }
    if (argc > 1 || (str_starts(file, S("-")) && !str_eq(file, S("-")))) {
        (void)fputs(usage, stderr);
        return 2;
    }
    if (str_eq(file, S("-"))) {
        return run(STDIN_FILENO);
    }
    int fd CLEANUP(fd_cleanup) = open(argv[0], O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        (void)fprintf(stderr, "ocop score: %s: %s\n", argv[0], strerror(errno));
        return 1;
    }
    return run(fd);
}
