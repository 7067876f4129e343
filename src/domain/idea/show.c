/* show.c: one idea: what it says, its steps, and what the reader may do. */
#include "domain/access/access.h"
#include "domain/idea/idea.views.h"
#include "domain/idea/idea_web.h"
#include "domain/idea/pages.h"
#include "domain/program/program.h"
#include "messages.h"

static Str words(const struct req *q, int key)
{
    return i18n_text(q->lang, key);
}

/* ---- loading ---- */

Err idea_load_new(struct req *q)
{
    for (size_t i = 0; i < q->actor.n_roles; i++) {
        struct access_subject s = { .owner = q->actor.role[i].scope };
        if (web_may_on(q, IDEA_CREATE, &s)) {
            q->subject = s;
            return OK;
        }
    }
    return OK;
}

Err idea_load(struct req *q)
{
    Id id = web_path_id(q, 0);
    if (id_none(id)) {
        return E_NONE;
    }
    struct idea *i = NEW(q->arena, struct idea);
    TRY(idea_get(q->tx, id, i));
    q->subject = (struct access_subject){ .id = i->id,
                                          .owner = i->producer,
                                          .place = i->place,
                                          .author = i->created_by,
                                          .state = (int)i->state,
                                          .row = i };
    return OK;
}

const struct idea *idea_of(const struct req *q)
{
    BUG_UNLESS(q->subject.row != NULL);
    return q->subject.row;
}

/* ---- showing ---- */

static int opinion_message(int64_t opinion)
{
    return opinion == IDEA_FOR ? M_IDEA_FOR : opinion == IDEA_AGAINST ? M_IDEA_AGAINST : M_NONE;
}

static Err steps_of(struct req *q, const struct idea *i, struct idea_step_lines *ret)
{
    struct idea_moveds all;
    TRY(idea_moves(q->tx, i->id, &all));
    ret->v = NEW_N(q->arena, struct idea_step_line, all.n + 1);
    for (size_t k = 0; k < all.n; k++) {
        const struct idea_moved *m = &all.v[k];
        ret->v[ret->n++] = (struct idea_step_line){
            .what = words(q, idea_state_message((int)m->to_state)),
            .who = m->who,
            .note = m->note,
            .at = m->at,
            .late = !date_none(m->due) && date_cmp(date_of(m->at), m->due) > 0,
        };
    }
    return OK;
}

static void add_forms(struct req *q, struct idea_page *v)
{
    Str reason = web_form_text(q, S("reason")), said = web_form(q, S("opinion"));
    int label = v->may_withdraw ? M_IDEA_REASON_WITHDRAW : M_IDEA_REASON;
    v->reason =
        view_field(q->view, S("reason"), label, v->may_withdraw ? M_NONE : M_IDEA_REASON_HINT,
                   str_none(reason) ? S("") : reason);
    v->reason.rows = 4;
    v->say =
        view_field(q->view, S("opinion"), M_IDEA_OPINION, M_NONE, str_none(said) ? S("") : said);
    v->say.options.v = NEW_N(q->arena, struct view_option, 2);
    for (int k = IDEA_FOR; k <= IDEA_AGAINST; k++) {
        Str value = str_fmt(q->arena, "%d", k);
        v->say.options.v[v->say.options.n++] =
            (struct view_option){ .value = value,
                                  .text = words(q, opinion_message(k)),
                                  .chosen = str_eq(value, v->say.value) };
    }
}

static Url back_of(struct req *q)
{
    bool commune = web_may_ever(q, IDEA_COMMUNE_LIST),
         officer = web_may_ever(q, IDEA_PROVINCE_LIST);
    return (Url){ commune ? S("/xa/y-tuong") : officer ? S("/tinh/y-tuong") : S("/y-tuong") };
}

