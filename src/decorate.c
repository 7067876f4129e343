/* decorate.c: the law of the day under every page; the menu and the role words of signed-in ones.
 */
#include "app.h"
#include "domain/access/access.h"
#include "domain/account/account_web.h"
#include "domain/regime/regime.h"

/* Which law holds today; answers made without the database do not know. */
static Err law_of_today(struct req *q)
{
    const struct regime *r;
    if (q->tx == NULL) {
        return OK;
    }
    TRY(regime_today(q->tx, &r));
    q->view->law = r->title;
    return OK;
}

Err app_decorate(struct req *q)
{
    TRY(law_of_today(q));
    if (id_none(q->session.id) || q->view->frame != VIEW_STAFF) {
        return OK;
    }
    q->view->nav = account_menu(q);
    if (q->actor.n_roles > 0) {
        q->view->user_role = i18n_text(q->lang, access_role_message(q->actor.role[0].role));
    }
    return OK;
}
