/* pdf_test.c: pages, exact text, the same bytes twice, bounds; read back by poppler and qpdf. */
#include "platform/pdf/pdf.h"
#include "platform/test/test.h"
#include <unistd.h>

#define TONES "Nước mắm cá cơm Phan Thiết: ằẳẵắặ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự ỳỷỹýỵ ĐđƠơƯư Ỷ Ỹ"

/* A JPEG of 2 x 1 grey pixels. */
static const unsigned char tiny_jpeg[] = {
    0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x01, 0x00,
    0x48, 0x00, 0x48, 0x00, 0x00, 0xff, 0xdb, 0x00, 0x43, 0x00,
#define Q8 1, 1, 1, 1, 1, 1, 1, 1
    Q8,   Q8,   Q8,   Q8,   Q8,   Q8,   Q8,   Q8,
#undef Q8
    0xff, 0xc0, 0x00, 0x0b, 0x08, 0x00, 0x01, 0x00, 0x02, 0x01, 0x01, 0x11, 0x00, 0xff, 0xc4,
    0x00, 0x14, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x09, 0xff, 0xc4, 0x00, 0x14, 0x10, 0x01, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xda, 0x00,
    0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00, 0x2a, 0x9f, 0xff, 0xd9
};

static Str jpeg(void)
{
    return (Str){ (const char *)tiny_jpeg, sizeof tiny_jpeg };
}

static struct pdf *start(const struct pdf_opts *extra)
{
    struct pdf_opts o = *extra;
    o.title = S("Hồ sơ thử");
    o.author = S("Tỉnh Lâm Đồng");
    o.made = test_now();
    o.footer = true;
    o.foot_left = S("Biên nhận 12/2026");
    struct pdf *d = NULL;
    CHECK_ERR(pdf_new(&o, &d), OK);
    return d;
}

static void write_sample(struct pdf *d)
{
    pdf_text(d, PDF_TITLE, PDF_CENTRE, S("PHIẾU ĐĂNG KÝ"));
    pdf_text(d, PDF_HEADING, PDF_LEFT, S("I. Thông tin chung"));
    pdf_text(d, PDF_BODY, PDF_LEFT, S(TONES));
    pdf_pair(d, S("Tên chủ thể"), S("HTX Nước mắm Phú Quý office fi ffl"));
    pdf_pair(d, S("Ghi chú"), S(""));
    pdf_item(d, S("Một mục"));
    pdf_rule(d);
    const struct pdf_column columns[] = { { S_INIT("TT"), 1, PDF_CENTRE },
                                          { S_INIT("Tiêu chí"), 6, PDF_LEFT },
                                          { S_INIT("Điểm"), 1, PDF_RIGHT } };
    pdf_table(d, 3, columns);
    for (int i = 1; i <= 80; i++) {
        Str cells[] = { str_fmt(test_arena(), "%d", i), S("Nguồn gốc nguyên liệu địa phương"),
                        str_fmt(test_arena(), "%d", i % 6) };
        pdf_row(d, PDF_BODY, cells);
    }
    pdf_table_end(d);
    pdf_jpeg(d, jpeg(), 200);
    pdf_qr(d, S("https://ocop.example.vn/p/abc"), 90, PDF_RIGHT);
}

static Str make(int64_t *ret_pages)
{
    struct pdf *d CLEANUP(pdf_cleanup) = start(&(struct pdf_opts){ 0 });
    write_sample(d);
    Str pdf = S("");
    CHECK_ERR(pdf_end(d, test_arena(), &pdf, ret_pages), OK);
    return pdf;
}

static Str save(Str pdf)
{
    Str path = str_fmt(test_arena(), "/tmp/ocop-pdf-%d.pdf", (int)getpid());
    CHECK_ERR(file_write(path, pdf), OK);
    return path;
}

static Str run(const char *tool, Str path, const char *rest)
{
    Str out = S("");
    CHECK_ERR(test_output(str_fmt(test_arena(), "%s %s %s", tool, path.p, rest), &out), OK);
    return out;
}

static bool has(Str text, Str what)
{
    return str_find(text, what) < text.n;
}

TEST(pdf_same_input_same_bytes)
{
    int64_t pages = 0;
    Str one = make(&pages), two = make(&pages);
    CHECK(str_starts(one, S("%PDF-1.5")));
    CHECK_INT(pages, 3);
    CHECK(str_eq(one, two));
}

TEST(pdf_text_comes_out_as_it_went_in)
{
    int64_t pages = 0;
    Str path = save(make(&pages));
    Str text = run("pdftotext -layout", path, "-");
    CHECK(has(text, S(TONES)));
    CHECK(has(text, S("HTX Nước mắm Phú Quý office fi ffl")));
    CHECK(has(text, S("Biên nhận 12/2026")));
    CHECK(has(text, S("Trang 1/3")) && has(text, S("Trang 3/3")));
    CHECK(has(text, S("Nguồn gốc nguyên liệu địa phương")));
    Str second = run("pdftotext -f 2 -l 2 -layout", path, "-");
    CHECK(has(second, S("Tiêu chí"))); /* the head again */
    (void)unlink(path.p);
}

