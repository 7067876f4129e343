/* inside.h: what the files of this room share; the fuzz targets look in here too. */
#ifndef STORAGE_INSIDE_H
#define STORAGE_INSIDE_H
#include "platform/storage/storage.h"

/* DIR/parts */
Str storage_parts_root(const struct storage *s);

/* What a look at the bytes tells, before anything is decoded. */
struct storage_seen {
    enum storage_kind kind;
    int64_t pages, width, height;
};

/* Type by structure, and whether the file is whole. libmagic is asked by the caller. */
enum storage_why storage_inspect(Str bytes, struct storage_seen *ret);

/* One segment of a JPEG: its marker and what follows the length. */
struct jpeg_segment {
    int marker;
    Str payload;
};
/* The segment at *at, which moves on; false at the end of what can be read. */
bool jpeg_next(Str s, size_t *at, struct jpeg_segment *ret);
/* Walks all segments and scans up to the end marker, decodes nothing. */
enum storage_why storage_check_jpeg(Str bytes, struct storage_seen *ret);
enum storage_why storage_check_png(Str bytes, struct storage_seen *ret);
/* Header, end, encryption, number of pages (also out of compressed object streams). */
enum storage_why storage_check_pdf(Str bytes, struct storage_seen *ret);
enum storage_why storage_check_xlsx(Str bytes, struct storage_seen *ret);

/* EXIF orientation 1..8 of a JPEG; 1 when there is none or it makes no sense. */
int storage_jpeg_orientation(Str bytes);

/* A fresh JPEG or PNG of the same picture, upright, nothing else in it. STORAGE_CUT_OFF when it
 * does not decode. The result is the arena's; seen gets the new width and height. */
enum storage_why storage_redraw(struct arena *a, Str bytes, struct storage_seen *seen, Str *ret);
/* A JPEG of at most px on the longest side, on white. */
enum storage_why storage_shrink(struct arena *a, Str bytes, const struct storage_seen *seen, int px,
                                Str *ret);
/* gd's complaints go nowhere: a broken picture is the user's, not a fault of ours. */
void storage_quiet_gd(void);

#endif
