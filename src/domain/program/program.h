/* program.h: the program's own state, one a process: what handlers find behind web_app() and jobs
 * behind their arg. */
#ifndef PROGRAM_H
#define PROGRAM_H
#include "platform/storage/storage.h"

struct criteria_cache; /* domain/criteria/store.h */
struct qr_memo;        /* platform/qr/qr.h */

struct program {
    struct storage *storage;         /* owned by whoever opened it */
    struct criteria_cache *criteria; /* parsed criteria sets */
    struct qr_memo *qrs;             /* symbols drawn before; NULL: none */
    Str base_url;                    /* public address printed in QR codes, no slash at the end */
    Str site_name;
    Str data;  /* the data folder: the signing key lives there */
    bool demo; /* this is the demonstration province */
};

/* Kinds of jobs. Numbers are stored; never renumber. */
enum program_job {
    JOB_CERTIFICATE = 1, /* subject: recognition */
    JOB_DOSSIER_PDF = 2, /* subject: dossier_version */
    JOB_PAPERS = 3,      /* subject: paper_set */
    JOB_UPLOAD = 16,     /* subject: upload */
    JOB_REMIND = 11      /* of a day: terms that are near or over */
};

#endif
