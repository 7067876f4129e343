/* conflict.c: conflicts of interest: the answer before a file opens, traces in the data, the
 * chair's word. */
#include "domain/council/conflict.h"
#include "domain/access/access.h"
#include "messages.h"
#include "platform/i18n/i18n.h"

enum { WORDS_MAX_CHARS = 500, HIT_ACCEPTED = 2, HIT_REJECTED = 3 };

/* ---- traces ---- */

static bool same(struct arena *a, Str x, Str y)
{
    return !str_empty(str_trim(x)) && str_eq(vi_fold(a, x), vi_fold(a, y));
}

static Str first_word(Str name)
{
    Str rest = str_trim(name);
    return str_cut(&rest, ' ');
}

static bool apart(char c)
{
    return c == ',' || c == ';' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Tax codes stand apart by blanks, commas or lines. */
static bool lists(Str codes, Str code)
{
    size_t from = 0;
    code = str_trim(code);
    for (size_t i = 0; i <= codes.n && code.n > 0; i++) {
        if (i == codes.n || apart(codes.p[i])) {
            if (str_eq(str_sub(codes, from, i), code)) {
                return true;
            }
            from = i + 1;
        }
    }
    return false;
}

int64_t conflict_find(struct arena *a, int64_t kinds, Str member, const struct conflict_interest *i,
                      const struct conflict_file *f)
{
    int64_t found = 0;
    found |= lists(i->tax_codes, f->tax_code) ? CONFLICT_TAX : 0;
    found |= same(a, i->home_address, f->address) ? CONFLICT_ADDRESS : 0;
    found |= same(a, i->home_place, f->place) &&
                     same(a, first_word(member), first_word(f->representative))
                 ? CONFLICT_FAMILY_PLACE
                 : 0;
    found |= same(a, i->employer, f->producer) ? CONFLICT_EMPLOYER : 0;
    found |= f->helped ? CONFLICT_HELPED : 0;
    return found & kinds;
}

/* ---- the declaration ---- */

static const struct conflict_choice *choice_of(const struct conflict_declaration *d, Id file)
{
    for (size_t i = 0; i < d->n; i++) {
        if (id_eq(d->v[i].file, file) && d->v[i].conflict) {
            return &d->v[i];
        }
    }
    return NULL;
}

static void wrong(struct tx *tx, bool *ok, Str field, int key, Str word)
{
    (void)refuse_field(tx, field, key, word, STR_NONE);
    *ok = false;
}

static void check_length(struct tx *tx, bool *ok, Str field, Str words)
{
    if (utf8_length(words) > WORDS_MAX_CHARS) {
        wrong(tx, ok, field, M_COUNCIL_CONFLICT_LONG, STR_NONE);
    }
}

static Err check(struct tx *tx, const struct conflict_declaration *d,
                 const struct conflict_files *files)
{
    bool ok = true, some = str_eq(d->answer, S("some"));
    size_t marked = 0;
    for (size_t i = 0; i < files->n; i++) {
        const struct conflict_choice *c = choice_of(d, files->v[i].file);
        marked += c != NULL ? 1 : 0;
        if (c != NULL &&
            (str_empty(str_trim(c->reason)) || utf8_length(c->reason) > WORDS_MAX_CHARS)) {
            wrong(tx, &ok, str_cat(tx_arena(tx), S("r."), id_text(tx_arena(tx), c->file)),
                  M_COUNCIL_CONFLICT_REASON, files->v[i].product);
        }
    }
    if (!some && !str_eq(d->answer, S("none"))) {
        wrong(tx, &ok, S("answer"), M_COUNCIL_CONFLICT_ANSWER, STR_NONE);
    } else if (some != (marked > 0)) {
        wrong(tx, &ok, S("answer"),
              some ? M_COUNCIL_CONFLICT_WHICH : M_COUNCIL_CONFLICT_CONTRADICTS, STR_NONE);
    }
    check_length(tx, &ok, S("employer"), d->interest.employer);
    check_length(tx, &ok, S("tax_codes"), d->interest.tax_codes);
    check_length(tx, &ok, S("home_place"), d->interest.home_place);
    check_length(tx, &ok, S("home_address"), d->interest.home_address);
    return ok ? OK : E_REFUSED;
}

struct looking { /* what ties the acting member; and for a substitute, who the seat belongs to */
    int64_t kinds;
    Str member;
    int64_t held;
    Id seat;
    Str seat_name;
    struct conflict_interest seat_interest;
    struct conflict_files seat_files; /* the absent member has not answered for these */
};

static const struct conflict_file *file_of(const struct conflict_files *files, Id file)
{
    for (size_t i = 0; i < files->n; i++) {
        if (id_eq(files->v[i].file, file)) {
            return &files->v[i];
        }
    }
    return NULL;
}

static Err declare_one(struct tx *tx, const struct conflict_declaration *d,
                       const struct conflict_file *f, struct looking *l)
{
    const struct conflict_choice *c = choice_of(d, f->file);
    TRY(conflict_declaration_put(tx, f->file, tx_account(tx), c != NULL, tx_now(tx)));
    if (c != NULL) {
        return conflict_recusal_put(tx, f->file, tx_account(tx), c->reason, tx_now(tx));
    }
    const struct conflict_file *seat = file_of(&l->seat_files, f->file);
    int64_t found = conflict_find(tx_arena(tx), l->kinds, l->member, &d->interest, f);
    int64_t of_seat =
        seat == NULL ? 0
                     : conflict_find(tx_arena(tx), l->kinds, l->seat_name, &l->seat_interest, seat);
    if (found != 0) {
        TRY(conflict_hit_insert(tx, tx_new_id(tx), f->file, tx_account(tx), found, tx_now(tx)));
    }
    if (of_seat != 0) {
        TRY(conflict_hit_insert(tx, tx_new_id(tx), f->file, l->seat, of_seat, tx_now(tx)));
    }
    l->held += found != 0 || of_seat != 0 ? 1 : 0;
    return OK;
}

/* What binds the member binds the substitute: traces of both are looked for. The member is away, so
 * that what was declared last has to do. */
static Err look_at_seat(struct tx *tx, const struct council_session *s, struct looking *l)
{
    struct council_actor me;
    bool found = false;
    TRY(council_actor_of(tx, s->council, tx_account(tx), &me));
    if (!me.substitute) {
        return OK;
    }
    l->seat = me.seat.account;
    l->seat_name = me.seat.name;
    l->seat_interest = (struct conflict_interest){ S(""), S(""), S(""), S("") };
    TRY(conflict_interest_last(tx, l->seat, &found, &l->seat_interest));
    return conflict_undeclared(tx, s->id, l->seat, &l->seat_files);
}

Err conflict_declare(struct tx *tx, const struct council_session *s,
                     const struct conflict_declaration *d, int64_t *ret_held)
{
    struct conflict_files files;
    struct conflict_kinds kinds;
    struct conflict_member_name me;
    struct looking l = { .held = 0 };
    TRY(conflict_undeclared(tx, s->id, tx_account(tx), &files));
    TRY(check(tx, d, &files));
    TRY(conflict_kinds_of(tx, s->council, &kinds));
    TRY(conflict_member(tx, tx_account(tx), &me));
    TRY(conflict_interest_put(tx, s->id, tx_account(tx), d->interest.employer,
                              d->interest.tax_codes, d->interest.home_place,
                              d->interest.home_address, tx_now(tx)));
    l.kinds = kinds.kinds;
    l.member = me.name;
    TRY(look_at_seat(tx, s, &l));
    for (size_t i = 0; i < files.n; i++) {
        TRY(declare_one(tx, d, &files.v[i], &l));
    }
    *ret_held = l.held;
    return tx_note(tx, S("council.conflicts_declared"), s->id);
}

/* ---- the chair's word ---- */

Err conflict_to_decide(struct tx *tx, Id session, Id account, struct conflict_hits *ret)
{
    struct council_session s;
    struct council_actor me;
    TRY(council_session_get(tx, session, &s));
    TRY(council_actor_of(tx, s.council, account, &me));
    if (!me.presides) {
        *ret = (struct conflict_hits){ 0, NULL };
        return OK;
    }
    return conflict_hits_for(tx, session, account, me.seat.account, tx_today(tx), ret);
}

Err conflict_decide(struct tx *tx, Id session, Id hit, bool accept, Str reason)
{
    struct conflict_hits hits;
    TRY(conflict_to_decide(tx, session, tx_account(tx), &hits));
    for (size_t i = 0; i < hits.n; i++) {
        const struct conflict_hit *h = &hits.v[i];
        if (!id_eq(h->id, hit)) {
            continue;
        }
        if ((!accept && str_empty(reason)) || utf8_length(reason) > WORDS_MAX_CHARS) {
            return refuse_field(tx, S("reason"), M_COUNCIL_HIT_REASON, h->name, STR_NONE);
        }
        TRY(conflict_hit_decide(tx, hit, accept ? HIT_ACCEPTED : HIT_REJECTED, tx_account(tx),
                                reason, tx_now(tx)));
        if (accept) {
            TRY(conflict_recusal_put(
                tx, h->file, h->account,
                str_empty(reason) ? i18n_text(LANG_VI, M_COUNCIL_HIT_ACCEPTED_REASON) : reason,
                tx_now(tx)));
        }
        return tx_note(tx, accept ? S("council.hit_accepted") : S("council.hit_rejected"), h->file);
    }
    return E_NONE;
}

Err conflict_set_kinds(struct tx *tx, Id council, int64_t kinds)
{
    TRY(conflict_kinds_put(tx, council, kinds));
    return tx_note(tx, S("council.conflict_kinds_set"), council);
}
