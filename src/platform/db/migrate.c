/* migrate.c: forward-only migrations, one text for both engines in one transaction, known by
 * checksum. */
#include "platform/base/embedded.h"
#include "platform/db/driver.h"

#include <ctype.h>
#include <string.h>

static bool word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Drops the section of the other engine: "-- @pg" ... "-- @end". */
static Str pick_sections(struct arena *a, Str text, Str mine, Str other)
{
    struct out o;
    out_init(&o, text.n + 16);
    bool skip = false;
    while (text.n > 0) {
        Str line = str_cut(&text, '\n');
        Str t = str_trim(line);
        if (str_eq(t, other)) {
            skip = true;
        } else if (str_eq(t, S("-- @end")) || str_eq(t, mine)) {
            skip = false;
        } else if (!skip) {
            out_raw(&o, line);
            out_c(&o, '\n');
        }
    }
    Str s = out_dup(a, &o);
    out_done(&o);
    return s;
}

/* INTEGER -> BIGINT, BLOB -> BYTEA, STRICT -> nothing; quoted text and comments stay. */
static Str to_pg(struct arena *a, Str text)
{
    struct out o;
    out_init(&o, text.n * 2 + 16);
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        char c = text.p[i];
        if (c == '\'' || (c == '-' && i + 1 < text.n && text.p[i + 1] == '-')) {
            char end = c == '\'' ? '\'' : '\n';
            for (i++; i < text.n && text.p[i] != end; i++) {
            }
            i = i < text.n ? i + 1 : i;
            out_raw(&o, str_sub(text, from, i));
        } else if (word_char(c)) {
            while (i < text.n && word_char(text.p[i])) {
                i++;
            }
            Str w = str_sub(text, from, i);
            out_raw(&o, str_eq(w, S("INTEGER"))  ? S("BIGINT")
                        : str_eq(w, S("BLOB"))   ? S("BYTEA")
                        : str_eq(w, S("STRICT")) ? S("")
                                                 : w);
        } else {
            out_c(&o, c);
            i++;
        }
    }
    Str s = out_dup(a, &o);
    out_done(&o);
    return s;
}

static const struct db_stmt stmt_known = {
    .name = "migration_known",
    .sqlite = "select name, checksum from schema_migration order by name",
    .pg = "select name, checksum from schema_migration order by name",
    .n_cols = 2,
};

struct known {
    struct arena *a;
    size_t n;
    Str name[200], checksum[200];
};

static Err take_known(void *arg, struct db *db)
{
    struct known *k = arg;
    if (k->n == COUNT_OF(k->name)) {
        return fault(E_DB, "more migrations than this program can know");
    }
    TRY(db->driver->get_str(db, 0, k->a, &k->name[k->n]));
    TRY(db->driver->get_str(db, 1, k->a, &k->checksum[k->n]));
    k->n++;
    return OK;
}

static Err check_known(const struct known *k)
{
    for (size_t i = 0; i < k->n; i++) {
        const struct embedded *ours = NULL;
        for (size_t m = 0; m < db_migration_files_n; m++) {
            if (str_eq(k->name[i], str_c(db_migration_files[m].path))) {
                ours = &db_migration_files[m];
            }
        }
        if (ours == NULL) {
            return fault(E_DB,
                         "the database has migration %.*s, which this program does not know; use a "
                         "newer one",
                         STR_ARG(k->name[i]));
        }
        if (!str_eq(k->checksum[i], str_c(ours->sha256))) {
            return fault(E_DB, "migration %.*s was applied with another text", STR_ARG(k->name[i]));
        }
    }
    return OK;
}

static bool applied(const struct known *k, const char *name)
{
    for (size_t i = 0; i < k->n; i++) {
        if (str_eq(k->name[i], str_c(name))) {
            return true;
        }
    }
    return false;
}

static Err read_known(struct db *db, struct arena *a, struct known *k)
{
    *k = (struct known){ .a = a };
    int64_t changed;
    TRY(db->driver->prepare(db, &stmt_known));
    return db->driver->run(db, &stmt_known, NULL, take_known, k, &changed);
}

static Err apply(struct db *db, struct arena *a, const struct embedded *m)
{
    bool pg = db->driver->engine == DB_PG;
    Str text = pick_sections(a, embedded_text(m), pg ? S("-- @pg") : S("-- @sqlite"),
                             pg ? S("-- @sqlite") : S("-- @pg"));
    text = pg ? to_pg(a, text) : text;
    Err e = db->driver->exec(db, str_cstr(a, text));
    if (e != OK) {
        return fault(e, "migration %s failed", m->path);
    }
    /* names and checksums are ours: [0-9a-z_.] only */
    Str note =
        str_fmt(a, "insert into schema_migration (name, checksum, at) values ('%s', '%s', %lld)",
                m->path, m->sha256, (long long)time_wall_clock().v);
    return db->driver->exec(db, note.p);
}

static Err migrate_locked(struct db *db, struct arena *a)
{
    TRY(db->driver->exec(db, "create table if not exists schema_migration (name text primary key, "
                             "checksum text not null, at bigint not null)"));
    struct known *k = NEW(a, struct known);
    TRY(read_known(db, a, k));
    TRY(check_known(k));
    for (size_t i = 0; i < db_migration_files_n; i++) {
        if (!applied(k, db_migration_files[i].path)) {
            TRY(apply(db, a, &db_migration_files[i]));
        }
    }
    return OK;
}

Err db_migrate(struct db *db)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    TRY(db->driver->lock_migrations(db));
    Err e = migrate_locked(db, a);
    if (e == OK) {
        e = db->driver->commit(db);
    }
    if (e != OK) {
        db->driver->rollback(db);
    }
    db->data_version = -1;
    return e;
}

bool db_ready(struct db *db)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct known *k = NEW(a, struct known);
    if (db->driver->begin(db, TX_READ) != OK) {
        return false;
    }
    Err e = read_known(db, a, k);
    db->driver->rollback(db);
    return e == OK && check_known(k) == OK && k->n == db_migration_files_n;
}
