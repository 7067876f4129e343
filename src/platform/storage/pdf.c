/* pdf.c: a PDF by structure: whole, not encrypted, how many pages. One pass over the words of the
 * file and of its compressed object streams; nothing is drawn, nothing is run. */
#include "platform/storage/inside.h"

#include <libdeflate.h>
#include <string.h>

enum {
    DEPTH_MAX = 64,
    PAGES_MAX = 20 * 1000,
    UNPACKED_MAX = 64 * 1024 * 1024, /* of all object streams together */
    TAIL = 1024                      /* where readers look for the end */
};

enum type { TYPE_OTHER, TYPE_PAGE, TYPE_PAGES, TYPE_OBJSTM };

/* What a dictionary << >> said so far. */
struct dict {
    enum type type;
    bool has_parent, flate, encrypt;
    int64_t count; /* -1: none */
};

struct scan {
    Str s;
    size_t at;
    bool packed; /* inside an object stream */
    size_t depth;
    struct dict open[DEPTH_MAX];
    struct dict last; /* the dictionary that ended last: a stream's own */
    struct found *found;
};

struct found {
    bool encrypted, unreadable;
    int64_t page_objects, root_count; /* root_count -1: no root seen */
    size_t unpack_left;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return is_space(c) || memchr("()<>[]{}/%", c, 10) != NULL;
}

static char peek(const struct scan *c, size_t ahead)
{
    return c->s.n - c->at > ahead ? c->s.p[c->at + ahead] : '\0';
}

/* "(...)" with nested brackets and escapes. */
static void skip_text(struct scan *c)
{
    size_t depth = 0;
    for (; c->at < c->s.n; c->at++) {
        char b = c->s.p[c->at];
        if (b == '\\') {
            c->at++;
        } else if (b == '(') {
            depth++;
        } else if (b == ')' && --depth == 0) {
            c->at++;
            return;
        }
    }
    c->at = c->s.n;
}

static void skip_past(struct scan *c, char end)
{
    const char *p = memchr(c->s.p + c->at, end, c->s.n - c->at);
    c->at = p != NULL ? (size_t)(p - c->s.p) + 1 : c->s.n;
}

static void skip_spaces(struct scan *c)
{
    while (c->at < c->s.n && (is_space(c->s.p[c->at]) || c->s.p[c->at] == '%')) {
        if (c->s.p[c->at] == '%') {
            const char *p = c->s.p + c->at;
            while (c->at < c->s.n && *p != '\n' && *p != '\r') {
                p++;
                c->at++;
            }
        } else {
            c->at++;
        }
    }
}

/* A run of ordinary characters; empty at a delimiter. */
static Str word(struct scan *c)
{
    size_t from = c->at;
    while (c->at < c->s.n && !is_delimiter(c->s.p[c->at])) {
        c->at++;
    }
    return str_sub(c->s, from, c->at);
}

static Str name(struct scan *c)
{
    c->at++; /* the slash */
    return word(c);
}

static Str name_after_space(struct scan *c)
{
    skip_spaces(c);
    return peek(c, 0) == '/' ? name(c) : STR_NONE;
}

static enum type type_named(Str n)
{
    if (str_eq(n, S("Page"))) {
        return TYPE_PAGE;
    }
    if (str_eq(n, S("Pages"))) {
        return TYPE_PAGES;
    }
    return str_eq(n, S("ObjStm")) ? TYPE_OBJSTM : TYPE_OTHER;
}

static void read_key(struct scan *c)
{
    Str n = name(c);
    if (c->depth == 0 || c->depth > DEPTH_MAX) {
        return;
    }
    struct dict *d = &c->open[c->depth - 1];
    if (str_eq(n, S("Type"))) {
        d->type = type_named(name_after_space(c));
    } else if (str_eq(n, S("Parent"))) {
        d->has_parent = true;
    } else if (str_eq(n, S("FlateDecode")) || str_eq(n, S("Fl"))) {
        d->flate = true;
    } else if (str_eq(n, S("DecodeParms"))) {
        d->flate = false; /* a predictor: not undone here */
    } else if (str_eq(n, S("Encrypt"))) {
        d->encrypt = true;
    } else if (str_eq(n, S("Count"))) {
        skip_spaces(c);
        if (number_parse(word(c), 0, PAGES_MAX, &d->count) != OK) {
            d->count = -1;
        }
    }
}

