/* access.h: the names of authority: roles, actions, states and conditions, and THE policy table. */
#ifndef DOMAIN_ACCESS_H
#define DOMAIN_ACCESS_H
#include "platform/access/access.h"

/* Who somebody is in the programme. The scope of a role is given in brackets. */
enum role {
    ROLE_VISITOR = 0,  /* nobody signed in */
    ROLE_PRODUCER = 1, /* chủ thể [producer] */
    ROLE_COMMUNE,      /* cán bộ OCOP cấp xã [unit] */
    ROLE_OFFICER,      /* cơ quan thường trực OCOP cấp tỉnh [province: none] */
    ROLE_LEADER,       /* lãnh đạo phê duyệt, ký quyết định [none] */
    ROLE_MEMBER,       /* thành viên Hội đồng [council] */
    ROLE_SECRETARY,    /* thư ký Hội đồng [council] */
    ROLE_ADMIN,        /* quản trị hệ thống: accounts, never scores [none] */
    ROLE_SIGNED_IN,    /* anybody with an account; every account holds it implicitly */
    ROLE_ADVISER,      /* Tổ tư vấn: looks and reports, never scores [council] */
    ROLE_DISTRICT,     /* cơ quan thường trực OCOP cấp huyện, until 30/6/2025 [unit] */
    ROLE_DISTRICT_LEADER /* lãnh đạo UBND cấp huyện: decides three stars under QĐ 148/2023 [unit] */
};
enum { ACCESS_ROLES = ROLE_DISTRICT_LEADER + 1 };

/* In what relation the actor's role must stand to the subject. */
enum relation {
    REL_ANY = 0,      /* no relation asked */
    REL_OWN,          /* scope is the subject's producer */
    REL_PLACE,        /* scope is the subject's commune */
    REL_COUNCIL,      /* scope is the subject's council */
    REL_COUNCIL_SELF, /* scope is the council and the sheet is the actor's own */
    REL_OTHER_HAND,   /* four eyes: the subject was made by somebody else */
    REL_SELF,         /* the subject is the actor's own account */
    REL_DISTRICT,     /* scope is the subject's district, which there is on the day */
    REL_DISTRICT_HAND /* the same, and four eyes */
};

/* hồ sơ: the dossier's life. Numbers are stored; never renumber. */
enum dossier_state {
    DOSSIER_DRAFT = 1,      /* đang soạn: with the producer */
    DOSSIER_AT_COMMUNE,     /* đã nộp: commune checks and confirms (QĐ 26/2026 Đ.7.2) */
    DOSSIER_RETURNED,       /* đề nghị bổ sung: with the producer, clock stopped */
    DOSSIER_AT_PROVINCE,    /* đã chuyển tỉnh: standing agency has it (Đ.7.3) */
    DOSSIER_IN_COUNCIL,     /* đang chấm */
    DOSSIER_SCORED,         /* đã có kết quả Hội đồng */
    DOSSIER_RECOGNISED,     /* đã công nhận 3-5 sao */
    DOSSIER_NOT_RECOGNISED, /* dưới 3 sao: no decision, no certificate (Đ.4.1a) */
    DOSSIER_WITHDRAWN,      /* chủ thể rút */
    /* under a law with districts (QĐ 148/2023, base plan V.10), before the province */
    DOSSIER_AT_DISTRICT,    /* đã chuyển huyện: the district's standing agency has it */
    DOSSIER_IN_DISTRICT,    /* đang chấm at the district's council */
    DOSSIER_DISTRICT_SCORED /* the district has a result: decides three stars, passes up more */
};
enum criteria_state { CRITERIA_DRAFT = 1, CRITERIA_PUBLISHED, CRITERIA_SUPERSEDED };
/* ý tưởng sản phẩm: before there is a dossier */
enum idea_state {
    IDEA_DRAFT = 1,
    IDEA_AT_COMMUNE,  /* đã gửi: the commune gives its opinion */
    IDEA_AT_PROVINCE, /* the standing agency selects */
    IDEA_SELECTED,    /* in the year's list; a dossier may open out of it */
    IDEA_NOT_SELECTED,
    IDEA_WITHDRAWN
};
/* session_file: a dossier on the table of a council session */
enum scoring_state { SCORING_OPEN = 1, SCORING_CLOSED };
enum sheet_state { SHEET_DRAFT = 1, SHEET_SUBMITTED };
/* an anchor file: the reference is written, members score, it is over */
enum anchor_state { ANCHOR_DRAFT = 1, ANCHOR_OPEN, ANCHOR_ENDED };
enum import_state { IMPORT_DONE = 1, IMPORT_UNDONE, IMPORT_CHECKED /* read, waits for the word */ };

