/* draft_test.c: from a draft that does not add up to a published set, and on to the next revision;
 * through the pages, on both engines. */
#include "domain/criteria/draft.h"
#include "fixture.h"
#include "platform/base/embedded.h"

struct looking {
    const char *code;
    bool found;
    struct criteria_row row;
    Str content;
};

static Err newest(struct tx *tx, void *arg)
{
    struct looking *l = arg;
    struct criteria_text_row text;
    TRY(criteria_newest(tx, str_c(l->code), &l->found, &l->row));
    TRY(criteria_content(tx, l->row.id, &text));
    l->content = str_dup(test_arena(), text.content);
    l->row.code = str_dup(test_arena(), l->row.code);
    return tx_note(tx, S("test.look"), l->row.id);
}

static struct looking look(struct fixture *f, const char *code)
{
    struct looking l = { .code = code };
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, newest, &l), OK);
    CHECK(l.found);
    return l;
}

static Str address(struct fixture *f, const struct looking *l, const char *tail)
{
    Str id = id_text(f->arena, l->row.id);
    return str_fmt(f->arena, "/tieu-chi/%.*s%s", STR_ARG(id), tail);
}

static Str version(struct fixture *f, const struct looking *l)
{
    return str_fmt(f->arena, "%lld", (long long)l->row.version);
}

/* Set 7 of QĐ 148: item 6.d (the 25th) has maximum 4 and best option 3. The form of one change. */
static struct page edit(struct fixture *f, Id as, const struct looking *l, const char *points,
                        const char *what)
{
    return fixture_post(f, as, address(f, l, "/sua"),
                        FORM({ S("version"), version(f, l) }, { S("do"), str_c(what) },
                             { S("i24.c0.o2.points"), str_c(points) },
                             { S("i24.c0.o2.label"), S("Tự nhiên, <rất> hấp dẫn") }));
}

TEST_DB(criteria_pages_list_and_sheet)
{
    struct fixture *f = fixture_open(db);
    struct looking set = look(f, "QD26-09"), draft = look(f, "QD148-07");
    struct page p = fixture_get(f, f->officer, S("/tieu-chi"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Bản nháp")) && page_has(&p, S("/tieu-chi/nhap")));
    CHECK(page_has(&p, S("Quyết định 26/2026/QĐ-TTg")));
    p = fixture_get(f, f->owner, S("/tieu-chi"));
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, S("Bản nháp")) && !page_has(&p, S("/tieu-chi/nhap")));
    p = fixture_get(f, f->owner, address(f, &set, ""));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("từ 3 sao")) && !page_has(&p, S("/thay-the")));
    CHECK(page_has(&p, S("Tài liệu minh chứng:")) && page_has(&p, S("Hồ sơ bị loại nếu:")));
    CHECK_INT(fixture_get(f, f->owner, address(f, &draft, "")).status, 404);
    CHECK_INT(fixture_get(f, f->owner, address(f, &draft, "/sua")).status, 404);
    CHECK_INT(fixture_get(f, f->owner, S("/tieu-chi/nhap")).status, 404);
    CHECK_INT(fixture_get(f, f->officer, S("/tieu-chi/khong-co")).status, 404);
    p = fixture_get(f, f->officer, address(f, &draft, ""));
    CHECK(page_has(&p, S("Tiêu chí 6.d: mức cao nhất là 3 điểm")));
    CHECK(!page_has(&p, S("/cong-bo")));
    CHECK_INT(fixture_get(f, f->officer, address(f, &set, "/sua")).status, 404);
    fixture_close(f);
}

