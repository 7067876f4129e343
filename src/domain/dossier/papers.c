/* papers.c: which papers of Mẫu 02 apply to whom and why (data/criteria/papers.csv), and attaching
 * them. */
#include "domain/dossier/ask.h"
#include "domain/dossier/inside.h"
#include "messages.h"
#include "platform/base/embedded.h"
#include "platform/json/json.h"
#include "platform/sheet/sheet.h"

enum { COL_TYPE, COL_KINDS, COL_SETS, COL_NEED, COL_WHY, COL_SOURCE, COMMON_MAX = 1024 * 1024 };

/* ---- the table ---- */

static Err data_file(const char *path, Str *ret)
{
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), str_c(path))) {
            *ret = embedded_text(&data_files[i]);
            return OK;
        }
    }
    return fault(E_BUG, "data/%s is missing", path);
}

/* "1-5 7": is n one of them? */
static Err in_ranges(Str ranges, int64_t n, bool *ret)
{
    *ret = false;
    while (ranges.n > 0) {
        Str word = str_cut(&ranges, ' ');
        Str low = str_cut(&word, '-');
        int64_t from, to;
        TRY(number_parse(low, 1, 99, &from));
        TRY(number_parse(word.n > 0 ? word : low, from, 99, &to));
        *ret |= n >= from && n <= to;
    }
    return OK;
}

static Err paper_title(const json_t *common, struct arena *a, Str type, Str *ret)
{
    const json_t *types = json_object_get(common, "evidence_types");
    for (size_t i = 0; i < json_array_size(types); i++) {
        const json_t *t = json_array_get(types, i);
        if (str_eq(json_str(t, "code"), type)) {
            *ret = str_dup(a, json_str(t, "vi"));
            return OK;
        }
    }
    return E_NONE;
}

static Err read_common(json_t **ret)
{
    Str text;
    int line;
    TRY(data_file("criteria/common.json", &text));
    return json_read(text, COMMON_MAX, ret, &line) == OK
               ? OK
               : fault(E_BUG, "data/criteria/common.json cannot be read");
}

Err dossier_paper_title(struct arena *a, Str type, Str *ret)
{
    json_t *common CLEANUP(json_cleanup) = NULL;
    TRY(read_common(&common));
    return paper_title(common, a, type, ret);
}

static Err row_applies(const struct sheet *t, int row, int64_t kind, int64_t set, bool *ret)
{
    bool for_kind, for_set;
    TRY(in_ranges(sheet_at(t, row, COL_KINDS)->text, kind, &for_kind));
    TRY(in_ranges(sheet_at(t, row, COL_SETS)->text, set, &for_set));
    *ret = for_kind && for_set;
    return OK;
}

static Err read_rows(struct arena *a, const struct sheet *t, const json_t *common, int64_t kind,
                     int64_t set, struct dossier_papers *ret)
{
    ret->v = NEW_N(a, struct dossier_paper, (size_t)t->rows);
    for (int row = 1; row < t->rows; row++) {
        Str type = sheet_at(t, row, COL_TYPE)->text, need = sheet_at(t, row, COL_NEED)->text;
        bool applies;
        TRY(row_applies(t, row, kind, set, &applies));
        bool known = ret->n > 0 && str_eq(ret->v[ret->n - 1].type, type);
        if (!str_eq(need, S("must")) && !str_eq(need, S("should"))) {
            return E_INPUT;
        }
        if (!applies || known) {
            continue; /* the first row that fits counts */
        }
        struct dossier_paper *p = &ret->v[ret->n++];
        *p = (struct dossier_paper){ .type = type,
                                     .why = sheet_at(t, row, COL_WHY)->text,
                                     .source = sheet_at(t, row, COL_SOURCE)->text,
                                     .must = str_eq(need, S("must")) };
        TRY(paper_title(common, a, type, &p->title));
    }
    return OK;
}

