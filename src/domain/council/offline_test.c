/* offline_test.c: own sheets as a workbook: what goes in, what is told cell by cell when it comes
 * back, what is taken, and that nothing is written over. */
#include "domain/council/offline_form.h"
#include "domain/council/table_test.h"
#include "platform/sheet/sheet.h"
#include "platform/sheet/write.h"

/* ---- a workbook in the hands of a member ---- */

struct paperwork {
    struct table *t;
    Str page; /* "/phien/S/phieu-excel" */
    struct workbook book;
};

static struct paperwork open_work(struct table *t)
{
    struct paperwork p = { .t = t };
    p.page =
        str_fmt(t->f->arena, "/phien/%.*s/phieu-excel", STR_ARG(id_text(t->f->arena, t->session)));
    return p;
}

static bool download(struct paperwork *p, Id who)
{
    enum sheet_why why = SHEET_OK;
    struct page got = fixture_get(p->t->f, who, str_cat(p->t->f->arena, p->page, S("/tai-ve")));
    return CHECK_INT(got.status, 200) &&
           CHECK_ERR(sheet_read_xlsx(p->t->f->arena, got.body, &p->book, &why), OK);
}

/* The line of an item or a mark; -1 without. */
static int line_of(const struct sheet *s, Str key)
{
    for (int row = 0; row < s->rows; row++) {
        if (str_eq(sheet_at(s, row, OFFLINE_KEY)->text, key)) {
            return row;
        }
    }
    return -1;
}

static void write_cell(struct sheet *s, int row, int col, const char *text)
{
    if (CHECK(row >= 0 && row < s->rows && col < s->cols)) {
        s->cell[row * s->cols + col] =
            (struct sheet_cell){ .type = SHEET_TEXT, .text = str_c(text), .date = DATE_NONE };
    }
}

static void write_item(struct paperwork *p, int item, int col, const char *text)
{
    struct sheet *s = &p->book.v[0];
    write_cell(s, line_of(s, p->t->set->item[item].id), col, text);
}

static Str bytes_of(struct paperwork *p)
{
    struct arena *a = p->t->f->arena;
    struct sheet_form *form = NEW_N(a, struct sheet_form, p->book.n + 1);
    Str bytes = STR_NONE;
    for (size_t i = 0; i < p->book.n; i++) {
        const struct sheet *s = &p->book.v[i];
        struct sheet_form_cell *cell =
            NEW_N(a, struct sheet_form_cell, (size_t)s->rows * (size_t)s->cols + 1);
        form[i] = (struct sheet_form){ .name = s->name, .cell = cell };
        for (int k = 0; k < s->rows * s->cols; k++) {
            cell[form[i].n++] = (struct sheet_form_cell){ .row = k / s->cols,
                                                          .col = k % s->cols,
                                                          .text = s->cell[k].text };
        }
    }
    CHECK_ERR(sheet_write_forms(a, p->book.n, form, p->t->f->now, &bytes), OK);
    return bytes;
}

static struct page send(struct paperwork *p, Id who, Str bytes)
{
    return fixture_upload(p->t->f, who, p->page, NO_FORM, (struct http_field){ S("file"), bytes },
                          S("phiếu.xlsx"));
}

/* The page that shows it; to: its address. */
static struct page look(struct paperwork *p, Id who, Str *to)
{
    struct page sent = send(p, who, bytes_of(p));
    CHECK_INT(sent.status, 303);
    *to = sent.location;
    return fixture_get(p->t->f, who, sent.location);
}

static Str tab_field(struct table *t, const char *name)
{
    return str_cat(t->f->arena, str_c(name), id_text(t->f->arena, t->file));
}

static struct page take(struct table *t, Id who, Str to, const char *version, Str clash,
                        const char *side)
{
    struct page p = { .location = to };
    Str page = str_sub(to, 0, str_find(to, S("/phieu-excel/"))),
        upload = id_text(t->f->arena, page_id(&p, str_cat(t->f->arena, page, S("/phieu-excel/"))));
    return fixture_post(t->f, who, str_cat(t->f->arena, page, S("/phieu-excel/ghi")),
                        FORM({ S("upload"), upload }, { tab_field(t, "take."), S("1") },
                             { tab_field(t, "v."), str_c(version) },
                             { str_none(clash) ? S("k.0") : clash, str_c(side) }));
}

static Str points(struct table *t, int item, size_t option)
{
    return str_fmt(t->f->arena, "%lld",
                   (long long)t->set->item[item].cases[0].option[option].points);
}

