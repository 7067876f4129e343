/* form03.c: Mẫu 03, báo cáo của xã, as a paper: the same words and findings as the commune's page. */
#include "domain/papers/inside.h"

/* "Mũi Né" of "Phường Mũi Né": the date line names the place without its kind (Decree 30/2020). */
static Str without_kind(Str place)
{
    static const Str kinds[] = { S_INIT("Xã "), S_INIT("Phường "), S_INIT("Đặc khu "),
                                 S_INIT("Thị trấn ") };
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (str_starts(place, kinds[i])) {
            return str_skip(place, kinds[i].n);
        }
    }
    return place;
}

static void put_unit(struct arena *a, struct paper *p, const struct papers_form_03 *f)
{
    const struct producer *u = &f->f->content.producer;
    const struct {
        int label;
        Str value;
    } lines[] = {
        { M_COMMUNE_FORM03_PRODUCER, str_fmt(a, "%.*s (%.*s)", STR_ARG(u->name),
                                             STR_ARG(papers_t(producer_kind_message(u->kind)))) },
        { M_COMMUNE_FORM03_REPRESENTATIVE, u->representative },
        { M_COMMUNE_FORM03_ADDRESS, papers_address(a, u) },
        { M_COMMUNE_FORM03_PHONE, u->phone },
        { M_COMMUNE_FORM03_TAX_CODE, u->tax_code },
        { M_COMMUNE_FORM03_PRODUCT, f->f->content.product.name },
        { M_COMMUNE_FORM03_SET, f->set->name },
        { M_COMMUNE_FORM03_DOSSIER, papers_or(f->f->code, S("......")) },
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        if (!str_empty(lines[i].value)) {
            const struct paper_run runs[] = {
                { str_cat(a, papers_t(lines[i].label), S(" ")), false, false },
                { lines[i].value, true, false }
            };
            paper_runs(p, PAPER_BODY, COUNT_OF(runs), runs);
        }
    }
    paper_text(p, PAPER_BODY,
               f->missing > 0 ? papers_f(a, M_COMMUNE_FORM03_MISSING, papers_int(a, f->missing),
                                         STR_NONE, STR_NONE)
                              : papers_t(M_COMMUNE_FORM03_FULL));
}

static void put_said(struct arena *a, struct paper *p, const struct commune_said *s)
{
    paper_text(p, PAPER_HEADING, str_fmt(a, "%lld. %.*s", (long long)s->no, STR_ARG(s->title)));
    if (!s->said) {
        paper_text(p, PAPER_BODY, papers_t(M_COMMUNE_FORM03_OPEN));
        return;
    }
    if (!s->in_words) {
        paper_text(p, PAPER_BODY,
                   str_fmt(a, "%.*s %.*s.", STR_ARG(papers_t(M_COMMUNE_FORM03_SELF)),
                           STR_ARG(papers_or(s->chosen, papers_t(M_REVIEW_BLANK)))));
    }
    const struct paper_run runs[] = {
        { s->in_words ? S("") : str_cat(a, papers_t(M_COMMUNE_FORM03_FOUND), S(" ")), false, false },
        { s->found, true, false },
        { s->in_words ? S(".")
                      : str_fmt(a, " (%.*s).",
                                STR_ARG(papers_t(s->differs ? M_COMMUNE_FORM03_DIFFERS
                                                            : M_COMMUNE_FORM03_AGREES))),
          false, false }
    };
    paper_runs(p, PAPER_BODY, COUNT_OF(runs), runs);
    if (!str_empty(s->note)) {
        paper_text(p, PAPER_BODY, s->note);
    }
}

struct paper *papers_form_03(struct arena *a, const struct papers_form_03 *f)
{
    const struct producer *u = &f->f->content.producer;
    struct paper_opts opts = { .title = papers_t(M_COMMUNE_FORM03),
                               .author = u->place_text,
                               .made = time_start_of(f->day),
                               .preview = !f->complete };
    struct paper *p = paper_new(a, &opts);
    const struct paper_head h = { .form = papers_t(M_COMMUNE_FORM03_NO),
                                  .superior = papers_t(M_COMMUNE_FORM03_COMMITTEE),
                                  .issuer = vi_upper(a, u->place_text),
                                  .number = papers_t(M_COMMUNE_FORM03_NUMBER),
                                  .place = without_kind(u->place_text),
                                  .date = f->complete ? f->day : DATE_NONE,
                                  .year = date_ymd(f->day).year,
                                  .kind = papers_t(M_COMMUNE_FORM03_TITLE),
                                  .subject = papers_t(M_COMMUNE_FORM03_SUBTITLE) };
    paper_head(p, &h);
    paper_text(p, PAPER_HEADING, papers_t(M_COMMUNE_FORM03_PART_1));
    put_unit(a, p, f);
    paper_text(p, PAPER_HEADING, papers_t(M_COMMUNE_FORM03_PART_2));
    for (size_t i = 0; i < f->saids.n; i++) {
        put_said(a, p, &f->saids.v[i]);
    }
    paper_text(p, PAPER_HEADING, papers_t(M_COMMUNE_FORM03_PART_3));
    paper_text(p, PAPER_BODY,
               papers_f(a, M_COMMUNE_FORM03_ASK, f->f->content.product.name, u->name, STR_NONE));
    if (f->set->samples > 0) {
        paper_text(p, PAPER_BODY,
                   papers_f(a, M_COMMUNE_FORM03_SAMPLES, papers_int(a, f->set->samples), STR_NONE,
                            STR_NONE));
    }
    const Str to[] = { papers_t(M_PAPERS_TO_AGENCY), papers_t(M_PAPERS_TO_FILE) };
    paper_sign(p, NULL,
               &(const struct paper_signer){ .lead = papers_t(M_COMMUNE_FORM03_SIGN),
                                             .role = papers_t(M_PAPERS_CHAIR),
                                             .hint = papers_t(M_COMMUNE_FORM03_SIGN_HINT) },
               COUNT_OF(to), to);
    return p;
}
