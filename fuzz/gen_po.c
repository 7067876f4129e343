/* gen_po.c: any bytes as a catalogue of messages: C or a reason. */
#define main pogen_main
#include "pogen.c"
#undef main
#include "generator.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    char *folder = generator_file(a, "locale");
    BUG_UNLESS(file_make_dir(str_c(generator_file(a, "locale/vi"))) == OK);
    BUG_UNLESS(file_make_dir(str_c(generator_file(a, "locale/en"))) == OK);
    (void)generator_input(a, "locale/vi/fuzz.po", data, size);
    char *argv[] = { generator_file(a, "pogen"), generator_file(a, "out.c"),
                     generator_file(a, "out.h"), folder, NULL };
    int code = pogen_main(4, argv);
    BUG_UNLESS(code == 0 || code == 1);
    return 0;
}
