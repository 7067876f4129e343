/* load.c: what the papers are made of, read once. */
#include "domain/papers/inside.h"

struct name { /* setting, and the catalogue's words for province and district */
    const char *key;
    int province, district;
    size_t to;
};
#define NAME(field, msg)                                                                           \
    {                                                                                              \
        "papers." #field, M_PAPERS_##msg, M_PAPERS_##msg##_DISTRICT,                               \
            offsetof(struct papers_names, field)                                                   \
    }
static const struct name names[] = {
    NAME(agency, AGENCY),     NAME(agency_sign, AGENCY_SIGN), NAME(agency_name, AGENCY_NAME),
    NAME(head, HEAD),         NAME(head_signs, HEAD_SIGNS),   NAME(executors, EXECUTORS),
    NAME(to_above, TO_ABOVE), NAME(to_leaders, TO_LEADERS),   NAME(to_site, TO_SITE),
};
#undef NAME

/* A council of a district speaks for the district, by its name of that day. */
static Err place_of(struct tx *tx, Id council, struct papers_names *ret)
{
    struct arena *a = tx_arena(tx);
    Str kind, name;
    bool district = false;
    if (!id_none(council)) {
        TRY(council_district_named(tx, council, &district, &kind, &name));
    }
    ret->tier = district ? REGIME_DISTRICT : REGIME_PROVINCE;
    if (district) {
        Str whole = str_fmt(a, "%.*s %.*s", STR_ARG(kind), STR_ARG(name));
        ret->committee =
            papers_f(a, M_PAPERS_COMMITTEE_DISTRICT, vi_upper(a, whole), STR_NONE, STR_NONE);
        ret->place = name;
        ret->province = whole;
        return OK;
    }
    TRY(setting_get(tx, S("papers.committee"), papers_t(M_PAPERS_COMMITTEE), &ret->committee));
    TRY(setting_get(tx, S("papers.place"), papers_t(M_PAPERS_PLACE), &ret->place));
    return setting_get(tx, S("papers.province"), papers_t(M_PAPERS_PROVINCE), &ret->province);
}

Err papers_names_of(struct tx *tx, Id council, struct papers_names *ret)
{
    struct arena *a = tx_arena(tx);
    *ret = (struct papers_names){ .tier = STR_NONE };
    TRY(place_of(tx, council, ret));
    bool district = str_eq(ret->tier, REGIME_DISTRICT);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct name *x = &names[i];
        Str *to = (Str *)(void *)((char *)ret + x->to);
        Str key = str_cat(a, str_c(x->key), district ? S(".district") : S(""));
        TRY(setting_get(tx, key, papers_t(district ? x->district : x->province), to));
    }
    return OK;
}

Err papers_file_of(struct tx *tx, struct criteria_cache *cache, Id file, struct papers_file *ret)
{
    struct papers_recognition_ref ref;
    *ret = (struct papers_file){ .recognised = false };
    TRY(council_outcome_of(tx, cache, file, &ret->o));
    TRY(dossier_frozen(tx, ret->o.f.filed, &ret->frozen));
    TRY(written_answers_of(tx, file, &ret->answers));
    TRY(commune_facts(tx, ret->o.f.filed, &ret->facts));
    TRY(dossier_regime(tx, ret->o.f.dossier, &ret->law));
    TRY(papers_recognition(tx, ret->o.f.dossier, &ret->recognised, &ref));
    if (ret->recognised) {
        struct recognition_owner owner;
        TRY(recognition_get(tx, ref.id, &ret->r));
        TRY(recognition_owner(tx, ref.id, tx_today(tx), &owner));
        ret->product_code = owner.product_code;
    }
    return OK;
}

static bool is_named(const struct regime_acts *acts, Str text)
{
    bool found = false;
    for (size_t i = 0; i < acts->n; i++) {
        found = found || str_eq(acts->v[i].text, text);
    }
    return found;
}

static Err name_acts(struct tx *tx, const struct regime *r, Date day, struct regime_acts *acts)
{
    struct regime_acts all = { acts->n,
                               NEW_N(tx_arena(tx), struct regime_act, acts->n + r->acts.n) };
    for (size_t i = 0; i < acts->n; i++) {
        all.v[i] = acts->v[i];
    }
    for (size_t i = 0; i < r->acts.n; i++) {
        struct regime_act x = r->acts.v[i];
        if (regime_act_on(&x, day)) {
            TRY(regime_text(tx, &(struct regime_value){ .text = x.text, .basis = x.basis },
                            &x.text));
            if (!is_named(&all, x.text)) {
                all.v[all.n++] = x;
            }
        }
    }
    *acts = all;
    return OK;
}

/* The acts of every law that a file is under; without files, of the day's. */
static Err ground_of(struct tx *tx, struct papers_session *s)
{
    const struct regime *today;
    TRY(regime_at(tx, s->s.held_on, &today));
    for (size_t i = 0; i < s->n; i++) {
        TRY(name_acts(tx, s->file[i].law, s->s.held_on, &s->acts));
    }
    if (s->n == 0) {
        TRY(name_acts(tx, today, s->s.held_on, &s->acts));
    }
    return regime_int(tx, &today->certificate_months, &s->months);
}

Err papers_session_of(struct tx *tx, struct criteria_cache *cache, Id session,
                      struct papers_session *ret)
{
    struct papers_file_refs files;
    *ret = (struct papers_session){ .arena = tx_arena(tx) };
    TRY(council_session_get(tx, session, &ret->s));
    TRY(council_get(tx, ret->s.council, &ret->c));
    TRY(council_written_of(tx, session, &ret->written));
    TRY(meeting_record_of(tx, &ret->s, &ret->meeting));
    TRY(council_seats_of(tx, ret->s.council, &ret->seats));
    TRY(papers_names_of(tx, ret->s.council, &ret->names));
    TRY(papers_files(tx, session, &files));
    ret->file = NEW_N(tx_arena(tx), struct papers_file, files.n + 1);
    for (size_t i = 0; i < files.n; i++) {
        TRY(papers_file_of(tx, cache, files.v[i].id, &ret->file[ret->n]));
        ret->open += ret->file[ret->n].o.closed ? 0 : 1;
        ret->n++;
    }
    return ground_of(tx, ret);
}
