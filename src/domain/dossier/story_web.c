/* story_web.c: the product's photo and story. */
#include "domain/dossier/ask.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/evidence_web.h"
#include "domain/dossier/pages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str seen_of(struct req *q, const struct product *p)
{
    const Str shown[] = { or_empty(p->photo_alt), or_empty(p->story) };
    return dossier_seen(q->arena, COUNT_OF(shown), shown);
}

/* What was typed, beside what somebody else saved since the page was shown. */
static void typed_again(struct req *q, const struct product *p, struct dossier_story_page *v)
{
    Str sent = web_form_raw(q, S("seen"));
    Str alt = or_empty(web_form(q, S("photo_alt")));
    Str story = or_empty(web_form_text(q, S("story")));
    struct dossier_merged a = { .value = alt }, s = { .value = story };
    if (v->stale) {
        a = dossier_merge(q->arena, sent, 0, alt, or_empty(p->photo_alt));
        s = dossier_merge(q->arena, sent, 1, story, or_empty(p->story));
        v->photo_again = q->files.n > 0;
    }
    v->alt.value = a.value;
    v->story.value = s.value;
    if (a.clash) {
        v->alt_theirs = dossier_theirs(v->alt.label, or_empty(p->photo_alt));
    }
    if (s.clash) {
        v->story_theirs = dossier_theirs(v->story.label, or_empty(p->story));
    }
}

/* Was the product saved elsewhere since the page was shown? A version that is no number: E_INPUT.
 */
static Err changed_since(struct req *q, const struct product *p, bool *ret)
{
    Str shown = web_form_raw(q, S("version"));
    int64_t version = p->version;
    if (!str_none(shown) && number_parse(shown, 1, INT64_MAX, &version) != OK) {
        return E_INPUT;
    }
    *ret = version != p->version;
    return OK;
}

Err dossier_show_story(struct req *q)
{
    struct product p;
    struct dossier_story_page v = { .d = *dossier_of(q) };
    TRY(product_get(q->tx, v.d.product, &p));
    TRY(changed_since(q, &p, &v.stale));
    v.product_version = p.version;
    v.seen = seen_of(q, &p);
    v.has_photo = !str_empty(p.photo);
    v.photo_alt = or_empty(p.photo_alt);
    v.file = evidence_file_field(q, S("photo"), M_DOSSIER_PHOTO, M_DOSSIER_PHOTO_HINT, false);
    v.file.type = S("image/jpeg,image/png");
    v.alt = view_field(q->view, S("photo_alt"), M_DOSSIER_PHOTO_ALT, M_DOSSIER_PHOTO_ALT_HINT,
                       or_empty(p.photo_alt));
    v.story = view_field(q->view, S("story"), M_DOSSIER_STORY_TEXT, M_DOSSIER_STORY_HINT,
                         or_empty(p.story));
    if (q->http->form.n > 0) {
        typed_again(q, &p, &v);
    }
    v.story.rows = 10;
    v.alt.optional = v.file.optional = true;
    if (v.stale) {
        web_status(q, 409);
    }
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
    bool stale = false;
    TRY(web_form_check(q, "version seen photo photo_alt story"));
    TRY(dossier_may_change(q->tx, d, S("story"), str_c(dossier_part_slug(PART_PRODUCT))));
    TRY(sent_photo(q, &photo));
    TRY(product_get(q->tx, d->product, &p));
    TRY(changed_since(q, &p, &stale));
    if (stale) {
        return dossier_stale(q);
    }
    Str alt = or_empty(web_form(q, S("photo_alt")));
    struct product_new change = { .name = p.name,
                                  .name_en = p.name_en,
                                  .story = or_empty(web_form_text(q, S("story"))),
                                  .story_en = p.story_en,
                                  .photo_alt = alt,
                                  .buy_url = p.buy_url,
                                  .set_no = p.set_no };
    TRY(product_change(q->tx, p.id, p.version, &change));
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
    if (dossier_is_own(q, d)) {
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
