/* paper_test.c: both writers against the tools that read them: poppler, qpdf, unzip, LibreOffice.
 */
#include "platform/paper/paper.h"
#include "platform/test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Everything a paper can have, with what breaks writers: markup, stacked marks, long words, many
 * columns, several pages. */
static struct paper *sample(struct arena *a, bool preview)
{
    const struct paper_opts o = { .title = S("Tờ trình <thử> & \"kiểm\""),
                                  .author = S("Sở Nông nghiệp và Môi trường"),
                                  .made = time_start_of((Date){ 20600 }),
                                  .preview = preview };
    struct paper *p = paper_new(a, &o);
    paper_head(p, &(const struct paper_head){ .superior = S("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG"),
                                              .issuer = S("SỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG"),
                                              .number = S("Số: 07/TTr-SNNMT"),
                                              .place = S("Lâm Đồng"),
                                              .date = { 20489 }, /* 5/2/2026 */
                                              .kind = S("TỜ TRÌNH"),
                                              .subject = S("Về việc công nhận sản phẩm OCOP") });
    paper_text(p, PAPER_ADDRESS, S("Kính gửi: Ủy ban nhân dân tỉnh Lâm Đồng"));
    paper_text(p, PAPER_GROUND, S("Căn cứ Quyết định số 26/2026/QĐ-TTg;"));
    paper_text(p, PAPER_HEADING, S("I. NHỮNG ĐIỀU ĐÃ XẢY RA"));
    paper_article(p, 1,
                  S("Nghề ủ chượp cá cơm <của> bà con ở Mũi Né & Phan Thiết, \"Ẩm thực Ễ Ợ Ữ "
                    "Ỷ\", được giữ gìn qua nhiều đời, sản phẩm đậm đà và thơm ngon."));
    const struct paper_column columns[] = { { S("TT"), 8, PAPER_CENTRE },
                                            { S("Tên sản phẩm"), 60, PAPER_LEFT },
                                            { S("Điểm"), 32, PAPER_RIGHT } };
    paper_table(p, 12, COUNT_OF(columns), columns);
    paper_row_across(p, true, S("Phần A. Sức mạnh cộng đồng"));
    for (int i = 1; i <= 70; i++) {
        const Str cells[] = { str_fmt(a, "%d", i), str_fmt(a, "Nước mắm số %d", i), S("77,67") };
        paper_row(p, i % 10 == 0, cells);
    }
    paper_table_end(p);
    const Str to[] = { S("Như trên;"), S("Lưu: VT.") };
    paper_sign(p, NULL,
               &(const struct paper_signer){ .role = S("GIÁM ĐỐC"), .name = S("Nguyễn Thị Ỷ") },
               COUNT_OF(to), to);
    paper_appendix(p, true, S("PHỤ LỤC"), S("DANH SÁCH SẢN PHẨM"), S("(Kèm theo Tờ trình)"));
    paper_pair(p, S("Điện thoại"), S(""));
    return p;
}

static Str run(Str command)
{
    Str text = S("");
    CHECK_ERR(test_output(command, &text), OK);
    return text;
}

static Str folder(void)
{
    char *path = str_cstr(test_arena(), S("/tmp/ocop-paper-XXXXXX"));
    BUG_UNLESS(mkdtemp(path) != NULL);
    return str_c(path);
}

/* What a tool says of these bytes. */
static Str tool(const char *command, Str bytes, const char *tail)
{
    struct arena *a = test_arena();
    Str dir = folder(), path = str_fmt(a, "%.*s/paper", STR_ARG(dir));
    CHECK_ERR(file_write(path, bytes), OK);
    Str text = run(str_fmt(a, "%s %.*s %s", command, STR_ARG(path), tail));
    (void)run(str_fmt(a, "rm -r %.*s", STR_ARG(dir)));
    return text;
}

static bool has(Str text, Str part)
{
    return str_find(text, part) < text.n;
}

/* One blank for any run of blanks and line ends: layout differs between the writers, words do not.
 */
static Str words_of(struct arena *a, Str text)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    bool blank = true;
    for (size_t i = 0; i < text.n; i++) {
        bool is = text.p[i] == ' ' || text.p[i] == '\n' || text.p[i] == '\f';
        if (!is || !blank) {
            out_c(o, is ? ' ' : text.p[i]);
        }
        blank = is;
    }
    return out_dup(a, o);
}

static const char *const sentences[] = {
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Lâm Đồng, ngày 05 tháng 02 năm 2026",
    "Số: 07/TTr-SNNMT",
    "Căn cứ Quyết định số 26/2026/QĐ-TTg;",
    ("Điều 1. Nghề ủ chượp cá cơm <của> bà con ở Mũi Né & Phan Thiết, \"Ẩm thực Ễ Ợ Ữ Ỷ\", được "
     "giữ "
     "gìn qua nhiều đời, sản phẩm đậm đà và thơm ngon."),
    "Nước mắm số 70",
    "Nguyễn Thị Ỷ",
    "DANH SÁCH SẢN PHẨM",
};

