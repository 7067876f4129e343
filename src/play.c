/* play.c: a season of the demonstration province: dossiers in every state, a council in
 * mid-session, one decision. Everybody acts through the pages. */
#include "play.h"
#include "domain/access/access.h"
#include "domain/council/council.h"
#include "domain/regime/regime.h"

/* ---- what the play is made of ---- */

void play_days_ago(struct play *p, int days)
{
    Date day = date_add_days(date_of(p->d->now), -days * p->days / PLAY_DAYS);
    if (date_cmp(day, date_of(*p->d->at)) == 0 && p->days < PLAY_DAYS) {
        return; /* pressed together: after what was done that day */
    }
    Time nine = { time_start_of(day).v + 9 * 3600 * TIME_SECOND };
    *p->d->at = nine.v < p->d->now.v ? nine : (Time){ p->d->now.v - 3600 * TIME_SECOND };
}

Str play_at(struct play *p, const char *before, Id id, const char *after)
{
    return str_fmt(p->b.arena, "%s%.*s%s", before, STR_ARG(id_text(p->b.arena, id)), after);
}

Err play_get(struct play *p, enum demo_person who, Str target, struct page *ret)
{
    struct browse r = { .as = p->d->account[who], .method = HTTP_GET, .target = target };
    TRY(browser_send(&p->b, &r, ret));
    return ret->status == 200
               ? OK
               : fault(E_BUG, "demonstration: %.*s answered %d", STR_ARG(target), ret->status);
}

Err play_post(struct play *p, enum demo_person who, Str target, const struct http_fields *form,
              struct page *ret)
{
    struct browse r = { .as = p->d->account[who],
                        .method = HTTP_POST,
                        .target = target,
                        .n = form->n,
                        .form = form->v };
    TRY(browser_send(&p->b, &r, ret));
    if (ret->status != 303) {
        Str said = str_skip(ret->body, str_find(ret->body, S("govuk-error-summary__list")));
        return fault(E_BUG, "demonstration: %.*s answered %d: %.*s", STR_ARG(target), ret->status,
                     STR_ARG(str_sub(said, 0, 400)));
    }
    return OK;
}

const struct criteria_option *play_option(const struct criteria_item *item, int level, int stars)
{
    const struct criteria_case *c = &item->cases[0];
    size_t at = ((c->n - 1) * (size_t)level + 50) / 100;
    for (size_t i = at + 1; i < c->n; i++) {
        at = c->option[i].gate > 0 && c->option[i].gate <= stars ? i : at;
    }
    return &c->option[at];
}

Err play_press(struct play *p, enum demo_person who, Str page_at, Str target,
               struct http_fields form)
{
    struct page page;
    TRY(play_get(p, who, page_at, &page));
    Str version = page_input(&page, S("version"));
    if (!str_none(version)) {
        http_add(p->b.arena, &form, S("version"), version);
    }
    return play_post(p, who, target, &form, &page);
}

static enum demo_person commune_of(const struct play_dossier *x)
{
    return x->who == DEMO_COOPERATIVE ? DEMO_COMMUNE_1 : DEMO_COMMUNE_2;
}

/* ---- the commune and the province ---- */

Err play_forward(struct play *p, const struct play_dossier *x)
{
    struct http_fields form = { 0 };
    Str at = play_at(p, "/xa/", x->id, "");
    for (int k = 1; k <= 4; k++) {
        http_add(p->b.arena, &form, str_fmt(p->b.arena, "finding.%d", k), S("agree"));
        http_add(p->b.arena, &form, str_fmt(p->b.arena, "note.%d", k),
                 S("Đã đến xem tại chỗ, đúng như hồ sơ."));
    }
    enum demo_person officer = commune_of(x);
    TRY(play_press(p, officer, at, play_at(p, "/xa/", x->id, "/xac-nhan"), form));
    return play_press(p, officer, at, play_at(p, "/xa/", x->id, "/chuyen"),
                      (struct http_fields){ 0 });
}

static Err ask(struct play *p, const struct play_dossier *x, Str target, Str text)
{
    struct http_fields form = { 0 };
    http_add(p->b.arena, &form, S("target"), target);
    http_add(p->b.arena, &form, S("text"), text);
    return play_press(p, commune_of(x), play_at(p, "/xa/", x->id, ""),
                      play_at(p, "/xa/", x->id, "/yeu-cau"), form);
}

