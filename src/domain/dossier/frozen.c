/* frozen.c: a filed version as canonical JSON, and read back. */
#include "domain/dossier/dossier.h"
#include "platform/json/json.h"

enum { VERSION_BYTES_MAX = 16 * 1024 * 1024 };

/* ---- writing: the keys of every object in the order of the alphabet ---- */

static void put(struct json_out *j, const char *key, Str value)
{
    json_key(j, key);
    json_put(j, value);
}

static void put_n(struct json_out *j, const char *key, int64_t n)
{
    json_key(j, key);
    json_put_int(j, n);
}

static void put_id(struct json_out *j, const char *key, Id id)
{
    json_key(j, key);
    if (id_none(id)) {
        json_put_null(j);
    } else {
        json_put_id(j, id);
    }
}

static void put_day(struct json_out *j, const char *key, Date d)
{
    json_key(j, key);
    json_put_date(j, d);
}

static void put_answers(struct json_out *j, const struct dossier_answers *all)
{
    json_key(j, "answers");
    json_arr(j);
    for (size_t i = 0; i < all->n; i++) {
        json_obj(j);
        put(j, "choice", all->v[i].choice);
        put(j, "item", all->v[i].item);
        put(j, "note", all->v[i].note);
        json_end_obj(j);
    }
    json_end_arr(j);
}

static void put_evidence(struct json_out *j, struct arena *a, const struct evidences *all)
{
    json_key(j, "evidence");
    json_arr(j);
    for (size_t i = 0; i < all->n; i++) {
        const struct evidence *e = &all->v[i];
        json_obj(j);
        put_day(j, "expires", e->expires);
        put(j, "file", hash_text(a, e->file));
        put(j, "file_name", e->file_name);
        put_id(j, "id", e->id);
        put_day(j, "issued", e->issued);
        put(j, "issuer", e->issuer);
        put_n(j, "kind", e->kind);
        put(j, "number", e->number);
        put(j, "original", hash_text(a, e->original));
        put_n(j, "pages", e->pages);
        put_n(j, "size", e->size);
        put(j, "title", e->title);
        put(j, "type", e->type);
        json_end_obj(j);
    }
    json_end_arr(j);
}

static void put_facts(struct json_out *j, struct arena *a, const struct dossier_facts *all)
{
    json_key(j, "facts");
    json_obj(j);
    for (size_t i = 0; i < all->n; i++) {
        put(j, str_cstr(a, all->v[i].field), all->v[i].value);
    }
    json_end_obj(j);
}

static void put_links(struct json_out *j, const struct dossier_links *all)
{
    json_key(j, "links");
    json_arr(j);
    for (size_t i = 0; i < all->n; i++) {
        json_obj(j);
        put_id(j, "evidence", all->v[i].evidence);
        put_n(j, "page_from", all->v[i].page_from);
        put_n(j, "page_to", all->v[i].page_to);
        put(j, "target", all->v[i].target);
        json_end_obj(j);
    }
    json_end_arr(j);
}

static void put_skips(struct json_out *j, const struct dossier_skips *all)
{
    json_key(j, "skips");
    json_arr(j);
    for (size_t i = 0; i < all->n; i++) {
        json_obj(j);
        put(j, "reason", all->v[i].reason);
        put(j, "type", all->v[i].type);
        json_end_obj(j);
    }
    json_end_arr(j);
}

static void put_producer(struct json_out *j, const struct producer *p)
{
    json_key(j, "producer");
    json_obj(j);
    put(j, "address", p->address);
    put(j, "email", p->email);
    put_id(j, "id", p->id);
    put_n(j, "kind", p->kind);
    put(j, "name", p->name);
    put(j, "phone", p->phone);
    put_id(j, "place", p->place);
    put(j, "place_text", p->place_text);
    put(j, "representative", p->representative);
    put(j, "tax_code", p->tax_code);
    put(j, "website", p->website);
    json_end_obj(j);
}

