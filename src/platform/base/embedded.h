/* embedded.h: files that are part of the program: migrations, data, assets. Tables written by
 * tools/embed. */
#include "platform/base/base.h"

#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H
struct embedded {
    const char *path; /* relative to the folder it came from */
    const unsigned char *bytes;
    size_t size;
    const char *sha256; /* hex */
};
extern const struct embedded db_migration_files[];
extern const size_t db_migration_files_n;
extern const struct embedded data_files[];
extern const size_t data_files_n;
extern const struct embedded asset_files[];
extern const size_t asset_files_n;

static inline Str embedded_text(const struct embedded *e)
{
    return (Str){ (const char *)e->bytes, e->size };
}

#endif
