/* play_ideas.c: the demonstration's ideas of the year, in every state, and a draft that an officer
 * wrote for a household and that waits for its word. */
#include "play.h"
#include "domain/access/access.h"
#include "domain/idea/idea.h"

struct play_idea {
    enum demo_person who;
    const char *name;
    int64_t set_no, star;
    int ends, opinion;       /* the state it ends in; what the commune says */
    int sent, said, decided; /* days ago */
    bool opened;             /* a dossier is open out of it */
};

/* clang-format off */
static const struct play_idea ideas[] = {
    { DEMO_COOPERATIVE, "Thanh long ruột vàng Hàm Kiệm", 1, 4, IDEA_SELECTED, IDEA_FOR, 45, 40, 32, true },
    { DEMO_HOUSEHOLD, "Nước mắm nhĩ ủ chum sành Biển Mặn", 9, 4, IDEA_SELECTED, IDEA_FOR, 45, 41, 32, false },
    { DEMO_COOPERATIVE, "Đêm hội vườn thanh long Hàm Kiệm", 26, 3, IDEA_NOT_SELECTED, IDEA_AGAINST, 44, 40, 31, false },
    { DEMO_ENTERPRISE, "Muối tôm ớt Nắng Gió", 10, 3, IDEA_WITHDRAWN, IDEA_NO_OPINION, 20, 18, 0, false },
    { DEMO_COOPERATIVE, "Nước cốt thanh long cô đặc Hàm Kiệm", 17, 3, IDEA_AT_PROVINCE, IDEA_FOR, 12, 8, 0, false },
    { DEMO_ENTERPRISE, "Chả cá thu Nắng Gió", 8, 3, IDEA_AT_PROVINCE, IDEA_AGAINST, 11, 7, 0, false },
    { DEMO_HOUSEHOLD, "Mắm cá cơm trộn gừng Biển Mặn", 9, 3, IDEA_AT_COMMUNE, IDEA_NO_OPINION, 3, 0, 0, false },
    { DEMO_COOPERATIVE, "Giấm thanh long Hàm Kiệm", 9, 3, IDEA_DRAFT, IDEA_NO_OPINION, 2, 0, 0, false },
};
/* clang-format on */

static Err press(struct play *p, enum demo_person who, Id idea, const char *step, Str reason,
                 Str opinion)
{
    struct http_fields form = { 0 };
    Str at = play_at(p, "/y-tuong/", idea, "");
    if (!str_none(reason)) {
        http_add(p->b.arena, &form, S("reason"), reason);
    }
    if (!str_none(opinion)) {
        http_add(p->b.arena, &form, S("opinion"), opinion);
    }
    return play_press(p, who, at, play_at(p, "/y-tuong/", idea, step), form);
}

static Err write_idea(struct play *p, const struct play_idea *i, struct http_fields *form, Id *ret)
{
    struct arena *a = p->b.arena;
    struct page page;
    int year = date_ymd(date_of(p->d->now)).year;
    http_add(a, form, S("year"), str_fmt(a, "%d", year));
    http_add(a, form, S("product"), S(""));
    http_add(a, form, S("name"), str_c(i->name));
    http_add(a, form, S("set_no"), str_fmt(a, "%lld", (long long)i->set_no));
    http_add(a, form, S("target_star"), str_fmt(a, "%lld", (long long)i->star));
    http_add(a, form, S("description"),
             S("Sản phẩm mới từ nguyên liệu của xã, đóng gói nhỏ cho khách đi đường. (Mẫu.)"));
    http_add(a, form, S("materials"), S("Nguyên liệu mua của các hộ trong xã, có ghi sổ."));
    http_add(a, form, S("novelty"), S("Chưa có cơ sở nào trong xã làm; bao bì dùng lại được."));
    TRY(play_post(p, i->who, S("/y-tuong/moi"), form, &page));
    *ret = page_id(&page, S("/y-tuong/"));
    return OK;
}

static Err play_idea(struct play *p, const struct play_idea *i)
{
    struct http_fields form = { 0 };
    enum demo_person commune = i->who == DEMO_COOPERATIVE ? DEMO_COMMUNE_1 : DEMO_COMMUNE_2;
    bool against = i->opinion == IDEA_AGAINST;
    Id id;
    play_days_ago(p, i->sent);
    TRY(write_idea(p, i, &form, &id));
    if (i->ends == IDEA_DRAFT) {
        return OK;
    }
    Str at = play_at(p, "/y-tuong/", id, "");
    TRY(play_press(p, i->who, at, play_at(p, "/y-tuong/", id, "/gui"), form));
    if (i->said > 0) {
        play_days_ago(p, i->said);
    }
    if (i->ends == IDEA_WITHDRAWN) {
        return press(p, i->who, id, "/rut", S("Để dành vốn cho sản phẩm khác"), STR_NONE);
    }
    if (i->opinion != IDEA_NO_OPINION) {
        TRY(press(p, commune, id, "/y-kien",
                  against ? S("Xã chưa có vùng nguyên liệu cho sản phẩm này.")
                          : S("Đúng thế mạnh của xã, có sẵn nguyên liệu."),
                  against ? S("2") : S("1")));
    }
    if (i->decided > 0) {
        bool yes = i->ends == IDEA_SELECTED;
        play_days_ago(p, i->decided);
        TRY(press(p, DEMO_OFFICER_1, id, yes ? "/chon" : "/khong-chon",
                  yes ? S("Đưa vào kế hoạch năm.") : S("Để lại năm sau, khi có vùng nguyên liệu."),
                  STR_NONE));
    }
    return i->opened ? press(p, i->who, id, "/ho-so", STR_NONE, STR_NONE) : OK;
}

Err play_ideas(struct play *p)
{
    for (size_t i = 0; i < COUNT_OF(ideas); i++) {
        TRY(play_idea(p, &ideas[i]));
    }
    return OK;
}

Err play_helped(struct play *p)
{
    struct arena *a = p->b.arena;
    struct play_dossier x = { .who = DEMO_COMMUNE_2,
                              .name = "Nước mắm Biển Mặn chai nhỏ",
                              .set_no = 9,
                              .target = 3,
                              .level = 55 };
    struct http_fields form = { 0 };
    struct page page;
    play_days_ago(p, 5);
    http_add(a, &form, S("producer"), id_text(a, p->d->producer[DEMO_HOUSEHOLD]));
    http_add(a, &form, S("name"), str_c(x.name));
    http_add(a, &form, S("set_no"), S("9"));
    http_add(a, &form, S("target_star"), S("3"));
    TRY(play_post(p, x.who, S("/xa/ho-tro"), &form, &page));
    x.id = page_id(&page, S("/ho-so/"));
    return play_fill(p, &x);
}
