/* htmlgen_context.c: follows the HTML of a template character by character and refuses values where
 * escaping cannot help. */
#include "htmlgen_context.h"

#include <string.h>

static const char *const void_elements[] = { "area",   "base",  "br",    "col",  "embed",
                                             "hr",     "img",   "input", "link", "meta",
                                             "source", "track", "wbr",   NULL };
/* Attributes that hold an address a browser follows, loads or sends to. */
static const char *const address_attributes[] = { "href",   "src",        "action",    "formaction",
                                                  "poster", "data",       "cite",      "ping",
                                                  "srcset", "background", "hx-get",    "hx-post",
                                                  "hx-put", "hx-patch",   "hx-delete", "manifest",
                                                  NULL };
/* What a literal address may begin with. */
static const char *const address_starts[] = { "/",       "#",       "?",    "https://",
                                              "http://", "mailto:", "tel:", NULL };

static bool is_one_of(Str name, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (str_eq_nocase(name, str_c(*list))) {
            return true;
        }
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_' || c == '.';
}

static bool is_open(const struct html *h, const char *name)
{
    for (size_t i = 0; i < h->s.open_n; i++) {
        if (str_eq_nocase(h->open[i].name, str_c(name))) {
            return true;
        }
    }
    return false;
}

static bool is_inside(const struct html *h, const char *name)
{
    return h->s.open_n > 0 && str_eq_nocase(h->open[h->s.open_n - 1].name, str_c(name));
}

void html_init(struct html *h, struct tool *t, Str text, bool partial)
{
    *h = (struct html){ .t = t, .text = text, .partial = partial };
}

static void no_inline_script(struct html *h)
{
    if (!h->told) {
        tool_error(h->t, h->line, "no inline script: only <script src=...></script>");
    }
    h->told = true;
}

static void open_element(struct html *h)
{
    if (str_eq_nocase(h->tag, S("style"))) {
        tool_error(h->t, h->line, "no <style>: looks belong to assets/");
    }
    h->told = false;
    if (str_eq_nocase(h->tag, S("script")) && !h->has_src) {
        no_inline_script(h);
    }
    if (is_one_of(h->tag, void_elements)) {
        return;
    }
    if (h->self_closing) {
        if (!is_open(h, "svg")) {
            tool_error(h->t, h->line, "<%.*s/> does not close itself in HTML", STR_ARG(h->tag));
        }
        return;
    }
    if (h->s.open_n == HTML_OPEN_MAX) {
        tool_error(h->t, h->line, "elements nested deeper than %d", HTML_OPEN_MAX);
        return;
    }
    h->open[h->s.open_n++] = (struct html_open){ h->tag, h->line };
}

static void close_element(struct html *h)
{
    if (h->partial && h->s.open_n == h->floor) {
        return; /* opened by another file */
    }
    if (h->s.open_n == h->floor) {
        tool_error(h->t, h->line, "</%.*s> closes nothing opened here", STR_ARG(h->tag));
        return;
    }
    const struct html_open *top = &h->open[h->s.open_n - 1];
    if (!str_eq(top->name, h->tag)) {
        tool_error(h->t, h->line, "</%.*s> where <%.*s> of line %d is open", STR_ARG(h->tag),
                   STR_ARG(top->name), top->line);
    }
    h->s.open_n--;
}

static void end_tag_name(struct html *h)
{
    h->tag = str_sub(h->text, h->name_from, h->pos);
    h->s.at = AT_TAG;
}

static void end_attribute_name(struct html *h)
{
    Str name = str_sub(h->text, h->name_from, h->pos);
    h->s.at = AT_AFTER_NAME;
    h->s.address = is_one_of(name, address_attributes);
    h->has_src = h->has_src || str_eq_nocase(name, S("src"));
    bool handler = name.n > 2 && str_eq_nocase(str_sub(name, 0, 2), S("on"));
    if (handler || str_starts(name, S("hx-on"))) {
        tool_error(h->t, h->line, "no handler %.*s=: behaviour belongs to assets/", STR_ARG(name));
    }
    if (str_eq_nocase(name, S("style")) || str_eq_nocase(name, S("srcdoc"))) {
        tool_error(h->t, h->line, "no %.*s=", STR_ARG(name));
    }
}

