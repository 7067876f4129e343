/* seat_web.c: /hoi-dong/:id/uy-quyen: who stands in for whom, recording a delegation, ending it. */
#include "domain/council/seat.h"
#include "domain/access/access.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str day(struct req *q, Date d)
{
    struct out *o CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(o, d);
    return out_dup(q->arena, o);
}

/* ---- said on other pages ---- */

Err council_seat_words(struct req *q, Id council, const struct council_actor *me, Str *ret)
{
    struct seat_delegations all;
    *ret = S("");
    if (!me->substitute && !me->seat.away) {
        return OK;
    }
    TRY(seat_delegations(q->tx, council, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct seat_delegation *g = &all.v[i];
        bool mine = me->substitute ? id_eq(g->id, me->seat.delegation)
                                   : id_eq(g->member, me->seat.account) &&
                                         seat_stage_of(g, tx_today(q->tx)) == SEAT_LASTING;
        if (mine) {
            *ret = me->substitute ? i18n_fmt(q->arena, q->lang, M_SEAT_YOU_STAND_IN, g->member_name,
                                             g->paper_no, day(q, g->until_day))
                                  : i18n_fmt(q->arena, q->lang, M_SEAT_YOU_ARE_AWAY,
                                             g->substitute_name, day(q, g->until_day), STR_NONE);
        }
    }
    return OK;
}

/* ---- the list ---- */

static void say_stage(struct council_delegation_row *r, enum seat_stage stage)
{
    r->stage = stage == SEAT_LASTING  ? M_SEAT_STAGE_LASTING
               : stage == SEAT_COMING ? M_SEAT_STAGE_COMING
               : stage == SEAT_OVER   ? M_SEAT_STAGE_OVER
                                      : M_SEAT_STAGE_ENDED;
    r->stage_class = stage == SEAT_LASTING  ? S("in")
                     : stage == SEAT_COMING ? S("started")
                                            : S("closed");
}

static Err add_delegations(struct req *q, struct council_seats_page *v)
{
    struct seat_delegations all;
    Id tried = web_form_id(q, S("delegation"));
    struct view_field end =
        view_field(q->view, S("ended_reason"), M_SEAT_END_REASON, M_NONE, S(""));
    TRY(seat_delegations(q->tx, v->council, &all));
    v->rows.v = NEW_N(q->arena, struct council_delegation_row, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct seat_delegation *g = &all.v[i];
        enum seat_stage stage = seat_stage_of(g, tx_today(q->tx));
        struct council_delegation_row *r = &v->rows.v[v->rows.n++];
        bool mine = id_eq(g->id, tried);
        *r = (struct council_delegation_row){
            .id = g->id,
            .member = g->member_name,
            .position = i18n_text(q->lang, council_position_message(g->position)),
            .substitute = g->substitute_name,
            .paper_no = g->paper_no,
            .reason = g->reason,
            .ended_reason = or_empty(g->ended_reason),
            .paper_date = g->paper_date,
            .from_day = g->from_day,
            .until_day = g->until_day,
            .presides = g->presides,
            .may_end = v->manages && (stage == SEAT_LASTING || stage == SEAT_COMING),
            .field_id = mine ? S("ended_reason")
                             : str_cat(q->arena, S("ended_reason-"), id_text(q->arena, g->id)),
            .error = mine ? or_empty(end.error) : S(""),
            .typed = mine ? or_empty(web_form_text(q, S("ended_reason"))) : S(""),
        };
        say_stage(r, stage);
    }
    return OK;
}

/* ---- the form ---- */

static void add_option(struct view_field *f, Str value, Str text)
{
    f->options.v[f->options.n++] =
        (struct view_option){ .value = value, .text = text, .chosen = str_eq(value, f->value) };
}

static Err add_people(struct req *q, struct council_seats_page *v)
{
    struct council_seats seats;
    struct council_candidates all;
    TRY(council_seats_of(q->tx, v->council, &seats));
    TRY(council_candidates(q->tx, ROLE_PRODUCER, &all));
    v->member =
        view_field(q->view, S("member"), M_SEAT_MEMBER, M_NONE, or_empty(web_form(q, S("member"))));
    v->member.options.v = NEW_N(q->arena, struct view_option, seats.n + 1);
    add_option(&v->member, S(""), i18n_text(q->lang, M_SEAT_MEMBER_CHOOSE));
    v->substitute = view_field(q->view, S("substitute"), M_SEAT_SUBSTITUTE, M_SEAT_SUBSTITUTE_HINT,
                               or_empty(web_form(q, S("substitute"))));
    v->substitute.options.v = NEW_N(q->arena, struct view_option, all.n + 1);
    add_option(&v->substitute, S(""), i18n_text(q->lang, M_COUNCIL_ACCOUNT_CHOOSE));
    for (size_t i = 0; i < seats.n; i++) {
        const struct council_seat *s = &seats.v[i];
        if (s->position <= COUNCIL_VOTER) {
            Str words = i18n_text(q->lang, council_position_message(s->position));
            add_option(&v->member, id_text(q->arena, s->account),
                       str_fmt(q->arena, "%.*s (%.*s)", STR_ARG(s->name), STR_ARG(words)));
        }
    }
    for (size_t i = 0; i < all.n; i++) {
        bool sits = false;
        for (size_t k = 0; k < seats.n && !sits; k++) {
            sits = id_eq(seats.v[k].account, all.v[i].id);
        }
        if (!sits) {
            add_option(
                &v->substitute, id_text(q->arena, all.v[i].id),
                str_fmt(q->arena, "%.*s (%.*s)", STR_ARG(all.v[i].name), STR_ARG(all.v[i].login)));
        }
    }
    return OK;
}

static struct view_field line(struct req *q, const char *name, int label, int hint,
                              const char *width)
{
    struct view_field f =
        view_field(q->view, str_c(name), label, hint, or_empty(web_form(q, str_c(name))));
    f.width = str_c(width);
    return f;
}

Err council_show_seats(struct req *q)
{
    const struct council *c = q->subject.row;
    struct council_seats_page v = { .council = c->id,
                                    .name = c->name,
                                    .manages = web_may(q, COUNCIL_MANAGE) };
    TRY(add_delegations(q, &v));
    if (v.manages) {
        TRY(add_people(q, &v));
        v.paper_no = line(q, "paper_no", M_SEAT_PAPER_NO, M_NONE, "20");
        v.paper_date = line(q, "paper_date", M_SEAT_PAPER_DATE, M_COUNCIL_DATE_HINT, "10");
        v.from_day = line(q, "from_day", M_SEAT_FROM, M_COUNCIL_DATE_HINT, "10");
        v.until_day = line(q, "until_day", M_SEAT_UNTIL, M_COUNCIL_DATE_HINT, "10");
        v.presides = view_field(q->view, S("presides"), M_SEAT_PRESIDES, M_SEAT_PRESIDES_HINT,
                                web_form_flag(q, S("presides")) ? S("1") : S(""));
        v.reason = view_field(q->view, S("reason"), M_SEAT_REASON, M_NONE,
                              or_empty(web_form_text(q, S("reason"))));
        v.reason.rows = 3;
    }
    council_seats_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- taking the forms ---- */

static Date quiet_date(struct req *q, const char *name)
{
    Date d = DATE_NONE;
    Str s = or_empty(web_form(q, str_c(name)));
    return date_parse_vi(s, &d) == OK || date_parse_iso(s, &d) == OK ? d : DATE_NONE;
}

Err council_do_delegate(struct req *q)
{
    const struct council *c = q->subject.row;
    Id id = ID_NONE;
    TRY(web_form_check(q, "member substitute paper_no paper_date from_day until_day presides "
                          "reason"));
    struct seat_paper p = { .member = web_form_id(q, S("member")),
                            .substitute = web_form_id(q, S("substitute")),
                            .paper_no = or_empty(web_form(q, S("paper_no"))),
                            .reason = str_trim(or_empty(web_form_text(q, S("reason")))),
                            .paper_date = quiet_date(q, "paper_date"),
                            .from_day = quiet_date(q, "from_day"),
                            .until_day = quiet_date(q, "until_day"),
                            .presides = web_form_flag(q, S("presides")) };
    TRY(seat_delegate(q->tx, c, &p, &id));
    web_flash(q, M_SEAT_RECORDED, STR_NONE);
    return web_see_other(q, S("/hoi-dong/"), c->id, S("/uy-quyen"));
}

Err council_do_take_back(struct req *q)
{
    const struct council *c = q->subject.row;
    Id delegation = web_form_id(q, S("delegation"));
    TRY(web_form_check(q, "delegation ended_reason"));
    if (id_none(delegation)) {
        return E_INPUT;
    }
    TRY(seat_end(q->tx, c->id, delegation,
                 str_trim(or_empty(web_form_text(q, S("ended_reason"))))));
    web_flash(q, M_SEAT_TAKEN_BACK, STR_NONE);
    return web_see_other(q, S("/hoi-dong/"), c->id, S("/uy-quyen"));
}
