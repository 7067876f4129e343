/* sign.h: the installation's own Ed25519 key, and parcels: ZIP files whose manifest names every
 * file with its SHA-256 and is signed with it. */
#ifndef SIGN_H
#define SIGN_H
#include "platform/base/base.h"

enum { SIGN_PUBLIC = 32, SIGN_SECRET = 64, SIGN_BYTES = 64 };

struct sign_key {
    unsigned char public_key[SIGN_PUBLIC], secret[SIGN_SECRET];
};
/* The key in DIR/keys/manifest.key; made the first time, mode 0600 in a folder of mode 0700.
 * Refuses (E_IO) a key file that others may read or that is damaged. */
Err sign_key_open(Str dir, struct sign_key *ret) MUST;
/* 64 hexadecimal characters: what the receiver is told by another way. */
Str sign_public_text(struct arena *a, const struct sign_key *k);

/* ---- parcels ---- */

struct sign_file {
    Str name, bytes;
    bool pack; /* worth compressing */
};
struct sign_parcel {
    Str subject; /* what is sent, in words */
    Time made;
    size_t n;
    const struct sign_file *file;
};
/* A ZIP of the files, manifest.json and manifest.sig (hexadecimal). The same parcel and key give
 * the same bytes. */
Err sign_parcel_make(const struct sign_key *k, const struct sign_parcel *p, struct arena *a,
                     Str *ret) MUST;
/* What is wrong with a parcel; each one line of English for the command. */
struct sign_verdict {
    bool sound;       /* the signature holds for every byte of every file */
    bool right_hand;  /* and was made with the expected key (true when none is expected) */
    Str subject, key; /* of the manifest; hexadecimal */
    size_t files;
    size_t n, cap; /* faults */
    Str *fault;
};
/* E_INPUT: not a ZIP or without a readable manifest. expected: hexadecimal public key or none. */
Err sign_parcel_check(Str zip, Str expected, struct arena *a, struct sign_verdict *ret) MUST;

#endif
