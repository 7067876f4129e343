/* scan_test.c: what the scanner takes and refuses. */
#include "platform/json/json.h"
#include "platform/test/test.h"

static Err value(Str text)
{
    struct json_scan s = json_scan_begin(test_arena(), text);
    Str raw;
    TRY(json_scan_value(&s, &raw));
    return json_scan_done(&s) ? OK : E_INPUT;
}

TEST(json_scan_takes_and_refuses)
{
    static const char *const good[] = { "0",
                                        "-0",
                                        " 1.5e+3 ",
                                        "[]",
                                        "{ }",
                                        "\"\"",
                                        "[1,[2,{\"a\":null}]]",
                                        "true",
                                        "\"\\u00e1\\ud83d\\ude00\"" };
    static const char *const bad[] = {
        "",        "01",        "1.",          ".5",          "1e",          "+1",
        "[1,]",    "{\"a\"}",   "{a:1}",       "{\"a\":1,}",  "nul",         "\"\t\"",
        "\"\\x\"", "\"\\u00\"", "\"\\ud83d\"", "\"\\ude00\"", "\"\\u0000\"", "\"abc",
        "\"\\",    "\"\\\"",    "[",           "1 2",         "\"\xc3\"",    "\"\xed\xa0\x80\"",
        "--1",     "- 1"
    };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        CHECK_ERR(value(str_c(good[i])), OK);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        if (value(str_c(bad[i])) != E_INPUT) {
            CHECK_STR(str_c(bad[i]), S("refused"));
        }
    }
    CHECK_ERR(value((Str){ "\"a\0b\"", 5 }), E_INPUT);
}

TEST(json_scan_decodes)
{
    struct json_scan s =
        json_scan_begin(test_arena(), S(" \"a\\n\\u1ea1\\ud83d\\ude00\\/\\\"\" \"plain\""));
    Str t;
    CHECK_ERR(json_scan_text(&s, &t), OK);
    CHECK_STR(t, S("a\n\u1ea1\U0001F600/\""));
    CHECK_ERR(json_scan_text(&s, &t), OK);
    CHECK_STR(t, S("plain"));
    CHECK(json_scan_done(&s));
    CHECK_ERR(json_scan_text(&s, &t), E_INPUT);
}

TEST(json_scan_numbers)
{
    static const struct {
        const char *text;
        int64_t v;
        bool whole;
    } cases[] = {
        { "0", 0, true },
        { "-0", 0, true },
        { "7", 7, true },
        { "-7", -7, true },
        { "1.0", 1, true },
        { "10e-1", 1, true },
        { "1e2", 100, true },
        { "1.25e2", 125, true },
        { "1.5", 0, false },
        { "1e-1", 0, false },
        { "1000000000", 1000000000, true },
        { "1000000001", 0, false },
        { "1e99999999999", 0, false },
        { "0e99999999999", 0, true },
        { "99999999999999999999", 0, false },
        { "5.00000000000000000000000", 5, true },
        { "100.500", 0, false },
        { "20", 20, true },
        { "1.00000000000000000000001", 0, false },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct json_scan s = json_scan_begin(test_arena(), str_c(cases[i].text));
        int64_t v = -1;
        bool whole = false;
        CHECK_ERR(json_scan_number(&s, &v, &whole), OK);
        CHECK_INT(v, cases[i].v);
        CHECK_INT(whole, cases[i].whole);
    }
}

TEST(json_scan_counts_depth)
{
    char text[2 * LIMIT_JSON_DEPTH + 2];
    for (int i = 0; i <= LIMIT_JSON_DEPTH; i++) {
        text[i] = '[';
        text[2 * LIMIT_JSON_DEPTH + 1 - i] = ']';
    }
    CHECK_ERR(value((Str){ text + 1, 2 * LIMIT_JSON_DEPTH }), OK);
    CHECK_ERR(value((Str){ text, sizeof text }), E_INPUT);
}
