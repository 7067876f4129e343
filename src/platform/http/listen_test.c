/* listen_test.c: a port that somebody has is not shared with a second server. */
#include "platform/http/server.h"
#include "platform/test/test.h"

#include <unistd.h>

TEST(http_second_server_is_refused_the_port)
{
    struct out *at CLEANUP(out_cleanup) = out_new(200);
    struct listener first, worker;
    CHECK_ERR(listen_check_free(S("127.0.0.1:0")), OK);
    CHECK_ERR(listen_open(S("127.0.0.1:0"), true, &first, at), OK);
    Str address = out_dup(test_arena(), at);
    CHECK_ERR(listen_check_free(address), E_IO);
    CHECK_ERR(listen_open(address, true, &worker, at), OK); /* our own second worker */
    (void)close(first.fd);
    (void)close(worker.fd);
    CHECK_ERR(listen_check_free(address), OK);
}
