/* server.h: what the files of the server share. Only files of this room include it. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H
#include "platform/http/http.h"

#include <microhttpd.h>

enum {
    SERVER_POOL = LIMIT_HEADERS,     /* memory of one connection for its head and its buffers; the
                                        library wipes it after every request: no more than needed */
    SERVER_DRAIN = 64 * 1024 * 1024, /* a larger body than allowed is still read up to here, so that
                                      the answer arrives */
    SERVER_COMPRESS_FROM = 1400,     /* smaller answers fit one packet as they are */
    SERVER_BODY_RATE = 2 * 1024, /* bytes a second that a body must come in with, on the whole */
    SERVER_BODY_GRACE_S = 20,    /* before that is asked */
    SERVER_SPARE_ARENAS = 8,
    SERVER_SPARE_BYTES = 256 * 1024,
    SERVER_LOOK_MS = 50, /* how often a busy worker looks for signals */
    SERVER_DRAIN_S = 10  /* what running requests get after SIGTERM */
};

/* The headers that every answer carries unless the application set its own. */
extern const struct http_field server_headers[];
extern const size_t server_headers_n;
void server_add_headers(struct arena *a, struct MHD_Response *m, const struct http_fields *given);

/* The variant of a ready answer for this request, and its status. */
struct MHD_Response *ready_choose(const struct http_ready *r, const struct http_fields *headers,
                                  int *ret_status);
/* gzip at the quickest level into the arena; false when it does not pay. */
bool server_gzip(struct arena *a, Str body, char **ret, size_t *ret_n);

/* Listening sockets. */
struct listener {
    int fd;
    bool is_unix;
};
/* E_IO while anybody listens there. Our workers share their port, and the kernel would let a second
 * server of the same user share it too: requests would reach the one or the other. */
Err listen_check_free(Str address) MUST;
/* E_INPUT: no such address; E_IO: cannot bind. shared: other workers bind the same port. */
Err listen_open(Str address, bool shared, struct listener *ret, struct out *ret_address) MUST;

/* One worker: serves until SIGTERM, then drains. ready_fd: one byte is written when it serves. */
struct worker_job {
    const struct http_config *config;
    const struct http_app *app;
    int number;
    struct listener listener;
    int ready_fd;
};
Err worker_run(const struct worker_job *job) MUST;

/* ---- one request on its way in (exchange.c) ---- */
struct worker {
    const struct worker_job *job;
    void *state;                              /* the application's */
    size_t active;                            /* requests between first byte and last */
    size_t begun;                             /* requests since the start */
    struct arena *spare[SERVER_SPARE_ARENAS]; /* for the next requests */
    size_t n_spare;
    struct out *spare_reply[SERVER_SPARE_ARENAS];
    size_t n_spare_replies;
};
struct exchange;
struct exchange *exchange_new(struct worker *w, Str target);
void exchange_free(struct exchange *x); /* NULL allowed */
/* libmicrohttpd's access handler: called with the head, each piece of the body, and the end. */
enum MHD_Result exchange_step(struct exchange *x, struct MHD_Connection *c, Str method,
                              const char *data, size_t *data_n);

#endif
