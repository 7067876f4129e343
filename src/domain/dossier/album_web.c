/* album_web.c: the page on which photographs of one paper are gathered and put in order; works
 * without a script. */
#include "domain/dossier/album.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/evidence_web.h"
#include "domain/dossier/pages.h"

enum { THUMB_PX = 240, PLACE_MAX = 99 };

static Str target_of(const struct req *q)
{
    return q->path_param[1];
}

static Str place_name(struct req *q, size_t i)
{
    return str_fmt(q->arena, "no.%zu", i + 1);
}

static Str drop_name(struct req *q, size_t i)
{
    return str_fmt(q->arena, "drop.%zu", i + 1);
}

static Err known_target(struct req *q, const struct criteria_set **set)
{
    TRY(dossier_criteria(q, dossier_of(q)->criteria, set));
    return dossier_target_known(*set, target_of(q)) ? OK : E_NONE;
}

/* fresh: whatever was typed was about other photographs. */
static struct album_row row_of(struct req *q, const struct album_page *p, size_t i, bool fresh)
{
    Str place = str_fmt(q->arena, "%zu", i + 1), typed = web_form_raw(q, place_name(q, i));
    struct view_field no = view_field(q->view, place_name(q, i), M_ALBUM_PLACE, M_NONE,
                                      fresh || str_none(typed) ? place : typed);
    no.label = dossier_words1(q, M_ALBUM_PLACE, place);
    no.width = S("3");
    return (struct album_row){
        .no = no,
        .drop = drop_name(q, i),
        .drop_id = view_element_id(q->arena, drop_name(q, i)),
        .dropped = !fresh && web_form_flag(q, drop_name(q, i)),
        .name = p->name,
        .size = evidence_size_words(q, p->size),
        .place = (int64_t)i + 1,
        .version = str_fmt(q->arena, "%.12s", hash_text(q->arena, p->file).p),
    };
}

static Err show_all(struct req *q, bool fresh)
{
    const struct criteria_set *set;
    struct album_pages all;
    struct album_view v = { .d = *dossier_of(q), .target = target_of(q), .most = ALBUM_MAX };
    TRY(known_target(q, &set));
    TRY(album_pages(q->tx, v.d.id, v.target, &all));
    v.rows.v = NEW_N(q->arena, struct album_row, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        v.rows.v[v.rows.n++] = row_of(q, &all.v[i], i, fresh);
    }
    v.total = (int64_t)all.n;
    Str seen = web_form_raw(q, S("seen"));
    v.seen = fresh || str_none(seen) ? album_seen(q->arena, &all) : seen;
    v.file = evidence_file_field(q, S("file"), M_ALBUM_FILE, M_ALBUM_FILE_HINT, true);
    v.file.type = S("image/jpeg,image/png");
    album_view_html(q->out, q->view, &v);
    return OK;
}

Err dossier_show_album(struct req *q)
{
    return show_all(q, false);
}

Err dossier_send_album_photo(struct req *q)
{
    struct album_pages all;
    int64_t place;
    Str path;
    TRY(album_pages(q->tx, dossier_of(q)->id, target_of(q), &all));
    if (number_parse(q->path_param[2], 1, ALBUM_MAX, &place) != OK || (size_t)place > all.n) {
        return E_NONE;
    }
    TRY(storage_thumb(web_storage(q), q->arena, all.v[place - 1].file, THUMB_PX, &path));
    q->response->file = path;
    web_header(q, S("Content-Type"), S("image/jpeg"));
    web_header(q, S("Cache-Control"), S("private, max-age=3600"));
    return OK;
}

/* ---- adding: what is bad is named, the others stay ---- */

static Err add_one(struct req *q, const struct web_taken *t)
{
    Str name = str_sub(t->name, 0, 120), clean;
    if (t->why != STORAGE_OK) {
        return problem_add(&q->problems, t->field, evidence_why_message(t->why), name, STR_NONE);
    }
    if (utf8_clean_line(q->arena, t->name, &clean) != OK || str_empty(clean)) {
        clean = S("anh");
    }
    return album_add(q->tx, dossier_of(q), target_of(q), clean, &t->file);
}

