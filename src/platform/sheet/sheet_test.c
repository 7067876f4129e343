/* sheet_test.c: workbooks as offices write them, and as nobody should. */
#include "platform/sheet/write.h"
#include "platform/sheet/xlsx.h"
#include "platform/test/test.h"

#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

static Str temp_path(void)
{
    return str_fmt(test_arena(), "/tmp/ocop-sheet-%d.xlsx", (int)getpid());
}

static Str taken(Str path)
{
    Str bytes = S("");
    CHECK_ERR(file_read(test_arena(), path, LIMIT_SHEET_BYTES, &bytes), OK);
    (void)unlink(path.p);
    return bytes;
}

static enum sheet_why why_of(Str bytes)
{
    struct workbook b;
    enum sheet_why why = SHEET_OK;
    Err e = sheet_read_xlsx(test_arena(), bytes, &b, &why);
    CHECK(e == (why == SHEET_OK ? OK : E_INPUT));
    return why;
}

static struct workbook read_ok(Str bytes)
{
    struct workbook b = { .n = 0 };
    enum sheet_why why = SHEET_OK;
    CHECK_ERR(sheet_read_xlsx(test_arena(), bytes, &b, &why), OK);
    CHECK_INT(why, SHEET_OK);
    return b;
}

static Str day_text(Date d)
{
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    if (!date_none(d)) {
        out_date_iso(o, d);
    }
    return out_dup(test_arena(), o);
}

/* ---- written by a real writer ---- */

static void fill(lxw_workbook *book, lxw_worksheet *one)
{
    lxw_format *date = workbook_add_format(book), *money = workbook_add_format(book);
    format_set_num_format(date, "dd/mm/yyyy");
    format_set_num_format(money, "#,##0 \"đồng\"");
    (void)worksheet_write_string(one, 0, 0, "Nước mắm & <Tĩn>", NULL);
    (void)worksheet_write_number(one, 0, 1, 45258, NULL);
    (void)worksheet_write_number(one, 0, 2, 45258, date);
    (void)worksheet_write_number(one, 0, 3, 900000128, money);
    (void)worksheet_write_boolean(one, 0, 4, 1, NULL);
    (void)worksheet_write_formula_str(one, 0, 5, "=A1", NULL, "đã tính");
    (void)worksheet_write_formula_num(one, 0, 6, "=C1", date, 45259);
    (void)worksheet_write_number(one, 0, 7, 60, date);
    (void)worksheet_write_number(one, 0, 8, 59.75, date);
    (void)worksheet_write_number(one, 0, 9, 61, date);
    lxw_format *bold = workbook_add_format(book);
    format_set_bold(bold);
    char first[] = "Cá ", second[] = "Đen";
    lxw_rich_string_tuple a = { .format = bold, .string = first }, b = { .string = second };
    lxw_rich_string_tuple *rich[] = { &a, &b, NULL };
    (void)worksheet_write_rich_string(one, 0, 10, rich, NULL);
    (void)worksheet_merge_range(one, 2, 0, 4, 1, "chung", NULL);
    (void)worksheet_write_string(one, 5, 2, "cuối", NULL);
    (void)worksheet_write_blank(one, 90000, 200, date); /* only formatted: no extent */
}

static Str written(void)
{
    Str path = temp_path();
    lxw_workbook *book = workbook_new(path.p);
    lxw_worksheet *one = workbook_add_worksheet(book, "Lọc & <1>");
    lxw_worksheet *two = workbook_add_worksheet(book, "Hai");
    (void)worksheet_write_string(two, 1, 1, "ở đây", NULL);
    fill(book, one);
    CHECK_INT(workbook_close(book), 0);
    return taken(path);
}

