/* ask_web.c: the secretary's page of a supplement: asking the producer for more, calling it off,
 * and putting on the table what was handed in. */
#include "domain/access/access.h"
#include "domain/calendar/calendar.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "domain/council/rescore.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str name(struct req *q, const char *what, int64_t no)
{
    return str_fmt(q->arena, "%s.%lld", what, (long long)no);
}

/* ---- words ---- */

Str council_basis_words(struct req *q, int64_t why)
{
    static const struct {
        int64_t bit;
        int key;
    } of[] = { { BASIS_PAPERS, M_RESCORE_WHY_PAPERS },
               { BASIS_SELF, M_RESCORE_WHY_SELF },
               { BASIS_COMMUNE, M_RESCORE_WHY_COMMUNE },
               { BASIS_OTHER, M_RESCORE_WHY_OTHER } };
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT);
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        if ((why & of[i].bit) != 0) {
            out_raw(o, o->n > 0 ? S("; ") : S(""));
            out_raw(o, i18n_text(q->lang, of[i].key));
        }
    }
    return out_dup(q->arena, o);
}

Str council_item_words(struct req *q, const struct criteria_set *set, int item)
{
    return str_fmt(q->arena, "%.*s %.*s", STR_ARG(set->item[item].code),
                   STR_ARG(set->item[item].title));
}

Url council_compare_href(struct req *q, Id dossier, int64_t before, int64_t now)
{
    return council_href(q, "/ho-so/", dossier,
                        str_cstr(q->arena, str_fmt(q->arena, "/so-sanh/%lld/%lld",
                                                   (long long)before, (long long)now)));
}

Err council_version_said(struct req *q, Id file, struct council_file_version *ret)
{
    struct file_version v;
    TRY(file_version_of(q->tx, file, &v));
    *ret = (struct council_file_version){ v.no, council_hex(q->arena, v.hash) };
    return OK;
}

/* ---- the page ---- */

static void add_changes(struct req *q, const struct criteria_set *set, const struct rescore_next *n,
                        struct council_ask_page *v)
{
    bool *found = NEW_N(q->arena, bool, CRITERIA_ITEMS_MAX);
    v->changes.v = NEW_N(q->arena, struct council_basis_row, n->changes.n + 1);
    for (size_t i = 0; i < n->changes.n; i++) {
        const struct dossier_basis_change *c = &n->changes.v[i];
        found[c->item] = true;
        v->changes.v[v->changes.n++] =
            (struct council_basis_row){ council_item_words(q, set, c->item),
                                        council_basis_words(q, c->why) };
    }
    v->more.v = NEW_N(q->arena, struct view_field, (size_t)set->n_items + 1);
    for (int i = 0; i < set->n_items; i++) {
        if (!found[i]) {
            Str field = str_cat(q->arena, S("i."), set->item[i].id);
            struct view_field f = view_field(q->view, field, M_NONE, M_NONE,
                                             web_form_flag(q, field) ? S("1") : S(""));
            f.label = council_item_words(q, set, i);
            v->more.v[v->more.n++] = f;
        }
    }
}

static Err add_laids(struct req *q, const struct session_file *f, const struct criteria_set *set,
                     struct council_laid_rows *ret)
{
    struct file_laids laids;
    struct file_laid_items items;
    struct criteria_ref ref;
    TRY(file_laids(q->tx, f->id, &laids));
    TRY(file_laid_items(q->tx, f->id, &items));
    ret->v = NEW_N(q->arena, struct council_laid_row, laids.n + 1);
    for (size_t i = 0; i < laids.n; i++) {
        const struct file_laid *l = &laids.v[i];
        struct council_laid_row *r = &ret->v[ret->n++];
        *r = (struct council_laid_row){
            .no = l->filed_no,
            .before = l->before_no,
            .who = l->who,
            .at = l->at,
            .compare = council_compare_href(q, f->dossier, l->before_no, l->filed_no),
        };
        r->items.v = NEW_N(q->arena, struct council_basis_row, items.n + 1);
        for (size_t k = 0; k < items.n; k++) {
            if (id_eq(items.v[k].laid, l->id) && criteria_lookup(set, items.v[k].item, &ref)) {
                r->items.v[r->items.n++] =
                    (struct council_basis_row){ council_item_words(q, set, ref.item),
                                                council_basis_words(q, items.v[k].why) };
            }
        }
    }
    return OK;
}

