/* print_test.c: the printed dossier says what was filed, and is printed once. */
#include "domain/criteria/store.h"
#include "domain/dossier/print.h"
#include "domain/program/program.h"
#include "fixture.h"
#include <gd.h>
#include <unistd.h>

/* A photograph as the storage keeps it. */
static Hash picture(struct fixture *f)
{
    gdImagePtr image = gdImageCreateTrueColor(640, 480);
    gdImageFilledRectangle(image, 0, 0, 639, 479, gdTrueColor(20, 88, 59));
    int n = 0;
    void *bytes = gdImageJpegPtr(image, &n, 80);
    struct storage_file file = { .size = 0 };
    CHECK_ERR(storage_put(f->app->program.storage, (Str){ bytes, (size_t)n }, STORAGE_JPEG, &file),
              OK);
    gdFree(bytes);
    gdImageDestroy(image);
    return file.hash;
}

struct filing {
    struct fixture *f;
    struct dossier_frozen frozen;
    const struct criteria_set *set;
    Id product;
};

static Err look_around(struct tx *tx, void *arg)
{
    struct filing *l = arg;
    bool found = false;
    struct criteria_row row;
    struct product_new p = { .producer = l->f->producer,
                             .name = S("Nước mắm <Mũi Né>"),
                             .set_no = 9 };
    TRY(product_create(tx, &p, &l->product));
    TRY(product_get(tx, l->product, &l->frozen.content.product));
    TRY(producer_get(tx, l->f->producer, &l->frozen.content.producer));
    TRY(criteria_in_force(tx, 9, tx_today(tx), &found, &row));
    BUG_UNLESS(found);
    l->frozen.criteria = row.id;
    return criteria_cache_get(l->f->app->program.criteria, tx, row.id, &l->set);
}

static struct evidence paper(int64_t id, const char *type, const char *title, Hash file, int kind)
{
    return (struct evidence){ .id = { id },
                              .type = str_c(type),
                              .title = str_c(title),
                              .number = S("12/GCN"),
                              .issuer = S("Sở Y tế"),
                              .issued = DATE_NONE,
                              .expires = DATE_NONE,
                              .file = file,
                              .original = file,
                              .file_name = S("tệp.pdf"),
                              .kind = kind,
                              .size = 10,
                              .pages = kind == STORAGE_PDF ? 3 : 1 };
}

/* The first item at its best level, the second at nothing, the rest blank. */
static void fill_content(struct filing *l, Hash photo, Hash lost)
{
    struct dossier_content *c = &l->frozen.content;
    const struct criteria_item *one = &l->set->item[0], *two = &l->set->item[1];
    struct arena *a = l->f->arena;
    c->facts = (struct dossier_facts){ 3, NEW_N(a, struct dossier_fact, 3) };
    c->facts.v[0] =
        (struct dossier_fact){ S("description"), S("Cá cơm và muối.\nỦ mười hai tháng.") };
    c->facts.v[1] = (struct dossier_fact){ S("la"), S("điều chưa có dòng") };
    c->facts.v[2] = (struct dossier_fact){ S("unit_name"), S("HTX Mẫu Mũi Né") };
    c->answers = (struct dossier_answers){ 2, NEW_N(a, struct dossier_answer, 2) };
    c->answers.v[0] =
        (struct dossier_answer){ one->id, one->cases[0].option[one->cases[0].n - 1].id,
                                 S("thuyết minh của chủ thể") };
    c->answers.v[1] = (struct dossier_answer){ two->id, S("-"), S("") };
    c->evidence = (struct evidences){ 3, NEW_N(a, struct evidence, 3) };
    c->evidence.v[0] = paper(11, "E01", "Giấy đăng ký", hash_of(S("pdf")), STORAGE_PDF);
    c->evidence.v[1] = paper(12, "E03", "Ảnh vùng nguyên liệu", photo, STORAGE_JPEG);
    c->evidence.v[2] = paper(13, "E09", "Ảnh đã mất", lost, STORAGE_PNG);
    c->links = (struct dossier_links){ 2, NEW_N(a, struct dossier_link, 2) };
    c->links.v[0] = (struct dossier_link){
        .target = one->id, .evidence = { 12 }, .page_from = 1, .page_to = 1
    };
    c->links.v[1] = (struct dossier_link){
        .target = S("E01"), .evidence = { 11 }, .page_from = 1, .page_to = 3
    };
    c->skips = (struct dossier_skips){ 1, NEW_N(a, struct dossier_skip, 1) };
    c->skips.v[0] = (struct dossier_skip){ S("E15"), S("chưa có giải thưởng") };
}

/* Files it as the submission does: canonical text, hash, receipt. */
static Err insert_dossier(struct tx *tx, void *arg)
{
    struct filing *l = arg;
    struct dossier_frozen *f = &l->frozen;
    f->dossier = tx_new_id(tx);
    TRY(dossier_insert(tx, f->dossier, l->product, l->f->producer, l->f->place, f->kind, f->year,
                       f->target_star, f->criteria, DOSSIER_AT_COMMUNE, l->f->owner, tx_now(tx)));
    return tx_note(tx, S("test.planted"), f->dossier);
}

static Err insert_version(struct tx *tx, void *arg)
{
    struct filing *l = arg;
    struct dossier_frozen *f = &l->frozen;
    Str text = dossier_canonical(tx_arena(tx), f);
    f->hash = hash_of(text);
    f->version = tx_new_id(tx);
    TRY(dossier_version_insert(tx, f->version, f->dossier, f->no, text, f->hash, f->receipt,
                               l->f->owner, tx_now(tx)));
    return tx_note(tx, S("test.planted"), f->version);
}

