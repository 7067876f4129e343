/* desk.c: what waits for me and where I can go: the menu and the desk, from one table. */
#include "domain/account/desk.h"
#include "domain/access/access.h"
#include "domain/account/account.h"
#include "domain/account/account.views.h"
#include "domain/account/account_web.h"
#include "domain/reminder/reminder.h"
#include "messages.h"

/* One door a kind of work, in the order of the programme's cycle. */
static const struct door {
    int action, title, text;
    const char *href;
    const char *also; /* other addresses behind the same door, divided by blanks */
} doors[] = {
    { IDEA_LIST, M_ACCOUNT_DOOR_IDEAS, M_ACCOUNT_DOOR_IDEAS_TEXT, "/y-tuong", "" },
    { DOSSIER_LIST, M_ACCOUNT_DOOR_DOSSIERS, M_ACCOUNT_DOOR_DOSSIERS_TEXT, "/ho-so", "" },
    { EVIDENCE_ADD, M_ACCOUNT_DOOR_PAPERS, M_ACCOUNT_DOOR_PAPERS_TEXT, "/giay-to", "" },
    { COMMUNE_LIST, M_ACCOUNT_DOOR_COMMUNE, M_ACCOUNT_DOOR_COMMUNE_TEXT, "/xa", "" },
    { DISTRICT_LIST, M_ACCOUNT_DOOR_DISTRICT, M_ACCOUNT_DOOR_DISTRICT_TEXT, "/huyen", "" },
    { PROVINCE_LIST, M_ACCOUNT_DOOR_PROVINCE, M_ACCOUNT_DOOR_PROVINCE_TEXT, "/tinh", "" },
    { COUNCIL_LIST, M_ACCOUNT_DOOR_COUNCIL, M_ACCOUNT_DOOR_COUNCIL_TEXT, "/hoi-dong",
      "/phien /phieu" },
    { ADVICE_LIST, M_ADVICE_TITLE, M_ADVICE_INTRO, "/tu-van", "" },
    { RECOGNITION_LIST, M_ACCOUNT_DOOR_RECOGNITION, M_ACCOUNT_DOOR_RECOGNITION_TEXT, "/cong-nhan",
      "" },
    { REGISTER_VIEW, M_ACCOUNT_DOOR_REGISTER, M_ACCOUNT_DOOR_REGISTER_TEXT, "/so-dang-ky", "" },
    { CRITERIA_EDIT, M_ACCOUNT_DOOR_CRITERIA, M_ACCOUNT_DOOR_CRITERIA_TEXT, "/tieu-chi", "" },
    { WORKFLOW_VIEW, M_WORKFLOW_TITLE, M_WORKFLOW_LEAD, "/quy-trinh", "" },
};

/* Is the path one of the places of a list like "/hoi-dong /phien", or below one? */
static bool is_under(Str path, Str places)
{
    while (places.n > 0) {
        Str place = str_cut(&places, ' ');
        if (str_starts(path, place) && (path.n == place.n || path.p[place.n] == '/')) {
            return true;
        }
    }
    return false;
}

struct view_links account_menu(struct req *q)
{
    struct view_links l = { .v = NEW_N(q->arena, struct view_link, COUNT_OF(doors) + 2) };
    Str path = q->http->path;
    l.v[l.n++] = (struct view_link){ { S("/ban-lam-viec") },
                                     i18n_text(q->lang, M_ACCOUNT_DESK),
                                     str_eq(path, S("/ban-lam-viec")) };
    for (size_t i = 0; i < COUNT_OF(doors); i++) {
        if (web_may_ever(q, doors[i].action)) {
            Str href = str_c(doors[i].href);
            bool here = is_under(path, href) || is_under(path, str_c(doors[i].also));
            l.v[l.n++] = (struct view_link){ { href }, i18n_text(q->lang, doors[i].title), here };
        }
    }
    return l;
}

Err account_show_desk(struct req *q)
{
    struct account_desk d = { .hello = q->session.name };
    d.places.v = NEW_N(q->arena, struct account_card, COUNT_OF(doors) + 1);
    for (size_t i = 0; i < COUNT_OF(doors); i++) {
        if (web_may_ever(q, doors[i].action)) {
            d.places.v[d.places.n++] =
                (struct account_card){ .title = i18n_text(q->lang, doors[i].title),
                                       .text = i18n_text(q->lang, doors[i].text),
                                       .href = { str_c(doors[i].href) } };
        }
    }
    struct reminder_cards todo;
    TRY(reminder_todo(q, &todo));
    d.todo.v = NEW_N(q->arena, struct account_card, todo.n);
    for (size_t i = 0; i < todo.n; i++) {
        d.todo.v[d.todo.n++] = (struct account_card){ .title = todo.v[i].title,
                                                      .text = todo.v[i].text,
                                                      .href = { todo.v[i].href },
                                                      .late = todo.v[i].late };
    }
    account_desk_html(q->out, q->view, &d);
    return OK;
}
