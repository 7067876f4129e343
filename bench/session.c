/* session.c: a council of nine with sixty dossiers on one day: every page it needs, and all its
 * papers, timed in this process (the server's time, without network): session [--engine sqlite|pg].
 * Prints one JSON object a line for each engine. */
#include "domain/council/table_test.h"
#include "platform/jobs/jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MEMBERS = 9, FILES = 60, TIMES_MAX = 16000, PAPER_ROUNDS = 400 };

struct bench {
    struct table *t;
    Str page[FILES], sheet[FILES];
    double ms[TIMES_MAX], worst;
    size_t n;
    Str worst_at;
};

static double now_ms(void)
{
    struct timespec ts;
    (void)clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static void keep(struct bench *b, double ms, Str at)
{
    BUG_UNLESS(b->n < TIMES_MAX);
    b->ms[b->n++] = ms;
    if (ms > b->worst) {
        b->worst = ms;
        b->worst_at = at;
    }
}

static void look(struct bench *b, Id who, Str at)
{
    double from = now_ms();
    struct page p = fixture_get(b->t->f, who, at);
    keep(b, now_ms() - from, at);
    (void)test_int(p.status, 200, __FILE__, __LINE__, str_cstr(test_arena(), at));
}

static void send(struct bench *b, Id who, Str at, size_t n, const struct http_field *form)
{
    double from = now_ms();
    struct page p = fixture_post(b->t->f, who, at, n, form);
    keep(b, now_ms() - from, at);
    (void)test_int(p.status, 303, __FILE__, __LINE__, str_cstr(test_arena(), at));
}

static Str of_session(const struct bench *b, const char *tail)
{
    struct arena *a = test_arena();
    return str_cat(a, str_cat(a, S("/phien/"), id_text(a, b->t->session)), str_c(tail));
}

/* The best level of nearly every item; members differ, but not by more than the council allows. */
static int one_off; /* the item in which this member is stricter */

static int nearly_best(const struct criteria_set *set, int item)
{
    int best = table_best(set, item);
    return item == one_off && best > 0 ? best - 1 : best;
}

static void open_session(struct bench *b, struct db *db)
{
    b->t = table_open(db, MEMBERS);
    BUG_UNLESS(b->t != NULL);
    for (size_t i = 0; i < FILES; i++) {
        if (i > 0) {
            table_add_undeclared(b->t);
        }
        b->page[i] = b->t->page;
        b->sheet[i] = b->t->sheet;
    }
    for (size_t m = 0; m < MEMBERS; m++) {
        send(b, b->t->f->member[m], of_session(b, "/cam-ket"), FORM({ S("answer"), S("none") }));
    }
}

static void score(struct bench *b)
{
    struct fixture *f = b->t->f;
    for (size_t m = 0; m < MEMBERS; m++) {
        look(b, f->member[m], of_session(b, ""));
        for (size_t i = 0; i < FILES; i++) {
            look(b, f->member[m], b->sheet[i]);
            b->t->sheet = b->sheet[i];
            one_off = (int)((m + i) % 7);
            double from = now_ms();
            struct page p =
                table_score(b->t, f->member[m], nearly_best, "/nop"); /* page and form */
            keep(b, now_ms() - from, b->sheet[i]);
            CHECK_INT(p.status, 303);
        }
        look(b, f->secretary, of_session(b, ""));
    }
}

static void close_all(struct bench *b)
{
    struct fixture *f = b->t->f;
    struct arena *a = test_arena();
    for (size_t i = 0; i < FILES; i++) {
        Str close = str_cat(a, b->page[i], S("/dong"));
        look(b, f->secretary, close);
        send(b, f->secretary, close, NO_FORM);
        look(b, f->secretary, b->page[i]);
        look(b, f->member[i % MEMBERS], b->page[i]);
        look(b, f->member[i % MEMBERS], b->sheet[i]);
    }
    look(b, f->member[0], of_session(b, "/xung-dot"));
    static const char *const pages[] = { "", "/do-lech", "/giay-to", "/phan-cong" };
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        look(b, f->secretary, of_session(b, pages[i]));
    }
    look(b, f->leader, S("/cong-nhan"));
    look(b, f->officer, S("/tinh?loc=tat-ca"));
}

/* Seconds until every paper of the session lies in one ZIP. */
static double print_all(struct bench *b)
{
    struct fixture *f = b->t->f;
    Str at = of_session(b, "/giay-to");
    send(b, f->secretary, at, NO_FORM);
    double from = now_ms();
    int done = 0;
    for (int i = 0; i < PAPER_ROUNDS; i++) {
        CHECK_ERR(jobs_run_due(f->db, app_jobs, app_jobs_n, f->now, 5, &f->app->program, &done),
                  OK);
        struct page p = fixture_get(f, f->secretary, at);
        if (page_has(&p, of_session(b, "/giay-to/bo/"))) {
            return (now_ms() - from) / 1e3;
        }
    }
    CHECK(false);
    return 0;
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void measure(struct db *db)
{
    struct bench *b = calloc(1, sizeof *b);
    BUG_UNLESS(b != NULL);
    open_session(b, db);
    score(b);
    close_all(b);
    size_t n = b->n;
    qsort(b->ms, n, sizeof b->ms[0], by_size);
    double median = b->ms[n / 2], p99 = b->ms[n * 99 / 100], worst = b->worst;
    double s = print_all(b);
    (void)printf("{\"engine\":\"%s\",\"requests\":%zu,\"median_ms\":%.2f,\"p99_ms\":%.2f,"
                 "\"worst_ms\":%.2f,\"worst\":\"%.*s\",\"papers_s\":%.2f}\n",
                 db_engine(b->t->f->db) == DB_SQLITE ? "SQLite" : "PostgreSQL", n, median, p99,
                 worst, STR_ARG(b->worst_at), s);
    (void)fflush(stdout);
    fixture_close(b->t->f);
    free(b);
}

const struct test_case test_cases[] = { { "session_of_nine_with_sixty_files", NULL, measure } };
const size_t test_cases_n = COUNT_OF(test_cases);