/* Nothing is chosen beforehand: the whole dossier would be open. */
static struct view_field target_field(struct req *q, const struct review_targets *t, Str field)
{
    Str chosen = web_form(q, field);
    struct view_field f =
        review_target_field(q->view, t, field, str_none(chosen) ? S("?") : chosen);
    struct view_options all = { .v = NEW_N(q->arena, struct view_option, f.options.n + 1) };
    all.v[all.n++] = (struct view_option){ .value = S("?"),
                                           .text = i18n_text(q->lang, M_RESCORE_CHOOSE_TARGET),
                                           .chosen = str_none(chosen) || str_eq(chosen, S("?")) };
    for (size_t i = 0; i < f.options.n; i++) {
        all.v[all.n++] = f.options.v[i];
    }
    f.options = all;
    return f;
}

static Err add_asks(struct req *q, const struct review_targets *t, int64_t days,
                    struct council_ask_page *v)
{
    Date until = DATE_NONE;
    TRY(calendar_add_working_days(q->tx, tx_today(q->tx), days, &until));
    v->asks.v = NEW_N(q->arena, struct council_ask_line, RESCORE_ASKS);
    for (int64_t no = 1; no <= RESCORE_ASKS; no++) {
        struct council_ask_line *a = &v->asks.v[v->asks.n++];
        Str target = name(q, "target", no), text = name(q, "text", no);
        a->no = no;
        a->target = target_field(q, t, target);
        a->text = view_field(q->view, text, M_COMMUNE_REQUEST_TEXT, M_NONE,
                             or_empty(web_form_text(q, text)));
        a->text.rows = 3;
        a->text.optional = no > 1;
    }
    Str typed = web_form(q, S("until"));
    struct out *day CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(day, until);
    v->until = view_field(q->view, S("until"), M_RESCORE_UNTIL, M_COUNCIL_DATE_HINT,
                          str_none(typed) ? out_dup(q->arena, day) : typed);
    v->until.width = S("10");
    return OK;
}

static Err add_round(struct req *q, const struct dossier *d, struct council_ask_page *v)
{
    struct dossier_ask k;
    struct review_due due;
    bool found = false;
    TRY(dossier_ask_now(q->tx, d, &found, &v->asked, &k));
    if (!found) {
        return OK;
    }
    v->lapsed = !v->asked && time_none(k.ended_at);
    v->ask_until = k.until_day;
    v->asked_by = k.who;
    v->asked_at = k.at;
    TRY(review_due_of(q->tx, q->view, v->asked ? k.until_day : DATE_NONE, &due));
    v->ask_left = or_empty(due.left);
    return OK;
}

