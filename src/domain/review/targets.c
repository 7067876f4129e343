/* targets.c: what a supplement request may be about, and the requests of a dossier in words. */
#include "domain/review/review.h"
#include "messages.h"

/* The pages of Mẫu 01 and Mẫu 02 on the producer's side, by their addresses. */
static const struct {
    Str id;
    int text;
} parts[] = {
    { S_INIT(""), M_REVIEW_TARGET_ALL },
    { S_INIT("don-vi"), M_REVIEW_TARGET_UNIT },
    { S_INIT("san-pham"), M_REVIEW_TARGET_PRODUCT },
    { S_INIT("qua-trinh"), M_REVIEW_TARGET_HISTORY },
    { S_INIT("ket-qua"), M_REVIEW_TARGET_RESULTS },
    { S_INIT("ke-hoach"), M_REVIEW_TARGET_PLAN },
};

static const struct {
    Str code;
    int text;
} papers[] = {
    { S_INIT("E01"), M_REVIEW_PAPER_1 },  { S_INIT("E02"), M_REVIEW_PAPER_2 },
    { S_INIT("E03"), M_REVIEW_PAPER_3 },  { S_INIT("E04"), M_REVIEW_PAPER_4 },
    { S_INIT("E05"), M_REVIEW_PAPER_5 },  { S_INIT("E06"), M_REVIEW_PAPER_6 },
    { S_INIT("E07"), M_REVIEW_PAPER_7 },  { S_INIT("E08"), M_REVIEW_PAPER_8 },
    { S_INIT("E09"), M_REVIEW_PAPER_9 },  { S_INIT("E10"), M_REVIEW_PAPER_10 },
    { S_INIT("E11"), M_REVIEW_PAPER_11 }, { S_INIT("E12"), M_REVIEW_PAPER_12 },
    { S_INIT("E13"), M_REVIEW_PAPER_13 }, { S_INIT("E14"), M_REVIEW_PAPER_14 },
    { S_INIT("E15"), M_REVIEW_PAPER_15 },
};

void review_targets_of(const struct view *w, const struct criteria_set *set,
                       struct review_targets *ret)
{
    size_t max = COUNT_OF(parts) + COUNT_OF(papers) + (size_t)set->n_items;
    *ret = (struct review_targets){ .v = NEW_N(w->arena, struct review_target, max) };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        ret->v[ret->n++] = (struct review_target){ parts[i].id, i18n_text(w->lang, parts[i].text) };
    }
    for (size_t i = 0; i < COUNT_OF(papers); i++) {
        ret->v[ret->n++] = (struct review_target){
            papers[i].code, i18n_fmt(w->arena, w->lang, M_REVIEW_TARGET_PAPER,
                                     i18n_text(w->lang, papers[i].text), STR_NONE, STR_NONE)
        };
    }
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        ret->v[ret->n++] =
            (struct review_target){ item->id, i18n_fmt(w->arena, w->lang, M_REVIEW_TARGET_ITEM,
                                                       item->code, item->title, STR_NONE) };
    }
}

Str review_target_text(const struct review_targets *t, Str id)
{
    for (size_t i = 0; i < t->n; i++) {
        if (str_eq(t->v[i].id, id)) {
            return t->v[i].text;
        }
    }
    return id;
}

struct view_field review_target_field(const struct view *w, const struct review_targets *t,
                                      Str name, Str chosen)
{
    struct view_field f = view_field(w, name, M_REVIEW_TARGET, M_NONE, chosen);
    f.options.v = NEW_N(w->arena, struct view_option, t->n);
    for (size_t i = 0; i < t->n; i++) {
        f.options.v[f.options.n++] = (struct view_option){ .value = t->v[i].id,
                                                           .text = t->v[i].text,
                                                           .chosen = str_eq(t->v[i].id, chosen) };
    }
    return f;
}

Err review_requests_of(struct tx *tx, const struct view *w, const struct dossier *d,
                       const struct review_targets *t, bool may_close, struct review_requests *ret)
{
    struct dossier_requests all;
    TRY(dossier_requests(tx, d->id, &all));
    *ret = (struct review_requests){ .v = NEW_N(w->arena, struct review_request, all.n + 1) };
    for (size_t i = 0; i < all.n; i++) {
        const struct dossier_request *r = &all.v[i];
        bool open = time_none(r->closed_at);
        ret->open += open ? 1 : 0;
        ret->v[ret->n++] = (struct review_request){
            .no = r->no,
            .about = review_target_text(t, r->target),
            .text = r->text,
            .answer = r->answer,
            .asked_at = r->asked_at,
            .answered_at = r->answered_at,
            .closed_at = r->closed_at,
            .version = d->version,
            .dossier = id_text(w->arena, d->id),
            .may_close = open && may_close,
        };
    }
    return OK;
}
