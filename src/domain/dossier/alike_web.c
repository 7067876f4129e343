/* alike_web.c: the producer's products that are like the one of this dossier, and what an officer
 * says of each. */
#include "domain/access/access.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/pages.h"
#include "domain/duplicate/duplicate.h"

/* What the reader may know of the product: the producer his draft, offices what was filed. */
static Err text_of(struct req *q, const struct dossier *d, bool own, struct duplicate_text *ret)
{
    struct dossier_content c = { 0 };
    if (own) {
        TRY(dossier_draft(q->tx, d, &c));
    } else if (!id_none(d->filed)) {
        struct dossier_frozen f;
        TRY(dossier_frozen(q->tx, d->filed, &f));
        c = f.content;
    } else {
        return E_NONE;
    }
    *ret = (struct duplicate_text){ { [ALIKE_NAME] = c.product.name,
                                      [ALIKE_MATERIAL] = dossier_fact(&c.facts, S("material")),
                                      [ALIKE_PROCESS] = dossier_fact(&c.facts, S("technology")),
                                      [ALIKE_PACKING] = dossier_fact(&c.facts, S("packing")) } };
    return OK;
}

Err dossier_alike_of(struct req *q, const struct dossier *d, struct duplicate_hits *ret)
{
    struct duplicate_text is;
    bool own = dossier_is_own(q, d);
    TRY(text_of(q, d, own, &is));
    return duplicate_find(q->tx, d->producer, d->product, &is, own, ret);
}

static struct dossier_alike_rows rows_of(struct req *q, const struct duplicate_text *is,
                                         const struct duplicate_hit *h)
{
    struct dossier_alike_rows r = { .v = NEW_N(q->arena, struct dossier_alike_row, ALIKE_FIELDS) };
    const Str other[ALIKE_FIELDS] = { [ALIKE_NAME] = h->product.name,
                                      [ALIKE_MATERIAL] = h->product.material,
                                      [ALIKE_PROCESS] = h->product.technology,
                                      [ALIKE_PACKING] = h->product.packing };
    for (int i = 0; i < ALIKE_FIELDS; i++) {
        int64_t n = h->like.field[i];
        Str how = n < 0 ? dossier_words(q, M_DUPLICATE_EMPTY)
                  : n == ALIKE_SAME
                      ? dossier_words(q, M_DUPLICATE_SAME_TEXT)
                      : dossier_words1(q, M_DUPLICATE_PERCENT, view_arg_int(q->view, n / 10));
        r.v[r.n++] = (struct dossier_alike_row){ dossier_words(q, duplicate_field_message(
                                                                      (enum duplicate_field)i)),
                                                 is->field[i], other[i], how, n >= ALIKE_FIELD };
    }
    return r;
}

static struct dossier_alike alike_of(struct req *q, const struct duplicate_text *is,
                                     const struct duplicate_hit *h)
{
    Str id = id_text(q->arena, h->product.id);
    Str typed = web_form(q, S("other"));
    bool mine = !str_none(typed) && str_eq(typed, id);
    Str same = mine ? web_form(q, S("same")) : STR_NONE;
    Str reason = mine ? web_form(q, S("reason")) : STR_NONE;
    struct dossier_alike v = { .id = h->product.id,
                               .name = h->product.name,
                               .score = h->like.score / 10,
                               .rows = rows_of(q, is, h),
                               .decided = h->decided,
                               .same = h->decided && h->last.same,
                               .may = web_may(q, DUPLICATE_DECIDE) };
    if (h->decided) {
        v.reason = h->last.reason;
        v.who = h->last.who;
        v.at = h->last.at;
    }
    v.say =
        view_field(q->view, S("same"), M_DUPLICATE_DECISION, M_NONE, str_none(same) ? S("") : same);
    v.say.id = str_fmt(q->arena, "same-%.*s", STR_ARG(id));
    v.say.options.v = NEW_N(q->arena, struct view_option, 2);
    v.say.options.n = 2;
    v.say.options.v[0] = (struct view_option){ .value = S("0"),
                                               .text = dossier_words(q, M_DUPLICATE_IS_OTHER),
                                               .chosen = str_eq(v.say.value, S("0")) };
    v.say.options.v[1] = (struct view_option){ .value = S("1"),
                                               .text = dossier_words(q, M_DUPLICATE_IS_SAME),
                                               .chosen = str_eq(v.say.value, S("1")) };
    v.why = view_field(q->view, S("reason"), M_DUPLICATE_REASON, M_DUPLICATE_REASON_HINT,
                       str_none(reason) ? S("") : reason);
    v.why.id = str_fmt(q->arena, "reason-%.*s", STR_ARG(id));
    if (!mine) {
        v.say.error = v.why.error = STR_NONE;
    }
    return v;
}

Err dossier_show_alike(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct duplicate_hits hits;
    struct duplicate_text is;
    TRY(text_of(q, d, dossier_is_own(q, d), &is));
    TRY(dossier_alike_of(q, d, &hits));
    struct dossier_alike_page v = { .d = *d, .own = dossier_is_own(q, d) };
    v.back = (Url){ web_may(q, COMMUNE_VIEW)    ? S("/xa/")
                    : web_may(q, PROVINCE_VIEW) ? S("/tinh/")
                                                : S("/ho-so/") };
    v.back.s = str_cat(q->arena, v.back.s, id_text(q->arena, d->id));
    v.hits.v = NEW_N(q->arena, struct dossier_alike, hits.n + 1);
    for (size_t i = 0; i < hits.n; i++) {
        v.hits.v[v.hits.n++] = alike_of(q, &is, &hits.v[i]);
    }
    dossier_alike_page_html(q->out, q->view, &v);
    return OK;
}

Err dossier_do_alike(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct duplicate_hits hits;
    int64_t same;
    TRY(web_form_check(q, "other same reason"));
    Id other = web_form_id(q, S("other"));
    TRY(dossier_alike_of(q, d, &hits));
    size_t i = 0;
    while (i < hits.n && !id_eq(hits.v[i].product.id, other)) {
        i++;
    }
    if (i == hits.n) {
        return E_NONE; /* not alike, or not this producer's */
    }
    Str said = web_form(q, S("same")), reason = web_form_text(q, S("reason"));
    if (str_none(said) || number_parse(said, 0, 1, &same) != OK) {
        return refuse_field(q->tx, S("same"), M_DUPLICATE_CHOOSE, STR_NONE, STR_NONE);
    }
    TRY(duplicate_say(q->tx, d->id, d->product, other, same == 1,
                      str_none(reason) ? S("") : reason));
    web_flash(q, M_DUPLICATE_SAID, STR_NONE);
    return web_see_other(q, S("/ho-so/"), d->id, S("/trung-lap"));
}
