/* todo.c: what waits for the signed-in person, by every role held. */
#include "domain/access/access.h"
#include "domain/commune/commune.h"
#include "domain/council/council.h"
#include "domain/place/place.h"
#include "domain/province/province.h"
#include "domain/province/follow.h"
#include "domain/recognition/recognition.h"
#include "domain/regime/regime.h"
#include "domain/idea/idea.h"
#include "domain/reminder/inside.h"
#include "messages.h"

enum { FAILED_SHOWN = 1 };

/* ---- cards ---- */

struct list {
    struct req *q;
    struct reminder_cards *to;
};

static Str say(struct list *l, int key, Str a0, Str a1)
{
    return i18n_fmt(l->q->arena, l->q->lang, key, a0, a1, STR_NONE);
}

static Str number(struct list *l, int64_t n)
{
    return view_arg_int(l->q->view, n);
}

static Str day(struct list *l, Date d)
{
    return view_arg_date(l->q->view, d);
}

static void card(struct list *l, Str title, Str text, Str href, bool late)
{
    struct reminder_cards *c = l->to;
    c->v = arena_grow(l->q->arena, c->v, c->n, &c->cap, sizeof *c->v);
    size_t at = c->n++;
    for (; late && at > 0 && !c->v[at - 1].late; at--) { /* late ones stand first, in their order */
        c->v[at] = c->v[at - 1];
    }
    c->v[at] = (struct reminder_card){ title, text, href, late };
}

static Str path(struct list *l, const char *prefix, Id id)
{
    return str_cat(l->q->arena, str_c(prefix), id_text(l->q->arena, id));
}

static void lines(struct list *l, const struct reminder_lines *all, const char *prefix)
{
    static const int titles[] = { M_NONE, M_REMINDER_NEAR, M_REMINDER_LATE, M_REMINDER_LAW };
    for (size_t i = 0; i < all->n; i++) {
        const struct reminder_line *x = &all->v[i];
        card(l, say(l, titles[x->kind], x->product, STR_NONE),
             say(l, M_REMINDER_LAST_DAY, day(l, x->due), STR_NONE), path(l, prefix, x->dossier),
             x->kind != REMINDER_NEAR);
    }
}

