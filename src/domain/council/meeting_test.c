/* meeting_test.c: a meeting on every screen; who may not judge the file on the table learns nothing
 * of it; the council's answers as a group are counted exactly and change no sheet. */
#include "domain/council/meeting.h"
#include "domain/council/table_test.h"

static Str at(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/phien/%.*s/cuoc-hop%s", STR_ARG(id_text(t->f->arena, t->session)),
                   tail);
}

static Str text_of(struct table *t, Id id)
{
    return id_none(id) ? S("") : id_text(t->f->arena, id);
}

static struct page put_on_table(struct table *t, Id who, Id file, Id was)
{
    return fixture_post(t->f, who, at(t, "/ho-so"),
                        FORM({ S("file"), text_of(t, file) }, { S("was"), text_of(t, was) }));
}

/* members: bits of the fixture's, and of the secretary (bit 7). */
static struct page presence(struct table *t, Id who, Str after, unsigned members)
{
    struct http_field form[FIXTURE_MEMBERS + 2];
    size_t n = 0;
    form[n++] = (struct http_field){ S("after"), after };
    for (unsigned i = 0; i < FIXTURE_MEMBERS; i++) {
        if ((members & (1U << i)) != 0) {
            form[n++] = (struct http_field){
                str_cat(t->f->arena, S("p."), id_text(t->f->arena, t->f->member[i])), S("1")
            };
        }
    }
    if ((members & 128U) != 0) {
        form[n++] = (struct http_field){
            str_cat(t->f->arena, S("p."), id_text(t->f->arena, t->f->secretary)), S("1")
        };
    }
    return fixture_post(t->f, who, at(t, "/co-mat"), n, form);
}

static void come(struct table *t, unsigned members)
{
    struct page p = fixture_get(t->f, t->f->secretary, at(t, ""));
    CHECK_INT(presence(t, t->f->secretary, page_input(&p, S("after")), members).status, 303);
}

static struct page propose(struct table *t, Id who, Id was, const char *kind, Str words)
{
    return fixture_post(
        t->f, who, at(t, "/bieu-quyet"),
        FORM({ S("was"), text_of(t, was) }, { S("kind"), str_c(kind) }, { S("proposal"), words }));
}

static Str open_vote(struct table *t)
{
    struct page p = fixture_get(t->f, t->f->secretary, at(t, ""));
    Str vote = page_input(&p, S("vote"));
    return str_none(vote) ? S("") : vote;
}

static struct page answer(struct table *t, Id who, Str vote, const char *what)
{
    return fixture_post(t->f, who, at(t, "/tra-loi"),
                        FORM({ S("vote"), vote }, { S("answer"), str_c(what) }));
}

static struct page close_vote(struct table *t, Id who, Str vote)
{
    return fixture_post(t->f, who, at(t, "/ket-thuc"), FORM({ S("vote"), vote }));
}

static struct page note(struct table *t, Id who, Id about, Str corrects, Str words)
{
    return fixture_post(
        t->f, who, at(t, "/ghi-chep"),
        FORM({ S("about"), text_of(t, about) }, { S("corrects"), corrects }, { S("note"), words }));
}

static void recuse(struct table *t, Id who)
{
    struct page p = fixture_post(t->f, who, str_cat(t->f->arena, t->sheet, S("/tu-choi")),
                                 FORM({ S("reason"), S("người nhà của chủ thể") }));
    CHECK_INT(p.status, 303);
}

/* ---- the order: pure ---- */

static bool all_once(size_t n, const size_t *order)
{
    for (size_t k = 0; k < n; k++) {
        size_t times = 0;
        for (size_t i = 0; i < n; i++) {
            times += order[i] == k ? 1 : 0;
        }
        if (times != 1) {
            return false;
        }
    }
    return true;
}

TEST(meeting_order_moves_people_as_seldom_as_can_be)
{
    static const MeetingSeats away[] = { 1, 0, 2, 1, 0, 3, 2 };
    static const size_t filed[] = { 0, 1, 2, 3, 4, 5, 6 };
    size_t order[COUNT_OF(away)];
    meeting_order(test_arena(), COUNT_OF(away), away, order);
    CHECK(all_once(COUNT_OF(away), order));
    CHECK_INT(meeting_moves(COUNT_OF(away), away, filed), 9);
    CHECK_INT(meeting_moves(COUNT_OF(away), away, order), 3); /* out, out, in */
    CHECK(order[0] == 1 && order[1] == 4 && order[2] == 0 && order[3] == 3 && order[4] == 5);
    meeting_order(test_arena(), 0, away, order);
    static const MeetingSeats none[] = { 0, 0, 0 };
    meeting_order(test_arena(), 3, none, order);
    CHECK(order[0] == 0 && order[1] == 1 && order[2] == 2);
}