Err idea_show_one(struct req *q)
{
    if (web_may(q, IDEA_EDIT)) {
        return idea_show_draft(q);
    }
    struct idea_page v = { .i = *idea_of(q),
                           .may_open = web_may(q, IDEA_OPEN),
                           .may_withdraw = web_may(q, IDEA_WITHDRAW),
                           .may_say = web_may(q, IDEA_OPINION),
                           .may_decide = web_may(q, IDEA_SELECT),
                           .back = back_of(q) };
    Str sent = web_form_raw(q, S("version"));
    v.stale = !str_none(sent) && !str_eq(sent, str_fmt(q->arena, "%lld", (long long)v.i.version));
    v.year = str_fmt(q->arena, "%lld", (long long)v.i.year);
    v.is_open = !id_none(v.i.dossier);
    v.state = words(q, idea_state_message((int)v.i.state));
    v.kind = words(q, idea_kind_message(v.i.product));
    v.opinion = v.i.opinion == IDEA_NO_OPINION ? S("") : words(q, opinion_message(v.i.opinion));
    TRY(idea_set_name(q, v.i.set_no, &v.set));
    TRY(review_due_of(q->tx, q->view, v.i.due, &v.due));
    TRY(steps_of(q, &v.i, &v.steps));
    add_forms(q, &v);
    q->view->title = v.i.name;
    idea_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- steps ---- */

static Err reason_of(struct req *q, const char *allowed, int64_t *ret_version, Str *ret)
{
    TRY(web_form_check(q, allowed));
    TRY(idea_version_of(q, ret_version));
    Str s = web_form_text(q, S("reason"));
    *ret = str_none(s) ? S("") : s;
    return OK;
}

static Err done(struct req *q, int key)
{
    web_flash(q, key, STR_NONE);
    return web_see_other(q, S("/y-tuong/"), idea_of(q)->id, S(""));
}

Err idea_do_withdraw(struct req *q)
{
    int64_t version;
    Str reason;
    TRY(reason_of(q, "reason", &version, &reason));
    TRY(idea_withdraw(q->tx, idea_of(q), version, reason));
    return done(q, M_IDEA_WITHDRAWN);
}

Err idea_do_say(struct req *q)
{
    int64_t version, said = IDEA_NO_OPINION;
    Str reason;
    TRY(reason_of(q, "reason opinion", &version, &reason));
    Str typed = web_form(q, S("opinion"));
    if (!str_empty(typed)) {
        TRY(number_parse(typed, IDEA_FOR, IDEA_AGAINST, &said));
    }
    TRY(idea_say(q->tx, idea_of(q), version, (enum idea_opinion)said, reason));
    return done(q, M_IDEA_SAID);
}

static Err decide(struct req *q, int key)
{
    int64_t version;
    Str reason;
    TRY(reason_of(q, "reason", &version, &reason));
    TRY(idea_decide(q->tx, idea_of(q), version, reason));
    return done(q, key);
}

Err idea_do_select(struct req *q)
{
    return decide(q, M_IDEA_DONE_SELECT);
}

Err idea_do_decline(struct req *q)
{
    return decide(q, M_IDEA_DONE_DECLINE);
}

Err idea_do_open(struct req *q)
{
    int64_t version;
    Id dossier;
    struct program *p = web_app(q);
    TRY(web_form_check(q, ""));
    TRY(idea_version_of(q, &version));
    if (id_none(idea_of(q)->dossier) && version != idea_of(q)->version) {
        return E_STALE;
    }
    TRY(idea_open(q->tx, idea_of(q), p->criteria, &dossier));
    web_flash(q, M_IDEA_DOSSIER_OPEN, STR_NONE);
    return web_see_other(q, S("/ho-so/"), dossier, S(""));
}

#define AT "/y-tuong/:id"
/* clang-format off */
const struct route idea_routes[] = {
    { HTTP_GET,  "/y-tuong",     IDEA_LIST,   NULL,          idea_show_own, NULL,          M_IDEA_MINE, 0 },
    { HTTP_GET,  "/y-tuong/moi", IDEA_CREATE, idea_load_new, idea_show_new, NULL,          M_IDEA_NEW, 0 },
    { HTTP_POST, "/y-tuong/moi", IDEA_CREATE, idea_load_new, idea_do_new,   idea_show_new, M_IDEA_NEW, 0 },
    { HTTP_GET,  "/xa/y-tuong",  IDEA_COMMUNE_LIST, NULL, idea_show_commune, NULL, M_IDEA_COMMUNE, 0 },
    { HTTP_GET,  "/tinh/y-tuong", IDEA_PROVINCE_LIST, NULL, idea_show_province, NULL, M_IDEA_PROVINCE, 0 },
    { HTTP_GET,  "/tinh/y-tuong/danh-sach", IDEA_PLAN, NULL, idea_show_plan, NULL, M_IDEA_PLAN_TITLE, 0 },
    { HTTP_GET,  "/tinh/y-tuong/danh-sach.csv", IDEA_PLAN, NULL, idea_send_csv, NULL, M_IDEA_PLAN_TITLE, WEB_RAW },
    { HTTP_GET,  "/tinh/y-tuong/danh-sach.xlsx", IDEA_PLAN, NULL, idea_send_xlsx, NULL, M_IDEA_PLAN_TITLE, WEB_RAW },
    { HTTP_GET,  AT, IDEA_VIEW, idea_load, idea_show_one, NULL, M_IDEA_ONE, 0 },
    { HTTP_POST, AT, IDEA_EDIT, idea_load, idea_do_save, idea_show_one, M_IDEA_ONE, 0 },
    { HTTP_POST, AT "/gui", IDEA_SEND, idea_load, idea_do_send, idea_show_one, M_IDEA_ONE, 0 },
    { HTTP_POST, AT "/rut", IDEA_WITHDRAW, idea_load, idea_do_withdraw, idea_show_one, M_IDEA_ONE, 0 },
    { HTTP_POST, AT "/y-kien", IDEA_OPINION, idea_load, idea_do_say, idea_show_one, M_IDEA_ONE, 0 },
    { HTTP_POST, AT "/chon", IDEA_SELECT, idea_load, idea_do_select, idea_show_one, M_IDEA_ONE, 0 },
    { HTTP_POST, AT "/khong-chon", IDEA_DECLINE, idea_load, idea_do_decline, idea_show_one, M_IDEA_ONE, 0 },
    { HTTP_POST, AT "/ho-so", IDEA_OPEN, idea_load, idea_do_open, idea_show_one, M_IDEA_ONE, 0 },
    { .run = NULL },
};
/* clang-format on */
