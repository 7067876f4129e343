/* zip.h: writing ZIP archives: the same entries in the same order give the same bytes. */
#ifndef PLATFORM_ZIP_H
#define PLATFORM_ZIP_H
#include "platform/base/base.h"

struct zip_out;

enum { ZIP_ENTRIES_MAX = 10 * 1000, ZIP_BYTES_MAX = 512 * 1024 * 1024 };

/* The owner frees it, whether or not it was ended. */
Err zip_new(struct zip_out **ret) MUST;
void zip_free(struct zip_out *z); /* NULL allowed */
void zip_cleanup(struct zip_out **z);
/* One more file; name in UTF-8 with '/' between folders; pack: worth compressing. Bytes are copied.
 * Refuses (E_INPUT) an absolute name, one with "..", a name that is there already, (E_LIMIT) more
 * than an archive may hold. Every entry bears the day 1/1/2020, so that nothing depends on a clock.
 */
Err zip_put(struct zip_out *z, Str name, Str bytes, bool pack) MUST;
/* Writes the archive into the arena. Once. */
Err zip_end(struct zip_out *z, struct arena *a, Str *ret) MUST;

/* ---- reading what somebody sent ---- */

struct zip_in;
/* bytes must outlive it. E_INPUT: no archive. */
Err zip_open_bytes(Str bytes, struct zip_in **ret) MUST;
void zip_close_in(struct zip_in *z); /* NULL allowed */
void zip_in_cleanup(struct zip_in **z);
size_t zip_in_count(const struct zip_in *z);
/* Name of entry i; none when it has no valid one. */
Str zip_in_name(const struct zip_in *z, size_t i);
/* Its bytes, at most max (E_LIMIT); E_NONE: no such entry; E_INPUT: damaged. */
Err zip_in_read(const struct zip_in *z, struct arena *a, Str name, size_t max, Str *ret) MUST;

#endif