TEST(sheet_reads_what_a_real_writer_writes)
{
    struct workbook b = read_ok(written());
    CHECK_INT(b.n, 2);
    CHECK_STR(b.v[0].name, S("Lọc & <1>"));
    CHECK_STR(b.v[1].name, S("Hai"));
    CHECK_STR(sheet_at(&b.v[1], 1, 1)->text, S("ở đây"));
    const struct sheet *s = &b.v[0];
    CHECK_INT(s->rows, 6);
    CHECK_INT(s->cols, 11);
    CHECK_STR(sheet_at(s, 0, 0)->text, S("Nước mắm & <Tĩn>"));
    CHECK_INT(sheet_at(s, 0, 1)->type, SHEET_NUMBER);
    CHECK_STR(sheet_at(s, 0, 1)->text, S("45258"));
    CHECK_INT(sheet_at(s, 0, 2)->type, SHEET_DATE);
    CHECK_STR(day_text(sheet_at(s, 0, 2)->date), S("2023-11-28"));
    CHECK_INT(sheet_at(s, 0, 3)->type, SHEET_NUMBER);
    CHECK_STR(sheet_at(s, 0, 3)->text, S("900000128"));
    CHECK_INT(sheet_at(s, 0, 4)->type, SHEET_BOOL);
    CHECK_STR(sheet_at(s, 0, 5)->text, S("đã tính"));
    CHECK(sheet_at(s, 0, 5)->formula && !sheet_at(s, 0, 2)->formula);
    CHECK_STR(day_text(sheet_at(s, 0, 6)->date), S("2023-11-29"));
    CHECK_INT(sheet_at(s, 0, 7)->type, SHEET_NUMBER); /* 29/2/1900 never was */
    CHECK_STR(day_text(sheet_at(s, 0, 8)->date), S("1900-02-28"));
    CHECK_STR(day_text(sheet_at(s, 0, 9)->date), S("1900-03-01"));
    CHECK_STR(sheet_at(s, 0, 10)->text, S("Cá Đen"));
    CHECK_INT(s->n_merged, 1);
    CHECK_STR(sheet_at(s, 4, 1)->text, S("chung"));
    CHECK(sheet_at(s, 4, 1)->merged && !sheet_at(s, 2, 0)->merged);
    CHECK_INT(sheet_at(s, 5, 0)->type, SHEET_EMPTY);
    CHECK_INT(sheet_at(s, 1000, 1000)->type, SHEET_EMPTY);
}

TEST(sheet_knows_formats_of_days)
{
    static const char *const days[] = { "dd/mm/yyyy", "[$-42A]d mmmm yyyy;@", "yyyy\\-mm\\-dd",
                                        "\"ngày\" d" };
    static const char *const others[] = { "General", "#,##0 \"đồng\"", "[Red]0.00", "0.00;[Red]dd",
                                          "@",       "\\d0",           "_d0",       "\"dmy" };
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        CHECK(xlsx_format_is_date(str_c(days[i])));
    }
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        CHECK(!xlsx_format_is_date(str_c(others[i])));
    }
    CHECK(xlsx_builtin_is_date(14) && xlsx_builtin_is_date(58) && !xlsx_builtin_is_date(49));
}

TEST(sheet_numbers_are_written_plainly)
{
    struct arena *a = test_arena();
    CHECK_STR(xlsx_plain_number(a, S("9.00000128E8")), S("900000128"));
    CHECK_STR(xlsx_plain_number(a, S("45258.0")), S("45258"));
    CHECK_STR(xlsx_plain_number(a, S("-1.5e1")), S("-15"));
    CHECK_STR(xlsx_plain_number(a, S("007")), S("7"));
    CHECK_STR(xlsx_plain_number(a, S("1.25")), S("1.25"));
    CHECK_STR(xlsx_plain_number(a, S("1E400")), S("1E400"));
    CHECK_STR(xlsx_plain_number(a, S("x")), S("x"));
    CHECK_STR(xlsx_unescape(a, S("a_x000D_b_x0041__xZZZZ_")), S("a bA_xZZZZ_"));
}

/* ---- put together by hand ---- */

