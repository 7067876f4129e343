/* storage.h: files by SHA-256 of their content, checked by content and not by name. */
#ifndef STORAGE_H
#define STORAGE_H
#include "platform/base/base.h"

enum storage_kind {
    STORAGE_PDF = 1,
    STORAGE_JPEG,
    STORAGE_PNG,
    STORAGE_XLSX,
    STORAGE_CSV,
    STORAGE_ZIP /* made by ourselves only; never taken */
};
/* Why a file was not taken. STORAGE_CUT_OFF also stands for damaged inside. */
enum storage_why {
    STORAGE_OK,
    STORAGE_EMPTY,
    STORAGE_TOO_LARGE,
    STORAGE_WRONG_TYPE,
    STORAGE_CUT_OFF,
    STORAGE_ENCRYPTED,
    STORAGE_TOO_MANY_PIXELS
};

struct storage_file {
    Hash hash;     /* of the stored bytes */
    Hash original; /* of the bytes as received (receipt); equal when nothing was stripped */
    int64_t size;
    enum storage_kind kind;
    int64_t pages;         /* PDF pages, 1 for images, 0 for workbooks */
    int64_t width, height; /* images, as stored (upright) */
};
struct storage;

/* Opens DIR/files and DIR/parts (made when missing, 0700). Owner calls storage_close. Not shared by
 * threads. */
Err storage_open(Str dir, struct storage **ret) MUST;
void storage_close(struct storage *s); /* NULL allowed */
/* Takes the file at path: type by content (libmagic and own structure checks), images re-encoded
 * without metadata (EXIF, GPS) and turned upright, PDF checked for header, end and encryption; then
 * stored under its hash with fsync and rename; the same content twice is stored once. allowed: bits
 * 1 << kind. *ret_why says why it was not taken (E_REFUSED). The file at path stays the caller's.
 */
Err storage_take(struct storage *s, Str path, unsigned allowed, struct storage_file *ret,
                 enum storage_why *ret_why) MUST;
/* Stores bytes made by ourselves (PDF of a dossier, certificate). They must be what kind says:
 * anything else is E_BUG. */
Err storage_put(struct storage *s, Str bytes, enum storage_kind kind, struct storage_file *ret)
    MUST;
/* Path for streaming; E_NONE when the file is gone. */
Err storage_path(struct storage *s, struct arena *a, Hash h, Str *ret) MUST;
/* Reads all; E_NONE when the file is gone, E_IO when its hash does not match. */
Err storage_read(struct storage *s, struct arena *a, Hash h, Str *ret) MUST;
Str storage_mime(enum storage_kind k);
/* A smaller JPEG (longest side at most px, 16..2000) of an image, made once and kept beside it.
 * E_NONE when the file is gone or not an image. */
Err storage_thumb(struct storage *s, struct arena *a, Hash h, int px, Str *ret_path) MUST;
/* Makes one PDF of stored images, a page each, in this order, and stores it; the same images give
 * the same file. E_NONE when one is gone or not an image. */
Err storage_album(struct storage *s, const Hash *page, size_t n, struct storage_file *ret) MUST;

/* ---- files that come in pieces: DIR/parts ---- */

struct storage_names {
    size_t n;
    Str *v;
};
/* Takes over the file at path as a piece of this upload; on return it outlives a power cut. The
 * name belongs to the caller to remember. */
Err storage_part_keep(struct storage *s, struct arena *a, Id upload, Str path, Str *ret_name) MUST;
/* Puts the pieces together in this order into a file of the caller's, who removes it. E_NONE when a
 * piece is gone. */
Err storage_part_join(struct storage *s, struct arena *a, Id upload,
                      const struct storage_names *names, Str *ret_path) MUST;
/* Removes one piece that is not to be remembered. */
void storage_part_forget(struct storage *s, struct arena *a, Id upload, Str name);
/* Removes every piece of this upload, also those nobody remembers; fine when there is none. */
Err storage_part_drop(struct storage *s, struct arena *a, Id upload) MUST;

#endif
