/* play_filing.c: the producers of the demonstration write their dossiers and hand them in. */
#include "play.h"
#include "domain/criteria/store.h"
#include "domain/demo/picture.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/evidence.h"
#include "platform/pdf/pdf.h"

static void add(struct play *p, struct http_fields *form, const char *name, Str value)
{
    http_add(p->b.arena, form, str_c(name), value);
}

/* ---- facts ---- */

static const struct fact {
    const char *part, *name, *value;
} facts[] = {
    { "don-vi", "unit_name", "" }, /* "": what the page shows already */
    { "don-vi", "address", "" },
    { "don-vi", "phone", "" },
    { "don-vi", "representative", "" },
    { "don-vi", "position", "Giám đốc" },
    { "san-pham", "packing", "Hộp giấy 250 g, 20 hộp một thùng" },
    { "san-pham", "description",
      "Làm từ nguyên liệu của xã, theo cách làm quen thuộc của địa phương, đóng gói tại chỗ." },
    { "san-pham", "has_registration", "1" },
    { "san-pham", "has_food_safety", "1" },
    { "san-pham", "ip_trademark", "1" },
    { "qua-trinh", "history", "Bắt đầu năm 2019 với bảy hộ, đến nay có hai mươi ba hộ cùng làm." },
    { "qua-trinh", "structure", "Ban giám đốc ba người, tổ sản xuất, tổ bán hàng, kế toán." },
    { "ket-qua", "material", "Vùng nguyên liệu 12 ha trong xã, có hợp đồng với 18 hộ trồng." },
    { "ket-qua", "technology", "Sấy bằng năng lượng mặt trời, đóng gói chân không." },
    { "ket-qua", "quality", "Kiểm nghiệm sáu tháng một lần, chưa có lô nào bị trả lại." },
    { "ket-qua", "workers", "24" },
    { "ket-qua", "local_workers", "21" },
    { "ket-qua", "market", "Bán tại tỉnh, Thành phố Hồ Chí Minh và trên sàn thương mại điện tử." },
    { "ket-qua", "revenue", "1850000000" },
    { "ke-hoach", "plan", "Tăng sản lượng ba phần mười, mở thêm hai điểm bán hàng OCOP." },
    { "ke-hoach", "plan_market", "Vào hai hệ thống siêu thị trong năm tới." },
    { "cam-ket", "pledge", "1" },
    { "cam-ket", "signer", "" },
};

/* One page a part: what is asked there and we have a word for. */
static Err write_facts(struct play *p, const struct play_dossier *x, const char *part)
{
    struct http_fields form = { 0 };
    struct page page;
    Str target = play_at(p, "/ho-so/", x->id, str_fmt(p->b.arena, "/thong-tin/%s", part).p);
    TRY(play_get(p, x->who, target, &page));
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        if (str_eq(str_c(facts[i].part), str_c(part))) {
            Str shown = page_input(&page, str_c(facts[i].name));
            Str value = str_c(facts[i].value);
            value = value.n == 0 && shown.n > 0 ? shown : value;
            add(p, &form, facts[i].name, value.n == 0 ? S("Người đại diện mẫu") : value);
        }
    }
    return play_post(p, x->who, target, &form, &page);
}

/* ---- papers ---- */

/* One page that says what it stands for; the same for all dossiers of a producer. */
static Err sample_paper(struct play *p, const struct dossier_paper *paper, Str *ret)
{
    struct pdf *d CLEANUP(pdf_cleanup) = NULL;
    struct pdf_opts o = { .title = paper->title, .made = { 0 } };
    int64_t pages;
    TRY(pdf_new(&o, &d));
    pdf_text(d, PDF_TITLE, PDF_CENTRE, paper->title);
    pdf_gap(d, 20);
    pdf_text(d, PDF_BODY, PDF_LEFT,
             S("Giấy tờ mẫu của tỉnh minh họa. Không có giá trị, không phải của ai."));
    pdf_text(d, PDF_BODY, PDF_LEFT, paper->why);
    return pdf_end(d, p->b.arena, ret, &pages);
}

enum { PAPER_AGE = 200, TEST_LASTS = 52 }; /* days, seen from the end of the play */

static Str day_from_now(struct play *p, int days)
{
    struct out *o CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(o, date_add_days(date_of(p->d->now), days));
    return out_dup(p->b.arena, o);
}

