/* story_web.c: the product's photo and story. */
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/evidence_web.h"
#include "domain/dossier/pages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

Err dossier_show_story(struct req *q)
{
    struct product p;
    struct dossier_story_page v = { .d = *dossier_of(q) };
    TRY(product_get(q->tx, v.d.product, &p));
    bool again = q->http->form.n > 0;
    Str alt = again ? web_form(q, S("photo_alt")) : p.photo_alt;
    Str story = again ? web_form_text(q, S("story")) : p.story;
    v.product_version = p.version;
    v.has_photo = !str_empty(p.photo);
    v.photo_alt = or_empty(p.photo_alt);
    v.file = evidence_file_field(q, S("photo"), M_DOSSIER_PHOTO, M_DOSSIER_PHOTO_HINT, false);
    v.file.type = S("image/jpeg,image/png");
    v.alt = view_field(q->view, S("photo_alt"), M_DOSSIER_PHOTO_ALT, M_DOSSIER_PHOTO_ALT_HINT,
                       or_empty(alt));
    v.story = view_field(q->view, S("story"), M_DOSSIER_STORY_TEXT, M_DOSSIER_STORY_HINT,
                         or_empty(story));
    v.story.rows = 10;
    v.alt.optional = v.file.optional = true;
    dossier_story_page_html(q->out, q->view, &v);
    return OK;
}

/* The photo sent with the form: none, taken, or refused with the reason. */
static Err sent_photo(struct req *q, Str *ret)
{
    *ret = STR_NONE;
    for (size_t i = 0; i < q->files.n; i++) {
        const struct web_taken *t = &q->files.v[i];
        if (!str_eq(t->field, S("photo"))) {
            return problem_add(&q->problems, STR_NONE, M_WEB_FIELD_FOREIGN,
                               str_sub(t->field, 0, 60), STR_NONE);
        }
        if (t->why != STORAGE_OK) {
            return problem_add(&q->problems, t->field, evidence_why_message(t->why),
                               str_sub(t->name, 0, 120), STR_NONE);
        }
        if (t->file.kind != STORAGE_JPEG && t->file.kind != STORAGE_PNG) {
            return problem_add(&q->problems, t->field, M_DOSSIER_PHOTO_KIND, STR_NONE, STR_NONE);
        }
        *ret = str_dup(q->arena, (Str){ (const char *)t->file.hash.b, sizeof t->file.hash.b });
    }
    return OK;
}

Err dossier_do_story(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct product p;
    Str photo;
    TRY(web_form_check(q, "photo photo_alt story"));
    TRY(sent_photo(q, &photo));
    TRY(product_get(q->tx, d->product, &p));
    Str alt = or_empty(web_form(q, S("photo_alt")));
    struct product_new change = { .name = p.name,
                                  .name_en = p.name_en,
                                  .story = or_empty(web_form_text(q, S("story"))),
                                  .story_en = p.story_en,
                                  .photo_alt = alt,
                                  .buy_url = p.buy_url,
                                  .set_no = p.set_no };
    int64_t version = p.version;
    Str shown = web_form_raw(q, S("version"));
    if (!str_none(shown) && number_parse(shown, 1, INT64_MAX, &version) != OK) {
        return E_INPUT;
    }
    if (version != p.version) {
        return problem_add(&q->problems, STR_NONE, M_DOSSIER_STALE, STR_NONE, STR_NONE);
    }
    TRY(product_change(q->tx, p.id, version, &change));
    if (!str_none(photo)) {
        TRY(product_photo_put(q->tx, p.id, photo, str_empty(alt) ? STR_NONE : alt));
    }
    TRY(dossier_touch(q->tx, d->id, d->version));
    web_flash(q, M_DOSSIER_SAVED, STR_NONE);
    return web_see_other(q, S("/ho-so/"), d->id, S(""));
}

static bool photo_hash(Str photo, Hash *ret)
{
    if (photo.n != sizeof ret->b) {
        return false;
    }
    memcpy(ret->b, photo.p, sizeof ret->b);
    return true;
}

Err dossier_send_photo(struct req *q)
{
    enum { WIDTH = 800 };
    const struct dossier *d = dossier_of(q);
    struct product p;
    Hash h;
    if (id_eq(web_scope(q), d->producer)) {
        TRY(product_get(q->tx, d->product, &p));
    } else if (!id_none(d->filed)) {
        struct dossier_frozen f;
        TRY(dossier_frozen(q->tx, d->filed, &f));
        p = f.content.product;
    } else {
        return E_NONE;
    }
    if (!photo_hash(p.photo, &h)) {
        return E_NONE;
    }
    TRY(storage_thumb(web_storage(q), q->arena, h, WIDTH, &q->response->file));
    web_header(q, S("Content-Type"), S("image/jpeg"));
    web_header(q, S("Cache-Control"), S("private, max-age=60"));
    return OK;
}