struct part {
    const char *name;
    Str text;
};

static Str packed(const struct part *p, size_t n)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *src = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(src);
    zip_t *z = zip_open_from_source(src, ZIP_TRUNCATE, &error);
    for (size_t i = 0; i < n; i++) {
        zip_source_t *s = zip_source_buffer(z, p[i].text.p, p[i].text.n, 0);
        CHECK(zip_file_add(z, p[i].name, s, ZIP_FL_ENC_UTF_8) >= 0);
    }
    CHECK_INT(zip_close(z), 0);
    CHECK_INT(zip_source_open(src), 0);
    char *to = arena_alloc(test_arena(), LIMIT_SHEET_BYTES);
    zip_int64_t got = zip_source_read(src, to, LIMIT_SHEET_BYTES);
    (void)zip_source_close(src);
    zip_source_free(src);
    return (Str){ to, got < 0 ? 0 : (size_t)got };
}

#define TYPES S("<Types/>")
#define RELS                                                                                       \
    S("<Relationships><Relationship Id=\"rId1\" "                                                  \
      "Type=\"http://x/relationships/worksheet\" Target=\"/xl/s.xml\"/></Relationships>")
#define BOOK                                                                                       \
    S("<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" "                           \
      "r:id=\"rId1\"/></sheets></workbook>")
#define SHEET(cells) S("<worksheet><sheetData>" cells "</sheetData></worksheet>")

static Str book_with(Str sheet)
{
    const struct part p[] = { { "[Content_Types].xml", TYPES },
                              { "xl/workbook.xml", BOOK },
                              { "xl/_rels/workbook.xml.rels", RELS },
                              { "xl/s.xml", sheet } };
    return packed(p, COUNT_OF(p));
}

TEST(sheet_reads_cells_without_addresses_and_inline_texts)
{
    struct workbook b = read_ok(book_with(SHEET(
        "<row><c t=\"inlineStr\"><is><r><t>a</t></r><rPh><t>no</t></rPh><r><t>b</t></r></is></c>"
        "<c><v>2</v></c></row><row r=\"4\"><c r=\"C4\" t=\"e\"><v>#REF!</v></c><c t=\"d\">"
        "<v>2025-07-01T00:00:00</v></c></row>")));
    CHECK_STR(sheet_at(&b.v[0], 0, 0)->text, S("ab"));
    CHECK_STR(sheet_at(&b.v[0], 0, 1)->text, S("2"));
    CHECK_INT(sheet_at(&b.v[0], 3, 2)->type, SHEET_ERROR);
    CHECK_STR(sheet_at(&b.v[0], 3, 2)->text, S("#REF!"));
    CHECK_STR(day_text(sheet_at(&b.v[0], 3, 3)->date), S("2025-07-01"));
    CHECK_STR(sheet_ref(test_arena(), 22, 10), S("K23"));
    CHECK_STR(sheet_ref(test_arena(), 0, 26), S("AA1"));
}

TEST(sheet_days_count_from_1904_when_the_workbook_says_so)
{
    const struct part p[] = {
        { "[Content_Types].xml", TYPES },
        { "xl/workbook.xml", S("<x:workbook xmlns:r=\"r\"><x:workbookPr date1904=\"1\"/><x:sheets>"
                               "<x:sheet name=\"S\" sheetId=\"9\" r:id=\"a\"/></x:sheets>"
                               "</x:workbook>") },
        { "xl/_rels/workbook.xml.rels",
          S("<Relationships><Relationship Id=\"a\" Type=\"t/worksheet\" Target=\"w/s.xml\"/>"
            "<Relationship Id=\"b\" Type=\"t/styles\" Target=\"styles.xml\"/></Relationships>") },
        { "xl/w/s.xml", SHEET("<row><c s=\"1\"><v>43796</v></c></row>") },
        { "xl/styles.xml", S("<styleSheet><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                             "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
                             "</styleSheet>") },
    };
    struct workbook b = read_ok(packed(p, COUNT_OF(p)));
    CHECK(b.date1904);
    CHECK_STR(day_text(sheet_at(&b.v[0], 0, 0)->date), S("2023-11-28"));
    CHECK_STR(day_text(sheet_serial(0, true)), S("1904-01-01"));
    CHECK_STR(day_text(sheet_serial(1, false)), S("1900-01-01"));
    CHECK(date_none(sheet_serial(60, false)) && date_none(sheet_serial(0, false)));
    CHECK(date_none(sheet_serial(INT64_MAX, false)) && date_none(sheet_serial(-1, true)));
}

