/* register_test.c: the sample register: every dirty place found with its words, no other; the
 * counts after the import; again; undone. */
#include "domain/access/access.h"
#include "domain/place/place.h"
#include "domain/producer/producer.h"
#include "domain/product/product.h"
#include "domain/recognition/recognition.h"
#include "domain/register/register.h"
#include "platform/test/test.h"

static Str sample_file(const char *name)
{
    Str path = str_fmt(test_arena(), "data/demo/register/%s", name), bytes = S("");
    CHECK_ERR(file_read(test_arena(), path, LIMIT_SHEET_BYTES, &bytes), OK);
    return bytes;
}

struct reading_test {
    Str bytes;
    struct register_book book;
};

static Err units(struct tx *tx, void *arg)
{
    (void)arg;
    return place_load_builtin(tx);
}

static Err read_it(struct tx *tx, void *arg)
{
    struct reading_test *t = arg;
    struct workbook book;
    TRY(register_open(tx, t->bytes, &book));
    return register_read(tx, &book, &t->book);
}

static Time minute(int n)
{
    return (Time){ test_now().v + n * 60 * TIME_SECOND };
}

static Err in_tx_at(struct db *db, Time now, enum tx_mode mode, int action,
                    Err (*f)(struct tx *, void *), void *arg)
{
    struct problems *problems = NEW(test_arena(), struct problems);
    problems->arena = test_arena();
    struct tx_opts o = { .mode = mode,
                         .action = action,
                         .next_state = IMPORT_DONE,
                         .arena = test_arena(),
                         .problems = problems,
                         .now = now };
    return tx_run(db, &o, f, arg);
}

static Err in_tx(struct db *db, enum tx_mode mode, int action, Err (*f)(struct tx *, void *),
                 void *arg)
{
    return in_tx_at(db, test_now(), mode, action, f, arg);
}

static Str at(const struct sheet *s, int row, int col)
{
    return sheet_at(s, row, col)->text;
}

static void check_issues(const struct register_book *b)
{
    struct workbook want;
    enum sheet_why why;
    CHECK_ERR(sheet_read_csv(test_arena(), sample_file("issues.csv"), &want, &why), OK);
    const struct sheet *s = &want.v[0];
    if (!CHECK_INT(b->n_issues, s->rows - 1)) {
        struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_FORM_BYTES);
        register_report_text(o, b);
        log_line(LOG_WARN, "report", "%.*s", STR_ARG(out_view(o)));
        return;
    }
    for (int i = 1; i < s->rows && i <= (int)b->n_issues; i++) {
        const struct register_issue *x = &b->issue[i - 1];
        CHECK_STR(str_fmt(test_arena(), "%d", x->row), at(s, i, 0));
        CHECK_STR(x->cell, at(s, i, 1));
        CHECK_STR(register_severity_word(x->severity), at(s, i, 2));
        CHECK_STR(x->code, at(s, i, 3));
        CHECK_STR(x->message, at(s, i, 4));
        CHECK_STR(x->action, at(s, i, 5));
    }
}

TEST_DB(register_finds_every_dirty_place_of_the_sample_and_no_other)
{
    static const char *const files[] = { "register-sample.xlsx", "register-sample.csv",
                                         "register-sample-excel-vi.csv" };
    CHECK_ERR(in_tx(db, TX_WRITE, SYSTEM_LOAD, units, NULL), OK);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct reading_test t = { .bytes = sample_file(files[i]) };
        CHECK_ERR(in_tx(db, TX_READ, REGISTER_IMPORT, read_it, &t), OK);
        CHECK_INT(t.book.n_rows, 63);
        CHECK_INT(t.book.n_entities, 52);
        CHECK_INT(t.book.good, 57);
        check_issues(&t.book);
    }
}

/* ---- importing ---- */

struct import_test {
    Str bytes;
    Id checked;
    struct register_book book;
    struct register_done done;
};

static Err import_it(struct tx *tx, void *arg)
{
    struct import_test *t = arg;
    struct workbook book;
    TRY(register_open(tx, t->bytes, &book));
    TRY(register_read(tx, &book, &t->book));
    const struct register_import_new n = { .file_name = S("so.xlsx"), .file = hash_of(t->bytes) };
    return register_import(tx, &n, &t->book, t->checked, &t->done);
}