static Str photo_text(struct arena *a, Str photo)
{
    Hash h = { { 0 } };
    if (photo.n != sizeof h.b) {
        return STR_NONE;
    }
    memcpy(h.b, photo.p, sizeof h.b);
    return hash_text(a, h);
}

static void put_product(struct json_out *j, struct arena *a, const struct product *p)
{
    json_key(j, "product");
    json_obj(j);
    put(j, "code", p->code);
    put_n(j, "group_no", p->group_no);
    put_id(j, "id", p->id);
    put(j, "name", p->name);
    put(j, "photo", photo_text(a, p->photo));
    put(j, "photo_alt", p->photo_alt);
    put_n(j, "set_no", p->set_no);
    put(j, "story", p->story);
    json_end_obj(j);
}

/* ---- one order, whatever order the database gave ---- */

static int by_item(const void *x, const void *y)
{
    return str_cmp(((const struct dossier_answer *)x)->item,
                   ((const struct dossier_answer *)y)->item);
}

static int by_id(const void *x, const void *y)
{
    int64_t a = ((const struct evidence *)x)->id.v, b = ((const struct evidence *)y)->id.v;
    return (a > b) - (a < b);
}

static int by_field(const void *x, const void *y)
{
    return str_cmp(((const struct dossier_fact *)x)->field,
                   ((const struct dossier_fact *)y)->field);
}

static int by_target(const void *x, const void *y)
{
    const struct dossier_link *a = x, *b = y;
    int c = str_cmp(a->target, b->target);
    return c != 0 ? c : (a->evidence.v > b->evidence.v) - (a->evidence.v < b->evidence.v);
}

static int by_type(const void *x, const void *y)
{
    return str_cmp(((const struct dossier_skip *)x)->type, ((const struct dossier_skip *)y)->type);
}

static void *sorted(struct arena *a, const void *v, size_t n, size_t size,
                    int (*order)(const void *, const void *))
{
    void *copy = arena_calloc(a, n + 1, size);
    if (n > 0) {
        memcpy(copy, v, n * size);
        qsort(copy, n, size, order);
    }
    return copy;
}

static struct dossier_content in_order(struct arena *a, const struct dossier_content *given)
{
    struct dossier_content c = *given;
    c.answers.v = sorted(a, c.answers.v, c.answers.n, sizeof *c.answers.v, by_item);
    c.evidence.v = sorted(a, c.evidence.v, c.evidence.n, sizeof *c.evidence.v, by_id);
    c.facts.v = sorted(a, c.facts.v, c.facts.n, sizeof *c.facts.v, by_field);
    c.links.v = sorted(a, c.links.v, c.links.n, sizeof *c.links.v, by_target);
    c.skips.v = sorted(a, c.skips.v, c.skips.n, sizeof *c.skips.v, by_type);
    return c;
}

Str dossier_canonical(struct arena *a, const struct dossier_frozen *f)
{
    struct dossier_content c = in_order(a, &f->content);
    struct out *o CLEANUP(out_cleanup) = out_new(VERSION_BYTES_MAX);
    struct json_out j = json_begin(o);
    json_obj(&j);
    put_answers(&j, &c.answers);
    put(&j, "code", f->code);
    put_id(&j, "criteria", f->criteria);
    put_id(&j, "dossier", f->dossier);
    put_evidence(&j, a, &c.evidence);
    put_facts(&j, a, &c.facts);
    put(&j, "format", S("ocop-dossier-1"));
    put_n(&j, "kind", f->kind);
    put_links(&j, &c.links);
    put_n(&j, "no", f->no);
    put_producer(&j, &c.producer);
    put_product(&j, a, &c.product);
    put(&j, "receipt", f->receipt);
    put(&j, "set", f->set);
    put_skips(&j, &c.skips);
    json_key(&j, "submitted_at");
    json_put_time(&j, f->submitted_at);
    put_id(&j, "submitted_by", f->submitted_by);
    put_n(&j, "target_star", f->target_star);
    put_n(&j, "year", f->year);
    json_end_obj(&j);
    return out_dup(a, o);
}

