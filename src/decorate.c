/* decorate.c: the menu and the role words around a signed-in page. */
#include "app.h"
#include "domain/access/access.h"
#include "domain/account/account_web.h"

Err app_decorate(struct req *q)
{
    if (id_none(q->session.id) || q->view->frame != VIEW_STAFF) {
        return OK;
    }
    q->view->nav = account_menu(q);
    if (q->actor.n_roles > 0) {
        q->view->user_role = i18n_text(q->lang, access_role_message(q->actor.role[0].role));
    }
    return OK;
}
