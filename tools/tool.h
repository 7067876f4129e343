/* tool.h: what the generators share: reading the input, complaining with file and line, writing on
 * success only. */
#ifndef TOOL_H
#define TOOL_H
#include "platform/base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct tool {
    struct arena *a;
    const char *file; /* being read */
    int errors;
};

PRINTF_LIKE(3, 4) static inline void tool_error(struct tool *t, int line, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
#ifdef FUZZING /* thousands a second: made and thrown away */
    char text[4096];
    (void)vsnprintf(text, sizeof text, fmt, ap);
    (void)line;
#else
    (void)fprintf(stderr, "%s:%d: ", t->file, line);
    (void)vfprintf(stderr, fmt, ap);
    (void)fputc('\n', stderr);
#endif
    va_end(ap);
    t->errors++;
}

static inline Str tool_read(struct tool *t, const char *path)
{
    Str s;
    t->file = path;
    if (file_read(t->a, str_c(path), (size_t)64 * 1024 * 1024, &s) != OK) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        exit(1);
    }
    return s;
}

static inline void tool_write(const char *path, const struct out *o)
{
    if (file_write(str_c(path), out_view(o)) != OK) {
        (void)fprintf(stderr, "%s: cannot be written\n", path);
        exit(1);
    }
}

#endif
