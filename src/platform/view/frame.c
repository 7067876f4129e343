/* frame.c: the page around every body. */
#include "platform/view/view.views.h"

void view_open(struct out *o, const struct view *w)
{
    view_head_html(o, w, w);
    if (w->frame == VIEW_STAFF) {
        view_staff_header_html(o, w, w);
    } else {
        view_public_header_html(o, w, w);
    }
    view_main_open_html(o, w, w);
}

void view_close(struct out *o, const struct view *w)
{
    view_foot_html(o, w, w);
}
