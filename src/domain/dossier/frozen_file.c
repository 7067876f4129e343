/* frozen_file.c: the files of a frozen version, for everybody who may see the version. */
#include "domain/dossier/frozen_file.h"
#include "domain/access/access.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/frozen_file.sql.h"
#include "domain/dossier/pages.h"
#include "messages.h"

/* Whoever sits in a council stands in relation to the dossiers on its table; a role alone, without
 * the seat, does not. */
static Err load(struct req *q)
{
    bool found = false;
    struct dossier_council c;
    TRY(dossier_load(q));
    TRY(dossier_council_of(q->tx, q->subject.id, q->actor.account, &found, &c));
    if (found) {
        q->subject.council = c.council;
        q->subject.flags |= (c.recused ? FLAG_CONFLICT : 0) | (c.declared ? FLAG_DECLARED : 0);
    }
    return OK;
}

static Err send(struct req *q)
{
    struct dossier_frozen_file f;
    TRY(dossier_version_file(q->tx, dossier_of(q)->filed, web_path_id(q, 1), &f));
    web_header(q, S("Content-Type"), storage_mime((enum storage_kind)f.kind));
    return web_file(q, f.file, f.file_name, true);
}

const struct route dossier_file_routes[] = {
    { .method = HTTP_GET,
      .path = "/ho-so/:id/tep/:evidence",
      .action = DOSSIER_FILE,
      .load = load,
      .run = send,
      .title = M_REVIEW_FILE,
      .flags = WEB_RAW },
    { .method = HTTP_GET,
      .path = "/ho-so/:id/so-sanh",
      .action = DOSSIER_FILE,
      .load = load,
      .run = dossier_show_compare,
      .title = M_COMPARE_TITLE },
    { .method = HTTP_GET,
      .path = "/ho-so/:id/so-sanh/:a/:b",
      .action = DOSSIER_FILE,
      .load = load,
      .run = dossier_show_compare,
      .title = M_COMPARE_TITLE },
    { .run = NULL },
};