static Err give_back(struct play *p, const struct play_dossier *x)
{
    TRY(ask(p, x, S("E12"),
            S("Phiếu kiểm nghiệm thiếu trang hai. Đề nghị chụp lại đủ các trang.")));
    TRY(ask(p, x, S(""), S("Ghi rõ số hộ liên kết trồng nguyên liệu trong xã.")));
    return play_press(p, commune_of(x), play_at(p, "/xa/", x->id, ""),
                      play_at(p, "/xa/", x->id, "/tra-lai"), (struct http_fields){ 0 });
}

static Err find_file(struct tx *tx, void *arg)
{
    struct play_dossier *x = arg;
    struct session_file_ref file;
    bool found = false;
    TRY(session_file_open_of(tx, x->id, &found, &file));
    x->file = found ? file.id : ID_NONE;
    return found ? OK : E_NONE;
}

static Err to_council(struct play *p, struct play_dossier *x)
{
    struct http_fields form = { 0 };
    http_add(p->b.arena, &form, S("session"), id_text(p->b.arena, p->d->session));
    TRY(play_press(p, DEMO_OFFICER_1, play_at(p, "/tinh/", x->id, ""),
                   play_at(p, "/tinh/", x->id, "/hoi-dong"), form));
    struct tx_opts o = { .mode = TX_READ, .arena = p->b.arena, .now = *p->d->at };
    return tx_run(p->d->db, &o, find_file, x);
}

/* ---- the council ---- */

static Err make_council(struct tx *tx, void *arg)
{
    struct demo *d = arg;
    static const struct {
        enum demo_person who;
        const char *department;
        int position;
    } seats[] = {
        { DEMO_CHAIR, "UBND tỉnh", COUNCIL_CHAIR },
        { DEMO_MEMBER_1, "Sở Nông nghiệp và Môi trường", COUNCIL_VICE },
        { DEMO_MEMBER_2, "Sở Công Thương", COUNCIL_VOTER },
        { DEMO_MEMBER_3, "Sở Y tế", COUNCIL_VOTER },
        { DEMO_MEMBER_4, "Sở Khoa học và Công nghệ", COUNCIL_VOTER },
        { DEMO_SECRETARY, "Chi cục Chất lượng nông sản và Phát triển nông thôn",
          COUNCIL_SECRETARY },
    };
    struct council_new n = council_usual();
    n.name = S("Hội đồng OCOP tỉnh (mẫu)");
    n.decision_no = S("9210/QĐ-UBND");
    n.decision_date = tx_today(tx);
    n.from_day = tx_today(tx);
    n.demo = true;
    n.seats.v = NEW_N(d->arena, struct council_seat, COUNT_OF(seats));
    for (size_t i = 0; i < COUNT_OF(seats); i++) {
        n.seats.v[n.seats.n++] = (struct council_seat){ .account = d->account[seats[i].who],
                                                        .department = str_c(seats[i].department),
                                                        .position = seats[i].position };
    }
    return council_create(tx, &n, &d->council);
}

struct opening {
    struct demo *d;
    Str name;
    Date held_on;
};

static Err open_session(struct tx *tx, void *arg)
{
    struct opening *o = arg;
    struct council c;
    TRY(council_get(tx, o->d->council, &c));
    return council_open_session(tx, &c, o->name, o->held_on, &o->d->session);
}

static Err new_session(struct play *p, Str name, int days_ago)
{
    struct opening o = { p->d, name,
                         date_add_days(date_of(p->d->now), -days_ago * p->days / PLAY_DAYS) };
    return demo_step(p->d, DEMO_OFFICER_1, SESSION_OPEN, 0, open_session, &o);
}

/* A member's sheet: near the level, a little up or down by member and item; strict: nothing for
 * every third item. */
static Err score_by(struct play *p, const struct play_dossier *x, enum demo_person who,
                    bool hand_in, bool strict)
{
    struct http_fields form = { 0 };
    for (int i = 0; i < x->set->n_items; i++) {
        int level = x->level + (i * 7 + (int)who * 5) % 13 - 6;
        level = level < 0 || (strict && i % 3 == 0) ? 0 : level > 100 ? 100 : level;
        bool skipped = !hand_in && i * 2 > x->set->n_items;
        if (!skipped) {
            http_add(p->b.arena, &form, str_fmt(p->b.arena, "a.%.*s", STR_ARG(x->set->item[i].id)),
                     play_option(&x->set->item[i], level, (int)x->target)->id);
        }
    }
    if (hand_in) {
        http_add(p->b.arena, &form, S("remark"), S("Bao bì đẹp, nên ghi rõ hơn vùng nguyên liệu."));
        http_add(p->b.arena, &form, S("blank_ok"), S("1"));
    }
    Str at = play_at(p, "/phieu/", x->file, "");
    return play_press(p, who, at, hand_in ? play_at(p, "/phieu/", x->file, "/nop") : at, form);
}

