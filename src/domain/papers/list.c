/* list.c: the page of a session's papers: what there is, in which formats, and sets being made. */
#include "domain/access/access.h"
#include "domain/papers/inside.h"
#include "domain/papers/pages.h"
#include "domain/papers/papers.views.h"
#include "platform/sign/sign.h"

enum { REFRESH_SECONDS = 3 };

struct listing {
    struct req *q;
    const struct council_session *s;
    struct papers_page v;
    struct papers_file_refs files;
};

static Str session_id(const struct listing *l)
{
    return id_text(l->q->arena, l->s->id);
}

static Url paper_href(const struct listing *l, const char *folder, Str word, const char *ending)
{
    return (Url){ str_fmt(l->q->arena, "/phien/%.*s/%s/%.*s%s", STR_ARG(session_id(l)), folder,
                          STR_ARG(word), ending) };
}

static struct papers_line line(const struct listing *l, const char *folder, Str word, Str name,
                               bool preview)
{
    return (struct papers_line){ .name = name,
                                 .pdf = paper_href(l, folder, word, ".pdf"),
                                 .docx = paper_href(l, folder, word, ".docx"),
                                 .preview = preview };
}

static void add_session_papers(struct listing *l)
{
    size_t n = 0, recognised = 0;
    while (papers_kinds[n].word != NULL) {
        n++;
    }
    l->v.lines.v = NEW_N(l->q->arena, struct papers_line, n + 1);
    for (size_t i = 0; i < n; i++) {
        l->v.lines.v[l->v.lines.n++] =
            line(l, "giay-to", str_c(papers_kinds[i].word),
                 i18n_text(l->q->lang, papers_kinds[i].name), l->v.open > 0);
    }
    for (size_t i = 0; i < l->files.n; i++) {
        recognised += l->files.v[i].recognised > 0 ? 1 : 0;
    }
    if (recognised > 0) {
        struct papers_line *c = &l->v.lines.v[l->v.lines.n++];
        *c = line(l, "giay-to", S("giay-chung-nhan"),
                  i18n_fmt(l->q->arena, l->q->lang, M_PAPERS_CERTIFICATES,
                           papers_int(l->q->arena, (int64_t)recognised), STR_NONE, STR_NONE),
                  false);
        c->docx = (Url){ STR_NONE };
    }
}

static Str with_id(const struct listing *l, const char *word, Id id)
{
    return str_cat(l->q->arena, str_c(word), id_text(l->q->arena, id));
}

static Str sheet_word(const struct listing *l, Id file, Id account)
{
    return str_fmt(l->q->arena, "%.*s-%.*s", STR_ARG(id_text(l->q->arena, file)),
                   STR_ARG(id_text(l->q->arena, account)));
}

static void add_group(struct listing *l, const struct papers_file_ref *f)
{
    struct arena *a = l->q->arena;
    struct papers_group *g = &l->v.groups.v[l->v.groups.n++];
    *g = (struct papers_group){ .title = f->product_name,
                                .about = f->producer_name,
                                .id = str_cat(a, S("f-"), id_text(a, f->id)),
                                .closed = f->state == SCORING_CLOSED,
                                .file = f->id };
    g->five = g->closed && f->star == 5;
    g->lines.v = NEW_N(a, struct papers_line, 2);
    g->sheets.v = NEW_N(a, struct papers_line, COUNCIL_SEATS_MAX);
    if (l->v.all && g->closed) {
        g->lines.v[g->lines.n++] = line(l, "giay-to", with_id(l, "bang-diem-", f->id),
                                        i18n_text(l->q->lang, M_PAPERS_NAME_TABLE), false);
        g->lines.v[g->lines.n++] = line(l, "giay-to", with_id(l, "thong-bao-", f->id),
                                        i18n_text(l->q->lang, M_PAPERS_NAME_LETTER), false);
    }
}