/* ---- reading ---- */

static Str get(struct arena *a, const json_t *o, const char *key)
{
    Str s = json_str(o, key);
    return str_none(s) ? s : str_dup(a, s);
}

static Str get_text(struct arena *a, const json_t *o, const char *key)
{
    Str s = get(a, o, key);
    return str_none(s) ? S("") : s;
}

static Id get_id(const json_t *o, const char *key)
{
    Id id = ID_NONE;
    Str s = json_str(o, key);
    return !str_none(s) && id_parse(s, &id) == OK ? id : ID_NONE;
}

static Date get_day(const json_t *o, const char *key)
{
    Date d = DATE_NONE;
    Str s = json_str(o, key);
    return !str_none(s) && date_parse_iso(s, &d) == OK ? d : DATE_NONE;
}

static Hash get_hash(const json_t *o, const char *key)
{
    Hash h = { { 0 } };
    Str s = json_str(o, key);
    if (str_none(s) || hash_parse(s, &h) != OK) {
        return (Hash){ { 0 } };
    }
    return h;
}

static void read_answers(struct arena *a, const json_t *list, struct dossier_answers *ret)
{
    ret->v = NEW_N(a, struct dossier_answer, json_array_size(list) + 1);
    for (; ret->n < json_array_size(list); ret->n++) {
        const json_t *o = json_array_get(list, ret->n);
        ret->v[ret->n] = (struct dossier_answer){ .item = get_text(a, o, "item"),
                                                  .choice = get_text(a, o, "choice"),
                                                  .note = get_text(a, o, "note") };
    }
}

static void read_evidence(struct arena *a, const json_t *list, Id producer, struct evidences *ret)
{
    ret->v = NEW_N(a, struct evidence, json_array_size(list) + 1);
    for (; ret->n < json_array_size(list); ret->n++) {
        const json_t *o = json_array_get(list, ret->n);
        ret->v[ret->n] = (struct evidence){
            .id = get_id(o, "id"),
            .producer = producer,
            .type = get_text(a, o, "type"),
            .title = get_text(a, o, "title"),
            .issuer = get(a, o, "issuer"),
            .number = get(a, o, "number"),
            .issued = get_day(o, "issued"),
            .expires = get_day(o, "expires"),
            .file = get_hash(o, "file"),
            .original = get_hash(o, "original"),
            .file_name = get_text(a, o, "file_name"),
            .kind = json_i(o, "kind", 0),
            .size = json_i(o, "size", 0),
            .pages = json_i(o, "pages", 1),
        };
    }
}

static void read_facts(struct arena *a, json_t *facts, struct dossier_facts *ret)
{
    const char *key;
    json_t *value;
    ret->v = NEW_N(a, struct dossier_fact, json_object_size(facts) + 1);
    json_object_foreach(facts, key, value)
    {
        ret->v[ret->n++] =
            (struct dossier_fact){ .field = str_dup(a, str_c(key)),
                                   .value = str_dup(a, str_c(json_string_value(value))) };
    }
}

static void read_links(struct arena *a, const json_t *list, struct dossier_content *c)
{
    struct dossier_links *ret = &c->links;
    ret->v = NEW_N(a, struct dossier_link, json_array_size(list) + 1);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *o = json_array_get(list, i);
        const struct evidence *e = dossier_paper_of(c, get_id(o, "evidence"));
        if (e != NULL) {
            ret->v[ret->n++] = (struct dossier_link){ .target = get_text(a, o, "target"),
                                                      .evidence = e->id,
                                                      .page_from = json_i(o, "page_from", 1),
                                                      .page_to = json_i(o, "page_to", 1),
                                                      .type = e->type,
                                                      .title = e->title,
                                                      .pages = e->pages,
                                                      .kind = e->kind,
                                                      .expires = e->expires };
        }
    }
}

