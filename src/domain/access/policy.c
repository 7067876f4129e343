/* policy.c: THE table: who may do what, to what, in which state, what follows, on which legal
 * basis. */
#include "domain/access/access.h"

#define IN ACCESS_IN
#define ANY ACCESS_ANY_STATE

/* States in which a dossier has left the producer's hands and the council may see its frozen
 * version. */
#define FILED                                                                                      \
    (IN(DOSSIER_AT_PROVINCE) | IN(DOSSIER_IN_COUNCIL) | IN(DOSSIER_SCORED) |                       \
     IN(DOSSIER_RECOGNISED) | IN(DOSSIER_NOT_RECOGNISED))
/* At the district, under a law that has one; it keeps seeing what it passed up. */
#define AT_DISTRICT                                                                                \
    (IN(DOSSIER_AT_DISTRICT) | IN(DOSSIER_IN_DISTRICT) | IN(DOSSIER_DISTRICT_SCORED))
#define TABLED_BELOW (IN(DOSSIER_IN_DISTRICT) | IN(DOSSIER_DISTRICT_SCORED))
#define DISTRICT_SEES (AT_DISTRICT | FILED)
#define COMMUNE_SEES (IN(DOSSIER_AT_COMMUNE) | IN(DOSSIER_RETURNED) | AT_DISTRICT | FILED)
#define IDEA_SENT                                                                                  \
    (IN(IDEA_AT_COMMUNE) | IN(IDEA_AT_PROVINCE) | IN(IDEA_SELECTED) | IN(IDEA_NOT_SELECTED))
#define WITH_PRODUCER (IN(DOSSIER_DRAFT) | IN(DOSSIER_RETURNED))
#define WITH_COUNCIL (IN(DOSSIER_IN_COUNCIL) | IN(DOSSIER_IN_DISTRICT))

