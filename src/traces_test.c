/* traces_test.c: random traces through the real pages: whoever may act by the law of a plain model
 * is obeyed once, everybody else, every form sent again and every stale one changes nothing at all.
 * The model knows nothing of the program's tables; domain/regime/workflow_test.c plays a hundred
 * thousand such traces against the policy alone. OCOP_TRACES=N plays N of them here, OCOP_SEED=N
 * other ones; `make traces` plays a hundred thousand. */
#include "domain/council/table_test.h"
#include "domain/dossier/dossier.h"

#include <stdlib.h>

enum { TRACES = 60, STEPS = 28, SEATS = 3, ASKED_MAX = 24, WHO = 14 };
enum deed {
    CONFIRM,
    ASK,
    CLOSE_REQUEST,
    RETURN,
    FORWARD,
    GIVE_BACK,
    TO_COUNCIL,
    SCORE,
    CLOSE,
    DECIDE
};
enum { DEEDS = DECIDE + 1 };

/* What the database holds of the dossier; nothing of it moves unless a deed is done. */
struct facts {
    int64_t state, version, versions, requests, open, files, sheets, results, recognitions, notes;
};

struct trace {
    struct table *t;
    struct fixture *f;
    Id who[WHO], dossier, file;
    Str name;
    uint64_t seed;
    /* the model */
    int state;
    bool confirmed, in[SEATS], asked[ASKED_MAX]; /* asked: still open */
    int64_t n_asked, done, refused, decided;
};

static uint64_t roll(struct trace *x, uint64_t n) /* xorshift64* */
{
    x->seed ^= x->seed >> 12;
    x->seed ^= x->seed << 25;
    x->seed ^= x->seed >> 27;
    return (x->seed * UINT64_C(2685821657736338717) >> 33) % n;
}

static Err read_facts(struct tx *tx, void *arg)
{
    struct trace *x = ((void **)arg)[0];
    struct facts *ret = ((void **)arg)[1];
#define COUNTED "(select count(*) from "
#define FACTS(id)                                                                                  \
    "select d.state, d.version, " COUNTED "dossier_version v where v.dossier = d.id), " COUNTED    \
    "dossier_request r where r.dossier = d.id), " COUNTED                                          \
    "dossier_request r where r.dossier = d.id and r.closed_at is null), " COUNTED                  \
    "session_file f where f.dossier = d.id), " COUNTED                                             \
    "score_sheet s join session_file f on f.id = s.file where f.dossier = d.id and "               \
    "s.submitted_at is not null), " COUNTED                                                        \
    "score_result s join session_file f on f.id = s.file where f.dossier = d.id), " COUNTED        \
    "recognition r where r.dossier = d.id), (select seq from audit_head) "                         \
    "from dossier d where d.id = " id
#define AT(field)                                                                                  \
    {                                                                                              \
#field, DB_T_INT, false, offsetof(struct facts, field)                                     \
    }
    static const struct db_col cols[] = { AT(state),        AT(version), AT(versions), AT(requests),
                                          AT(open),         AT(files),   AT(sheets),   AT(results),
                                          AT(recognitions), AT(notes) };
    static const struct db_col params[] = { { "id", DB_T_ID, false, 0 } };
    static const struct db_stmt facts = { .name = "test_facts",
                                          .sqlite = FACTS("?1"),
                                          .pg = FACTS("$1"),
                                          .file = "traces_test.c",
                                          .kind = DB_ONE,
                                          .row_size = sizeof(struct facts),
                                          .params = params,
                                          .n_params = 1,
                                          .cols = cols,
                                          .n_cols = COUNT_OF(cols) };
#undef AT
#undef FACTS
#undef COUNTED
    return db_run(tx, &facts, (union db_value[]){ { .id = x->dossier } }, ret, NULL);
}

static struct facts facts_of(struct trace *x)
{
    struct facts f = { 0 };
    void *both[] = { x, &f };
    struct tx_opts o = { .mode = TX_READ, .arena = test_arena(), .now = x->f->now };
    CHECK_ERR(tx_run(x->f->db, &o, read_facts, both), OK);
    return f;
}

