/* log.c: one JSON line an event on stderr. */
#include "platform/base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static enum log_level least = LOG_INFO; /* the one process-wide setting; written once by main */

void log_set_level(enum log_level level)
{
    least = level;
}

PRINTF_LIKE(3, 0)
static void write_line(enum log_level level, const char *event, const char *fmt, va_list ap)
{
    static const char *const names[] = { "debug", "info", "warn", "error" };
    char text[1024];
    int n = vsnprintf(text, sizeof text, fmt, ap);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    struct out o;
    out_init(&o, 8192);
    out_raw(&o, S("{\"at\":\""));
    out_time_iso(&o, time_wall_clock());
    out_fmt(&o, "\",\"level\":\"%s\",\"pid\":%d,\"event\":", names[level], (int)getpid());
    out_json(&o, str_c(event));
    out_raw(&o, S(",\"text\":"));
    out_json(&o, (Str){ text, len });
    out_raw(&o, S("}\n"));
    if (fd_write_all(STDERR_FILENO, out_view(&o)) != OK) {
        least = LOG_ERROR; /* nobody listens; say less */
    }
    out_done(&o);
}

void log_line(enum log_level level, const char *event, const char *fmt, ...)
{
    if (level < least) {
        return;
    }
    va_list ap;
    va_start(ap, fmt);
    write_line(level, event, fmt, ap);
    va_end(ap);
}

Err fault(Err e, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    write_line(LOG_ERROR, "fault", fmt, ap);
    va_end(ap);
    return e;
}
