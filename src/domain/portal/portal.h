/* portal.h: what anybody may see: the catalogue, a product, the check of a product. */
#ifndef PORTAL_H
#define PORTAL_H
#include "domain/portal/portal.sql.h"
#include "domain/recognition/recognition.h"
#include "platform/qr/qr.h"
#include "platform/view/view.h"

enum { PORTAL_PER_PAGE = 24, PORTAL_NEWEST = 8 };

/* ---- the question ---- */
struct portal_query {
    Str q;               /* as typed */
    int64_t group, star; /* 0: any */
    int64_t status;      /* 0: all, 1: valid, 2: about to expire, 3: expired or revoked */
    int64_t page;
};
/* The answer: a page of cards, and how many there are. Search words are folded as the index is:
 * "nuoc mam" finds "Nước mắm", the last word also as a beginning. */
Err portal_search(struct tx *tx, const struct portal_query *q, struct portal_cards *ret,
                  int64_t *ret_total) MUST;
/* The words in the engine's search language; none when nothing but marks was typed. */
Str portal_match(struct arena *a, enum db_engine engine, Str typed);

/* ---- pages ---- */
struct portal_stars_shown { /* stars as a picture and as words */
    int64_t n;
};
struct portal_tile {
    Str name, producer, place, alt;
    Url href, photo;
    int64_t group;
    struct portal_stars_shown stars;
    struct view_status status;
};
struct portal_tiles {
    size_t n;
    struct portal_tile *v;
};
struct portal_number {
    int64_t star, n;
    Url href;
};
struct portal_numbers {
    size_t n;
    struct portal_number *v;
};
struct portal_group {
    int64_t no;
    Str name;
    Url href;
    bool current;
};
struct portal_groups {
    size_t n;
    struct portal_group *v;
};
struct portal_home {
    int64_t valid;
    struct portal_numbers numbers;
    struct portal_tiles newest;
    struct portal_groups groups;
};
struct portal_chip { /* a filter that is on, and the address without it */
    Str text;
    Url href;
};
struct portal_chips {
    size_t n;
    struct portal_chip *v;
};
struct portal_catalogue {
    Str q;
    int64_t total;
    struct view_field group, star, status;
    struct portal_chips chips;
    struct portal_tiles tiles;
    struct view_paging paging;
};
struct portal_round { /* one recognition of the history */
    int64_t round;
    struct portal_stars_shown stars;
    Str decision_no, authority, status, name;
    Date from_day, until_day, decision_date;
};
struct portal_rounds {
    size_t n;
    struct portal_round *v;
};
struct portal_page { /* the product page and the check page */
    Str code, name, other_name, producer, producer_kind, place, address, phone, email, story, alt;
    Str group, set_name, decision_no, authority, certificate_no, revoke_decision, revoke_reason;
    Str meaning, check_address;
    int64_t group_no, days_left;
    bool place_changed;
    Str recognised_place;
    Date decision_date, from_day, until_day, last_day, revoked_on;
    Date grace; /* while its re-evaluation is on its way, at most to this day; none: not so */
    Url website, buy_url, photo, page, check;
    struct portal_stars_shown stars;
    struct view_status status;
    struct portal_rounds rounds;
    Html qr;
};
struct portal_check { /* the form, and what was asked when nothing fits */
    struct view_field code;
    Str asked;
    struct view_status status;
    Str meaning;
    bool unknown;
};
/* Everything about a product by its public code. E_NONE: unknown, or never recognised. */
Err portal_page_of(struct tx *tx, const struct view *w, struct qr_memo *qrs, Str code,
                   struct portal_page *ret) MUST;
struct portal_tile portal_tile_of(const struct view *w, const struct portal_card *c, Date today,
                                  int64_t soon_days);

#endif