TEST(paper_pdf_is_what_poppler_reads)
{
    struct arena *a = test_arena();
    Str one, two;
    int64_t pages = 0;
    CHECK_ERR(paper_pdf(sample(a, false), a, &one, &pages), OK);
    CHECK_ERR(paper_pdf(sample(a, false), a, &two, &pages), OK);
    CHECK(str_eq(one, two));
    CHECK(pages >= 4);
    CHECK(has(tool("qpdf --check", one, "2>&1"), S("No syntax or stream encoding errors found")));
    Str text = words_of(a, tool("pdftotext -raw", one, "-"));
    for (size_t i = 0; i < COUNT_OF(sentences); i++) {
        if (!CHECK(has(text, str_c(sentences[i])))) {
            (void)fprintf(stderr, "missing in PDF: %s\n", sentences[i]);
        }
    }
    CHECK(!has(text, S("BẢN XEM TRƯỚC")));
    Str fonts = tool("pdffonts", one, "");
    CHECK(has(fonts, S("LiberationSerif")) && !has(fonts, S(" no  "))); /* every font embedded */
    Str first = tool("pdftotext -raw -f 1 -l 1", one, "-");
    CHECK(!str_starts(str_trim(first), S("1\n"))); /* no number on the first page */
    Str second = tool("pdftotext -f 2 -l 2", one, "-");
    CHECK(str_starts(str_trim(second), S("2\n")));
    CHECK(has(second, S("Tên sản phẩm"))); /* the head again */
    CHECK_ERR(paper_pdf(sample(a, true), a, &two, &pages), OK);
    Str marked = tool("pdftotext -raw", two, "-| tr -d '\n'"); /* letter by letter: it is aslant */
    CHECK(has(marked, S("BẢNXEMTRƯỚC")));
}

TEST(paper_docx_is_a_sound_archive)
{
    struct arena *a = test_arena();
    Str one, two;
    CHECK_ERR(paper_docx(sample(a, false), a, &one), OK);
    CHECK_ERR(paper_docx(sample(a, false), a, &two), OK);
    CHECK(str_eq(one, two));
    CHECK(has(tool("unzip -tq", one, "2>&1"), S("No errors detected")));
    Str xml = tool("unzip -p", one, "word/document.xml");
    CHECK(has(xml, S("<w:tblHeader/>")) && has(xml, S("&lt;của&gt;")));
    CHECK(has(xml, S("w:orient=\"landscape\"")) && has(xml, S("<w:titlePg/>")));
    CHECK(has(tool("unzip -p", one, "word/styles.xml"), S("Times New Roman")));
    CHECK(has(tool("unzip -p", one, "word/header1.xml"), S(" PAGE ")));
}

/* Needs LibreOffice: OCOP_TEST_OFFICE=1 makes its absence a failure (./test sets it). */
TEST(paper_docx_opens_in_an_office)
{
    struct arena *a = test_arena();
    Str docx, dir = folder();
    if (str_empty(run(S("command -v soffice || true")))) {
        CHECK(getenv("OCOP_TEST_OFFICE") == NULL);
        return;
    }
    CHECK_ERR(paper_docx(sample(a, false), a, &docx), OK);
    CHECK_ERR(file_write(str_cat(a, dir, S("/paper.docx")), docx), OK);
    (void)run(str_fmt(a,
                      "cd %.*s && HOME=%.*s soffice -env:UserInstallation=file://%.*s/profile "
                      "--headless --convert-to pdf paper.docx 2>&1",
                      STR_ARG(dir), STR_ARG(dir), STR_ARG(dir)));
    Str text = words_of(a, run(str_fmt(a, "pdftotext -raw %.*s/paper.pdf -", STR_ARG(dir))));
    (void)run(str_fmt(a, "rm -r %.*s", STR_ARG(dir)));
    for (size_t i = 0; i < COUNT_OF(sentences); i++) {
        if (!CHECK(has(text, str_c(sentences[i])))) {
            (void)fprintf(stderr, "missing after LibreOffice: %s\n", sentences[i]);
        }
    }
}

TEST(paper_refuses_text_that_is_none)
{
    struct arena *a = test_arena();
    struct paper *p = paper_new(a, &(const struct paper_opts){ .title = S("x"), .made = { 0 } });
    Str bytes;
    int64_t pages = 0;
    paper_text(p, PAPER_BODY, S("\xff\xfe"));
    CHECK_ERR(paper_docx(p, a, &bytes), E_INPUT);
    CHECK_ERR(paper_pdf(p, a, &bytes, &pages), E_INPUT);
}
