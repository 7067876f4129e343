/* access_routes_test.c: how the subject of every route is made, and asking. */
#include "access_world_test.h"

#include <sodium.h>

/* ---- recipes ---- */

static const struct world_recipe recipes[] = {
    { "/", WORLD_NOTHING, AS_IT_IS },
    { "/:lang", WORLD_NOTHING, AS_IT_IS },
    { "/:lang/san-pham", WORLD_NOTHING, AS_IT_IS },
    { "/:lang/kiem-tra", WORLD_NOTHING, AS_IT_IS },
    { "/:lang/san-pham/:code", WORLD_PRODUCT, AS_IT_IS },
    { "/:lang/kiem-tra/:code", WORLD_PRODUCT, AS_IT_IS },
    { "/p/:code", WORLD_PRODUCT, AS_IT_IS },
    { "/anh/:code", WORLD_PRODUCT, AS_IT_IS },
    { "/api/v1/products", WORLD_NOTHING, AS_IT_IS },
    { "/api/v1/products/:code", WORLD_PRODUCT, AS_IT_IS },
    { "/dang-xuat", WORLD_NOTHING, AS_IT_IS },
    { "/dang-ky", WORLD_NOTHING, AS_IT_IS },
    { "/tai-khoan", WORLD_NOTHING, AS_IT_IS },
    { "/ban-lam-viec", WORLD_NOTHING, AS_IT_IS },
    { "/so-dang-ky", WORLD_NOTHING, AS_IT_IS },
    { "/so-dang-ky/nhap", WORLD_NOTHING, AS_IT_IS },
    { "/so-dang-ky/nhap/:id*", WORLD_IMPORT, AS_IT_IS },
    { "/xa", WORLD_NOTHING, AS_IT_IS },
    { "/xa/y-tuong", WORLD_NOTHING, AS_IT_IS },
    { "/xa/ho-tro", WORLD_LIBRARY, AS_IT_IS },
    { "/xa/:id*", WORLD_DOSSIER, AS_IT_IS },
    { "/tinh", WORLD_NOTHING, AS_IT_IS },
    { "/tinh/dia-ban", WORLD_NOTHING, AS_IT_IS },
    { "/tinh/y-tuong*", WORLD_NOTHING, AS_IT_IS },
    { "/tinh/hoi-dong", WORLD_BATCH, AS_IT_IS },
    { "/tinh/:id*", WORLD_DOSSIER, AS_IT_IS },
    { "/huyen", WORLD_NOTHING, AS_IT_IS },
    { "/huyen/hoi-dong", WORLD_BATCH, AS_IT_IS },
    { "/huyen/:id*", WORLD_DOSSIER, AS_IT_IS },
    { "/y-tuong", WORLD_NOTHING, AS_IT_IS },
    { "/y-tuong/moi", WORLD_LIBRARY, AS_IT_IS },
    { "/y-tuong/:id*", WORLD_IDEA, AS_IT_IS },
    { "/ho-so", WORLD_NOTHING, AS_IT_IS },
    { "/ho-so/moi", WORLD_LIBRARY, AS_IT_IS },
    { "/ho-so/:id/tep/:evidence", WORLD_DOSSIER, AT_TABLE },
    { "/ho-so/:id/so-sanh*", WORLD_DOSSIER, AT_TABLE },
    { "/ho-so/:id*", WORLD_DOSSIER, AS_IT_IS },
    { "/giay-to", WORLD_LIBRARY, AS_IT_IS },
    { "/giay-to/moi", WORLD_LIBRARY, AS_IT_IS },
    { "/giay-to/:id*", WORLD_EVIDENCE, AS_IT_IS },
    { "/hoi-dong", WORLD_NOTHING, AS_IT_IS },
    { "/quy-trinh", WORLD_NOTHING, AS_IT_IS },
    { "/hoi-dong/moi", WORLD_NOTHING, AS_IT_IS },
    { "/hoi-dong/:id*", WORLD_COUNCIL, AS_IT_IS },
    { "/phien/:id", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/hop", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/cuoc-hop*", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/cam-ket", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/xung-dot", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/phan-cong", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/do-lech", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/giay-to*", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/phieu/:paper", WORLD_SESSION, AS_IT_IS }, /* papers_test.c asks for real ones */
    { "/phien/:id/cam-quan*", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/nem", WORLD_SESSION, AS_IT_IS },
    { "/phien/:id/mau", WORLD_SESSION, AS_IT_IS },
    { "/phieu-mau/:anchor*", WORLD_ANCHOR, AS_IT_IS },
    { "/phien/:id/phieu-excel*", WORLD_SESSION, AS_IT_IS }, /* offline_test.c asks for real ones */
    { "/phien/:id/ho-so/:file*", WORLD_FILE, AS_IT_IS },
    { "/phieu/:file/ho-so.pdf", WORLD_FILE, AS_DOSSIER },
    { "/phieu/:file/tep/:paper", WORLD_FILE, AS_DOSSIER },
    { "/phieu/:file/anh/:paper", WORLD_FILE, AS_DOSSIER },
    { "/phieu/:file*", WORLD_FILE, AS_IT_IS },
    { "/tu-van", WORLD_NOTHING, AS_IT_IS },
    { "/tu-van/:file*", WORLD_FILE, AS_IT_IS },
    { "/cong-nhan/khong-dat", WORLD_PICKS, AS_IT_IS },
    { "/cong-nhan/:id*", WORLD_RECOGNITION, AS_IT_IS },
    { "/tieu-chi", WORLD_NOTHING, AS_IT_IS },
    { "/tieu-chi/nhap", WORLD_NEW_CRITERIA, AS_IT_IS },
    { "/tieu-chi/:id*", WORLD_CRITERIA, AS_IT_IS },
};

/* The list of decisions is about nothing; the decision itself about the chosen dossiers. */
static const struct world_recipe decisions = { "/cong-nhan", WORLD_PICKS, AS_IT_IS };
static const struct world_recipe decision_list = { "/cong-nhan", WORLD_NOTHING, AS_IT_IS };

const struct world_recipe *world_recipe_of(const struct route *r)
{
    Str path = str_c(r->path);
    if (str_eq(path, S("/cong-nhan"))) {
        return r->method == HTTP_POST ? &decisions : &decision_list;
    }
    for (size_t i = 0; i < COUNT_OF(recipes); i++) {
        Str pattern = str_c(recipes[i].path);
        bool open = pattern.p[pattern.n - 1] == '*';
        if (open ? str_starts(path, str_sub(pattern, 0, pattern.n - 1)) : str_eq(path, pattern)) {
            return &recipes[i];
        }
    }
    return NULL;
}

struct world_thing world_seen(const struct world_recipe *recipe, const struct world_who *who,
                              const struct world_thing *t)
{
    struct world_thing s = *t;
    if (t->kind == WORLD_LIBRARY && who->n_roles > 0 && who->role[0].role == ROLE_PRODUCER) {
        s.owner = who->role[0].scope;
    }
    if (t->kind == WORLD_LIBRARY && who->n_roles > 0 && who->role[0].role == ROLE_COMMUNE) {
        s.place = who->role[0].scope; /* the producers of the own commune */
    }
    int role = who->n_roles > 0 ? who->role[0].role : 0;
    bool district = role == ROLE_DISTRICT || role == ROLE_DISTRICT_LEADER;
    bool own = str_eq(str_c(recipe->path), S("/hoi-dong/moi")) || t->kind == WORLD_BATCH ||
               (t->kind == WORLD_PICKS && id_none(t->id));
    if (district && own) { /* about nothing but the asker's own district */
        s.district = who->role[0].scope;
        s.state = t->kind == WORLD_BATCH   ? DOSSIER_AT_DISTRICT
                  : t->kind == WORLD_PICKS ? DOSSIER_DISTRICT_SCORED
                                           : t->state;
    }
    if (t->kind == WORLD_DOSSIER && recipe->seen != AT_TABLE) {
        s.council = ID_NONE;
    }
    if (recipe->seen == AS_DOSSIER) {
        s.state = t->dossier_state;
    }
    return s;
}

static Str value_of(Str name, const struct world_thing *t, Id id, Id paper)
{
    static const char *const fixed[][2] = { { ":lang", "vi" },
                                            { ":no", "1" },
                                            { ":a", "1" },
                                            { ":b", "1" },
                                            { ":part", "don-vi" },
                                            { ":section", "a" },
                                            { ":target", "E03" },
                                            /* upload_test.c asks for real ones */
                                            { ":upload", "0aaaaaaaaaaaa" } };
    struct arena *a = test_arena();
    for (size_t i = 0; i < COUNT_OF(fixed); i++) {
        if (str_eq(name, str_c(fixed[i][0]))) {
            return str_c(fixed[i][1]);
        }
    }
    if (str_eq(name, S(":id"))) {
        return id_text(a, t->kind == WORLD_FILE ? t->outer : id);
    }
    if (str_eq(name, S(":file")) || str_eq(name, S(":anchor"))) {
        return id_text(a, id);
    }
    if (str_eq(name, S(":paper")) && t->kind == WORLD_SESSION) {
        return S("to-trinh.pdf");
    }
    if (str_eq(name, S(":set"))) {
        return id_text(a, id);
    }
    if (str_eq(name, S(":evidence")) || str_eq(name, S(":paper"))) {
        return id_text(a, paper);
    }
    return str_eq(name, S(":code")) ? t->code : STR_NONE;
}

Str world_address(const struct route *r, const struct world_thing *t, Id id, Id paper)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_URL);
    Str rest = str_skip(str_c(r->path), 1);
    do {
        Str part = str_cut(&rest, '/');
        Str value = str_starts(part, S(":")) ? value_of(part, t, id, paper) : part;
        if (str_none(value)) {
            test_check(false, r->path, 0, "say what its parameters may be");
            return STR_NONE;
        }
        out_c(o, '/');
        out_raw(o, value);
    } while (rest.n > 0);
    return out_dup(test_arena(), o);
}