/* Never worse than the order of the numbers, whatever the conflicts are. */
TEST(meeting_order_is_never_worse_than_the_numbers)
{
    uint64_t luck = 88172645463325252U;
    for (int round = 0; round < 500; round++) {
        MeetingSeats away[12];
        size_t order[12], filed[12], n = (size_t)(round % 12) + 1;
        for (size_t i = 0; i < n; i++) {
            luck ^= luck << 13;
            luck ^= luck >> 7;
            luck ^= luck << 17;
            away[i] = luck & (luck >> 20) & (luck >> 40) & 31U;
            filed[i] = i;
        }
        meeting_order(test_arena(), n, away, order);
        CHECK(all_once(n, order));
        CHECK(meeting_moves(n, away, order) <= meeting_moves(n, away, filed));
    }
}

TEST(meeting_majority_by_every_rule)
{
    /* 5 seats, 4 there, 3 said yes or no */
    CHECK_INT(meeting_needed(MEETING_OF_PRESENT, 4, 3, 5), 3);
    CHECK_INT(meeting_needed(MEETING_OF_PRESENT, 5, 3, 5), 3);
    CHECK_INT(meeting_needed(MEETING_OF_CAST, 4, 3, 5), 2);
    CHECK_INT(meeting_needed(MEETING_OF_CAST, 4, 4, 5), 3);
    CHECK_INT(meeting_needed(MEETING_OF_SEATS, 4, 3, 5), 3);
    CHECK_INT(meeting_needed(MEETING_OF_SEATS, 4, 3, 8), 5);
    CHECK_INT(meeting_needed(MEETING_TWO_THIRDS, 4, 3, 5), 3);
    CHECK_INT(meeting_needed(MEETING_TWO_THIRDS, 6, 3, 9), 4);
    CHECK_INT(meeting_needed(MEETING_TWO_THIRDS, 7, 3, 9), 5);
    for (int rule = MEETING_OF_PRESENT; rule <= MEETING_TWO_THIRDS; rule++) {
        CHECK_INT(meeting_needed((enum meeting_rule)rule, 0, 0, 0), 1); /* nobody carries nothing */
    }
}

/* ---- the table ---- */

TEST_DB(meeting_file_on_the_table_is_on_every_screen)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    Id first = t->file;
    struct page p = fixture_get(f, f->member[2], at(t, ""));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Chưa có hồ sơ nào đang được xem xét")));
    CHECK(page_has(&p, S("<meta http-equiv=\"refresh\" content=\"10\">")));
    CHECK(!page_has(&p, S("name=\"file\"")));
    p = fixture_get(f, f->member[2], at(t, "?dung=1"));
    CHECK(!page_has(&p, S("http-equiv=\"refresh\"")));
    CHECK_INT(put_on_table(t, f->secretary, first, ID_NONE).status, 303);
    p = fixture_get(f, f->member[2], at(t, ""));
    CHECK(page_has(&p, S("Hồ sơ số 1: Nước mắm &lt;Mũi Né&gt;")) && page_has(&p, t->sheet));
    /* a stale page, another session's file, no file at all */
    CHECK_INT(put_on_table(t, f->secretary, ID_NONE, ID_NONE).status, 409);
    p = put_on_table(t, f->secretary, t->dossier, first);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Hãy chọn một hồ sơ của phiên họp này")));
    CHECK_INT(put_on_table(t, f->secretary, ID_NONE, first).status, 303);
    p = fixture_get(f, f->member[2], at(t, ""));
    CHECK(page_has(&p, S("Chưa có hồ sơ nào đang được xem xét")));
    /* nobody else leads it, nobody from outside sees it */
    const Id others[] = { f->member[0], f->officer, f->leader, f->admin, f->owner, f->member[4] };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        CHECK_INT(put_on_table(t, others[i], first, ID_NONE).status, 404);
        CHECK_INT(presence(t, others[i], S("0"), 1).status, 404);
        CHECK_INT(note(t, others[i], first, S(""), S("a")).status, 404);
        CHECK_INT(table_status(t, others[i], at(t, "")), i == 0 ? 200 : 404);
        CHECK_INT(table_status(t, others[i], at(t, "/moi")), i == 0 ? 200 : 404);
    }
    fixture_close(f);
}

