/* power_vfs.c: SQLite's own file system with a memory: see power_vfs.h. A sector is all or nothing,
 * sectors arrive in any order or not at all until a sync returns, a file that was never synced may
 * be missing whole. What stands in a -shm file is never needed and not kept. */
#include "platform/test/power_vfs.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 8, SECTOR = 512, FILE_MAX = 64 * 1024 * 1024 };
enum happening { WRITE = 1, TRUNCATE, SYNC, DELETE };

struct event {
    enum happening what;
    int file;
    sqlite3_int64 at; /* offset; of TRUNCATE the new size */
    size_t n;
    unsigned char *bytes;
};
static struct {
    sqlite3_vfs *under;
    bool honest;
    char *path[FILES_MAX];
    int files;
    struct event *event;
    size_t n, room;
} power;

/* What SQLite holds; the true file stands behind it. */
struct file {
    sqlite3_file base;
    int no; /* -1: not remembered */
};

static sqlite3_file *true_file(sqlite3_file *f)
{
    return (sqlite3_file *)((struct file *)f + 1);
}

static void *more(void *old, size_t size)
{
    void *p = realloc(old, size);
    if (p == NULL) {
        abort();
    }
    return p;
}

static void happened(enum happening what, int file, sqlite3_int64 at, const void *bytes, size_t n)
{
    if (file < 0) {
        return;
    }
    if (power.n == power.room) {
        power.room = power.room == 0 ? 1024 : power.room * 2;
        power.event = more(power.event, power.room * sizeof *power.event);
    }
    struct event *e = &power.event[power.n++];
    *e = (struct event){ .what = what, .file = file, .at = at, .n = n };
    if (n > 0) {
        e->bytes = more(NULL, n);
        memcpy(e->bytes, bytes, n);
    }
}

static int number_of(const char *path)
{
    for (int i = 0; i < power.files; i++) {
        if (strcmp(power.path[i], path) == 0) {
            return i;
        }
    }
    return -1;
}

/* ---- the file's methods: each asks the true one, then remembers ---- */

static int file_close(sqlite3_file *f)
{
    return true_file(f)->pMethods->xClose(true_file(f));
}

static int file_get(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return true_file(f)->pMethods->xRead(true_file(f), to, n, at);
}

static int file_put(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    int rc = true_file(f)->pMethods->xWrite(true_file(f), from, n, at);
    if (rc == SQLITE_OK) {
        happened(WRITE, ((struct file *)f)->no, at, from, (size_t)n);
    }
    return rc;
}

static int file_cut(sqlite3_file *f, sqlite3_int64 size)
{
    int rc = true_file(f)->pMethods->xTruncate(true_file(f), size);
    if (rc == SQLITE_OK) {
        happened(TRUNCATE, ((struct file *)f)->no, size, NULL, 0);
    }
    return rc;
}

static int file_sync(sqlite3_file *f, int flags)
{
    int rc = true_file(f)->pMethods->xSync(true_file(f), flags);
    if (rc == SQLITE_OK && power.honest) {
        happened(SYNC, ((struct file *)f)->no, 0, NULL, 0);
    }
    return rc;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret)
{
    return true_file(f)->pMethods->xFileSize(true_file(f), ret);
}

static int file_lock(sqlite3_file *f, int level)
{
    return true_file(f)->pMethods->xLock(true_file(f), level);
}

static int file_unlock(sqlite3_file *f, int level)
{
    return true_file(f)->pMethods->xUnlock(true_file(f), level);
}

static int file_locked(sqlite3_file *f, int *ret)
{
    return true_file(f)->pMethods->xCheckReservedLock(true_file(f), ret);
}

static int file_control(sqlite3_file *f, int op, void *arg)
{
    return true_file(f)->pMethods->xFileControl(true_file(f), op, arg);
}

static int file_sector(sqlite3_file *f)
{
    return true_file(f)->pMethods->xSectorSize(true_file(f));
}

/* No promise of the disk beneath is passed on: none of them would outlive the power. */
static int file_promises(sqlite3_file *f)
{
    (void)f;
    return 0;
}

static int shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
    return true_file(f)->pMethods->xShmMap(true_file(f), page, size, extend, ret);
}

static int shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return true_file(f)->pMethods->xShmLock(true_file(f), offset, n, flags);
}

static void shm_barrier(sqlite3_file *f)
{
    true_file(f)->pMethods->xShmBarrier(true_file(f));
}

