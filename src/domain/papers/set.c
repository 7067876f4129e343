/* set.c: every paper of a session as one ZIP, and the signed parcel for the Ministry; made by a job
 * that tells how far it is. */
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/papers/inside.h"
#include "platform/sign/sign.h"
#include "platform/zip/zip.h"

enum { STEPS = 25, PARCEL_FILES_MAX = 400 };

/* ---- the papers of a session, one after the other ---- */

static const struct {
    const char *name;
    struct paper *(*make)(struct arena *a, const struct papers_session *s);
} of_session[] = {
    { "01-bien-ban", papers_minutes },
    { "02-tong-hop-ket-qua", papers_summary },
    { "03-bao-cao-tu-van", papers_advisory },
    { "04-to-trinh", papers_submission },
    { "05-du-thao-quyet-dinh", papers_decision },
};

struct filling {
    const struct papers_session *s;
    struct zip_out *z;
    const struct papers_progress *progress;
    int64_t done, total;
};

int64_t papers_count_all(const struct papers_session *s)
{
    int64_t n = (int64_t)COUNT_OF(of_session);
    bool recognised = false;
    for (size_t i = 0; i < s->n; i++) {
        n += s->file[i].o.closed ? 2 + (int64_t)s->file[i].o.votes.n : 0;
        recognised = recognised || s->file[i].recognised;
    }
    return n + (recognised ? 1 : 0);
}

/* Tells a step only now and then: each is a transaction. */
static Err made_one(struct filling *f)
{
    int64_t every = f->total / STEPS > 0 ? f->total / STEPS : 1;
    f->done++;
    return f->progress != NULL && f->done % every == 0
               ? f->progress->step(f->progress->arg, f->done, f->total)
               : OK;
}

/* Both formats of a paper; it and its bytes live in an arena of their own. */
static Err put_both(struct filling *f, struct arena *work, Str name, const struct paper *p)
{
    static const enum paper_format formats[] = { PAPER_PDF, PAPER_DOCX };
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        Str bytes;
        TRY(paper_write(p, formats[i], work, &bytes));
        TRY(zip_put(f->z, str_cat(work, name, paper_ending(formats[i])), bytes, false));
    }
    return made_one(f);
}

static Err put_session(struct filling *f)
{
    for (size_t i = 0; i < COUNT_OF(of_session); i++) {
        struct arena *work CLEANUP(arena_cleanup) = arena_new();
        TRY(put_both(f, work, str_c(of_session[i].name), of_session[i].make(work, f->s)));
    }
    return OK;
}

static Str hex(struct arena *a, Str bytes)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT);
    out_hex(o, bytes.p, bytes.n);
    return out_dup(a, o);
}

static struct papers_sheet sheet_of(struct arena *a, const struct papers_names *names,
                                    const struct papers_file *f, const struct council_vote *v)
{
    return (struct papers_sheet){ .f = f,
                                  .names = names,
                                  .answers = v->answers,
                                  .name = v->sheet.name,
                                  .department = v->sheet.department,
                                  .remark = v->sheet.remark,
                                  .commitment = hex(a, council_vote_commitment(v)),
                                  .acted_by = v->sheet.acted_by,
                                  .acted_paper = v->sheet.acted_paper,
                                  .on_no = f->frozen.no,
                                  .on_hash = hash_text(a, f->frozen.hash),
                                  .at = council_vote_at(v),
                                  .laters = v->laters };
}

static Err put_file(struct filling *f, const struct papers_file *file)
{
    struct arena *work CLEANUP(arena_cleanup) = arena_new();
    const struct council_votes *votes = &file->o.votes;
    Str folder = str_fmt(work, "ho-so-%02lld/", (long long)file->o.f.position);
    TRY(put_both(f, work, str_cat(work, folder, S("bang-diem")),
                 papers_table(work, &f->s->names, file)));
    TRY(put_both(f, work, str_cat(work, folder, S("thong-bao-chu-the")),
                 papers_letter(work, &f->s->names, file)));
    for (size_t i = 0; i < votes->n; i++) {
        struct arena *one CLEANUP(arena_cleanup) = arena_new();
        struct papers_sheet s = sheet_of(one, &f->s->names, file, &votes->v[i]);
        TRY(put_both(f, one, str_fmt(one, "%.*sphieu-%02zu", STR_ARG(folder), i + 1),
                     papers_sheet(one, &s)));
    }
    return OK;
}