TEST_DB(meeting_order_is_told_and_files_with_conflicts_stand_together)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    recuse(t, f->member[4]); /* file 1 */
    table_add_file(t);       /* file 2 */
    table_add_undeclared(t); /* file 3 */
    recuse(t, f->member[4]);
    struct page p = fixture_get(f, f->secretary, at(t, ""));
    size_t one = str_find(p.body, S("Hồ sơ số 1:")), two = str_find(p.body, S("Hồ sơ số 2:")),
           three = str_find(p.body, S("Hồ sơ số 3:"));
    CHECK(two < one && one < three && three < p.body.n);
    CHECK(page_has(&p, S("có 1 lượt ra, vào phòng họp; theo thứ tự số hồ sơ là 3 lượt")));
    CHECK(page_has(&p, S("Rời phòng họp: uyvien.5")));
    p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("để ra vào phòng họp ít nhất")) && !page_has(&p, S("Rời phòng họp: ")));
    fixture_close(f);
}

/* ---- presence ---- */

TEST_DB(meeting_presence_is_noted_with_its_time)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct page p = fixture_get(f, f->secretary, at(t, ""));
    CHECK(page_has(&p, S("Có mặt 0 trên 5 thành viên có quyền biểu quyết, cần ít nhất 4")));
    come(t, 2 | 4 | 8 | 16 | 128); /* four of five, without the chair */
    p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("Có mặt 4 trên 5")) && page_has(&p, S("Chưa có người chủ trì")));
    come(t, 1 | 2 | 4 | 8 | 128); /* the chair comes, one leaves */
    p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("Có mặt 4 trên 5")) && page_has(&p, S("Phiên họp đủ thành phần")));
    CHECK(page_has(&p, S("ra về lúc")) && page_has(&p, S("có mặt từ")));
    come(t, 1 | 2 | 4 | 128);
    p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("Có mặt 3 trên 5")) && page_has(&p, S("Chưa đủ số người")));
    /* a stale page: what was ticked stays; somebody without a seat */
    p = presence(t, f->secretary, S("0"), 1);
    CHECK_INT(p.status, 409);
    p = fixture_get(f, f->secretary, at(t, ""));
    p = fixture_post(f, f->secretary, at(t, "/co-mat"),
                     FORM({ S("after"), page_input(&p, S("after")) },
                          { str_cat(f->arena, S("p."), id_text(f->arena, f->officer)), S("1") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("không thuộc Hội đồng này")));
    fixture_close(f);
}

/* ---- notes ---- */

TEST_DB(meeting_notes_stay_and_are_corrected_by_new_ones)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct page p = note(t, f->secretary, t->file, S(""), S("  "));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#note\"")));
    CHECK_INT(note(t, f->secretary, t->dossier, S(""), S("x")).status, 422);
    CHECK_INT(note(t, f->secretary, t->file, S(""), S("hỏi về <nhãn>")).status, 303);
    p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("hỏi về &lt;nhãn&gt;")) && page_has(&p, S("thuky.1 ghi")));
    CHECK(!page_has(&p, S("?sua=")));
    p = fixture_get(f, f->secretary, at(t, ""));
    Str id = id_text(f->arena, page_id(&p, S("/cuoc-hop?sua=")));
    p = fixture_get(f, f->secretary, at(t, str_cstr(f->arena, str_cat(f->arena, S("?sua="), id))));
    CHECK(page_has(&p, S("hỏi về &lt;nhãn&gt;</textarea>")));
    CHECK_STR(page_input(&p, S("corrects")), id);
    p = note(t, f->secretary, ID_NONE, id, S(""));
    CHECK_INT(p.status, 422);
    CHECK_STR(page_input(&p, S("corrects")), id);
    CHECK_INT(note(t, f->secretary, ID_NONE, id, S("hỏi về bao bì")).status, 303);
    CHECK_INT(note(t, f->secretary, ID_NONE, id, S("lần nữa")).status, 409);
    CHECK_INT(note(t, f->secretary, ID_NONE, text_of(t, t->file), S("x")).status, 422);
    p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("hỏi về &lt;nhãn&gt;")) && page_has(&p, S("hỏi về bao bì")));
    CHECK(page_has(&p, S("Đã được đính chính")) && !page_has(&p, S("lần nữa")));
    fixture_close(f);
}

