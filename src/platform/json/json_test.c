/* json_test.c: bounds of the reader, commas of the writer. */
#include "platform/json/json.h"
#include "platform/test/test.h"

static Err read_text(Str s, size_t max)
{
    json_t *j CLEANUP(json_cleanup) = NULL;
    int line = 0;
    return json_read(s, max, &j, &line);
}

TEST(json_read_refuses)
{
    CHECK_ERR(read_text(S("{\"a\":1}"), 100), OK);
    CHECK_ERR(read_text(S("{\"a\":1}"), 6), E_LIMIT);
    CHECK_ERR(read_text(S("{\"a\":1,\"a\":2}"), 100), E_INPUT);
    CHECK_ERR(read_text(S("{\"a\":1} x"), 100), E_INPUT);
    CHECK_ERR(read_text(S("{\"a\":\"\xff\"}"), 100), E_INPUT);
    CHECK_ERR(read_text(S("{\"a\":\"\\u0000\"}"), 100), E_INPUT);
    CHECK_ERR(read_text(S("1"), 100), E_INPUT);
    CHECK_ERR(read_text(S(""), 100), E_INPUT);
    CHECK_ERR(read_text(STR_NONE, 100), E_INPUT);
}

TEST(json_read_names_the_line)
{
    json_t *j = NULL;
    int line = 0;
    CHECK_ERR(json_read(S("{\n\"a\": 1,\n\"b\" 2}"), 100, &j, &line), E_INPUT);
    CHECK_INT(line, 3);
}

TEST(json_read_counts_depth)
{
    struct out o;
    out_init(&o, 10000);
    for (int i = 0; i < LIMIT_JSON_DEPTH; i++) {
        out_c(&o, '[');
    }
    for (int i = 0; i < LIMIT_JSON_DEPTH; i++) {
        out_c(&o, ']');
    }
    CHECK_ERR(read_text(out_view(&o), 10000), OK);
    Str deeper = str_cat(test_arena(), S("["), str_cat(test_arena(), out_view(&o), S("]")));
    CHECK_ERR(read_text(deeper, 10000), E_INPUT);
    /* brackets inside text do not count */
    CHECK_ERR(read_text(S("[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[[\"]"), 10000), OK);
    out_done(&o);
}

TEST(json_write_keeps_commas)
{
    struct out o;
    out_init(&o, 10000);
    struct json_out j = json_begin(&o);
    Date d = DATE_NONE;
    CHECK_ERR(date_make(2026, 7, 1, &d), OK);
    json_obj(&j);
    json_key(&j, "name");
    json_put(&j, S("Chè \"Shan\""));
    json_key(&j, "none");
    json_put(&j, STR_NONE);
    json_key(&j, "list");
    json_arr(&j);
    json_put_int(&j, -7);
    json_put_bool(&j, true);
    json_obj(&j);
    json_end_obj(&j);
    json_arr(&j);
    json_end_arr(&j);
    json_end_arr(&j);
    json_key(&j, "day");
    json_put_date(&j, d);
    json_key(&j, "id");
    json_put_id(&j, ID_NONE);
    json_end_obj(&j);
    CHECK_STR(out_view(&o),
              S("{\"name\":\"Chè \\\"Shan\\\"\",\"none\":null,\"list\":[-7,true,{},[]],"
                "\"day\":\"2026-07-01\",\"id\":null}"));
    CHECK_ERR(read_text(out_view(&o), 10000), OK);
    out_done(&o);
}