Err council_show_ask(struct req *q)
{
    const struct session_file *f = &council_case_of(q)->f;
    const struct criteria_set *set;
    struct dossier d;
    struct rescore_next next;
    struct review_targets targets;
    struct ask_rule rule;
    struct council_ask_page v = { .session = f->session,
                                  .file = f->id,
                                  .product = f->product_name,
                                  .producer = f->producer_name };
    TRY(council_set_of(q, f->criteria, &set));
    TRY(dossier_get(q->tx, f->dossier, &d));
    TRY(ask_rule_of(q->tx, f->council, &rule));
    TRY(council_version_said(q, f->id, &v.now));
    TRY(rescore_next_of(q->tx, f, set, &next));
    TRY(add_round(q, &d, &v));
    v.waits = next.there;
    v.may_ask = rule.may_ask;
    if (v.waits) {
        v.next_id = next.next.id;
        v.next_at = next.next.submitted_at;
        v.next =
            (struct council_file_version){ next.next.no, council_hex(q->arena, next.next.hash) };
        v.compare = council_compare_href(q, f->dossier, next.now.no, next.next.no);
        add_changes(q, set, &next, &v);
    }
    review_targets_of(q->view, set, &targets);
    TRY(add_asks(q, &targets, rule.days, &v));
    TRY(review_requests_of(q->tx, q->view, &d, &targets, false, &v.requests));
    TRY(add_laids(q, f, set, &v.laids));
    q->view->title =
        i18n_fmt(q->arena, q->lang, M_RESCORE_ASK_TITLE, v.product, STR_NONE, STR_NONE);
    council_ask_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- what the secretary does ---- */

static Err back(struct req *q, int flash)
{
    const struct session_file *f = &council_case_of(q)->f;
    web_flash(q, flash, STR_NONE);
    return web_redirect(q, 303, council_file_href(q, f->session, f->id, "/bo-sung").s);
}

Err council_do_ask_more(struct req *q)
{
    const struct session_file *f = &council_case_of(q)->f;
    const struct criteria_set *set;
    struct review_targets targets;
    struct commune_ask ask[RESCORE_ASKS];
    size_t n = 0;
    Date until = DATE_NONE;
    TRY(web_form_check(q, "target.1 target.2 target.3 text.1 text.2 text.3 until"));
    TRY(council_set_of(q, f->criteria, &set));
    review_targets_of(q->view, set, &targets);
    for (int64_t no = 1; no <= RESCORE_ASKS; no++) {
        Str text = or_empty(web_form_text(q, name(q, "text", no)));
        Str target = web_form(q, name(q, "target", no));
        if (text.n > 0) { /* a line left blank is no request */
            ask[n++] = (struct commune_ask){ .target = str_none(target) ? S("?") : target,
                                             .text = text,
                                             .target_field = name(q, "target", no),
                                             .text_field = name(q, "text", no) };
        }
    }
    Str day = or_empty(web_form(q, S("until")));
    if (date_parse_vi(day, &until) != OK && date_parse_iso(day, &until) != OK) {
        until = DATE_NONE;
    }
    TRY(rescore_ask(q->tx, f, &targets, until, n, ask));
    return back(q, M_RESCORE_ASKED_DONE);
}

Err council_do_call_off(struct req *q)
{
    TRY(web_form_check(q, ""));
    TRY(rescore_call_off(q->tx, &council_case_of(q)->f));
    return back(q, M_RESCORE_CALLED_OFF);
}

Err council_do_lay(struct req *q)
{
    const struct session_file *f = &council_case_of(q)->f;
    const struct criteria_set *set;
    TRY(web_form_check(q, "filed i.*"));
    TRY(council_set_of(q, f->criteria, &set));
    struct http_fields more = web_form_all(q, S("i."));
    Str *items = NEW_N(q->arena, Str, more.n + 1);
    for (size_t i = 0; i < more.n; i++) {
        items[i] = str_skip(more.v[i].name, 2);
    }
    TRY(rescore_lay(q->tx, f, set, web_form_id(q, S("filed")), more.n, items));
    return back(q, M_RESCORE_LAID);
}

/* ---- the council's setting ---- */

Err council_do_ask_rule(struct req *q)
{
    const struct council *c = q->subject.row;
    int64_t days = 0;
    TRY(web_form_check(q, "may_ask ask_days"));
    if (number_parse(or_empty(web_form(q, S("ask_days"))), 1, RESCORE_DAYS_MAX, &days) != OK) {
        days = 0;
    }
    TRY(rescore_set_rule(q->tx, c->id, web_form_flag(q, S("may_ask")), days));
    web_flash(q, M_RESCORE_RULE_SAVED, STR_NONE);
    return web_see_other(q, S("/hoi-dong/"), c->id, S(""));
}
