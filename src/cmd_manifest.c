/* cmd_manifest.c: ocop manifest verify FILE.zip [PUBLIC-KEY]: does a signed parcel hold? */
#include "cmd.h"
#include "platform/sign/sign.h"
#include "platform/zip/zip.h"

#include <stdio.h>

enum { SOUND = 0, NOT_SOUND = 1, USAGE = 2 };

static void say(const struct sign_verdict *v)
{
    (void)printf("subject: %.*s\nkey: %.*s\nfiles: %zu\n", STR_ARG(v->subject), STR_ARG(v->key),
                 v->files);
    for (size_t i = 0; i < v->n; i++) {
        (void)printf("fault: %.*s\n", STR_ARG(v->fault[i]));
    }
    (void)printf("%s\n", v->n == 0 ? "sound: every file is the one that was signed" : "NOT SOUND");
}

int cmd_manifest(int argc, char **argv)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct sign_verdict v;
    Str zip;
    if ((argc != 2 && argc != 3) || !str_eq(str_c(argv[0]), S("verify"))) {
        (void)fprintf(stderr, "usage: ocop manifest verify FILE.zip [PUBLIC-KEY]\n");
        return USAGE;
    }
    Err e = file_read(a, str_c(argv[1]), ZIP_BYTES_MAX, &zip);
    if (e != OK) {
        (void)fprintf(stderr, "ocop manifest: %s: %s\n", argv[1],
                      e == E_NONE ? "no such file" : "cannot be read");
        return USAGE;
    }
    if (sign_parcel_check(zip, argc == 3 ? str_c(argv[2]) : STR_NONE, a, &v) != OK) {
        (void)printf("NOT SOUND: not a signed parcel\n");
        return NOT_SOUND;
    }
    say(&v);
    return v.n == 0 ? SOUND : NOT_SOUND;
}
