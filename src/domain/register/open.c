/* open.c: from bytes to a workbook, or plain words why not. */
#include "domain/register/inside.h"
#include "messages.h"

static int message_of(enum sheet_why why)
{
    static const int keys[] = {
        [SHEET_OK] = M_REGISTER_FILE_NOT_WORKBOOK,
        [SHEET_NOT_ZIP] = M_REGISTER_FILE_NOT_ZIP,
        [SHEET_NOT_WORKBOOK] = M_REGISTER_FILE_NOT_WORKBOOK,
        [SHEET_ENCRYPTED] = M_REGISTER_FILE_ENCRYPTED,
        [SHEET_TOO_LARGE] = M_REGISTER_FILE_TOO_LARGE,
        [SHEET_BROKEN_XML] = M_REGISTER_FILE_BROKEN,
        [SHEET_MISSING_PART] = M_REGISTER_FILE_MISSING_PART,
        [SHEET_MACROS] = M_REGISTER_FILE_MACROS,
        [SHEET_OLD_FORMAT] = M_REGISTER_FILE_OLD,
    };
    return keys[why];
}

Err register_open(struct tx *tx, Str bytes, struct workbook *ret)
{
    enum sheet_why why = SHEET_OK;
    if (str_empty(bytes)) {
        return refuse_field(tx, S("file"), M_REGISTER_FILE_EMPTY, STR_NONE, STR_NONE);
    }
    bool packed = str_starts(bytes, S("PK")) || str_starts(bytes, S("\xD0\xCF\x11\xE0"));
    Err e = packed ? sheet_read_xlsx(tx_arena(tx), bytes, ret, &why)
                   : sheet_read_csv(tx_arena(tx), bytes, ret, &why);
    if (e != E_INPUT) {
        return e;
    }
    return refuse_field(tx, S("file"), message_of(why), STR_NONE, STR_NONE);
}