static Err score(struct play *p, const struct play_dossier *x, enum demo_person who, bool hand_in)
{
    return score_by(p, x, who, hand_in, false);
}

/* One member sees it quite otherwise; the secretary opens the first item they differ on. */
static Err discuss(struct play *p, const struct play_dossier *x)
{
    struct http_fields form = { 0 };
    struct arena *a = p->b.arena;
    struct page page;
    for (enum demo_person who = DEMO_CHAIR; who <= DEMO_MEMBER_4; who++) {
        TRY(score_by(p, x, who, true, who == DEMO_MEMBER_3));
    }
    Str at =
        str_fmt(a, "%.*s/ho-so/%.*s/thao-luan", STR_ARG(play_at(p, "/phien/", p->d->session, "")),
                STR_ARG(id_text(a, x->file)));
    TRY(play_get(p, DEMO_SECRETARY, at, &page));
    Str mark = S("name=\"i."), rest = str_skip(page.body, str_find(page.body, mark) + 6);
    http_add(a, &form, S("after"), S("0"));
    http_add(a, &form, S("words"),
             S("Các ủy viên hiểu khác nhau về hợp đồng liên kết; đề nghị xem lại bản gốc rồi chấm "
               "lại. (Mẫu.)"));
    http_add(a, &form, str_sub(rest, 0, str_find_c(rest, '"')), S("1"));
    for (enum demo_person who = DEMO_CHAIR; who <= DEMO_MEMBER_4; who++) {
        http_add(a, &form, str_cat(a, S("p."), id_text(a, p->d->account[who])), S("1"));
    }
    return play_post(p, DEMO_SECRETARY, at, &form, &page);
}

/* Every voting member answers that no file of the session is a conflict of interest. */
static Err declare(struct play *p)
{
    Str at = play_at(p, "/phien/", p->d->session, "/cam-ket");
    for (enum demo_person who = DEMO_CHAIR; who <= DEMO_MEMBER_4; who++) {
        struct http_fields form = { 0 };
        http_add(p->b.arena, &form, S("answer"), S("none"));
        TRY(play_press(p, who, at, at, form));
    }
    return OK;
}

static Err score_and_close(struct play *p, const struct play_dossier *x)
{
    for (enum demo_person who = DEMO_CHAIR; who <= DEMO_MEMBER_4; who++) {
        TRY(score(p, x, who, true));
    }
    Str at = play_at(p, "/phien/", p->d->session, "");
    at = str_fmt(p->b.arena, "%.*s/ho-so/%.*s/dong", STR_ARG(at),
                 STR_ARG(id_text(p->b.arena, x->file)));
    return play_press(p, DEMO_SECRETARY, at, at, (struct http_fields){ 0 });
}

/* ---- the decision ---- */

static Err decide(struct play *p, const struct play_dossier *x, const char *target,
                  struct http_fields form)
{
    struct page page;
    TRY(play_get(p, DEMO_LEADER, S("/cong-nhan"), &page));
    Str mark = play_at(p, "value=\"", x->id, "-");
    Str rest = str_skip(page.body, str_find(page.body, mark) + 7);
    http_add(p->b.arena, &form, S("pick[]"), str_sub(rest, 0, str_find_c(rest, '"')));
    return play_post(p, DEMO_LEADER, str_c(target), &form, &page);
}

static Err recognise(struct play *p, const struct play_dossier *x, Str number)
{
    struct http_fields form = { 0 };
    struct out *day CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(day, date_of(*p->d->at));
    http_add(p->b.arena, &form, S("decision_no"), number);
    http_add(p->b.arena, &form, S("decision_date"), out_dup(p->b.arena, day));
    return decide(p, x, "/cong-nhan", form);
}

/* ---- the season ---- */

#define STORY                                                                                                               \
    "Chúng tôi làm món này từ nguyên liệu quanh nhà, theo cách ông bà để lại, mỗi mẻ một ít cho " \
    "thật kỹ. (Câu chuyện mẫu.)"

