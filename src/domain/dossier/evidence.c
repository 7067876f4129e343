/* evidence.c: the rules of a producer's library of papers. No HTTP, no HTML. */
#include "domain/dossier/evidence.h"
#include "platform/i18n/i18n.h"

static const int64_t QUOTA_DEFAULT = INT64_C(2) * 1024 * 1024 * 1024;

static const struct {
    Str code;
    int name, hint;
} types[EVIDENCE_TYPES + 1] = {
    { S_INIT(""), M_NONE, M_NONE },
    { S_INIT("E01"), M_EVIDENCE_E01, M_EVIDENCE_E01_HINT },
    { S_INIT("E02"), M_EVIDENCE_E02, M_EVIDENCE_E02_HINT },
    { S_INIT("E03"), M_EVIDENCE_E03, M_EVIDENCE_E03_HINT },
    { S_INIT("E04"), M_EVIDENCE_E04, M_EVIDENCE_E04_HINT },
    { S_INIT("E05"), M_EVIDENCE_E05, M_EVIDENCE_E05_HINT },
    { S_INIT("E06"), M_EVIDENCE_E06, M_EVIDENCE_E06_HINT },
    { S_INIT("E07"), M_EVIDENCE_E07, M_EVIDENCE_E07_HINT },
    { S_INIT("E08"), M_EVIDENCE_E08, M_EVIDENCE_E08_HINT },
    { S_INIT("E09"), M_EVIDENCE_E09, M_EVIDENCE_E09_HINT },
    { S_INIT("E10"), M_EVIDENCE_E10, M_EVIDENCE_E10_HINT },
    { S_INIT("E11"), M_EVIDENCE_E11, M_EVIDENCE_E11_HINT },
    { S_INIT("E12"), M_EVIDENCE_E12, M_EVIDENCE_E12_HINT },
    { S_INIT("E13"), M_EVIDENCE_E13, M_EVIDENCE_E13_HINT },
    { S_INIT("E14"), M_EVIDENCE_E14, M_EVIDENCE_E14_HINT },
    { S_INIT("E15"), M_EVIDENCE_E15, M_EVIDENCE_E15_HINT },
};

Str evidence_type_code(int no)
{
    BUG_UNLESS(no >= 1 && no <= EVIDENCE_TYPES);
    return types[no].code;
}

int evidence_type_no(Str code)
{
    for (int i = 1; i <= EVIDENCE_TYPES; i++) {
        if (str_eq(types[i].code, code)) {
            return i;
        }
    }
    return 0;
}

int evidence_type_name(int no)
{
    BUG_UNLESS(no >= 1 && no <= EVIDENCE_TYPES);
    return types[no].name;
}

int evidence_type_hint(int no)
{
    BUG_UNLESS(no >= 1 && no <= EVIDENCE_TYPES);
    return types[no].hint;
}

int evidence_why_message(enum storage_why why)
{
    switch (why) {
    case STORAGE_OK:
        return M_NONE;
    case STORAGE_EMPTY:
        return M_EVIDENCE_FILE_EMPTY;
    case STORAGE_TOO_LARGE:
        return M_EVIDENCE_FILE_TOO_LARGE;
    case STORAGE_WRONG_TYPE:
        return M_EVIDENCE_FILE_WRONG_TYPE;
    case STORAGE_CUT_OFF:
        return M_EVIDENCE_FILE_CUT_OFF;
    case STORAGE_ENCRYPTED:
        return M_EVIDENCE_FILE_ENCRYPTED;
    case STORAGE_TOO_MANY_PIXELS:
        return M_EVIDENCE_FILE_PIXELS;
    }
    return M_EVIDENCE_FILE_WRONG_TYPE;
}

enum evidence_validity evidence_validity(Date expires, Date today)
{
    if (date_none(expires)) {
        return EVIDENCE_NO_END;
    }
    if (date_cmp(expires, today) < 0) {
        return EVIDENCE_OVER;
    }
    Date near = date_add_days(today, EVIDENCE_SOON_DAYS);
    return date_cmp(expires, near) <= 0 ? EVIDENCE_SOON : EVIDENCE_GOOD;
}

/* ---- checks: all reasons at once ---- */

static Err check_line(struct tx *tx, Str field, Str value)
{
    return utf8_length(value) <= LIMIT_LINE
               ? OK
               : refuse_field(tx, field, M_EVIDENCE_FIELD_LONG,
                              str_fmt(tx_arena(tx), "%d", LIMIT_LINE), STR_NONE);
}

