/* papers_web.c: the addresses of papers: of a session, a member's sheet, the letter, the forms. */
#include "domain/access/access.h"
#include "domain/commune/commune_view.h"
#include "domain/criteria/store.h"
#include "domain/papers/inside.h"
#include "domain/papers/pages.h"

const struct papers_kind papers_kinds[] = {
    { "bien-ban", M_PAPERS_MINUTES_TITLE, papers_minutes },
    { "tong-hop", M_PAPERS_SUMMARY_TITLE, papers_summary },
    { "bao-cao-tu-van", M_PAPERS_ADVISORY_TITLE, papers_advisory },
    { "to-trinh", M_PAPERS_SUBMISSION_TITLE, papers_submission },
    { "quyet-dinh", M_PAPERS_DECISION_TITLE, papers_decision },
    { NULL, 0, NULL },
};

static const struct program *program(struct req *q)
{
    return web_app(q);
}

/* "bien-ban.pdf" into its word and format; false: neither .pdf nor .docx. */
static bool word_of(Str paper, Str *ret_word, enum paper_format *ret_format)
{
    bool pdf = str_ends(paper, S(".pdf")), docx = str_ends(paper, S(".docx"));
    *ret_format = pdf ? PAPER_PDF : PAPER_DOCX;
    *ret_word = str_sub(paper, 0, paper.n - (pdf ? 4 : docx ? 5 : 0));
    return pdf || docx;
}

static Err send_bytes(struct req *q, Str word, enum paper_format format, Str bytes)
{
    return web_bytes(q, paper_mime(format), str_cat(q->arena, word, paper_ending(format)), bytes,
                     format == PAPER_PDF);
}

static Err send(struct req *q, Str word, enum paper_format format, const struct paper *p)
{
    Str bytes;
    TRY(paper_write(p, format, q->arena, &bytes));
    return send_bytes(q, word, format, bytes);
}

/* ---- a session ---- */

static Err load_session(struct req *q)
{
    struct council_session *s = NEW(q->arena, struct council_session);
    struct council_actor me;
    bool ended = false;
    TRY(council_session_get(q->tx, web_path_id(q, 0), s));
    TRY(council_actor_of(q->tx, s->council, q->actor.account, &me));
    q->subject = (struct access_subject){ .id = s->id,
                                          .council = me.seated ? s->council : ID_NONE,
                                          .row = s };
    return council_district_today(q->tx, s->council, &ended, &q->subject.district);
}

/* A paper of one file: "bang-diem-F", "thong-bao-F". Of a closed file of this session only. */
static Err send_of_file(struct req *q, Str word, enum paper_format format)
{
    bool table = str_starts(word, S("bang-diem-")), letter = str_starts(word, S("thong-bao-"));
    Id file = ID_NONE;
    struct papers_names names;
    struct papers_file f;
    if ((!table && !letter) || id_parse(str_skip(word, S("bang-diem-").n), &file) != OK) {
        return E_NONE;
    }
    TRY(papers_file_of(q->tx, program(q)->criteria, file, &f));
    TRY(papers_names_of(q->tx, f.o.f.council, &names));
    if (!id_eq(f.o.f.session, q->subject.id) || !f.o.closed) {
        return E_NONE;
    }
    return send(q, word, format,
                table ? papers_table(q->arena, &names, &f) : papers_letter(q->arena, &names, &f));
}

static Err run_paper(struct req *q)
{
    Str word, bytes;
    enum paper_format format;
    struct papers_session s;
    if (!word_of(q->path_param[1], &word, &format)) {
        return E_NONE;
    }
    for (const struct papers_kind *k = papers_kinds; k->word != NULL; k++) {
        if (str_eq(word, str_c(k->word))) {
            TRY(papers_session_of(q->tx, program(q)->criteria, q->subject.id, &s));
            return send(q, word, format, k->make(q->arena, &s));
        }
    }
    if (str_eq(word, S("giay-chung-nhan")) && format == PAPER_PDF) {
        TRY(papers_session_of(q->tx, program(q)->criteria, q->subject.id, &s));
        TRY(papers_certificates(q->arena, &s, program(q)->base_url, &bytes));
        return send_bytes(q, word, format, bytes);
    }
    return send_of_file(q, word, format);
}

static Err run_ask(struct req *q)
{
    TRY(web_form_check(q, "file"));
    TRY(papers_ask(q->tx, q->subject.id, web_form_id(q, S("file"))));
    web_flash(q, M_PAPERS_ASKED, STR_NONE);
    return web_see_other(q, S("/phien/"), q->subject.id, S("/giay-to"));
}

