/* papers.h: giấy tờ của phiên họp: every official paper of a council session and of a dossier, made
 * from what happened, never typed again. Each is put together as a struct paper (platform/paper)
 * out of the structs that the pages show, and written as PDF or DOCX. Before a file is closed its
 * papers are previews. */
#ifndef PAPERS_H
#define PAPERS_H
#include "domain/commune/commune.h"
#include "domain/council/meeting.h"
#include "domain/council/written.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"
#include "domain/papers/papers.sql.h"
#include "domain/program/program.h"
#include "domain/recognition/recognition.h"
#include "platform/jobs/jobs.h"
#include "platform/paper/paper.h"

/* Numbers are stored; never renumber. */
enum papers_state { PAPERS_WAITING = 1, PAPERS_MAKING, PAPERS_READY };

/* Who writes, in the words of official papers; each is a dated setting "papers.NAME", of a
 * district's council "papers.NAME.district", with the catalogue's words as the default. */
struct papers_names {
    Str tier;        /* of the council: REGIME_DISTRICT or REGIME_PROVINCE */
    Str committee;   /* "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG" */
    Str agency;      /* "SỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG" */
    Str agency_sign; /* "SNNMT" */
    Str agency_name; /* "Sở Nông nghiệp và Môi trường" */
    Str head;        /* of the agency: "Giám đốc Sở Nông nghiệp và Môi trường" */
    Str head_signs;  /* "GIÁM ĐỐC" */
    Str executors;   /* who carries a decision out: "Chánh Văn phòng ..., Giám đốc ..." */
    Str to_above, to_leaders, to_site; /* who receives a decision */
    Str place;                         /* of the date line: "Lâm Đồng" */
    Str province; /* "tỉnh Lâm Đồng"; a district's council: the district */
};
/* A file on the table with everything papers tell of it. */
struct papers_file {
    struct council_outcome o;
    struct dossier_frozen frozen;
    struct commune_facts facts;     /* the commune's findings on this version */
    struct written_answers answers; /* of a vote in writing */
    bool recognised;
    struct recognition r;
    Str product_code;
    const struct regime *law; /* that the dossier is under; the connection's */
};
struct papers_session {
    struct arena *arena;
    struct council_session s;
    struct council c;
    struct council_written written;
    struct meeting_record meeting; /* presence, notes, votes of the group */
    struct council_seats seats;
    struct papers_names names;
    struct regime_acts acts; /* grounds: of the laws the files are under, in force on the day */
    int64_t months;          /* how long the certificates hold */
    int64_t open;            /* files not closed yet */
    size_t n;
    struct papers_file *file;
};
/* The whole session; E_NONE: no such session. */
Err papers_session_of(struct tx *tx, struct criteria_cache *cache, Id session,
                      struct papers_session *ret) MUST;
Err papers_file_of(struct tx *tx, struct criteria_cache *cache, Id file, struct papers_file *ret)
    MUST;
/* council: whose papers; a district's speaks for its district. None: the province's. */
Err papers_names_of(struct tx *tx, Id council, struct papers_names *ret) MUST;

/* ---- the papers; each lives in the arena ---- */

/* A member's sheet: the official one of Phụ lục II, whole, with the chosen levels. */
struct papers_sheet {
    const struct papers_file *f;
    const struct papers_names *names;
    struct score_answers answers;
    Str name, department, remark, commitment; /* commitment: hexadecimal, none before it is in */
    Str acted_by, acted_paper;    /* the substitute who handed it in, by which paper; or none */
    Time at;                      /* when it was handed in, or last saved */
    struct council_laters laters; /* versions after the first; answers are the last's */
};
struct paper *papers_sheet(struct arena *a, const struct papers_sheet *s);
/* Points criterion by criterion, one column a member, and the mean. Of a closed file. */
struct paper *papers_table(struct arena *a, const struct papers_names *n,
                           const struct papers_file *f);
/* All files of the session, one column a member, mean and star. */
struct paper *papers_summary(struct arena *a, const struct papers_session *s);
/* Presence, recusals, votes, totals, conclusions. */
struct paper *papers_minutes(struct arena *a, const struct papers_session *s);
/* The advisory team's report: what the dossiers hold, and lines for its findings. */
struct paper *papers_advisory(struct arena *a, const struct papers_session *s);
struct paper *papers_submission(struct arena *a, const struct papers_session *s);
/* The draft of the decision, with the list of products as an appendix. */
struct paper *papers_decision(struct arena *a, const struct papers_session *s);
/* To the producer: the result and the reasons per criterion. Of a closed file. */
struct paper *papers_letter(struct arena *a, const struct papers_names *n,
                            const struct papers_file *f);
/* Certificates of every recognised file, one PDF; E_NONE: none is recognised. */
Err papers_certificates(struct arena *a, const struct papers_session *s, Str base_url, Str *ret)
    MUST;

/* Mẫu 01, 02 (QĐ 26/2026 Phụ lục III) of a version; preview: it is a draft. */
struct papers_form {
    const struct papers_names *names;
    const struct dossier_frozen *f;
    const struct criteria_set *set;
    bool preview;
};
struct paper *papers_form_01(struct arena *a, const struct papers_form *f);
struct paper *papers_form_02(struct arena *a, const struct papers_form *f);
/* Mẫu 03, from what the commune's page shows. */
struct papers_form_03 {
    const struct dossier_frozen *f;
    const struct criteria_set *set;
    struct commune_saids saids;
    int64_t missing; /* mandatory papers */
    bool complete;
    Date day;
};
struct paper *papers_form_03(struct arena *a, const struct papers_form_03 *f);

/* ---- whole sets ---- */

/* Every paper of the session, in both formats, as one ZIP; each is told when made. */
struct papers_progress {
    Err (*step)(void *arg, int64_t done, int64_t total);
    void *arg;
};
Err papers_make_all(struct arena *a, const struct papers_session *s, Str base_url,
                    const struct papers_progress *progress, Str *ret) MUST;
int64_t papers_count_all(const struct papers_session *s);
/* The signed parcel of a five-star file for the Ministry: the papers, the dossier, its files. */
Err papers_make_parcel(struct arena *a, const struct papers_session *s, const struct papers_file *f,
                       const struct program *program, Str dossier_pdf, Str *ret) MUST;
/* Asks for a set (file none) or a parcel; nothing when one like it is being made. Refuses a session
 * without a closed file, a file without five stars. */
Err papers_ask(struct tx *tx, Id session, Id file) MUST;
/* JOB_PAPERS, subject: paper_set. Does nothing when it is ready. */
Err papers_job(struct db *db, struct arena *a, const struct job *j, void *arg) MUST;

#endif
