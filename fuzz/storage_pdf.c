/* storage_pdf.c: a PDF that passes starts and ends as one, has pages, and says nothing of
 * encryption in a trailer of its own. */
#include "platform/storage/inside.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    Str in = { (const char *)data, size };
    struct storage_seen seen = { 0 };
    if (storage_check_pdf(in, &seen) != STORAGE_OK) {
        return 0;
    }
    BUG_UNLESS(seen.kind == STORAGE_PDF && seen.pages > 0 && seen.pages <= 20000);
    BUG_UNLESS(memcmp(in.p, "%PDF-", 5) == 0 && memmem(in.p, in.n, "%%EOF", 5) != NULL);
    /* The same file with an encrypted trailer behind it, after a word that closes what is open. */
    Str again = str_cat(a, S("%PDF-1.4\ntrailer<</Encrypt 1 0 R>>\n"), in);
    BUG_UNLESS(storage_check_pdf(again, &seen) == STORAGE_ENCRYPTED);
    return 0;
}
