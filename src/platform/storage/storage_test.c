/* storage_test.c: real pictures, PDFs and workbooks, and the same cut, hidden, renamed, oversized.
 */
#include "platform/storage/inside.h"
#include "platform/test/test.h"

#include <fcntl.h>
#include <ftw.h>
#include <gd.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#define ALL (1U << STORAGE_PDF | 1U << STORAGE_JPEG | 1U << STORAGE_PNG | 1U << STORAGE_XLSX)

static Str folder(void)
{
    return str_fmt(test_arena(), "/tmp/ocop-storage-%d", (int)getpid());
}

static struct storage *store(void)
{
    struct storage *s = NULL;
    BUG_UNLESS(storage_open(folder(), &s) == OK);
    return s;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st;
    (void)type;
    (void)where;
    return remove(path);
}

static void done(struct storage *s)
{
    storage_close(s);
    (void)nftw(folder().p, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Gives bytes to storage_take by way of a file, as the web does. */
static enum storage_why offer(struct storage *s, Str bytes, unsigned allowed,
                              struct storage_file *ret)
{
    Str path = str_cat(test_arena(), folder(), S("/upload"));
    enum storage_why why = STORAGE_OK;
    BUG_UNLESS(file_write(path, bytes) == OK);
    Err e = storage_take(s, path, allowed, ret, &why);
    CHECK_ERR(e, why == STORAGE_OK ? OK : E_REFUSED);
    return why;
}

static enum storage_why offered(Str bytes)
{
    struct storage_file f;
    struct storage *s = store();
    enum storage_why why = offer(s, bytes, ALL, &f);
    done(s);
    return why;
}

/* 48 x 32: red at the left top, blue at the right top, green below. */
static gdImagePtr flag(void)
{
    gdImagePtr im = gdImageCreateTrueColor(48, 32);
    gdImageFilledRectangle(im, 0, 0, 23, 15, gdTrueColor(255, 0, 0));
    gdImageFilledRectangle(im, 24, 0, 47, 15, gdTrueColor(0, 0, 255));
    gdImageFilledRectangle(im, 0, 16, 47, 31, gdTrueColor(0, 255, 0));
    return im;
}

static Str picture(bool png)
{
    int n = 0;
    gdImagePtr im = flag();
    void *p = png ? gdImagePngPtr(im, &n) : gdImageJpegPtr(im, &n, 95);
    Str made = str_dup(test_arena(), (Str){ p, (size_t)n });
    gdFree(p);
    gdImageDestroy(im);
    return made;
}

static Str joined(Str x, Str y, Str z)
{
    return str_cat(test_arena(), x, str_cat(test_arena(), y, z));
}

/* The flag with an EXIF block: orientation, and a maker's text standing for the place. */
static Str photo(int orientation)
{
    Str plain = picture(false);
    char o = (char)orientation;
    Str exif = joined(S("\xff\xe1\x00\x2b"
                        "Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"),
                      (Str){ &o, 1 }, S("\0\0\0\0\0\0GPS:10.93"));
    return joined(str_sub(plain, 0, 2), exif, str_skip(plain, 2));
}

#define PDF_TWO                                                                                    \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                       \
    "2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n"                                     \
    "3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n4 0 obj<</Type /Page /Parent 2 0 R>>endobj\n"       \
    "5 0 obj<</Length 41>>stream\n<</Encrypt 9 0 R /Type/Pages /Count 77>>\nendstream endobj\n"

TEST(storage_pdf)
{
    struct storage *s = store();
    struct storage_file f;
    Str pdf = S(PDF_TWO "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"), back, path;
    CHECK_INT(offer(s, pdf, ALL, &f), STORAGE_OK);
    CHECK_INT(f.kind, STORAGE_PDF);
    CHECK_INT(f.pages, 2);
    CHECK_INT(f.size, (int64_t)pdf.n);
    CHECK(hash_eq(f.hash, f.original) && hash_eq(f.hash, hash_of(pdf)));
    CHECK_ERR(storage_read(s, test_arena(), f.hash, &back), OK);
    CHECK_STR(back, pdf);
    struct stat st;
    CHECK_ERR(storage_path(s, test_arena(), f.hash, &path), OK);
    CHECK(stat(path.p, &st) == 0 && (st.st_mode & 07777) == 0600);
    CHECK(stat(str_sub(path, 0, path.n - 63).p, &st) == 0);
    CHECK_INT(offer(s, pdf, 1U << STORAGE_JPEG, &f), STORAGE_WRONG_TYPE);
    done(s);
}

TEST(storage_pdf_refused)
{
    CHECK_INT(offered(S("")), STORAGE_EMPTY);
    CHECK_INT(offered(S("MZ\x90\0\x03\0 this program cannot be run in DOS mode")),
              STORAGE_WRONG_TYPE);
    CHECK_INT(offered(S("xin chào, tôi là giấy tờ")), STORAGE_WRONG_TYPE);
    CHECK_INT(offered(S("<html>%PDF-1.4 %%EOF")), STORAGE_WRONG_TYPE);
    CHECK_INT(offered(S(PDF_TWO)), STORAGE_CUT_OFF);
    CHECK_INT(offered(S("%PDF-1.4\nnothing\n%%EOF\n")), STORAGE_CUT_OFF);
    CHECK_INT(offered(S(PDF_TWO "trailer<</Root 1 0 R/Encrypt 6 0 R>>\n%%EOF\n")),
              STORAGE_ENCRYPTED);
    CHECK_INT(offered(S(PDF_TWO "6 0 obj<</Type/XRef/Encrypt<</V 4>>/Length 1>>stream\nx\n"
                                "endstream endobj\n%%EOF\n")),
              STORAGE_ENCRYPTED);
}

static Str deflated(Str plain, size_t keep)
{
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(6);
    char *p = arena_alloc(test_arena(), plain.n + 100);
    size_t n = libdeflate_zlib_compress(z, plain.p, plain.n, p, plain.n + 100);
    libdeflate_free_compressor(z);
    return (Str){ p, n - (keep > 0 ? n - keep : 0) };
}

static int64_t packed_pages(Str objects, size_t keep)
{
    Str pdf = joined(S("%PDF-1.5\n1 0 obj<</Type/ObjStm/N 3/Filter/FlateDecode>>stream\r\n"),
                     deflated(objects, keep), S("\nendstream endobj\n%%EOF"));
    struct storage_seen seen = { .pages = -1 };
    CHECK_INT(storage_check_pdf(pdf, &seen), STORAGE_OK);
    return seen.pages;
}

/* Pages inside a compressed object stream, as Word writes them. */
TEST(storage_pdf_packed)
{
    Str objects = S("2 0 3 30 <</Type/Pages/Kids[3 0 R]/Count 3>><</Type/Page/Parent 2 0 R>>"
                    "(<</Type/Pages/Count 9>> in \\) a text)");
    CHECK_INT(packed_pages(objects, 0), 3);
    CHECK_INT(packed_pages(S("<</Type/Page/Parent 2 0 R>><</Type/Page>>"), 0), 2);
    CHECK_INT(packed_pages(objects, 10), 1); /* does not unpack: one page is assumed */
}

static int colour_at(Str bytes, bool png, int x, int y)
{
    char *p = str_cstr(test_arena(), bytes);
    gdImagePtr im =
        png ? gdImageCreateFromPngPtr((int)bytes.n, p) : gdImageCreateFromJpegPtr((int)bytes.n, p);
    BUG_UNLESS(im != NULL);
    int c = gdImageGetTrueColorPixel(im, x, y);
    gdImageDestroy(im);
    bool red = gdTrueColorGetRed(c) > 200, green = gdTrueColorGetGreen(c) > 200,
         blue = gdTrueColorGetBlue(c) > 200;
    return red ? 'r' : green ? 'g' : blue ? 'b' : '?';
}

/* Corners of the upright picture: left top, right top, left bottom, right bottom. */
TEST(storage_photo_upright)
{
    static const struct {
        int orientation, w, h;
        const char *corners;
    } t[] = { { 1, 48, 32, "rbgg" }, { 2, 48, 32, "brgg" }, { 3, 48, 32, "ggbr" },
              { 4, 48, 32, "ggrb" }, { 5, 32, 48, "rgbg" }, { 6, 32, 48, "grgb" },
              { 7, 32, 48, "gbgr" }, { 8, 32, 48, "bgrg" } };
    struct storage *s = store();
    for (size_t i = 0; i < COUNT_OF(t); i++) {
        struct storage_file f;
        Str raw = photo(t[i].orientation), kept;
        CHECK_INT(storage_jpeg_orientation(raw), t[i].orientation);
        CHECK_INT(offer(s, raw, ALL, &f), STORAGE_OK);
        CHECK_INT(f.width, t[i].w);
        CHECK_INT(f.height, t[i].h);
        CHECK(hash_eq(f.original, hash_of(raw)) && !hash_eq(f.hash, f.original));
        CHECK_ERR(storage_read(s, test_arena(), f.hash, &kept), OK);
        CHECK(str_find(raw, S("GPS:10.93")) < raw.n);
        CHECK_INT(str_find(kept, S("GPS")), kept.n);
        CHECK_INT(str_find(kept, S("Exif")), kept.n);
        int r = t[i].w - 5, b = t[i].h - 5;
        char got[5] = { (char)colour_at(kept, false, 4, 4), (char)colour_at(kept, false, r, 4),
                        (char)colour_at(kept, false, 4, b), (char)colour_at(kept, false, r, b) };
        CHECK_STR(str_c(got), str_c(t[i].corners));
    }
    done(s);
}

TEST(storage_exif_nonsense)
{
    Str whole = photo(6);
    for (size_t n = 0; n < whole.n; n++) {
        int o = storage_jpeg_orientation(str_dup(test_arena(), str_sub(whole, 0, n)));
        CHECK(o == 1 || o == 6);
    }
    CHECK_INT(storage_jpeg_orientation(photo(0)), 1);
    CHECK_INT(storage_jpeg_orientation(photo(9)), 1);
    CHECK_INT(storage_jpeg_orientation(picture(false)), 1);
}

TEST(storage_png)
{
    struct storage *s = store();
    struct storage_file f;
    Str plain = picture(true), kept;
    /* a text chunk between header and pixels */
    Str text = S("tEXtComment\0GPS");
    uint32_t sum = libdeflate_crc32(0, text.p, text.n);
    char crc[4] = { (char)(sum >> 24), (char)(sum >> 16), (char)(sum >> 8), (char)sum };
    Str chunk = joined(S("\0\0\0\x0b"), text, (Str){ crc, 4 });
    Str raw = joined(str_sub(plain, 0, 33), chunk, str_skip(plain, 33));
    CHECK_INT(offer(s, raw, ALL, &f), STORAGE_OK);
    CHECK_INT(f.kind, STORAGE_PNG);
    CHECK_INT(f.width, 48);
    CHECK_ERR(storage_read(s, test_arena(), f.hash, &kept), OK);
    CHECK_INT(str_find(kept, S("tEXt")), kept.n);
    CHECK_INT(colour_at(kept, true, 44, 4), 'b');
    done(s);
}

TEST(storage_picture_cut)
{
    Str jpeg = picture(false), png = picture(true);
    for (size_t n = 4; n < jpeg.n; n += 37) {
        CHECK_INT(offered(str_sub(jpeg, 0, n)), STORAGE_CUT_OFF);
    }
    CHECK_INT(offered(str_sub(jpeg, 0, jpeg.n - 2)), STORAGE_CUT_OFF);
    for (size_t n = 9; n < png.n; n += 17) {
        CHECK_INT(offered(str_sub(png, 0, n)), STORAGE_CUT_OFF);
    }
    /* what a phone writes behind the end does no harm */
    CHECK_INT(offered(str_cat(test_arena(), jpeg, S("SEFT trailer"))), STORAGE_OK);
}

/* The header promises 30000 x 30000; nobody may begin to decode that. */
TEST(storage_too_many_pixels)
{
    char *png = str_cstr(test_arena(), picture(true));
    Str s = { png, picture(true).n };
    png[18] = 0x75;
    png[19] = 0x30;
    png[22] = 0x75;
    png[23] = 0x30;
    CHECK_INT(offered(s), STORAGE_TOO_MANY_PIXELS);
}

TEST(storage_too_large)
{
    struct storage *s = store();
    struct storage_file f;
    enum storage_why why;
    Str path = str_cat(test_arena(), folder(), S("/large"));
    int fd CLEANUP(fd_cleanup) = open(path.p, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    CHECK(ftruncate(fd, LIMIT_UPLOAD_BYTES + 1) == 0);
    CHECK_ERR(storage_take(s, path, ALL, &f, &why), E_REFUSED);
    CHECK_INT(why, STORAGE_TOO_LARGE);
    CHECK_ERR(storage_take(s, S("/tmp/ocop-no-such-file"), ALL, &f, &why), E_NONE);
    (void)unlink(path.p);
    done(s);
}

static Str zipped(const char *one, const char *two, bool encrypted)
{
    zip_error_t error;
    zip_source_t *to = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *z = zip_open_from_source(to, ZIP_TRUNCATE, &error);
    zip_source_keep(to);
    zip_int64_t i = zip_file_add(z, one, zip_source_buffer(z, "<x/>", 4, 0), 0);
    if (encrypted) {
        CHECK(zip_file_set_encryption(z, (zip_uint64_t)i, ZIP_EM_AES_128, "x") == 0);
    }
    (void)zip_file_add(z, two, zip_source_buffer(z, "<y/>", 4, 0), 0);
    BUG_UNLESS(zip_close(z) == 0 && zip_source_open(to) == 0);
    char *p = arena_alloc(test_arena(), 4096);
    zip_int64_t n = zip_source_read(to, p, 4096);
    zip_source_close(to);
    zip_source_free(to);
    return (Str){ p, (size_t)n };
}

TEST(storage_xlsx)
{
    Str book = zipped("[Content_Types].xml", "xl/workbook.xml", false);
    CHECK_INT(offered(book), STORAGE_OK);
    CHECK_INT(offered(str_sub(book, 0, book.n - 30)), STORAGE_CUT_OFF);
    CHECK_INT(offered(zipped("a.exe", "b.txt", false)), STORAGE_WRONG_TYPE);
    CHECK_INT(offered(zipped("[Content_Types].xml", "xl/workbook.xml", true)), STORAGE_ENCRYPTED);
    CHECK_INT(offered(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old workbook")), STORAGE_WRONG_TYPE);
    CHECK_INT(offered(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k"
                        "\0a\0g\0e\0..")),
              STORAGE_ENCRYPTED);
}

TEST(storage_same_once)
{
    struct storage *s = store();
    struct storage_file one, two;
    Str path;
    CHECK_INT(offer(s, photo(6), ALL, &one), STORAGE_OK);
    CHECK_ERR(storage_path(s, test_arena(), one.hash, &path), OK);
    struct stat before, after;
    CHECK(stat(path.p, &before) == 0);
    CHECK_INT(offer(s, photo(6), ALL, &two), STORAGE_OK);
    CHECK(hash_eq(one.hash, two.hash));
    CHECK(stat(path.p, &after) == 0 && before.st_ino == after.st_ino);
    done(s);
}

TEST(storage_damaged_is_noticed)
{
    struct storage *s = store();
    struct storage_file f;
    Str back, path;

    CHECK_INT(offer(s, picture(true), ALL, &f), STORAGE_OK);
    CHECK_ERR(storage_path(s, test_arena(), f.hash, &path), OK);
    CHECK_ERR(file_write(path, S("rotten")), OK);
    CHECK_ERR(storage_read(s, test_arena(), f.hash, &back), E_IO);
    CHECK_INT(offer(s, picture(true), ALL, &f), STORAGE_OK); /* handed in again: mended */
    CHECK_ERR(storage_read(s, test_arena(), f.hash, &back), OK);
    CHECK(unlink(path.p) == 0);
    CHECK_ERR(storage_path(s, test_arena(), f.hash, &path), E_NONE);
    CHECK_ERR(storage_read(s, test_arena(), f.hash, &back), E_NONE);
    done(s);
}

TEST(storage_thumb_once)
{
    struct storage *s = store();
    struct storage_file f;
    Str path, again, bytes;
    struct storage_seen seen;
    CHECK_INT(offer(s, photo(6), ALL, &f), STORAGE_OK);
    CHECK_ERR(storage_thumb(s, test_arena(), f.hash, 24, &path), OK);
    CHECK_ERR(file_read(test_arena(), path, 100000, &bytes), OK);
    CHECK_INT(storage_check_jpeg(bytes, &seen), STORAGE_OK);
    CHECK_INT(seen.height, 24);
    CHECK_INT(seen.width, 16);
    struct stat before, after;
    CHECK(stat(path.p, &before) == 0);
    CHECK_ERR(storage_thumb(s, test_arena(), f.hash, 24, &again), OK);
    CHECK(stat(again.p, &after) == 0 && before.st_ino == after.st_ino);
    Str pdf = S(PDF_TWO "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    CHECK_INT(offer(s, pdf, ALL, &f), STORAGE_OK);
    CHECK_ERR(storage_thumb(s, test_arena(), f.hash, 24, &path), E_NONE);
    done(s);
}

TEST(storage_put_own)
{
    struct storage *s = store();
    struct storage_file f;

    CHECK_ERR(storage_put(s, picture(true), STORAGE_PNG, &f), OK);
    CHECK_INT(f.pages, 1);
    CHECK_ERR(storage_put(s, picture(true), STORAGE_PDF, &f), E_BUG);
    CHECK_ERR(storage_put(s, S("no"), STORAGE_PDF, &f), E_BUG);
    done(s);
}

TEST(storage_album_of_photos)
{
    struct storage *s = store();
    struct storage_file one, two, album, again;
    CHECK_INT(offer(s, photo(6), ALL, &one), STORAGE_OK);
    CHECK_INT(offer(s, picture(true), ALL, &two), STORAGE_OK);
    const Hash pages[] = { one.hash, two.hash, one.hash };
    CHECK_ERR(storage_album(s, pages, 3, &album), OK);
    CHECK_INT(album.kind, STORAGE_PDF);
    CHECK_INT(album.pages, 3);
    CHECK_ERR(storage_album(s, pages, 3, &again), OK);
    CHECK(hash_eq(album.hash, again.hash));
    const Hash bad[] = { one.hash, album.hash };
    CHECK_ERR(storage_album(s, bad, 2, &again), E_NONE);
    done(s);
}