static Err send_paper(struct play *p, const struct play_dossier *x,
                      const struct dossier_paper *paper)
{
    struct arena *a = p->b.arena;
    struct http_fields form = { 0 };
    struct page page;
    Str bytes;
    TRY(sample_paper(p, paper, &bytes));
    add(p, &form, "title", paper->title);
    add(p, &form, "number", str_fmt(a, "9%.*s/MẪU", STR_ARG(str_skip(paper->type, 1))));
    add(p, &form, "issuer", S("Cơ quan mẫu"));
    add(p, &form, "issued", day_from_now(p, -PAPER_AGE));
    add(p, &form, "expires", str_eq(paper->type, S("E12")) ? day_from_now(p, TEST_LASTS) : S(""));
    struct browse_file file = { S("file"), str_fmt(a, "%.*s.pdf", STR_ARG(paper->type)), bytes };
    struct browse r = {
        .as = p->d->account[x->who],
        .method = HTTP_POST,
        .target = play_at(p, "/ho-so/", x->id,
                          str_fmt(a, "/minh-chung/%.*s/tai-len", STR_ARG(paper->type)).p),
        .n = form.n,
        .form = form.v,
        .n_files = 1,
        .file = &file,
    };
    TRY(browser_send(&p->b, &r, &page));
    return page.status == 303
               ? OK
               : fault(E_BUG, "demonstration: %.*s answered %d", STR_ARG(r.target), page.status);
}

static Err skip_paper(struct play *p, const struct play_dossier *x, Str type)
{
    struct http_fields form = { 0 };
    struct page page;
    add(p, &form, "reason", S("Cơ sở chưa có, sẽ bổ sung khi nâng hạng"));
    return play_post(p, x->who,
                     play_at(p, "/ho-so/", x->id,
                             str_fmt(p->b.arena, "/minh-chung/%.*s/khong-co", STR_ARG(type)).p),
                     &form, &page);
}

static Err send_papers(struct play *p, const struct play_dossier *x)
{
    static const int kinds[] = { 1, 5, 3 };
    struct dossier_papers all;
    TRY(dossier_papers_for(p->b.arena, kinds[x->who], x->set_no, &all));
    for (size_t i = 0; i < all.n; i++) {
        bool has = all.v[i].must || (int)(i * 7) < x->level;
        TRY(has ? send_paper(p, x, &all.v[i]) : skip_paper(p, x, all.v[i].type));
    }
    return OK;
}

/* ---- story, self-assessment ---- */

static Err write_story(struct play *p, const struct play_dossier *x)
{
    struct arena *a = p->b.arena;
    Str target = play_at(p, "/ho-so/", x->id, "/cau-chuyen"), png;
    struct http_fields form = { 0 };
    struct page page;
    TRY(play_get(p, x->who, target, &page));
    TRY(demo_picture(a, str_c(x->motif), str_c(x->tone), &png));
    add(p, &form, "version", page_input(&page, S("version")));
    add(p, &form, "story", str_c(x->story));
    add(p, &form, "photo_alt", str_fmt(a, "Hình minh họa: %s", x->name));
    struct browse_file file = { S("photo"), S("san-pham.png"), png };
    struct browse r = { .as = p->d->account[x->who],
                        .method = HTTP_POST,
                        .target = target,
                        .n = form.n,
                        .form = form.v,
                        .n_files = 1,
                        .file = &file };
    TRY(browser_send(&p->b, &r, &page));
    return page.status == 303
               ? OK
               : fault(E_BUG, "demonstration: %.*s answered %d", STR_ARG(target), page.status);
}

static Err assess(struct play *p, const struct play_dossier *x, int part)
{
    static const char *const slugs[] = { "/tu-cham/a", "/tu-cham/b", "/tu-cham/c" };
    struct http_fields form = { 0 };
    struct page page;
    for (int i = 0; i < x->set->n_items; i++) {
        const struct criteria_item *item = &x->set->item[i];
        if (x->set->section[item->section].part == part) {
            add(p, &form, str_fmt(p->b.arena, "c.%.*s", STR_ARG(item->id)).p,
                play_option(item, x->level, (int)x->target)->id);
        }
    }
    return play_post(p, x->who, play_at(p, "/ho-so/", x->id, slugs[part]), &form, &page);
}

/* ---- papers beside the criteria they prove ---- */

static Err read_papers(struct tx *tx, void *arg)
{
    void **two = arg;
    return evidence_of_producer(tx, *(const Id *)two[0], two[1]);
}

static Err attach(struct play *p, const struct play_dossier *x, Str item, Id paper)
{
    struct http_fields form = { 0 };
    struct page page;
    add(p, &form, "evidence", id_text(p->b.arena, paper));
    add(p, &form, "page_from", S("1"));
    add(p, &form, "page_to", S("1"));
    return play_post(
        p, x->who,
        play_at(p, "/ho-so/", x->id, str_fmt(p->b.arena, "/minh-chung/%.*s", STR_ARG(item)).p),
        &form, &page);
}

