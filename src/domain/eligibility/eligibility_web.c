/* eligibility_web.c: the plan's conditions on one page: what the dossier shows, what the commune
 * says. */
#include "domain/eligibility/eligibility_web.h"

#include "domain/access/access.h"
#include "domain/eligibility/eligibility.views.h"

static Str words(const struct req *q, int key)
{
    return i18n_text(q->lang, key);
}

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

/* The producer sees his draft held against the rules; everybody else what was filed. */
static Err rules_of(struct req *q, struct eligibility_rules *ret)
{
    const struct dossier *d = dossier_of(q);
    struct dossier_content c = { 0 };
    if (id_eq(web_scope(q), d->producer)) {
        TRY(dossier_draft(q->tx, d, &c));
    } else if (!id_none(d->filed)) {
        struct dossier_frozen f;
        TRY(dossier_frozen(q->tx, d->filed, &f));
        c = f.content;
    } else {
        return E_NONE;
    }
    return eligibility_check(q->arena, &c, tx_today(q->tx), ret);
}

/* "Nguồn gốc nguyên liệu: hết hạn; ..." */
static Str missing_of(struct req *q, const struct eligibility_rule *r)
{
    Str all = S("");
    for (size_t i = 0; i < r->n_missing; i++) {
        Str of = r->missing[i], what = str_cut(&of, ':');
        int no = evidence_type_no(of);
        Str name = words(q, no > 0 ? evidence_type_name(no) : dossier_fact_message(of));
        int how = str_eq(what, S("over"))    ? M_ELIGIBILITY_OVER
                  : str_eq(what, S("paper")) ? M_ELIGIBILITY_NO_PAPER
                  : str_eq(what, S("has"))   ? M_ELIGIBILITY_HAS
                                             : M_ELIGIBILITY_NO_FACT;
        Str one = i18n_fmt(q->arena, q->lang, how, name, S(""), S(""));
        all = i == 0 ? one : str_fmt(q->arena, "%.*s; %.*s", STR_ARG(all), STR_ARG(one));
    }
    return all;
}

static int yes_message(enum eligibility_kind k)
{
    return k == ELIGIBLE_REFUSE ? M_ELIGIBILITY_MET : M_ELIGIBILITY_YES;
}

static int no_message(enum eligibility_kind k)
{
    return k == ELIGIBLE_REFUSE ? M_ELIGIBILITY_UNMET : M_ELIGIBILITY_NO;
}

static void add_form(struct req *q, const struct eligibility_rule *r, Str chosen,
                     struct eligibility_row *v)
{
    Str name = str_cat(q->arena, S("v."), r->code), note = str_cat(q->arena, S("n."), r->code);
    Str typed = web_form(q, name), words_typed = web_form(q, note);
    v->say =
        view_field(q->view, name, M_ELIGIBILITY_VERDICT, M_NONE, str_none(typed) ? chosen : typed);
    v->say.options.v = NEW_N(q->arena, struct view_option, 2);
    v->say.options.n = 2;
    for (int i = 0; i < 2; i++) {
        Str value = i == 0 ? S("1") : S("2");
        v->say.options.v[i] = (struct view_option){ .value = value,
                                                    .text = words(q, i == 0 ? yes_message(r->kind)
                                                                            : no_message(r->kind)),
                                                    .chosen = str_eq(value, v->say.value) };
    }
    v->words = view_field(q->view, note, M_ELIGIBILITY_NOTE, M_ELIGIBILITY_NOTE_HINT,
                          str_none(words_typed) ? or_empty(v->note) : words_typed);
}

static struct eligibility_row row_of(struct req *q, const struct eligibility_rule *r,
                                     const struct eligibility_findings *said)
{
    static const char *const tones[] = { "ask", "yes", "no" };
    const int shown[] = { M_ELIGIBILITY_ASK, yes_message(r->kind), no_message(r->kind) };
    struct eligibility_row v = { .code = r->code,
                                 .title = r->title,
                                 .why = r->why,
                                 .source = r->source,
                                 .shown = words(q, shown[r->shown]),
                                 .tone = str_c(tones[r->shown]),
                                 .missing = missing_of(q, r) };
    Str chosen = S("");
    for (size_t i = 0; i < said->n; i++) {
        const struct eligibility_finding *f = &said->v[i];
        if (str_eq(f->rule, r->code)) {
            bool yes = f->verdict == VERDICT_YES;
            v.said = true;
            v.verdict = words(q, yes ? yes_message(r->kind) : no_message(r->kind));
            v.note = f->note;
            v.who = f->who;
            v.at = f->at;
            chosen = yes ? S("1") : S("2");
        }
    }
    add_form(q, r, chosen, &v);
    return v;
}

