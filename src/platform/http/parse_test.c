/* parse_test.c: heads, targets, queries, cookies, negotiation. */
#include "platform/http/http.h"
#include "platform/test/test.h"

static Err framing(const char *const *pairs)
{
    struct http_fields f = { 0 };
    for (size_t i = 0; pairs[i] != NULL; i += 2) {
        http_add(test_arena(), &f, str_c(pairs[i]), str_c(pairs[i + 1]));
    }
    return http_check_framing(&f);
}
#define FRAMING(...) framing((const char *const[]){ __VA_ARGS__, NULL })

TEST(http_framing_takes_honest_heads)
{
    CHECK_ERR(FRAMING("Host", "ocop.example.vn"), OK);
    CHECK_ERR(FRAMING("host", "[::1]:8080", "Content-Length", "12"), OK);
    CHECK_ERR(FRAMING("Host", "a", "Transfer-Encoding", "chunked"), OK);
    CHECK_ERR(FRAMING("Host", "a", "X", "tab\tand \xc3\xa1"), OK);
}

TEST(http_framing_refuses_smuggling)
{
    CHECK_ERR(FRAMING("X", "no host"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Host", "b"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Host", "a"), E_INPUT);
    CHECK_ERR(FRAMING("Host", ""), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a/b"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "user@a"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", "1", "Content-Length", "1"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", "1", "content-length", "2"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", "1", "Transfer-Encoding", "chunked"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Transfer-Encoding", "chunked", "Transfer-Encoding", "chunked"),
              E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Transfer-Encoding", "gzip, chunked"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Transfer-Encoding", "identity"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", "+1"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", "-1"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", "-0"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", "1, 1"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", "0x1"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", "99999999999999999999"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length", ""), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "Content-Length ", "1"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "X\x01", "1"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "", "1"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "X", "a\rb"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "X", "a\nb"), E_INPUT);
    CHECK_ERR(FRAMING("Host", "a", "X", "\x7f"), E_INPUT);
}

static void check_target(const char *target, const char *path, const char *query)
{
    Str p = STR_NONE, q = STR_NONE;
    if (CHECK_ERR(http_parse_target(test_arena(), str_c(target), &p, &q), OK)) {
        CHECK_STR(p, str_c(path));
        CHECK_STR(q, str_c(query));
    }
}

TEST(http_target)
{
    check_target("/", "/", "");
    check_target("/a%20b?x=1&y", "/a b", "x=1&y");
    check_target("/s%E1%BA%A3n?", "/sản", "");
    check_target("/a+b?a?b", "/a+b", "a?b");
    Str p, q;
    CHECK_ERR(http_parse_target(test_arena(), S("*"), &p, &q), E_INPUT);
    CHECK_ERR(http_parse_target(test_arena(), S(""), &p, &q), E_INPUT);
    CHECK_ERR(http_parse_target(test_arena(), S("http://a/"), &p, &q), E_INPUT);
    CHECK_ERR(http_parse_target(test_arena(), S("/%2f"), &p, &q), E_INPUT);
    CHECK_ERR(http_parse_target(test_arena(), S("/a%2Fb"), &p, &q), E_INPUT);
    CHECK_ERR(http_parse_target(test_arena(), S("/%00"), &p, &q), E_INPUT);
    CHECK_ERR(http_parse_target(test_arena(), S("/%0a"), &p, &q), E_INPUT);
    CHECK_ERR(http_parse_target(test_arena(), S("/%ff"), &p, &q), E_INPUT);
    CHECK_ERR(http_parse_target(test_arena(), S("/%4"), &p, &q), E_INPUT);
    CHECK_ERR(http_parse_target(test_arena(), S("/%zz"), &p, &q), E_INPUT);
}

TEST(http_query)
{
    struct http_fields f;
    CHECK_ERR(http_parse_query(test_arena(), S("a=1&b=x+y&&c&=d&a=%C3%A1%26"), &f), OK);
    CHECK_INT(f.n, 5);
    CHECK_STR(f.v[1].value, S("x y"));
    CHECK_STR(f.v[2].name, S("c"));
    CHECK_STR(f.v[2].value, S(""));
    CHECK_STR(f.v[3].name, S(""));
    CHECK_STR(f.v[4].value, S("á&"));
    CHECK_INT(http_count(&f, S("a")), 2);
    CHECK_STR(http_get(&f, S("a")), S("1"));
    CHECK(str_none(http_get(&f, S("z"))));
    CHECK_ERR(http_parse_query(test_arena(), S("a=%"), &f), E_INPUT);
    CHECK_ERR(http_parse_query(test_arena(), S("a=%c3"), &f), E_INPUT);
    CHECK_ERR(http_parse_query(test_arena(), S("a=%00"), &f), E_INPUT);
}

TEST(http_query_is_bounded)
{
    struct out o;
    struct http_fields f;
    out_init(&o, 100000);
    for (int i = 0; i < LIMIT_FORM_FIELDS; i++) {
        out_raw(&o, S("a=1&"));
    }
    CHECK_ERR(http_parse_query(test_arena(), out_view(&o), &f), OK);
    out_raw(&o, S("b"));
    CHECK_ERR(http_parse_query(test_arena(), out_view(&o), &f), E_LIMIT);
    out_done(&o);
}

TEST(http_cookies)
{
    struct http_fields f;
    Str header = S("sid=abc; theme=\"dark\";junk; bad=\x01; =x; t=a=b");
    CHECK_ERR(http_parse_cookies(test_arena(), header, &f), OK);
    CHECK_INT(f.n, 3);
    CHECK_STR(http_get(&f, S("sid")), S("abc"));
    CHECK_STR(http_get(&f, S("theme")), S("dark"));
    CHECK_STR(http_get(&f, S("t")), S("a=b"));
}

TEST(http_encoding_by_quality)
{
    CHECK_INT(http_choose_encoding(STR_NONE, true, true), HTTP_IDENTITY);
    CHECK_INT(http_choose_encoding(S("gzip, deflate, br"), true, true), HTTP_BROTLI);
    CHECK_INT(http_choose_encoding(S("gzip, br"), true, false), HTTP_GZIP);
    CHECK_INT(http_choose_encoding(S("gzip;q=1.0, br;q=0.5"), true, true), HTTP_GZIP);
    CHECK_INT(http_choose_encoding(S("gzip;q=0, br;q=0"), true, true), HTTP_IDENTITY);
    CHECK_INT(http_choose_encoding(S("*"), true, true), HTTP_BROTLI);
    CHECK_INT(http_choose_encoding(S("*;q=0"), true, true), HTTP_IDENTITY);
    CHECK_INT(http_choose_encoding(S("identity, gzip;q=0.5"), true, true), HTTP_IDENTITY);
    CHECK_INT(http_choose_encoding(S("br ; Q=0.8 , gzip;q=0.9"), true, true), HTTP_GZIP);
    CHECK_INT(http_choose_encoding(S("br;q=2, gzip;q=abc"), true, true), HTTP_IDENTITY);
    CHECK_INT(http_choose_encoding(S("gzip"), false, false), HTTP_IDENTITY);
}

TEST(http_etag)
{
    CHECK(http_etag_matches(S("\"a\""), S("\"a\"")));
    CHECK(http_etag_matches(S("\"x\", W/\"a\""), S("\"a\"")));
    CHECK(http_etag_matches(S("*"), S("\"a\"")));
    CHECK(!http_etag_matches(S("\"b\""), S("\"a\"")));
    CHECK(!http_etag_matches(STR_NONE, S("\"a\"")));
    CHECK(!http_etag_matches(S("*"), STR_NONE));
}
