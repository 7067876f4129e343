/* finding.c: the four assessments of QĐ 26/2026 Đ.7.2: which criteria they are, what the commune
 * found. */
#include "domain/access/access.h"
#include "domain/commune/commune.h"
#include "messages.h"

static const struct {
    int title;
    Str id, key, other_key;
} law[COMMUNE_FACTS] = {
    { M_COMMUNE_SUBJECT_1, S_INIT("M03.1"), S_INIT("nguon_goc_san_pham"),
      S_INIT("nguon_nguyen_lieu") },
    { M_COMMUNE_SUBJECT_2, S_INIT("M03.2"), S_INIT("lao_dong_dia_phuong"), S_INIT("") },
    { M_COMMUNE_SUBJECT_3, S_INIT("M03.3"), S_INIT("nguon_goc_y_tuong"), S_INIT("") },
    { M_COMMUNE_SUBJECT_4, S_INIT("M03.4"), S_INIT("tri_tue_ban_sac"), S_INIT("") },
};

void commune_subjects_of(const struct criteria_set *set, struct commune_subjects *ret)
{
    for (int k = 0; k < COMMUNE_FACTS; k++) {
        ret->v[k] = (struct commune_subject){ .id = law[k].id, .title = law[k].title };
        for (int i = 0; i < set->n_items; i++) {
            const struct criteria_item *item = &set->item[i];
            bool fits = str_eq(item->key, law[k].key) || str_eq(item->key, law[k].other_key);
            if (item->commune && fits && ret->v[k].item == NULL) {
                ret->v[k].item = item;
                ret->v[k].id = item->id;
            }
        }
    }
}

/* What an earlier finding says beside the producer's choice of today. */
static struct commune_finding finding_of(const struct commune_subject *s,
                                         const struct commune_fact_row *f)
{
    struct commune_finding r = { .choice = f->choice, .note = f->note };
    bool same = str_eq(f->choice, s->chosen) || (str_none(f->choice) && str_none(s->chosen));
    if (s->item == NULL) {
        r.verdict = f->agrees ? VERDICT_AGREES : VERDICT_NONE;
    } else if (!str_none(f->choice)) {
        r.verdict = same ? VERDICT_AGREES : VERDICT_OTHER;
    } else if (f->agrees) {
        r.verdict = same ? VERDICT_AGREES : VERDICT_OPEN;
    } else {
        r.verdict = VERDICT_NONE;
    }
    return r;
}

Err commune_findings_of(struct tx *tx, const struct dossier *d, const struct commune_subjects *s,
                        struct commune_findings *ret)
{
    struct commune_fact_rows facts;
    struct commune_version had = { d->filed };
    bool found = false;
    *ret = (struct commune_findings){ .at = TIME_NONE };
    TRY(commune_version(tx, d->filed, &found, &had));
    TRY(commune_fact_rows(tx, d->id, &facts));
    for (size_t i = 0; i < facts.n; i++) {
        const struct commune_fact_row *f = &facts.v[i];
        bool now = id_eq(f->version, had.id);
        for (int k = 0; k < COMMUNE_FACTS; k++) {
            if (str_eq(f->item, s->v[k].id)) {
                ret->v[k] = finding_of(&s->v[k], f);
                ret->v[k].earlier = !now;
                ret->n += now ? 1 : 0;
            }
        }
        if (now && (time_none(ret->at) || ret->at.v <= f->at.v)) {
            ret->at = f->at;
            ret->who = f->who;
        }
    }
    return OK;
}

static bool has_option(const struct commune_subject *s, Str choice)
{
    for (size_t k = 0; s->item != NULL && k < s->item->n_cases; k++) {
        for (size_t i = 0; i < s->item->cases[k].n; i++) {
            if (str_eq(s->item->cases[k].option[i].id, choice)) {
                return true;
            }
        }
    }
    return false;
}

static Err check(struct tx *tx, int k, const struct commune_subject *s,
                 const struct commune_finding *f)
{
    Str finding = str_fmt(tx_arena(tx), "finding.%d", k + 1);
    Str note = str_fmt(tx_arena(tx), "note.%d", k + 1);
    Str title = i18n_text(LANG_VI, s->title);
    if (f->verdict == VERDICT_OPEN) {
        return str_empty(f->note)
                   ? OK
                   : refuse_field(tx, finding, M_COMMUNE_VERDICT_NEEDED, title, STR_NONE);
    }
    if (f->verdict == VERDICT_OTHER &&
        (!has_option(s, f->choice) || str_eq(f->choice, s->chosen))) {
        return refuse_field(tx, finding, M_COMMUNE_LEVEL_FOREIGN, title, STR_NONE);
    }
    bool wordless = s->item != NULL && f->verdict == VERDICT_AGREES;
    if (str_empty(f->note) && !wordless) {
        return refuse_field(tx, note,
                            s->item == NULL ? M_COMMUNE_WORDS_NEEDED : M_COMMUNE_NOTE_NEEDED, title,
                            STR_NONE);
    }
    if (utf8_length(f->note) > COMMUNE_TEXT_MAX) {
        return refuse_field(tx, note, M_COMMUNE_TEXT_LONG, title, STR_NONE);
    }
    return OK;
}

static Err put(struct tx *tx, Id version, const struct commune_subject *s,
               const struct commune_finding *f)
{
    Str choice = STR_NONE;
    if (f->verdict == VERDICT_AGREES) {
        choice = s->chosen;
    } else if (f->verdict == VERDICT_OTHER) {
        choice = f->choice;
    }
    return commune_fact_put(tx, version, s->id, f->verdict == VERDICT_AGREES, choice,
                            str_none(f->note) ? S("") : f->note, tx_account(tx), tx_now(tx));
}

Err commune_confirm(struct tx *tx, const struct dossier *d, int64_t version,
                    const struct commune_subjects *s, const struct commune_findings *f)
{
    Err e = OK;
    bool said = false;
    for (int k = 0; k < COMMUNE_FACTS; k++) {
        Err one = check(tx, k, &s->v[k], &f->v[k]);
        e = one != OK ? one : e;
        said = said || f->v[k].verdict != VERDICT_OPEN;
    }
    TRY(e);
    if (!said) {
        return refuse_field(tx, S("finding.1"), M_COMMUNE_NOTHING_SAID, STR_NONE, STR_NONE);
    }
    TRY(dossier_touch(tx, d->id, version));
    for (int k = 0; k < COMMUNE_FACTS; k++) {
        if (f->v[k].verdict != VERDICT_OPEN) {
            TRY(put(tx, d->filed, &s->v[k], &f->v[k]));
        }
    }
    return tx_note(tx, S("commune.confirmed"), d->id);
}