static Err run_zip(struct req *q)
{
    struct paper_set set;
    Hash h;
    TRY(paper_set_get(q->tx, web_path_id(q, 1), &set));
    if (!id_eq(set.session, q->subject.id) || set.state != PAPERS_READY ||
        set.zip.n != sizeof h.b) {
        return E_NONE;
    }
    memcpy(h.b, set.zip.p, sizeof h.b);
    web_header(q, S("Content-Type"), storage_mime(STORAGE_ZIP));
    return web_file(q, h, id_none(set.file) ? S("giay-to-phien.zip") : S("ho-so-trung-uong.zip"),
                    false);
}

/* ---- a member's sheet: /phien/S/phieu/F-A.pdf ---- */

struct sheet_case {
    struct papers_file f;
    Id account;
    enum paper_format format;
    Str word;
    bool own; /* of the seat that the asking account acts for */
};

static Err load_sheet(struct req *q)
{
    struct sheet_case *k = NEW(q->arena, struct sheet_case);
    struct council_actor me;
    struct seat_stand stand;
    Id file = ID_NONE;
    if (!word_of(q->path_param[1], &k->word, &k->format)) {
        return E_NONE;
    }
    Str rest = k->word, first = str_cut(&rest, '-');
    if (id_parse(first, &file) != OK || id_parse(rest, &k->account) != OK) {
        return E_NONE;
    }
    TRY(papers_file_of(q->tx, program(q)->criteria, file, &k->f));
    if (!id_eq(k->f.o.f.session, web_path_id(q, 0))) {
        return E_NONE;
    }
    TRY(council_actor_of(q->tx, k->f.o.f.council, q->actor.account, &me));
    TRY(seat_stand(q->tx, file, q->actor.account, me.seat.account, &stand));
    k->own = id_eq(k->account, me.seat.account) && !id_none(me.votes);
    q->subject = (struct access_subject){
        .id = file,
        .council = me.seated ? k->f.o.f.council : ID_NONE,
        .member = k->own ? q->actor.account : ID_NONE,
        .state = (int)k->f.o.f.state,
        .flags = stand.recused || stand.twice ? FLAG_CONFLICT : 0U,
        .row = k,
    };
    bool ended = false;
    return council_district_today(q->tx, k->f.o.f.council, &ended, &q->subject.district);
}

static Err run_sheet(struct req *q)
{
    const struct sheet_case *k = q->subject.row;
    struct score_sheet sheet;
    struct council_seat seat;
    struct papers_names names;
    struct seat_actor actor;
    bool found = false, seated = false, acted = false;
    TRY(score_sheet_of(q->tx, k->f.o.f.id, k->account, &found, &sheet));
    TRY(council_seat_of(q->tx, k->f.o.f.council, k->account, &seated, &seat));
    if (!found || !seated || (!k->own && sheet.state != SHEET_SUBMITTED)) {
        return E_NONE;
    }
    TRY(papers_names_of(q->tx, k->f.o.f.council, &names));
    bool in = sheet.state == SHEET_SUBMITTED;
    struct papers_sheet s = { .f = &k->f,
                              .names = &names,
                              .name = seat.name,
                              .department = seat.department,
                              .remark = sheet.remark,
                              .at = in ? sheet.submitted_at : sheet.saved_at };
    struct sheet_basis basis;
    TRY(sheet_basis_of(q->tx, sheet.id, &basis));
    s.on_no = basis.waits > 0 ? basis.no : k->f.frozen.no;
    s.on_hash =
        basis.waits > 0 ? council_hex(q->arena, basis.hash) : hash_text(q->arena, k->f.frozen.hash);
    TRY(score_answers_of(q->tx, sheet.id, &s.answers));
    TRY(seat_actor_of(q->tx, sheet.id, &acted, &actor));
    s.acted_by = acted ? actor.name : STR_NONE;
    s.acted_paper = acted ? actor.paper_no : STR_NONE;
    TRY(council_laters_of(q->tx, k->f.o.f.id, sheet.id, &s.answers, &s.laters));
    if (in) {
        const struct sheet_version *last = s.laters.n == 0 ? NULL : &s.laters.v[s.laters.n - 1].row;
        Str seal = last == NULL ? sheet.commitment : last->commitment;
        struct out *o CLEANUP(out_cleanup) = out_new(1000);
        s.at = last == NULL ? s.at : last->at;
        out_hex(o, seal.p, seal.n);
        s.commitment = out_dup(q->arena, o);
    }
    return send(q, str_cat(q->arena, S("phieu-"), k->word), k->format, papers_sheet(q->arena, &s));
}

/* ---- letters ---- */

static Err send_letter(struct req *q, Id dossier, enum paper_format format)
{
    struct score_result z;
    struct papers_names names;
    struct papers_file f;
    bool found = false;
    TRY(score_result_of_dossier(q->tx, dossier, &found, &z));
    if (!found) {
        return E_NONE;
    }
    TRY(papers_file_of(q->tx, program(q)->criteria, z.file, &f));
    TRY(papers_names_of(q->tx, f.o.f.council, &names));
    return send(q, S("thong-bao-ket-qua"), format, papers_letter(q->arena, &names, &f));
}

