/* sensory_web.c: /phien/:id/cam-quan: the secretary's key and the serving plan; /phien/:id/nem:
 * what a member tastes, by code. */
#include "domain/access/access.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "domain/council/sensory.h"
#include "messages.h"

static const int mark_words[SENSORY_MARKS] = { M_SENSORY_LOOK, M_SENSORY_SMELL, M_SENSORY_TASTE,
                                               M_SENSORY_FEEL, M_SENSORY_WHOLE };
static const int scale_words[SENSORY_SCALE + 1] = {
    M_SENSORY_NO_MARK, M_SENSORY_SCALE_1, M_SENSORY_SCALE_2, M_SENSORY_SCALE_3, M_SENSORY_SCALE_4,
    M_SENSORY_SCALE_5, M_SENSORY_SCALE_6, M_SENSORY_SCALE_7, M_SENSORY_SCALE_8, M_SENSORY_SCALE_9
};

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

/* ---- the secretary's pages ---- */

Err council_show_key(struct req *q)
{
    const struct council_session *s = q->subject.row;
    struct sensory_round r = { .drawn_at = TIME_NONE };
    struct sensory_samples key;
    struct council_key_page v = { .session = s->id, .name = s->name };
    TRY(sensory_round_of(q->tx, s->id, &v.drawn, &r));
    TRY(sensory_key(q->tx, s->id, &key));
    TRY(sensory_is_open(q->tx, s->id, &v.open));
    v.drawn_at = r.drawn_at;
    v.drawn_by = v.drawn ? r.drawn_by : S("");
    v.may_draw = !v.open && (!v.drawn || r.answers == 0);
    v.samples.v = NEW_N(q->arena, struct council_key_row, key.n + 1);
    for (size_t i = 0; i < key.n; i++) {
        v.samples.v[v.samples.n++] =
            (struct council_key_row){ key.v[i].code, key.v[i].product, key.v[i].producer };
    }
    council_key_page_html(q->out, q->view, &v);
    return OK;
}

Err council_do_draw(struct req *q)
{
    const struct council_session *s = q->subject.row;
    TRY(web_form_check(q, ""));
    TRY(sensory_draw(q->tx, s, sensory_random()));
    web_flash(q, M_SENSORY_DRAWN, STR_NONE);
    return web_see_other(q, S("/phien/"), s->id, S("/cam-quan"));
}