TEST(pdf_is_sound_and_carries_fonts_and_metadata)
{
    int64_t pages = 0;
    Str path = save(make(&pages));
    CHECK(has(run("qpdf --check", path, "2>&1"), S("No syntax or stream encoding errors found")));
    Str info = run("TZ=UTC pdfinfo -isodates", path, "");
    CHECK(has(info, S("Title:           Hồ sơ thử")));
    CHECK(has(info, S("Author:          Tỉnh Lâm Đồng")));
    CHECK(has(info, S("2026-06-12T09:30:00+07")));
    CHECK(has(info, S("595.276 x 841.89 pts (A4)")));
    Str fonts = run("pdffonts", path, "| tail -n +3");
    CHECK(has(fonts, S("LiberationSerif")));
    CHECK(!has(fonts, S("no  yes yes")) && !has(fonts, S("DejaVu")));
    CHECK(has(run("pdfimages -list", path, ""), S("jpeg")));
    (void)unlink(path.p);
}

static Err end(struct pdf *d)
{
    Str pdf;
    int64_t pages = 0;
    return pdf_end(d, test_arena(), &pdf, &pages);
}

TEST(pdf_refuses_what_it_cannot_print)
{
    struct pdf *text CLEANUP(pdf_cleanup) = start(&(struct pdf_opts){ 0 });
    pdf_text(text, PDF_BODY, PDF_LEFT, S("\xff\xfe"));
    pdf_text(text, PDF_BODY, PDF_LEFT, S("later"));
    CHECK_ERR(end(text), E_INPUT);
    struct pdf *image CLEANUP(pdf_cleanup) = start(&(struct pdf_opts){ 0 });
    pdf_jpeg(image, S("\x89PNG"), 100);
    CHECK_ERR(end(image), E_INPUT);
    struct pdf *pages CLEANUP(pdf_cleanup) = start(&(struct pdf_opts){ .max_pages = 2 });
    write_sample(pages);
    CHECK_ERR(end(pages), E_LIMIT);
    struct pdf *qr CLEANUP(pdf_cleanup) = start(&(struct pdf_opts){ 0 });
    pdf_qr(qr, S(""), 50, PDF_LEFT);
    CHECK_ERR(end(qr), E_INPUT);
}

TEST(pdf_splits_a_row_taller_than_a_page)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    for (int i = 0; i < 900; i++) {
        out_fmt(o, "chu%d ", i);
    }
    struct pdf *d CLEANUP(pdf_cleanup) = start(&(struct pdf_opts){ 0 });
    const struct pdf_column columns[] = { { S_INIT("A"), 1, PDF_LEFT },
                                          { S_INIT("B"), 1, PDF_LEFT } };
    pdf_table(d, 2, columns);
    const Str cells[] = { out_view(o), S("ngắn") };
    pdf_row(d, PDF_BODY, cells);
    pdf_table_end(d);
    Str pdf = S("");
    int64_t pages = 0;
    CHECK_ERR(pdf_end(d, test_arena(), &pdf, &pages), OK);
    CHECK(pages > 1);
    Str path = save(pdf), text = run("pdftotext -layout", path, "-");
    int found = 0;
    for (int i = 0; i < 900; i++) {
        found += has(text, str_fmt(test_arena(), "chu%d ", i)) ||
                 has(text, str_fmt(test_arena(), "chu%d\n", i));
    }
    CHECK_INT(found, 900);
    (void)unlink(path.p);
}

TEST(pdf_jpeg_headers_are_read_and_bounded)
{
    struct pdf_jpeg_size size = { 0 };
    CHECK_ERR(pdf_jpeg_size(jpeg(), &size), OK);
    CHECK_INT(size.width, 2);
    CHECK_INT(size.height, 1);
    CHECK_INT(size.components, 1);
    for (size_t n = 0; n < 100; n++) { /* cut off before its frame header */
        CHECK_ERR(pdf_jpeg_size(str_sub(jpeg(), 0, n), &size), E_INPUT);
    }
}

/* Stars once began where the text before them had ended. */
TEST(pdf_star_leaves_the_paper_around_it_white)
{
    struct pdf *d CLEANUP(pdf_cleanup) = NULL;
    CHECK_ERR(pdf_new(&(struct pdf_opts){ .made = test_now(), .max_pages = 1 }, &d), OK);
    (void)pdf_text_in(d, (struct pdf_box){ 20, 20, 200, 0 },
                      (struct pdf_font){ .size = 12, .colour = PDF_BLACK }, PDF_LEFT, S("chữ"));
    pdf_stars(d, 1, 300, 300, 40);
    Str pdf = S("");
    int64_t pages = 0;
    CHECK_ERR(pdf_end(d, test_arena(), &pdf, &pages), OK);
    Str path = save(pdf);
    /* between the text and the star: a grey map whose every byte is white */
    Str map = run("pdftoppm -r 72 -gray -x 60 -y 60 -W 200 -H 200", path, ""),
        head = S("P5\n200 200\n255\n");
    CHECK(str_starts(map, head));
    CHECK_INT(map.n, head.n + 200 * 200);
    size_t white = 0;
    for (size_t i = head.n; i < map.n; i++) {
        white += (unsigned char)map.p[i] == 255;
    }
    CHECK_INT(white, 200 * 200);
    (void)unlink(path.p);
}