/* ---- who may not judge the file ---- */

struct sight {
    Str page, mark, tag;
    int64_t length;
};

/* What an account sees at one instant, whenever it asks. */
static struct sight look(struct table *t, Id who)
{
    struct fixture *f = t->f;
    Time then = f->now;
    f->now = (Time){ test_now().v + 3600 * TIME_SECOND };
    struct sight s = { .page = table_plain(t, who, at(t, "")) };
    struct page p = fixture_get(f, who, at(t, "/moi"));
    f->now = then;
    s.mark = p.body;
    s.tag = http_get(&p.headers, S("ETag"));
    s.length = (int64_t)p.body.n;
    CHECK_INT(p.status, 200);
    return s;
}

static void check_same(const struct sight *a, const struct sight *b)
{
    CHECK_STR(a->page, b->page);
    CHECK_STR(a->mark, b->mark);
    CHECK_STR(a->tag, b->tag);
    CHECK_INT(a->length, b->length);
}

TEST_DB(meeting_tells_a_recused_member_nothing_of_the_file)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Id one = t->file, recused = f->member[4];
    Str sheet = t->sheet;
    recuse(t, recused);
    table_add_undeclared(t);
    recuse(t, recused);
    Id two = t->file;
    come(t, 1 | 2 | 4 | 8 | 16 | 128);
    CHECK_INT(put_on_table(t, f->secretary, one, ID_NONE).status, 303);
    struct sight locked = look(t, recused), open = look(t, f->member[1]);
    struct page p = fixture_get(f, recused, at(t, ""));
    CHECK(page_has(&p, S("Xin rời phòng họp")) && !page_has(&p, S("Nước mắm")));
    CHECK(!page_has(&p, id_text(f->arena, one)) && !page_has(&p, S("Hồ sơ số")));
    CHECK(str_find(open.page, S("Nước mắm")) < open.page.n);
    CHECK_INT(locked.length, open.length);
    CHECK_INT(table_status(t, recused, sheet), 404);
    /* whatever happens with the file */
    CHECK_INT(note(t, f->secretary, one, S(""), S("điều bí mật")).status, 303);
    struct sight now = look(t, recused);
    check_same(&locked, &now);
    CHECK_INT(propose(t, f->secretary, one, "1", S("đề nghị bí mật")).status, 303);
    Str vote = open_vote(t);
    now = look(t, recused);
    check_same(&locked, &now);
    CHECK_INT(answer(t, f->member[0], vote, "1").status, 303);
    CHECK_INT(answer(t, f->member[1], vote, "2").status, 303);
    /* the refusal is the same with a vote, without one, and for the vote's own number */
    struct page with = answer(t, recused, vote, "1"), wrong = answer(t, recused, S("abc"), "1");
    CHECK_INT(with.status, 422);
    CHECK(page_has(&with, S("Xin rời phòng họp")) && !page_has(&with, S("bí mật")));
    CHECK_INT(close_vote(t, f->secretary, vote).status, 303);
    struct page without = answer(t, recused, vote, "1");
    CHECK_INT(wrong.status, 422);
    CHECK_INT((int64_t)with.body.n, (int64_t)without.body.n);
    CHECK_INT((int64_t)with.body.n, (int64_t)wrong.body.n);
    now = look(t, recused);
    check_same(&locked, &now);
    /* another file that is not theirs is the same; one that is opens the screen */
    CHECK_INT(put_on_table(t, f->secretary, two, one).status, 303);
    now = look(t, recused);
    check_same(&locked, &now);
    CHECK_INT(put_on_table(t, f->secretary, ID_NONE, two).status, 303);
    now = look(t, recused);
    CHECK(!str_eq(now.mark, locked.mark) && !str_eq(now.page, locked.page));
    CHECK(str_find(now.page, S("bí mật")) == now.page.n);
    struct sight seen = look(t, f->member[1]);
    CHECK(str_find(seen.page, S("điều bí mật")) < seen.page.n);
    CHECK(str_find(seen.page, S("đề nghị bí mật")) < seen.page.n);
    CHECK_INT(table_status(t, recused,
                           str_fmt(f->arena, "/phien/%.*s/giay-to/bien-ban.pdf",
                                   STR_ARG(id_text(f->arena, t->session)))),
              404);
    fixture_close(f);
}

