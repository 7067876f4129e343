/* tool.c: running an installed program for a test and reading what it says. */
#include "platform/test/test.h"

#include <stdio.h>
#include <sys/wait.h>

Err test_output(Str command, Str *ret)
{
    (void)fflush(NULL);
    FILE *f = popen(str_cstr(test_arena(), command), "r");
    if (f == NULL) {
        return E_IO;
    }
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    char part[4096];
    for (size_t n = fread(part, 1, sizeof part, f); n > 0; n = fread(part, 1, sizeof part, f)) {
        out_raw(o, (Str){ part, n });
    }
    int status = pclose(f);
    *ret = out_dup(test_arena(), o);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? OK : E_REFUSED;
}
