/* read.c: a frozen version made readable: facts, papers with validity, the self-assessment. */
#include "domain/review/inside.h"
#include "messages.h"

enum { SOON_DAYS = 90 }; /* a paper that ends within a round's time is worth a word */

/* ---- files ---- */

static Str pages_of(const struct view *w, const struct dossier_link *l)
{
    if (l->pages <= 1) {
        return STR_NONE;
    }
    return l->page_from == l->page_to
               ? i18n_fmt(w->arena, w->lang, M_REVIEW_PAGE, view_arg_int(w, l->page_from), STR_NONE,
                          STR_NONE)
               : i18n_fmt(w->arena, w->lang, M_REVIEW_PAGES, view_arg_int(w, l->page_from),
                          view_arg_int(w, l->page_to), STR_NONE);
}

struct review_files review_files_of(const struct view *w, const struct dossier_frozen *f,
                                    Str target)
{
    const struct dossier_links *l = &f->content.links;
    struct review_files r = { .v = NEW_N(w->arena, struct review_file, l->n + 1) };
    for (size_t i = 0; i < l->n; i++) {
        if (str_eq(l->v[i].target, target)) {
            Str address = str_fmt(w->arena, "/ho-so/%.*s/tep/%.*s#page=%lld",
                                  STR_ARG(id_text(w->arena, f->dossier)),
                                  STR_ARG(id_text(w->arena, l->v[i].evidence)),
                                  (long long)l->v[i].page_from);
            r.v[r.n++] = (struct review_file){ l->v[i].title, pages_of(w, &l->v[i]), { address } };
        }
    }
    return r;
}

/* ---- facts ---- */

static void add(struct review_facts *r, const struct view *w, int label, Str value)
{
    if (!str_empty(value)) {
        r->v[r->n++] = (struct review_fact){ i18n_text(w->lang, label), value };
    }
}

static void read_facts(const struct view *w, const struct dossier_frozen *f,
                       struct review_reading *r)
{
    const struct producer *p = &f->content.producer;
    const struct dossier_facts *all = &f->content.facts;
    r->facts.v = NEW_N(w->arena, struct review_fact, all->n + 16);
    add(&r->facts, w, M_REVIEW_FACT_PRODUCER, p->name);
    add(&r->facts, w, M_REVIEW_FACT_KIND, i18n_text(w->lang, producer_kind_message(p->kind)));
    add(&r->facts, w, M_REVIEW_FACT_REPRESENTATIVE, p->representative);
    add(&r->facts, w, M_REVIEW_FACT_TAX_CODE, p->tax_code);
    add(&r->facts, w, M_REVIEW_FACT_ADDRESS,
        str_fmt(w->arena, "%.*s, %.*s", STR_ARG(p->address), STR_ARG(p->place_text)));
    add(&r->facts, w, M_REVIEW_FACT_PHONE, p->phone);
    add(&r->facts, w, M_REVIEW_FACT_EMAIL, p->email);
    add(&r->facts, w, M_REVIEW_FACT_PRODUCT, f->content.product.name);
    add(&r->facts, w, M_REVIEW_FACT_SET, r->set);
    add(&r->facts, w, M_REVIEW_FACT_DOSSIER_KIND, i18n_text(w->lang, dossier_kind_message(f->kind)));
    add(&r->facts, w, M_REVIEW_FACT_STORY, f->content.product.story);
}

/* ---- papers ---- */

static const struct dossier_skip *skip_of(const struct dossier_frozen *f, Str type)
{
    for (size_t i = 0; i < f->content.skips.n; i++) {
        if (str_eq(f->content.skips.v[i].type, type)) {
            return &f->content.skips.v[i];
        }
    }
    return NULL;
}

/* Links to the row of Mẫu 02 itself, and papers of this type that stand behind criteria only. */
static struct review_files files_of_type(const struct view *w, const struct dossier_frozen *f,
                                         Str type)
{
    struct review_files r = review_files_of(w, f, type);
    if (r.n > 0) {
        return r;
    }
    const struct evidences *all = &f->content.evidence;
    r.v = NEW_N(w->arena, struct review_file, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        if (str_eq(all->v[i].type, type)) {
            Str address = str_fmt(w->arena, "/ho-so/%.*s/tep/%.*s",
                                  STR_ARG(id_text(w->arena, f->dossier)),
                                  STR_ARG(id_text(w->arena, all->v[i].id)));
            r.v[r.n++] = (struct review_file){ all->v[i].title, STR_NONE, { address } };
        }
    }
    return r;
}

/* The last day any good paper of this type holds; none: without end. */
static Date best_end(const struct dossier_frozen *f, Str type)
{
    Date best = { INT32_MIN + 1 };
    for (size_t i = 0; i < f->content.evidence.n; i++) {
        const struct evidence *e = &f->content.evidence.v[i];
        if (str_eq(e->type, type)) {
            if (date_none(e->expires)) {
                return DATE_NONE;
            }
            best = date_cmp(e->expires, best) > 0 ? e->expires : best;
        }
    }
    return best;
}

