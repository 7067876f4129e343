/* parcel.c: a signed ZIP made and checked. */
#include "platform/json/json.h"
#include "platform/sign/sign.h"
#include "platform/zip/zip.h"

#include <sodium.h>

#define MANIFEST "manifest.json"
#define SIGNATURE "manifest.sig"
#define FORMAT "ocop-manifest-1"

enum { MANIFEST_MAX = 4 * 1024 * 1024 };

static Str manifest_of(struct arena *a, const struct sign_key *k, const struct sign_parcel *p)
{
    struct out *o CLEANUP(out_cleanup) = out_new(MANIFEST_MAX);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "format");
    json_put(&j, S(FORMAT));
    json_key(&j, "subject");
    json_put(&j, p->subject);
    json_key(&j, "made");
    json_put_time(&j, p->made);
    json_key(&j, "public_key");
    json_put(&j, sign_public_text(a, k));
    json_key(&j, "files");
    json_arr(&j);
    for (size_t i = 0; i < p->n; i++) {
        json_obj(&j);
        json_key(&j, "name");
        json_put(&j, p->file[i].name);
        json_key(&j, "size");
        json_put_int(&j, (int64_t)p->file[i].bytes.n);
        json_key(&j, "sha256");
        json_put(&j, hash_text(a, hash_of(p->file[i].bytes)));
        json_end_obj(&j);
    }
    json_end_arr(&j);
    json_end_obj(&j);
    return o->over ? STR_NONE : out_dup(a, o);
}

Err sign_parcel_make(const struct sign_key *k, const struct sign_parcel *p, struct arena *a,
                     Str *ret)
{
    unsigned char signature[SIGN_BYTES];
    struct zip_out *z CLEANUP(zip_cleanup) = NULL;
    struct out *hex CLEANUP(out_cleanup) = out_new(1000);
    Str manifest = manifest_of(a, k, p);
    if (str_none(manifest)) {
        return E_LIMIT;
    }
    (void)crypto_sign_detached(signature, NULL, (const unsigned char *)manifest.p, manifest.n,
                               k->secret);
    out_hex(hex, signature, sizeof signature);
    TRY(zip_new(&z));
    TRY(zip_put(z, S(MANIFEST), manifest, true));
    TRY(zip_put(z, S(SIGNATURE), out_view(hex), false));
    for (size_t i = 0; i < p->n; i++) {
        TRY(zip_put(z, p->file[i].name, p->file[i].bytes, p->file[i].pack));
    }
    return zip_end(z, a, ret);
}

/* ---- checking ---- */

static void blame(struct arena *a, struct sign_verdict *v, Str what)
{
    v->fault = arena_grow(a, v->fault, v->n, &v->cap, sizeof *v->fault);
    v->fault[v->n++] = what;
}

static bool hex_bytes(Str hex, unsigned char *to, size_t n)
{
    size_t got = 0;
    return hex.n == 2 * n && sodium_hex2bin(to, n, hex.p, hex.n, NULL, &got, NULL) == 0 && got == n;
}

static bool signature_holds(Str manifest, Str signature, Str key)
{
    unsigned char s[SIGN_BYTES], k[SIGN_PUBLIC];
    return hex_bytes(signature, s, sizeof s) && hex_bytes(key, k, sizeof k) &&
           crypto_sign_verify_detached(s, (const unsigned char *)manifest.p, manifest.n, k) == 0;
}

/* One file of the manifest against the one in the ZIP. */
static void check_file(struct arena *a, const struct zip_in *z, const json_t *f,
                       struct sign_verdict *v)
{
    struct arena *work CLEANUP(arena_cleanup) = arena_new();
    Str name = json_str(f, "name"), sha = json_str(f, "sha256"), bytes;
    if (str_empty(name) || str_empty(sha)) {
        blame(a, v, S("the manifest names a file without a name or a hash"));
    } else if (zip_in_read(z, work, name, ZIP_BYTES_MAX, &bytes) != OK) {
        blame(a, v, str_fmt(a, "%.*s: missing or damaged", STR_ARG(name)));
    } else if (!str_eq(hash_text(work, hash_of(bytes)), sha) ||
               json_i(f, "size", -1) != (int64_t)bytes.n) {
        blame(a, v, str_fmt(a, "%.*s: not the file that was signed", STR_ARG(name)));
    }
}

static bool is_named(const json_t *files, Str name)
{
    for (size_t i = 0; i < json_array_size(files); i++) {
        if (str_eq(json_str(json_array_get(files, i), "name"), name)) {
            return true;
        }
    }
    return false;
}

static void check_strangers(struct arena *a, const struct zip_in *z, const json_t *files,
                            struct sign_verdict *v)
{
    for (size_t i = 0; i < zip_in_count(z); i++) {
        Str name = zip_in_name(z, i);
        if (!str_eq(name, S(MANIFEST)) && !str_eq(name, S(SIGNATURE)) && !is_named(files, name)) {
            blame(a, v, str_fmt(a, "%.*s: in the parcel but not in the manifest", STR_ARG(name)));
        }
    }
}

Err sign_parcel_check(Str zip, Str expected, struct arena *a, struct sign_verdict *ret)
{
    struct zip_in *z CLEANUP(zip_in_cleanup) = NULL;
    json_t *m CLEANUP(json_cleanup) = NULL;
    struct sign_verdict v = { .sound = false };
    Str manifest, signature;
    int line = 0;
    TRY(zip_open_bytes(zip, &z));
    if (zip_in_read(z, a, S(MANIFEST), MANIFEST_MAX, &manifest) != OK ||
        zip_in_read(z, a, S(SIGNATURE), 1000, &signature) != OK ||
        json_read(manifest, MANIFEST_MAX, &m, &line) != OK ||
        !str_eq(json_str(m, "format"), S(FORMAT)) || !json_is_array(json_object_get(m, "files"))) {
        return E_INPUT;
    }
    const json_t *files = json_object_get(m, "files");
    Str subject = json_str(m, "subject"), key = json_str(m, "public_key");
    v.subject = str_dup(a, str_none(subject) ? S("") : subject);
    v.key = str_dup(a, str_none(key) ? S("") : key);
    v.files = json_array_size(files);
    if (!signature_holds(manifest, str_trim(signature), v.key)) {
        blame(a, &v, S("the signature does not belong to this manifest"));
    }
    for (size_t i = 0; i < v.files; i++) {
        check_file(a, z, json_array_get(files, i), &v);
    }
    check_strangers(a, z, files, &v);
    v.sound = v.n == 0;
    v.right_hand = str_empty(expected) || str_eq_nocase(expected, v.key);
    if (!v.right_hand) {
        blame(a, &v, S("signed, but with another key than the expected one"));
    }
    *ret = v;
    return OK;
}
