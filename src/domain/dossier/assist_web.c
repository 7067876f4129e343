/* assist_web.c: helping a producer with a draft, and the producer's confirmation. */
#include "domain/dossier/assist.h"
#include "domain/access/access.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/dossier_web.h"
#include "domain/dossier/evidence_web.h"
#include "domain/dossier/pages.h"
#include "domain/program/program.h"

/* ---- opening ---- */

/* The commune the actor works for; the policy says which that is. */
Err dossier_load_assist(struct req *q)
{
    for (size_t i = 0; i < q->actor.n_roles; i++) {
        struct access_subject s = { .place = q->actor.role[i].scope };
        if (web_may_on(q, DOSSIER_ASSIST, &s)) {
            q->subject = s;
            return OK;
        }
    }
    return OK;
}

static Str typed(struct req *q, const char *name)
{
    Str s = web_form(q, str_c(name));
    return str_none(s) ? S("") : s;
}

static Err producers_of(struct req *q, struct view_field *f)
{
    struct dossier_helped_producers all;
    TRY(dossier_producers_of(q->tx, q->subject.place, &all));
    *f = view_field(q->view, S("producer"), M_ASSIST_PRODUCER, M_ASSIST_PRODUCER_HINT,
                    typed(q, "producer"));
    f->options.v = NEW_N(q->arena, struct view_option, all.n + 1);
    f->options.v[f->options.n++] =
        (struct view_option){ .value = S(""), .text = dossier_words(q, M_ASSIST_CHOOSE) };
    for (size_t i = 0; i < all.n; i++) {
        Str id = id_text(q->arena, all.v[i].id);
        f->options.v[f->options.n++] = (struct view_option){ .value = id,
                                                             .text = all.v[i].name,
                                                             .chosen = str_eq(id, f->value) };
    }
    return OK;
}

Err dossier_show_assist(struct req *q)
{
    struct dossier_helpeds mine;
    struct dossier_assist_page v = { .mine = { .n = 0 } };
    TRY(dossier_helped_by(q->tx, q->actor.account, q->subject.place, &mine));
    v.mine.v = NEW_N(q->arena, struct dossier_assist_row, mine.n + 1);
    for (size_t i = 0; i < mine.n; i++) {
        v.mine.v[v.mine.n++] = (struct dossier_assist_row){
            .href = { str_cat(q->arena, S("/ho-so/"), id_text(q->arena, mine.v[i].id)) },
            .product = mine.v[i].product,
            .producer = mine.v[i].producer,
            .state = dossier_words(q, dossier_state_message((int)mine.v[i].state)),
        };
    }
    TRY(producers_of(q, &v.producer));
    v.target = dossier_target_field(q, typed(q, "target_star"));
    v.name = view_field(q->view, S("name"), M_DOSSIER_NAME, M_DOSSIER_NAME_HINT, typed(q, "name"));
    TRY(dossier_all_sets(q, typed(q, "set_no"), &v.sets));
    dossier_assist_page_html(q->out, q->view, &v);
    return OK;
}

Err dossier_do_assist(struct req *q)
{
    Id id;
    TRY(web_form_check(q, "producer name set_no target_star"));
    struct dossier_new n = { .producer = web_form_id(q, S("producer")),
                             .set_no = dossier_form_number(q, "set_no"),
                             .target_star = dossier_form_number(q, "target_star"),
                             .kind = DOSSIER_FIRST,
                             .name = typed(q, "name"),
                             .criteria = ((struct program *)web_app(q))->criteria };
    if (id_none(n.producer)) {
        return problem_add(&q->problems, S("producer"), M_ASSIST_PRODUCER_NEEDED, STR_NONE,
                           STR_NONE);
    }
    TRY(dossier_open_for(q->tx, q->subject.place, &n, &id));
    web_flash(q, M_ASSIST_OPENED, STR_NONE);
    return web_see_other(q, S("/ho-so/"), id, S(""));
}

/* ---- confirming ---- */

