/* register_test.c: the sample register: every dirty place found with its words, no other; the
 * counts after the import; again; undone. */
#include "domain/access/access.h"
#include "domain/place/place.h"
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

static Err in_tx(struct db *db, enum tx_mode mode, int action, Err (*f)(struct tx *, void *),
                 void *arg)
{
    struct problems *problems = NEW(test_arena(), struct problems);
    problems->arena = test_arena();
    struct tx_opts o = { .mode = mode,
                         .action = action,
                         .next_state = IMPORT_DONE,
                         .arena = test_arena(),
                         .problems = problems,
                         .now = test_now() };
    return tx_run(db, &o, f, arg);
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

static struct register_done import_bytes(struct db *db, Str bytes)
{
    struct import_test t = { .bytes = bytes };
    CHECK_ERR(in_tx(db, TX_WRITE, REGISTER_IMPORT, import_it, &t), OK);
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
    struct register_done first = import_bytes(db, sample_file("register-sample.xlsx"));
    CHECK_INT(first.producers, 52);
    CHECK_INT(first.products, 63);
    CHECK_INT(first.recognitions, 72); /* 63 first less 2, 13 second less 2 */
    CHECK_INT(first.changes, 0);
    check_counts(db);
    static const char *const again[] = { "register-sample.xlsx", "register-sample.csv",
                                         "register-sample-excel-vi.csv" };
    for (size_t i = 0; i < COUNT_OF(again); i++) {
        struct register_done d = import_bytes(db, sample_file(again[i]));
        CHECK_INT(d.producers + d.products + d.recognitions + d.changes, 0);
    }
    check_counts(db);
}