/* Each criterion gets the first paper of a type that proves it. */
static Err attach_papers(struct play *p, const struct play_dossier *x)
{
    struct evidences papers;
    void *two[] = { &p->d->producer[x->who], &papers };
    struct tx_opts o = { .mode = TX_READ, .arena = p->b.arena, .now = *p->d->at };
    TRY(tx_run(p->d->db, &o, read_papers, two));
    for (int i = 0; i < x->set->n_items; i++) {
        const struct criteria_item *item = &x->set->item[i];
        Id paper = ID_NONE;
        for (size_t k = 0; k < papers.n && item->n_evidence > 0 && id_none(paper); k++) {
            paper = str_eq(papers.v[k].type, item->evidence[0]) ? papers.v[k].id : ID_NONE;
        }
        if (!id_none(paper)) {
            TRY(attach(p, x, item->id, paper));
        }
    }
    return OK;
}

/* ---- the whole ---- */

static Err set_of(struct tx *tx, void *arg)
{
    void **two = arg;
    struct play *p = two[0];
    struct play_dossier *x = two[1];
    struct criteria_row row;
    bool found = false;
    TRY(criteria_in_force(tx, x->set_no, tx_today(tx), &found, &row));
    return found ? criteria_cache_get(p->b.app->program.criteria, tx, row.id, &x->set) : E_NONE;
}

/* Not every product set has a sheet of every law: then another product of the same producer. */
static Err choose_product(struct play *p, struct play_dossier *x)
{
    static const struct {
        int64_t set_no, instead;
        const char *was, *name, *motif;
    } other[] = {
        { 7, 1, "Thanh long sấy dẻo Hàm Kiệm", "Thanh long ruột đỏ Hàm Kiệm", "fruit" },
        { 7, 15, "Mứt vỏ thanh long Hàm Kiệm", "Rượu thanh long Hàm Kiệm", "bottle" },
    };
    void *two[] = { p, x };
    struct tx_opts o = { .mode = TX_READ, .arena = p->b.arena, .now = *p->d->at };
    Err e = tx_run(p->d->db, &o, set_of, two);
    for (size_t i = 0; i < COUNT_OF(other) && e == E_NONE; i++) {
        if (str_eq(str_c(x->name), str_c(other[i].was))) {
            x->name = other[i].name;
            x->motif = other[i].motif;
            x->set_no = other[i].instead;
            return OK;
        }
    }
    return e;
}

static Err register_product(struct play *p, struct play_dossier *x)
{
    struct arena *a = p->b.arena;
    struct http_fields form = { 0 };
    struct page page;
    add(p, &form, "name", str_c(x->name));
    add(p, &form, "kind", S("1"));
    add(p, &form, "set_no", str_fmt(a, "%lld", (long long)x->set_no));
    add(p, &form, "target_star", str_fmt(a, "%lld", (long long)x->target));
    TRY(play_post(p, x->who, S("/ho-so/moi"), &form, &page));
    x->id = page_id(&page, S("/ho-so/"));
    return OK;
}

Err play_fill(struct play *p, struct play_dossier *x)
{
    void *two[] = { p, x };
    struct tx_opts o = { .mode = TX_READ, .arena = p->b.arena, .now = *p->d->at };
    TRY(tx_run(p->d->db, &o, set_of, two));
    TRY(write_facts(p, x, "don-vi"));
    TRY(write_facts(p, x, "san-pham"));
    return assess(p, x, 0);
}

Err play_write(struct play *p, struct play_dossier *x, bool whole)
{
    static const char *const parts[] = { "qua-trinh", "ket-qua", "ke-hoach", "cam-ket" };
    TRY(choose_product(p, x));
    TRY(register_product(p, x));
    TRY(play_fill(p, x));
    if (!whole) {
        return OK;
    }
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        TRY(write_facts(p, x, parts[i]));
    }
    TRY(assess(p, x, 1));
    TRY(assess(p, x, 2));
    TRY(write_story(p, x));
    TRY(send_papers(p, x));
    return attach_papers(p, x);
}

Err play_submit(struct play *p, struct play_dossier *x)
{
    struct http_fields form = { 0 };
    struct page page;
    Str target = play_at(p, "/ho-so/", x->id, "/nop");
    TRY(play_get(p, x->who, target, &page));
    add(p, &form, "version", page_input(&page, S("version")));
    return play_post(p, x->who, target, &form, &page);
}
