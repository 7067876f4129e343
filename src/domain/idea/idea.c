/* idea.c: registering an idea, its steps, and the dossier that opens out of it. */
#include "domain/idea/idea.h"
#include "domain/access/access.h"
#include "domain/calendar/calendar.h"
#include "domain/regime/regime.h"
#include "messages.h"

enum { STAR_LEAST = 3, STAR_MOST = 5, SETS = 26 };

/* ---- what is written ---- */

static Err check_texts(struct tx *tx, const struct idea_form *f)
{
    const struct {
        const char *field;
        Str text;
    } texts[] = { { "description", f->description },
                  { "materials", f->materials },
                  { "novelty", f->novelty } };
    Err e = OK;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (utf8_length(texts[i].text) > LIMIT_TEXT) {
            e = refuse_field(tx, str_c(texts[i].field), M_IDEA_TEXT_LONG, STR_NONE, STR_NONE);
        }
    }
    return e;
}

static Err check_name(struct tx *tx, Id producer, Id but, const struct idea_form *f)
{
    struct idea_n same;
    if (str_empty(f->name) || utf8_length(f->name) > LIMIT_LINE) {
        return refuse_field(tx, S("name"), M_IDEA_NAME_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(idea_twice(tx, producer, f->year, vi_fold(tx_arena(tx), f->name), but, &same));
    return same.n == 0 ? OK
                       : refuse_field(tx, S("name"), M_IDEA_TWICE,
                                      str_fmt(tx_arena(tx), "%lld", (long long)f->year), STR_NONE);
}

static Err check_product(struct tx *tx, Id producer, Id product)
{
    struct product p;
    if (id_none(product)) {
        return OK;
    }
    TRY(product_get(tx, product, &p));
    return id_eq(p.producer, producer) ? OK : E_NONE;
}

static Err check(struct tx *tx, Id producer, Id but, const struct idea_form *f)
{
    int64_t now = date_ymd(tx_today(tx)).year;
    TRY(check_product(tx, producer, f->product));
    Err e = check_name(tx, producer, but, f);
    if (e != OK && e != E_REFUSED) {
        return e;
    }
    if (f->year != now && f->year != now + 1) {
        e = refuse_field(tx, S("year"), M_IDEA_YEAR_NEEDED,
                         str_fmt(tx_arena(tx), "%lld", (long long)now),
                         str_fmt(tx_arena(tx), "%lld", (long long)now + 1));
    }
    if (f->set_no < 0 || f->set_no > SETS) {
        e = refuse_field(tx, S("set_no"), M_IDEA_SET_NEEDED, STR_NONE, STR_NONE);
    }
    if (f->target_star != 0 && (f->target_star < STAR_LEAST || f->target_star > STAR_MOST)) {
        e = refuse_field(tx, S("target_star"), M_IDEA_STAR_NEEDED, STR_NONE, STR_NONE);
    }
    return check_texts(tx, f) == OK ? e : E_REFUSED;
}

static Err note_move(struct tx *tx, Id idea, int64_t from, int64_t to, Date due, Str note)
{
    TRY(idea_move_put(tx, tx_new_id(tx), idea, from, to, due, tx_account(tx), note, tx_now(tx)));
    return tx_note_detail(
        tx, S("idea.moved"), idea,
        str_fmt(tx_arena(tx), "{\"from\":%lld,\"to\":%lld}", (long long)from, (long long)to));
}

Err idea_create(struct tx *tx, Id producer, const struct idea_form *f, Id *ret)
{
    struct producer p;
    Id id = tx_new_id(tx);
    TRY(producer_get(tx, producer, &p));
    if (id_none(p.place)) {
        return refuse(tx, M_IDEA_NO_COMMUNE, STR_NONE, STR_NONE);
    }
    TRY(check(tx, producer, id, f));
    TRY(idea_insert(tx, id, producer, p.place, f->year, f->product, f->name,
                    vi_fold(tx_arena(tx), f->name), f->set_no, f->target_star, f->description,
                    f->materials, f->novelty, tx_next_state(tx), tx_account(tx), tx_now(tx)));
    TRY(note_move(tx, id, 0, tx_next_state(tx), DATE_NONE, S("")));
    *ret = id;
    return OK;
}

Err idea_save(struct tx *tx, const struct idea *i, int64_t version, const struct idea_form *f)
{
    TRY(version == i->version ? OK : E_STALE);
    TRY(check(tx, i->producer, i->id, f));
    TRY(idea_update(tx, i->id, version, f->year, f->product, f->name,
                    vi_fold(tx_arena(tx), f->name), f->set_no, f->target_star, f->description,
                    f->materials, f->novelty));
    return tx_note(tx, S("idea.saved"), i->id);
}

/* ---- steps ---- */

static Err step(struct tx *tx, const struct idea *i, int64_t version, int64_t opinion, Date due,
                Str note)
{
    int to = tx_next_state(tx);
    TRY(idea_step_put(tx, i->id, version, to, due, opinion, tx_now(tx)));
    return note_move(tx, i->id, i->state, to, i->due, note);
}

/* The last day of the term that begins today; none when the law's data set none. */
static Err last_day(struct tx *tx, bool at_commune, Date *ret)
{
    const struct regime *law;
    int64_t days = 0;
    TRY(regime_today(tx, &law));
    TRY(regime_int(tx, at_commune ? &law->idea_commune : &law->idea_province, &days));
    *ret = DATE_NONE;
    return days == 0 ? OK : calendar_add_working_days(tx, tx_today(tx), days, ret);
}

static Err refuse_missing(struct tx *tx, const struct idea *i)
{
    const struct {
        const char *field;
        bool there;
        int key;
    } needed[] = {
        { "set_no", i->set_no > 0, M_IDEA_SET_NEEDED },
        { "target_star", i->target_star > 0, M_IDEA_STAR_NEEDED },
        { "description", !str_empty(i->description), M_IDEA_DESCRIPTION_NEEDED },
        { "materials", !str_empty(i->materials), M_IDEA_MATERIALS_NEEDED },
        { "novelty", !str_empty(i->novelty), M_IDEA_NOVELTY_NEEDED },
    };
    Err e = OK;
    for (size_t k = 0; k < COUNT_OF(needed); k++) {
        if (!needed[k].there) {
            e = refuse_field(tx, str_c(needed[k].field), needed[k].key, STR_NONE, STR_NONE);
        }
    }
    if (i->set_no > 0 && !producer_may_use_set(i->producer_kind, i->set_no)) {
        e = refuse_field(tx, S("set_no"), M_DOSSIER_SET_NOT_FOR_KIND,
                         i18n_text(LANG_VI, producer_kind_message(i->producer_kind)), STR_NONE);
    }
    return e;
}

Err idea_send(struct tx *tx, const struct idea *i, int64_t version)
{
    Date due;
    TRY(version == i->version ? OK : E_STALE);
    TRY(refuse_missing(tx, i));
    TRY(last_day(tx, true, &due));
    return step(tx, i, version, IDEA_NO_OPINION, due, S(""));
}

static Err check_reason(struct tx *tx, Str reason)
{
    return str_empty(reason) || utf8_length(reason) > LIMIT_LINE
               ? refuse_field(tx, S("reason"), M_IDEA_REASON_NEEDED, STR_NONE, STR_NONE)
               : OK;
}

Err idea_withdraw(struct tx *tx, const struct idea *i, int64_t version, Str reason)
{
    TRY(version == i->version ? OK : E_STALE);
    TRY(check_reason(tx, reason));
    return step(tx, i, version, i->opinion, DATE_NONE, reason);
}

Err idea_say(struct tx *tx, const struct idea *i, int64_t version, enum idea_opinion opinion,
             Str reason)
{
    Date due;
    TRY(version == i->version ? OK : E_STALE);
    Err e = check_reason(tx, reason);
    if (opinion != IDEA_FOR && opinion != IDEA_AGAINST) {
        e = refuse_field(tx, S("opinion"), M_IDEA_OPINION_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(e);
    TRY(last_day(tx, false, &due));
    return step(tx, i, version, opinion, due, reason);
}

Err idea_decide(struct tx *tx, const struct idea *i, int64_t version, Str reason)
{
    TRY(version == i->version ? OK : E_STALE);
    TRY(check_reason(tx, reason));
    return step(tx, i, version, i->opinion, DATE_NONE, reason);
}

/* ---- the dossier ---- */

Err idea_kind(struct tx *tx, const struct idea *i, int64_t *ret)
{
    struct product p = { .latest = ID_NONE };
    if (!id_none(i->product)) {
        TRY(product_get(tx, i->product, &p));
    }
    *ret = id_none(p.latest) ? DOSSIER_FIRST : DOSSIER_UPGRADE;
    return OK;
}

/* The texts become what Mẫu 01 and Mẫu 02 ask for, so that nobody types them again. */
static Err carry_texts(struct tx *tx, const struct idea *i, Id dossier, int64_t kind)
{
    const struct {
        const char *field;
        Str text;
    } texts[] = { { "description", i->description },
                  { "material", i->materials },
                  { kind == DOSSIER_UPGRADE ? "changes" : "quality", i->novelty } };
    for (size_t k = 0; k < COUNT_OF(texts); k++) {
        TRY(dossier_fact_put(tx, dossier, str_c(texts[k].field), texts[k].text, tx_now(tx)));
    }
    return OK;
}

Err idea_open(struct tx *tx, const struct idea *i, struct criteria_cache *criteria, Id *ret)
{
    Id id, open;
    if (!id_none(i->dossier)) {
        *ret = i->dossier;
        return OK;
    }
    struct dossier_new n = { .producer = i->producer,
                             .product = i->product,
                             .set_no = i->set_no,
                             .target_star = i->target_star,
                             .name = i->name,
                             .criteria = criteria };
    TRY(idea_kind(tx, i, &n.kind));
    TRY(dossier_open(tx, &n, &id, &open));
    TRY(carry_texts(tx, i, id, n.kind));
    TRY(idea_dossier_put(tx, i->id, i->version, id));
    TRY(tx_note(tx, S("idea.opened"), i->id));
    *ret = id;
    return OK;
}
