/* sign_test.c: keys are kept, parcels are believed only whole. */
#include "platform/sign/sign.h"
#include "platform/test/test.h"
#include "platform/zip/zip.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Str folder(void)
{
    char *path = str_cstr(test_arena(), S("/tmp/ocop-sign-XXXXXX"));
    BUG_UNLESS(mkdtemp(path) != NULL);
    return str_c(path);
}

static void clear(Str dir)
{
    Str said;
    CHECK_ERR(test_output(str_fmt(test_arena(), "rm -r %.*s", STR_ARG(dir)), &said), OK);
}

TEST(sign_key_is_made_once_and_private)
{
    struct arena *a = test_arena();
    struct sign_key one, two;
    struct stat st;
    Str dir = folder(), path = str_cat(a, dir, S("/keys/manifest.key"));
    CHECK_ERR(sign_key_open(dir, &one), OK);
    CHECK_ERR(sign_key_open(dir, &two), OK);
    CHECK(memcmp(&one, &two, sizeof one) == 0);
    CHECK(stat(path.p, &st) == 0);
    CHECK_INT(st.st_mode & 0777, 0600);
    CHECK_INT(chmod(str_cstr(a, path), 0644), 0);
    CHECK_ERR(sign_key_open(dir, &two), E_IO);
    CHECK_INT(chmod(str_cstr(a, path), 0600), 0);
    CHECK_INT(truncate(str_cstr(a, path), 7), 0);
    CHECK_ERR(sign_key_open(dir, &two), E_IO);
    clear(dir);
}

static const struct sign_file files[] = { { S_INIT("01 Tờ trình.pdf"), S_INIT("%PDF tờ trình"),
                                            true },
                                          { S_INIT("sub/02.bin"), S_INIT("\1\2\3"), false } };

static Str parcel(struct sign_key *k)
{
    Str dir = folder(), zip = S("");
    const struct sign_parcel p = { S("Nước mắm <A>"), test_now(), COUNT_OF(files), files };
    CHECK_ERR(sign_key_open(dir, k), OK);
    CHECK_ERR(sign_parcel_make(k, &p, test_arena(), &zip), OK);
    clear(dir);
    return zip;
}

TEST(sign_parcel_is_believed_whole)
{
    struct arena *a = test_arena();
    struct sign_key k;
    struct sign_verdict v;
    Str zip = parcel(&k), again;
    const struct sign_parcel p = { S("Nước mắm <A>"), test_now(), COUNT_OF(files), files };
    CHECK_ERR(sign_parcel_make(&k, &p, a, &again), OK);
    CHECK(str_eq(zip, again));
    CHECK_ERR(sign_parcel_check(zip, STR_NONE, a, &v), OK);
    CHECK(v.sound && v.right_hand);
    CHECK_INT(v.files, 2);
    CHECK_STR(v.subject, S("Nước mắm <A>"));
    CHECK_ERR(sign_parcel_check(zip, sign_public_text(a, &k), a, &v), OK);
    CHECK(v.sound && v.right_hand);
    CHECK_ERR(sign_parcel_check(zip, str_fmt(a, "%064d", 0), a, &v), OK);
    CHECK(v.sound && !v.right_hand && v.n == 1);
    CHECK_ERR(sign_parcel_check(S("no archive"), STR_NONE, a, &v), E_INPUT);
}

/* The same archive with one thing changed: a file, the manifest, the signature, one more file, one
 * less. */
static Str tampered(Str zip, int how)
{
    struct arena *a = test_arena();
    struct zip_in *in CLEANUP(zip_in_cleanup) = NULL;
    struct zip_out *out CLEANUP(zip_cleanup) = NULL;
    Str ret = S("");
    CHECK_ERR(zip_open_bytes(zip, &in), OK);
    CHECK_ERR(zip_new(&out), OK);
    for (size_t i = 0; i < zip_in_count(in); i++) {
        Str bytes = S(""), name = zip_in_name(in, i);
        CHECK_ERR(zip_in_read(in, a, name, 10000, &bytes), OK);
        char *p = str_cstr(a, bytes);
        if ((int)i == how && how < 3) {
            p[bytes.n / 2] = p[bytes.n / 2] == 'a' ? 'b' : 'a';
        }
        if (how != 4 || i != 3) {
            CHECK_ERR(zip_put(out, name, (Str){ p, bytes.n }, false), OK);
        }
    }
    if (how == 3) {
        CHECK_ERR(zip_put(out, S("them.txt"), S("x"), false), OK);
    }
    CHECK_ERR(zip_end(out, a, &ret), OK);
    return ret;
}

TEST(sign_parcel_is_doubted_when_touched)
{
    struct arena *a = test_arena();
    struct sign_key k;
    Str zip = parcel(&k);
    for (int how = 0; how < 5; how++) {
        struct sign_verdict v = { .sound = true };
        Err e = sign_parcel_check(tampered(zip, how), STR_NONE, a, &v);
        CHECK(e == E_INPUT || (e == OK && !v.sound && v.n > 0));
    }
}

TEST(sign_zip_refuses_names_that_climb)
{
    struct zip_out *z CLEANUP(zip_cleanup) = NULL;
    CHECK_ERR(zip_new(&z), OK);
    CHECK_ERR(zip_put(z, S("/etc/passwd"), S("x"), false), E_INPUT);
    CHECK_ERR(zip_put(z, S("a/../../b"), S("x"), false), E_INPUT);
    CHECK_ERR(zip_put(z, S("a"), S("x"), false), OK);
    CHECK_ERR(zip_put(z, S("a"), S("y"), false), E_INPUT);
}
