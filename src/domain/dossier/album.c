/* album.c: the rules of photographs that become one paper. No HTTP. */
#include "domain/dossier/album.h"
#include "domain/dossier/inside.h"
#include "domain/dossier/upload.h"
#include "messages.h"

static bool is_there(const struct album_pages *all, Hash original)
{
    for (size_t i = 0; i < all->n; i++) {
        if (hash_eq(all->v[i].original, original)) {
            return true;
        }
    }
    return false;
}

static Err check_room(struct tx *tx, Id producer, int64_t size, Str name)
{
    struct evidence_sum kept;
    struct album_total waiting;
    int64_t quota, total;
    TRY(evidence_total(tx, producer, &kept));
    TRY(album_sum(tx, producer, &waiting));
    TRY(evidence_quota(tx, &quota));
    TRY(number_add(kept.bytes, waiting.bytes, &total));
    TRY(number_add(total, size, &total));
    return total <= quota ? OK : refuse_field(tx, S("file"), M_ALBUM_NO_ROOM, name, STR_NONE);
}

Err album_add(struct tx *tx, const struct dossier *d, Str target, Str name,
              const struct storage_file *file)
{
    struct album_pages all;
    TRY(album_pages(tx, d->id, target, &all));
    if (file->kind != STORAGE_JPEG && file->kind != STORAGE_PNG) {
        return refuse_field(tx, S("file"), M_ALBUM_NO_PICTURE, name, STR_NONE);
    }
    if (is_there(&all, file->original)) {
        return tx_note(tx, S("album.again"), d->id);
    }
    if (all.n >= ALBUM_MAX) {
        return refuse_field(tx, S("file"), M_ALBUM_FULL, name,
                            str_fmt(tx_arena(tx), "%d", ALBUM_MAX));
    }
    TRY(check_room(tx, d->producer, file->size, name));
    TRY(album_page_put(tx, d->id, target, all.n == 0 ? 1 : all.v[all.n - 1].no + 1, name,
                       file->hash, file->original, file->size, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("album.added"), d->id);
}

Str album_seen(struct arena *a, const struct album_pages *all)
{
    struct hash_state h;
    hash_start(&h);
    for (size_t i = 0; i < all->n; i++) {
        hash_add(&h, all->v[i].original.b, sizeof all->v[i].original.b);
    }
    return str_sub(hash_text(a, hash_end(&h)), 0, 16);
}

Err album_arrange(struct tx *tx, const struct dossier *d, Str target, const struct album_pages *all,
                  const size_t *order, size_t n)
{
    TRY(album_cut(tx, d->id, target));
    for (size_t i = 0; i < n; i++) {
        const struct album_page *p = &all->v[order[i]];
        TRY(album_page_put(tx, d->id, target, (int64_t)i + 1, p->name, p->file, p->original,
                           p->size, tx_account(tx), tx_now(tx)));
    }
    return tx_note(tx, S("album.arranged"), d->id);
}

/* The paper is named after its first photograph. */
static Str pdf_name(struct arena *a, Str first)
{
    for (size_t i = first.n; i-- > 1;) {
        if (first.p[i] == '.') {
            first = str_sub(first, 0, i);
            break;
        }
    }
    return str_cat(a, first, S(".pdf"));
}

Err album_merge(struct tx *tx, const struct dossier *d, const struct criteria_set *set, Str target,
                struct storage *st)
{
    struct album_pages all;
    struct evidence_new n = { .producer = d->producer, .type = upload_type_of(set, target) };
    struct hash_state originals;
    Id id;
    TRY(album_pages(tx, d->id, target, &all));
    if (all.n == 0) {
        return refuse_field(tx, S("file"), M_ALBUM_EMPTY, STR_NONE, STR_NONE);
    }
    Hash *page = NEW_N(tx_arena(tx), Hash, all.n);
    hash_start(&originals);
    for (size_t i = 0; i < all.n; i++) {
        page[i] = all.v[i].file;
        hash_add(&originals, all.v[i].original.b, sizeof all.v[i].original.b);
    }
    TRY(storage_album(st, page, all.n, &n.file));
    n.file.original = hash_end(&originals);
    n.file_name = pdf_name(tx_arena(tx), all.v[0].name);
    n.fields = (struct evidence_fields){ .issued = DATE_NONE, .expires = DATE_NONE };
    TRY(evidence_add(tx, &n, &id, NULL));
    struct dossier_link l = {
        .target = target, .evidence = id, .page_from = 1, .page_to = (int64_t)all.n
    };
    TRY(dossier_attach(tx, d, set, &l));
    TRY(dossier_touch(tx, d->id, d->version));
    TRY(album_cut(tx, d->id, target));
    return tx_note(tx, S("album.merged"), d->id);
}