void world_each_route(void (*f)(void *arg, const struct route *r,
                                const struct world_recipe *recipe),
                      void *arg)
{
    for (const struct route *const *table = app_routes; *table != NULL; table++) {
        for (const struct route *r = *table; r->run != NULL; r++) {
            const struct world_recipe *recipe = world_recipe_of(r);
            if (r->action == 0) {
                test_check(str_eq(str_c(r->path), S("/dang-nhap")), r->path, 0,
                           "only the sign-in asks for no permission");
            } else if (recipe == NULL) {
                test_check(false, r->path, 0, "say how to make its subject");
            } else {
                f(arg, r, recipe);
            }
        }
    }
}

/* ---- luck ---- */

static const char *luck_name(void)
{
    return "the same luck";
}

/* The next bytes of one fixed row; seeded anew by world_same_luck(). */
static void luck_bytes(void *const buf, const size_t size)
{
    static uint64_t drawn;
    unsigned char seed[randombytes_SEEDBYTES] = { 0 };
    drawn = buf == NULL ? 0 : drawn + 1;
    for (size_t i = 0; i < sizeof drawn; i++) {
        seed[i] = (unsigned char)(drawn >> (8 * i));
    }
    if (buf != NULL) {
        randombytes_buf_deterministic(buf, size, seed);
    }
}

