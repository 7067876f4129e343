/* generator.h: a generator fed with any bytes as its one input file: it gives its outputs or says
 * why not, and never looks outside the text. */
#ifndef FUZZ_GENERATOR_H
#define FUZZ_GENERATOR_H
#include "platform/base/base.h"

#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A folder of this process for its few small files. */
static inline const char *generator_folder(void)
{
    static char folder[] = "/tmp/ocop-fuzz-XXXXXX";
    static bool made;
    if (!made) {
        BUG_UNLESS(mkdtemp(folder) != NULL);
        made = true;
    }
    return folder;
}

static inline char *generator_file(struct arena *a, const char *name)
{
    return str_cstr(a, str_fmt(a, "%s/%s", generator_folder(), name));
}

static inline char *generator_input(struct arena *a, const char *name, const uint8_t *data,
                                    size_t size)
{
    char *path = generator_file(a, name);
    BUG_UNLESS(file_write(str_c(path), (Str){ (const char *)data, size }) == OK);
    return path;
}

#endif
