/* sheet_xlsx.c: a workbook in unpacked form: parts between the bytes 0xFF, in the order below, are
 * packed and read. Bytes that begin with PK are read as they are. */
#include "platform/sheet/sheet.h"

#include <zip.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
    "xl/worksheets/sheet1.xml",   "xl/sharedStrings.xml", "xl/styles.xml",      "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels", "_rels/.rels",          "[Content_Types].xml"
};
/* What stands in a part that the input does not give. */
static const char *const usual[] = {
    "<worksheet/>",
    "<sst/>",
    "<styleSheet/>",
    "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>",
    "<Relationships><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"b\" Type=\"/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship "
    "Id=\"c\" Type=\"/styles\" Target=\"styles.xml\"/></Relationships>",
    "<Relationships/>",
    "<Types/>"
};

static Str pack(struct arena *a, Str input)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *src = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(src);
    zip_t *z = zip_open_from_source(src, ZIP_TRUNCATE, &error);
    BUG_UNLESS(z != NULL);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Str part = str_cut(&input, (char)0xFF);
        part = part.n == 0 ? str_c(usual[i]) : part;
        zip_source_t *s = zip_source_buffer(z, part.p, part.n, 0);
        zip_int64_t at = zip_file_add(z, names[i], s, 0);
        BUG_UNLESS(at >= 0 && zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0) == 0);
    }
    BUG_UNLESS(zip_close(z) == 0 && zip_source_open(src) == 0);
    size_t room = 1024 * 1024;
    char *to = arena_alloc(a, room);
    zip_int64_t n = zip_source_read(src, to, room);
    (void)zip_source_close(src);
    zip_source_free(src);
    return (Str){ to, n < 0 ? 0 : (size_t)n };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    Str bytes = { (const char *)data, size };
    struct workbook b;
    enum sheet_why why = SHEET_OK;
    if (size > 512 * 1024) {
        return 0;
    }
    bytes = str_starts(bytes, S("PK")) ? bytes : pack(a, bytes);
    Err e = sheet_read_xlsx(a, bytes, &b, &why);
    BUG_UNLESS((e == OK) == (why == SHEET_OK) && (e == OK || e == E_INPUT));
    for (size_t i = 0; e == OK && i < b.n; i++) {
        const struct sheet *s = &b.v[i];
        BUG_UNLESS(s->rows <= LIMIT_SHEET_ROWS && s->cols <= LIMIT_SHEET_COLS);
        for (int r = 0; r < s->rows; r++) {
            for (int c = 0; c < s->cols; c++) {
                const struct sheet_cell *x = sheet_at(s, r, c);
                BUG_UNLESS(utf8_valid(x->text) || x->text.n == 0);
                BUG_UNLESS((x->type == SHEET_DATE) == !date_none(x->date));
            }
        }
    }
    return 0;
}
