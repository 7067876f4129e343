/* news.c: two counters in a file beside a SQLite database, mapped by every process that has it
 * open: "public data has changed" and "something was committed" cost one read of memory instead of
 * the engine's system calls. doc/decisions/0015-public-version.md says what it promises. */
#include "platform/db/driver.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "shared between processes: never a lock of one");

void db_news_open(struct db *db, Str path)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    const char *name = str_cstr(a, str_cat(a, path, S(DB_NEWS_SUFFIX)));
    int fd CLEANUP(fd_cleanup) = open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
        (st.st_size < (off_t)sizeof *db->news && ftruncate(fd, sizeof *db->news) != 0)) {
        log_line(LOG_WARN, "news", "%s cannot be used: cached pages cost more without it", name);
        return;
    }
    void *at = mmap(NULL, sizeof *db->news, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    db->news = at == MAP_FAILED ? NULL : at;
}

void db_news_close(struct db *db)
{
    if (db->news != NULL) {
        (void)munmap(db->news, sizeof *db->news);
        db->news = NULL;
    }
}

void db_news_raise(struct db *db)
{
    if (db->news != NULL) {
        (void)atomic_fetch_add(&db->news->changes, 1);
    }
}

void db_news_committed(struct db *db)
{
    if (db->news != NULL) {
        (void)atomic_fetch_add(&db->news->commits, 1);
    }
}

bool db_news_fresh(struct db *db, int64_t now_us)
{
    return db->shared && atomic_load(&db->news->commits) == db->shared_seen &&
           now_us >= db->shared_at && now_us - db->shared_at < DB_NEWS_STALE_US;
}

bool db_news_none(struct db *db, int64_t now_us, uint64_t *ret_seen)
{
    if (db->news == NULL) {
        return false;
    }
    *ret_seen = atomic_load(&db->news->changes);
    return db->data_version >= 0 && *ret_seen == db->news_seen && now_us >= db->public_at &&
           now_us - db->public_at < DB_NEWS_STALE_US;
}