TEST_DB(criteria_draft_is_completed_and_published_by_another)
{
    struct fixture *f = fixture_open(db);
    struct looking d = look(f, "QD148-07");
    struct page p = fixture_get(f, f->officer, address(f, &d, "/sua"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Còn 1 điểm chưa khớp")) && page_has(&p, S("name=\"i24.c0.o2.points\"")));
    CHECK(page_has(&p, S("criteria.")) && page_has(&p, S(".js")));
    /* counted, not saved */
    p = edit(f, f->officer, &d, "4", "tinh");
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Bộ tiêu chí đã khớp")) &&
          page_has(&p, S("Tự nhiên, &lt;rất&gt; hấp dẫn")));
    CHECK_INT(look(f, "QD148-07").row.version, d.row.version);
    /* what makes no sense is refused and kept */
    p = edit(f, f->officer, &d, "bốn", "luu");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("value=\"bốn\"")) && page_has(&p, S("href=\"#i24-c0-o2-points\"")));
    CHECK(page_has(&p, S("Tự nhiên, &lt;rất&gt; hấp dẫn")));
    /* saved with a fault: still a draft */
    p = edit(f, f->officer, &d, "5", "luu");
    CHECK_INT(p.status, 303);
    CHECK_INT(edit(f, f->officer2, &d, "4", "luu").status, 409);
    d = look(f, "QD148-07");
    p = fixture_get(f, f->officer, address(f, &d, "/sua"));
    CHECK(page_has(&p, S("Tiêu chí 6.d, mức 3: có mức 5 điểm")));
    p = fixture_post(f, f->officer2, address(f, &d, "/cong-bo"),
                     FORM({ S("version"), version(f, &d) }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("QD148-07.6.d.o3")) && page_has(&p, S("mức cao nhất là 5")));
    CHECK_INT(edit(f, f->officer, &d, "4", "luu").status, 303);
    /* four eyes */
    d = look(f, "QD148-07");
    p = fixture_get(f, f->officer, address(f, &d, ""));
    CHECK(page_has(&p, S("người khác sẽ kiểm tra")) && !page_has(&p, S("/cong-bo")));
    p = fixture_post(f, f->officer, address(f, &d, "/cong-bo"),
                     FORM({ S("version"), version(f, &d) }));
    CHECK_INT(p.status, 404);
    p = fixture_get(f, f->officer2, address(f, &d, ""));
    CHECK(page_has(&p, S("/cong-bo")));
    p = fixture_post(f, f->officer2, address(f, &d, "/cong-bo"), FORM({ S("version"), S("1") }));
    CHECK_INT(p.status, 409);
    p = fixture_post(f, f->officer2, address(f, &d, "/cong-bo"),
                     FORM({ S("version"), version(f, &d) }));
    CHECK_INT(p.status, 303);
    d = look(f, "QD148-07");
    CHECK_INT(d.row.state, CRITERIA_PUBLISHED);
    CHECK_INT(edit(f, f->officer, &d, "3", "luu").status, 404);
    CHECK_INT(fixture_get(f, f->owner, address(f, &d, "")).status, 200);
    fixture_close(f);
}

