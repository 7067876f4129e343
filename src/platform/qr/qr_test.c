/* qr_test.c: the symbol has the standard's marks, the drawing is read back by zbar where it is
 * installed. */
#include "platform/qr/qr.h"
#include "platform/test/test.h"
#include <cairo.h>
#include <unistd.h>

#define ADDRESS "https://ocop.example.vn/p/3f7kq2m9x0a1b2c3d4e5f6g7h8"

static bool dark(const struct qr *q, int x, int y)
{
    return q->dark[y * q->size + x] == 1;
}

TEST(qr_symbol_has_the_finder_marks)
{
    struct qr q;
    CHECK_ERR(qr_encode(test_arena(), S(ADDRESS), &q), OK);
    CHECK_INT(q.size, 33); /* 54 bytes at level M: version 4 */
    for (int i = 0; i < 7; i++) {
        CHECK(dark(&q, i, 0) && dark(&q, 0, i));                       /* upper left */
        CHECK(dark(&q, q.size - 1 - i, 0) && dark(&q, q.size - 1, i)); /* upper right */
        CHECK(dark(&q, i, q.size - 1) && dark(&q, 0, q.size - 1 - i)); /* lower left */
    }
    CHECK(!dark(&q, 7, 0) && !dark(&q, 0, 7));
    CHECK(dark(&q, 8, q.size - 8)); /* the module that is always dark */
}

TEST(qr_refuses_nothing_and_too_much)
{
    struct qr q;
    CHECK_ERR(qr_encode(test_arena(), S(""), &q), E_INPUT);
    char *big = arena_alloc(test_arena(), QR_BYTES_MAX + 1);
    memset(big, 'a', QR_BYTES_MAX + 1);
    CHECK_ERR(qr_encode(test_arena(), (Str){ big, QR_BYTES_MAX + 1 }, &q), E_LIMIT);
    CHECK_ERR(qr_encode(test_arena(), (Str){ big, QR_BYTES_MAX }, &q), OK);
    CHECK_INT(q.size, 177);
}

TEST(qr_svg_is_clean_small_and_escaped)
{
    Html h;
    CHECK_ERR(qr_svg(test_arena(), NULL, S(ADDRESS), S("Mã \"QR\" <của> tôi"), &h), OK);
    CHECK(str_starts(h.s, S("<svg ")) && str_ends(h.s, S("</svg>")));
    CHECK(str_find(h.s, S("Mã &quot;QR&quot; &lt;của&gt; tôi")) < h.s.n);
    CHECK(str_find(h.s, S("role=\"img\"")) < h.s.n);
    CHECK(str_find(h.s, S("viewBox=\"0 0 41 41\"")) < h.s.n);
    CHECK(str_find(h.s, S("style")) == h.s.n);
    CHECK(h.s.n < 8000);
}

/* A PNG of the drawing with `side` pixels. */
static Str draw(const struct qr *q, int side)
{
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side);
    cairo_t *c = cairo_create(s);
    qr_draw(c, q, 0, 0, side);
    Str path = str_fmt(test_arena(), "/tmp/ocop-qr-%d.png", (int)getpid());
    CHECK_INT(cairo_surface_write_to_png(s, path.p), CAIRO_STATUS_SUCCESS);
    cairo_destroy(c);
    cairo_surface_destroy(s);
    return path;
}

TEST(qr_drawing_is_read_by_zbar)
{
    struct qr q;
    CHECK_ERR(qr_encode(test_arena(), S(ADDRESS), &q), OK);
    Str path = draw(&q, 205), got = S("");
    CHECK_ERR(test_output(str_fmt(test_arena(), "zbarimg -q --raw %s 2>/dev/null", path.p), &got),
              OK);
    CHECK_STR(str_trim(got), S(ADDRESS));
    (void)unlink(path.p);
}

TEST(qr_memo_gives_the_same_symbol)
{
    struct arena *a = test_arena();
    struct qr_memo *m = qr_memo_new();
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 700; i++) { /* more than it holds: some are drawn again */
            Str text = str_fmt(a, "https://ocop.example/p/%d", i),
                title = str_fmt(a, "<%d>", round);
            Html kept, fresh;
            CHECK_ERR(qr_svg(a, m, text, title, &kept), OK);
            CHECK_ERR(qr_svg(a, NULL, text, title, &fresh), OK);
            CHECK_STR(kept.s, fresh.s);
        }
    }
    qr_memo_free(m);
    qr_memo_free(NULL);
}
