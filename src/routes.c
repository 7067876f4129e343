/* routes.c: the map of the site: one line a room. */
#include "app.h"
#include "domain/account/account_web.h"
#include "domain/commune/pages.h"
#include "domain/dossier/frozen_file.h"
#include "domain/council/council_web.h"
#include "domain/dossier/dossier_web.h"
#include "domain/dossier/evidence_web.h"
#include "domain/eligibility/eligibility_web.h"
#include "domain/criteria/pages.h"
#include "domain/idea/idea_web.h"
#include "domain/papers/pages.h"
#include "domain/portal/pages.h"
#include "domain/register/register_web.h"
#include "domain/province/pages.h"
#include "domain/recognition/recognition_web.h"
#include "domain/regime/pages.h"

const struct route *const app_routes[] = {
    portal_routes,   idea_routes,        dossier_assist_routes,
    papers_routes,   account_routes,     register_routes,
    commune_routes,  province_routes,    dossier_file_routes,
    council_routes,  dossier_routes,     upload_routes,
    evidence_routes, criteria_routes,    recognition_routes,
    regime_routes,   eligibility_routes, NULL,
};