static Str day_words(const struct view *w, int key, Date d)
{
    return i18n_fmt(w->arena, w->lang, key, view_arg_date(w, d), STR_NONE, STR_NONE);
}

static void read_paper(const struct view *w, const struct dossier_frozen *f, size_t i, Date today,
                       struct review_papers *all)
{
    struct review_paper *p = &all->v[all->n++];
    const struct dossier_skip *skip = skip_of(f, review_paper_code(i));
    *p = (struct review_paper){ .code = review_paper_code(i),
                                .title = i18n_text(w->lang, review_paper_message(i)) };
    p->files = files_of_type(w, f, p->code);
    if (p->files.n == 0 && skip != NULL) {
        p->mark = S("skip");
        p->words = i18n_fmt(w->arena, w->lang, M_REVIEW_PAPER_SKIPPED, skip->reason, STR_NONE,
                            STR_NONE);
        return;
    }
    if (p->files.n == 0) {
        p->mark = S("no");
        p->words = i18n_text(w->lang, M_REVIEW_PAPER_MISSING);
        all->missing++;
        return;
    }
    Date end = best_end(f, p->code);
    if (date_none(end)) {
        p->mark = S("yes");
        p->words = i18n_text(w->lang, M_REVIEW_PAPER_THERE);
    } else if (date_cmp(end, today) < 0) {
        p->mark = S("no");
        p->words = day_words(w, M_REVIEW_PAPER_EXPIRED, end);
        all->expired++;
    } else {
        p->mark = end.v - today.v <= SOON_DAYS ? S("soon") : S("yes");
        p->words = day_words(w, M_REVIEW_PAPER_UNTIL, end);
    }
}

/* ---- the self-assessment ---- */

static const struct criteria_option *option_of(const struct criteria_set *set, Str id)
{
    struct criteria_ref ref;
    if (str_empty(id) || !criteria_lookup(set, id, &ref) || ref.option < 0) {
        return NULL;
    }
    int kase = ref.kase < 0 ? 0 : ref.kase;
    return &set->item[ref.item].cases[kase].option[ref.option];
}

Str review_option_text(const struct view *w, const struct criteria_set *set, Str option)
{
    const struct criteria_option *o = option_of(set, option);
    return o == NULL ? STR_NONE
                     : i18n_fmt(w->arena, w->lang, M_REVIEW_OPTION, o->label,
                                view_arg_int(w, o->points), STR_NONE);
}

static void read_part(const struct view *w, const struct criteria_set *set,
                      const struct dossier_frozen *f, const struct criteria_part *part,
                      struct review_part *r)
{
    *r = (struct review_part){
        .title = i18n_fmt(w->arena, w->lang, M_REVIEW_PART, part->code, part->title, STR_NONE),
        .max = part->max,
        .scores = { .v = NEW_N(w->arena, struct review_score, (size_t)set->n_items) },
    };
    for (int s = part->first; s < part->first + part->n; s++) {
        const struct criteria_section *section = &set->section[s];
        for (int i = section->first; i < section->first + section->n; i++) {
            const struct criteria_item *item = &set->item[i];
            const struct dossier_answer *a = dossier_answer_of(&f->content.answers, item->id);
            const struct criteria_option *o = a == NULL ? NULL : option_of(set, a->choice);
            r->scores.v[r->scores.n++] = (struct review_score){
                .id = item->id,
                .code = item->code,
                .title = item->title,
                .max = item->max,
                .points = o == NULL ? 0 : o->points,
                .choice = o == NULL ? STR_NONE : o->label,
                .note = a == NULL ? STR_NONE : a->note,
                .files = review_files_of(w, f, item->id),
            };
            r->points += o == NULL ? 0 : o->points;
        }
    }
}

void review_read(const struct view *w, const struct criteria_set *set,
                 const struct dossier_frozen *f, Date today, struct review_reading *ret)
{
    *ret = (struct review_reading){
        .product = f->content.product.name,
        .set = set->name,
        .receipt = f->receipt,
        .filed_by = f->submitted_by_name,
        .hash = str_sub(hash_text(w->arena, f->hash), 0, 16),
        .no = f->no,
        .filed_at = f->submitted_at,
        .papers = { .v = NEW_N(w->arena, struct review_paper, REVIEW_PAPERS) },
        .parts = { .v = NEW_N(w->arena, struct review_part, COUNT_OF(set->part)) },
    };
    read_facts(w, f, ret);
    for (size_t i = 0; i < REVIEW_PAPERS; i++) {
        read_paper(w, f, i, today, &ret->papers);
    }
    for (size_t i = 0; i < COUNT_OF(set->part); i++) {
        read_part(w, set, f, &set->part[i], &ret->parts.v[ret->parts.n++]);
        ret->total += ret->parts.v[i].points;
    }
}