/* clang-format off */
static const struct access_rule rules[] = {
    /* action, role, relation, from, to, needs, never, basis */

    /* -- portal -- */
    { PORTAL_VIEW, ROLE_VISITOR, REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3: publish; the base plan III.6" },
    { PORTAL_API,  ROLE_VISITOR, REL_ANY, ANY, 0, 0, 0, "open data" },

    /* -- accounts -- */
    { ACCOUNT_HOME,      ROLE_SIGNED_IN, REL_ANY,  ANY, 0, 0, 0, "own desk" },
    { ACCOUNT_PASSWORD,  ROLE_SIGNED_IN, REL_ANY,  ANY, 0, 0, 0, "own account" },
    { ACCOUNT_MANAGE,    ROLE_ADMIN,     REL_ANY,  ANY, 0, 0, 0, "system administration" },
    { PRODUCER_REGISTER, ROLE_VISITOR,   REL_ANY,  ANY, 0, 0, 0, "QĐ 26/2026 Đ.2.3: who may apply" },

    /* -- producers and products -- */
    { PRODUCER_VIEW, ROLE_PRODUCER, REL_OWN,   ANY, 0, 0, 0, "own record" },
    { PRODUCER_VIEW, ROLE_COMMUNE,  REL_PLACE, ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.2" },
    { PRODUCER_VIEW, ROLE_OFFICER,  REL_ANY,   ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { PRODUCER_EDIT, ROLE_PRODUCER, REL_OWN,   ANY, 0, 0, 0, "own record; frozen versions keep what was filed" },
    { PRODUCT_CREATE, ROLE_PRODUCER, REL_OWN,  ANY, 0, 0, 0, "base plan III.2: producers propose" },
    { PRODUCT_VIEW,  ROLE_PRODUCER, REL_OWN,   ANY, 0, 0, 0, "own product" },
    { PRODUCT_VIEW,  ROLE_COMMUNE,  REL_PLACE, ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.2" },
    { PRODUCT_VIEW,  ROLE_OFFICER,  REL_ANY,   ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { PRODUCT_EDIT,  ROLE_PRODUCER, REL_OWN,   ANY, 0, 0, 0, "own product" },

    /* -- evidence -- */
    { EVIDENCE_VIEW, ROLE_PRODUCER, REL_OWN, ANY, 0, 0, 0, "own papers" },
    { EVIDENCE_ADD,  ROLE_PRODUCER, REL_OWN, ANY, 0, 0, 0, "QĐ 26/2026 Phụ lục III, Mẫu 02" },
    { EVIDENCE_EDIT, ROLE_PRODUCER, REL_OWN, ANY, 0, 0, 0, "own papers; frozen versions keep theirs" },

    /* -- dossier, the producer's side -- */
    { DOSSIER_CREATE, ROLE_PRODUCER, REL_OWN, ANY, DOSSIER_DRAFT, 0, 0, "QĐ 26/2026 Đ.6" },
    { DOSSIER_LIST,   ROLE_PRODUCER, REL_ANY, ANY, 0, 0, 0, "own dossiers (scope)" },
    { DOSSIER_VIEW,   ROLE_PRODUCER, REL_OWN, ANY, 0, 0, 0, "own dossier" },
    { DOSSIER_EDIT,   ROLE_PRODUCER, REL_OWN, WITH_PRODUCER, 0, 0, 0, "QĐ 26/2026 Đ.6" },
    { DOSSIER_SUBMIT, ROLE_PRODUCER, REL_OWN, WITH_PRODUCER, DOSSIER_AT_COMMUNE, 0, FLAG_UNCONFIRMED, "QĐ 26/2026 Đ.7.1-7.2" },
    { DOSSIER_WITHDRAW, ROLE_PRODUCER, REL_OWN, WITH_PRODUCER | IN(DOSSIER_AT_COMMUNE), DOSSIER_WITHDRAWN, 0, 0, "producers propose of their own will" },
    { DOSSIER_ANSWER_REQUEST, ROLE_PRODUCER, REL_OWN, IN(DOSSIER_RETURNED), 0, 0, 0, "QĐ 26/2026 Đ.7.2-7.3: supplement" },
    { DOSSIER_EDIT,   ROLE_PRODUCER, REL_OWN, WITH_COUNCIL, 0, FLAG_ASKED, 0, "council regulation: what the council asked for, and nothing else" },
    { DOSSIER_ANSWER_REQUEST, ROLE_PRODUCER, REL_OWN, WITH_COUNCIL, 0, FLAG_ASKED, 0, "council regulation: supplement" },
    { DOSSIER_SUBMIT, ROLE_PRODUCER, REL_OWN, IN(DOSSIER_IN_COUNCIL), DOSSIER_IN_COUNCIL, FLAG_ASKED, FLAG_UNCONFIRMED, "council regulation: supplement; the dossier keeps its seat in the session" },
    { DOSSIER_SUBMIT, ROLE_PRODUCER, REL_OWN, IN(DOSSIER_IN_DISTRICT), DOSSIER_IN_DISTRICT, FLAG_ASKED, FLAG_UNCONFIRMED, "council regulation: supplement; the dossier keeps its seat in the session" },
    { DOSSIER_FILE,   ROLE_PRODUCER, REL_OWN, ANY, 0, 0, 0, "own dossier" },

    /* -- commune -- */
    { COMMUNE_LIST,    ROLE_COMMUNE, REL_ANY,   ANY, 0, 0, 0, "own commune (scope)" },
    { COMMUNE_VIEW,    ROLE_COMMUNE, REL_PLACE, COMMUNE_SEES, 0, 0, 0, "QĐ 26/2026 Đ.7.2" },
    { DOSSIER_VIEW,    ROLE_COMMUNE, REL_PLACE, COMMUNE_SEES, 0, 0, 0, "QĐ 26/2026 Đ.7.2" },
    { DOSSIER_FILE,    ROLE_COMMUNE, REL_PLACE, COMMUNE_SEES, 0, 0, 0, "QĐ 26/2026 Đ.7.2" },
    { COMMUNE_CONFIRM, ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_AT_COMMUNE), 0, 0, FLAG_FOUR_EYES, "QĐ 26/2026 Đ.7.2: four assessments, Mẫu 03" },
    { COMMUNE_REQUEST, ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_AT_COMMUNE), 0, 0, 0, "QĐ 26/2026 Đ.7.2: completeness" },
    { COMMUNE_CLOSE_REQUEST, ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_AT_COMMUNE), 0, 0, 0, "QĐ 26/2026 Đ.7.2" },
    { COMMUNE_RETURN,  ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_AT_COMMUNE), DOSSIER_RETURNED, 0, FLAG_COMPLETE, "QĐ 26/2026 Đ.7.2; with at least one open request" },
    { COMMUNE_FORWARD, ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_AT_COMMUNE), DOSSIER_AT_DISTRICT, FLAG_COMPLETE | FLAG_DISTRICT, 0, "base plan V.10-11; QĐ 148/2023: to the district" },
    { COMMUNE_FORWARD, ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_AT_COMMUNE), DOSSIER_AT_PROVINCE, FLAG_COMPLETE, FLAG_DISTRICT, "QĐ 26/2026 Đ.7.2: Mẫu 03 and request letter, 15 working days" },

    /* -- before the council: products that are alike, the plan's conditions -- */
    { DUPLICATE_VIEW,   ROLE_PRODUCER, REL_OWN,   ANY, 0, 0, 0, "own products" },
    { DUPLICATE_VIEW,   ROLE_COMMUNE,  REL_PLACE, COMMUNE_SEES, 0, 0, 0, "base plan: limits on near-duplicates" },
    { DUPLICATE_VIEW,   ROLE_OFFICER,  REL_ANY,   FILED | IN(DOSSIER_RETURNED), 0, 0, 0, "base plan: limits on near-duplicates" },
    { DUPLICATE_DECIDE, ROLE_COMMUNE,  REL_PLACE, IN(DOSSIER_AT_COMMUNE), 0, 0, 0, "base plan: limits on near-duplicates; a person decides" },
    { DUPLICATE_DECIDE, ROLE_OFFICER,  REL_ANY,   IN(DOSSIER_AT_PROVINCE), 0, 0, 0, "base plan: limits on near-duplicates; a person decides" },
    { ELIGIBILITY_VIEW, ROLE_PRODUCER, REL_OWN,   ANY, 0, 0, 0, "base plan: selection rules; own dossier" },
    { ELIGIBILITY_VIEW, ROLE_COMMUNE,  REL_PLACE, COMMUNE_SEES, 0, 0, 0, "base plan: selection rules" },
    { ELIGIBILITY_VIEW, ROLE_OFFICER,  REL_ANY,   FILED | IN(DOSSIER_RETURNED), 0, 0, 0, "base plan: selection rules" },
    { ELIGIBILITY_CONFIRM, ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_AT_COMMUNE), 0, 0, FLAG_FOUR_EYES, "base plan: selection rules, confirmed by the commune" },

    /* -- filing with the help of an officer: the producer confirms, somebody else checks -- */
    { DOSSIER_ASSIST, ROLE_COMMUNE, REL_PLACE, ANY, DOSSIER_DRAFT, 0, 0, "base plan V.11: communes support producers in preparing dossiers" },
    { DOSSIER_VIEW,   ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_DRAFT), 0, FLAG_HELPS, 0, "base plan V.11; only who helps" },
    { DOSSIER_EDIT,   ROLE_COMMUNE, REL_PLACE, WITH_PRODUCER, 0, FLAG_HELPS, 0, "base plan V.11; only who helps" },
    { DOSSIER_ASSENT, ROLE_PRODUCER, REL_OWN, WITH_PRODUCER, 0, FLAG_UNCONFIRMED, 0, "QĐ 26/2026 Đ.7.1: the entity answers for what is filed" },
    { DOSSIER_ASSENT_PAPER, ROLE_COMMUNE, REL_PLACE, WITH_PRODUCER, 0, FLAG_HELPS | FLAG_UNCONFIRMED, 0, "QĐ 26/2026 Đ.7.1: the entity answers for what is filed" },
    { DOSSIER_SUBMIT, ROLE_COMMUNE, REL_PLACE, WITH_PRODUCER, DOSSIER_AT_COMMUNE, FLAG_HELPS, FLAG_UNCONFIRMED, "base plan V.11; after the producer's confirmation" },
    { DOSSIER_EDIT,   ROLE_COMMUNE, REL_PLACE, WITH_COUNCIL, 0, FLAG_HELPS | FLAG_ASKED, 0, "base plan V.11; only who helps" },
    { DOSSIER_ASSENT, ROLE_PRODUCER, REL_OWN, WITH_COUNCIL, 0, FLAG_UNCONFIRMED | FLAG_ASKED, 0, "QĐ 26/2026 Đ.7.1: the entity answers for what is filed" },
    { DOSSIER_ASSENT_PAPER, ROLE_COMMUNE, REL_PLACE, WITH_COUNCIL, 0, FLAG_HELPS | FLAG_UNCONFIRMED | FLAG_ASKED, 0, "QĐ 26/2026 Đ.7.1: the entity answers for what is filed" },
    { DOSSIER_SUBMIT, ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_IN_COUNCIL), DOSSIER_IN_COUNCIL, FLAG_HELPS | FLAG_ASKED, FLAG_UNCONFIRMED, "base plan V.11; after the producer's confirmation" },
    { DOSSIER_SUBMIT, ROLE_COMMUNE, REL_PLACE, IN(DOSSIER_IN_DISTRICT), DOSSIER_IN_DISTRICT, FLAG_HELPS | FLAG_ASKED, FLAG_UNCONFIRMED, "base plan V.11; after the producer's confirmation" },

    /* -- ideas, before there is a dossier -- */
    { IDEA_LIST,     ROLE_PRODUCER, REL_ANY, ANY, 0, 0, 0, "own ideas (scope)" },
    { IDEA_CREATE,   ROLE_PRODUCER, REL_OWN, ANY, IDEA_DRAFT, 0, 0, "base plan V.12: producers register product ideas" },
    { IDEA_VIEW,     ROLE_PRODUCER, REL_OWN, ANY, 0, 0, 0, "own idea" },
    { IDEA_EDIT,     ROLE_PRODUCER, REL_OWN, IN(IDEA_DRAFT), 0, 0, 0, "own draft; what was sent stays as it is" },
    { IDEA_SEND,     ROLE_PRODUCER, REL_OWN, IN(IDEA_DRAFT), IDEA_AT_COMMUNE, 0, 0, "base plan V.11: communes receive idea registrations" },
    { IDEA_WITHDRAW, ROLE_PRODUCER, REL_OWN, IN(IDEA_DRAFT) | IN(IDEA_AT_COMMUNE) | IN(IDEA_AT_PROVINCE), IDEA_WITHDRAWN, 0, 0, "producers propose of their own will" },
    { IDEA_OPEN,     ROLE_PRODUCER, REL_OWN, IN(IDEA_SELECTED), DOSSIER_DRAFT, 0, 0, "base plan V.10-12: selected ideas become dossiers" },
    { IDEA_COMMUNE_LIST, ROLE_COMMUNE, REL_ANY, ANY, 0, 0, 0, "own commune (scope)" },
    { IDEA_VIEW,     ROLE_COMMUNE, REL_PLACE, IDEA_SENT, 0, 0, 0, "base plan V.11: communes receive idea registrations" },
    { IDEA_OPINION,  ROLE_COMMUNE, REL_PLACE, IN(IDEA_AT_COMMUNE), IDEA_AT_PROVINCE, 0, 0, "base plan V.11: receives, and sends on to the standing agency" },
    { IDEA_PROVINCE_LIST, ROLE_OFFICER, REL_ANY, ANY, 0, 0, 0, "base plan V.10-11: the standing agency compiles" },
    { IDEA_VIEW,     ROLE_OFFICER, REL_ANY, IDEA_SENT, 0, 0, 0, "base plan V.11: the standing agency compiles" },
    { IDEA_SELECT,   ROLE_OFFICER, REL_ANY, IN(IDEA_AT_PROVINCE), IDEA_SELECTED, 0, 0, "base plan V.11: the standing agency assesses and selects" },
    { IDEA_DECLINE,  ROLE_OFFICER, REL_ANY, IN(IDEA_AT_PROVINCE), IDEA_NOT_SELECTED, 0, 0, "base plan V.11: the standing agency assesses and selects" },
    { IDEA_PLAN,     ROLE_OFFICER, REL_ANY, ANY, 0, 0, 0, "base plan V.10: list of registered products of the year" },
    { IDEA_PLAN,     ROLE_LEADER,  REL_ANY, ANY, 0, 0, 0, "base plan V.10: list of registered products of the year" },

    /* -- province: the standing agency -- */
    { PLACE_CHOOSE,   ROLE_OFFICER, REL_ANY, ANY, 0, 0, 0, "communes merged and split from 1/7/2025: a person decides on splits" },
    { PROVINCE_LIST,  ROLE_OFFICER, REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { PROVINCE_VIEW,  ROLE_OFFICER, REL_ANY, FILED, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { PROVINCE_VIEW,  ROLE_OFFICER, REL_ANY, IN(DOSSIER_RETURNED), 0, FLAG_FORWARDED, 0, "QĐ 26/2026 Đ.7.3: what the province itself has sent back" },
    { PROVINCE_VIEW,  ROLE_LEADER,  REL_ANY, FILED, 0, 0, 0, "QĐ 26/2026 Đ.7.3: before the decision" },
    { DOSSIER_VIEW,   ROLE_OFFICER, REL_ANY, FILED, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { DOSSIER_VIEW,   ROLE_OFFICER, REL_ANY, IN(DOSSIER_RETURNED), 0, FLAG_FORWARDED, 0, "QĐ 26/2026 Đ.7.3: what the province itself has sent back" },
    { DOSSIER_FILE,   ROLE_OFFICER, REL_ANY, FILED, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { DOSSIER_FILE,   ROLE_OFFICER, REL_ANY, IN(DOSSIER_RETURNED), 0, FLAG_FORWARDED, 0, "QĐ 26/2026 Đ.7.3: what the province itself has sent back" },
    { PROVINCE_RETURN, ROLE_OFFICER, REL_ANY, IN(DOSSIER_AT_PROVINCE), DOSSIER_RETURNED, 0, 0, "QĐ 26/2026 Đ.7.3: may ask for completion" },
    { PROVINCE_TO_COUNCIL, ROLE_OFFICER, REL_ANY, IN(DOSSIER_AT_PROVINCE), DOSSIER_IN_COUNCIL, 0, 0, "QĐ 26/2026 Đ.7.3" },

    /* -- council -- */
    { COUNCIL_MANAGE, ROLE_OFFICER,   REL_ANY,     ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3: set up by the chairman of the province" },
    { COUNCIL_LIST,   ROLE_MEMBER,    REL_ANY,     ANY, 0, 0, 0, "own council (scope)" },
    { COUNCIL_LIST,   ROLE_SECRETARY, REL_ANY,     ANY, 0, 0, 0, "own council (scope)" },
    { COUNCIL_LIST,   ROLE_OFFICER,   REL_ANY,     ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { COUNCIL_VIEW,   ROLE_MEMBER,    REL_COUNCIL, ANY, 0, 0, 0, "council regulation" },
    { COUNCIL_VIEW,   ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation" },
    { COUNCIL_VIEW,   ROLE_OFFICER,   REL_ANY,     ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { SESSION_OPEN,   ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation" },
    { SESSION_OPEN,   ROLE_OFFICER,   REL_ANY,     ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { FILE_ASSIGN,    ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: who reports on which file" },
    { FILE_ASSIGN,    ROLE_OFFICER,   REL_ANY,     ANY, 0, 0, 0, "council regulation: who reports on which file" },
    { PROGRESS_VIEW,  ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: who is in; before closing never the points" },
    { CONFLICT_DECLARE, ROLE_MEMBER, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: conflict of interest is answered before any file opens" },
    { CONFLICT_DECIDE,  ROLE_MEMBER, REL_COUNCIL, ANY, 0, FLAG_PRESIDES, 0, "council regulation: the chair decides, nobody on himself" },
    { DOSSIER_FILE,   ROLE_MEMBER,    REL_COUNCIL, FILED | TABLED_BELOW, 0, FLAG_DECLARED, FLAG_CONFLICT, "council regulation: evidence beside the criterion" },
    { DOSSIER_FILE,   ROLE_SECRETARY, REL_COUNCIL, FILED | TABLED_BELOW, 0, 0, 0, "council regulation" },
    { SHEET_VIEW,     ROLE_MEMBER, REL_COUNCIL_SELF, ANY, 0, FLAG_DECLARED, FLAG_CONFLICT, "own sheet" },
    { SHEET_SCORE,    ROLE_MEMBER, REL_COUNCIL_SELF, IN(SCORING_OPEN), 0, FLAG_DECLARED, FLAG_CONFLICT | FLAG_SHEET_IN, "QĐ 26/2026 Phụ lục II: individual sheet" },
    { SHEET_SUBMIT,   ROLE_MEMBER, REL_COUNCIL_SELF, IN(SCORING_OPEN), 0, FLAG_DECLARED, FLAG_CONFLICT | FLAG_SHEET_IN, "QĐ 26/2026 Phụ lục II" },
    { SHEET_RECUSE,   ROLE_MEMBER, REL_COUNCIL_SELF, IN(SCORING_OPEN), 0, 0, FLAG_CONFLICT | FLAG_SHEET_IN, "council regulation: conflict of interest" },
    { SHEET_OFFLINE,  ROLE_MEMBER, REL_COUNCIL, ANY, 0, 0, 0, "own sheets as a workbook: only files the member may score now, only drafts" },
    { SENSORY_KEY,    ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: coded samples; until the files close the secretary alone holds the key" },
    { SENSORY_TASTE,  ROLE_MEMBER, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: coded samples, information beside the result" },
    { ANCHOR_VIEW,    ROLE_MEMBER,    REL_COUNCIL, ANY, 0, 0, 0, "council regulation: anchor files, outside the result; only those the member may judge" },
    { ANCHOR_VIEW,    ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: anchor files, outside the result" },
    { ANCHOR_PUT,     ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: anchor files are concluded dossiers" },
    { ANCHOR_EDIT,    ROLE_SECRETARY, REL_COUNCIL, IN(ANCHOR_DRAFT), 0, 0, 0, "council regulation: the reference stays once it is confirmed" },
    { ANCHOR_READ,    ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: the secretary writes the reference" },
    { ANCHOR_READ,    ROLE_MEMBER,    REL_COUNCIL, ANY, 0, FLAG_PRESIDES, FLAG_CONFLICT, "council regulation: who confirms the reference" },
    { ANCHOR_CONFIRM, ROLE_MEMBER,    REL_COUNCIL, IN(ANCHOR_DRAFT), 0, FLAG_PRESIDES, FLAG_CONFLICT, "council regulation: a second person confirms the reference" },
    { ANCHOR_SCORE,   ROLE_MEMBER, REL_COUNCIL_SELF, IN(ANCHOR_OPEN), 0, 0, FLAG_CONFLICT | FLAG_SHEET_IN | FLAG_PRESIDES, "council regulation: for practice; who knows the reference does not score" },
    { ANCHOR_COMPARE, ROLE_MEMBER, REL_COUNCIL_SELF, IN(ANCHOR_OPEN) | IN(ANCHOR_ENDED), 0, FLAG_SHEET_IN, FLAG_CONFLICT, "blind until the own sheet is in" },
    { ANCHOR_SPREAD,  ROLE_SECRETARY, REL_COUNCIL, IN(ANCHOR_OPEN), 0, FLAG_QUORUM, 0, "council regulation: when all are in" },
    { ANCHOR_SPREAD,  ROLE_SECRETARY, REL_COUNCIL, IN(ANCHOR_ENDED), 0, 0, 0, "council regulation: advice for the discussion" },
    { ANCHOR_SPREAD,  ROLE_MEMBER,    REL_COUNCIL, IN(ANCHOR_OPEN), 0, FLAG_PRESIDES | FLAG_QUORUM, FLAG_CONFLICT, "council regulation: when all are in" },
    { ANCHOR_SPREAD,  ROLE_MEMBER,    REL_COUNCIL, IN(ANCHOR_ENDED), 0, FLAG_PRESIDES, FLAG_CONFLICT, "council regulation: advice for the discussion" },
    { ANCHOR_END,     ROLE_SECRETARY, REL_COUNCIL, IN(ANCHOR_OPEN), 0, 0, 0, "council regulation: the secretary ends the calibration" },
    { ANCHOR_FILE,    ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: evidence beside the criterion" },
    { ANCHOR_FILE,    ROLE_MEMBER,    REL_COUNCIL, IN(ANCHOR_DRAFT), 0, FLAG_PRESIDES, FLAG_CONFLICT, "council regulation: who confirms the reference" },
    { ANCHOR_FILE,    ROLE_MEMBER,    REL_COUNCIL, IN(ANCHOR_OPEN) | IN(ANCHOR_ENDED), 0, 0, FLAG_CONFLICT, "council regulation: evidence beside the criterion" },
    { SCORES_VIEW,    ROLE_MEMBER, REL_COUNCIL, IN(SCORING_OPEN), 0, FLAG_SHEET_IN, FLAG_CONFLICT | FLAG_STALE, "blind until the own sheet is in" },
    { SCORES_VIEW,    ROLE_MEMBER, REL_COUNCIL, IN(SCORING_CLOSED), 0, 0, FLAG_CONFLICT, "results when closed" },
    { SCORES_VIEW,    ROLE_SECRETARY, REL_COUNCIL, IN(SCORING_CLOSED), 0, 0, 0, "results when closed; before, only who is in" },
    { SCORES_VIEW,    ROLE_OFFICER, REL_ANY, IN(SCORING_CLOSED), 0, 0, 0, "QĐ 26/2026 Đ.7.3: the standing agency submits" },
    { TALK_VIEW,      ROLE_SECRETARY, REL_COUNCIL, IN(SCORING_OPEN), 0, FLAG_QUORUM, 0, "council regulation: sheets far apart are discussed when enough are in; no names" },
    { TALK_VIEW,      ROLE_MEMBER, REL_COUNCIL, IN(SCORING_OPEN), 0, FLAG_SHEET_IN | FLAG_QUORUM, FLAG_CONFLICT | FLAG_STALE, "council regulation: blind until the own sheet is in" },
    { TALK_RECORD,    ROLE_SECRETARY, REL_COUNCIL, IN(SCORING_OPEN), 0, FLAG_QUORUM, 0, "council regulation: the secretary takes the minutes" },
    { TALK_RECORD,    ROLE_MEMBER, REL_COUNCIL, IN(SCORING_OPEN), 0, FLAG_PRESIDES | FLAG_SHEET_IN | FLAG_QUORUM, FLAG_CONFLICT | FLAG_STALE, "council regulation: the chair leads the discussion" },
    { SHEET_REVISE,   ROLE_MEMBER, REL_COUNCIL_SELF, IN(SCORING_OPEN), 0, FLAG_SHEET_IN | FLAG_REOPENED, FLAG_CONFLICT | FLAG_STALE, "council regulation: scoring again after a discussion, with reasons; all versions stay" },
    { FILE_ASK,       ROLE_SECRETARY, REL_COUNCIL, IN(SCORING_OPEN), 0, 0, 0, "council regulation: may ask the producer for a supplement (setting); also on the word of members and advisers" },
    { FILE_LAY,       ROLE_SECRETARY, REL_COUNCIL, IN(SCORING_OPEN), 0, 0, 0, "council regulation: the secretary puts papers on the table" },
    { SHEET_RESCORE,  ROLE_MEMBER, REL_COUNCIL_SELF, IN(SCORING_OPEN), 0, FLAG_DECLARED | FLAG_STALE, FLAG_CONFLICT, "council regulation: criteria whose evidence changed are scored again; all versions stay" },
    { MEETING_VIEW,   ROLE_MEMBER,    REL_COUNCIL, ANY, 0, 0, 0, "council regulation: nothing of a file one may not judge" },
    { MEETING_VIEW,   ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation" },
    { MEETING_LEAD,   ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: the secretary takes the minutes" },
    { MEETING_PUT,    ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: apart from the sheets" },
    { MEETING_PUT,    ROLE_MEMBER,    REL_COUNCIL, ANY, 0, FLAG_PRESIDES, 0, "council regulation: the chair puts proposals to the vote" },
    { MEETING_VOTE,   ROLE_MEMBER,    REL_COUNCIL, ANY, 0, 0, 0, "council regulation: who is there and may judge the file" },
    { ADVICE_LIST,    ROLE_ADVISER, REL_ANY,     ANY, 0, 0, 0, "own team's files (scope)" },
    { ADVICE_VIEW,    ROLE_ADVISER, REL_COUNCIL, ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3: the advisory team assesses dossiers" },
    { ADVICE_WRITE,   ROLE_ADVISER, REL_COUNCIL, IN(SCORING_OPEN), 0, 0, FLAG_SHEET_IN, "QĐ 26/2026 Đ.7.3: the advisory team reports to the chair" },
    { FILE_CLOSE,     ROLE_SECRETARY, REL_COUNCIL, IN(SCORING_OPEN), SCORING_CLOSED, FLAG_QUORUM, 0, "council regulation: quorum" },

    { LENIENCY_VIEW,  ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: advice; points of closed files only" },
    { LENIENCY_VIEW,  ROLE_OFFICER, REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3; points of closed files only" },
    { LENIENCY_VIEW,  ROLE_LEADER,  REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3; points of closed files only" },

    /* -- recognition -- */
    { RECOGNITION_LIST,   ROLE_OFFICER, REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { RECOGNITION_LIST,   ROLE_LEADER,  REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.4.2" },
    { RECOGNITION_DECIDE, ROLE_LEADER,  REL_OTHER_HAND, IN(DOSSIER_SCORED), DOSSIER_RECOGNISED, 0, 0, "QĐ 26/2026 Đ.4, Đ.7.3: the chairman decides what the council proposed" },
    { RECOGNITION_DECLINE, ROLE_LEADER, REL_OTHER_HAND, IN(DOSSIER_SCORED), DOSSIER_NOT_RECOGNISED, 0, 0, "QĐ 26/2026 Đ.4.1a: under 3 stars no decision, no certificate" },
    { RECOGNITION_REVOKE, ROLE_LEADER,  REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.8" },
    { RECOGNITION_FIND,   ROLE_OFFICER, REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.8-9: post-control; the decision within 15 days of the conclusion" },
    { RECOGNITION_FIND,   ROLE_LEADER,  REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.8" },
    { CERTIFICATE_VIEW,   ROLE_PRODUCER, REL_OWN, ANY, 0, 0, 0, "own certificate" },
    { CERTIFICATE_VIEW,   ROLE_OFFICER, REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.4.3" },
    { CERTIFICATE_VIEW,   ROLE_LEADER,  REL_ANY, ANY, 0, 0, 0, "QĐ 26/2026 Đ.4.3" },
    { DOSSIER_VIEW,       ROLE_LEADER,  REL_ANY, FILED, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { DOSSIER_FILE,       ROLE_LEADER,  REL_ANY, FILED, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { SCORES_VIEW,        ROLE_LEADER,  REL_ANY, IN(SCORING_CLOSED), 0, 0, 0, "QĐ 26/2026 Đ.7.3" },

    /* -- papers, made from what happened -- */
    { PAPERS_LIST, ROLE_MEMBER,    REL_COUNCIL, ANY, 0, 0, 0, "own sheets only are listed" },
    { PAPERS_LIST, ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation" },
    { PAPERS_LIST, ROLE_OFFICER,   REL_ANY,     ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3: the standing agency submits" },
    { PAPERS_LIST, ROLE_LEADER,    REL_ANY,     ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3: before the decision" },
    { PAPERS_VIEW, ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation: minutes; points of closed files only" },
    { PAPERS_VIEW, ROLE_OFFICER,   REL_ANY,     ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3; points of closed files only" },
    { PAPERS_VIEW, ROLE_LEADER,    REL_ANY,     ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3; points of closed files only" },
    { PAPERS_MAKE, ROLE_SECRETARY, REL_COUNCIL, ANY, 0, 0, 0, "council regulation" },
    { PAPERS_MAKE, ROLE_OFFICER,   REL_ANY,     ANY, 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { SHEET_PAPER, ROLE_MEMBER,    REL_COUNCIL_SELF, ANY, 0, 0, FLAG_CONFLICT, "own sheet" },
    { SHEET_PAPER, ROLE_SECRETARY, REL_COUNCIL, IN(SCORING_CLOSED), 0, 0, 0, "filed with the minutes when closed" },
    { SHEET_PAPER, ROLE_OFFICER,   REL_ANY,     IN(SCORING_CLOSED), 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { SHEET_PAPER, ROLE_LEADER,    REL_ANY,     IN(SCORING_CLOSED), 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { LETTER_VIEW, ROLE_PRODUCER,  REL_OWN, IN(DOSSIER_RECOGNISED) | IN(DOSSIER_NOT_RECOGNISED), 0, 0, 0, "QĐ 26/2026 Đ.7.3: entities are told in writing" },
    { LETTER_VIEW, ROLE_OFFICER,   REL_ANY, IN(DOSSIER_SCORED) | IN(DOSSIER_RECOGNISED) | IN(DOSSIER_NOT_RECOGNISED), 0, 0, 0, "QĐ 26/2026 Đ.7.3" },
    { LETTER_VIEW, ROLE_LEADER,    REL_ANY, IN(DOSSIER_SCORED) | IN(DOSSIER_RECOGNISED) | IN(DOSSIER_NOT_RECOGNISED), 0, 0, 0, "QĐ 26/2026 Đ.7.3" },

    /* -- district: while there is one (QĐ 148/2023; base plan V.10) -- */
    { DISTRICT_LIST,  ROLE_DISTRICT, REL_ANY, ANY, 0, 0, 0, "own district (scope)" },
    { PROVINCE_VIEW,  ROLE_DISTRICT, REL_DISTRICT, DISTRICT_SEES, 0, 0, 0, "base plan V.10" },
    { PROVINCE_VIEW,  ROLE_DISTRICT, REL_DISTRICT, IN(DOSSIER_RETURNED), 0, FLAG_DISTRICT_HAD, 0, "base plan V.10: what the district itself has sent back" },
    { PROVINCE_VIEW,  ROLE_DISTRICT_LEADER, REL_DISTRICT, DISTRICT_SEES, 0, 0, 0, "base plan V.10: before the decision" },
    { DOSSIER_VIEW,   ROLE_DISTRICT, REL_DISTRICT, DISTRICT_SEES, 0, 0, 0, "base plan V.10" },
    { DOSSIER_VIEW,   ROLE_DISTRICT_LEADER, REL_DISTRICT, DISTRICT_SEES, 0, 0, 0, "base plan V.10: before the decision" },
    { DOSSIER_FILE,   ROLE_DISTRICT, REL_DISTRICT, DISTRICT_SEES, 0, 0, 0, "base plan V.10" },
    { DOSSIER_FILE,   ROLE_DISTRICT_LEADER, REL_DISTRICT, DISTRICT_SEES, 0, 0, 0, "base plan V.10: before the decision" },
    { DUPLICATE_VIEW,   ROLE_DISTRICT, REL_DISTRICT, DISTRICT_SEES, 0, 0, 0, "base plan: limits on near-duplicates" },
    { DUPLICATE_DECIDE, ROLE_DISTRICT, REL_DISTRICT, IN(DOSSIER_AT_DISTRICT), 0, 0, 0, "base plan: limits on near-duplicates; a person decides" },
    { ELIGIBILITY_VIEW, ROLE_DISTRICT, REL_DISTRICT, DISTRICT_SEES, 0, 0, 0, "base plan: selection rules" },
    { PROVINCE_RETURN,  ROLE_DISTRICT, REL_DISTRICT, IN(DOSSIER_AT_DISTRICT), DOSSIER_RETURNED, 0, 0, "base plan V.10: may ask for completion" },
    { PROVINCE_TO_COUNCIL, ROLE_DISTRICT, REL_DISTRICT, IN(DOSSIER_AT_DISTRICT), DOSSIER_IN_DISTRICT, 0, 0, "base plan V.10: the district's council evaluates" },
    { DISTRICT_PASS,  ROLE_DISTRICT, REL_DISTRICT, IN(DOSSIER_DISTRICT_SCORED), DOSSIER_AT_PROVINCE, 0, 0, "base plan III.9: four stars and more go to the province, with the district's result" },
    { COUNCIL_MANAGE, ROLE_DISTRICT, REL_DISTRICT, ANY, 0, 0, 0, "base plan V.10: the district sets up its own council" },
    { COUNCIL_LIST,   ROLE_DISTRICT, REL_ANY,      ANY, 0, 0, 0, "own district (scope)" },
    { COUNCIL_VIEW,   ROLE_DISTRICT, REL_DISTRICT, ANY, 0, 0, 0, "base plan V.10" },
    { SESSION_OPEN,   ROLE_DISTRICT, REL_DISTRICT, ANY, 0, 0, 0, "base plan V.10" },
    { FILE_ASSIGN,    ROLE_DISTRICT, REL_DISTRICT, ANY, 0, 0, 0, "council regulation: who reports on which file" },
    { SCORES_VIEW,    ROLE_DISTRICT, REL_DISTRICT, IN(SCORING_CLOSED), 0, 0, 0, "base plan V.10: the district submits" },
    { SCORES_VIEW,    ROLE_DISTRICT_LEADER, REL_DISTRICT, IN(SCORING_CLOSED), 0, 0, 0, "base plan V.10: before the decision" },
    { RECOGNITION_LIST, ROLE_DISTRICT, REL_ANY, ANY, 0, 0, 0, "own district (scope)" },
    { RECOGNITION_LIST, ROLE_DISTRICT_LEADER, REL_ANY, ANY, 0, 0, 0, "own district (scope)" },
    { RECOGNITION_DECIDE, ROLE_DISTRICT_LEADER, REL_DISTRICT_HAND, IN(DOSSIER_DISTRICT_SCORED), DOSSIER_RECOGNISED, 0, 0, "base plan III.9, V.10: the district recognises three stars" },
    { RECOGNITION_DECLINE, ROLE_DISTRICT_LEADER, REL_DISTRICT_HAND, IN(DOSSIER_DISTRICT_SCORED), DOSSIER_NOT_RECOGNISED, 0, 0, "under 3 stars no decision, no certificate" },
    { CERTIFICATE_VIEW, ROLE_DISTRICT, REL_DISTRICT, ANY, 0, 0, 0, "base plan V.10" },
    { CERTIFICATE_VIEW, ROLE_DISTRICT_LEADER, REL_DISTRICT, ANY, 0, 0, 0, "base plan V.10" },
    { PAPERS_LIST, ROLE_DISTRICT, REL_DISTRICT, ANY, 0, 0, 0, "base plan V.10: the district submits" },
    { PAPERS_LIST, ROLE_DISTRICT_LEADER, REL_DISTRICT, ANY, 0, 0, 0, "base plan V.10: before the decision" },
    { PAPERS_VIEW, ROLE_DISTRICT, REL_DISTRICT, ANY, 0, 0, 0, "base plan V.10; points of closed files only" },
    { SHEET_PAPER, ROLE_DISTRICT, REL_DISTRICT, IN(SCORING_CLOSED), 0, 0, 0, "filed with the minutes when closed" },
    { SHEET_PAPER, ROLE_DISTRICT_LEADER, REL_DISTRICT, IN(SCORING_CLOSED), 0, 0, 0, "base plan V.10: before the decision" },
    { PAPERS_VIEW, ROLE_DISTRICT_LEADER, REL_DISTRICT, ANY, 0, 0, 0, "base plan V.10; points of closed files only" },

    /* -- register -- */
    { REGISTER_VIEW,   ROLE_OFFICER, REL_ANY, ANY, 0, 0, 0, "office register" },
    { REGISTER_IMPORT, ROLE_OFFICER, REL_ANY, IN(ACCESS_STATE_NONE), IMPORT_CHECKED, 0, 0, "office register: read and report first" },
    { REGISTER_IMPORT, ROLE_OFFICER, REL_ANY, IN(IMPORT_CHECKED), IMPORT_DONE, 0, 0, "office register" },
    { REGISTER_UNDO,   ROLE_OFFICER, REL_ANY, IN(IMPORT_DONE), IMPORT_UNDONE, 0, 0, "office register" },

    /* -- criteria -- */
    { CRITERIA_VIEW,      ROLE_SIGNED_IN, REL_ANY, IN(ACCESS_STATE_NONE) | IN(CRITERIA_PUBLISHED) | IN(CRITERIA_SUPERSEDED), 0, 0, 0, "published law" },
    { CRITERIA_VIEW,      ROLE_OFFICER, REL_ANY, IN(CRITERIA_DRAFT), 0, 0, 0, "rules are dated data" },
    { CRITERIA_VIEW,      ROLE_LEADER,  REL_ANY, IN(CRITERIA_DRAFT), 0, 0, 0, "four eyes: publishes" },
    { CRITERIA_EDIT,      ROLE_OFFICER, REL_ANY, IN(CRITERIA_DRAFT), 0, 0, 0, "rules are dated data" },
    { CRITERIA_PUBLISH,   ROLE_OFFICER, REL_OTHER_HAND, IN(CRITERIA_DRAFT), CRITERIA_PUBLISHED, 0, 0, "four eyes" },
    { CRITERIA_PUBLISH,   ROLE_LEADER,  REL_OTHER_HAND, IN(CRITERIA_DRAFT), CRITERIA_PUBLISHED, 0, 0, "four eyes" },
    { CRITERIA_SUPERSEDE, ROLE_OFFICER, REL_ANY, IN(CRITERIA_PUBLISHED), CRITERIA_DRAFT, 0, 0, "a set in use is never changed, only superseded from a date" },

    /* -- places, settings, audit -- */
    { WORKFLOW_VIEW, ROLE_SIGNED_IN, REL_ANY, ANY, 0, 0, 0, "published law" },
    { PLACE_VIEW,   ROLE_SIGNED_IN, REL_ANY, ANY, 0, 0, 0, "published law" },
    { SETTING_EDIT, ROLE_LEADER,    REL_ANY, ANY, 0, 0, 0, "council regulation is issued by the province" },
    { AUDIT_VIEW,   ROLE_ADMIN,     REL_ANY, ANY, 0, 0, 0, "TCVN 14423: log review" },
};
/* clang-format on */

static bool related(int relation, const struct access_actor *a, const struct access_role *r,
                    const struct access_subject *s)
{
    Id scope = r != NULL ? r->scope : ID_NONE;
    switch ((enum relation)relation) {
    case REL_ANY:
        return true;
    case REL_OWN:
        return !id_none(scope) && id_eq(scope, s->owner);
    case REL_PLACE:
        return !id_none(scope) && id_eq(scope, s->place);
    case REL_COUNCIL:
        return !id_none(scope) && id_eq(scope, s->council);
    case REL_COUNCIL_SELF:
        return !id_none(scope) && id_eq(scope, s->council) && !id_none(a->account) &&
               id_eq(a->account, s->member);
    case REL_OTHER_HAND:
        return !id_none(a->account) && !id_eq(a->account, s->author);
    case REL_SELF:
        return !id_none(a->account) && id_eq(a->account, s->id);
    case REL_DISTRICT:
        return !id_none(scope) && id_eq(scope, s->district);
    case REL_DISTRICT_HAND:
        return !id_none(scope) && id_eq(scope, s->district) && !id_none(a->account) &&
               !id_eq(a->account, s->author);
    }
    return false;
}

const struct access_table access_policy = { rules, COUNT_OF(rules), related, ROLE_SIGNED_IN };
