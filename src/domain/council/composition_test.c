/* composition_test.c: who must and may sit in a council, shown to everybody, refused when the
 * setting says so. */
#include "domain/council/composition.h"
#include "domain/council/table_test.h"

static struct council_seat seat(const char *department, int64_t position)
{
    return (struct council_seat){ .name = S("Ông A"),
                                  .department = str_c(department),
                                  .position = position };
}

/* An empty line when there is no such rule. */
static struct composition_line line_of(const struct composition *c, const char *title)
{
    for (size_t i = 0; i < c->n; i++) {
        if (str_starts(c->v[i].title, str_c(title))) {
            return c->v[i];
        }
    }
    return (struct composition_line){ .title = S("") };
}

TEST(composition_holds_departments_against_the_law)
{
    struct council_seat v[] = {
        seat("UBND tỉnh Lâm Đồng", COUNCIL_CHAIR),
        seat("sở nông nghiệp  và môi trường", COUNCIL_VICE),
        seat("Sở Công thương (Phòng Quản lý thương mại)", COUNCIL_VOTER),
        seat("Chi cục Chất lượng nông sản và PTNT thuộc Sở Y tế", COUNCIL_SECRETARY),
    };
    struct council_seats seats = { COUNT_OF(v), v };
    struct composition c;
    CHECK_ERR(composition_of(test_arena(), S("QD26-2026"), S("province"), &seats, &c), OK);
    CHECK_INT(c.musts, 7);
    CHECK_INT(c.met, 4); /* chair, agriculture, trade, staff unit */
    CHECK_INT(line_of(&c, "Sở Nông nghiệp").n, 1);
    CHECK_INT(line_of(&c, "Sở Công Thương").n, 1);
    CHECK_INT(line_of(&c, "Sở Y tế").n, 0); /* is named, but not the department */
    CHECK_INT(line_of(&c, "Đơn vị tham mưu").n, 1);
    CHECK(!line_of(&c, "Chuyên gia").must && line_of(&c, "Sở Y tế").must);
    v[1].position = COUNCIL_SECRETARY; /* takes the minutes, has no vote */
    CHECK_ERR(composition_of(test_arena(), S("QD26-2026"), S("province"), &seats, &c), OK);
    CHECK_INT(line_of(&c, "Sở Nông nghiệp").n, 0);
    CHECK_ERR(composition_of(test_arena(), S("QD148-2023"), S("district"), &seats, &c), OK);
    CHECK_INT(c.n, 0); /* nothing is known */
}

static Str at_council(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/hoi-dong/%.*s%s", STR_ARG(id_text(t->f->arena, t->council)),
                   tail);
}

TEST_DB(composition_is_a_checklist_on_the_councils_page)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct page p = fixture_get(f, f->member[1], at_council(t, ""));
    CHECK(page_has(&p, S("Hội đồng cấp tỉnh")) && page_has(&p, S("Cơ cấu thành viên")));
    CHECK(page_has(&p, S("Quyết định 26/2026/QĐ-TTg")) && page_has(&p, S("Mới có 3 trên 7")));
    CHECK(page_has(&p, S("Còn thiếu</span> Sở Y tế")));
    CHECK(page_has(&p, S("Đã có</span> Sở Công Thương")));
    CHECK(page_has(&p, S("Có thể mời</span> Chuyên gia")));
    fixture_close(f);
}

static Err set_mode(struct tx *tx, void *arg)
{
    const char *mode = arg;
    TRY(setting_set(tx, S("council.composition"), tx_today(tx), str_c(mode), S("test")));
    return tx_note(tx, S("setting.set"), ID_NONE);
}

TEST_DB(composition_is_refused_when_the_setting_says_so)
{
    static char refuse_all[] = "refuse", warn[] = "warn";
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct http_field form[40];
    size_t n = table_council_form(t, 3, false, form);
    struct page p = fixture_post(f, f->officer, S("/hoi-dong/moi"), n, form);
    CHECK_INT(p.status, 303); /* by default what is not verified is only said */
    CHECK_ERR(fixture_tx(f, SETTING_EDIT, 0, f->leader, set_mode, refuse_all), OK);
    p = fixture_post(f, f->officer, S("/hoi-dong/moi"), n, form);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#members\"")) && page_has(&p, S("còn thiếu: Sở Y tế")));
    CHECK(page_has(&p, S("value=\"643/QĐ-UBND\"")));
    CHECK_ERR(fixture_tx(f, SETTING_EDIT, 0, f->leader, set_mode, warn), OK);
    CHECK_INT(fixture_post(f, f->officer, S("/hoi-dong/moi"), n, form).status, 303);
    fixture_close(f);
}

TEST_DB(composition_level_is_of_the_day)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct http_field form[41];
    size_t n = table_council_form(t, 3, false, form);
    form[n++] = (struct http_field){ S("tier"), S("district") };
    struct page p = fixture_post(f, f->officer, S("/hoi-dong/moi"), n, form);
    CHECK_INT(p.status, 422); /* no districts in 2026 */
    CHECK(page_has(&p, S("href=\"#tier\"")));
    form[2].value = S("01/06/2025"); /* decided while there were */
    p = fixture_post(f, f->officer, S("/hoi-dong/moi"), n, form);
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->officer, p.location);
    CHECK(page_has(&p, S("Hội đồng cấp huyện")) && page_has(&p, S("Chưa có quy định về cơ cấu")));
    form[n - 1].value = S("moon");
    CHECK_INT(fixture_post(f, f->officer, S("/hoi-dong/moi"), n, form).status, 422);
    fixture_close(f);
}