/* Conditions that a load() works out and policy rows ask for. */
enum access_flag {
    FLAG_SHEET_IN = 1 << 0,  /* the actor's own sheet for this file is submitted */
    FLAG_QUORUM = 1 << 1,    /* enough sheets are in to close (council's regulation) */
    FLAG_COMPLETE = 1 << 2,  /* every open supplement request is closed */
    FLAG_CONFLICT = 1 << 3,  /* the actor is recused from this file, or the chair has to decide */
    FLAG_FORWARDED = 1 << 4, /* the commune has forwarded the dossier to the province before */
    FLAG_DECLARED = 1 << 5,  /* the actor has answered for this file: conflict of interest or not */
    FLAG_PRESIDES = 1 << 6,  /* the actor is chair or vice-chair of the council; of an anchor: has
                                to confirm its reference, or has */
    FLAG_REOPENED = 1 << 7,  /* the last discussion opened criteria for scoring again */
    FLAG_HELPS = 1 << 8,     /* the actor fills in this dossier for its producer */
    FLAG_UNCONFIRMED =
        1 << 9, /* an officer helped, and the producer has not confirmed it as it stands */
    FLAG_FOUR_EYES = 1 << 10, /* the actor helped, and whoever helped does not confirm (setting) */
    FLAG_DISTRICT =
        1 << 11, /* its law has districts, and its commune lies in one that there is today */
    FLAG_DISTRICT_HAD = 1 << 12, /* the commune has forwarded it to the district before */
    FLAG_ASKED = 1 << 13, /* the council that has it waits for a supplement from the producer */
    FLAG_STALE = 1 << 14  /* evidence changed under the own sheet: criteria to be scored again */
};

