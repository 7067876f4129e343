/* said.c: a dossier's findings put beside its self-assessment. */
#include "domain/commune/commune.h"
#include "domain/criteria/store.h"
#include "domain/program/program.h"
#include "messages.h"

Err commune_case_of(struct req *q, struct commune_case *ret)
{
    const struct program *program = web_app(q);
    *ret = (struct commune_case){ .d = dossier_of(q) };
    if (id_none(ret->d->filed)) {
        return E_NONE; /* never handed in: nothing an office may see */
    }
    TRY(dossier_frozen(q->tx, ret->d->filed, &ret->frozen));
    TRY(criteria_cache_get(program->criteria, q->tx, ret->d->criteria, &ret->set));
    commune_subjects_of(ret->set, &ret->subjects);
    for (int k = 0; k < COMMUNE_FACTS; k++) {
        struct commune_subject *s = &ret->subjects.v[k];
        const struct dossier_answer *a = dossier_answer_of(&ret->frozen.content.answers, s->id);
        s->chosen = a == NULL || str_empty(a->choice) ? STR_NONE : a->choice;
    }
    return commune_findings_of(q->tx, ret->d, &ret->subjects, &ret->findings);
}

static Str found_text(const struct view *w, const struct criteria_set *set,
                      const struct commune_subject *s, const struct commune_finding *f)
{
    if (s->item == NULL) {
        return i18n_text(w->lang, f->verdict == VERDICT_AGREES ? M_COMMUNE_CONFIRMED
                                                               : M_COMMUNE_NOT_CONFIRMED);
    }
    if (f->verdict == VERDICT_NONE) {
        return i18n_text(w->lang, M_COMMUNE_NO_LEVEL);
    }
    Str option = f->verdict == VERDICT_OTHER ? f->choice : s->chosen;
    return str_none(option) ? i18n_text(w->lang, M_COMMUNE_NO_LEVEL)
                            : review_option_text(w, set, option);
}

void commune_said_of(const struct view *w, const struct criteria_set *set,
                     const struct commune_subjects *s, const struct commune_findings *f,
                     struct commune_saids *ret)
{
    *ret = (struct commune_saids){ .v = NEW_N(w->arena, struct commune_said, COMMUNE_FACTS) };
    for (int k = 0; k < COMMUNE_FACTS; k++) {
        const struct commune_subject *subject = &s->v[k];
        const struct commune_finding *finding = &f->v[k];
        struct commune_said *r = &ret->v[ret->n++];
        *r = (struct commune_said){
            .no = k + 1,
            .title = i18n_text(w->lang, subject->title),
            .criterion = subject->item == NULL
                             ? STR_NONE
                             : i18n_fmt(w->arena, w->lang, M_REVIEW_TARGET_ITEM,
                                        subject->item->code, subject->item->title, STR_NONE),
            .chosen = review_option_text(w, set, subject->chosen),
            .in_words = subject->item == NULL,
            .said = finding->verdict != VERDICT_OPEN && !finding->earlier,
        };
        if (r->said) {
            r->agrees = finding->verdict == VERDICT_AGREES;
            r->differs = !r->agrees;
            r->found = found_text(w, set, subject, finding);
            r->note = finding->note;
            ret->differing += r->differs ? 1 : 0;
        }
    }
}
