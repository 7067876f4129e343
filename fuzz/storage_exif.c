/* storage_exif.c: the orientation of any bytes is 1..8, and a JPEG called whole has a size and an
 * end marker. */
#include "platform/storage/inside.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str in = { (const char *)data, size };
    int o = storage_jpeg_orientation(in);
    BUG_UNLESS(o >= 1 && o <= 8);
    struct storage_seen seen = { 0 };
    if (storage_check_jpeg(in, &seen) == STORAGE_OK) {
        BUG_UNLESS(seen.width > 0 && seen.width < 65536 && seen.height > 0 && seen.height < 65536);
        BUG_UNLESS(memmem(in.p, in.n, "\xff\xd9", 2) != NULL);
    }
    if (storage_check_png(in, &seen) == STORAGE_OK) {
        BUG_UNLESS(seen.width > 0 && seen.height > 0);
    }
    return 0;
}