static int shm_unmap(sqlite3_file *f, int remove)
{
    return true_file(f)->pMethods->xShmUnmap(true_file(f), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_get,
    .xWrite = file_put,
    .xTruncate = file_cut,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_locked,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_promises,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

/* ---- the file system ---- */

/* What was there before counts as synced long ago. */
static void remember_what_was_there(struct file *file)
{
    sqlite3_file *f = true_file(&file->base);
    sqlite3_int64 size = 0;
    if (f->pMethods->xFileSize(f, &size) != SQLITE_OK || size == 0 || size > FILE_MAX) {
        return;
    }
    unsigned char *bytes = more(NULL, (size_t)size);
    if (f->pMethods->xRead(f, bytes, (int)size, 0) == SQLITE_OK) {
        happened(WRITE, file->no, 0, bytes, (size_t)size);
        happened(SYNC, file->no, 0, NULL, 0);
    }
    free(bytes);
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *ret)
{
    (void)vfs;
    struct file *file = (struct file *)f;
    file->no = path == NULL ? -1 : number_of(path);
    bool first = path != NULL && file->no < 0 && power.files < FILES_MAX;
    if (first) {
        power.path[power.files] = more(NULL, strlen(path) + 1);
        memcpy(power.path[power.files], path, strlen(path) + 1);
        file->no = power.files++;
    }
    int rc = power.under->xOpen(power.under, path, true_file(f), flags, ret);
    file->base.pMethods = true_file(f)->pMethods == NULL ? NULL : &methods;
    if (first && rc == SQLITE_OK) {
        remember_what_was_there(file);
    }
    return rc;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
    (void)vfs;
    int rc = power.under->xDelete(power.under, path, sync);
    if (rc == SQLITE_OK) {
        happened(DELETE, number_of(path), 0, NULL, 0);
    }
    return rc;
}

void power_record(bool honest)
{
    static sqlite3_vfs vfs;
    (void)sqlite3_initialize();
    power.under = sqlite3_vfs_find(NULL);
    power.honest = honest;
    vfs = *power.under;
    vfs.szOsFile = (int)sizeof(struct file) + power.under->szOsFile;
    vfs.zName = "power";
    vfs.pNext = NULL;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    (void)sqlite3_vfs_register(&vfs, 1);
}

size_t power_moment(void)
{
    return power.n;
}

/* ---- the disk afterwards ---- */

/* A file as the disk holds it, built up in memory. */
struct disk {
    unsigned char *bytes;
    size_t n, room;
    bool there; /* its name is in the folder for good */
};

static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static void grow(struct disk *d, size_t n)
{
    if (n > d->room) {
        d->room = n * 2;
        d->bytes = more(d->bytes, d->room);
    }
    if (n > d->n) {
        memset(d->bytes + d->n, 0, n - d->n);
        d->n = n;
    }
}

/* all: the event has reached the disk for certain; else each of its sectors may have. */
static void apply(struct disk *d, const struct event *e, bool all, uint64_t *seed)
{
    if (e->what == TRUNCATE) {
        if ((all || (next_random(seed) & 1) == 0) && (size_t)e->at < d->n) {
            d->n = (size_t)e->at;
        }
        return;
    }
    size_t at = (size_t)e->at, end = at + e->n;
    while (at < end) {
        size_t stop = (at / SECTOR + 1) * SECTOR;
        stop = stop < end ? stop : end;
        if (all || (next_random(seed) & 1) == 0) {
            grow(d, stop);
            memcpy(d->bytes + at, e->bytes + (at - (size_t)e->at), stop - at);
        }
        at = stop;
    }
}

/* The last sync of the file before the moment; -1: none. */
static long last_sync(int file, size_t moment)
{
    for (size_t i = moment; i-- > 0;) {
        if (power.event[i].file == file && power.event[i].what == SYNC) {
            return (long)i;
        }
    }
    return -1;
}

static bool leave_file(int file, size_t moment, uint64_t *seed, struct disk *ret)
{
    long synced = last_sync(file, moment);
    for (size_t i = 0; i < moment; i++) {
        const struct event *e = &power.event[i];
        if (e->file != file) {
            continue;
        }
        if (e->what == SYNC) {
            ret->there = true;
        } else if (e->what == DELETE) {
            ret->n = 0;
            ret->there = false;
        } else {
            apply(ret, e, (long)i < synced, seed);
        }
    }
    return ret->there || (ret->n > 0 && (next_random(seed) & 1) == 0);
}

Err power_cut(Str folder, size_t moment, uint64_t seed)
{
    Err e = OK;
    for (int i = 0; i < power.files && e == OK; i++) {
        struct arena *a CLEANUP(arena_cleanup) = arena_new();
        struct disk d = { 0 };
        const char *slash = strrchr(power.path[i], '/');
        Str to = str_fmt(a, "%.*s/%s", STR_ARG(folder), slash == NULL ? power.path[i] : slash + 1);
        if (leave_file(i, moment, &seed, &d)) {
            e = file_write(to, (Str){ (const char *)d.bytes, d.n });
        }
        free(d.bytes);
    }
    return e;
}
