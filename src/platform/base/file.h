/* file.h: reading, and writing so that a power cut leaves the old or the new, never half. */
#include "platform/base/base.h"

#ifndef BASE_FILE_H
#define BASE_FILE_H
void fd_cleanup(int *fd); /* for CLEANUP; -1 is ignored */
/* The whole file, at most max bytes (E_LIMIT); E_NONE when there is none. */
Err file_read(struct arena *a, Str path, size_t max, Str *ret) MUST;
/* Write to a temporary name, fsync, rename, fsync the folder. */
Err file_write(Str path, Str content) MUST;
Err fd_write_all(int fd, Str content) MUST;
/* mkdir -p with mode 0700. */
Err file_make_dir(Str path) MUST;
bool file_exists(Str path);

#endif