Err papers_make_all(struct arena *a, const struct papers_session *s, Str base_url,
                    const struct papers_progress *progress, Str *ret)
{
    struct zip_out *z CLEANUP(zip_cleanup) = NULL;
    Str certificates;
    TRY(zip_new(&z));
    struct filling f = { s, z, progress, 0, papers_count_all(s) };
    TRY(put_session(&f));
    Err e = papers_certificates(a, s, base_url, &certificates);
    if (e == OK) {
        TRY(zip_put(z, S("06-giay-chung-nhan.pdf"), certificates, false));
        TRY(made_one(&f));
    } else if (e != E_NONE) {
        return e;
    }
    for (size_t i = 0; i < s->n; i++) {
        if (s->file[i].o.closed) {
            TRY(put_file(&f, &s->file[i]));
        }
    }
    return zip_end(z, a, ret);
}

/* ---- the parcel for the Ministry (QĐ 26/2026 Đ.6, Đ.7.3) ---- */

struct packing {
    struct arena *a;
    size_t n;
    struct sign_file file[PARCEL_FILES_MAX];
};

static Err pack(struct packing *k, Str name, Str bytes)
{
    if (k->n == PARCEL_FILES_MAX) {
        return E_LIMIT;
    }
    k->file[k->n++] = (struct sign_file){ name, bytes, false };
    return OK;
}

static Err pack_paper(struct packing *k, const char *name, const struct paper *p)
{
    static const enum paper_format formats[] = { PAPER_PDF, PAPER_DOCX };
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        Str bytes;
        TRY(paper_write(p, formats[i], k->a, &bytes));
        TRY(pack(k, str_cat(k->a, str_c(name), paper_ending(formats[i])), bytes));
    }
    return OK;
}

static const char *ending_of(int64_t kind)
{
    return kind == STORAGE_PDF    ? ".pdf"
           : kind == STORAGE_JPEG ? ".jpg"
           : kind == STORAGE_PNG  ? ".png"
           : kind == STORAGE_XLSX ? ".xlsx"
                                  : ".csv";
}

static Err pack_evidence(struct packing *k, const struct papers_file *f, struct storage *st)
{
    const struct evidences *all = &f->frozen.content.evidence;
    for (size_t i = 0; i < all->n; i++) {
        Str bytes;
        const struct evidence *e = &all->v[i];
        TRY(storage_read(st, k->a, e->file, &bytes));
        TRY(pack(
            k,
            str_fmt(k->a, "minh-chung/%02zu-%.*s%s", i + 1, STR_ARG(e->type), ending_of(e->kind)),
            bytes));
    }
    return OK;
}

Err papers_make_parcel(struct arena *a, const struct papers_session *s, const struct papers_file *f,
                       const struct program *program, Str dossier_pdf, Str *ret)
{
    struct packing *k = NEW(a, struct packing);
    struct sign_key key;
    const struct papers_form form = { &s->names, &f->frozen, f->o.set, false };
    k->a = a;
    TRY(sign_key_open(program->data, &key));
    TRY(pack_paper(k, "01-to-trinh", papers_submission(a, s)));
    TRY(pack_paper(k, "02-bao-cao-tu-van", papers_advisory(a, s)));
    TRY(pack_paper(k, "03-bien-ban-hoi-dong", papers_minutes(a, s)));
    TRY(pack_paper(k, "04-bang-diem", papers_table(a, &s->names, f)));
    TRY(pack_paper(k, "05-mau-01", papers_form_01(a, &form)));
    TRY(pack_paper(k, "06-mau-02", papers_form_02(a, &form)));
    for (size_t i = 0; i < f->o.votes.n; i++) {
        struct papers_sheet sheet = sheet_of(a, &s->names, f, &f->o.votes.v[i]);
        TRY(pack_paper(k, str_fmt(a, "phieu/phieu-%02zu", i + 1).p, papers_sheet(a, &sheet)));
    }
    TRY(pack(k, S("ho-so.json"), dossier_canonical(a, &f->frozen)));
    if (!str_empty(dossier_pdf)) {
        TRY(pack(k, S("ho-so.pdf"), dossier_pdf));
    }
    TRY(pack_evidence(k, f, program->storage));
    const struct sign_parcel parcel = {
        .subject = str_fmt(a, "%.*s – %.*s – %.*s", STR_ARG(papers_or(f->o.f.dossier_code, S("–"))),
                           STR_ARG(f->o.f.product_name), STR_ARG(f->o.f.producer_name)),
        .made = f->o.stored.at,
        .n = k->n,
        .file = k->file
    };
    return sign_parcel_make(&key, &parcel, a, ret);
}

/* ---- asked for ---- */