static void say_problems(struct req *q)
{
    struct view *v = q->view;
    v->problems.v = NEW_N(q->arena, struct view_problem, q->problems.n + 1);
    for (size_t i = 0; i < q->problems.n; i++) {
        const struct problem *p = &q->problems.v[i];
        v->problems.v[v->problems.n++] = (struct view_problem){
            .field = p->field,
            .id = view_element_id(q->arena, p->field),
            .text = i18n_fmt(q->arena, q->lang, p->key, p->arg[0], p->arg[1], p->arg[2]),
        };
    }
    v->failed = true;
}

static Err to_album(struct req *q)
{
    return web_see_other(q, S("/ho-so/"), dossier_of(q)->id,
                         str_fmt(q->arena, "/minh-chung/%.*s/anh", STR_ARG(target_of(q))));
}

Err dossier_do_album_add(struct req *q)
{
    const struct criteria_set *set;
    bool all_good = true;
    TRY(web_form_check(q, "file"));
    TRY(known_target(q, &set));
    if (q->files.n == 0) {
        return problem_add(&q->problems, S("file"), M_DOSSIER_FILE_NEEDED, STR_NONE, STR_NONE);
    }
    for (size_t i = 0; i < q->files.n; i++) {
        Err e = add_one(q, &q->files.v[i]);
        if (e != OK && e != E_REFUSED) {
            return e;
        }
        all_good = all_good && e == OK;
    }
    if (all_good) {
        return to_album(q);
    }
    say_problems(q);
    web_status(q, 422); /* those that were taken are kept all the same */
    TRY(tx_note(q->tx, S("album.some"), dossier_of(q)->id));
    return show_all(q, true);
}

/* ---- the order ---- */

struct placed {
    size_t page;
    int64_t no;
};

/* What was typed; a stable order by it, without those to be dropped. */
static Err read_order(struct req *q, const struct album_pages *all, size_t *order, size_t *ret_n)
{
    struct placed *p = NEW_N(q->arena, struct placed, all->n + 1);
    size_t n = 0;
    Err e = OK;
    for (size_t i = 0; i < all->n; i++) {
        struct placed one = { .page = i };
        if (web_form_flag(q, drop_name(q, i))) {
            continue;
        }
        Err bad = web_form_int(q, place_name(q, i), 1, PLACE_MAX, &one.no);
        e = bad != OK ? bad : e;
        size_t at = n++;
        for (; at > 0 && p[at - 1].no > one.no; at--) {
            p[at] = p[at - 1];
        }
        p[at] = one;
    }
    for (size_t i = 0; i < n; i++) {
        order[i] = p[i].page;
    }
    *ret_n = n;
    return e;
}

Err dossier_do_album(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    const struct criteria_set *set;
    struct album_pages all;
    size_t n;
    TRY(web_form_check(q, "seen do no.* drop.*"));
    TRY(known_target(q, &set));
    TRY(album_pages(q->tx, d->id, target_of(q), &all));
    if (!str_eq(web_form_raw(q, S("seen")), album_seen(q->arena, &all))) {
        return E_STALE;
    }
    size_t *order = NEW_N(q->arena, size_t, all.n + 1);
    TRY(read_order(q, &all, order, &n));
    TRY(album_arrange(q->tx, d, target_of(q), &all, order, n));
    if (!str_eq(web_form_raw(q, S("do")), S("merge"))) {
        web_flash(q, M_ALBUM_ARRANGED, STR_NONE);
        return to_album(q);
    }
    TRY(album_merge(q->tx, d, set, target_of(q), web_storage(q)));
    web_flash(q, M_ALBUM_MERGED, view_arg_int(q->view, (int64_t)n));
    return web_see_other(q, S("/ho-so/"), d->id,
                         str_cat(q->arena, S("/minh-chung/"), target_of(q)));
}

/* Somebody changed it meanwhile: the numbers typed were about other photographs. */
Err dossier_show_album_again(struct req *q)
{
    return show_all(q, q->response->status == 409);
}
