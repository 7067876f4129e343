/* rescore_web.c: the member's page of criteria whose basis changed: a new score, or the word that
 * it stays. */
#include "domain/access/access.h"
#include "domain/council/council.views.h"
#include "domain/council/rescore.h"
#include "domain/council/sheet_page.h"
#include "domain/council/talk.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str keep_field(struct req *q, Str item)
{
    return str_cat(q->arena, S("k."), item);
}

/* "3 điểm – Từ 50% trở lên" */
static Str stands_words(struct req *q, const struct criteria_set *set, Str choice)
{
    struct criteria_ref ref;
    if (!criteria_lookup(set, choice, &ref) || ref.option < 0) {
        return i18n_text(q->lang, str_empty(choice) ? M_OFFLINE_NOT_YET : M_OFFLINE_ZERO);
    }
    const struct criteria_option *o =
        &set->item[ref.item].cases[ref.kase < 0 ? 0 : ref.kase].option[ref.option];
    return i18n_fmt(q->arena, q->lang, M_OFFLINE_LEVEL,
                    str_fmt(q->arena, "%lld", (long long)o->points), o->label, STR_NONE);
}

static Err stored_version(struct req *q, const struct council_case *k, int64_t *ret)
{
    struct score_answers answers;
    struct council_laters laters;
    if (k->sheet.state != SHEET_SUBMITTED) {
        *ret = k->sheet.version;
        return OK;
    }
    TRY(score_answers_of(q->tx, k->sheet.id, &answers));
    TRY(council_laters_of(q->tx, k->f.id, k->sheet.id, &answers, &laters));
    *ret = (int64_t)laters.n + 1;
    return OK;
}

static void add_row(const struct council_making *m, const struct council_answers_now *stored,
                    const struct rescore_open *o, struct council_rescore_rows *ret)
{
    struct req *q = m->q;
    Str item = m->set->item[o->item].id, keep = keep_field(q, item);
    struct council_rescore_row *r = &ret->v[ret->n++];
    r->criterion = council_criterion_of(m, o->item);
    r->why = council_basis_words(q, o->why);
    r->before = o->before_no;
    r->now = o->now_no;
    r->compare = council_compare_href(q, m->k->f.dossier, o->before_no, o->now_no);
    r->stands = stands_words(q, m->set, stored->choice[o->item]);
    r->keep = view_field(q->view, keep, M_NONE, M_NONE, web_form_flag(q, keep) ? S("1") : S(""));
    r->keep.label =
        i18n_fmt(q->arena, q->lang, M_RESCORE_KEEP, m->set->item[o->item].code, STR_NONE, STR_NONE);
}

Err council_show_rescore(struct req *q)
{
    struct council_making m;
    struct council_answers_now stored;
    struct rescore_opens opens;
    TRY(council_making_of(q, true, &m));
    const struct session_file *f = &m.k->f;
    struct council_rescore_page v = {
        .file = f->id, .filed = f->filed, .product = f->product_name, .producer = f->producer_name
    };
    TRY(stored_version(q, m.k, &v.version));
    TRY(council_version_said(q, f->id, &v.now));
    TRY(council_answers_stored(q, m.k, m.set, &stored));
    TRY(rescore_opens_of(q->tx, f->id, m.k->sheet.id, m.set, &opens));
    v.rows.v = NEW_N(q->arena, struct council_rescore_row, opens.n + 1);
    for (size_t i = 0; i < opens.n; i++) {
        add_row(&m, &stored, &opens.v[i], &v.rows);
    }
    q->view->title = i18n_fmt(q->arena, q->lang, M_RESCORE_OF, v.product, STR_NONE, STR_NONE);
    council_rescore_page_html(q->out, q->view, &v);
    return OK;
}

static void changes_of(struct req *q, const struct criteria_set *set,
                       const struct council_answers_now *now, struct sheet_changes *ret)
{
    ret->v = NEW_N(q->arena, struct sheet_change, CRITERIA_ITEMS_MAX + 1);
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        Str choice = web_form(q, council_choice_field(q, item));
        Str note = web_form(q, council_note_field(q, item));
        bool kept = web_form_flag(q, keep_field(q, item->id));
        if (str_none(choice) && str_none(note) && !kept) {
            continue;
        }
        ret->v[ret->n++] =
            (struct sheet_change){ .item = item->id,
                                   .choice = str_none(choice) ? now->choice[i] : choice,
                                   .note = str_none(note) ? now->note[i] : note,
                                   .reason = S(""),
                                   .kept = kept };
    }
}

Err council_do_rescore(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    const struct criteria_set *set;
    struct council_answers_now now;
    struct rescore_word w = { 0 };
    TRY(web_form_check(q, "version filed a.* n.* k.*"));
    if (number_parse(or_empty(web_form(q, S("version"))), 1, INT64_MAX, &w.version) != OK) {
        return E_INPUT;
    }
    w.filed = web_form_id(q, S("filed"));
    TRY(council_set_of(q, k->f.criteria, &set));
    TRY(council_answers_stored(q, k, set, &now));
    changes_of(q, set, &now, &w.changes);
    TRY(rescore_say(q->tx, &k->f, set, &w));
    web_flash(q, M_RESCORE_DONE, k->f.product_name);
    return web_see_other(q, S("/phieu/"), k->f.id, S(""));
}
