/* config.h: the settings of one start: options > OCOP_* environment > /etc/ocop/ocop.conf >
 * defaults. */
#ifndef CONFIG_H
#define CONFIG_H
#include "platform/base/base.h"

struct config {
    Str listen;    /* --listen, OCOP_LISTEN, listen: "127.0.0.1:8080" */
    Str data;      /* --data, OCOP_DATA, data: folder of files and of the SQLite database: "var" */
    Str db;        /* --db, OCOP_DB, db: "sqlite:<data>/ocop.db" */
    Str base_url;  /* --base-url, OCOP_BASE_URL, base_url: address printed in QR codes */
    Str site_name; /* --site-name, OCOP_SITE_NAME, site_name */
    int64_t workers;   /* --workers, OCOP_WORKERS, workers: 1..64; 0: as many as the engine wants */
    bool behind_proxy; /* --behind-proxy, OCOP_BEHIND_PROXY, behind_proxy: trust X-Forwarded-* of
                          the peer */
    bool demo;         /* --demo, OCOP_DEMO, demo: load the demo province into an empty database */
    Str today;         /* --today, OCOP_TODAY, today: the demonstration plays on this day */
};

/* Reads all sources. argv holds what follows the command's name; what is no option is left in *rest
 * (in order). Refuses (E_INPUT, with one printed line a fault: which option, why, what to do)
 * unknown options, missing or malformed values, and settings that are not safe: a public address
 * without a proxy in front, a data folder that others may write, a base address that is not
 * http(s). */
Err config_load(struct arena *a, int argc, char **argv, const char *conf_path, struct config *ret,
                int *ret_rest) MUST;
/* How far the demonstration's clock is ahead of the machine's, in microseconds: whole days, as
 * `today` says; 0 without it. */
int64_t config_ahead(const struct config *c);
/* The settings as they stand, without secrets (the password of a database address is masked). */
void config_print(const struct config *c, struct out *o);
/* The options, for --help. */
Str config_help(void);

#endif