static Err words_of(struct req *q, struct dossier_help_page *v)
{
    struct dossier_helpers who;
    struct dossier_assents said;
    TRY(dossier_assists(q->tx, v->d.id, &who));
    TRY(dossier_assents(q->tx, v->d.id, &said));
    v->helpers.v = NEW_N(q->arena, struct dossier_help_line, who.n + 1);
    for (size_t i = 0; i < who.n; i++) {
        v->helpers.v[v->helpers.n++] =
            (struct dossier_help_line){ .who = who.v[i].who, .at = who.v[i].at };
    }
    v->words.v = NEW_N(q->arena, struct dossier_help_line, said.n + 1);
    for (size_t i = 0; i < said.n; i++) {
        const struct dossier_assent *a = &said.v[i];
        v->words.v[v->words.n++] = (struct dossier_help_line){
            .who = a->signer,
            .by = a->who,
            .how =
                dossier_words(q, a->kind == ASSENT_PAPER ? M_ASSIST_BY_PAPER : M_ASSIST_BY_ACCOUNT),
            .file = a->kind == ASSENT_PAPER ? id_text(q->arena, a->id) : STR_NONE,
            .at = a->at,
            .now = a->version == v->d.version,
        };
    }
    return OK;
}

Err dossier_show_help(struct req *q)
{
    struct dossier_help_page v = { .d = *dossier_of(q),
                                   .open = (q->subject.flags & FLAG_UNCONFIRMED) != 0,
                                   .may_confirm = web_may(q, DOSSIER_ASSENT),
                                   .may_paper = web_may(q, DOSSIER_ASSENT_PAPER) };
    TRY(words_of(q, &v));
    v.signer =
        view_field(q->view, S("signer"), M_ASSIST_SIGNER, M_ASSIST_SIGNER_HINT, typed(q, "signer"));
    v.file = evidence_file_field(q, S("paper"), M_ASSIST_PAPER, M_ASSIST_PAPER_HINT, false);
    dossier_help_page_html(q->out, q->view, &v);
    return OK;
}

static Err done(struct req *q)
{
    web_flash(q, M_ASSIST_CONFIRMED, STR_NONE);
    return web_see_other(q, S("/ho-so/"), dossier_of(q)->id, S("/ho-tro"));
}

Err dossier_do_assent(struct req *q)
{
    struct dossier_word w = { .signer = typed(q, "signer") };
    TRY(web_form_check(q, "signer"));
    TRY(web_form_int(q, S("version"), 1, INT64_MAX, &w.version));
    TRY(dossier_assent_to(q->tx, dossier_of(q), &w));
    return done(q);
}

Err dossier_do_assent_paper(struct req *q)
{
    struct dossier_word w = { .signer = typed(q, "signer") };
    TRY(web_form_check(q, "signer paper"));
    TRY(web_form_int(q, S("version"), 1, INT64_MAX, &w.version));
    if (q->files.n != 1 || !str_eq(q->files.v[0].field, S("paper"))) {
        return problem_add(&q->problems, S("paper"), M_ASSIST_PAPER_NEEDED, STR_NONE, STR_NONE);
    }
    const struct web_taken *t = &q->files.v[0];
    if (t->why != STORAGE_OK) {
        return problem_add(&q->problems, S("paper"), evidence_why_message(t->why),
                           str_sub(t->name, 0, 120), STR_NONE);
    }
    w.file = (Str){ (const char *)t->file.hash.b, sizeof t->file.hash.b };
    w.file_name = str_empty(t->name) ? S("giay-xac-nhan") : t->name;
    TRY(dossier_assent_to(q->tx, dossier_of(q), &w));
    return done(q);
}

/* The signed paper, for whoever may read the dossier. */
Err dossier_send_assent(struct req *q)
{
    struct dossier_assents said;
    TRY(dossier_assents(q->tx, dossier_of(q)->id, &said));
    for (size_t i = 0; i < said.n; i++) {
        const struct dossier_assent *a = &said.v[i];
        Hash h;
        if (id_eq(a->id, web_path_id(q, 1)) && a->file.n == sizeof h.b) {
            memcpy(h.b, a->file.p, sizeof h.b);
            return web_file(q, h, a->file_name, false);
        }
    }
    return E_NONE;
}

/* Before the commune's own "/xa/:id". */
/* clang-format off */
const struct route dossier_assist_routes[] = {
    { HTTP_GET,  "/xa/ho-tro", DOSSIER_ASSIST, dossier_load_assist, dossier_show_assist, NULL, M_ASSIST_TITLE, 0 },
    { HTTP_POST, "/xa/ho-tro", DOSSIER_ASSIST, dossier_load_assist, dossier_do_assist, dossier_show_assist, M_ASSIST_TITLE, 0 },
    { .run = NULL },
};
/* clang-format on */
