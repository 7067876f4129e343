/* list_web.c: the producer's dossiers, and opening a new one. */
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/pages.h"
#include "domain/duplicate/duplicate.h"
#include "domain/program/program.h"
#include "platform/json/json.h"

enum { JSON_MAX = 4 * 1024 * 1024, GROUPS = 6 };

/* ---- the list ---- */

static Url next_step(struct req *q, const struct dossier *d, Str *text)
{
    bool mine = d->state == DOSSIER_DRAFT || d->state == DOSSIER_RETURNED;
    *text = dossier_words(q, mine ? M_DOSSIER_GO_ON : M_DOSSIER_GO_LOOK);
    return (Url){ str_cat(q->arena, S("/ho-so/"), id_text(q->arena, d->id)) };
}

static Err card_of(struct req *q, const struct dossier *d, struct dossier_card *c)
{
    *c = (struct dossier_card){
        .product = d->product_name,
        .about = i18n_fmt(
            q->arena, q->lang, M_DOSSIER_ABOUT, dossier_words(q, dossier_kind_message(d->kind)),
            view_arg_int(q->view, d->target_star), str_fmt(q->arena, "%lld", (long long)d->year)),
        .state = dossier_words(q, dossier_state_message((int)d->state)),
        .who = dossier_words(q, dossier_who_message(d->state)),
        .next = dossier_words(q, dossier_next_message(d->state)),
        .due = d->due,
        .mine = d->state == DOSSIER_DRAFT || d->state == DOSSIER_RETURNED,
    };
    c->href = next_step(q, d, &c->go_text);
    return dossier_left(q, d->due, &c->left);
}

static void put_dossier(struct req *q, struct json_out *j, const struct dossier *d)
{
    json_obj(j);
    json_key(j, "id");
    json_put_id(j, d->id);
    json_key(j, "code");
    json_put(j, d->code);
    json_key(j, "product");
    json_put(j, d->product_name);
    json_key(j, "producer");
    json_put(j, d->producer_name);
    json_key(j, "set");
    json_put_int(j, d->set_no);
    json_key(j, "kind");
    json_put_int(j, d->kind);
    json_key(j, "target_star");
    json_put_int(j, d->target_star);
    json_key(j, "state");
    json_put_int(j, d->state);
    json_key(j, "state_text");
    json_put(j, dossier_words(q, dossier_state_message((int)d->state)));
    json_key(j, "due");
    json_put_date(j, d->due);
    json_key(j, "moved_at");
    json_put_time(j, d->moved_at);
    json_key(j, "version");
    json_put_int(j, d->version);
    json_end_obj(j);
}

Err dossier_json_one(struct req *q)
{
    struct out *o CLEANUP(out_cleanup) = out_new(JSON_MAX);
    struct json_out j = json_begin(o);
    put_dossier(q, &j, dossier_of(q));
    return web_json(q, 200, out_dup(q->arena, o));
}

static Err json_list(struct req *q, const struct dossiers *all)
{
    struct out *o CLEANUP(out_cleanup) = out_new(JSON_MAX);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "dossiers");
    json_arr(&j);
    for (size_t i = 0; i < all->n; i++) {
        put_dossier(q, &j, &all->v[i]);
    }
    json_end_arr(&j);
    json_end_obj(&j);
    return web_json(q, 200, out_dup(q->arena, o));
}

Err dossier_show_list(struct req *q)
{
    struct dossiers all;
    TRY(dossier_of_producer(q->tx, web_scope(q), &all));
    if (q->wants_json) {
        return json_list(q, &all);
    }
    struct dossier_list v = { .may_create = web_may_ever(q, DOSSIER_CREATE) };
    v.cards.v = NEW_N(q->arena, struct dossier_card, all.n + 1);
    for (; v.cards.n < all.n; v.cards.n++) {
        TRY(card_of(q, &all.v[v.cards.n], &v.cards.v[v.cards.n]));
    }
    dossier_list_html(q->out, q->view, &v);
    return OK;
}

/* ---- a new one ---- */