/* What is stored of an item; the file's sheet of the account. */
struct asking {
    struct table *t;
    Id who;
    int item;
    struct score_sheet sheet;
    struct offline_text text;
    bool found;
};
static Err ask(struct tx *tx, void *arg)
{
    struct asking *w = arg;
    struct score_answers answers;
    TRY(score_sheet_of(tx, w->t->file, w->who, &w->found, &w->sheet));
    w->text = (struct offline_text){ S(""), S("") };
    if (!w->found) {
        return OK;
    }
    TRY(score_answers_of(tx, w->sheet.id, &answers));
    for (size_t i = 0; i < answers.n; i++) {
        if (str_eq(answers.v[i].item, w->t->set->item[w->item].id)) {
            w->text = (struct offline_text){ answers.v[i].choice, answers.v[i].note };
        }
    }
    return OK;
}
static struct asking stored(struct table *t, Id who, int item)
{
    struct asking w = { .t = t, .who = who, .item = item };
    struct tx_opts o = { .mode = TX_READ, .arena = t->f->arena, .now = t->f->now };
    CHECK_ERR(tx_run(t->f->db, &o, ask, &w), OK);
    return w;
}

static int low(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

/* ---- the way there and back ---- */

TEST_DB(offline_workbook_holds_the_own_sheets_only)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct paperwork p = open_work(t);
    CHECK_INT(table_score(t, f->member[0], table_best, "").status, 303);
    table_hand_in(t, f->member[1], low);
    if (!download(&p, f->member[0])) {
        return;
    }
    CHECK_INT(p.book.n, 1);
    const struct sheet *s = &p.book.v[0];
    int row = line_of(s, t->set->item[0].id);
    CHECK(row > 0 && line_of(s, S("ocop.seal")) > row);
    CHECK_STR(sheet_at(s, row, OFFLINE_POINTS)->text, points(t, 0, t->set->item[0].cases[0].n - 1));
    CHECK_STR(sheet_at(s, line_of(s, S("ocop.member")), OFFLINE_LEVELS)->text,
              id_text(f->arena, f->member[0]));
    CHECK_STR(sheet_at(s, line_of(s, S("ocop.filed")), OFFLINE_LEVELS)->text,
              id_text(f->arena, t->filed));
    if (download(&p, f->member[1])) { /* handed in: nothing is left */
        CHECK(line_of(&p.book.v[0], S("ocop.file")) < 0);
    }
    fixture_close(f);
}

TEST_DB(offline_sheets_come_back_as_drafts)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct paperwork p = open_work(t);
    Str to;
    if (!download(&p, f->member[0])) {
        return;
    }
    write_item(&p, 0, OFFLINE_POINTS, str_cstr(f->arena, points(t, 0, 1)));
    write_item(&p, 1, OFFLINE_POINTS, "0");
    write_item(&p, 2, OFFLINE_NOTE, "xem <lại> tại chỗ");
    struct page seen = look(&p, f->member[0], &to);
    CHECK(page_has(&seen, S("3 thay đổi")) && page_has(&seen, S("xem &lt;lại&gt; tại chỗ")));
    CHECK(!stored(t, f->member[0], 0).found); /* only looked at */
    CHECK_INT(take(t, f->member[0], to, "0", STR_NONE, "").status, 303);
    struct asking w = stored(t, f->member[0], 0);
    CHECK_STR(w.text.choice, t->set->item[0].cases[0].option[1].id);
    CHECK_INT(w.sheet.state, SHEET_DRAFT); /* never handed in */
    CHECK_STR(stored(t, f->member[0], 2).text.note, S("xem <lại> tại chỗ"));
    CHECK_STR(stored(t, f->member[0], 2).text.choice, S(""));
    seen = fixture_get(f, f->member[0], to);
    CHECK(page_has(&seen, S("Không có gì khác")) && page_has(&seen, S("Đã ghi thành bản nháp")));
    CHECK_INT(take(t, f->member[0], to, "2", STR_NONE, "").status, 422); /* nothing left */
    fixture_close(f);
}

