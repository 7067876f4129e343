/* xlsx.c: a workbook out of its ZIP, within bounds: what is refused before anything is parsed. */
#include "platform/sheet/xlsx.h"

#include <zip.h>

enum { RATIO_FROM = 4 * 1024 * 1024 }; /* smaller parts may be as repetitive as they like */

Err xlsx_refuse(struct xlsx *x, enum sheet_why why)
{
    x->why = x->why == SHEET_OK ? why : x->why;
    return E_INPUT;
}

static void close_file(zip_file_t **f)
{
    if (*f != NULL) {
        (void)zip_fclose(*f);
    }
}

static Err unpack(struct xlsx *x, zip_file_t *f, size_t size, Str *ret)
{
    char *to = arena_alloc(x->a, size + 1);
    size_t n = 0;
    while (n <= size) {
        zip_int64_t got = zip_fread(f, to + n, size + 1 - n);
        if (got < 0) {
            return xlsx_refuse(x, SHEET_NOT_ZIP); /* cut off or a wrong checksum */
        }
        if (got == 0) {
            break;
        }
        n += (size_t)got;
    }
    if (n != size) {
        return xlsx_refuse(x, SHEET_NOT_ZIP); /* the directory lies about the size */
    }
    *ret = (Str){ to, n };
    return OK;
}

Err xlsx_part(struct xlsx *x, Str name, Str *ret)
{
    zip_int64_t at = zip_name_locate(x->zip, str_cstr(x->a, name), ZIP_FL_NOCASE);
    if (at < 0) {
        return E_NONE;
    }
    struct zip_stat st;
    const zip_uint64_t wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if (zip_stat_index(x->zip, (zip_uint64_t)at, 0, &st) != 0 || (st.valid & wanted) != wanted) {
        return xlsx_refuse(x, SHEET_NOT_ZIP);
    }
    if (st.size > (zip_uint64_t)x->bytes_left ||
        (st.size > RATIO_FROM && st.size / LIMIT_SHEET_RATIO > st.comp_size)) {
        return xlsx_refuse(x, SHEET_TOO_LARGE);
    }
    zip_file_t *f CLEANUP(close_file) = zip_fopen_index(x->zip, (zip_uint64_t)at, 0);
    if (f == NULL) {
        return xlsx_refuse(x, SHEET_NOT_ZIP);
    }
    x->bytes_left -= (int64_t)st.size;
    return unpack(x, f, (size_t)st.size, ret);
}

/* Excel 97-2003, and what Excel wraps a workbook with a password in: an OLE container. */
static Err refuse_container(struct xlsx *x, Str bytes)
{
    Str stream = S("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0");
    bool locked = str_find(bytes, stream) < bytes.n;
    return xlsx_refuse(x, locked ? SHEET_ENCRYPTED : SHEET_OLD_FORMAT);
}

static Err look_over_entries(struct xlsx *x)
{
    zip_int64_t n = zip_get_num_entries(x->zip, 0);
    if (n > LIMIT_SHEET_PARTS) {
        return xlsx_refuse(x, SHEET_TOO_LARGE);
    }
    for (zip_int64_t i = 0; i < n; i++) {
        struct zip_stat st;
        if (zip_stat_index(x->zip, (zip_uint64_t)i, 0, &st) != 0 ||
            (st.valid & ZIP_STAT_NAME) == 0) {
            return xlsx_refuse(x, SHEET_NOT_ZIP);
        }
        if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && st.encryption_method != ZIP_EM_NONE) {
            return xlsx_refuse(x, SHEET_ENCRYPTED);
        }
        if (str_ends(str_lower_ascii(x->a, str_c(st.name)), S("vbaproject.bin"))) {
            return xlsx_refuse(x, SHEET_MACROS);
        }
    }
    Str types = STR_NONE;
    Err e = xlsx_part(x, S("[Content_Types].xml"), &types);
    if (e == E_NONE) {
        return xlsx_refuse(x, SHEET_NOT_WORKBOOK);
    }
    TRY(e);
    return str_find(types, S("macroEnabled")) < types.n ? xlsx_refuse(x, SHEET_MACROS) : OK;
}

static Err read_shared(struct xlsx *x, Str part, Err (*read)(struct xlsx *x, Str xml))
{
    Str xml = STR_NONE;
    if (str_none(part)) {
        return OK;
    }
    Err e = xlsx_part(x, part, &xml);
    if (e == E_NONE) {
        return xlsx_refuse(x, SHEET_MISSING_PART);
    }
    TRY(e);
    return read(x, xml);
}

static Err read_all(struct xlsx *x, struct workbook *ret)
{
    TRY(look_over_entries(x));
    TRY(xlsx_read_book(x));
    TRY(read_shared(x, x->strings_part, xlsx_read_strings));
    TRY(read_shared(x, x->styles_part, xlsx_read_styles));
    struct workbook book = { .date1904 = x->date1904 };
    book.v = NEW_N(x->a, struct sheet, x->tabs.n + 1);
    for (size_t i = 0; i < x->tabs.n; i++) {
        Str xml = STR_NONE;
        Err e = xlsx_part(x, x->tabs.v[i].part, &xml);
        if (e == E_NONE) {
            return xlsx_refuse(x, SHEET_MISSING_PART);
        }
        TRY(e);
        book.v[book.n].name = x->tabs.v[i].name;
        TRY(xlsx_read_sheet(x, xml, &book.v[book.n]));
        book.n++;
    }
    if (book.n == 0) {
        return xlsx_refuse(x, SHEET_NOT_WORKBOOK);
    }
    *ret = book;
    return OK;
}

Err sheet_read_xlsx(struct arena *a, Str bytes, struct workbook *ret, enum sheet_why *ret_why)
{
    struct xlsx x = { .a = a, .bytes_left = LIMIT_SHEET_UNPACKED, .cells_left = LIMIT_SHEET_CELLS };
    zip_error_t error;
    zip_error_init(&error);
    Err e = E_INPUT;
    if (bytes.n > LIMIT_SHEET_BYTES) {
        e = xlsx_refuse(&x, SHEET_TOO_LARGE);
    } else if (str_starts(bytes, S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))) {
        e = refuse_container(&x, bytes);
    } else if (!str_starts(bytes, S("PK"))) {
        e = xlsx_refuse(&x, SHEET_NOT_ZIP);
    } else {
        zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
        x.zip = source != NULL ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
        if (x.zip != NULL) {
            e = read_all(&x, ret);
            zip_discard(x.zip);
        } else {
            zip_source_free(source); /* NULL allowed */
            e = xlsx_refuse(&x, SHEET_NOT_ZIP);
        }
    }
    zip_error_fini(&error);
    *ret_why = x.why;
    return e;
}
