/* album.h: photographs of one paper: gathered, put in order, made into one PDF. */
#ifndef ALBUM_H
#define ALBUM_H
#include "domain/dossier/album.sql.h" /* generated: struct album_page, album_pages()... */
#include "domain/dossier/dossier.h"

enum { ALBUM_MAX = 24 }; /* photographs of one paper */

/* Adds a photograph at the end; one that is there already is no fault. Refuses, with its name: a
 * file that is no picture, one more than ALBUM_MAX, more than the library has room for. */
Err album_add(struct tx *tx, const struct dossier *d, Str target, Str name,
              const struct storage_file *file) MUST;
/* What a page showed of it: to be sent along with what is asked. */
Str album_seen(struct arena *a, const struct album_pages *all);
/* Keeps these of the pages, in this order: indexes into all. */
Err album_arrange(struct tx *tx, const struct dossier *d, Str target, const struct album_pages *all,
                  const size_t *order, size_t n) MUST;
/* Makes the paper of all pages, attaches it and empties the album. Refuses an empty one, and what
 * evidence_add refuses. */
Err album_merge(struct tx *tx, const struct dossier *d, const struct criteria_set *set, Str target,
                struct storage *st) MUST;

#endif