static struct register_done import_bytes(struct db *db, int n, Str bytes)
{
    struct import_test t = { .bytes = bytes };
    CHECK_ERR(in_tx_at(db, minute(n), TX_WRITE, REGISTER_IMPORT, import_it, &t), OK);
    return t.done;
}

struct counts {
    Date on;
    int64_t ever, star3, star4, lines;
};

static Err count_on(struct tx *tx, void *arg)
{
    struct counts *c = arg;
    struct register_lines all;
    TRY(register_list(tx, S(""), 0, 0, 0, tx_today(tx), 0, 1000, &all));
    c->lines = (int64_t)all.n;
    for (size_t i = 0; i < all.n; i++) {
        struct recognitions history;
        TRY(recognitions_of_product(tx, all.v[i].id, &history)); /* the latest first */
        size_t k = 0;
        while (k < history.n && date_cmp(history.v[k].from_day, c->on) > 0) {
            k++;
        }
        c->ever += k < history.n ? 1 : 0;
        bool valid = k < history.n && date_cmp(c->on, history.v[k].until_day) < 0;
        c->star3 += valid && history.v[k].star == 3 ? 1 : 0;
        c->star4 += valid && history.v[k].star == 4 ? 1 : 0;
    }
    return OK;
}

static void check_counts(struct db *db)
{
    struct workbook want;
    enum sheet_why why;
    CHECK_ERR(sheet_read_csv(test_arena(), sample_file("expected-counts.csv"), &want, &why), OK);
    const struct sheet *s = &want.v[0];
    CHECK_INT(s->rows, 9);
    for (int i = 1; i < s->rows; i++) {
        struct counts c = { .on = DATE_NONE };
        CHECK_ERR(date_parse_iso(at(s, i, 0), &c.on), OK);
        CHECK_ERR(in_tx(db, TX_READ, REGISTER_VIEW, count_on, &c), OK);
        CHECK_INT(c.lines, 63);
        const int64_t got[] = { c.ever, c.star3, c.star4, c.star3 + c.star4 };
        for (int k = 0; k < 4; k++) {
            CHECK_STR(str_fmt(test_arena(), "%lld", (long long)got[k]), at(s, i, k + 1));
        }
    }
}

TEST_DB(register_import_gives_the_expected_counts_and_a_second_one_adds_nothing)
{
    CHECK_ERR(in_tx(db, TX_WRITE, SYSTEM_LOAD, units, NULL), OK);
    struct register_done first = import_bytes(db, 0, sample_file("register-sample.xlsx"));
    CHECK_INT(first.producers, 52);
    CHECK_INT(first.products, 63);
    CHECK_INT(first.recognitions, 72); /* 63 first less 2, 13 second less 2 */
    CHECK_INT(first.changes, 0);
    check_counts(db);
    static const char *const again[] = { "register-sample.xlsx", "register-sample.csv",
                                         "register-sample-excel-vi.csv" };
    for (size_t i = 0; i < COUNT_OF(again); i++) {
        struct register_done d = import_bytes(db, (int)i + 1, sample_file(again[i]));
        CHECK_INT(d.producers + d.products + d.recognitions + d.changes, 0);
    }
    check_counts(db);
}

/* ---- registers that look otherwise ---- */

#define HEAD                                                                                       \
    "Số QĐ,Ngày công nhận,Tên sản phẩm,Chủ thể,Loại hình,Xã,Huyện,Sao,SĐT,Mã số thuế,Nhóm\n"

static struct register_book read_text(struct db *db, const char *rows)
{
    struct reading_test t = { .bytes = str_fmt(test_arena(), "Sổ theo dõi\n\n" HEAD "%s", rows) };
    CHECK_ERR(in_tx(db, TX_READ, REGISTER_IMPORT, read_it, &t), OK);
    return t.book;
}

static struct register_done import_text(struct db *db, int n, const char *rows)
{
    return import_bytes(db, n, str_fmt(test_arena(), "Sổ theo dõi\n\n" HEAD "%s", rows));
}

/* "CELL code" of every issue, in order. */
static Str codes(const struct register_book *b)
{
    Str s = S("");
    for (size_t i = 0; i < b->n_issues; i++) {
        s = str_fmt(test_arena(), "%.*s%s%.*s %.*s", STR_ARG(s), i > 0 ? "; " : "",
                    STR_ARG(b->issue[i].cell), STR_ARG(b->issue[i].code));
    }
    return s;
}