/* For the producer the actor acts for; the policy says which that is. */
Err dossier_load_new(struct req *q)
{
    for (size_t i = 0; i < q->actor.n_roles; i++) {
        struct access_subject s = { .owner = q->actor.role[i].scope };
        if (web_may_on(q, DOSSIER_CREATE, &s)) {
            q->subject = s;
            return OK;
        }
    }
    return OK;
}

static struct view_field choice(struct req *q, const char *name, int label, int hint)
{
    Str typed = web_form(q, str_c(name));
    if (str_none(typed)) {
        typed = web_query(q, str_c(name));
    }
    return view_field(q->view, str_c(name), label, hint, str_none(typed) ? S("") : typed);
}

static void add_option(struct req *q, struct view_field *f, Str value, Str text, Str hint)
{
    if (f->options.v == NULL) {
        f->options.v = NEW_N(q->arena, struct view_option, 200);
    }
    BUG_UNLESS(f->options.n < 200);
    f->options.v[f->options.n++] = (struct view_option){
        .value = value, .text = text, .hint = hint, .chosen = str_eq(value, f->value)
    };
}

static Err own_products(struct req *q, struct dossier_new_page *v)
{
    enum { SHOWN = 190 };
    struct products all;
    TRY(products_of_producer(q->tx, q->subject.owner, &all));
    v->product = choice(q, "product", M_DOSSIER_PRODUCT, M_DOSSIER_PRODUCT_HINT);
    add_option(q, &v->product, S(""), dossier_words(q, M_DOSSIER_PRODUCT_NEW), STR_NONE);
    for (size_t i = 0; i < all.n && i < SHOWN; i++) {
        add_option(q, &v->product, id_text(q->arena, all.v[i].id), all.v[i].name, STR_NONE);
    }
    v->has_products = all.n > 0;
    return OK;
}

/* kind 0: whatever the kind of the producer. */
static Err sets_for(struct req *q, int64_t kind, Str chosen, struct dossier_sets *ret)
{
    struct criteria_rows sets;
    TRY(criteria_sets_in_force(q->tx, tx_today(q->tx), &sets));
    ret->error = view_field(q->view, S("set_no"), M_NONE, M_NONE, chosen).error;
    ret->groups.v = NEW_N(q->arena, struct dossier_set_group, GROUPS + 1);
    for (int64_t group = 1; group <= GROUPS; group++) {
        struct dossier_set_group *g = &ret->groups.v[ret->groups.n];
        *g = (struct dossier_set_group){ .name = dossier_words(q, product_group_message(group)) };
        g->sets.v = NEW_N(q->arena, struct dossier_set_option, sets.n + 1);
        for (size_t i = 0; i < sets.n; i++) {
            Str value = str_fmt(q->arena, "%lld", (long long)sets.v[i].set_no);
            if (product_group_of_set(sets.v[i].set_no) == group &&
                (kind == 0 || producer_may_use_set(kind, sets.v[i].set_no))) {
                bool on = str_eq(value, chosen);
                g->open |= on;
                g->sets.v[g->sets.n++] =
                    (struct dossier_set_option){ str_cat(q->arena, S("set-"), value), value,
                                                 sets.v[i].name, on };
            }
        }
        ret->groups.n += g->sets.n > 0;
    }
    return OK;
}

Err dossier_sets_of(struct req *q, Id producer, Str chosen, struct dossier_sets *ret)
{
    struct producer p;
    TRY(producer_get(q->tx, producer, &p));
    return sets_for(q, p.kind, chosen, ret);
}

Err dossier_all_sets(struct req *q, Str chosen, struct dossier_sets *ret)
{
    return sets_for(q, 0, chosen, ret);
}

struct view_field dossier_target_field(struct req *q, Str value)
{
    static const int levels[] = { M_DOSSIER_STAR_3, M_DOSSIER_STAR_4, M_DOSSIER_STAR_5 };
    struct view_field f =
        view_field(q->view, S("target_star"), M_DOSSIER_TARGET, M_DOSSIER_TARGET_HINT, value);
    for (int i = 3; i <= 5; i++) {
        add_option(q, &f, str_fmt(q->arena, "%d", i), dossier_words(q, levels[i - 3]), STR_NONE);
    }
    return f;
}