/* clang-format off */
static const struct play_dossier all_dossiers[PLAY_DOSSIERS] = {
    { DEMO_COOPERATIVE, "Thanh long sấy dẻo Hàm Kiệm", "fruit", "#c2306c", STORY, 7, 4, 78, { 0 }, { 0 }, NULL },
    { DEMO_COOPERATIVE, "Nước ép thanh long ruột đỏ Hàm Kiệm", "bottle", "#b8195f", STORY, 17, 4, 76, { 0 }, { 0 }, NULL },
    { DEMO_ENTERPRISE, "Khô cá đuối Nắng Gió", "fish", "#9c7b5c", STORY, 8, 3, 25, { 0 }, { 0 }, NULL },
    { DEMO_HOUSEHOLD, "Nước mắm Biển Mặn 40 độ đạm", "bottle", "#8a4b2a", STORY, 9, 4, 82, { 0 }, { 0 }, NULL },
    { DEMO_ENTERPRISE, "Mực một nắng Nắng Gió", "fish", "#c98f6a", STORY, 8, 4, 74, { 0 }, { 0 }, NULL },
    { DEMO_ENTERPRISE, "Muối ớt xanh Nắng Gió", "jar", "#5c8a3f", STORY, 10, 3, 62, { 0 }, { 0 }, NULL },
    { DEMO_HOUSEHOLD, "Mắm nêm Biển Mặn", "jar", "#6d4430", STORY, 9, 3, 60, { 0 }, { 0 }, NULL },
    { DEMO_COOPERATIVE, "Mứt vỏ thanh long Hàm Kiệm", "bowl", "#d2447e", STORY, 7, 3, 58, { 0 }, { 0 }, NULL },
    { DEMO_HOUSEHOLD, "Mắm ruốc Biển Mặn", "jar", "#8c4a3c", STORY, 9, 3, 56, { 0 }, { 0 }, NULL },
    { DEMO_COOPERATIVE, "Tour vườn thanh long đêm Hàm Kiệm", "land", "#4e8a57", STORY, 26, 3, 65, { 0 }, { 0 }, NULL },
    { DEMO_ENTERPRISE, "Rong biển sấy Nắng Gió", "leaf", "#3f6f4f", STORY, 8, 3, 50, { 0 }, { 0 }, NULL },
    { DEMO_ENTERPRISE, "Chà bông cá ngừ Nắng Gió", "fish", "#a9794d", STORY, 8, 4, 80, { 0 }, { 0 }, NULL },
};
/* clang-format on */
/* Where each ends. */
enum {
    RECOGNISED,
    SCORED,
    BELOW,
    SESSION_1,
    SESSION_2,
    AT_PROVINCE,
    RETURNED,
    LATE,
    NEW,
    DRAFT,
    GONE,
    DISCUSSED
};

/* A session that is over: one recognised, one waits for its decision, one below three stars. */
static Err first_round(struct play *p)
{
    play_days_ago(p, 100);
    TRY(demo_step(p->d, DEMO_OFFICER_1, COUNCIL_MANAGE, 0, make_council, p->d));
    TRY(new_session(p, S("Phiên thứ nhất (mẫu)"), 70));
    for (int i = RECOGNISED; i <= BELOW; i++) {
        TRY(play_write(p, &p->season[i], true));
        TRY(play_submit(p, &p->season[i]));
    }
    play_days_ago(p, 92);
    for (int i = RECOGNISED; i <= BELOW; i++) {
        TRY(play_forward(p, &p->season[i]));
        TRY(to_council(p, &p->season[i]));
    }
    play_days_ago(p, 70);
    TRY(declare(p));
    for (int i = RECOGNISED; i <= BELOW; i++) {
        TRY(score_and_close(p, &p->season[i]));
    }
    play_days_ago(p, 60);
    TRY(recognise(p, &p->season[RECOGNISED], S("9231/QĐ-UBND")));
    return decide(p, &p->season[BELOW], "/cong-nhan/khong-dat", (struct http_fields){ 0 });
}

/* Today's session: an anchor, two sheets in, one half written; of one file all, too far apart,
 * discussed. */
