/* form03.c: Mẫu 03, the commune's report to the province (QĐ 26/2026 Phụ lục III), from what was
 * filed and found; nothing is typed again. */
#include "domain/commune/commune.views.h"
#include "domain/commune/pages.h"
#include "messages.h"

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

/* "Mũi Né, ngày 05 tháng 02 năm 2026" */
static Str place_and_day(struct arena *a, Str place, Date d)
{
    struct out *o CLEANUP(out_cleanup) = out_new(500);
    out_raw(o, place);
    out_raw(o, S(", "));
    out_date_long_vi(o, d);
    return out_dup(a, o);
}

Err commune_show_form03(struct req *q)
{
    struct commune_case c;
    TRY(commune_case_of(q, &c));
    const struct producer *p = &c.frozen.content.producer;
    bool said = c.findings.n == COMMUNE_FACTS;
    Date day = said ? date_of(c.findings.at) : tx_today(q->tx);
    struct commune_form03 v = {
        .id = id_text(q->arena, c.d->id),
        .place = p->place_text,
        .code = c.frozen.code,
        .receipt = c.frozen.receipt,
        .producer = p->name,
        .kind = i18n_text(q->lang, producer_kind_message(p->kind)),
        .representative = p->representative,
        .address = str_fmt(q->arena, "%.*s, %.*s", STR_ARG(p->address), STR_ARG(p->place_text)),
        .phone = p->phone,
        .tax_code = p->tax_code,
        .samples = c.set->samples,
        .complete = said,
        .when = place_and_day(q->arena, without_kind(p->place_text), day),
    };
    TRY(review_read(q->view, c.set, &c.frozen, tx_today(q->tx), &v.reading));
    commune_said_of(q->view, c.set, &c.subjects, &c.findings, &v.saids);
    v.missing = v.reading.papers.missing;
    q->view->title = i18n_text(q->lang, M_COMMUNE_FORM03);
    commune_form03_html(q->out, q->view, &v);
    return OK;
}