static Err lines_of_ideas(struct list *l, int state, Id place)
{
    struct reminder_idea_lines all;
    TRY(reminder_ideas_at(l->q->tx, state, place, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct reminder_idea_line *x = &all.v[i];
        bool late = x->kind == REMINDER_LATE;
        card(l, say(l, late ? M_REMINDER_IDEA_LATE : M_REMINDER_IDEA_NEAR, x->name, STR_NONE),
             say(l, M_REMINDER_LAST_DAY, day(l, x->due), STR_NONE), path(l, "/y-tuong/", x->idea),
             late);
    }
    return OK;
}

/* One card, late when one of them is: late_text says how many, or nothing. */
static void some(struct list *l, int key, int64_t n, int late_text, int64_t late, const char *href)
{
    if (n > 0) {
        card(l, say(l, key, number(l, n), STR_NONE),
             late > 0 ? say(l, late_text, number(l, late), STR_NONE) : S(""), str_c(href),
             late > 0);
    }
}

/* "5 hồ sơ chờ xử lý" */
static void waiting(struct list *l, int key, int64_t n, int64_t late, const char *href)
{
    some(l, key, n, M_REMINDER_LATE_N, late, href);
}

/* ---- roles ---- */

static Err ending(struct list *l, Id producer)
{
    const struct regime *r;
    struct reminder_ends all;
    Date today = tx_today(l->q->tx);
    int64_t soon = 0;
    TRY(regime_today(l->q->tx, &r));
    TRY(recognition_soon_days(l->q->tx, &soon));
    TRY(reminder_ending(l->q->tx, producer, today, date_add_days(today, (int)soon), &all));
    for (size_t i = 0; i < all.n; i++) {
        struct regime_window w;
        const struct reminder_end *x = &all.v[i];
        TRY(regime_window(l->q->tx, r, x->until_day, &w));
        Date close = date_none(w.close) ? date_add_days(x->until_day, -1) : w.close;
        bool late = date_cmp(today, close) > 0;
        card(l, say(l, M_REMINDER_ENDING, x->name, day(l, date_add_days(x->until_day, -1))),
             late ? say(l, M_REMINDER_WINDOW_PAST, day(l, close), STR_NONE)
                  : say(l, M_REMINDER_WINDOW, day(l, w.open), day(l, close)),
             S("/ho-so/moi"), late);
    }
    return OK;
}

static Err of_producer(struct list *l, Id producer)
{
    struct reminder_askeds asked;
    struct reminder_backs back;
    struct reminder_n drafts;
    TRY(reminder_requests(l->q->tx, producer, &asked));
    TRY(reminder_returned(l->q->tx, producer, &back));
    TRY(reminder_drafts(l->q->tx, producer, &drafts));
    for (size_t i = 0; i < asked.n; i++) {
        card(l, say(l, M_REMINDER_ANSWER, asked.v[i].product, STR_NONE),
             say(l, M_REMINDER_ANSWER_N, number(l, asked.v[i].open), STR_NONE),
             path(l, "/ho-so/", asked.v[i].dossier), false);
    }
    for (size_t i = 0; i < back.n; i++) {
        card(l, say(l, M_REMINDER_HAND_IN, back.v[i].product, STR_NONE),
             i18n_text(l->q->lang, M_REMINDER_HAND_IN_TEXT), path(l, "/ho-so/", back.v[i].dossier),
             false);
    }
    TRY(ending(l, producer));
    waiting(l, M_REMINDER_DRAFTS, drafts.n, 0, "/ho-so");
    return OK;
}

static Err of_ideas(struct list *l, Id producer)
{
    struct idea_n n;
    TRY(idea_unopened(l->q->tx, producer, &n));
    waiting(l, M_REMINDER_IDEAS_OPEN, n.n, 0, "/y-tuong");
    return OK;
}

static Err of_ideas_here(struct list *l, Id place)
{
    struct idea_wait w;
    TRY(idea_waiting(l->q->tx, IDEA_AT_COMMUNE, place, tx_today(l->q->tx), &w));
    TRY(lines_of_ideas(l, IDEA_AT_COMMUNE, place));
    some(l, M_REMINDER_IDEAS_COMMUNE, w.n, M_REMINDER_IDEAS_LATE_N, w.late, "/xa/y-tuong");
    return OK;
}

/* Said to whoever stands above: which offices are late with ideas. */
static Err ideas_below(struct list *l)
{
    struct reminder_communes below;
    TRY(reminder_ideas_of_communes(l->q->tx, &below));
    for (size_t i = 0; i < below.n; i++) {
        Str name =
            str_fmt(l->q->arena, "%.*s %.*s", STR_ARG(below.v[i].kind), STR_ARG(below.v[i].name));
        card(l, say(l, M_REMINDER_IDEAS_BELOW, number(l, below.v[i].n), name),
             i18n_text(l->q->lang, M_REMINDER_BELOW_TEXT), S("/tinh/y-tuong"), true);
    }
    return OK;
}

static Err ideas_of_province(struct list *l)
{
    struct reminder_n n;
    TRY(reminder_ideas_late(l->q->tx, &n));
    if (n.n > 0) {
        card(l, say(l, M_REMINDER_IDEAS_ABOVE, number(l, n.n), STR_NONE),
             i18n_text(l->q->lang, M_REMINDER_IDEAS_ABOVE_TEXT), S("/tinh/y-tuong/danh-sach"),
             true);
    }
    return OK;
}

static Err of_ideas_above(struct list *l, Id scope)
{
    struct idea_wait w;
    (void)scope;
    TRY(idea_waiting(l->q->tx, IDEA_AT_PROVINCE, ID_NONE, tx_today(l->q->tx), &w));
    TRY(lines_of_ideas(l, IDEA_AT_PROVINCE, ID_NONE));
    TRY(ideas_below(l));
    some(l, M_REMINDER_IDEAS_PROVINCE, w.n, M_REMINDER_IDEAS_LATE_N, w.late, "/tinh/y-tuong");
    return OK;
}

static Err of_commune(struct list *l, Id place)
{
    struct reminder_lines near;
    int64_t n = 0, late = 0;
    TRY(commune_waiting(l->q->tx, place, &n, &late));
    TRY(reminder_at_place(l->q->tx, place, LEVEL_OWN, &near));
    lines(l, &near, "/xa/");
    waiting(l, M_REMINDER_COMMUNE, n, late, "/xa");
    return OK;
}

static Err of_communes(struct list *l, Id district, const char *href)
{
    struct reminder_communes below;
    TRY(reminder_of_communes(l->q->tx, district, &below));
    for (size_t i = 0; i < below.n; i++) {
        Str name =
            str_fmt(l->q->arena, "%.*s %.*s", STR_ARG(below.v[i].kind), STR_ARG(below.v[i].name));
        card(l, say(l, M_REMINDER_BELOW, number(l, below.v[i].n), name),
             i18n_text(l->q->lang, M_REMINDER_BELOW_TEXT), str_c(href), true);
    }
    return OK;
}

static Err of_province(struct list *l, Id scope)
{
    struct reminder_lines near;
    struct follow_n lost;
    int64_t n = 0, late = 0;
    (void)scope;
    TRY(province_waiting(l->q->tx, ID_NONE, &n, &late));
    TRY(reminder_at_province(l->q->tx, LEVEL_OWN, &near));
    lines(l, &near, "/tinh/");
    TRY(of_communes(l, ID_NONE, "/tinh"));
    TRY(follow_left_count(l->q->tx, tx_today(l->q->tx), &lost));
    waiting(l, M_REMINDER_FOLLOW, lost.n, 0, "/tinh/dia-ban");
    waiting(l, M_REMINDER_PROVINCE, n, late, "/tinh");
    return OK;
}

static Err district_stands(struct list *l, Id district, bool *ret)
{
    struct place_n n;
    TRY(place_stands(l->q->tx, district, tx_today(l->q->tx), &n));
    *ret = n.n > 0;
    return OK;
}

static Err of_district(struct list *l, Id district)
{
    struct reminder_lines near;
    int64_t n = 0, late = 0;
    bool stands = false;
    TRY(district_stands(l, district, &stands));
    if (!stands) {
        return OK;
    }
    TRY(province_waiting(l->q->tx, district, &n, &late));
    TRY(reminder_at_district(l->q->tx, district, LEVEL_OWN, &near));
    lines(l, &near, "/huyen/");
    TRY(of_communes(l, district, "/huyen"));
    waiting(l, M_REMINDER_PROVINCE, n, late, "/huyen");
    return OK;
}

static Err of_leader(struct list *l, Id scope)
{
    struct reminder_n n;
    struct reminder_lines above;
    bool stands = true, province = id_none(scope);
    if (!province) { /* the leader of a district */
        TRY(district_stands(l, scope, &stands));
        TRY(reminder_at_district(l->q->tx, scope, LEVEL_ABOVE, &above));
    } else {
        TRY(reminder_at_province(l->q->tx, LEVEL_ABOVE, &above));
    }
    if (!stands) {
        return OK;
    }
    TRY(reminder_decisions(l->q->tx, l->q->actor.account,
                           province ? DOSSIER_SCORED : DOSSIER_DISTRICT_SCORED, scope, &n));
    lines(l, &above, province ? "/tinh/" : "/huyen/");
    if (province) {
        TRY(ideas_of_province(l));
    }
    waiting(l, M_REMINDER_DECISIONS, n.n, 0, "/cong-nhan");
    return OK;
}

static Err of_member(struct list *l, Id scope)
{
    int64_t n = 0;
    (void)scope;
    TRY(council_waiting(l->q->tx, l->q->actor.account, &n));
    waiting(l, M_REMINDER_SHEETS, n, 0, "/hoi-dong");
    return OK;
}

static Err of_adviser(struct list *l, Id scope)
{
    struct advice_n n;
    (void)scope;
    TRY(advice_waiting(l->q->tx, l->q->actor.account, &n));
    waiting(l, M_ADVICE_WAITING, n.n, 0, "/tu-van");
    return OK;
}

static Err of_secretary(struct list *l, Id scope)
{
    struct reminder_sessions all;
    (void)scope;
    TRY(reminder_files(l->q->tx, l->q->actor.account, tx_today(l->q->tx), &all));
    for (size_t i = 0; i < all.n; i++) {
        card(l, say(l, M_REMINDER_FILES, number(l, all.v[i].open), all.v[i].name),
             say(l, M_REMINDER_HELD, day(l, all.v[i].held_on), STR_NONE),
             path(l, "/phien/", all.v[i].session), false);
    }
    return OK;
}

static Err of_admin(struct list *l, Id scope)
{
    struct jobs_state s;
    struct jobs_faileds failed;
    (void)scope;
    TRY(jobs_state(l->q->tx, &s));
    if (s.failed > 0) {
        TRY(jobs_failed(l->q->tx, FAILED_SHOWN, &failed));
        card(l, say(l, M_REMINDER_JOBS, number(l, s.failed), STR_NONE),
             say(l, M_REMINDER_JOBS_TEXT, number(l, failed.v[0].kind), failed.v[0].error),
             S("/ban-lam-viec"), true);
    }
    return OK;
}

/* Whoever may do this has this to look at; through the scope of the role that lets them. */
static const struct {
    int action;
    Err (*of)(struct list *l, Id scope);
} hands[] = {
    { DOSSIER_LIST, of_producer },   { COMMUNE_LIST, of_commune },
    { PROVINCE_LIST, of_province },  { RECOGNITION_DECIDE, of_leader },
    { SHEET_SCORE, of_member },      { FILE_CLOSE, of_secretary },
    { IDEA_LIST, of_ideas },         { IDEA_OPINION, of_ideas_here },
    { IDEA_SELECT, of_ideas_above }, { AUDIT_VIEW, of_admin },
    { ADVICE_LIST, of_adviser },     { DISTRICT_LIST, of_district },
};

Err reminder_todo(struct req *q, struct reminder_cards *ret)
{
    *ret = (struct reminder_cards){ 0 };
    struct list l = { q, ret };
    for (size_t i = 0; i < COUNT_OF(hands); i++) {
        const struct access_role *role = NULL;
        if (access_ever(&access_policy, &q->actor, hands[i].action, &role)) {
            TRY(hands[i].of(&l, role == NULL ? ID_NONE : role->scope));
        }
    }
    return OK;
}