static Err second_round(struct play *p)
{
    static const int files[] = { SESSION_1, SESSION_2, DISCUSSED };
    play_days_ago(p, 40);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        TRY(play_write(p, &p->season[files[i]], true));
        TRY(play_submit(p, &p->season[files[i]]));
    }
    play_days_ago(p, 30);
    TRY(new_session(p, S("Phiên thứ hai (mẫu)"), 0));
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        TRY(play_forward(p, &p->season[files[i]]));
        TRY(to_council(p, &p->season[files[i]]));
    }
    play_days_ago(p, 0);
    TRY(declare(p));
    TRY(play_anchor(p, &p->season[RECOGNISED]));
    TRY(score(p, &p->season[SESSION_1], DEMO_CHAIR, true));
    TRY(score(p, &p->season[SESSION_1], DEMO_MEMBER_1, true));
    TRY(score(p, &p->season[SESSION_1], DEMO_MEMBER_2, false));
    TRY(discuss(p, &p->season[DISCUSSED]));
    return score(p, &p->season[SESSION_2], DEMO_MEMBER_1, true);
}

/* The commune's word on the first product that is nearly the same. */
static Err say_alike(struct play *p, const struct play_dossier *x)
{
    struct http_fields form = { 0 };
    struct page page;
    Str at = play_at(p, "/ho-so/", x->id, "/trung-lap");
    TRY(play_get(p, commune_of(x), at, &page));
    http_add(p->b.arena, &form, S("other"), page_input(&page, S("other")));
    http_add(p->b.arena, &form, S("same"), S("0"));
    http_add(p->b.arena, &form, S("reason"),
             S("Khác nguyên liệu và cách ủ; chỉ giống cách đóng gói. (Mẫu.)"));
    return play_post(p, commune_of(x), at, &form, &page);
}

static Err on_the_way(struct play *p)
{
    static const struct {
        int dossier, days;
    } filed[] = { { LATE, 34 }, { AT_PROVINCE, 16 }, { RETURNED, 14 }, { NEW, 4 } };
    for (size_t i = 0; i < COUNT_OF(filed); i++) {
        play_days_ago(p, filed[i].days);
        TRY(play_write(p, &p->season[filed[i].dossier], true));
        TRY(play_submit(p, &p->season[filed[i].dossier]));
    }
    play_days_ago(p, 11);
    TRY(play_forward(p, &p->season[AT_PROVINCE]));
    TRY(give_back(p, &p->season[RETURNED]));
    play_days_ago(p, 3);
    TRY(say_alike(p, &p->season[NEW]));
    play_days_ago(p, 2);
    TRY(play_write(p, &p->season[DRAFT], false));
    TRY(play_write(p, &p->season[GONE], false));
    struct http_fields why = { 0 };
    http_add(p->b.arena, &why, S("reason"), S("Chưa kịp làm bao bì mới, hẹn đợt sau"));
    return play_press(p, p->season[GONE].who, play_at(p, "/ho-so/", p->season[GONE].id, ""),
                      play_at(p, "/ho-so/", p->season[GONE].id, "/rut"), why);
}

struct loading {
    const struct config *c;
    struct app *app;
};

/* A season is played under one law: a young law makes it shorter. */
static Err days_of_law(struct play *p)
{
    struct regimes laws;
    Date today = date_of(p->d->now);
    TRY(regime_load_builtin(p->b.arena, &laws));
    const struct regime *law = regime_on(&laws, today);
    int64_t days = law == NULL ? PLAY_DAYS : (int64_t)today.v - law->from.v;
    p->days = days < PLAY_DAYS ? (int)days : PLAY_DAYS;
    return OK;
}

static Err play_all(struct demo *d, void *arg)
{
    const struct loading *l = arg;
    struct play *p = NEW(d->arena, struct play);
    p->d = d;
    p->b = (struct browser){ .db = d->db,
                             .app = l->app,
                             .arena = d->arena,
                             .clock = d->at,
                             .folder = str_cat(d->arena, l->c->data, S("/upload")) };
    memcpy(p->season, all_dossiers, sizeof p->season);
    TRY(file_make_dir(p->b.folder));
    TRY(days_of_law(p));
    if (!id_none(d->district)) {
        return play_district(p);
    }
    TRY(first_round(p));
    TRY(second_round(p));
    TRY(on_the_way(p));
    TRY(play_ideas(p));
    return play_helped(p);
}

static Time clock_of(void *arg)
{
    return *(const Time *)arg;
}

Err app_load_demo(const struct config *c, struct db *db, Time now)
{
    Time at = time_none(now) ? time_wall_clock() : now;
    struct loading l = { .c = c };
    TRY(app_open(c, db, clock_of, &at, &l.app));
    Err e = demo_load(db, &l.app->program, &at, play_all, &l);
    app_close(l.app);
    return e;
}