/* Codes only: this sheet lies on the table. */
Err council_show_serving(struct req *q)
{
    const struct council_session *s = q->subject.row;
    struct sensory_servings all;
    struct council_serving_page v = { .session = s->id, .name = s->name, .held_on = s->held_on };
    TRY(sensory_servings(q->tx, s->id, &all));
    v.rows.v = NEW_N(q->arena, struct council_serving_row, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct sensory_serving *x = &all.v[i];
        if (i == 0 || !id_eq(all.v[i - 1].seat, x->seat)) {
            struct council_serving_row *r = &v.rows.v[v.rows.n++];
            *r = (struct council_serving_row){ .name = x->name, .department = x->department };
            r->codes.v = NEW_N(q->arena, struct council_serving_code, all.n + 1);
        }
        struct council_serving_codes *codes = &v.rows.v[v.rows.n - 1].codes;
        codes->v[codes->n++] = (struct council_serving_code){ x->place, x->code };
    }
    council_serving_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- the member's page ---- */

static Str mark_field(struct req *q, int64_t code, int i)
{
    return str_fmt(q->arena, "m.%lld.%d", (long long)code, i);
}

static Str words_field(struct req *q, int64_t code)
{
    return str_cat(q->arena, S("w."), number(q, code));
}

static struct view_field mark_of(struct req *q, int64_t code, int i, int64_t stored)
{
    Str name = mark_field(q, code, i), typed = web_form(q, name);
    Str now = !str_none(typed) ? typed : stored > 0 ? number(q, stored) : S("");
    struct view_field f = view_field(q->view, name, mark_words[i], M_NONE, now);
    f.options.v = NEW_N(q->arena, struct view_option, SENSORY_SCALE + 1);
    for (int64_t k = 0; k <= SENSORY_SCALE; k++) {
        Str value = k == 0 ? S("") : number(q, k);
        f.options.v[f.options.n++] = (struct view_option){
            .value = value, .text = i18n_text(q->lang, scale_words[k]), .chosen = str_eq(now, value)
        };
    }
    return f;
}

static const struct sensory_sample *sample_of(const struct sensory_samples *key, int64_t code)
{
    for (size_t i = 0; i < key->n; i++) {
        if (key->v[i].code == code) {
            return &key->v[i];
        }
    }
    return NULL;
}

/* key: empty while it is shut. */
static void add_glass(struct req *q, const struct sensory_cup *g, const struct sensory_samples *key,
                      struct council_taste_page *v)
{
    const int64_t marks[SENSORY_MARKS] = { g->look, g->smell, g->taste, g->feel, g->whole };
    const struct sensory_sample *s = sample_of(key, g->code);
    struct council_glass *to = &v->glasses.v[v->glasses.n++];
    *to = (struct council_glass){ .place = g->place,
                                  .code = g->code,
                                  .product = s == NULL ? S("") : s->product };
    to->marks.v = NEW_N(q->arena, struct view_field, SENSORY_MARKS);
    for (int i = 0; i < SENSORY_MARKS; i++) {
        to->marks.v[to->marks.n++] = mark_of(q, g->code, i, marks[i]);
    }
    Str typed = web_form_text(q, words_field(q, g->code));
    to->words = view_field(q->view, words_field(q, g->code), M_SENSORY_WORDS, M_NONE,
                           str_none(typed) ? g->words : typed);
    to->words.rows = 2;
    v->version += g->version;
}

Err council_show_taste(struct req *q)
{
    const struct council_session *s = q->subject.row;
    struct council_actor me;
    struct sensory_cups all;
    struct sensory_samples key = { 0 };
    struct council_taste_page v = { .session = s->id, .name = s->name };
    TRY(council_actor_of(q->tx, s->council, q->actor.account, &me));
    TRY(council_seat_words(q, s->council, &me, &v.seat_words));
    TRY(sensory_glasses(q->tx, s->id, me.seat.account, &all));
    TRY(sensory_is_open(q->tx, s->id, &v.open));
    if (v.open) {
        TRY(sensory_key(q->tx, s->id, &key));
    }
    v.may_write = !v.open && !id_none(me.votes);
    v.glasses.v = NEW_N(q->arena, struct council_glass, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        add_glass(q, &all.v[i], &key, &v);
    }
    council_taste_page_html(q->out, q->view, &v);
    return OK;
}

static Err read_mark(struct req *q, int64_t code, struct sensory_mark *m)
{
    Err e = OK;
    *m = (struct sensory_mark){ .code = code };
    m->words = str_trim(or_empty(web_form_text(q, words_field(q, code))));
    for (int i = 0; i < SENSORY_MARKS; i++) {
        Str typed = or_empty(web_form(q, mark_field(q, code, i)));
        if (!str_empty(typed) && number_parse(typed, 1, SENSORY_SCALE, &m->mark[i]) != OK) {
            e = refuse_field(q->tx, mark_field(q, code, i), M_SENSORY_MARK, number(q, code),
                             STR_NONE);
        }
    }
    return e;
}

Err council_do_taste(struct req *q)
{
    const struct council_session *s = q->subject.row;
    struct council_actor me;
    struct http_fields words = web_form_all(q, S("w."));
    int64_t version = 0;
    Err e = OK;
    TRY(web_form_check(q, "m.* w.*"));
    TRY(number_parse(or_empty(web_form(q, S("version"))), 0, INT64_MAX, &version));
    TRY(council_actor_of(q->tx, s->council, q->actor.account, &me));
    if (id_none(me.votes)) {
        return refuse(q->tx, M_SENSORY_AWAY, STR_NONE, STR_NONE);
    }
    struct sensory_mark *v = NEW_N(q->arena, struct sensory_mark, words.n + 1);
    for (size_t i = 0; i < words.n; i++) {
        int64_t code = 0;
        TRY(number_parse(str_skip(words.v[i].name, 2), SENSORY_CODE_LEAST, 999, &code));
        e = read_mark(q, code, &v[i]) == OK ? e : E_REFUSED;
    }
    TRY(e);
    TRY(sensory_taste(q->tx, s->id, me.seat.account, version, words.n, v));
    web_flash(q, M_SENSORY_SAVED, STR_NONE);
    return web_see_other(q, S("/phien/"), s->id, S("/nem"));
}

/* ---- beside the result, once the key is open ---- */

static Str mean(struct req *q, const struct sensory_saids *all, int i)
{
    int64_t sum = 0, n = 0;
    for (size_t k = 0; k < all->n; k++) {
        const struct sensory_said *x = &all->v[k];
        const int64_t marks[SENSORY_MARKS] = { x->look, x->smell, x->taste, x->feel, x->whole };
        sum += marks[i];
        n += marks[i] > 0 ? 1 : 0;
    }
    return n == 0 ? S("–")
                  : i18n_fmt(q->arena, q->lang, M_SENSORY_MEAN,
                             council_exact(q->arena, frac_make(sum, n)), number(q, n), STR_NONE);
}

Err council_add_sensory_result(struct req *q, Id file, struct council_result_page *v)
{
    struct sensory_saids all;
    TRY(sensory_of_file(q->tx, file, &all));
    v->tasted = (int64_t)all.n;
    v->tastes.v = NEW_N(q->arena, struct council_taste_mean, SENSORY_MARKS);
    for (int i = 0; i < SENSORY_MARKS; i++) {
        v->tastes.v[v->tastes.n++] = (struct council_taste_mean){ mark_words[i], mean(q, &all, i) };
    }
    v->taste_words.v = NEW_N(q->arena, struct council_taste_word, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        if (!str_empty(all.v[i].words)) {
            v->taste_words.v[v->taste_words.n++].text = all.v[i].words;
        }
    }
    return OK;
}
