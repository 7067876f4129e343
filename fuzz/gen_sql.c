/* gen_sql.c: any bytes as a file of statements: C or a reason. */
#define main sqlgen_main
#include "sqlgen.c"
#undef main
#include "generator.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    char *argv[] = { generator_file(a, "sqlgen"), generator_input(a, "in.sql", data, size),
                     generator_file(a, "out.c"), generator_file(a, "out.h"), NULL };
    int code = sqlgen_main(4, argv);
    BUG_UNLESS(code == 0 || code == 1);
    return 0;
}
