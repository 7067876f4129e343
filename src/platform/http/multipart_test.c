/* multipart_test.c: the same body cut at every place gives the same parts; the broken ones are
 * refused. */
#include "platform/http/http.h"
#include "platform/test/test.h"

#include <sys/stat.h>
#include <unistd.h>

#define TYPE S("multipart/form-data; boundary=----XYZ")

struct parts {
    struct http_multipart *m;
    struct http_fields form;
    struct http_uploads files;
};

static Str folder(void)
{
    Str dir = str_fmt(test_arena(), "%s/ocop-multipart-%d", "/tmp", (int)getpid());
    BUG_UNLESS(file_make_dir(dir) == OK);
    return dir;
}

/* Feeds body in two pieces and, with step > 0, the second in steps. */
static Err read_parts(Str body, size_t cut, size_t step, struct parts *ret)
{
    *ret = (struct parts){ .m = http_multipart_new(test_arena(), TYPE, folder()) };
    TRY(http_multipart_feed(ret->m, str_sub(body, 0, cut)));
    Str rest = str_skip(body, cut);
    while (step > 0 && rest.n > step) {
        TRY(http_multipart_feed(ret->m, str_sub(rest, 0, step)));
        rest = str_skip(rest, step);
    }
    TRY(http_multipart_feed(ret->m, rest));
    return http_multipart_end(ret->m, &ret->form, &ret->files);
}

static const char honest[] = "preamble\r\n------XYZ\r\n"
                             "Content-Disposition: form-data; name=\"t\xc3\xaan\"\r\n\r\n"
                             "Chè\r\n--\r\n------XY\r\n"
                             "------XYZ\r\n"
                             "content-disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
                             "------XYZ\r\n"
                             "Content-Disposition: form-data; name=\"giay\"; "
                             "filename=\"C:\\a\\Gi\xe1\xba\xa5y %22x%22.pdf\"\r\n"
                             "Content-Type: application/pdf\r\n\r\n"
                             "%PDF\r\n\r\n-\0x\r\n"
                             "------XYZ\r\n"
                             "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
                             "Content-Type: application/octet-stream\r\n\r\n\r\n"
                             "------XYZ--\r\nepilogue";

static void check_honest(const struct parts *p)
{
    CHECK_INT(p->form.n, 2);
    CHECK_STR(http_get(&p->form, S("tên")), S("Chè\r\n--\r\n------XY"));
    CHECK_STR(http_get(&p->form, S("empty")), S(""));
    if (CHECK_INT(p->files.n, 1)) {
        const struct http_upload *f = &p->files.v[0];
        Str content = STR_NONE;
        CHECK_STR(f->field, S("giay"));
        CHECK_STR(f->name, S("Giấy \"x\".pdf"));
        CHECK_INT(f->size, 11);
        CHECK_ERR(file_read(test_arena(), f->path, 100, &content), OK);
        CHECK_STR(content, ((Str){ "%PDF\r\n\r\n-\0x", 11 }));
    }
}

TEST(multipart_cut_anywhere)
{
    Str body = { honest, sizeof honest - 1 };
    for (size_t cut = 0; cut <= body.n && test_failures() == 0; cut++) {
        struct parts p;
        CHECK_ERR(read_parts(body, cut, 0, &p), OK);
        check_honest(&p);
        http_multipart_free(p.m);
    }
    for (size_t step = 1; step < 8; step++) {
        struct parts p;
        CHECK_ERR(read_parts(body, 0, step, &p), OK);
        check_honest(&p);
        http_multipart_free(p.m);
    }
}

TEST(multipart_cut_off_is_refused)
{
    Str body = { honest, sizeof honest - 1 };
    size_t end =
        body.n - S("epilogue").n - 4; /* behind the last boundary's text, before its "--" */
    for (size_t n = 0; n <= end && test_failures() == 0; n++) {
        struct parts p;
        CHECK_ERR(read_parts(str_sub(body, 0, n), n, 0, &p), E_INPUT);
        http_multipart_free(p.m);
    }
}

TEST(multipart_files_are_removed)
{
    struct parts p;
    CHECK_ERR(read_parts((Str){ honest, sizeof honest - 1 }, 0, 0, &p), OK);
    Str path = p.files.v[0].path;
    struct stat st;
    CHECK(stat(path.p, &st) == 0 && (st.st_mode & 0777) == 0600);
    http_multipart_free(p.m);
    CHECK(!file_exists(path));
}