TEST_DB(offline_faults_are_told_by_cell)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct paperwork p = open_work(t);
    Str to;
    CHECK_INT(table_score(t, f->member[0], low, "").status, 303);
    if (!download(&p, f->member[0])) {
        return;
    }
    const struct sheet *s = &p.book.v[0];
    write_item(&p, 0, OFFLINE_POINTS, "77");
    write_item(&p, 1, OFFLINE_LEVEL, "99");
    write_item(&p, 2, OFFLINE_POINTS, "");
    struct page seen = look(&p, f->member[0], &to);
    const struct {
        int item, col;
        const char *words;
    } rows[] = { { 0, OFFLINE_POINTS, "“77” không phải mức điểm nào" },
                 { 1, OFFLINE_LEVEL, "Không có mức số “99”" },
                 { 2, OFFLINE_POINTS, "bị xóa trống" } };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Str cell = sheet_ref(f->arena, line_of(s, t->set->item[rows[i].item].id), rows[i].col);
        CHECK(page_has(&seen, str_fmt(f->arena, "Ô %.*s: ", STR_ARG(cell))));
        CHECK(page_has(&seen, str_c(rows[i].words)));
    }
    CHECK_INT(take(t, f->member[0], to, "2", STR_NONE, "").status, 422); /* nothing of the tab */
    CHECK_STR(stored(t, f->member[0], 0).text.choice, t->set->item[0].cases[0].option[0].id);
    fixture_close(f);
}

TEST_DB(offline_a_sheet_changed_meanwhile_is_not_written_over)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct paperwork p = open_work(t);
    Str to;
    if (!download(&p, f->member[0])) {
        return;
    }
    CHECK_INT(table_score(t, f->member[0], low, "").status, 303); /* on the page, afterwards */
    write_item(&p, 0, OFFLINE_POINTS, str_cstr(f->arena, points(t, 0, 1)));
    struct page seen = look(&p, f->member[0], &to);
    Str clash = str_fmt(f->arena, "k.%.*s.%.*s", STR_ARG(id_text(f->arena, t->file)),
                        STR_ARG(t->set->item[0].id));
    Str version = page_input(&seen, tab_field(t, "v."));
    const char *now = str_cstr(f->arena, version);
    CHECK(page_has(&seen, clash) && page_has(&seen, S("Chọn một trong hai")));
    CHECK_INT(take(t, f->member[0], to, now, STR_NONE, "").status, 422); /* no word on it */
    CHECK_INT(take(t, f->member[0], to, "0", clash, "sent").status, 409);
    CHECK_INT(take(t, f->member[0], to, now, clash, "stored").status, 303);
    CHECK_STR(stored(t, f->member[0], 0).text.choice, t->set->item[0].cases[0].option[0].id);
    seen = fixture_get(f, f->member[0], to);
    version = page_input(&seen, tab_field(t, "v."));
    CHECK_INT(take(t, f->member[0], to, str_cstr(f->arena, version), clash, "sent").status, 303);
    CHECK_STR(stored(t, f->member[0], 0).text.choice, t->set->item[0].cases[0].option[1].id);
    CHECK_STR(stored(t, f->member[0], 1).text.choice, t->set->item[1].cases[0].option[0].id);
    fixture_close(f);
}

/* ---- what is not taken ---- */

TEST_DB(offline_foreign_workbooks_are_refused)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct paperwork p = open_work(t);
    Str to;
    if (!download(&p, f->member[0])) {
        return;
    }
    write_item(&p, 0, OFFLINE_NOTE, "bí mật của tôi");
    Str mine = bytes_of(&p);
    struct page r = send(&p, f->member[1], mine);
    CHECK_INT(r.status, 422);
    CHECK(page_has(&r, S("không phải tệp phiếu chấm ông/bà tải về")));
    CHECK(!page_has(&r, S("bí mật")) && !page_has(&r, S("uyvien.1")));
    CHECK_INT(send(&p, f->secretary, mine).status, 404);
    CHECK_INT(send(&p, f->owner, mine).status, 404);
    CHECK_INT(send(&p, f->member[0], S("không phải Excel")).status, 422);
    (void)look(&p, f->member[0], &to);
    CHECK_INT(table_status(t, f->member[0], to), 200);
    CHECK_INT(table_status(t, f->member[1], to), 404); /* another member's */
    CHECK_INT(table_status(t, f->secretary, to), 404);
    CHECK_INT(take(t, f->member[1], to, "0", STR_NONE, "").status, 404);
    p.book.v[0].rows = 3; /* without its marks it is some workbook */
    r = send(&p, f->member[0], bytes_of(&p));
    CHECK_INT(r.status, 422);
    CHECK(page_has(&r, S("không phải tệp phiếu chấm tải về từ trang này")));
    fixture_close(f);
}