enum action {
    ACT_NONE = 0,
    /* portal: anybody */
    PORTAL_VIEW,
    PORTAL_API,
    /* accounts */
    ACCOUNT_HOME,
    ACCOUNT_PASSWORD,
    ACCOUNT_MANAGE,
    PRODUCER_REGISTER, /* a visitor makes an account with a producer */
    /* producers and products */
    PRODUCER_VIEW,
    PRODUCER_EDIT,
    PRODUCT_CREATE,
    PRODUCT_VIEW,
    PRODUCT_EDIT,
    /* evidence */
    EVIDENCE_VIEW,
    EVIDENCE_ADD,
    EVIDENCE_EDIT,
    /* dossier */
    DOSSIER_CREATE,
    DOSSIER_LIST,
    DOSSIER_VIEW,
    DOSSIER_EDIT,
    DOSSIER_SUBMIT,
    DOSSIER_WITHDRAW,
    DOSSIER_ANSWER_REQUEST,
    DOSSIER_FILE, /* evidence and PDF of a frozen version */
    /* commune */
    COMMUNE_LIST,
    COMMUNE_CONFIRM,
    COMMUNE_REQUEST,
    COMMUNE_CLOSE_REQUEST,
    COMMUNE_RETURN,
    COMMUNE_FORWARD,
    COMMUNE_VIEW, /* the office's own page of a dossier */
    /* province */
    PROVINCE_LIST,
    PROVINCE_RETURN,
    PROVINCE_TO_COUNCIL,
    PROVINCE_VIEW,
    PLACE_CHOOSE, /* where a producer lies whose commune was split */
    /* council */
    COUNCIL_MANAGE,
    COUNCIL_LIST,
    COUNCIL_VIEW,
    SESSION_OPEN,
    SHEET_VIEW,
    SHEET_SCORE,
    SHEET_SUBMIT,
    SCORES_VIEW, /* colleagues' sheets and the mean */
    FILE_CLOSE,
    /* recognition */
    RECOGNITION_LIST,
    RECOGNITION_DECIDE,
    RECOGNITION_REVOKE,
    CERTIFICATE_VIEW,
    /* register */
    REGISTER_VIEW,
    REGISTER_IMPORT,
    REGISTER_UNDO,
    /* criteria */
    CRITERIA_VIEW,
    CRITERIA_EDIT,
    CRITERIA_PUBLISH,
    CRITERIA_SUPERSEDE,
    /* places, settings, audit */
    PLACE_VIEW,
    SETTING_EDIT,
    AUDIT_VIEW,
    /* the program itself: loading data on first start, jobs */
    SYSTEM_LOAD,
    SYSTEM_JOB,
    /* recognition */
    RECOGNITION_DECLINE, /* under 3 stars: no decision, no certificate */
    /* council */
    SHEET_RECUSE,  /* a member says that he must not judge a file */
    PROGRESS_VIEW, /* how many sheets are in and who is missing; never what they say */
    /* papers */
    PAPERS_LIST,   /* the list of a session's papers */
    PAPERS_VIEW,   /* papers of the session: minutes, tables, submission, letters */
    PAPERS_MAKE,   /* the whole set, and the parcel for the Ministry */
    SHEET_PAPER,   /* a member's sheet as a paper */
    LETTER_VIEW,   /* the letter that tells a producer the result */
    WORKFLOW_VIEW, /* the workflow under the law of a day */
    /* council: conflicts of interest */
    CONFLICT_DECLARE, /* a member answers for the files of a session before they open */
    CONFLICT_DECIDE,  /* the chair's word on what the data say of a member */
    /* before the council */
    DUPLICATE_VIEW,
    DUPLICATE_DECIDE,
    ELIGIBILITY_VIEW,
    ELIGIBILITY_CONFIRM,
    RECOGNITION_FIND, /* a written conclusion after which a recognition is to be revoked */
    /* council: after the sheets are in */
    TALK_VIEW,     /* sheets too far apart, without names, and what was said about them */
    TALK_RECORD,   /* writes a discussion down; opens criteria for scoring again */
    SHEET_REVISE,  /* a later version of the own sheet, with reasons */
    LENIENCY_VIEW, /* who scores higher or lower than the others, over a session's closed files */
    /* ideas */
    IDEA_LIST,
    IDEA_CREATE,
    IDEA_VIEW,
    IDEA_EDIT,
    IDEA_SEND,
    IDEA_WITHDRAW,
    IDEA_OPEN, /* a dossier opens out of a selected idea */
    IDEA_COMMUNE_LIST,
    IDEA_OPINION,
    IDEA_PROVINCE_LIST,
    IDEA_SELECT,
    IDEA_DECLINE,
    IDEA_PLAN, /* the year's list of registered products */
    /* council: seats */
    FILE_ASSIGN, /* who reports on which file */
    ADVICE_LIST, /* files the advisory team has to look at */
    ADVICE_VIEW,
    ADVICE_WRITE, /* its report, visits and tests; never points */
    /* filing with the help of an officer */
    DOSSIER_ASSIST,       /* an officer opens a draft for a producer of the own commune */
    DOSSIER_ASSENT,       /* the producer confirms what the officer filled in */
    DOSSIER_ASSENT_PAPER, /* the same on a signed paper, for producers without an account */
    /* district: the base plan's rounds */
    DISTRICT_LIST,
    DISTRICT_PASS, /* to the province, with the district's result */
    /* council: the meeting */
    MEETING_VIEW, /* the file on the table, who is there, notes, votes; nothing of a file one may
                     not judge */
    MEETING_LEAD, /* puts files on the table, notes who is there and what is said */
    MEETING_PUT,  /* puts a proposal to the vote and closes it */
    MEETING_VOTE, /* answers it */
    /* council: sheets outside the ordinary page */
    SENSORY_KEY,   /* which coded sample is which product; draws the codes */
    SENSORY_TASTE, /* what a member tastes, by code */
    SHEET_OFFLINE, /* the own sheets of a session as a workbook; drafts out of it */
    /* council: anchor files, scored for practice before the real ones */
    ANCHOR_VIEW,    /* the session's anchors that the reader may judge */
    ANCHOR_PUT,     /* puts a concluded dossier on the session */
    ANCHOR_EDIT,    /* writes the reference; takes the anchor off */
    ANCHOR_READ,    /* the reference sheet */
    ANCHOR_CONFIRM, /* the second person's word on it */
    ANCHOR_SCORE,   /* the own sheet of an anchor */
    ANCHOR_COMPARE, /* the own sheet beside the reference */
    ANCHOR_SPREAD,  /* all sheets together, without names */
    ANCHOR_END,
    ANCHOR_FILE, /* the evidence of an anchor */
    /* council: a supplement while it scores */
    FILE_ASK,      /* numbered requests to the producer, and calling them off */
    FILE_LAY,      /* what the producer handed in comes on the table */
    SHEET_RESCORE, /* the member's word on criteria whose evidence changed */
    ACTION__MAX
};

/* The table. The router, the buttons, the matrix test and doc/permissions.md all read it. */
extern const struct access_table access_policy;
/* Names for the manual and the log. */
const char *access_action_name(int action);
const char *access_role_name(int role);
/* Message key with the role's name in the users' words. */
int access_role_message(int role);
int dossier_state_message(int state);
int idea_state_message(int state);

#endif