Err evidence_check(struct tx *tx, Str type, const struct evidence_fields *f)
{
    Err e = OK;
    if (evidence_type_no(type) == 0) {
        e = refuse_field(tx, S("type"), M_EVIDENCE_TYPE_NEEDED, STR_NONE, STR_NONE);
    }
    Err long_title = check_line(tx, S("title"), f->title);
    Err long_issuer = check_line(tx, S("issuer"), f->issuer);
    Err long_number = check_line(tx, S("number"), f->number);
    if (!date_none(f->issued) && date_cmp(f->issued, tx_today(tx)) > 0) {
        e = refuse_field(tx, S("issued"), M_EVIDENCE_ISSUED_FUTURE, STR_NONE, STR_NONE);
    }
    if (!date_none(f->issued) && !date_none(f->expires) && date_cmp(f->expires, f->issued) < 0) {
        e = refuse_field(tx, S("expires"), M_EVIDENCE_EXPIRES_FIRST, STR_NONE, STR_NONE);
    }
    TRY(long_title);
    TRY(long_issuer);
    TRY(long_number);
    return e;
}

Err evidence_quota(struct tx *tx, int64_t *ret)
{
    return setting_int(tx, S("evidence.quota_bytes"), QUOTA_DEFAULT, ret);
}

static Err check_file(struct tx *tx, const struct evidence_new *n)
{
    struct evidence_sum sum;
    int64_t quota, total;
    if ((EVIDENCE_KINDS & 1 << n->file.kind) == 0) {
        return refuse_field(tx, S("file"), M_EVIDENCE_FILE_WRONG_TYPE, n->file_name, STR_NONE);
    }
    TRY(evidence_total(tx, n->producer, &sum));
    TRY(evidence_quota(tx, &quota));
    TRY(number_add(sum.bytes, n->file.size, &total));
    return total <= quota
               ? OK
               : refuse_field(tx, S("file"), M_EVIDENCE_QUOTA,
                              str_fmt(tx_arena(tx), "%lld", (long long)(quota / (1024 * 1024))),
                              STR_NONE);
}

/* ---- the library ---- */

static Str or_none(Str s)
{
    return str_empty(s) ? STR_NONE : s;
}

static Str title_or_type(Str title, Str type)
{
    /* Papers are named in Vietnamese whatever language the page was in: the dossier prints them. */
    return str_empty(title) ? i18n_text(LANG_VI, evidence_type_name(evidence_type_no(type)))
                            : title;
}

Err evidence_add(struct tx *tx, const struct evidence_new *n, Id *ret, bool *ret_was_there)
{
    struct evidence_ref there;
    bool found = false;
    TRY(evidence_same(tx, n->producer, n->file.original, &found, &there));
    if (ret_was_there != NULL) {
        *ret_was_there = found;
    }
    if (found) {
        *ret = there.id;
        return tx_note(tx, S("evidence.again"), there.id);
    }
    Err fields = evidence_check(tx, n->type, &n->fields);
    Err file = check_file(tx, n);
    TRY(fields);
    TRY(file);
    Id id = tx_new_id(tx);
    const struct evidence_fields *f = &n->fields;
    TRY(evidence_insert(tx, id, n->producer, n->type, title_or_type(f->title, n->type),
                        or_none(f->issuer), or_none(f->number), f->issued, f->expires, n->file.hash,
                        n->file.original, str_empty(n->file_name) ? n->type : n->file_name,
                        n->file.kind, n->file.size, n->file.pages, tx_account(tx), tx_now(tx)));
    *ret = id;
    return tx_note(tx, S("evidence.added"), id);
}

Err evidence_change(struct tx *tx, const struct evidence *e, int64_t version, Str type,
                    const struct evidence_fields *f)
{
    TRY(evidence_check(tx, type, f));
    TRY(evidence_update(tx, e->id, version, type, title_or_type(f->title, type), or_none(f->issuer),
                        or_none(f->number), f->issued, f->expires));
    return tx_note(tx, S("evidence.changed"), e->id);
}

Err evidence_drop(struct tx *tx, const struct evidence *e, int64_t version)
{
    TRY(evidence_remove(tx, e->id, version));
    return tx_note(tx, S("evidence.removed"), e->id);
}

bool evidence_is_merged(const struct evidence *e)
{
    return e->kind == STORAGE_PDF && !hash_eq(e->file, e->original);
}

Str evidence_file_name(struct arena *a, const struct evidence *e)
{
    Str stem = e->file_name;
    for (size_t i = stem.n; i-- > 1;) {
        if (stem.p[i] == '.' && stem.n - i <= 6) {
            stem = str_sub(stem, 0, i);
            break;
        }
    }
    Str ending = e->kind == STORAGE_PDF   ? S(".pdf")
                 : e->kind == STORAGE_PNG ? S(".png")
                                          : S(".jpg");
    return str_cat(a, stem, ending);
}
