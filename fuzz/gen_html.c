/* gen_html.c: any bytes as a template: C or a reason. */
#define main htmlgen_main
#include "htmlgen.c"
#undef main
#include "htmlgen_context.c"
#include "htmlgen_names.c"
#include "generator.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    char room[] = "domain/dossier";
    char *argv[] = { generator_file(a, "htmlgen"),
                     room,
                     generator_file(a, "out.c"),
                     generator_file(a, "out.h"),
                     generator_input(a, "in.html", data, size),
                     NULL };
    int code = htmlgen_main(5, argv);
    BUG_UNLESS(code == 0 || code == 1);
    return 0;
}