static Err show(struct req *q)
{
    static const int titles[] = { M_ELIGIBILITY_REFUSE, M_ELIGIBILITY_PREFER, M_ELIGIBILITY_LIMIT };
    static const int texts[] = { M_ELIGIBILITY_REFUSE_TEXT, M_ELIGIBILITY_PREFER_TEXT,
                                 M_ELIGIBILITY_LIMIT_TEXT };
    struct eligibility_rules rules;
    struct eligibility_findings said;
    struct eligibility_page v = { .d = *dossier_of(q), .may = web_may(q, ELIGIBILITY_CONFIRM) };
    TRY(rules_of(q, &rules));
    TRY(eligibility_findings(q->tx, v.d.id, &said));
    Str at = web_may(q, COMMUNE_VIEW)    ? S("/xa/")
             : web_may(q, PROVINCE_VIEW) ? S("/tinh/")
                                         : S("/ho-so/");
    v.back = (Url){ str_cat(q->arena, at, id_text(q->arena, v.d.id)) };
    v.groups.v = NEW_N(q->arena, struct eligibility_group, ELIGIBLE_KINDS);
    for (int k = 0; k < ELIGIBLE_KINDS; k++) {
        struct eligibility_group *g = &v.groups.v[v.groups.n++];
        g->title = words(q, titles[k]);
        g->text = words(q, texts[k]);
        g->rows.v = NEW_N(q->arena, struct eligibility_row, rules.n + 1);
        for (size_t i = 0; i < rules.n; i++) {
            if ((int)rules.v[i].kind == k) {
                struct eligibility_row *r = &g->rows.v[g->rows.n++];
                *r = row_of(q, &rules.v[i], &said);
                v.open += !r->said;
            }
        }
    }
    eligibility_page_html(q->out, q->view, &v);
    return OK;
}

/* Saves what was said of each rule; a rule without a word stays open. */
static Err say(struct req *q)
{
    struct eligibility_rules rules;
    bool refused = false;
    TRY(web_form_check(q, "v.* n.*"));
    TRY(rules_of(q, &rules));
    for (size_t i = 0; i < rules.n; i++) {
        const struct eligibility_rule *r = &rules.v[i];
        Str typed = web_form(q, str_cat(q->arena, S("v."), r->code));
        Str note = or_empty(web_form(q, str_cat(q->arena, S("n."), r->code)));
        int64_t verdict;
        if (str_empty(typed)) {
            continue;
        }
        TRY(number_parse(typed, VERDICT_YES, VERDICT_NO, &verdict));
        Err e =
            eligibility_say(q->tx, dossier_of(q)->id, r, (enum eligibility_verdict)verdict, note);
        if (e != OK && e != E_REFUSED) {
            return e;
        }
        refused |= e == E_REFUSED;
    }
    if (refused) {
        return E_REFUSED;
    }
    web_flash(q, M_ELIGIBILITY_SAVED, STR_NONE);
    return web_see_other(q, S("/ho-so/"), dossier_of(q)->id, S("/dieu-kien"));
}

const struct route eligibility_routes[] = {
    { .method = HTTP_GET,
      .path = "/ho-so/:id/dieu-kien",
      .action = ELIGIBILITY_VIEW,
      .load = dossier_load,
      .run = show,
      .title = M_ELIGIBILITY_TITLE },
    { .method = HTTP_POST,
      .path = "/ho-so/:id/dieu-kien",
      .action = ELIGIBILITY_CONFIRM,
      .load = dossier_load,
      .run = say,
      .redisplay = show,
      .title = M_ELIGIBILITY_TITLE },
    { .run = NULL },
};
