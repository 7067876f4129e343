/* upload.c: the rules of a file that comes in pieces. No HTTP. */
#include "domain/dossier/upload.h"
#include "domain/access/access.h"
#include "domain/dossier/inside.h"
#include "domain/program/program.h"
#include "messages.h"

Str upload_type_of(const struct criteria_set *set, Str target)
{
    struct criteria_ref ref;
    if (!criteria_lookup(set, target, &ref)) {
        return target;
    }
    const struct criteria_item *item = &set->item[ref.item];
    return item->n_evidence > 0 ? item->evidence[0] : S("E15");
}

Err upload_from(struct tx *tx, int64_t *ret)
{
    return setting_int(tx, S("upload.from_bytes"), UPLOAD_FROM_BYTES, ret);
}

/* ---- beginning ---- */

static Str megabytes(struct tx *tx, int64_t bytes)
{
    return str_fmt(tx_arena(tx), "%lld", (long long)(bytes / (1024 * 1024)));
}

/* Is there room for it, those on their way counted? */
static Err check_room(struct tx *tx, Id producer, int64_t size)
{
    struct evidence_sum kept;
    struct upload_sum open;
    int64_t quota, total;
    TRY(evidence_total(tx, producer, &kept));
    TRY(upload_open_sum(tx, producer, tx_now(tx), &open));
    TRY(evidence_quota(tx, &quota));
    TRY(number_add(kept.bytes, open.bytes, &total));
    TRY(number_add(total, size, &total));
    if (open.n >= UPLOAD_OPEN_MAX) {
        return refuse_field(tx, S("file"), M_UPLOAD_TOO_MANY,
                            str_fmt(tx_arena(tx), "%d", UPLOAD_OPEN_MAX), STR_NONE);
    }
    return total <= quota
               ? OK
               : refuse_field(tx, S("file"), M_EVIDENCE_QUOTA, megabytes(tx, quota), STR_NONE);
}

static Err put_job(struct tx *tx, Id id, const char *when, Time at)
{
    Str key = str_fmt(tx_arena(tx), "%.*s %s", STR_ARG(id_text(tx_arena(tx), id)), when);
    return jobs_put(tx, JOB_UPLOAD, id, STR_NONE, key, at);
}

static Str or_none(Str s)
{
    return str_empty(s) ? STR_NONE : s;
}

Err upload_begin(struct tx *tx, const struct dossier *d, Str type, const struct upload_new *n,
                 Id *ret)
{
    int64_t days;
    Err large =
        n->size <= LIMIT_UPLOAD_BYTES
            ? OK
            : refuse_field(tx, S("file"), M_EVIDENCE_FILE_TOO_LARGE, n->file_name, STR_NONE);
    Err fields = evidence_check(tx, type, &n->fields);
    Err room = check_room(tx, d->producer, n->size);
    TRY(large);
    TRY(fields);
    TRY(room);
    TRY(setting_int(tx, S("upload.days"), UPLOAD_DAYS, &days));
    const struct evidence_fields *f = &n->fields;
    Id id = tx_new_id(tx);
    Time ends = { tx_now(tx).v + (days < 1 ? 1 : days > 90 ? 90 : days) * TIME_DAY };
    TRY(upload_insert(tx, id, d->id, n->target, tx_account(tx), n->file_name, n->size,
                      or_none(f->title), or_none(f->issuer), or_none(f->number), f->issued,
                      f->expires, tx_now(tx), ends));
    TRY(put_job(tx, id, "ends", ends));
    *ret = id;
    return tx_note(tx, S("upload.begun"), id);
}

/* ---- going on ---- */

Err upload_add(struct tx *tx, const struct upload *u, int64_t size, Str name)
{
    TRY(upload_advance(tx, u->id, u->done, size));
    TRY(upload_part_put(tx, u->id, u->done, size, name));
    return tx_note_detail(tx, S("upload.came"), u->id,
                          str_fmt(tx_arena(tx), "{\"bytes\":%lld}", (long long)(u->done + size)));
}

Err upload_become(struct tx *tx, const struct upload *u, const struct dossier *d,
                  const struct criteria_set *set, const struct storage_file *file, Id *ret)
{
    struct evidence_new n = { .producer = d->producer,
                              .type = upload_type_of(set, u->target),
                              .file = *file,
                              .file_name = u->file_name,
                              .fields = { u->title, u->issuer, u->number, u->issued, u->expires } };
    struct evidence e;
    Id id;
    TRY(evidence_add(tx, &n, &id, NULL));
    TRY(evidence_get(tx, id, &e));
    struct dossier_link l = {
        .target = u->target, .evidence = id, .page_from = 1, .page_to = e.pages
    };
    TRY(dossier_attach(tx, d, set, &l));
    TRY(dossier_touch(tx, d->id, d->version));
    TRY(upload_finish(tx, u->id, id));
    TRY(put_job(tx, u->id, "over", TIME_NONE));
    *ret = id;
    return tx_note(tx, S("upload.whole"), u->id);
}

Err upload_turn_away(struct tx *tx, const struct upload *u, enum storage_why why)
{
    TRY(upload_refuse(tx, u->id, u->done, str_c(messages[evidence_why_message(why)].key)));
    TRY(put_job(tx, u->id, "over", TIME_NONE));
    return tx_note(tx, S("upload.turned-away"), u->id);
}

Err upload_drop(struct tx *tx, const struct upload *u)
{
    TRY(upload_parts_cut(tx, u->id));
    TRY(upload_cut(tx, u->id));
    TRY(put_job(tx, u->id, "over", TIME_NONE));
    return tx_note(tx, S("upload.dropped"), u->id);
}

/* ---- forgetting ---- */

struct sweeping {
    Id id;
    Time now;
    bool known, open, past;
};

static Err look(struct tx *tx, void *arg)
{
    struct sweeping *s = arg;
    struct upload_state state;
    TRY(upload_known(tx, s->id, &s->known, &state));
    s->open = s->known && state.open;
    s->past = s->known && state.ends_at.v <= s->now.v;
    return OK;
}

static Err forget(struct tx *tx, void *arg)
{
    const struct sweeping *s = arg;
    TRY(upload_parts_cut(tx, s->id));
    TRY(upload_cut(tx, s->id));
    return tx_note(tx, S("upload.forgotten"), s->id);
}

Err upload_job(struct db *db, struct arena *a, const struct job *j, void *arg)
{
    const struct program *p = arg;
    struct sweeping s = { .id = j->subject, .now = j->now };
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = j->now };
    TRY(tx_run(db, &o, look, &s));
    if (s.open && !s.past) {
        return OK;
    }
    if (s.past) {
        o.mode = TX_WRITE;
        o.action = SYSTEM_JOB;
        o.actor.name = S("ocop");
        TRY(tx_run(db, &o, forget, &s));
    }
    return storage_part_drop(p->storage, a, s.id);
}