Err dossier_papers_for(struct arena *a, int64_t producer_kind, int64_t set_no,
                       struct dossier_papers *ret)
{
    json_t *common CLEANUP(json_cleanup) = NULL;
    Str csv;
    struct workbook w;
    enum sheet_why why;
    *ret = (struct dossier_papers){ 0 };
    TRY(read_common(&common));
    TRY(data_file("criteria/papers.csv", &csv));
    if (sheet_read_csv(a, csv, &w, &why) != OK ||
        read_rows(a, &w.v[0], common, producer_kind, set_no, ret) != OK) {
        return fault(E_BUG, "data/criteria/papers.csv cannot be read");
    }
    return OK;
}

/* ---- status ---- */

const struct dossier_skip *dossier_skip_of(const struct dossier_content *c, Str type)
{
    for (size_t i = 0; i < c->skips.n; i++) {
        if (str_eq(c->skips.v[i].type, type)) {
            return &c->skips.v[i];
        }
    }
    return NULL;
}

enum dossier_status dossier_paper_status(const struct dossier_content *c,
                                         const struct dossier_paper *p, Date today)
{
    bool some = false, lapsed = false;
    for (size_t i = 0; i < c->links.n; i++) {
        const struct dossier_link *l = &c->links.v[i];
        if (str_eq(l->target, p->type)) {
            some = true;
            lapsed |= !date_none(l->expires) && date_cmp(l->expires, today) < 0;
        }
    }
    if (lapsed) {
        return TASK_MEND;
    }
    return some || dossier_skip_of(c, p->type) != NULL ? TASK_DONE : TASK_TODO;
}

/* ---- attaching ---- */

static bool is_paper_type(Str s)
{
    int64_t n;
    return s.n == 3 && s.p[0] == 'E' &&
           number_parse(str_skip(s, s.p[1] == '0' ? 2 : 1), 1, 15, &n) == OK;
}

static bool is_item(const struct criteria_set *set, Str s)
{
    struct criteria_ref ref;
    return criteria_lookup(set, s, &ref) && ref.kase < 0 && ref.option < 0;
}

bool dossier_target_known(const struct criteria_set *set, Str target)
{
    return is_paper_type(target) || is_item(set, target);
}

Err dossier_attach(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                   const struct dossier_link *link)
{
    struct evidence e;
    if (!dossier_target_known(set, link->target)) {
        return E_NONE;
    }
    TRY(dossier_may_change(tx, d, STR_NONE, link->target));
    TRY(evidence_get(tx, link->evidence, &e));
    if (!id_eq(e.producer, d->producer) || e.removed) {
        return E_NONE;
    }
    if (link->page_from < 1 || link->page_to < link->page_from || link->page_to > e.pages) {
        return refuse_field(tx, STR_NONE, M_DOSSIER_PAGES_WRONG, e.title,
                            str_fmt(tx_arena(tx), "%lld", (long long)e.pages));
    }
    TRY(dossier_link_put(tx, d->id, link->target, e.id, link->page_from, link->page_to));
    if (is_paper_type(link->target)) {
        TRY(dossier_carry_mark_cut(tx, d->id, link->target));
    }
    return tx_note(tx, S("dossier.paper-attached"), d->id);
}

Err dossier_detach(struct tx *tx, const struct dossier *d, Str target, Id evidence)
{
    TRY(dossier_may_change(tx, d, STR_NONE, target));
    TRY(dossier_link_cut(tx, d->id, target, evidence));
    return tx_note(tx, S("dossier.paper-detached"), d->id);
}

Err dossier_skip_paper(struct tx *tx, const struct dossier *d, Str type, Str reason)
{
    if (!is_paper_type(type)) {
        return E_NONE;
    }
    if (utf8_length(reason) > LIMIT_LINE) {
        return refuse_field(tx, S("reason"), M_DOSSIER_BAD_LONG, STR_NONE, STR_NONE);
    }
    TRY(dossier_may_change(tx, d, S("reason"), type));
    if (str_empty(reason)) {
        TRY(dossier_skip_cut(tx, d->id, type));
    } else {
        TRY(dossier_skip_put(tx, d->id, type, reason));
    }
    TRY(dossier_carry_mark_cut(tx, d->id, type));
    return tx_note(tx, S("dossier.paper-skipped"), d->id);
}
