/* assign_web.c: /phien/:id/phan-cong: who would report on which file, why not, and doing it. */
#include "domain/access/access.h"
#include "domain/council/assign.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "messages.h"

enum { NAMES_MAX = 8000 };

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

static Str names_planned(struct req *q, const struct assign_plan *p, const struct assign_row *r)
{
    struct out *o CLEANUP(out_cleanup) = out_new(NAMES_MAX);
    for (size_t i = 0; i < r->n; i++) {
        const struct assign_seat *s = &p->seat[r->seat[i]];
        out_raw(o, i > 0 ? S("; ") : S(""));
        out_raw(o, str_fmt(q->arena, "%.*s (%.*s)", STR_ARG(s->name), STR_ARG(s->department)));
    }
    return out_dup(q->arena, o);
}

/* Who reports now; a mark where somebody has a conflict by now. */
static Str names_now(struct req *q, const struct assign_givens *now, Id file)
{
    struct out *o CLEANUP(out_cleanup) = out_new(NAMES_MAX);
    for (size_t i = 0; i < now->n; i++) {
        if (id_eq(now->v[i].file, file)) {
            out_raw(o, o->n > 0 ? S("; ") : S(""));
            out_raw(o, now->v[i].name);
        }
    }
    return out_dup(q->arena, o);
}

static bool is_barred(const struct assign_plan *p, size_t row, Id seat)
{
    for (size_t i = 0; i < p->n_seats; i++) {
        if (id_eq(p->seat[i].account, seat)) {
            return p->barred[row * p->n_seats + i];
        }
    }
    return true; /* has no seat any more */
}

static bool has_conflict(const struct assign_plan *p, size_t row, const struct assign_givens *now)
{
    for (size_t i = 0; i < now->n; i++) {
        if (id_eq(now->v[i].file, p->row[row].file.id) && is_barred(p, row, now->v[i].seat)) {
            return true;
        }
    }
    return false;
}

static void add_rows(struct req *q, const struct assign_plan *p, const struct assign_givens *now,
                     struct council_assign_page *v)
{
    v->rows.v = NEW_N(q->arena, struct council_assign_row, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        const struct assign_row *r = &p->row[i];
        struct council_assign_row *to = &v->rows.v[v->rows.n++];
        *to = (struct council_assign_row){
            .no = r->file.position,
            .product = r->file.product,
            .producer = r->file.producer,
            .planned = names_planned(q, p, r),
            .now = names_now(q, now, r->file.id),
            .conflict = has_conflict(p, i, now),
        };
        if ((int64_t)r->n < p->members) {
            v->shorts++;
            to->why = i18n_fmt(q->arena, q->lang, M_ASSIGN_SHORT, number(q, p->members),
                               number(q, r->free), number(q, r->departments));
        }
    }
    v->seats.v = NEW_N(q->arena, struct council_assign_seat, p->n_seats + 1);
    for (size_t i = 0; i < p->n_seats; i++) {
        const struct assign_seat *s = &p->seat[i];
        v->seats.v[v->seats.n++] =
            (struct council_assign_seat){ s->name, s->department, s->files, s->elsewhere };
    }
}

Err council_show_assign(struct req *q)
{
    const struct council_session *s = q->subject.row;
    struct assign_plan p;
    struct assign_givens now;
    TRY(assign_plan_of(q->tx, s, &p));
    TRY(assign_now(q->tx, s->id, &now));
    struct council_assign_page v = { .session = s->id,
                                     .name = s->name,
                                     .members = p.members,
                                     .assigned = now.n > 0,
                                     .plan = assign_fingerprint(q->arena, &p) };
    add_rows(q, &p, &now, &v);
    council_assign_page_html(q->out, q->view, &v);
    return OK;
}

Err council_do_assign(struct req *q)
{
    const struct council_session *s = q->subject.row;
    TRY(web_form_check(q, "plan"));
    Str plan = web_form(q, S("plan"));
    TRY(assign_apply(q->tx, s, str_none(plan) ? S("") : plan));
    web_flash(q, M_ASSIGN_DONE, STR_NONE);
    return web_see_other(q, S("/phien/"), s->id, S("/phan-cong"));
}