static void end_tag(struct html *h)
{
    h->s.at = AT_TEXT;
    if (h->ends) {
        close_element(h);
    } else {
        open_element(h);
    }
}

static void read_text(struct html *h, char c)
{
    if (c == '<') {
        h->s.at = AT_TAG_START;
        h->ends = h->self_closing = h->has_src = false;
    } else if (!is_blank(c) && is_inside(h, "script")) {
        no_inline_script(h);
    }
}

static void read_tag_start(struct html *h, char c)
{
    h->name_from = h->pos;
    if (is_letter(c)) {
        h->s.at = AT_TAG_NAME;
    } else if (c == '/' && !h->ends) {
        h->ends = true;
    } else if (c == '!' && !h->ends) {
        h->s.at = str_starts(str_skip(h->text, h->pos), S("!--")) ? AT_COMMENT : AT_DECLARATION;
        h->comment_from = h->pos + 3;
    } else {
        tool_error(h->t, h->line, "a lone < is written &lt;");
        h->s.at = AT_TEXT;
    }
}

static void read_tag(struct html *h, char c)
{
    if (c == '>') {
        end_tag(h);
    } else if (c == '/') {
        h->self_closing = true;
    } else if (!is_blank(c)) {
        if (!is_name(c) && c != '@') {
            tool_error(h->t, h->line, "'%c' in a tag", c);
        }
        h->name_from = h->pos;
        h->s.at = AT_ATTR_NAME;
    }
}

static void read_tag_name(struct html *h, char c)
{
    if (!is_name(c)) {
        end_tag_name(h);
        read_tag(h, c);
    }
}

static void read_after_name(struct html *h, char c)
{
    if (c == '=') {
        h->s.at = AT_EQUALS;
    } else if (!is_blank(c)) {
        h->s.at = AT_TAG;
        read_tag(h, c);
    }
}

static void read_attribute_name(struct html *h, char c)
{
    if (!is_name(c)) {
        end_attribute_name(h);
        read_after_name(h, c);
    }
}

static void read_equals(struct html *h, char c)
{
    if (c == '"' || c == '\'') {
        h->s.quote = c;
        h->s.prefix_n = 0;
        h->s.at = AT_VALUE;
    } else if (!is_blank(c)) {
        tool_error(h->t, h->line, "an attribute's value stands in quotes");
        h->s.at = AT_TAG;
    }
}

/* Is s the beginning of, or begun by, one of the allowed starts? */
static bool address_may_start(Str s, bool whole)
{
    for (const char *const *a = address_starts; *a != NULL; a++) {
        if (str_starts(s, str_c(*a)) || (!whole && str_starts(str_c(*a), s))) {
            return true;
        }
    }
    return false;
}

static void read_value(struct html *h, char c)
{
    Str prefix = { h->s.prefix, h->s.prefix_n };
    if (c == h->s.quote) {
        if (h->s.address && prefix.n > 0 && !address_may_start(prefix, true)) {
            tool_error(h->t, h->line,
                       "an address starts with / # ? or https:// http:// mailto: tel:");
        }
        h->s.at = AT_TAG;
        h->s.address = false;
    } else if (prefix.n < HTML_PREFIX_MAX) {
        h->s.prefix[h->s.prefix_n++] = c;
    }
}

static void read_comment(struct html *h, char c)
{
    if (c == '>' && h->pos >= h->comment_from + 2 &&
        str_ends(str_sub(h->text, 0, h->pos), S("--"))) {
        h->s.at = AT_TEXT;
    }
}

static void read_declaration(struct html *h, char c)
{
    if (c == '>') {
        h->s.at = AT_TEXT;
    }
}

void html_literal(struct html *h, size_t pos, int line)
{
    static void (*const readers[])(struct html *, char) = {
        [AT_TEXT] = read_text,
        [AT_TAG_START] = read_tag_start,
        [AT_TAG_NAME] = read_tag_name,
        [AT_TAG] = read_tag,
        [AT_ATTR_NAME] = read_attribute_name,
        [AT_AFTER_NAME] = read_after_name,
        [AT_EQUALS] = read_equals,
        [AT_VALUE] = read_value,
        [AT_DECLARATION] = read_declaration,
        [AT_COMMENT] = read_comment,
    };
    h->pos = pos;
    h->line = line;
    readers[h->s.at](h, h->text.p[pos]);
}

