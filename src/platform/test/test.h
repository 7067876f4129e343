/* test.h: TEST(name) { ... } beside the code it tests; checks that say where and what. */
#ifndef TEST_H
#define TEST_H
#include "platform/db/db.h"

/* A test. Runs in a process of its own. */
#define TEST(name)                                                                                 \
    void test_##name(void);                                                                        \
    void test_##name(void)
/* A test with a fresh, migrated database; runs once on each engine. */
#define TEST_DB(name)                                                                              \
    void testdb_##name(struct db *db);                                                             \
    void testdb_##name(struct db *db)

struct test_case {
    const char *name;
    void (*run)(void);
    void (*run_db)(struct db *db);
};
extern const struct test_case test_cases[]; /* generated */
extern const size_t test_cases_n;

/* Each records a failure with its place and goes on. */
#define CHECK(cond) test_check((cond), __FILE__, __LINE__, #cond)
#define CHECK_INT(got, want) test_int((int64_t)(got), (int64_t)(want), __FILE__, __LINE__, #got)
#define CHECK_STR(got, want) test_str((got), (want), __FILE__, __LINE__, #got)
#define CHECK_ERR(got, want) test_int((int64_t)(got), (int64_t)(want), __FILE__, __LINE__, #got)
bool test_check(bool ok, const char *file, int line, const char *what);
bool test_int(int64_t got, int64_t want, const char *file, int line, const char *what);
bool test_str(Str got, Str want, const char *file, int line, const char *what);

/* An arena that lives as long as the test. */
struct arena *test_arena(void);
/* A fixed, repeatable instant: 2026-06-12T09:30:00+07:00. */
Time test_now(void);
/* Failures of this test so far. */
int test_failures(void);
/* A fresh migrated database on one engine; its place is removed by test_db_close. E_NONE:
 * PostgreSQL is wanted but OCOP_TEST_PG is not set. Several may be open at once. */
Err test_db_open(enum db_engine engine, struct db **ret) MUST;
void test_db_close(struct db *db);
/* Address of the database opened last, to open it a second time (another process, another worker).
 */
Str test_db_url(void);
/* What a shell command writes to its standard output (an installed tool that reads what we made);
 * E_REFUSED when it ended with an error or is not installed. */
Err test_output(Str command, Str *ret) MUST;
/* What "command FILE tail" writes, FILE holding the bytes; a failure is a failed check. */
Str test_run_on(Str bytes, const char *command, const char *tail);
/* The words of a PDF, one space between them; one that qpdf finds at fault is a failed check. */
Str test_pdf_words(Str pdf);

#endif