TEST_DB(meeting_mark_answers_304_while_nothing_changes)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct page p = fixture_get(f, f->member[1], at(t, ""));
    Str mark = fixture_get(f, f->member[1], at(t, "/moi")).body;
    CHECK_INT((int64_t)mark.n, 20);
    CHECK(page_has(&p, str_fmt(f->arena, "data-meeting=\"%.*s\"", STR_ARG(mark))));
    const struct http_field known[] = { { S("If-None-Match"),
                                          str_fmt(f->arena, "\"%.*s\"", STR_ARG(mark)) } };
    p = fixture_send(f, f->member[1], HTTP_GET, at(t, "/moi"), NO_FORM, 1, known);
    CHECK_INT(p.status, 304);
    CHECK_INT((int64_t)p.body.n, 0);
    CHECK_INT(put_on_table(t, f->secretary, t->file, ID_NONE).status, 303);
    p = fixture_send(f, f->member[1], HTTP_GET, at(t, "/moi"), NO_FORM, 1, known);
    CHECK_INT(p.status, 200);
    CHECK(p.body.n == 20 && !str_eq(p.body, mark));
    p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, fixture_get(f, f->member[1], at(t, "/moi")).body));
    fixture_close(f);
}

/* ---- votes ---- */

TEST_DB(meeting_vote_is_put_only_with_a_quorum_and_a_proposal)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct page p = propose(t, f->secretary, ID_NONE, "4", S("nghỉ 15 phút"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("có 0 thành viên có mặt")) && page_has(&p, S("nghỉ 15 phút</textarea>")));
    come(t, 1 | 2 | 128);
    p = propose(t, f->secretary, ID_NONE, "4", S("nghỉ 15 phút"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("có 2 thành viên có mặt và được đánh giá, cần ít nhất 3")));
    come(t, 1 | 2 | 4 | 128);
    p = propose(t, f->secretary, ID_NONE, "1", S(""));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#kind\"")) && page_has(&p, S("href=\"#proposal\"")));
    CHECK_INT(propose(t, f->secretary, ID_NONE, "9", S("x")).status, 422);
    CHECK_INT(propose(t, f->secretary, t->file, "1", S("x")).status, 409); /* not on the table */
    CHECK_INT(propose(t, f->member[1], ID_NONE, "4", S("x")).status, 303); /* a vice-chair */
    CHECK_INT(propose(t, f->member[2], ID_NONE, "4", S("x")).status, 404);
    p = propose(t, f->secretary, ID_NONE, "4", S("thêm một"));
    CHECK_INT(p.status, 422);
    p = put_on_table(t, f->secretary, t->file, ID_NONE);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("hãy kết thúc biểu quyết trước")));
    CHECK_INT(close_vote(t, f->member[0], open_vote(t)).status, 303);
    CHECK_INT(put_on_table(t, f->secretary, t->file, ID_NONE).status, 303);
    recuse(t, f->member[2]); /* makes the quorum no easier */
    p = propose(t, f->secretary, t->file, "1", S("x"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("có 2 thành viên có mặt và được đánh giá, cần ít nhất 3")));
    fixture_close(f);
}

TEST_DB(meeting_votes_are_hidden_until_closed_and_counted_exactly)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    come(t, 1 | 2 | 4 | 8 | 128);
    CHECK_INT(put_on_table(t, f->secretary, t->file, ID_NONE).status, 303);
    CHECK_INT(propose(t, f->member[0], t->file, "2", S("bổ sung <nhãn>")).status, 303);
    Str vote = open_vote(t);
    struct sight before = look(t, f->member[2]);
    CHECK_INT(answer(t, f->member[0], vote, "1").status, 303);
    CHECK_INT(answer(t, f->member[3], vote, "1").status, 303);
    struct sight after = look(t, f->member[2]);
    check_same(&before, &after); /* nobody learns that, and how, others answered */
    CHECK_INT(answer(t, f->member[2], vote, "2").status, 303);
    struct page p = fixture_get(f, f->member[2], at(t, ""));
    CHECK(page_has(&p, S("Ông/bà đã trả lời: Không tán thành")));
    CHECK_INT(answer(t, f->member[2], vote, "3").status, 303); /* the last one counts */
    p = fixture_get(f, f->secretary, at(t, ""));
    CHECK(page_has(&p, S("Đã có 3 trên 4 người trả lời")) && !page_has(&p, S("1 tán thành")));
    /* who has no vote, is not there, answers nothing or too late */
    p = answer(t, f->member[4], vote, "1");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("chưa ghi ông/bà có mặt")));
    CHECK_INT(answer(t, f->secretary, vote, "1").status, 404);
    CHECK_INT(answer(t, f->officer, vote, "1").status, 404);
    CHECK_INT(answer(t, f->member[1], vote, "4").status, 422);
    CHECK_INT(answer(t, f->member[1], vote, "").status, 422);
    CHECK_INT(close_vote(t, f->member[2], vote).status, 404);
    CHECK_INT(close_vote(t, f->secretary, S("1")).status, 409);
    CHECK_INT(close_vote(t, f->secretary, vote).status, 303);
    CHECK_INT(close_vote(t, f->secretary, vote).status, 409);
    p = answer(t, f->member[1], vote, "1");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Biểu quyết này đã kết thúc")));
    p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("2 tán thành, 0 không tán thành, 1 không có ý kiến.")));
    CHECK(page_has(&p, S("1 người không trả lời, trong tổng số 4 người được biểu quyết; cần 3")));
    CHECK(page_has(&p, S("Không được thông qua")) && page_has(&p, S("bổ sung &lt;nhãn&gt;")));
    CHECK(!page_has(&p, S("Quyết định của tập thể</span>")));
    fixture_close(f);
}

