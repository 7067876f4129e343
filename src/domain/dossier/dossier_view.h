/* dossier_view.h: the structs of this room's templates. */
#ifndef DOSSIER_VIEW_H
#define DOSSIER_VIEW_H
#include "domain/dossier/evidence_view.h"

#endif
