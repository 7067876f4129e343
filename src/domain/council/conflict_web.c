/* conflict_web.c: pages of conflicts of interest: the member's declaration, the chair's decision,
 * the council's setting. */
#include "domain/access/access.h"
#include "domain/council/conflict.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

/* ---- /phien/:id/cam-ket ---- */

static Str file_field(struct req *q, const char *prefix, Id file)
{
    return str_cat(q->arena, str_c(prefix), id_text(q->arena, file));
}

/* What was typed, else what the member said last time. */
static struct view_field interest_field(struct req *q, const char *name, int label, int hint,
                                        Str stored)
{
    Str typed = web_form_text(q, str_c(name));
    struct view_field f =
        view_field(q->view, str_c(name), label, hint, str_none(typed) ? or_empty(stored) : typed);
    f.optional = true;
    return f;
}

static struct view_field answer_field(struct req *q)
{
    Str now = or_empty(web_form(q, S("answer")));
    struct view_field f =
        view_field(q->view, S("answer"), M_COUNCIL_DECLARE_ANSWER, M_COUNCIL_DECLARE_HINT, now);
    f.options.v = NEW_N(q->arena, struct view_option, 2);
    f.options.v[f.options.n++] =
        (struct view_option){ .value = S("none"),
                              .text = i18n_text(q->lang, M_COUNCIL_DECLARE_NONE),
                              .chosen = str_eq(now, S("none")) };
    f.options.v[f.options.n++] =
        (struct view_option){ .value = S("some"),
                              .text = i18n_text(q->lang, M_COUNCIL_DECLARE_SOME),
                              .chosen = str_eq(now, S("some")) };
    return f;
}

static void add_rows(struct req *q, const struct conflict_files *files,
                     struct council_declare_page *v)
{
    v->rows.v = NEW_N(q->arena, struct council_declare_row, files->n + 1);
    for (size_t i = 0; i < files->n; i++) {
        const struct conflict_file *f = &files->v[i];
        struct council_declare_row *r = &v->rows.v[v->rows.n++];
        Str box = file_field(q, "c.", f->file), why = file_field(q, "r.", f->file);
        *r = (struct council_declare_row){
            .no = f->position, .product = f->product, .producer = f->producer, .place = f->place
        };
        r->conflict = view_field(q->view, box, M_COUNCIL_DECLARE_MARK, M_NONE,
                                 web_form_flag(q, box) ? S("1") : S(""));
        r->reason = view_field(q->view, why, M_COUNCIL_DECLARE_REASON, M_NONE,
                               or_empty(web_form_text(q, why)));
        r->reason.rows = 2;
    }
}

Err council_show_declare(struct req *q)
{
    const struct council_session *s = q->subject.row;
    struct conflict_files files;
    struct conflict_interest i = { S(""), S(""), S(""), S("") };
    bool found = false;
    TRY(conflict_undeclared(q->tx, s->id, q->actor.account, &files));
    TRY(conflict_interest_of(q->tx, s->id, q->actor.account, &found, &i));
    struct council_declare_page v = { .session = s->id, .name = s->name };
    v.answer = answer_field(q);
    v.employer = interest_field(q, "employer", M_COUNCIL_DECLARE_EMPLOYER, M_NONE, i.employer);
    v.tax_codes = interest_field(q, "tax_codes", M_COUNCIL_DECLARE_TAX, M_COUNCIL_DECLARE_TAX_HINT,
                                 i.tax_codes);
    v.home_place = interest_field(q, "home_place", M_COUNCIL_DECLARE_PLACE,
                                  M_COUNCIL_DECLARE_PLACE_HINT, i.home_place);
    v.home_address =
        interest_field(q, "home_address", M_COUNCIL_DECLARE_ADDRESS, M_NONE, i.home_address);
    add_rows(q, &files, &v);
    council_declare_page_html(q->out, q->view, &v);
    return OK;
}

Err council_do_declare(struct req *q)
{
    const struct council_session *s = q->subject.row;
    TRY(web_form_check(q, "answer employer tax_codes home_place home_address c.* r.*"));
    struct http_fields marks = web_form_all(q, S("c."));
    struct conflict_choice *v = NEW_N(q->arena, struct conflict_choice, marks.n + 1);
    for (size_t i = 0; i < marks.n; i++) {
        if (id_parse(str_skip(marks.v[i].name, 2), &v[i].file) != OK) {
            return E_INPUT;
        }
        v[i].conflict = web_form_flag(q, marks.v[i].name);
        v[i].reason = or_empty(web_form_text(q, file_field(q, "r.", v[i].file)));
    }
    struct conflict_declaration d = {
        .answer = or_empty(web_form(q, S("answer"))),
        .interest = { .employer = or_empty(web_form(q, S("employer"))),
                      .tax_codes = or_empty(web_form_text(q, S("tax_codes"))),
                      .home_place = or_empty(web_form(q, S("home_place"))),
                      .home_address = or_empty(web_form(q, S("home_address"))) },
        .n = marks.n,
        .v = v,
    };
    int64_t held = 0;
    TRY(conflict_declare(q->tx, s, &d, &held));
    web_flash(q, held > 0 ? M_COUNCIL_DECLARED_HELD : M_COUNCIL_DECLARED,
              str_fmt(q->arena, "%lld", (long long)held));
    return web_see_other(q, S("/phien/"), s->id, S(""));
}