static enum paper_format format_of(const struct req *q)
{
    return str_ends(str_c(q->route->path), S(".docx")) ? PAPER_DOCX : PAPER_PDF;
}

static Err run_letter(struct req *q)
{
    return send_letter(q, q->subject.id, format_of(q));
}

static Err load_recognition(struct req *q)
{
    struct recognition *r = NEW(q->arena, struct recognition);
    struct recognition_owner owner;
    TRY(recognition_get(q->tx, web_path_id(q, 0), r));
    TRY(recognition_owner(q->tx, r->id, tx_today(q->tx), &owner));
    q->subject = (struct access_subject){
        .id = r->id, .owner = owner.producer, .district = owner.district, .row = r
    };
    return OK;
}

static Err run_recognition_letter(struct req *q)
{
    const struct recognition *r = q->subject.row;
    return id_none(r->dossier) ? E_NONE : send_letter(q, r->dossier, format_of(q));
}

/* ---- forms ---- */

/* The version filed last; before that the draft, as a preview. */
static Err form_of(struct req *q, struct papers_form *ret, struct dossier_frozen *f)
{
    const struct dossier *d = dossier_of(q);
    struct papers_names *names = NEW(q->arena, struct papers_names);
    TRY(papers_names_of(q->tx, ID_NONE, names));
    *ret = (struct papers_form){ .names = names, .f = f, .preview = id_none(d->filed) };
    TRY(criteria_cache_get(program(q)->criteria, q->tx, d->criteria, &ret->set));
    if (!ret->preview) {
        return dossier_frozen(q->tx, d->filed, f);
    }
    *f = (struct dossier_frozen){ .dossier = d->id,
                                  .kind = d->kind,
                                  .target_star = d->target_star,
                                  .year = d->year,
                                  .submitted_at = TIME_NONE };
    return dossier_draft(q->tx, d, &f->content);
}

static Err run_form_01(struct req *q)
{
    struct dossier_frozen f;
    struct papers_form form;
    TRY(form_of(q, &form, &f));
    return send(q, S("mau-01"), format_of(q), papers_form_01(q->arena, &form));
}

static Err run_form_02(struct req *q)
{
    struct dossier_frozen f;
    struct papers_form form;
    TRY(form_of(q, &form, &f));
    return send(q, S("mau-02"), format_of(q), papers_form_02(q->arena, &form));
}

static Err run_form_03(struct req *q)
{
    struct commune_case c;
    struct review_reading reading;
    TRY(commune_case_of(q, &c));
    struct papers_form_03 f = { .f = &c.frozen,
                                .set = c.set,
                                .complete = c.findings.n == COMMUNE_FACTS };
    f.day = f.complete ? date_of(c.findings.at) : tx_today(q->tx);
    TRY(review_read(q->view, c.set, &c.frozen, tx_today(q->tx), &reading));
    f.missing = reading.papers.missing;
    commune_said_of(q->view, c.set, &c.subjects, &c.findings, &f.saids);
    return send(q, S("mau-03"), format_of(q), papers_form_03(q->arena, &f));
}

/* clang-format off */
#define FILE_ROUTE(p, act, ld, fn) { .method = HTTP_GET, .path = p, .action = act, .load = ld, .run = fn, .title = M_PAPERS_TITLE, .flags = WEB_RAW }
#define BOTH(p, act, ld, fn) FILE_ROUTE(p ".pdf", act, ld, fn), FILE_ROUTE(p ".docx", act, ld, fn)
const struct route papers_routes[] = {
    { .method = HTTP_GET, .path = "/phien/:id/giay-to", .action = PAPERS_LIST, .load = load_session, .run = papers_show_list, .title = M_PAPERS_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/giay-to", .action = PAPERS_MAKE, .load = load_session, .run = run_ask, .redisplay = papers_show_list, .title = M_PAPERS_TITLE },
    FILE_ROUTE("/phien/:id/giay-to/:paper", PAPERS_VIEW, load_session, run_paper),
    FILE_ROUTE("/phien/:id/giay-to/bo/:set", PAPERS_VIEW, load_session, run_zip),
    FILE_ROUTE("/phien/:id/phieu/:paper", SHEET_PAPER, load_sheet, run_sheet),
    BOTH("/ho-so/:id/thong-bao", LETTER_VIEW, dossier_load, run_letter),
    BOTH("/cong-nhan/:id/thong-bao", CERTIFICATE_VIEW, load_recognition, run_recognition_letter),
    BOTH("/ho-so/:id/mau-01", DOSSIER_VIEW, dossier_load, run_form_01),
    BOTH("/ho-so/:id/mau-02", DOSSIER_VIEW, dossier_load, run_form_02),
    BOTH("/xa/:id/mau-03", COMMUNE_VIEW, dossier_load, run_form_03),
    { .run = NULL },
};
/* clang-format on */