static Err whole(const char *body)
{
    struct parts p;
    Err e = read_parts(str_c(body), 0, 0, &p);
    http_multipart_free(p.m);
    return e;
}

TEST(multipart_refuses_malformed)
{
    CHECK_ERR(whole(""), E_INPUT);
    CHECK_ERR(whole("------XYZ--"), OK);
    CHECK_ERR(whole("------XYZjunk\r\n"), E_INPUT);
    CHECK_ERR(whole("------XYZ\r\n\r\n\r\nx\r\n------XYZ--"), E_INPUT);
    CHECK_ERR(
        whole("------XYZ\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n------XYZ--"),
        E_INPUT);
    CHECK_ERR(whole("------XYZ\r\nContent-Disposition: form-data\r\n\r\nx\r\n------XYZ--"),
              E_INPUT);
    CHECK_ERR(whole("------XYZ\r\nContent-Disposition: form-data; name=\"a\"\r\n"
                    "Content-Disposition: form-data; name=\"b\"\r\n\r\nx\r\n------XYZ--"),
              E_INPUT);
    CHECK_ERR(
        whole("------XYZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n------XYZ--"),
        E_INPUT);
    CHECK(http_multipart_new(test_arena(), S("multipart/form-data"), S("/tmp")) == NULL);
    CHECK(http_multipart_new(test_arena(), S("text/plain; boundary=a"), S("/tmp")) == NULL);
    CHECK(http_multipart_new(test_arena(), S("multipart/form-data; boundary=\"a b\""), S("/tmp")) ==
          NULL);
    struct http_multipart *m = http_multipart_new(
        test_arena(), S("Multipart/Form-Data; charset=x; boundary=\"ab\""), S("/tmp"));
    CHECK(m != NULL);
    http_multipart_free(m);
}

TEST(multipart_is_bounded)
{
    struct parts p = { .m = http_multipart_new(test_arena(), TYPE, folder()) };
    Str kb = { NEW_N(test_arena(), char, 65536), 65536 };
    Err e = http_multipart_feed(
        p.m, S("------XYZ\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"));
    for (int i = 0; i < LIMIT_UPLOAD_BYTES / 65536 + 2 && e == OK; i++) {
        e = http_multipart_feed(p.m, kb);
    }
    CHECK_ERR(e, OK);
    CHECK_ERR(http_multipart_feed(p.m, S("\r\n------XYZ--")), OK);
    CHECK_ERR(http_multipart_end(p.m, &p.form, &p.files), OK);
    CHECK(p.files.n == 1 && p.files.v[0].too_large && p.files.v[0].size <= LIMIT_UPLOAD_BYTES);
    http_multipart_free(p.m);

    p.m = http_multipart_new(test_arena(), TYPE, folder());
    e = http_multipart_feed(p.m,
                            S("------XYZ\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n"));
    for (int i = 0; i < LIMIT_FORM_BYTES / 65536 + 2 && e == OK; i++) {
        e = http_multipart_feed(p.m, kb);
    }
    CHECK_ERR(e, E_LIMIT);
    http_multipart_free(p.m);

    p.m = http_multipart_new(test_arena(), TYPE, folder());
    e = http_multipart_feed(p.m, S("------XYZ\r\n"));
    CHECK_ERR(http_multipart_feed(p.m, str_sub(kb, 0, 5000)), E_INPUT);
    CHECK_ERR(http_multipart_feed(p.m, S("\r\n\r\n")), E_INPUT);
    http_multipart_free(p.m);
}

TEST(multipart_counts_files)
{
    struct parts p = { .m = http_multipart_new(test_arena(), TYPE, folder()) };
    Err e = OK;
    int taken = 0;
    for (; e == OK && taken < LIMIT_UPLOAD_FILES + 5; taken++) {
        e = http_multipart_feed(p.m, S("------XYZ\r\nContent-Disposition: form-data; name=\"f\"; "
                                       "filename=\"a\"\r\n\r\nx\r\n"));
    }
    CHECK_ERR(e, E_LIMIT);
    CHECK_INT(taken, LIMIT_UPLOAD_FILES + 1);
    http_multipart_free(p.m);
}