static void close_dict(struct scan *c)
{
    c->at += 2;
    if (c->depth == 0) {
        return;
    }
    c->depth--;
    if (c->depth >= DEPTH_MAX) {
        return;
    }
    struct dict *d = &c->open[c->depth];
    c->last = *d;
    if (d->type == TYPE_PAGE) {
        c->found->page_objects++;
    } else if (d->type == TYPE_PAGES && !d->has_parent && d->count >= 0) {
        c->found->root_count = d->count; /* the last one in the file is the one in force */
    }
    if (d->encrypt && c->depth == 0 && !c->packed) {
        c->found->encrypted = true; /* trailer, or the dictionary of a cross-reference stream */
    }
}

static void scan_words(struct scan *c);

/* Unpacks an object stream and reads the objects in it. */
static void scan_packed(struct found *found, Str body)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    enum libdeflate_result r = LIBDEFLATE_INSUFFICIENT_SPACE;
    size_t in, n = 0;
    char *p = NULL;
    for (size_t cap = body.n * 4 + 1024;
         z != NULL && r == LIBDEFLATE_INSUFFICIENT_SPACE && cap <= found->unpack_left; cap *= 4) {
        found->unpack_left -= cap; /* every try counts: work is bounded, not only memory */
        p = arena_alloc(a, cap);
        r = libdeflate_zlib_decompress_ex(z, body.p, body.n, p, cap, &in, &n);
    }
    libdeflate_free_decompressor(z);
    if (r != LIBDEFLATE_SUCCESS) {
        found->unreadable = true;
        return;
    }
    struct scan inner = { .s = { p, n }, .packed = true, .found = found };
    scan_words(&inner);
}

/* Behind the word "stream": over its bytes, into them when they hold objects. */
static void read_stream(struct scan *c)
{
    if (peek(c, 0) == '\r') {
        c->at++;
    }
    if (peek(c, 0) == '\n') {
        c->at++;
    }
    Str rest = str_skip(c->s, c->at);
    const char *end = memmem(rest.p, rest.n, "endstream", 9);
    Str body = end != NULL ? str_sub(rest, 0, (size_t)(end - rest.p)) : rest;
    c->at += body.n;
    if (c->last.type == TYPE_OBJSTM) {
        if (c->last.flate) {
            scan_packed(c->found, body);
        } else {
            c->found->unreadable = true;
        }
    }
    c->last = (struct dict){ .count = -1 };
}

static void scan_words(struct scan *c)
{
    for (skip_spaces(c); c->at < c->s.n; skip_spaces(c)) {
        char b = peek(c, 0);
        if (b == '/') {
            read_key(c);
        } else if (b == '(') {
            skip_text(c);
        } else if (b == '<' && peek(c, 1) == '<') {
            if (c->depth < DEPTH_MAX) {
                c->open[c->depth] = (struct dict){ .count = -1 };
            }
            c->depth++;
            c->at += 2;
        } else if (b == '>' && peek(c, 1) == '>') {
            close_dict(c);
        } else if (b == '<') {
            skip_past(c, '>');
        } else if (is_delimiter(b)) {
            c->at++;
        } else if (str_eq(word(c), S("stream")) && !c->packed) {
            read_stream(c);
        }
    }
}

static bool has(Str s, const char *what, size_t n)
{
    return memmem(s.p, s.n, what, n) != NULL;
}

enum storage_why storage_check_pdf(Str bytes, struct storage_seen *ret)
{
    Str tail = str_skip(bytes, bytes.n > TAIL ? bytes.n - TAIL : 0);
    if (!str_starts(bytes, S("%PDF-"))) {
        return STORAGE_WRONG_TYPE;
    }
    if (!has(tail, "%%EOF", 5)) {
        return STORAGE_CUT_OFF;
    }
    struct found f = { .root_count = -1, .unpack_left = UNPACKED_MAX };
    struct scan c = { .s = bytes, .found = &f };
    scan_words(&c);
    if (f.encrypted) {
        return STORAGE_ENCRYPTED;
    }
    int64_t pages = f.root_count > 0 ? f.root_count : f.page_objects;
    if (pages <= 0 && f.unreadable) {
        pages = 1; /* the list of pages is packed in a way not read here */
    }
    if (pages <= 0 || pages > PAGES_MAX) {
        return STORAGE_CUT_OFF;
    }
    *ret = (struct storage_seen){ .kind = STORAGE_PDF, .pages = pages };
    return STORAGE_OK;
}