TEST_DB(register_finds_columns_by_their_words_in_any_order)
{
    CHECK_ERR(in_tx(db, TX_WRITE, SYSTEM_LOAD, units, NULL), OK);
    struct register_book b = read_text(
        db, "9001/QĐ-UBND,2024-11-05,Yến sào A,Cơ sở A,Hộ,Lạc Tánh,Tánh Linh,3,0900000101,,Thực "
            "phẩm\n"
            "9001/QĐ-UBND,05/11/2024,Yến chưng A,,,,,ba sao,,,Thực phẩm\n");
    CHECK_INT(b.n_rows, 2);
    CHECK_INT(b.n_entities, 1);
    CHECK_INT(b.good, 2);
    CHECK(!id_none(b.entity[0].place_then) && !id_none(b.entity[0].place_now));
    CHECK_INT(b.row[1].round[0].star, 3);
    CHECK(b.row[0].round[0].taken && b.row[1].round[0].taken);
    CHECK_STR(codes(&b), S("B4 ngay_dang_chu; H5 hang_sao_dang_chu"));
}

TEST_DB(register_never_stops_at_a_wrong_row)
{
    CHECK_ERR(in_tx(db, TX_WRITE, SYSTEM_LOAD, units, NULL), OK);
    struct register_book b =
        read_text(db, "9001/QĐ-UBND,31/02/2024,P,Cơ sở A,Hộ,Lạc Tánh,Tánh Linh,3,,,Thực phẩm\n"
                      ",,,,,,,,,,\n,,,,,,,,,,\n"
                      "9002/QĐ-UBND,hôm qua,Q,Cơ sở B,Hội kín,,,2,12,123,Khác\n"
                      "9003/QĐ-UBND,05/11/2099,R,Cơ sở C,Công ty,Lạc Tanh,Tánh Linh,4,,,Đồ uống\n"
                      "9004/QĐ-UBND,05/11/2024,,Cơ sở D,HTX,Lạc Tánh,Tánh Linh,#REF!,,,Đồ uống\n"
                      "Người lập biểu,,,,,,,,,,\n");
    CHECK_INT(b.n_rows, 4);
    CHECK_INT(b.good, 0);
    Str all = codes(&b);
    static const char *const wanted[] = { "B4 ngay_khong_co",
                                          "A5:K6 dong_trong",
                                          "B7 ngay_khong_doc_duoc",
                                          "H7 hang_sao_sai",
                                          "I7 dien_thoai_sai",
                                          "J7 mst_sai_dang",
                                          "K7 nhom_la",
                                          "F7 thieu_xa",
                                          "B8 ngay_tuong_lai",
                                          "C9 thieu_ten_san_pham",
                                          "H9 o_bi_hong",
                                          "A10 dong_khac" };
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        if (!CHECK(str_find(all, str_c(wanted[i])) < all.n)) {
            log_line(LOG_WARN, "test", "%s is not in %.*s", wanted[i], STR_ARG(all));
        }
    }
    for (size_t i = 0; i < b.n_rows; i++) {
        CHECK(!b.row[i].round[0].taken);
    }
}

TEST_DB(register_a_file_without_headings_is_refused)
{
    struct reading_test t = { .bytes = S("a,b,c\n1,2,3\n") };
    CHECK_ERR(in_tx(db, TX_READ, REGISTER_IMPORT, read_it, &t), E_REFUSED);
    t.bytes = S("");
    CHECK_ERR(in_tx(db, TX_READ, REGISTER_IMPORT, read_it, &t), E_REFUSED);
    t.bytes = S("PK\x03\x04");
    CHECK_ERR(in_tx(db, TX_READ, REGISTER_IMPORT, read_it, &t), E_REFUSED);
}

#define ROW_A(phone, star)                                                                         \
    "9001/QĐ-UBND,05/11/2024,Yến sào A,Cơ sở A,Hộ,Lạc Tánh,Tánh Linh," star "," phone              \
    ",9900000016,Thực phẩm\n"

struct looked {
    struct register_lines lines;
    struct producer producer;
};