TEST_DB(criteria_draft_options_come_and_go)
{
    struct fixture *f = fixture_open(db);
    struct looking d = look(f, "QD148-07");
    struct page p = edit(f, f->officer, &d, "3", "them:i24.c0");
    CHECK_INT(p.status, 303);
    CHECK(str_ends(p.location, S("/sua#i24")));
    d = look(f, "QD148-07");
    CHECK(str_find(d.content, S("\"id\":\"o4\"")) < d.content.n);
    p = fixture_get(f, f->officer, address(f, &d, "/sua"));
    CHECK(page_has(&p, S("Tiêu chí 6.d, mức 4: mức điểm chưa có tên")));
    CHECK_INT(edit(f, f->officer, &d, "3", "bot:i24.c0.o3").status, 303);
    d = look(f, "QD148-07");
    static const char *const nonsense[] = { "bot:i24.c0.o9",    "bot:i24.c0",  "them:i99.c0",
                                            "them:i24.c1",      "them:",       "xoa:i24.c0",
                                            "bot:i24.c0.o0.o0", "them:i-1.c0", "them:c24.i0" };
    for (size_t i = 0; i < COUNT_OF(nonsense); i++) {
        p = edit(f, f->officer, &d, "3", nonsense[i]);
        if (p.status != 422) {
            CHECK_STR(str_c(nonsense[i]), S("refused"));
        }
    }
    /* foreign and doubled fields */
    p = fixture_post(f, f->officer, address(f, &d, "/sua"),
                     FORM({ S("version"), version(f, &d) }, { S("state"), S("2") }));
    CHECK_INT(p.status, 422);
    p = fixture_post(
        f, f->officer, address(f, &d, "/sua"),
        FORM({ S("version"), version(f, &d) }, { S("i0.max"), S("2") }, { S("i0.max"), S("3") }));
    CHECK_INT(p.status, 422);
    p = fixture_post(f, f->officer, address(f, &d, "/sua"),
                     FORM({ S("version"), version(f, &d) }, { S("i0.max"), S("101") },
                          { S("i1.c0.o0.gate"), S("2") }, { S("from"), S("31/2/2027") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#i0-max\"")) && page_has(&p, S("href=\"#i1-c0-o0-gate\"")));
    CHECK(page_has(&p, S("value=\"31/2/2027\"")));
    fixture_close(f);
}

struct on_day {
    Date day;
    bool found;
    int64_t revision;
};

static Err in_force(struct tx *tx, void *arg)
{
    struct on_day *d = arg;
    struct criteria_row row;
    TRY(criteria_in_force(tx, 9, d->day, &d->found, &row));
    d->revision = row.revision;
    return tx_note(tx, S("test.look"), ID_NONE);
}

static int64_t revision_on(struct fixture *f, const char *day)
{
    struct on_day d = { .found = false };
    CHECK_ERR(date_parse_iso(str_c(day), &d.day), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, in_force, &d), OK);
    CHECK(d.found);
    return d.revision;
}

static struct page supersede(struct fixture *f, Id as, const struct looking *l, const char *day)
{
    return fixture_post(f, as, address(f, l, "/thay-the"), FORM({ S("from"), str_c(day) }));
}

TEST_DB(criteria_superseded_from_a_day)
{
    struct fixture *f = fixture_open(db);
    struct looking old = look(f, "QD26-09");
    struct page p = supersede(f, f->officer, &old, "11/06/2026"); /* yesterday */
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("value=\"11/06/2026\"")) && page_has(&p, S("href=\"#from\"")));
    CHECK_INT(supersede(f, f->officer, &old, "").status, 422);
    CHECK_INT(supersede(f, f->owner, &old, "01/01/2027").status, 404);
    p = supersede(f, f->officer, &old, "01/01/2027");
    CHECK_INT(p.status, 303);
    p = supersede(f, f->officer, &old, "01/02/2027");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("đã có một bản nháp")));
    struct looking d = look(f, "QD26-09");
    CHECK_INT(d.row.revision, 2);
    CHECK_INT(d.row.state, CRITERIA_DRAFT);
    CHECK_INT(revision_on(f, "2027-01-01"), 1);
    p = fixture_post(f, f->leader, address(f, &d, "/cong-bo"),
                     FORM({ S("version"), version(f, &d) }));
    CHECK_INT(p.status, 303);
    CHECK_INT(revision_on(f, "2026-12-31"), 1);
    CHECK_INT(revision_on(f, "2027-01-01"), 2);
    p = fixture_get(f, f->owner, address(f, &old, ""));
    CHECK(page_has(&p, S("31/12/2026")) && page_has(&p, S("Đang áp dụng")));
    p = fixture_get(f, f->owner, address(f, &d, ""));
    CHECK(page_has(&p, S("Sắp áp dụng")));
    p = supersede(f, f->officer, &old, "01/01/2028");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("bản mới hơn")));
    fixture_close(f);
}

/* ---- files ---- */

static Str file_of_26(void)
{
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), S("criteria/qd26-2026.json"))) {
            return embedded_text(&data_files[i]);
        }
    }
    return S("");
}

static Str replaced(struct fixture *f, Str text, Str what, Str with)
{
    size_t at = str_find(text, what);
    CHECK(at < text.n);
    return str_cat(f->arena, str_cat(f->arena, str_sub(text, 0, at), with),
                   str_skip(text, at + what.n));
}