static struct filing file_it(struct fixture *f)
{
    struct filing l = { .f = f };
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->owner, look_around, &l), OK);
    l.frozen.no = 1;
    l.frozen.kind = DOSSIER_FIRST;
    l.frozen.target_star = 4;
    l.frozen.year = 2026;
    l.frozen.code = S("68-22918-01-2026");
    l.frozen.receipt = S("BN-2026-0007");
    l.frozen.set = l.set->id;
    l.frozen.submitted_by = f->owner;
    l.frozen.submitted_by_name = S("chuthe.1");
    l.frozen.submitted_at = f->now;
    fill_content(&l, picture(f), hash_of(S("lost")));
    CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, f->owner, insert_dossier, &l), OK);
    CHECK_ERR(fixture_tx(f, DOSSIER_SUBMIT, 0, f->owner, insert_version, &l), OK);
    return l;
}

static Str run(const char *tool, Str pdf, const char *rest)
{
    Str path = str_fmt(test_arena(), "/tmp/ocop-dossier-%d.pdf", (int)getpid()), text = S("");
    CHECK_ERR(file_write(path, pdf), OK);
    CHECK_ERR(test_output(str_fmt(test_arena(), "%s %s %s", tool, path.p, rest), &text), OK);
    (void)unlink(path.p);
    return text;
}

static Str without_blanks(Str s)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' && s.p[i] != '\n' && s.p[i] != '\f') {
            out_c(o, s.p[i]);
        }
    }
    return out_dup(test_arena(), o);
}

/* Lines may break anywhere. */
static bool has(Str text, Str what)
{
    text = without_blanks(text);
    return str_find(text, without_blanks(what)) < text.n;
}

TEST_DB(print_says_what_was_filed)
{
    struct fixture *f = fixture_open(db);
    struct filing l = file_it(f);
    struct dossier_print p = { &l.frozen, l.set, f->app->program.storage, S("https://ocop.vn") };
    Str one = S(""), two = S("");
    int64_t pages = 0;
    CHECK_ERR(dossier_print(f->arena, &p, &one, &pages), OK);
    CHECK_ERR(dossier_print(f->arena, &p, &two, &pages), OK);
    CHECK(str_eq(one, two));
    CHECK(has(run("qpdf --check", one, "2>&1"), S("No syntax or stream encoding errors found")));
    CHECK(has(run("pdfinfo", one, ""), str_fmt(f->arena, "Pages:           %d\n", (int)pages)));
    Str text = run("pdftotext -raw", one, "-");
    CHECK(has(text, S("Nước mắm <Mũi Né>")) && has(text, S("BN-2026-0007")));
    CHECK(has(text, S("68-22918-01-2026")) && has(text, hash_text(f->arena, l.frozen.hash)));
    CHECK(has(text, S("Đánh giá lần đầu")) && has(text, S("Ủ mười hai tháng.")));
    CHECK(has(text, S("điều chưa có dòng"))); /* a field without a line of its own */
    CHECK(has(text, S("thuyết minh của chủ thể")) && has(text, S("(không đạt mức nào)")));
    CHECK(has(text, l.set->item[0].cases[0].option[l.set->item[0].cases[0].n - 1].label));
    CHECK(has(text, str_fmt(f->arena, "Tổng điểm tự đánh giá: %d/100", (int)l.set->item[0].max)));
    CHECK(has(text, S("E15 không áp dụng: chưa có giải thưởng")));
    CHECK(has(text, hash_text(f->arena, l.frozen.content.evidence.v[0].file)));
    CHECK(has(text, S("Không còn tìm thấy tệp ảnh này")));
    CHECK(has(run("pdfimages -list", one, ""), S("jpeg")));
    CHECK(has(run("pdftoppm -r 100 -f 1 -l 1 -png", one, "| zbarimg -q --raw PNG:- 2>/dev/null"),
              S("https://ocop.vn/p/")));
    fixture_close(f);
}

static Err look_for_pdf(struct tx *tx, void *arg)
{
    struct filing *l = arg;
    bool found = false;
    struct dossier_pdf pdf;
    struct dossier_frozen frozen;
    TRY(dossier_frozen(tx, l->frozen.version, &frozen));
    CHECK_STR(dossier_canonical(tx_arena(tx), &frozen),
              dossier_canonical(tx_arena(tx), &l->frozen));
    TRY(dossier_pdf_get(tx, l->frozen.version, &found, &pdf));
    Str bytes;
    if (CHECK(found) && CHECK(pdf.pages > 5)) {
        CHECK_ERR(storage_read(l->f->app->program.storage, tx_arena(tx), pdf.file, &bytes), OK);
        CHECK(str_starts(bytes, S("%PDF-")));
    }
    return OK;
}

TEST_DB(print_job_runs_twice_and_prints_once)
{
    struct fixture *f = fixture_open(db);
    struct filing l = file_it(f);
    const struct job j = { .subject = l.frozen.version, .kind = JOB_DOSSIER_PDF, .tries = 1 };
    CHECK_ERR(dossier_job_pdf(db, f->arena, &j, &f->app->program), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, look_for_pdf, &l), OK);
    CHECK_ERR(dossier_job_pdf(db, f->arena, &j, &f->app->program), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, look_for_pdf, &l), OK);
    fixture_close(f);
}
