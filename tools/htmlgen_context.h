/* htmlgen_context.h: where in the HTML a template stands: text, tag, attribute, and which elements
 * are open. */
#ifndef HTMLGEN_CONTEXT_H
#define HTMLGEN_CONTEXT_H
#include "tool.h"

enum html_at {
    AT_TEXT,
    AT_TAG_START, /* after '<' */
    AT_TAG_NAME,
    AT_TAG,         /* in a tag, between attributes */
    AT_ATTR_NAME,   /* in the name of an attribute */
    AT_AFTER_NAME,  /* blanks after it */
    AT_EQUALS,      /* after its '=' */
    AT_VALUE,       /* in its quoted value */
    AT_DECLARATION, /* <!doctype ...> */
    AT_COMMENT
};
enum { HTML_OPEN_MAX = 64, HTML_PREFIX_MAX = 12 };

/* What must be the same at both ends of an if or each. */
struct html_state {
    enum html_at at;
    char quote;
    bool address;                 /* the attribute holds an address: href, src, action ... */
    char prefix[HTML_PREFIX_MAX]; /* how the value begins so far, literally */
    size_t prefix_n;
    size_t open_n;
};
struct html_open {
    Str name;
    int line;
};
struct html {
    struct tool *t;
    int line;
    bool partial; /* may leave elements open, or close those of another file */
    struct html_state s;
    size_t floor; /* elements below belong to the code around the innermost block */
    struct html_open open[HTML_OPEN_MAX];
    Str text;   /* the whole file, for names */
    size_t pos; /* of the character being read */
    size_t name_from;
    Str tag; /* of the tag being read */
    size_t comment_from;
    bool ends, self_closing, has_src;
    bool told; /* of an inline script: once is enough */
};

void html_init(struct html *h, struct tool *t, Str text, bool partial);
/* The next literal character, at pos of the text, on a line. */
void html_literal(struct html *h, size_t pos, int line);
/* A directive starts here: a name that was being read ends. */
void html_directive(struct html *h, size_t pos, int line);
/* Complains when a value may not stand here. is_encoded: percent-encoded ({{ url }}); is_origin:
 * the site's own address. */
void html_value(struct html *h, bool is_encoded, bool is_origin);
/* Complains unless this is the very start of an address. */
void html_href(struct html *h);
/* Complains unless this is text between tags. */
void html_block(struct html *h, const char *what);
/* White space counts: in pre and textarea. */
bool html_keeps_space(const struct html *h);
/* Both ends of a branch: complains when they differ. */
void html_join(struct html *h, const struct html_state *other, const char *what);
/* End of the file: everything is closed. */
void html_end(struct html *h);

#endif
