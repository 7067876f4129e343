/* htmlgen_scan.h: follows the HTML around the tags of a template and says where a value may not
 * stand. */
#ifndef HTMLGEN_SCAN_H
#define HTMLGEN_SCAN_H
#include "platform/base/base.h"

enum where {
    IN_TEXT,
    IN_TAG_NAME,
    IN_TAG,
    IN_ATTR_NAME,
    AFTER_ATTR_NAME,
    BEFORE_VALUE,
    IN_VALUE,
    IN_COMMENT,
    IN_RAW
};
enum { OPEN_MAX = 64, WORD_MAX = 32 };

struct scan {
    enum where at;
    bool partial, closing, declaration;
    char quote;
    size_t value_n;      /* characters of the attribute value so far */
    char name[WORD_MAX]; /* tag name */
    size_t name_n;
    char attr[WORD_MAX];
    size_t attr_n;
    char open[OPEN_MAX][WORD_MAX];
    int depth;
    char last[3]; /* for <!-- --> */
};

static inline Str scan_word(const char *p, size_t n)
{
    return (Str){ p, n };
}

static inline void scan_start(struct scan *s, bool partial)
{
    *s = (struct scan){ .partial = partial };
}

static inline bool scan_is(Str w, const char *list)
{
    Str rest = str_c(list);
    while (rest.n > 0) {
        if (str_eq(str_cut(&rest, ' '), w)) {
            return true;
        }
    }
    return false;
}

static inline bool scan_void_element(Str name)
{
    return scan_is(
        name,
        "area base br col embed hr img input link meta source track wbr path use rect circle line");
}

/* A tag has ended with '>': keep the stack of open elements. */
static inline const char *scan_tag_done(struct scan *s, bool self_closed)
{
    Str name = scan_word(s->name, s->name_n);
    s->at = IN_TEXT;
    if (s->declaration || s->partial || self_closed || scan_void_element(name)) {
        return NULL;
    }
    if (s->closing) {
        if (s->depth == 0 || !str_eq(str_c(s->open[s->depth - 1]), name)) {
            return "this closing tag does not match the open element";
        }
        s->depth--;
        return NULL;
    }
    if (s->depth == OPEN_MAX) {
        return "elements nested too deep";
    }
    for (size_t i = 0; i < s->name_n; i++) {
        s->open[s->depth][i] = s->name[i];
    }
    s->open[s->depth++][s->name_n] = '\0';
    if (scan_is(name, "script style")) {
        s->at = IN_RAW;
    }
    return NULL;
}

static inline const char *scan_attr_done(struct scan *s)
{
    Str a = scan_word(s->attr, s->attr_n);
    if (s->attr_n > 2 && s->attr[0] == 'o' && s->attr[1] == 'n') {
        return "no event handlers in attributes";
    }
    return str_eq(a, S("style")) ? "no style attributes: use a class" : NULL;
}

static inline const char *scan_in_tag(struct scan *s, char c)
{
    if (c == '>') {
        return scan_tag_done(s, s->last[2] == '/');
    }
    if (c == ' ' || c == '\n' || c == '\t' || c == '/' || c == '\r') {
        s->at = IN_TAG;
        return NULL;
    }
    s->at = IN_ATTR_NAME;
    s->attr[0] = c;
    s->attr_n = 1;
    return NULL;
}

/* The next character of literal HTML; NULL or what is wrong with it. */
static inline const char *scan_step(struct scan *s, char c)
{
    bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    switch (s->at) {
    case IN_TEXT:
        if (c == '<') {
            s->at = IN_TAG_NAME;
            s->name_n = 0;
            s->closing = s->declaration = false;
        }
        return NULL;
    case IN_TAG_NAME:
        if (c == '/' && s->name_n == 0) {
            s->closing = true;
        } else if (c == '!' && s->name_n == 0) {
            s->declaration = true;
        } else if (c == '-' && s->declaration && s->last[2] == '-') {
            s->at = IN_COMMENT;
        } else if (c == '>') {
            return scan_tag_done(s, s->last[2] == '/');
        } else if (blank || (c == '/' && s->name_n > 0)) {
            if (s->name_n == 0) {
                return "write &lt; for a less-than sign";
            }
            s->at = IN_TAG;
        } else if (s->name_n + 1 < WORD_MAX) {
            s->name[s->name_n++] = c;
        }
        return NULL;
    case IN_TAG:
        return scan_in_tag(s, c);
    case IN_ATTR_NAME:
    case AFTER_ATTR_NAME:
        if (c == '=') {
            s->at = BEFORE_VALUE;
            return scan_attr_done(s);
        }
        if (c == '>' || blank || c == '/') {
            const char *why = scan_attr_done(s);
            return why != NULL ? why : scan_in_tag(s, c);
        }
        if (s->attr_n + 1 < WORD_MAX) {
            s->attr[s->attr_n++] = c;
        }
        return NULL;
    case BEFORE_VALUE:
        if (c != '"') {
            return "attribute values stand in double quotes";
        }
        s->at = IN_VALUE;
        s->value_n = 0;
        return NULL;
    case IN_VALUE:
        if (c == '"') {
            s->at = IN_TAG;
        } else {
            s->value_n++;
        }
        return NULL;
    case IN_COMMENT:
        if (c == '>' && s->last[2] == '-' && s->last[1] == '-') {
            s->at = IN_TEXT;
        }
        return NULL;
    case IN_RAW:
        if (c == '<') {
            s->at = IN_TAG_NAME;
            s->name_n = 0;
            s->closing = s->declaration = false;
            return NULL;
        }
        return blank ? NULL : "no text inside script or style: give it an address";
    }
    return NULL;
}

static inline const char *scan_char(struct scan *s, char c)
{
    const char *why = scan_step(s, c);
    s->last[0] = s->last[1];
    s->last[1] = s->last[2];
    s->last[2] = c;
    return why;
}

/* May a value stand here? address: it is printed by {{ href }}, which checks the scheme itself. */
static inline const char *scan_value(struct scan *s, bool address)
{
    switch (s->at) {
    case IN_TEXT:
        return address ? "href stands in an attribute" : NULL;
    case IN_VALUE:
        if (scan_is(scan_word(s->attr, s->attr_n), "href src action formaction poster data") &&
            s->value_n == 0 && !address) {
            return "an address starts with literal text, or with {{ href }}";
        }
        s->value_n++;
        s->last[2] = 'x';
        return NULL;
    case IN_RAW:
        return "no value inside script or style";
    case IN_COMMENT:
        return "no value inside a comment";
    case BEFORE_VALUE:
        return "quote the attribute's value";
    case IN_TAG_NAME:
    case IN_TAG:
    case IN_ATTR_NAME:
    case AFTER_ATTR_NAME:
        return "no value inside a tag outside an attribute's quotes";
    }
    return "no value here";
}

static inline bool scan_between(const struct scan *s)
{
    return s->at == IN_TEXT;
}

static inline const char *scan_end(const struct scan *s)
{
    if (s->at != IN_TEXT) {
        return "the file ends inside a tag";
    }
    return s->depth > 0 ? "an element is not closed" : NULL;
}

#endif