/* ---- /phien/:id/xung-dot ---- */

static const struct {
    int64_t kind;
    int why, box;
} kinds_of[CONFLICT_KINDS] = {
    { CONFLICT_TAX, M_COUNCIL_HIT_TAX, M_COUNCIL_KIND_TAX },
    { CONFLICT_ADDRESS, M_COUNCIL_HIT_ADDRESS, M_COUNCIL_KIND_ADDRESS },
    { CONFLICT_FAMILY_PLACE, M_COUNCIL_HIT_FAMILY, M_COUNCIL_KIND_FAMILY },
    { CONFLICT_EMPLOYER, M_COUNCIL_HIT_EMPLOYER, M_COUNCIL_KIND_EMPLOYER },
    { CONFLICT_HELPED, M_COUNCIL_HIT_HELPED, M_COUNCIL_KIND_HELPED },
};

static struct council_texts why_of(struct req *q, int64_t kinds)
{
    struct council_texts t = { 0, NEW_N(q->arena, struct council_text, CONFLICT_KINDS) };
    for (size_t i = 0; i < CONFLICT_KINDS; i++) {
        if ((kinds & kinds_of[i].kind) != 0) {
            t.v[t.n++] = (struct council_text){ i18n_text(q->lang, kinds_of[i].why) };
        }
    }
    return t;
}

Err council_show_hits(struct req *q)
{
    const struct council_session *s = q->subject.row;
    struct conflict_hits hits;
    TRY(conflict_to_decide(q->tx, s->id, q->actor.account, &hits));
    struct council_hits_page v = { .session = s->id, .name = s->name };
    struct view_field reason = view_field(q->view, S("reason"), M_COUNCIL_HIT_WORDS, M_NONE, S(""));
    Id tried = web_form_id(q, S("hit"));
    v.hits.v = NEW_N(q->arena, struct council_hit_row, hits.n + 1);
    for (size_t i = 0; i < hits.n; i++) {
        const struct conflict_hit *h = &hits.v[i];
        bool mine = id_eq(h->id, tried);
        v.hits.v[v.hits.n++] = (struct council_hit_row){
            .id = h->id,
            .name = h->name,
            .product = h->product,
            .producer = h->producer,
            .reason_id = mine ? S("reason") : file_field(q, "reason-", h->id),
            .error = mine ? or_empty(reason.error) : S(""),
            .typed = mine ? or_empty(web_form_text(q, S("reason"))) : S(""),
            .why = why_of(q, h->kinds),
        };
    }
    council_hits_page_html(q->out, q->view, &v);
    return OK;
}

Err council_do_hit(struct req *q)
{
    const struct council_session *s = q->subject.row;
    TRY(web_form_check(q, "hit decision reason"));
    Str decision = or_empty(web_form(q, S("decision")));
    bool accept = str_eq(decision, S("accept"));
    if (!accept && !str_eq(decision, S("reject"))) {
        return E_INPUT;
    }
    TRY(conflict_decide(q->tx, s->id, web_form_id(q, S("hit")), accept,
                        str_trim(or_empty(web_form_text(q, S("reason"))))));
    web_flash(q, accept ? M_COUNCIL_HIT_DONE_ACCEPTED : M_COUNCIL_HIT_DONE_REJECTED, STR_NONE);
    return web_see_other(q, S("/phien/"), s->id, S("/xung-dot"));
}

/* ---- the council's setting ---- */

struct view_checks council_kind_boxes(struct req *q, int64_t kinds)
{
    struct view_checks boxes = { 0, NEW_N(q->arena, struct view_field, CONFLICT_KINDS) };
    for (size_t i = 0; i < CONFLICT_KINDS; i++) {
        boxes.v[boxes.n++] =
            view_field(q->view, str_fmt(q->arena, "kind.%lld", (long long)kinds_of[i].kind),
                       kinds_of[i].box, M_NONE, (kinds & kinds_of[i].kind) != 0 ? S("1") : S(""));
    }
    return boxes;
}

Err council_do_kinds(struct req *q)
{
    const struct council *c = q->subject.row;
    int64_t kinds = 0;
    TRY(web_form_check(q, "kind.1 kind.2 kind.4 kind.8 kind.16"));
    for (size_t i = 0; i < CONFLICT_KINDS; i++) {
        bool on = web_form_flag(q, str_fmt(q->arena, "kind.%lld", (long long)kinds_of[i].kind));
        kinds |= on ? kinds_of[i].kind : 0;
    }
    TRY(conflict_set_kinds(q->tx, c->id, kinds));
    web_flash(q, M_COUNCIL_KINDS_SAVED, STR_NONE);
    return web_see_other(q, S("/hoi-dong/"), c->id, S(""));
}
