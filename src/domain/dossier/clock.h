/* clock.h: the offices' working days: counted while they have the dossier, standing while the
 * producer has it. */
#ifndef DOSSIER_CLOCK_H
#define DOSSIER_CLOCK_H
#include "domain/dossier/dossier.sql.h"

/* How many working days there are says the law of the dossier (data/regimes). The last day for the
 * office that receives the dossier now (state DOSSIER_AT_COMMUNE or DOSSIER_AT_PROVINCE): today and
 * what is left of its days; today when nothing is left. */
Err dossier_clock_due(struct tx *tx, Id dossier, int state, Date *ret) MUST;
/* The dossier leaves the office that has it (d->state, since d->moved_at): keeps the working days
 * it took. Call before the move. */
Err dossier_clock_stop(struct tx *tx, const struct dossier *d) MUST;

#endif