static Err check_ask(struct tx *tx, Id session, Id file)
{
    struct papers_file_refs files;
    TRY(papers_files(tx, session, &files));
    for (size_t i = 0; i < files.n; i++) {
        bool fits = id_none(file) ? true : id_eq(files.v[i].id, file) && files.v[i].star == 5;
        if (fits && files.v[i].state == SCORING_CLOSED) {
            return OK;
        }
    }
    return refuse(tx, id_none(file) ? M_PAPERS_NONE_CLOSED : M_PAPERS_NOT_FIVE, STR_NONE, STR_NONE);
}

Err papers_ask(struct tx *tx, Id session, Id file)
{
    struct paper_set_n busy;
    TRY(check_ask(tx, session, file));
    TRY(paper_set_busy(tx, session, file, &busy));
    if (busy.n > 0) {
        return tx_note(tx, S("papers.asked_again"), session);
    }
    Id id = tx_new_id(tx);
    TRY(paper_set_insert(tx, id, session, file, PAPERS_WAITING, 1, tx_account(tx), tx_now(tx)));
    TRY(jobs_put(tx, JOB_PAPERS, id, STR_NONE, STR_NONE, TIME_NONE));
    return tx_note(tx, S("papers.asked"), id);
}

/* ---- the job ---- */

struct working {
    struct db *db;
    const struct program *program;
    struct tx_opts o;
    struct paper_set set;
    struct papers_session s;
    const struct papers_file *file;
    Hash dossier_pdf;
    bool has_pdf;
    int64_t done, total;
    struct storage_file zip;
};

static Err look(struct tx *tx, void *arg)
{
    struct working *w = arg;
    struct dossier_pdf pdf;
    TRY(paper_set_get(tx, w->set.id, &w->set));
    if (w->set.state == PAPERS_READY) {
        return OK;
    }
    TRY(papers_session_of(tx, w->program->criteria, w->set.session, &w->s));
    w->file = NULL;
    for (size_t i = 0; i < w->s.n && !id_none(w->set.file); i++) {
        if (id_eq(w->s.file[i].o.f.id, w->set.file)) {
            w->file = &w->s.file[i];
            TRY(dossier_pdf_get(tx, w->file->o.f.filed, &w->has_pdf, &pdf));
            w->dossier_pdf = w->has_pdf ? pdf.file : w->dossier_pdf;
        }
    }
    return id_none(w->set.file) || w->file != NULL ? OK : E_NONE;
}

static Err write_step(struct tx *tx, void *arg)
{
    const struct working *w = arg;
    TRY(paper_set_progress(tx, w->set.id, PAPERS_MAKING, w->done, w->total));
    return tx_note(tx, S("papers.progress"), w->set.id);
}

static Err step(void *arg, int64_t done, int64_t total)
{
    struct working *w = arg;
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct tx_opts o = w->o;
    o.arena = a;
    w->done = done;
    w->total = total;
    return tx_run(w->db, &o, write_step, w);
}

static Err write_ready(struct tx *tx, void *arg)
{
    const struct working *w = arg;
    TRY(paper_set_ready(tx, w->set.id, w->total, w->zip.hash, w->zip.size, tx_now(tx)));
    return tx_note(tx, S("papers.ready"), w->set.id);
}

static Err make(struct working *w, struct arena *a, Str *ret)
{
    const struct papers_progress progress = { step, w };
    Str pdf = STR_NONE;
    if (w->file == NULL) {
        TRY(step(w, 0, papers_count_all(&w->s)));
        return papers_make_all(a, &w->s, w->program->base_url, &progress, ret);
    }
    TRY(step(w, 0, 1));
    if (w->has_pdf) {
        TRY(storage_read(w->program->storage, a, w->dossier_pdf, &pdf));
    }
    return papers_make_parcel(a, &w->s, w->file, w->program, pdf, ret);
}

Err papers_job(struct db *db, struct arena *a, const struct job *j, void *arg)
{
    struct working w = { .db = db, .program = arg, .set = { .id = j->subject } };
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = TIME_NONE };
    Str zip;
    TRY(tx_run(db, &o, look, &w));
    if (w.set.state == PAPERS_READY) {
        return OK;
    }
    o.mode = TX_WRITE;
    o.action = SYSTEM_JOB;
    o.actor.name = S("ocop");
    w.o = o;
    TRY(make(&w, a, &zip));
    TRY(storage_put(w.program->storage, zip, STORAGE_ZIP, &w.zip));
    return tx_run(db, &o, write_ready, &w);
}
