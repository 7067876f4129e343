/* words.c: English names, stories and drawn pictures for the products of the sample register. */
#include "domain/demo/inside.h"
#include "domain/demo/picture.h"
#include "domain/product/product.h"
#include "platform/base/embedded.h"
#include "platform/i18n/i18n.h"
#include "platform/json/json.h"

enum { FILE_MAX = 256 * 1024 };

Err demo_read_words(struct demo_words *ret)
{
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), S("demo/products.json"))) {
            int line;
            TRY(json_read(embedded_text(&data_files[i]), FILE_MAX, &ret->file, &line));
            ret->products = json_object_get(ret->file, "products");
            return OK;
        }
    }
    return fault(E_BUG, "demo/products.json is not among the data files");
}

/* The picture, drawn and stored; none when the entry has no motif. */
static Err picture_of(struct demo *d, const json_t *entry, Str *ret)
{
    Str png;
    struct storage_file file;
    TRY(demo_picture(d->arena, json_str(entry, "motif"), json_str(entry, "tone"), &png));
    TRY(storage_put(d->program->storage, png, STORAGE_PNG, &file));
    *ret = str_dup(d->arena, (Str){ (const char *)file.hash.b, sizeof file.hash.b });
    return OK;
}

Err demo_dress(struct demo *d, struct tx *tx, Id product, const json_t *entry)
{
    struct product p;
    TRY(product_get(tx, product, &p));
    struct product_new n = { .producer = p.producer,
                             .name = p.name,
                             .name_en = json_str(entry, "en"),
                             .story = json_str(entry, "story"),
                             .story_en = json_str(entry, "story_en"),
                             .set_no = p.set_no,
                             .group_no = p.group_no,
                             .demo = true };
    Str photo;
    TRY(picture_of(d, entry, &photo));
    TRY(product_change(tx, product, p.version, &n));
    return product_photo_put(tx, product, photo,
                             str_fmt(d->arena, "Hình minh họa: %.*s", STR_ARG(p.name)));
}

Err demo_dress_all(struct tx *tx, void *arg)
{
    struct demo *d = arg;
    for (size_t i = 0; i < json_array_size(d->words.products); i++) {
        const json_t *entry = json_array_get(d->words.products, i);
        bool found = false;
        struct demo_product_row row;
        TRY(demo_product(tx, vi_fold(d->arena, json_str(entry, "name")), &found, &row));
        if (found) {
            TRY(demo_dress(d, tx, row.id, entry));
        }
    }
    return OK;
}