void html_directive(struct html *h, size_t pos, int line)
{
    h->pos = pos;
    h->line = line;
    if (h->s.at == AT_TAG_NAME) {
        end_tag_name(h);
    } else if (h->s.at == AT_ATTR_NAME) {
        end_attribute_name(h);
    }
    if (h->s.at == AT_AFTER_NAME) {
        h->s.at = AT_TAG;
    }
}

static void address_value(struct html *h, bool is_encoded, bool is_origin)
{
    Str prefix = { h->s.prefix, h->s.prefix_n };
    if (prefix.n == 0 && !is_origin) {
        tool_error(h->t, h->line,
                   "a value at the start of an address: begin with / # ? or use {{ href }}");
    } else if (prefix.n > 0 && !address_may_start(prefix, true)) {
        tool_error(h->t, h->line, "an address starts with / # ? or https:// http:// mailto: tel:");
    } else if (str_eq(prefix, S("/")) && !is_encoded) {
        tool_error(h->t, h->line,
                   "a value right behind the first / may name another host: use {{ url }}");
    } else if (str_eq(prefix, S("https://")) || str_eq(prefix, S("http://"))) {
        tool_error(h->t, h->line, "a value may not name the host: use {{ href }}");
    }
    /* What follows is not the start any more, and was complained about. */
    memcpy(h->s.prefix, "/.", 2);
    h->s.prefix_n = 2;
}

void html_value(struct html *h, bool is_encoded, bool is_origin)
{
    switch (h->s.at) {
    case AT_TEXT:
        if (is_inside(h, "script") || is_inside(h, "style")) {
            tool_error(h->t, h->line, "no value in <script> or <style>");
        }
        break;
    case AT_VALUE:
        if (h->s.address) {
            address_value(h, is_encoded, is_origin);
        }
        break;
    case AT_EQUALS:
        tool_error(h->t, h->line, "value in an attribute without quotes");
        break;
    case AT_DECLARATION:
    case AT_COMMENT:
        tool_error(h->t, h->line, "value in a comment");
        break;
    case AT_TAG_START:
    case AT_TAG_NAME:
        tool_error(h->t, h->line, "value in a tag's name");
        break;
    case AT_TAG:
    case AT_ATTR_NAME:
    case AT_AFTER_NAME:
        tool_error(h->t, h->line, "value in a tag outside the quotes of an attribute");
        break;
    }
}

void html_href(struct html *h)
{
    if (h->s.at != AT_VALUE || !h->s.address || h->s.prefix_n != 0) {
        tool_error(h->t, h->line, "{{ href }} stands at the start of an address");
        return;
    }
    h->s.prefix[h->s.prefix_n++] = '/';
}

void html_block(struct html *h, const char *what)
{
    if (h->s.at != AT_TEXT || is_inside(h, "script")) {
        tool_error(h->t, h->line, "{{ %s }} stands between tags only", what);
    }
}

bool html_keeps_space(const struct html *h)
{
    return is_open(h, "pre") || is_open(h, "textarea");
}

void html_join(struct html *h, const struct html_state *other, const char *what)
{
    struct html_state *s = &h->s;
    Str prefix = { s->prefix, s->prefix_n };
    if (s->at == AT_VALUE && s->address && prefix.n > 0 && !address_may_start(prefix, false)) {
        tool_error(h->t, h->line, "an address starts with / # ? or https:// http:// mailto: tel:");
    }
    if (s->at != other->at ||
        (s->at == AT_VALUE && (s->quote != other->quote || s->address != other->address))) {
        tool_error(h->t, h->line, "%s ends in another place of the HTML than it began", what);
        *s = *other;
    }
    if (s->open_n != other->open_n && !h->partial) {
        tool_error(h->t, h->line, "%s leaves elements open or closes those outside", what);
    }
    s->open_n = other->open_n;
}

void html_end(struct html *h)
{
    if (h->s.at != AT_TEXT) {
        tool_error(h->t, h->line, "the file ends inside a tag or comment");
    }
    for (size_t i = 0; i < h->s.open_n && !h->partial; i++) {
        tool_error(h->t, h->open[i].line, "<%.*s> is never closed", STR_ARG(h->open[i].name));
    }
}