TEST(sheet_refuses_broken_cells)
{
    static const char *const bad[] = {
        "<row><c r=\"3\"><v>1</v></c></row>",  /* no address */
        "<row><c t=\"s\"><v>5</v></c></row>",  /* a shared text that is not there */
        "<row r=\"0\"><c><v>1</v></c></row>",  /* rows begin with 1 */
        "<row><c s=\"-1\"><v>1</v></c></row>", /* a style that cannot be */
        "<row><c><v>1</c></row>",              /* tags crossed */
        "<row><c><v>&nothing;</v></c></row>",  /* an entity nobody declared */
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        Str xml = str_fmt(test_arena(), "<worksheet><sheetData>%s</sheetData></worksheet>", bad[i]);
        CHECK_INT(why_of(book_with(xml)), SHEET_BROKEN_XML);
    }
    CHECK_INT(why_of(book_with(S("<worksheet><mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>"
                                 "</worksheet>"))),
              SHEET_BROKEN_XML);
}

TEST(sheet_refuses_documents_that_declare_types_or_entities)
{
    CHECK_INT(why_of(book_with(S("<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                                 "\"&a;&a;&a;\">]><worksheet>&b;</worksheet>"))),
              SHEET_BROKEN_XML);
    CHECK_INT(why_of(book_with(S("<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><worksheet/>"))),
              SHEET_BROKEN_XML);
}

TEST(sheet_refuses_what_is_too_large)
{
    CHECK_INT(why_of(book_with(SHEET("<row r=\"100001\"><c r=\"A100001\"><v>1</v></c></row>"))),
              SHEET_TOO_LARGE);
    CHECK_INT(why_of(book_with(SHEET("<row r=\"1\"><c r=\"ZZ1\"><v>1</v></c></row>"))),
              SHEET_TOO_LARGE);
    CHECK_INT(why_of(book_with(SHEET("<row><c r=\"IV1\"><v>1</v></c></row><row><c r=\"A99999\"><v>1"
                                     "</v></c></row>"))),
              SHEET_TOO_LARGE); /* more cells than anybody fills */
    size_t n = 20 * 1024 * 1024;
    char *zeros = arena_alloc(test_arena(), n);
    memset(zeros, ' ', n);
    CHECK_INT(why_of(book_with((Str){ zeros, n })), SHEET_TOO_LARGE); /* a bomb */
    zeros[0] = 'P';
    zeros[1] = 'K';
    CHECK_INT(why_of((Str){ zeros, LIMIT_SHEET_BYTES + 1 }), SHEET_TOO_LARGE);
}