static Err look_at_a(struct tx *tx, void *arg)
{
    struct looked *l = arg;
    struct product p;
    TRY(register_list(tx, S(""), 0, 0, 0, tx_today(tx), 0, 100, &l->lines));
    if (l->lines.n == 0) {
        return OK;
    }
    TRY(product_get(tx, l->lines.v[0].id, &p));
    return producer_get(tx, p.producer, &l->producer);
}

static struct looked look_db(struct db *db)
{
    struct looked l = { .lines = { .n = 0 } };
    CHECK_ERR(in_tx(db, TX_READ, REGISTER_VIEW, look_at_a, &l), OK);
    return l;
}

struct undoing {
    Id id;
    int64_t version;
};

static Err undo_it(struct tx *tx, void *arg)
{
    const struct undoing *u = arg;
    return register_undo(tx, u->id, u->version);
}

static Err undo(struct db *db, Id id, struct problems **ret)
{
    struct problems *problems = NEW(test_arena(), struct problems);
    problems->arena = test_arena();
    struct tx_opts o = { .mode = TX_WRITE,
                         .action = REGISTER_UNDO,
                         .next_state = IMPORT_UNDONE,
                         .arena = test_arena(),
                         .problems = problems,
                         .now = minute(10) };
    struct undoing u = { id, 1 };
    *ret = problems;
    return tx_run(db, &o, undo_it, &u);
}

TEST_DB(register_changed_rows_change_and_the_undo_gives_the_old_values_back)
{
    struct problems *problems;
    CHECK_ERR(in_tx(db, TX_WRITE, SYSTEM_LOAD, units, NULL), OK);
    struct register_done first = import_text(db, 0, ROW_A("0900000101", "3"));
    CHECK_INT(first.producers + first.products + first.recognitions, 3);
    struct register_done second = import_text(db, 1, ROW_A("0900000999", "4"));
    CHECK_INT(second.producers + second.products + second.recognitions, 0);
    CHECK_INT(second.changes, 2); /* the phone and the star */
    struct looked l = look_db(db);
    CHECK_INT(l.lines.n, 1);
    CHECK_INT(l.lines.v[0].star, 4);
    CHECK_STR(l.producer.phone, S("0900000999"));
    struct register_done blank = import_text(db, 2, ROW_A("", "4"));
    CHECK_INT(blank.changes, 0); /* blank cells change nothing */

    CHECK_ERR(undo(db, second.id, &problems), OK);
    l = look_db(db);
    CHECK_INT(l.lines.v[0].star, 3);
    CHECK_STR(l.producer.phone, S("0900000101"));
    CHECK_ERR(undo(db, second.id, &problems), E_STALE); /* once */
    CHECK_ERR(undo(db, first.id, &problems), OK);
    CHECK_INT(look_db(db).lines.n, 0);
}

TEST_DB(register_undo_refuses_what_later_things_stand_on)
{
    struct problems *problems;
    CHECK_ERR(in_tx(db, TX_WRITE, SYSTEM_LOAD, units, NULL), OK);
    struct register_done first = import_text(db, 0, ROW_A("0900000101", "3"));
    struct register_done second = import_text(
        db, 1,
        "9777/QĐ-UBND,06/11/2024,Yến sào A,Cơ sở A,Hộ,Lạc Tánh,Tánh Linh,4,,9900000016,Thực "
        "phẩm\n");
    CHECK_INT(second.recognitions, 1);
    CHECK_ERR(undo(db, first.id, &problems), E_REFUSED);
    CHECK_INT(problems->n, 1);
    CHECK_STR(problems->v[0].arg[0], S("Yến sào A"));
    CHECK_STR(problems->v[0].arg[1], S("9777/QĐ-UBND"));
    CHECK_INT(look_db(db).lines.n, 1); /* nothing was taken back */
    CHECK_ERR(undo(db, second.id, &problems), OK);
    CHECK_ERR(undo(db, first.id, &problems), OK);
    CHECK_INT(look_db(db).lines.n, 0);
}

static Err load_demo(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(place_load_builtin(tx));
    return register_load_demo(tx);
}

TEST_DB(register_demo_sample_is_loaded_as_demo)
{
    CHECK_ERR(in_tx(db, TX_WRITE, SYSTEM_LOAD, load_demo, NULL), OK);
    CHECK(look_db(db).producer.demo);
    check_counts(db);
}
