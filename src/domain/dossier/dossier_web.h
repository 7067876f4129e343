/* dossier_web.h: the addresses of the producer's side of a dossier. */
#ifndef DOSSIER_WEB_H
#define DOSSIER_WEB_H
#include "platform/web/web.h"

extern const struct route dossier_routes[];
/* Help with a draft, by the commune's officers; to stand before the commune's routes. */
extern const struct route dossier_assist_routes[];
/* Files that come in pieces. */
extern const struct route upload_routes[];

#endif
