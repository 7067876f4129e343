/* tool.c: running an installed program for a test and reading what it says. */
#include "platform/test/test.h"

#include <stdio.h>
#include <stdlib.h>
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

Str test_run_on(Str bytes, const char *command, const char *tail)
{
    struct arena *a = test_arena();
    char *dir = str_cstr(a, S("/tmp/ocop-test-XXXXXX"));
    Str text = S("");
    BUG_UNLESS(mkdtemp(dir) != NULL);
    CHECK_ERR(file_write(str_fmt(a, "%s/file", dir), bytes), OK);
    CHECK_ERR(test_output(str_fmt(a, "%s %s/file %s; rm -r %s", command, dir, tail, dir), &text),
              OK);
    return text;
}

Str test_pdf_words(Str pdf)
{
    if (!CHECK(str_starts(pdf, S("%PDF-")))) {
        return S("");
    }
    Str said = test_run_on(pdf, "qpdf --check", "2>&1");
    CHECK(str_find(said, S("No syntax or stream encoding errors")) < said.n);
    return test_run_on(pdf, "pdftotext -layout", "- | tr -s ' \\n' ' '");
}