static uint32_t luck_number(void)
{
    uint32_t n;
    luck_bytes(&n, sizeof n);
    return n;
}

void world_same_luck(void)
{
    static struct randombytes_implementation luck = { .implementation_name = luck_name,
                                                      .random = luck_number,
                                                      .buf = luck_bytes };
    CHECK_INT(randombytes_set_implementation(&luck), 0);
    luck_bytes(NULL, 0);
}

/* ---- asking ---- */

struct page world_ask(struct world *w, Id as, enum http_method m, Str target, bool json)
{
    static const struct http_field wrong = { S_INIT("csrf"), S_INIT("wrong") };
    static const struct http_field accept = { S_INIT("Accept"), S_INIT("application/json") };
    Time then = w->f->now;
    world_same_luck();
    struct page p =
        fixture_send(w->f, as, m, target, m == HTTP_POST ? 1 : 0, &wrong, json ? 1 : 0, &accept);
    w->f->now = then;
    return p;
}

Str world_whole(struct arena *a, const struct page *p, Str id_asked)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES),
                  *cut CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    out_int(o, p->status);
    for (size_t i = 0; i < p->headers.n; i++) {
        out_c(o, '\n');
        out_raw(o, p->headers.v[i].name);
        out_raw(o, S(": "));
        out_raw(o, p->headers.v[i].value);
    }
    out_c(o, '\n');
    out_raw(o, p->body);
    if (str_empty(id_asked)) {
        return out_dup(a, o);
    }
    Str rest = out_view(o);
    for (size_t at = str_find(rest, id_asked); id_asked.n > 0 && at < rest.n;
         at = str_find(rest, id_asked)) {
        out_raw(cut, str_sub(rest, 0, at));
        out_raw(cut, S("[id]"));
        rest = str_skip(rest, at + id_asked.n);
    }
    out_raw(cut, rest);
    return out_dup(a, cut);
}
