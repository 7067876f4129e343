/* base.h: the words every room speaks: errors, text, memory, time, numbers. Includes the whole
 * room. */
#ifndef BASE_H
#define BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The only places where compiler attributes appear. */
#define MUST __attribute__((warn_unused_result))
#define CLEANUP(f) __attribute__((cleanup(f)))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define NORETURN __attribute__((noreturn))
#define UNUSED __attribute__((unused))
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* What can go wrong. A bug asserts; a fault (E_IO, E_DB, E_BUG) was logged where it arose;
 * E_REFUSED has its reasons in the transaction's problems. */
typedef enum {
    OK = 0,
    E_REFUSED, /* the rules say no; reasons are listed (HTTP 422) */
    E_INPUT,   /* malformed at the border (400) */
    E_DENIED,  /* nobody may say why: answered as not found (404) */
    E_NONE,    /* no such thing (404) */
    E_STALE,   /* somebody changed it since it was shown (409) */
    E_BUSY,    /* try the whole request again */
    E_LIMIT,   /* larger or more than limits.h allows (413/429) */
    E_IO,      /* operating system said no */
    E_DB,      /* database said no */
    E_BUG      /* a rule of the house was broken; never sent out as such */
} Err;

/* Pass an error up. Safe everywhere: memory belongs to an arena, changes to a transaction. */
#define TRY(x)                                                                                     \
    do {                                                                                           \
        Err try_err_ = (x);                                                                        \
        if (try_err_ != OK) {                                                                      \
            return try_err_;                                                                       \
        }                                                                                          \
    } while (0)

/* A bug stops the process, in production too; the supervisor starts a new worker. */
#define BUG_UNLESS(cond)                                                                           \
    do {                                                                                           \
        if (!(cond)) {                                                                             \
            base_bug(__FILE__, __LINE__, #cond);                                                   \
        }                                                                                          \
    } while (0)
NORETURN void base_bug(const char *file, int line, const char *what);

/* In this order: text, then what speaks of it. Each of them includes this file before its own
 * guard, so that the order is the same whichever comes first. */
struct arena;
#include "platform/base/arena.h"
#include "platform/base/str.h"
#include "platform/base/out.h"
#include "platform/base/number.h"
#include "platform/base/date.h"
#include "platform/base/id.h"
#include "platform/base/utf8.h"
#include "platform/base/vietnamese.h"
#include "platform/base/hash.h"
#include "platform/base/problem.h"
#include "platform/base/log.h"
#include "platform/base/file.h"
#include "platform/base/limits.h"

#endif
