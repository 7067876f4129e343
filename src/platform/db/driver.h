/* driver.h: what an engine must do; private to the room. */
#ifndef DB_DRIVER_H
#define DB_DRIVER_H
#include "platform/db/db.h"

#include <stdatomic.h>

struct db_driver {
    enum db_engine engine;
    Err (*open)(struct db *db, Str url);
    void (*close)(struct db *db);
    Err (*begin)(struct db *db, enum tx_mode mode);
    Err (*commit)(struct db *db); /* E_BUSY: nothing was committed, run again; E_DB: outcome unknown
                                     or failed */
    void (*rollback)(struct db *db);
    Err (*exec)(struct db *db, const char *sql); /* migrations only: several statements */
    Err (*prepare)(struct db *db,
                   const struct db_stmt *stmt); /* idempotent; checks the number of columns */
    /* Runs and reads rows through take(), one call a row; *ret_changed rows were changed. */
    Err (*run)(struct db *db, const struct db_stmt *stmt, const union db_value *params,
               Err (*take)(void *arg, struct db *db), void *arg, int64_t *ret_changed);
    /* Value of column i of the current row; text and blob are valid until the next row. */
    bool (*is_null)(struct db *db, int i);
    Err (*get_int)(struct db *db, int i, int64_t *ret);
    Err (*get_str)(struct db *db, int i, struct arena *a, Str *ret);
    Err (*get_blob)(struct db *db, int i, struct arena *a, Str *ret);
    Err (*lock_migrations)(struct db *db); /* inside a transaction of its own */
    Err (*public_version)(struct db *db, int64_t *ret);
};
extern const struct db_driver db_sqlite, db_pg;

/* One prepared statement of a connection, by the statement's address. */
struct db_slot {
    const struct db_stmt *stmt;
    void *prepared;
};
/* What was made once for the connection's life, by the address of its maker. */
struct db_kept {
    Err (*make)(struct arena *a, void **ret);
    void *value;
    struct db_kept *next;
};
struct db {
    const struct db_driver *driver;
    void *conn;
    void *row; /* the statement whose rows are being read */
    int row_at;
    struct db_slot *slot; /* open addressing, a power of two */
    size_t n_slots, n_used;
    bool in_tx;
    int64_t public_n;     /* last public version seen */
    int64_t data_version; /* SQLite's own counter at that moment */
    int64_t public_at;    /* µs, when the engine was last asked for it */
    struct db_news *news; /* SQLite: what all processes share, or NULL */
    uint64_t news_seen;   /* its count of changes just before the engine was last asked */
    bool shares;          /* reading transactions may stay open until db_settle() */
    bool shared;          /* one is open now, of nobody */
    uint64_t shared_seen; /* the count of commits just before it was begun */
    int64_t shared_at;    /* µs, when that was */
    struct arena *keep;   /* what is kept as long as the connection; NULL: nothing yet */
    struct db_kept *kept;
    int fail_after; /* fault injection: n-th statement fails; 0 off */
    bool rehearses; /* nothing is committed */
};

struct tx {
    struct db *db;
    struct tx_opts o;
    Time now;
    Id last_id; /* made in this transaction; the next one follows it */
    bool wrote, noted, public_changed;
    Err broken; /* the engine refused a statement: PostgreSQL goes on with nothing after that, so
                   neither does SQLite */
};

/* ---- news.c: what the processes that use one SQLite file tell each other ---- */
struct db_news {
    _Atomic uint64_t changes; /* of public data */
    _Atomic uint64_t commits; /* of anything */
};
#define DB_NEWS_SUFFIX "-news"
enum { DB_NEWS_STALE_US = 50 * 1000 }; /* after so long the engine is asked, whatever the news */
/* Without the file (no permission, no room) db works, and asks the engine every time. */
void db_news_open(struct db *db, Str path);
void db_news_close(struct db *db);
/* After the commit of a public change, before anybody is told that it happened. */
void db_news_raise(struct db *db);
/* After every commit of a writing transaction, before anybody is told that it happened. */
void db_news_committed(struct db *db);
/* True: the open reading transaction of the round still shows all that anybody was told of. */
bool db_news_fresh(struct db *db, int64_t now_us);
/* True: what was read last still counts. False: ask the engine, then remember ret_seen. */
bool db_news_none(struct db *db, int64_t now_us, uint64_t *ret_seen);

struct db_slot *db_slot_of(struct db *db, const struct db_stmt *stmt);
/* Whether the injected fault is due at this statement or commit. */
bool db_fault_now(struct db *db);

#endif