TEST_DB(criteria_file_comes_in_as_drafts)
{
    struct fixture *f = fixture_open(db);
    struct looking set = look(f, "QD26-09");
    struct page p = fixture_get(f, f->officer, S("/tieu-chi/nhap"));
    CHECK_INT(p.status, 200);
    p = fixture_post(f, f->officer, S("/tieu-chi/nhap"), NO_FORM);
    CHECK_INT(p.status, 422);
    /* pasted: what a revision of one set keeps in the table is a file of one set */
    p = fixture_post(f, f->officer, S("/tieu-chi/nhap"), FORM({ S("text"), set.content }));
    CHECK_INT(p.status, 303);
    struct looking d = look(f, "QD26-09");
    CHECK_INT(d.row.revision, 2);
    CHECK_INT(d.row.state, CRITERIA_DRAFT);
    CHECK(id_eq(d.row.edited_by, f->officer));
    /* uploaded: one of its sets has a draft by now, so nothing comes in */
    struct http_field file = { S("file"), file_of_26() };
    p = fixture_upload(f, f->officer, S("/tieu-chi/nhap"), NO_FORM, file, S("qd26.json"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Bộ QD26-09 đã có một bản nháp")));
    CHECK_INT(look(f, "QD26-10").row.revision, 1);
    CHECK_INT(
        fixture_post(f, f->owner, S("/tieu-chi/nhap"), FORM({ S("text"), set.content })).status,
        404);
    /* a file of the past can't be published over the set in use */
    p = fixture_post(f, f->officer2, address(f, &d, "/cong-bo"),
                     FORM({ S("version"), version(f, &d) }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Ngày áp dụng phải sau ngày 22/05/2026")));
    fixture_close(f);
}

TEST_DB(criteria_file_uploaded)
{
    struct fixture *f = fixture_open(db);
    struct http_field file = { S("file"), file_of_26() };
    struct page p =
        fixture_upload(f, f->officer, S("/tieu-chi/nhap"), NO_FORM, file, S("qd26.json"));
    CHECK_INT(p.status, 303);
    CHECK_INT(look(f, "QD26-26").row.revision, 2);
    fixture_close(f);
}

TEST_DB(criteria_bad_file_is_refused_with_every_reason)
{
    struct fixture *f = fixture_open(db);
    Str text = look(f, "QD26-09").content;
    text = replaced(f, text, S("\"min_star_gate\":3"), S("\"min_star_gate\":7"));
    text = replaced(f, text, S("\"max\":40"), S("\"max\":41"));
    text = replaced(f, text, S("\"points\":0"), S("\"points\":99"));
    struct page p = fixture_post(f, f->officer, S("/tieu-chi/nhap"), FORM({ S("text"), text }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("dấu sao 7")) && page_has(&p, S("điểm tối đa phải là 40")));
    CHECK(page_has(&p, S("có mức 99 điểm")));
    CHECK(page_has(&p, S("&quot;min_star_gate&quot;:7"))); /* nothing pasted is lost */
    CHECK_INT(look(f, "QD26-09").row.revision, 1);
    p = fixture_post(f, f->officer, S("/tieu-chi/nhap"), FORM({ S("text"), S("{\"a\":\n1") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("không phải JSON hợp lệ (dòng 2)")));
    fixture_close(f);
}

/* ---- what the table itself holds ---- */

#define BREAK_IN(nr, text)                                                                         \
    {                                                                                              \
        .name = "test_break_in_" nr, .sqlite = (text), .pg = (text), .file = __FILE__,             \
        .line = __LINE__, .kind = DB_DONE, .under = {                                              \
            SYSTEM_LOAD                                                                            \
        }                                                                                          \
    }
static const struct db_stmt refused[] = {
    BREAK_IN("1", "update criteria_set set content = '{}' where code = 'QD26-09'"),
    BREAK_IN("2", "update criteria_set set from_day = from_day + 1 where code = 'QD26-09'"),
    BREAK_IN("3", "update criteria_set set code = 'X' where code = 'QD26-09'"),
    BREAK_IN("4", "update criteria_set set state = 1 where code = 'QD26-09'"),
    BREAK_IN("5", "delete from criteria_set where code = 'QD26-09'"),
};
static const struct db_stmt allowed[] = {
    BREAK_IN("6", "update criteria_set set until_day = 30000 where code = 'QD26-09'"),
    BREAK_IN("7", "update criteria_set set content = '{}' where code = 'QD148-07'"),
    BREAK_IN("8", "delete from criteria_set where code = 'QD148-07'"),
};

struct breaking {
    const struct db_stmt *stmt;
};

static Err break_in(struct tx *tx, void *arg)
{
    const struct breaking *b = arg;
    TRY(db_run(tx, b->stmt, NULL, NULL, NULL));
    return tx_note(tx, S("test.broke_in"), ID_NONE);
}

static Err try_sql(struct fixture *f, const struct db_stmt *stmt)
{
    struct breaking b = { stmt };
    return fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, break_in, &b);
}

TEST_DB(criteria_published_set_is_kept_by_the_table)
{
    struct fixture *f = fixture_open(db);
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        CHECK_ERR(try_sql(f, &refused[i]), E_DB);
    }
    for (size_t i = 0; i < COUNT_OF(allowed); i++) {
        CHECK_ERR(try_sql(f, &allowed[i]), OK);
    }
    fixture_close(f);
}
