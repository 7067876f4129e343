/* read.c: a frozen version for an office: which papers are there and until when they hold. */
#include "domain/review/review.h"
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
            Str address = str_fmt(
                w->arena, "/ho-so/%.*s/tep/%.*s#page=%lld", STR_ARG(id_text(w->arena, f->dossier)),
                STR_ARG(id_text(w->arena, l->v[i].evidence)), (long long)l->v[i].page_from);
            r.v[r.n++] = (struct review_file){ l->v[i].title, pages_of(w, &l->v[i]), { address } };
        }
    }
    return r;
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
            Str address =
                str_fmt(w->arena, "/ho-so/%.*s/tep/%.*s", STR_ARG(id_text(w->arena, f->dossier)),
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

static void read_paper(const struct view *w, const struct dossier_frozen *f,
                       const struct dossier_paper *paper, Date today, struct review_papers *all)
{
    struct review_paper *p = &all->v[all->n++];
    const struct dossier_skip *skip = skip_of(f, paper->type);
    *p = (struct review_paper){ .code = paper->type, .title = paper->title, .must = paper->must };
    p->files = files_of_type(w, f, p->code);
    if (p->files.n == 0 && skip != NULL) {
        p->mark = S("skip");
        p->words =
            i18n_fmt(w->arena, w->lang, M_REVIEW_PAPER_SKIPPED, skip->reason, STR_NONE, STR_NONE);
        return;
    }
    if (p->files.n == 0) {
        p->mark = paper->must ? S("no") : S("skip");
        p->words =
            i18n_text(w->lang, paper->must ? M_REVIEW_PAPER_MISSING : M_REVIEW_PAPER_NOT_NEEDED);
        all->missing += paper->must ? 1 : 0;
        return;
    }
    Date end = best_end(f, p->code);
    if (date_none(end)) {
        p->mark = S("yes");
        p->words = i18n_text(w->lang, M_REVIEW_PAPER_THERE);
    } else if (date_cmp(end, today) < 0) {
        p->mark = S("no");
        p->words = day_words(w, M_REVIEW_PAPER_EXPIRED, end);
        all->expired += paper->must ? 1 : 0;
    } else {
        p->mark = end.v - today.v <= SOON_DAYS ? S("soon") : S("yes");
        p->words = day_words(w, M_REVIEW_PAPER_UNTIL, end);
    }
}

/* ---- levels in words ---- */

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

Err review_read(const struct view *w, const struct criteria_set *set,
                const struct dossier_frozen *f, Date today, struct review_reading *ret)
{
    struct dossier_papers papers;
    TRY(dossier_papers_for(w->arena, f->content.producer.kind, f->content.product.set_no, &papers));
    *ret = (struct review_reading){
        .product = f->content.product.name,
        .set = set->name,
        .receipt = f->receipt,
        .filed_by = f->submitted_by_name,
        .no = f->no,
        .filed_at = f->submitted_at,
        .papers = { .v = NEW_N(w->arena, struct review_paper, papers.n + 1) },
    };
    for (size_t i = 0; i < papers.n; i++) {
        read_paper(w, f, &papers.v[i], today, &ret->papers);
    }
    return OK;
}
