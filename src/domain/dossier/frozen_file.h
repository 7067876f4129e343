/* frozen_file.h: the route of the files of a frozen version; for routes.c. */
#ifndef DOSSIER_FROZEN_FILE_H
#define DOSSIER_FROZEN_FILE_H
#include "platform/web/web.h"

/* GET /ho-so/:id/tep/:evidence: a paper as it was filed, for whoever the policy lets see the frozen
 * version: its producer, the commune, the standing agency, the council's members, the leader. */
extern const struct route dossier_file_routes[];

#endif