static void read_skips(struct arena *a, const json_t *list, struct dossier_skips *ret)
{
    ret->v = NEW_N(a, struct dossier_skip, json_array_size(list) + 1);
    for (; ret->n < json_array_size(list); ret->n++) {
        const json_t *o = json_array_get(list, ret->n);
        ret->v[ret->n] = (struct dossier_skip){ .type = get_text(a, o, "type"),
                                                .reason = get_text(a, o, "reason") };
    }
}

static void read_producer(struct arena *a, const json_t *o, struct producer *ret)
{
    *ret = (struct producer){
        .id = get_id(o, "id"),
        .kind = json_i(o, "kind", 0),
        .name = get_text(a, o, "name"),
        .tax_code = get(a, o, "tax_code"),
        .place = get_id(o, "place"),
        .place_text = get_text(a, o, "place_text"),
        .address = get_text(a, o, "address"),
        .representative = get_text(a, o, "representative"),
        .phone = get(a, o, "phone"),
        .email = get(a, o, "email"),
        .website = get(a, o, "website"),
    };
}

static void read_product(struct arena *a, const json_t *o, const struct producer *of,
                         struct product *ret)
{
    Hash photo = get_hash(o, "photo");
    bool has_photo = !str_none(json_str(o, "photo"));
    *ret = (struct product){
        .id = get_id(o, "id"),
        .producer = of->id,
        .code = get_text(a, o, "code"),
        .name = get_text(a, o, "name"),
        .set_no = json_i(o, "set_no", 0),
        .group_no = json_i(o, "group_no", 0),
        .story = get(a, o, "story"),
        .photo = has_photo ? str_dup(a, (Str){ (const char *)photo.b, sizeof photo.b }) : STR_NONE,
        .photo_alt = get(a, o, "photo_alt"),
        .producer_name = of->name,
        .producer_kind = of->kind,
        .place = of->place,
        .place_text = of->place_text,
    };
}

static void read_all(struct arena *a, const json_t *o, struct dossier_frozen *f)
{
    struct dossier_content *c = &f->content;
    f->criteria = get_id(o, "criteria");
    f->submitted_by = get_id(o, "submitted_by");
    f->kind = json_i(o, "kind", DOSSIER_FIRST);
    f->target_star = json_i(o, "target_star", 0);
    f->year = json_i(o, "year", 0);
    f->code = get_text(a, o, "code");
    f->set = get_text(a, o, "set");
    read_producer(a, json_object_get(o, "producer"), &c->producer);
    read_product(a, json_object_get(o, "product"), &c->producer, &c->product);
    read_answers(a, json_object_get(o, "answers"), &c->answers);
    read_evidence(a, json_object_get(o, "evidence"), c->producer.id, &c->evidence);
    read_facts(a, json_object_get(o, "facts"), &c->facts);
    read_links(a, json_object_get(o, "links"), c);
    read_skips(a, json_object_get(o, "skips"), &c->skips);
}

Err dossier_frozen(struct tx *tx, Id version, struct dossier_frozen *ret)
{
    struct dossier_version row;
    json_t *content CLEANUP(json_cleanup) = NULL;
    int line;
    TRY(dossier_version_get(tx, version, &row));
    if (!hash_eq(hash_of(row.content), row.hash) ||
        json_read(row.content, VERSION_BYTES_MAX, &content, &line) != OK) {
        return fault(E_DB, "a filed version is not what was filed");
    }
    *ret = (struct dossier_frozen){ .version = row.id,
                                    .dossier = row.dossier,
                                    .no = row.no,
                                    .receipt = row.receipt,
                                    .submitted_by_name = row.submitted_by_name,
                                    .hash = row.hash,
                                    .submitted_at = row.submitted_at };
    read_all(tx_arena(tx), content, ret);
    return OK;
}