static bool same(const struct facts *a, const struct facts *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* ---- the model ---- */

static int64_t open_requests(const struct trace *x)
{
    int64_t n = 0;
    for (size_t i = 0; i < ASKED_MAX; i++) {
        n += x->asked[i] ? 1 : 0;
    }
    return n;
}

static int seat_of(const struct trace *x, Id who)
{
    for (int i = 0; i < SEATS; i++) {
        if (id_eq(x->f->member[i], who)) {
            return i;
        }
    }
    return -1;
}

static bool lawful(const struct trace *x, Id who, enum deed deed)
{
    const struct fixture *f = x->f;
    bool commune = id_eq(who, f->commune) && x->state == DOSSIER_AT_COMMUNE;
    bool officer =
        (id_eq(who, f->officer) || id_eq(who, f->officer2)) && x->state == DOSSIER_AT_PROVINCE;
    int seat = seat_of(x, who);
    switch (deed) {
    case CONFIRM:
        return commune;
    case ASK:
        return commune && x->n_asked < ASKED_MAX - 4;
    case CLOSE_REQUEST:
        return commune && open_requests(x) > 0;
    case RETURN:
        return commune && open_requests(x) > 0;
    case FORWARD:
        return commune && open_requests(x) == 0 && x->confirmed;
    case GIVE_BACK:
        return officer && x->n_asked < ASKED_MAX - 4;
    case TO_COUNCIL:
        return officer;
    case SCORE:
        return seat >= 0 && x->state == DOSSIER_IN_COUNCIL && !x->in[seat];
    case CLOSE:
        return id_eq(who, f->secretary) && x->state == DOSSIER_IN_COUNCIL && x->in[0] && x->in[1] &&
               x->in[2];
    case DECIDE:
        return id_eq(who, f->leader) && x->state == DOSSIER_SCORED;
    }
    return false;
}

static int64_t lowest_open(const struct trace *x)
{
    for (int64_t i = 0; i < ASKED_MAX; i++) {
        if (x->asked[i]) {
            return i + 1;
        }
    }
    return 1;
}

static void act(struct trace *x, Id who, enum deed deed)
{
    switch (deed) {
    case CONFIRM:
        x->confirmed = true;
        break;
    case ASK:
        x->asked[x->n_asked++] = true;
        break;
    case CLOSE_REQUEST:
        x->asked[lowest_open(x) - 1] = false;
        break;
    case GIVE_BACK:
        x->asked[x->n_asked++] = true;
        x->state = DOSSIER_RETURNED;
        break;
    case RETURN:
        x->state = DOSSIER_RETURNED;
        break;
    case FORWARD:
        x->state = DOSSIER_AT_PROVINCE;
        break;
    case TO_COUNCIL:
        x->state = DOSSIER_IN_COUNCIL;
        break;
    case SCORE:
        x->in[seat_of(x, who)] = true;
        break;
    case CLOSE:
        x->state = DOSSIER_SCORED;
        break;
    case DECIDE:
        x->state = DOSSIER_RECOGNISED;
        x->decided++;
        break;
    }
}

/* ---- the forms ---- */

struct sent {
    Str target;
    size_t n;
    struct http_field form[CRITERIA_ITEMS_MAX + 8];
};

static void put(struct sent *s, Str name, Str value)
{
    s->form[s->n++] = (struct http_field){ name, value };
}

static void fill_confirmation(struct sent *s)
{
    static const char *const findings[] = { "agree", "agree", "none", "agree" };
    for (size_t i = 0; i < COUNT_OF(findings); i++) {
        put(s, str_fmt(test_arena(), "finding.%zu", i + 1), str_c(findings[i]));
        put(s, str_fmt(test_arena(), "note.%zu", i + 1), S("Xã đã xem tại chỗ"));
    }
}

static void fill_sheet(struct trace *x, struct sent *s)
{
    put(s, S("blank_ok"), S("1"));
    for (int i = 0; i < x->t->set->n_items; i++) {
        put(s, str_cat(test_arena(), S("a."), x->t->set->item[i].id),
            x->t->set->item[i].cases[0].option[table_best(x->t->set, i)].id);
    }
}

/* The form of a deed as somebody would send it who has the page of now before him. */
static void fill(struct trace *x, enum deed deed, const struct facts *now, struct sent *s)
{
    static const char *const tails[DEEDS] = {
        [CONFIRM] = "/xac-nhan",   [ASK] = "/yeu-cau",       [RETURN] = "/tra-lai",
        [FORWARD] = "/chuyen",     [GIVE_BACK] = "/tra-lai", [TO_COUNCIL] = "/hoi-dong",
        [CLOSE_REQUEST] = "/dong",
    };
    struct arena *a = test_arena();
    Str id = id_text(a, x->dossier), version = str_fmt(a, "%lld", (long long)now->version);
    s->n = 0;
    if (deed <= FORWARD) {
        s->target = str_cat(a, str_cat(a, S("/xa/"), id), str_c(tails[deed]));
    } else if (deed <= TO_COUNCIL) {
        s->target = str_cat(a, str_cat(a, S("/tinh/"), id), str_c(tails[deed]));
    }
    if (deed == CLOSE_REQUEST) {
        s->target =
            str_fmt(a, "/xa/%.*s/yeu-cau/%lld/dong", STR_ARG(id), (long long)lowest_open(x));
    } else if (deed == SCORE) {
        s->target = str_fmt(a, "/phieu/%.*s/nop", STR_ARG(id_text(a, x->file)));
        fill_sheet(x, s);
        version = S("0");
    } else if (deed == CLOSE) {
        s->target = str_fmt(a, "/phien/%.*s/ho-so/%.*s/dong", STR_ARG(id_text(a, x->t->session)),
                            STR_ARG(id_text(a, x->file)));
    } else if (deed == DECIDE) {
        s->target = S("/cong-nhan");
        put(s, S("pick[]"), str_fmt(a, "%.*s-%.*s", STR_ARG(id), STR_ARG(version)));
        put(s, S("decision_no"), str_fmt(a, "%.*s/QĐ-UBND", STR_ARG(id)));
        put(s, S("decision_date"), S("12/06/2026"));
    } else if (deed == CONFIRM) {
        fill_confirmation(s);
    } else if (deed == ASK) {
        put(s, S("target"), S("E02"));
        put(s, S("text"), S("Chụp lại cho rõ"));
    } else if (deed == GIVE_BACK) {
        put(s, S("target.1"), S("E02"));
        put(s, S("text.1"), S("Giấy mờ"));
    } else if (deed == TO_COUNCIL) {
        put(s, S("session"), id_text(a, x->t->session));
    }
    put(s, S("version"), version);
}

static int send(struct trace *x, Id who, struct sent *s, const char *idem)
{
    size_t n = s->n;
    put(s, S("idem"),
        str_fmt(test_arena(), "%.*s%lld%s", STR_ARG(x->name), (long long)x->done, idem));
    int status = fixture_post(x->f, who, s->target, s->n, s->form).status;
    s->n = n;
    return status;
}

/* ---- a trace ---- */

static Err learn_file(struct tx *tx, void *arg)
{
    struct trace *x = arg;
    struct session_file_ref ref;
    bool found = false;
    TRY(session_file_open_of(tx, x->dossier, &found, &ref));
    x->file = ref.id;
    return found ? OK : E_NONE;
}

/* Nobody scores before he has said whether he has an interest in what lies on the table. */
static void declare(struct trace *x)
{
    Str at =
        str_fmt(test_arena(), "/phien/%.*s/cam-ket", STR_ARG(id_text(test_arena(), x->t->session)));
    for (size_t i = 0; i < SEATS; i++) {
        CHECK_INT(fixture_post(x->f, x->f->member[i], at, FORM({ S("answer"), S("none") })).status,
                  303);
    }
}

static void after(struct trace *x, Id who, enum deed deed, struct sent *s)
{
    act(x, who, deed);
    struct facts now = facts_of(x);
    CHECK_INT(now.state, x->state);
    CHECK_INT(now.open, open_requests(x));
    CHECK_INT(now.requests, x->n_asked);
    CHECK_INT(now.sheets, x->in[0] + x->in[1] + x->in[2]);
    CHECK_INT(now.results, x->state == DOSSIER_SCORED || x->state == DOSSIER_RECOGNISED);
    CHECK_INT(now.recognitions, x->state == DOSSIER_RECOGNISED);
    CHECK(now.files <= 1);
    CHECK_INT(send(x, who, s, "a"), 303); /* the button pressed twice */
    struct facts again = facts_of(x);
    CHECK(same(&now, &again));
    if (deed != CLOSE_REQUEST) {            /* whose target is the next one now */
        CHECK(send(x, who, s, "b") >= 400); /* the old page sent once more */
        again = facts_of(x);
        CHECK(same(&now, &again));
    }
    x->done++;
    if (deed == TO_COUNCIL) {
        struct tx_opts o = { .mode = TX_READ, .arena = test_arena(), .now = x->f->now };
        CHECK_ERR(tx_run(x->f->db, &o, learn_file, x), OK);
        declare(x);
    }
}

static void step(struct trace *x, bool useful)
{
    Id who = x->who[roll(x, WHO)];
    enum deed deed = (enum deed)roll(x, DEEDS);
    for (int k = 0; k < 200 && useful && !lawful(x, who, deed); k++) {
        who = x->who[roll(x, WHO)];
        deed = (enum deed)roll(x, DEEDS);
    }
    struct facts before = facts_of(x);
    struct sent s;
    fill(x, deed, &before, &s);
    bool may = lawful(x, who, deed);
    int status = send(x, who, &s, "a");
    if (may && test_int(status, 303, __FILE__, __LINE__, str_cstr(test_arena(), s.target))) {
        after(x, who, deed, &s);
        return;
    }
    struct facts now = facts_of(x);
    test_check(status >= 400 && same(&before, &now), __FILE__, __LINE__,
               str_cstr(test_arena(),
                        str_fmt(test_arena(), "unlawful in state %d, yet answered %d: %.*s by %.*s",
                                x->state, status, STR_ARG(s.target),
                                STR_ARG(id_text(test_arena(), who)))));
    x->refused++;
    x->done++;
}

static void play(struct trace *x, int number)
{
    struct fixture *f = x->f;
    x->name = str_fmt(test_arena(), "Nước mắm số %d", number);
    x->dossier = fixture_dossier(f, f->owner, f->producer, 9, str_cstr(test_arena(), x->name));
    x->file = x->dossier; /* no file until it lies on the table */
    x->state = DOSSIER_AT_COMMUNE;
    x->confirmed = false;
    x->n_asked = 0;
    memset(x->in, 0, sizeof x->in);
    memset(x->asked, 0, sizeof x->asked);
    for (int i = 0; i < STEPS && test_failures() == 0; i++) {
        if (x->state == DOSSIER_RETURNED && i % 3 == 2) {
            fixture_hand_in_again(f, f->owner, x->dossier);
            x->state = DOSSIER_AT_COMMUNE;
            x->confirmed = false;
        }
        step(x, i % 2 == 0);
    }
}

static int64_t given(const char *name, int64_t fallback)
{
    const char *wanted = getenv(name);
    int64_t n = fallback;
    if (wanted != NULL) {
        CHECK_ERR(number_parse(str_c(wanted), 0, 1000000, &n), OK);
    }
    return n;
}

TEST_DB(traces_through_the_pages_do_what_is_lawful_once)
{
    struct trace x = { .t = table_open(db, SEATS), .seed = UINT64_C(0x9E3779B97F4A7C15) };
    if (x.t == NULL) {
        return;
    }
    struct fixture *f = x.f = x.t->f;
    const Id who[WHO] = { f->owner,     f->other_owner, f->commune,   f->other_commune,
                          f->officer,   f->officer2,    f->leader,    f->secretary,
                          f->admin,     f->member[0],   f->member[1], f->member[2],
                          f->member[3], ID_NONE };
    memcpy(x.who, who, sizeof who);
    int64_t n = given("OCOP_TRACES", TRACES);
    x.seed ^= (uint64_t)given("OCOP_SEED", 0) * UINT64_C(0xBF58476D1CE4E5B9);
    log_set_level(LOG_ERROR);          /* refusals by the thousand */
    for (size_t i = 0; i < WHO; i++) { /* signing in leaves a note, too */
        (void)fixture_get(f, who[i], S("/ban-lam-viec"));
    }
    for (int i = 0; i < n && test_failures() == 0; i++) {
        play(&x, i + 1);
    }
    CHECK(x.decided > 0 && x.refused > n);
    fixture_close(f);
}