static void kinds_and_stars(struct req *q, struct dossier_new_page *v)
{
    v->kind = choice(q, "kind", M_DOSSIER_KIND, M_NONE);
    v->target = dossier_target_field(q, choice(q, "target_star", M_NONE, M_NONE).value);
    if (str_empty(v->kind.value)) {
        v->kind.value = S("1");
    }
    static const int hints[] = { M_NONE, M_DOSSIER_KIND_1_HINT, M_DOSSIER_KIND_2_HINT,
                                 M_DOSSIER_KIND_3_HINT };
    for (int i = 1; i <= DOSSIER_AGAIN; i++) {
        add_option(q, &v->kind, str_fmt(q->arena, "%d", i),
                   dossier_words(q, dossier_kind_message(i)), dossier_words(q, hints[i]));
    }
}

/* The dossier that stands in the way of a second one. */
static Err open_already(struct req *q, struct dossier_new_page *v)
{
    struct dossier_ref open;
    struct product p;
    bool found = false;
    Id product = web_form_id(q, S("product"));
    v->open.v = NEW(q->arena, struct dossier_go);
    if (id_none(product)) {
        return OK;
    }
    Err e = product_get(q->tx, product, &p);
    if (e == E_NONE || (e == OK && !id_eq(p.producer, q->subject.owner))) {
        return OK;
    }
    TRY(e);
    TRY(dossier_open_of_product(q->tx, product, &found, &open));
    if (found) {
        v->open.v[v->open.n++] = (struct dossier_go){ dossier_words1(q, M_DOSSIER_OPEN_ONE, p.name),
                                                      { dossier_path(q, open.id, "") } };
        v->open.v[0].href.s.n--; /* without the last slash */
    }
    return OK;
}

Err dossier_show_new(struct req *q)
{
    struct dossier_new_page v = { .has_products = false };
    TRY(own_products(q, &v));
    Str set_no = choice(q, "set_no", M_NONE, M_NONE).value;
    TRY(dossier_sets_of(q, q->subject.owner, set_no, &v.sets));
    kinds_and_stars(q, &v);
    TRY(open_already(q, &v));
    v.name = choice(q, "name", M_DOSSIER_NAME, M_DOSSIER_NAME_HINT);
    dossier_new_page_html(q->out, q->view, &v);
    return OK;
}

int64_t dossier_form_number(struct req *q, const char *name)
{
    int64_t n = 0;
    Str s = web_form(q, str_c(name));
    return !str_none(s) && number_parse(s, 0, 99, &n) == OK ? n : 0;
}

Err dossier_do_new(struct req *q)
{
    TRY(web_form_check(q, "product name set_no kind target_star"));
    Str product = web_form(q, S("product")), name = web_form(q, S("name"));
    struct dossier_new n = { .producer = q->subject.owner,
                             .product = web_form_id(q, S("product")),
                             .set_no = dossier_form_number(q, "set_no"),
                             .target_star = dossier_form_number(q, "target_star"),
                             .kind = dossier_form_number(q, "kind"),
                             .name = str_none(name) ? S("") : name,
                             .criteria = ((struct program *)web_app(q))->criteria };
    if (!str_empty(product) && id_none(n.product)) {
        return E_INPUT;
    }
    Id id, open;
    TRY(dossier_open(q->tx, &n, &id, &open));
    if (id_none(n.product)) {
        struct duplicate_hits alike;
        TRY(dossier_load_id(q, id));
        TRY(dossier_alike_of(q, dossier_of(q), &alike));
        if (alike.n > 0) {
            web_flash(q, M_DUPLICATE_FOUND, view_arg_int(q->view, (int64_t)alike.n));
            return web_see_other(q, S("/ho-so/"), id, S("/trung-lap"));
        }
    }
    web_flash(q, M_DOSSIER_OPENED, STR_NONE);
    return web_see_other(q, S("/ho-so/"), id, S(""));
}