/* Who has not said whether there is a conflict of interest does not vote on the file yet. */
TEST_DB(meeting_vote_comes_after_the_declaration)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    table_add_undeclared(t);
    come(t, 1 | 2 | 4 | 128);
    CHECK_INT(put_on_table(t, f->secretary, t->file, ID_NONE).status, 303);
    CHECK_INT(propose(t, f->secretary, t->file, "1", S("x")).status, 303);
    Str vote = open_vote(t);
    struct page p = answer(t, f->member[2], vote, "1");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("chưa trả lời về xung đột lợi ích")) && page_has(&p, S("/cam-ket\"")));
    CHECK(!page_has(&p, S("name=\"answer\"")));
    p = fixture_post(
        f, f->member[2],
        str_fmt(f->arena, "/phien/%.*s/cam-ket", STR_ARG(id_text(f->arena, t->session))),
        FORM({ S("answer"), S("none") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(answer(t, f->member[2], vote, "1").status, 303);
    fixture_close(f);
}

static int second(const struct criteria_set *set, int item)
{
    int n = (int)set->item[item].cases[0].n;
    return n > 1 && item < 3 ? n - 2 : n - 1;
}

static Err result_of(struct tx *tx, void *arg)
{
    struct table *t = arg;
    struct score_result z;
    bool found = false;
    TRY(score_result_get(tx, t->file, &found, &z));
    struct council_votes votes;
    TRY(council_votes_of(tx, t->file, &votes));
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT * 4);
    out_int(o, found ? z.mean_num : 0);
    out_c(o, '/');
    out_int(o, found ? z.mean_den : 0);
    out_int(o, found ? z.star : 0);
    for (size_t i = 0; i < votes.n; i++) {
        out_raw(o, hash_text(tx_arena(tx), hash_of(council_vote_commitment(&votes.v[i]))));
        out_raw(o, votes.v[i].sound ? S("+") : S("-"));
    }
    t->page = out_dup(t->f->arena, o);
    return OK;
}

static Str sheets_and_mean(struct table *t)
{
    Str page = t->page;
    CHECK_ERR(fixture_tx(t->f, PORTAL_VIEW, 0, ID_NONE, result_of, t), OK);
    Str said = t->page;
    t->page = page;
    return said;
}

TEST_DB(meeting_decision_changes_no_sheet_and_no_mean)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    come(t, 1 | 2 | 4 | 128);
    for (int i = 0; i < 3; i++) {
        table_hand_in(t, f->member[i], i == 2 ? second : table_best);
    }
    CHECK_INT(fixture_post(f, f->secretary, str_cat(f->arena, t->page, S("/dong")), NO_FORM).status,
              303);
    Str before = sheets_and_mean(t);
    struct page result = fixture_get(f, f->secretary, t->page);
    CHECK_INT(put_on_table(t, f->secretary, t->file, ID_NONE).status, 303);
    static const char *const kinds[] = { "1", "3" };
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        CHECK_INT(propose(t, f->secretary, t->file, kinds[i], S("như đề nghị")).status, 303);
        Str vote = open_vote(t);
        for (int k = 0; k < 3; k++) {
            CHECK_INT(answer(t, f->member[k], vote, k == 0 ? "2" : "1").status, 303);
        }
        CHECK_INT(close_vote(t, f->secretary, vote).status, 303);
    }
    struct page p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("2 tán thành, 1 không tán thành, 0 không có ý kiến.")));
    CHECK(page_has(&p, S("Được thông qua")) && page_has(&p, S("Quyết định của tập thể</span>")));
    Str rest = str_skip(p.body, str_find(p.body, S("Quyết định của tập thể</span>")) + 5);
    CHECK(str_find(rest, S("Quyết định của tập thể</span>")) == rest.n); /* the last one only */
    CHECK_STR(sheets_and_mean(t), before);
    CHECK_INT((int64_t)fixture_get(f, f->secretary, t->page).body.n, (int64_t)result.body.n);
    fixture_close(f);
}

