/* vietnamese.c: search keys and sort keys of Vietnamese text, by rules of our own so that no
 * database collation matters. */
#include "platform/base/base.h"

#include <utf8proc.h>

/* One letter taken apart: base letter, its shape mark, its tone, its case. */
struct letter {
    uint32_t base; /* lower case, no marks; other characters as they are */
    int shape;     /* 0 none, 1 breve (ă), 2 circumflex (â ê ô), 3 horn (ơ ư), 4 bar (đ) */
    int tone;      /* 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng */
    bool upper;
};

static void add_mark(struct letter *l, uint32_t mark)
{
    switch (mark) {
    case 0x306:
        l->shape = 1;
        break;
    case 0x302:
        l->shape = 2;
        break;
    case 0x31B:
        l->shape = 3;
        break;
    case 0x300:
        l->tone = 1;
        break;
    case 0x309:
        l->tone = 2;
        break;
    case 0x303:
        l->tone = 3;
        break;
    case 0x301:
        l->tone = 4;
        break;
    case 0x323:
        l->tone = 5;
        break;
    default:
        break;
    }
}

static struct letter take_apart(uint32_t cp)
{
    struct letter l = { .base = cp };
    if (cp == 0x110 || cp == 0x111) {
        return (struct letter){ .base = 'd', .shape = 4, .upper = cp == 0x110 };
    }
    if (cp < 0x80) {
        l.upper = cp >= 'A' && cp <= 'Z';
        l.base = l.upper ? cp - 'A' + 'a' : cp;
        return l;
    }
    utf8proc_int32_t parts[8];
    int class = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8, UTF8PROC_DECOMPOSE, &class);
    if (n >= 1 && n <= 8) {
        utf8proc_int32_t low = utf8proc_tolower(parts[0]);
        l.upper = low != parts[0];
        l.base = (uint32_t)low;
        for (utf8proc_ssize_t i = 1; i < n; i++) {
            add_mark(&l, (uint32_t)parts[i]);
        }
    }
    return l;
}

static bool combining(uint32_t cp)
{
    return (cp >= 0x300 && cp <= 0x36F);
}

static bool word_char(uint32_t base)
{
    return (base >= 'a' && base <= 'z') || (base >= '0' && base <= '9');
}

Str vi_fold(struct arena *a, Str s)
{
    struct out o;
    out_init(&o, s.n * 2 + 1);
    bool gap = false;
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s, &i);
        struct letter l = take_apart(cp);
        if (combining(cp)) {
            continue;
        }
        if (!word_char(l.base)) {
            gap = gap || o.n > 0;
            continue;
        }
        if (gap) {
            out_c(&o, ' ');
            gap = false;
        }
        out_c(&o, l.base == 'y' ? 'i'
                                : (char)l.base); /* i and y are the same sound: Quý, Quí; mỹ, mĩ */
    }
    Str folded = out_dup(a, &o);
    out_done(&o);
    return folded;
}

/* Rank of a letter in the alphabet a ă â b c d đ e ê ... as two ASCII characters. */
static void out_rank(struct out *o, const struct letter *l)
{
    out_c(o, (char)l->base);
    out_c(o, (char)('0' + l->shape));
}

Str vi_sort_key(struct arena *a, Str s)
{
    struct out first, tones, cases;
    out_init(&first, s.n * 3 + 16);
    out_init(&tones, s.n + 16);
    out_init(&cases, s.n + 16);
    bool gap = false;
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s, &i);
        struct letter l = take_apart(cp);
        if (combining(cp)) { /* text that is not NFC: the mark belongs to the letter before */
            add_mark(&l, cp);
            if (l.tone != 0 && tones.n > 0) {
                tones.p[tones.n - 1] = (char)('0' + l.tone);
            }
            continue;
        }
        if (!word_char(l.base)) {
            gap = first.n > 0;
            continue;
        }
        if (gap) {
            out_raw(&first, S("  "));
            gap = false;
        }
        out_rank(&first, &l);
        out_c(&tones, (char)('0' + l.tone));
        out_c(&cases, l.upper ? '1' : '0');
    }
    out_raw(&first, S(" !"));
    out_raw(&first, out_view(&tones));
    out_c(&first, '!');
    out_raw(&first, out_view(&cases));
    Str key = out_dup(a, &first);
    out_done(&first);
    out_done(&tones);
    out_done(&cases);
    return key;
}

Str vi_upper(struct arena *a, Str s)
{
    struct out *o CLEANUP(out_cleanup) = out_new(s.n * 4 + 8);
    for (size_t i = 0; i < s.n;) {
        utf8proc_int32_t c = 0;
        utf8proc_uint8_t bytes[4];
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.p + i,
                                              (utf8proc_ssize_t)(s.n - i), &c);
        if (n <= 0) {
            break;
        }
        utf8proc_ssize_t m = utf8proc_encode_char(utf8proc_toupper(c), bytes);
        out_raw(o, (Str){ (const char *)bytes, (size_t)m });
        i += (size_t)n;
    }
    return out_dup(a, o);
}
