/* play_test.c: the demonstration loads on a day of an earlier law, whole and under that law. */
#include "app.h"
#include "domain/idea/idea.h"
#include "domain/reminder/reminder.sql.h"
#include "fixture.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

struct counted {
    struct idea_count ideas;
    struct reminder_fileds filed;
};

static Err count(struct tx *tx, void *arg)
{
    struct counted *c = arg;
    TRY(idea_counts(tx, date_ymd(tx_today(tx)).year, ID_NONE, tx_today(tx), &c->ideas));
    return reminder_undecided(tx, &c->filed);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

/* 57 days after QĐ 1489/2025 came into force: the season is shorter than usual. */
TEST_DB(play_on_a_day_of_the_earlier_law)
{
    struct arena *a = test_arena();
    struct counted c = { .filed = { 0 } };
    Date day = DATE_NONE;
    char *folder = str_cstr(a, S("/tmp/ocop-play-XXXXXX"));
    if (!CHECK(mkdtemp(folder) != NULL) || !CHECK_ERR(date_make(2025, 9, 1, &day), OK)) {
        return;
    }
    Time now = { time_start_of(day).v + 11 * 3600 * TIME_SECOND };
    struct config config = { .data = str_c(folder),
                             .base_url = S("http://localhost:8080"),
                             .site_name = S("OCOP thử"),
                             .demo = true };
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = now };
    log_set_level(LOG_ERROR);
    CHECK_ERR(app_load_builtin(db, a, now), OK);
    CHECK_ERR(app_load_demo(&config, db, now), OK);
    CHECK_ERR(tx_run(db, &o, count, &c), OK);
    CHECK_INT(c.ideas.at_commune, 1);
    CHECK_INT(c.ideas.at_province, 2);
    CHECK_INT(c.ideas.selected, 2);
    CHECK_INT(c.ideas.not_selected, 1);
    CHECK_INT(c.ideas.opened, 1);
    CHECK(c.filed.n > 5);
    for (size_t i = 0; i < c.filed.n; i++) {
        CHECK_STR(c.filed.v[i].regime, S("QD1489-2025"));
    }
    CHECK_INT(nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}
