/* out.h: the one growable buffer, and the one place for each escaper. */
#include "platform/base/base.h"

#ifndef BASE_OUT_H
#define BASE_OUT_H
struct out {
    char *p;
    size_t n, cap, max; /* max: growth beyond it sets over and drops the rest */
    bool over;
};

/* Markup that needs no escaping any more. Only view/ and generated templates make it. */
typedef struct {
    Str s;
} Html;

/* A heap buffer that may grow to max bytes; its owner calls out_free. */
struct out *out_new(size_t max);
void out_free(struct out *o);
void out_cleanup(struct out **o); /* for CLEANUP */
void out_reset(struct out *o);
/* Empty struct that grows in the heap; out_done releases its memory. */
void out_init(struct out *o, size_t max);
void out_done(struct out *o);
Str out_view(const struct out *o); /* valid until the next write */
Str out_dup(struct arena *a, const struct out *o);

/* Makes room for n more bytes at once, when the caller knows them beforehand; writes nothing. */
void out_room(struct out *o, size_t n);
void out_raw(struct out *o, Str s); /* as it is */
void out_c(struct out *o, char c);
void out_int(struct out *o, int64_t v);       /* decimal, no grouping */
void out_html(struct out *o, Str s);          /* & < > " ' escaped: text and quoted attributes */
void out_json(struct out *o, Str s);          /* quoted JSON string; invalid UTF-8 becomes U+FFFD */
void out_url(struct out *o, Str s);           /* percent-encoded path segment or query value */
void out_csv(struct out *o, Str s, char sep); /* RFC 4180, leading = + - @ tab defused with ' */
void out_hex(struct out *o, const void *p, size_t n);
void out_fmt(struct out *o, const char *fmt, ...) PRINTF_LIKE(2, 3); /* logs, protocol; not HTML */

#endif
