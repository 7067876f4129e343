/* play_district.c: the demonstration on a day with districts: what the base plan's round needs,
 * ready to be played on. Only product sets whose sheets of QĐ 148/2023 are complete. */
#include "play.h"
#include "domain/access/access.h"
#include "domain/council/council.h"

/* ---- councils of both levels ---- */

struct seat {
    enum demo_person who;
    const char *department;
    int position;
};
static const struct seat district_seats[] = {
    { DEMO_DISTRICT_CHAIR, "UBND thành phố", COUNCIL_CHAIR },
    { DEMO_DISTRICT_MEMBER_1, "Phòng Nông nghiệp và Môi trường", COUNCIL_VOTER },
    { DEMO_DISTRICT_MEMBER_2, "Phòng Y tế", COUNCIL_VOTER },
    { DEMO_DISTRICT_SECRETARY, "Phòng Kinh tế", COUNCIL_SECRETARY },
};

struct opening {
    struct demo *d;
    Date held_on;
    struct council_new n;
    Str session;
};

static Err open_council(struct tx *tx, void *arg)
{
    struct opening *o = arg;
    struct council c;
    o->n.decision_date = o->n.from_day = tx_today(tx);
    TRY(council_create(tx, &o->n, &o->d->council));
    TRY(council_get(tx, o->d->council, &c));
    tx_grant(tx, SESSION_OPEN, 0);
    return council_open_session(tx, &c, o->session, o->held_on, &o->d->session);
}

static Err make_council(struct play *p)
{
    struct demo *d = p->d;
    struct opening o = { .d = d,
                         .held_on = date_of(d->now),
                         .session = S("Phiên chấm cấp huyện (mẫu)"),
                         .n = council_usual() };
    o.n.name = S("Hội đồng OCOP thành phố Phan Thiết (mẫu)");
    o.n.decision_no = S("9310/QĐ-UBND");
    o.n.tier = S("district");
    o.n.district = d->district;
    o.n.demo = true;
    o.n.seats.v = NEW_N(d->arena, struct council_seat, COUNT_OF(district_seats));
    for (size_t i = 0; i < COUNT_OF(district_seats); i++) {
        const struct seat *s = &district_seats[i];
        o.n.seats.v[o.n.seats.n++] = (struct council_seat){ .account = d->account[s->who],
                                                            .department = str_c(s->department),
                                                            .position = s->position };
    }
    return demo_step(d, DEMO_DISTRICT_OFFICER, COUNCIL_MANAGE, 0, open_council, &o);
}

/* ---- the season ---- */

/* Dossiers of play.c that this season plays, and where each ends. */
enum { FOUR = 3, AT_COUNCIL = 4, AT_DISTRICT = 5, AT_COMMUNE = 6, THREE = 8 };

static Err to_council(struct play *p, const struct play_dossier *x)
{
    struct http_fields form = { 0 };
    http_add(p->b.arena, &form, S("session"), id_text(p->b.arena, p->d->session));
    return play_press(p, DEMO_DISTRICT_OFFICER, play_at(p, "/huyen/", x->id, ""),
                      play_at(p, "/huyen/", x->id, "/hoi-dong"), form);
}

Err play_district(struct play *p)
{
    static const struct {
        int dossier, days;
    } filed[] = { { AT_COUNCIL, 20 }, { AT_DISTRICT, 16 }, { AT_COMMUNE, 4 } };
    play_days_ago(p, 30);
    TRY(make_council(p));
    for (size_t i = 0; i < COUNT_OF(filed); i++) {
        play_days_ago(p, filed[i].days);
        TRY(play_write(p, &p->season[filed[i].dossier], true));
        TRY(play_submit(p, &p->season[filed[i].dossier]));
    }
    play_days_ago(p, 3);
    TRY(play_forward(p, &p->season[AT_COUNCIL]));
    TRY(play_forward(p, &p->season[AT_DISTRICT]));
    TRY(to_council(p, &p->season[AT_COUNCIL]));
    play_days_ago(p, 2);
    TRY(play_write(p, &p->season[FOUR], true));
    TRY(play_write(p, &p->season[THREE], true));
    TRY(play_ideas(p));
    return play_helped(p);
}