static Err set_rule(struct tx *tx, void *arg)
{
    TRY(setting_set(tx, S("council.majority"), tx_today(tx), str_c(arg), S("test")));
    return tx_note(tx, S("test.rule"), ID_NONE);
}

/* The rule is that of when the vote was put. */
TEST_DB(meeting_majority_is_a_setting)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    char cast[] = "cast", seats[] = "seats";
    come(t, 1 | 2 | 4 | 128);
    CHECK_ERR(fixture_tx(f, SETTING_EDIT, 0, f->officer, set_rule, cast), OK);
    CHECK_INT(propose(t, f->secretary, ID_NONE, "4", S("nghỉ")).status, 303);
    CHECK_ERR(fixture_tx(f, SETTING_EDIT, 0, f->officer, set_rule, seats), OK);
    Str vote = open_vote(t);
    CHECK_INT(answer(t, f->member[1], vote, "1").status, 303);
    CHECK_INT(answer(t, f->member[2], vote, "3").status, 303);
    CHECK_INT(close_vote(t, f->secretary, vote).status, 303);
    struct page p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("cần 1 tán thành")) && page_has(&p, S("Được thông qua")));
    fixture_close(f);
}

TEST_DB(meeting_chair_who_may_not_judge_puts_nothing_to_the_vote)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    recuse(t, f->member[0]);
    come(t, 1 | 2 | 4 | 8 | 16 | 128);
    CHECK_INT(put_on_table(t, f->secretary, t->file, ID_NONE).status, 303);
    struct page p = propose(t, f->member[0], t->file, "1", S("x"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Xin rời phòng họp")) && !page_has(&p, S("Nước mắm")));
    CHECK_INT(propose(t, f->member[1], t->file, "1", S("x")).status, 303); /* the vice-chair does */
    Str vote = open_vote(t);
    p = close_vote(t, f->member[0], vote);
    CHECK_INT(p.status, 422);
    CHECK_INT(close_vote(t, f->member[1], vote).status, 303);
    come(t, 2 | 4 | 8 | 16 | 128);
    CHECK_INT(put_on_table(t, f->secretary, ID_NONE, t->file).status, 303);
    p = propose(t, f->member[0], ID_NONE, "4", S("x"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("chưa ghi ông/bà có mặt")));
    fixture_close(f);
}

/* The chair of another council puts nothing here, and sees nothing. */
TEST_DB(meeting_chair_of_another_council)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct http_field form[40];
    size_t n = table_council_form(t, 3, false, form);
    form[12].value = id_text(f->arena, f->member[3]);
    form[15].value = id_text(f->arena, f->member[4]);
    CHECK_INT(fixture_post(f, f->officer, S("/hoi-dong/moi"), n, form).status, 303);
    come(t, 1 | 2 | 4 | 128);
    CHECK_INT(propose(t, f->member[3], ID_NONE, "4", S("x")).status, 404);
    CHECK_INT(table_status(t, f->member[3], at(t, "")), 404);
    CHECK_INT(table_status(t, f->member[3], at(t, "/moi")), 404);
    CHECK_INT(propose(t, f->member[0], ID_NONE, "4", S("x")).status, 303);
    CHECK_INT(answer(t, f->member[3], open_vote(t), "1").status, 404);
    CHECK_INT(close_vote(t, f->member[3], open_vote(t)).status, 404);
    fixture_close(f);
}

