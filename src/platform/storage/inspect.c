/* inspect.c: what a file is, by its own first bytes and structure; names and declared types are
 * never asked. */
#include "platform/storage/inside.h"

#include <string.h>
#include <zip.h>

enum { ENTRIES_MAX = 10 * 1000 };

#define ZIP_START S("PK\x03\x04")
#define PNG_START S("\x89PNG\r\n\x1a\n")
#define JPEG_START S("\xff\xd8\xff")
#define OLE_START S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

static void zip_cleanup(zip_t **z)
{
    if (*z != NULL) {
        zip_discard(*z);
    }
}

static bool any_encrypted(zip_t *z, zip_int64_t n)
{
    for (zip_int64_t i = 0; i < n; i++) {
        zip_stat_t st;
        if (zip_stat_index(z, (zip_uint64_t)i, 0, &st) == 0 &&
            (st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st.encryption_method != ZIP_EM_NONE) {
            return true;
        }
    }
    return false;
}

enum storage_why storage_check_xlsx(Str bytes, struct storage_seen *ret)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
    if (source == NULL) {
        return STORAGE_CUT_OFF;
    }
    zip_t *z CLEANUP(zip_cleanup) =
        zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (z == NULL) {
        zip_source_free(source);
        return STORAGE_CUT_OFF;
    }
    zip_int64_t n = zip_get_num_entries(z, 0);
    if (n > ENTRIES_MAX || zip_name_locate(z, "[Content_Types].xml", 0) < 0 ||
        zip_name_locate(z, "xl/workbook.xml", 0) < 0) {
        return STORAGE_WRONG_TYPE;
    }
    if (any_encrypted(z, n)) {
        return STORAGE_ENCRYPTED;
    }
    *ret = (struct storage_seen){ .kind = STORAGE_XLSX };
    return STORAGE_OK;
}

/* A workbook with a password is an OLE file around "EncryptedPackage", in UTF-16. */
static enum storage_why check_ole(Str bytes)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    return memmem(bytes.p, bytes.n, name, sizeof name) != NULL ? STORAGE_ENCRYPTED
                                                               : STORAGE_WRONG_TYPE;
}

/* A table as text has no mark of its own: UTF-8, and a separator in each of the first two lines. */
static bool looks_like_csv(Str bytes)
{
    Str rest = bytes;
    if (!utf8_valid(bytes)) {
        return false;
    }
    for (int line = 0; line < 2; line++) {
        Str s = str_cut(&rest, '\n');
        bool separated =
            str_find_c(s, ',') < s.n || str_find_c(s, ';') < s.n || str_find_c(s, '\t') < s.n;
        if (!separated || str_starts(s, S("<"))) {
            return false;
        }
    }
    return true;
}

enum storage_why storage_inspect(Str bytes, struct storage_seen *ret)
{
    if (bytes.n == 0) {
        return STORAGE_EMPTY;
    }
    if (str_starts(bytes, S("%PDF-"))) {
        return storage_check_pdf(bytes, ret);
    }
    if (str_starts(bytes, JPEG_START)) {
        return storage_check_jpeg(bytes, ret);
    }
    if (str_starts(bytes, PNG_START)) {
        return storage_check_png(bytes, ret);
    }
    if (str_starts(bytes, ZIP_START)) {
        return storage_check_xlsx(bytes, ret);
    }
    if (str_starts(bytes, OLE_START)) {
        return check_ole(bytes);
    }
    if (!looks_like_csv(bytes)) {
        return STORAGE_WRONG_TYPE;
    }
    *ret = (struct storage_seen){ .kind = STORAGE_CSV };
    return STORAGE_OK;
}