TEST(sheet_refuses_what_is_no_workbook)
{
    const struct part types[] = { { "[Content_Types].xml", TYPES } };
    const struct part plain[] = { { "a.txt", S("hello") } };
    const struct part lost[] = { { "[Content_Types].xml", TYPES },
                                 { "xl/workbook.xml", BOOK },
                                 { "xl/_rels/workbook.xml.rels", RELS } };
    const struct part macro[] = { { "[Content_Types].xml", TYPES },
                                  { "xl/workbook.xml", BOOK },
                                  { "xl/vbaProject.bin", S("x") } };
    const struct part xlsm[] = {
        { "[Content_Types].xml",
          S("<Types>application/vnd.ms-excel.sheet.macroEnabled</Types>") }
    };
    CHECK_INT(why_of(packed(types, 1)), SHEET_NOT_WORKBOOK);
    CHECK_INT(why_of(packed(plain, 1)), SHEET_NOT_WORKBOOK);
    CHECK_INT(why_of(packed(lost, 3)), SHEET_MISSING_PART);
    CHECK_INT(why_of(packed(lost, 2)), SHEET_MISSING_PART);
    CHECK_INT(why_of(packed(macro, 3)), SHEET_MACROS);
    CHECK_INT(why_of(packed(xlsm, 1)), SHEET_MACROS);
    CHECK_INT(why_of(S("")), SHEET_NOT_ZIP);
    CHECK_INT(why_of(S("PK\x03\x04 cut")), SHEET_NOT_ZIP);
    CHECK_INT(why_of(S("hello")), SHEET_NOT_ZIP);
    CHECK_INT(why_of(S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old")), SHEET_OLD_FORMAT);
    CHECK_INT(why_of(S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                       "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0")),
              SHEET_ENCRYPTED);
    Str whole = written();
    CHECK_INT(why_of(str_sub(whole, 0, whole.n / 2)), SHEET_NOT_ZIP);
}

TEST(sheet_reads_csv_of_every_spelling)
{
    struct workbook b;
    enum sheet_why why;
    CHECK_ERR(sheet_read_csv(test_arena(),
                             S("\xEF\xBB\xBF"
                               "a;\"b;\"\"x\"\"\nc\";d\r\n;;\r\ne"),
                             &b, &why),
              OK);
    CHECK_INT(b.v[0].rows, 3);
    CHECK_INT(b.v[0].cols, 3);
    CHECK_STR(sheet_at(&b.v[0], 0, 1)->text, S("b;\"x\"\nc"));
    CHECK_STR(sheet_at(&b.v[0], 0, 2)->text, S("d"));
    CHECK_STR(sheet_at(&b.v[0], 2, 0)->text, S("e"));
    CHECK_ERR(sheet_read_csv(test_arena(), S("\xC4\x90,\xFF"), &b, &why), E_INPUT);
    CHECK_INT(why, SHEET_NOT_WORKBOOK);
}

TEST(sheet_forms_come_back_as_they_were_written)
{
    static const int widths[] = { 10, 20, 0 };
    const Str choices[] = { S("0"), S("3"), S("5") };
    const struct sheet_form_cell cells[] = {
        { 0, 0, S("Tiêu đề"), SHEET_LOOK_TITLE, false, 0, NULL, S("") },
        { 1, 1, S("3"), SHEET_LOOK_FILL, true, 3, choices, S("Chọn một mức.") },
        { 1, 2, S("=1+1"), SHEET_LOOK_PLAIN, false, 0, NULL, S("") },
    };
    const struct sheet_form forms[] = { { S("Hồ sơ 1"), 3, cells, 1, 3, widths },
                                        { S("Hồ sơ 2"), 1, cells, 1, 3, widths } };
    struct workbook b;
    enum sheet_why why;
    Str bytes;
    CHECK_ERR(sheet_write_forms(test_arena(), 2, forms, (Time){ 0 }, &bytes), OK);
    CHECK_ERR(sheet_read_xlsx(test_arena(), bytes, &b, &why), OK);
    CHECK_INT(b.n, 2);
    CHECK_STR(b.v[0].name, S("Hồ sơ 1"));
    CHECK_STR(sheet_at(&b.v[0], 0, 0)->text, S("Tiêu đề"));
    CHECK_INT(sheet_at(&b.v[0], 1, 1)->type, SHEET_NUMBER);
    CHECK_STR(sheet_at(&b.v[0], 1, 1)->text, S("3"));
    CHECK_STR(sheet_at(&b.v[0], 1, 2)->text, S("=1+1"));
    CHECK(!sheet_at(&b.v[0], 1, 2)->formula);
}
