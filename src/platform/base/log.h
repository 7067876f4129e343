/* log.h: one JSON line an event on stderr; control characters encoded, never a secret. */
#include "platform/base/base.h"

#ifndef BASE_LOG_H
#define BASE_LOG_H
enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_line(enum log_level level, const char *event, const char *fmt, ...) PRINTF_LIKE(3, 4);
void log_set_level(enum log_level level); /* process-wide; set once in main */
/* Logs the fault where it arose and returns e, so that it is logged once. */
Err fault(Err e, const char *fmt, ...) PRINTF_LIKE(2, 3) MUST;

#endif