/* Who was recused while the vote was open has no voice in it. */
TEST_DB(meeting_ballot_of_who_stands_aside_does_not_count)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    come(t, 1 | 2 | 4 | 8 | 16 | 128);
    CHECK_INT(put_on_table(t, f->secretary, t->file, ID_NONE).status, 303);
    CHECK_INT(propose(t, f->secretary, t->file, "1", S("x")).status, 303);
    Str vote = open_vote(t);
    CHECK_INT(answer(t, f->member[3], vote, "1").status, 303);
    CHECK_INT(answer(t, f->member[4], vote, "1").status, 303);
    recuse(t, f->member[4]);
    come(t, 1 | 2 | 4 | 128); /* both leave: the answer of who may judge it stays */
    CHECK_INT(close_vote(t, f->secretary, vote).status, 303);
    struct page p = fixture_get(f, f->member[1], at(t, ""));
    CHECK(page_has(&p, S("1 tán thành, 0 không tán thành, 0 không có ý kiến.")));
    CHECK(page_has(&p, S("3 người không trả lời, trong tổng số 4 người được biểu quyết; cần 3")));
    fixture_close(f);
}

TEST_DB(meeting_substitute_sits_and_votes_for_the_seat)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct arena *a = f->arena;
    Str seats = str_fmt(a, "/hoi-dong/%.*s/uy-quyen", STR_ARG(id_text(a, t->council)));
    struct page p =
        fixture_post(f, f->officer, seats,
                     FORM({ S("member"), id_text(a, f->member[1]) },
                          { S("substitute"), id_text(a, f->member[3]) },
                          { S("paper_no"), S("1/GUQ") }, { S("paper_date"), S("11/06/2026") },
                          { S("from_day"), S("12/06/2026") }, { S("until_day"), S("19/06/2026") },
                          { S("presides"), S("") }, { S("reason"), S("công tác") }));
    CHECK_INT(p.status, 303);
    come(t, 1 | 2 | 4 | 128); /* the seat of member 1 */
    p = fixture_get(f, f->secretary, at(t, ""));
    CHECK(page_has(&p, S("uyvien.4, ")) && page_has(&p, S("(thay uyvien.2)")));
    CHECK_INT(propose(t, f->secretary, ID_NONE, "4", S("x")).status, 303);
    Str vote = open_vote(t);
    p = answer(t, f->member[1], vote, "1"); /* the member is represented */
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("không có quyền biểu quyết")));
    CHECK_INT(answer(t, f->member[3], vote, "1").status, 303);
    CHECK_INT(close_vote(t, f->secretary, vote).status, 303);
    p = fixture_get(f, f->secretary, at(t, ""));
    CHECK(page_has(&p, S("1 tán thành, 0 không tán thành")));
    fixture_close(f);
}

static Err run_text(struct tx *tx, void *arg)
{
    struct db_stmt *s = NEW(test_arena(), struct db_stmt); /* statements are cached by address */
    Str name = hash_text(test_arena(), hash_of(str_c(arg)));
    *s = (struct db_stmt){ .name = str_cstr(test_arena(), str_sub(name, 0, 12)),
                           .sqlite = arg,
                           .pg = arg,
                           .kind = DB_DONE,
                           .under = { SYSTEM_LOAD } };
    TRY(db_run(tx, s, NULL, NULL, NULL));
    return tx_note(tx, S("test.tampered"), ID_NONE);
}

TEST_DB(meeting_rows_stay_as_they_are)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    come(t, 1 | 2 | 4 | 128);
    CHECK_INT(put_on_table(t, f->secretary, t->file, ID_NONE).status, 303);
    CHECK_INT(note(t, f->secretary, t->file, S(""), S("x")).status, 303);
    CHECK_INT(propose(t, f->secretary, t->file, "1", S("x")).status, 303);
    Str vote = open_vote(t);
    CHECK_INT(answer(t, f->member[0], vote, "1").status, 303);
    CHECK_INT(close_vote(t, f->secretary, vote).status, 303);
    static const char *const writes[] = {
        "update meeting_table set account = account",
        "update meeting_presence set account = account",
        "update meeting_note set account = account",
        "update meeting_vote set account = account",
        "update meeting_ballot set account = account",
        "update meeting_result set account = account",
        "delete from meeting_table",
        "delete from meeting_presence",
        "delete from meeting_note",
        "delete from meeting_ballot",
        "delete from meeting_result",
        "insert into meeting_ballot (id, vote, seat, account, answer, at) select id + 1, vote, "
        "seat, "
        "account, 2, at from meeting_ballot",
    };
    for (size_t i = 0; i < COUNT_OF(writes); i++) {
        char *text = str_cstr(f->arena, str_c(writes[i]));
        CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, run_text, text), E_DB);
    }
    fixture_close(f);
}
