/* sign.c: the key of the installation. */
#include "platform/sign/sign.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Err key_read(const char *path, struct sign_key *k)
{
    unsigned char seed[crypto_sign_SEEDBYTES + 1];
    struct stat st;
    int fd CLEANUP(fd_cleanup) = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        return errno == ENOENT ? E_NONE : fault(E_IO, "%s: errno %d", path, errno);
    }
    if (fstat(fd, &st) != 0 || (st.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fault(E_IO, "%s: others may read the key; its mode must be 0600", path);
    }
    ssize_t n = read(fd, seed, sizeof seed);
    if (n != crypto_sign_SEEDBYTES) {
        return fault(E_IO, "%s: not a key", path);
    }
    (void)crypto_sign_seed_keypair(k->public_key, k->secret, seed);
    sodium_memzero(seed, sizeof seed);
    return OK;
}

/* The second of two processes that start together finds the first one's key. */
static Err key_make(struct arena *a, Str path)
{
    unsigned char seed[crypto_sign_SEEDBYTES];
    Str made = str_fmt(a, "%.*s.%ld", STR_ARG(path), (long)getpid());
    char *from = str_cstr(a, made);
    int fd CLEANUP(fd_cleanup) = open(from, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return fault(E_IO, "%s: errno %d", from, errno);
    }
    randombytes_buf(seed, sizeof seed);
    Err e = fd_write_all(fd, (Str){ (const char *)seed, sizeof seed });
    sodium_memzero(seed, sizeof seed);
    if (e == OK && (fsync(fd) != 0 || (link(from, str_cstr(a, path)) != 0 && errno != EEXIST))) {
        e = fault(E_IO, "%.*s: errno %d", STR_ARG(path), errno);
    }
    (void)unlink(from);
    return e;
}

Err sign_key_open(Str dir, struct sign_key *ret)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    Str folder = str_cat(a, dir, S("/keys"));
    Str path = str_cat(a, folder, S("/manifest.key"));
    TRY(file_make_dir(folder));
    Err e = key_read(str_cstr(a, path), ret);
    if (e == E_NONE) {
        TRY(key_make(a, path));
        e = key_read(str_cstr(a, path), ret);
    }
    return e;
}

Str sign_public_text(struct arena *a, const struct sign_key *k)
{
    struct out *o CLEANUP(out_cleanup) = out_new(200);
    out_hex(o, k->public_key, sizeof k->public_key);
    return out_dup(a, o);
}