TEST_DB(offline_tampered_cells_are_noticed)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    static const char *const marks[] = { "ocop.set", "ocop.filed", "ocop.sheet", "ocop.seal" };
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        struct paperwork p = open_work(t);
        Str to;
        if (!download(&p, f->member[0])) {
            return;
        }
        struct sheet *s = &p.book.v[0];
        write_item(&p, 0, OFFLINE_POINTS, "0");
        write_cell(s, line_of(s, str_c(marks[i])), OFFLINE_LEVELS, "123");
        struct page seen = look(&p, f->member[0], &to);
        CHECK(page_has(&seen, S("Các ô được bảo vệ")));
        CHECK_INT(take(t, f->member[0], to, "0", STR_NONE, "").status, 422);
    }
    CHECK(!stored(t, f->member[0], 0).found);
    fixture_close(f);
}

TEST_DB(offline_another_version_of_the_dossier_is_not_taken)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct paperwork p = open_work(t);
    Str to;
    if (!download(&p, f->member[0])) {
        return;
    }
    struct sheet *s = &p.book.v[0];
    Str part[CRITERIA_ITEMS_MAX * 2 + OFFLINE_MARKS + 2];
    size_t n = 0;
    write_item(&p, 0, OFFLINE_POINTS, "0");
    write_cell(s, line_of(s, S("ocop.filed")), OFFLINE_LEVELS, "123");
    for (int i = 0; i <= t->set->n_items; i++) { /* sealed anew, as a forger would */
        part[n++] = i < t->set->n_items ? t->set->item[i].id : S(OFFLINE_REMARK);
        part[n] = sheet_at(s, line_of(s, part[n - 1]), OFFLINE_BASE)->text;
        n++;
    }
    for (int m = 0; m < OFFLINE_SEAL; m++) {
        part[n++] = sheet_at(s, line_of(s, str_c(offline_marks[m])), OFFLINE_LEVELS)->text;
    }
    write_cell(s, line_of(s, S("ocop.seal")), OFFLINE_LEVELS,
               str_cstr(f->arena, offline_seal(f->arena, n, part)));
    struct page seen = look(&p, f->member[0], &to);
    CHECK(page_has(&seen, S("bản hồ sơ khác")) && !page_has(&seen, S("Các ô được bảo vệ")));
    CHECK_INT(take(t, f->member[0], to, "0", STR_NONE, "").status, 422);
    fixture_close(f);
}

TEST_DB(offline_files_no_longer_the_members_are_left_out)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct paperwork p = open_work(t), q = open_work(t);
    Str to;
    if (!download(&p, f->member[0]) || !download(&q, f->member[1])) {
        return;
    }
    write_item(&p, 0, OFFLINE_POINTS, "0");
    write_item(&q, 0, OFFLINE_POINTS, "0");
    table_hand_in(t, f->member[0], low);
    Str recuse = str_cat(f->arena, t->sheet, S("/tu-choi"));
    CHECK_INT(fixture_post(f, f->member[1], recuse, FORM({ S("reason"), S("góp vốn") })).status,
              303);
    struct page seen = look(&p, f->member[0], &to);
    CHECK(page_has(&seen, S("ông/bà đã nộp")));
    CHECK_INT(take(t, f->member[0], to, "2", STR_NONE, "").status, 422);
    seen = look(&q, f->member[1], &to);
    CHECK(page_has(&seen, S("không nằm trong danh sách chấm")));
    CHECK(!page_has(&seen, S("Nước mắm"))); /* the file is not even named */
    CHECK_INT(take(t, f->member[1], to, "0", STR_NONE, "").status, 422);
    if (download(&q, f->member[1])) {
        CHECK(line_of(&q.book.v[0], S("ocop.file")) < 0);
    }
    fixture_close(f);
}

TEST_DB(offline_undeclared_files_are_not_in_the_workbook)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct paperwork p = open_work(t);
    table_add_undeclared(t);
    if (download(&p, f->member[0])) {
        CHECK_INT(p.book.n, 1);
        CHECK(line_of(&p.book.v[0], S("ocop.file")) > 0);
        CHECK(!str_eq(
            sheet_at(&p.book.v[0], line_of(&p.book.v[0], S("ocop.file")), OFFLINE_LEVELS)->text,
            id_text(f->arena, t->file)));
    }
    fixture_close(f);
}

TEST_DB(offline_workbook_from_before_a_supplement_is_not_taken)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct paperwork p = open_work(t);
    Str to;
    if (!download(&p, f->member[0])) {
        return;
    }
    write_item(&p, 0, OFFLINE_POINTS, "0");
    table_supplement(t, S("QD26-09.1.1"));
    struct page seen = look(&p, f->member[0], &to);
    CHECK(page_has(&seen, S("bản hồ sơ khác")));
    CHECK_INT(take(t, f->member[0], to, "0", STR_NONE, "").status, 422);
    CHECK(!stored(t, f->member[0], 0).found);
    fixture_close(f);
}
