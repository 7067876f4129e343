/* play_anchor.c: an anchor file before the second session of the demonstration: the recognised
 * dossier of the first one, with a reference sheet the chair has confirmed; two members are in. */
#include "play.h"

static Str beside(struct play *p, const char *before, const struct criteria_item *item)
{
    return str_cat(p->b.arena, str_c(before), item->id);
}

/* The council's level, with a reason for each part of the sheet. */
static Err reference(struct play *p, const struct play_dossier *x, Id anchor)
{
    static const char *const reasons[] = {
        "Hợp đồng và ảnh chụp vùng nguyên liệu khớp với mức này; chưa đủ giấy tờ cho mức cao hơn. "
        "(Lý do mẫu.)",
        "Có kế hoạch và sổ bán hàng một năm; chưa có hợp đồng ngoài tỉnh để lên mức cao hơn. "
        "(Lý do mẫu.)",
        "Nhãn và phiếu kiểm nghiệm đúng quy định; mẫu nếm đạt mức này theo mô tả của Bộ tiêu chí. "
        "(Lý do mẫu.)",
    };
    struct http_fields form = { 0 };
    for (int i = 0; i < x->set->n_items; i++) {
        const struct criteria_item *item = &x->set->item[i];
        http_add(p->b.arena, &form, beside(p, "a.", item),
                 play_option(item, x->level, (int)x->target)->id);
        http_add(p->b.arena, &form, beside(p, "n.", item),
                 str_c(reasons[x->set->section[item->section].part]));
    }
    Str at = play_at(p, "/phieu-mau/", anchor, "/lap");
    return play_press(p, DEMO_SECRETARY, at, at, form);
}

static Err practise(struct play *p, const struct play_dossier *x, Id anchor, enum demo_person who)
{
    struct http_fields form = { 0 };
    for (int i = 0; i < x->set->n_items; i++) {
        int level = x->level + (i * 11 + (int)who * 17) % 41 - 20;
        level = level < 0 ? 0 : level > 100 ? 100 : level;
        http_add(p->b.arena, &form, beside(p, "a.", &x->set->item[i]),
                 play_option(&x->set->item[i], level, 0)->id);
    }
    http_add(p->b.arena, &form, S("blank_ok"), S("1"));
    return play_press(p, who, play_at(p, "/phieu-mau/", anchor, ""),
                      play_at(p, "/phieu-mau/", anchor, "/nop"), form);
}

Err play_anchor(struct play *p, const struct play_dossier *x)
{
    struct http_fields form = { 0 };
    struct page page;
    Str at = play_at(p, "/phien/", p->d->session, "/mau");
    TRY(play_get(p, DEMO_SECRETARY, at, &page));
    http_add(p->b.arena, &form, S("file"), id_text(p->b.arena, x->file));
    TRY(play_post(p, DEMO_SECRETARY, at, &form, &page));
    Id anchor = page_id(&page, S("/phieu-mau/"));
    TRY(reference(p, x, anchor));
    TRY(play_press(p, DEMO_CHAIR, play_at(p, "/phieu-mau/", anchor, "/tham-chieu"),
                   play_at(p, "/phieu-mau/", anchor, "/xac-nhan"), (struct http_fields){ 0 }));
    TRY(practise(p, x, anchor, DEMO_MEMBER_1));
    return practise(p, x, anchor, DEMO_MEMBER_2);
}