/* Everybody's sheets of closed files for who may see them; one's own always. */
static Err add_sheets(struct listing *l)
{
    struct papers_sheet_refs sheets;
    struct session_file_lines own;
    struct council_actor me;
    TRY(papers_sheets(l->q->tx, l->s->id, &sheets));
    TRY(council_actor_of(l->q->tx, l->s->council, l->q->actor.account, &me));
    TRY(session_files_of(l->q->tx, l->s->id, l->q->actor.account, me.seat.account, &own));
    for (size_t g = 0; g < l->v.groups.n; g++) {
        struct papers_group *group = &l->v.groups.v[g];
        for (size_t i = 0; i < sheets.n && l->v.all; i++) {
            const struct papers_sheet_ref *s = &sheets.v[i];
            if (id_eq(s->file, group->file) && group->sheets.n < COUNCIL_SEATS_MAX) {
                group->sheets.v[group->sheets.n++] =
                    line(l, "phieu", sheet_word(l, s->file, s->account), s->name, false);
            }
        }
        for (size_t i = 0; i < own.n && !l->v.all && !id_none(me.votes); i++) {
            const struct session_file_line *f = &own.v[i];
            if (id_eq(f->id, group->file) && f->sheet_state != 0 && !f->recused) {
                group->sheets.v[group->sheets.n++] =
                    line(l, "phieu", sheet_word(l, f->id, me.seat.account),
                         i18n_text(l->q->lang, M_PAPERS_NAME_OWN), f->state != SCORING_CLOSED);
            }
        }
    }
    return OK;
}

/* A group without a paper is not shown. */
static void drop_empty(struct listing *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->v.groups.n; i++) {
        const struct papers_group *g = &l->v.groups.v[i];
        if (g->lines.n + g->sheets.n > 0) {
            l->v.groups.v[n++] = *g;
        }
    }
    l->v.groups.n = n;
}

static Str name_of(const struct listing *l, const struct paper_set *s)
{
    for (size_t i = 0; i < l->files.n && !id_none(s->file); i++) {
        if (id_eq(l->files.v[i].id, s->file)) {
            return i18n_fmt(l->q->arena, l->q->lang, M_PAPERS_PARCEL_OF, l->files.v[i].product_name,
                            STR_NONE, STR_NONE);
        }
    }
    return i18n_text(l->q->lang, M_PAPERS_SET_NAME);
}

static Err add_sets(struct listing *l)
{
    struct paper_sets sets;
    struct arena *a = l->q->arena;
    TRY(paper_sets_of(l->q->tx, l->s->id, &sets));
    l->v.sets.v = NEW_N(a, struct papers_set_shown, sets.n + 1);
    for (size_t i = 0; i < sets.n; i++) {
        const struct paper_set *s = &sets.v[i];
        l->v.sets.v[l->v.sets.n++] = (struct papers_set_shown){
            .name = name_of(l, s),
            .ready = s->state == PAPERS_READY,
            .waiting = s->state == PAPERS_WAITING,
            .done = s->done,
            .total = s->total,
            .size = papers_mean(a, frac_make(s->size, 1024 * 1024)),
            .asked_at = s->asked_at,
            .done_at = s->done_at,
            .zip = paper_href(l, "giay-to/bo", id_text(a, s->id), ""),
        };
        l->v.busy = l->v.busy || s->state != PAPERS_READY;
    }
    return OK;
}

static Err add_key(struct listing *l)
{
    struct sign_key key;
    const struct program *p = web_app(l->q);
    for (size_t i = 0; i < l->v.groups.n; i++) {
        if (l->v.groups.v[i].five && l->v.may_make) {
            TRY(sign_key_open(p->data, &key));
            l->v.key = sign_public_text(l->q->arena, &key);
            return OK;
        }
    }
    return OK;
}

Err papers_show_list(struct req *q)
{
    struct listing l = { .q = q, .s = q->subject.row };
    l.v = (struct papers_page){ .id = l.s->id,
                                .session = l.s->name,
                                .held_on = l.s->held_on,
                                .back = { str_cat(q->arena, S("/phien/"), session_id(&l)) },
                                .all = web_may(q, PAPERS_VIEW),
                                .may_make = web_may(q, PAPERS_MAKE) };
    TRY(papers_files(q->tx, l.s->id, &l.files));
    l.v.groups.v = NEW_N(q->arena, struct papers_group, l.files.n + 1);
    for (size_t i = 0; i < l.files.n; i++) {
        l.v.open += l.files.v[i].state == SCORING_CLOSED ? 0 : 1;
        add_group(&l, &l.files.v[i]);
    }
    TRY(add_sheets(&l));
    drop_empty(&l);
    if (l.v.all) {
        add_session_papers(&l);
        TRY(add_sets(&l));
        TRY(add_key(&l));
    }
    if (l.v.busy) { /* the page asks again by itself, without a script */
        web_header(q, S("Refresh"), papers_int(q->arena, REFRESH_SECONDS));
    }
    papers_page_html(q->out, q->view, &l.v);
    return OK;
}
