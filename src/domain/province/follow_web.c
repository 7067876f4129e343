/* follow_web.c: producers of communes that were split: the officer says where each lies now. */
#include "domain/province/follow.h"
#include "domain/access/access.h"
#include "domain/place/place.h"
#include "domain/province/pages.h"
#include "domain/province/province.views.h"
#include "messages.h"

static Str field_of(struct req *q, Id producer)
{
    return str_cat(q->arena, S("place."), id_text(q->arena, producer));
}

static Str typed(struct req *q, Str name)
{
    Str v = web_form(q, name);
    return str_none(v) ? S("") : v;
}

static Err add_choices(struct req *q, const struct follow_producer *p, struct view_field *f)
{
    struct follow_choices c;
    TRY(follow_choices_of(q->tx, p->place, &c));
    f->options.v = NEW_N(q->arena, struct view_option, c.n + 1);
    for (size_t i = 0; i < c.n; i++) {
        Str id = id_text(q->arena, c.v[i].place);
        f->options.v[f->options.n++] = (struct view_option){
            .value = id, .text = c.v[i].name, .hint = c.v[i].note, .chosen = str_eq(id, f->value)
        };
    }
    return OK;
}

Err province_show_follow(struct req *q)
{
    struct follow_producers left;
    struct province_follow_page v = { .rows = { .n = 0 } };
    TRY(follow_left(q->tx, tx_today(q->tx), &left));
    v.rows.v = NEW_N(q->arena, struct province_follow_row, left.n + 1);
    for (size_t i = 0; i < left.n && i < PROVINCE_BATCH_MAX; i++) {
        const struct follow_producer *p = &left.v[i];
        struct province_follow_row *r = &v.rows.v[v.rows.n++];
        Str old = place_full_name(q->arena, p->kind, p->place_name);
        Str name = field_of(q, p->id);
        r->producer = view_field(q->view, name, M_NONE, M_NONE, typed(q, name));
        r->producer.label = p->name;
        r->producer.hint = str_empty(p->district) ? old
                                                  : str_fmt(q->arena, "%.*s (%.*s)", STR_ARG(old),
                                                            STR_ARG(p->district));
        r->id = id_text(q->arena, p->id);
        r->version = p->version;
        TRY(add_choices(q, p, &r->producer));
    }
    v.rows_n = (int64_t)left.n;
    province_follow_page_html(q->out, q->view, &v);
    return OK;
}

/* Those that were chosen for; all or none. Somebody else was quicker: his word stands. */
Err province_do_follow(struct req *q)
{
    struct follow_producers left;
    int64_t done = 0;
    TRY(web_form_check(q, "place.* version.*"));
    TRY(follow_left(q->tx, tx_today(q->tx), &left));
    for (size_t i = 0; i < left.n; i++) {
        struct follow_producer *p = &left.v[i];
        Id place = web_form_id(q, field_of(q, p->id));
        Str version = typed(q, str_cat(q->arena, S("version."), id_text(q->arena, p->id)));
        if (id_none(place)) {
            continue;
        }
        TRY(number_parse(version, 1, INT64_MAX, &p->version));
        TRY(follow_choose(q->tx, p, place));
        done++;
    }
    if (done == 0) {
        return refuse(q->tx, M_FOLLOW_NOTHING, STR_NONE, STR_NONE);
    }
    web_flash(q, M_FOLLOW_DONE, view_arg_int(q->view, done));
    return web_see_other(q, S("/tinh/dia-ban"), ID_NONE, S(""));
}
