/* dossier_web.c: the map of the producer's side, and words that its pages share. */
#include "domain/dossier/dossier_web.h"
#include "domain/access/access.h"
#include "domain/calendar/calendar.h"
#include "domain/criteria/store.h"
#include "domain/dossier/pages.h"
#include "domain/program/program.h"

Str dossier_words(const struct req *q, int key)
{
    return i18n_text(q->lang, key);
}

Str dossier_words1(const struct req *q, int key, Str a0)
{
    return i18n_fmt(q->arena, q->lang, key, a0, S(""), S(""));
}

Str dossier_words2(const struct req *q, int key, Str a0, Str a1)
{
    return i18n_fmt(q->arena, q->lang, key, a0, a1, S(""));
}

Str dossier_path(const struct req *q, Id id, const char *tail)
{
    return str_fmt(q->arena, "/ho-so/%.*s/%s", STR_ARG(id_text(q->arena, id)), tail);
}

Err dossier_criteria(struct req *q, Id criteria, const struct criteria_set **ret)
{
    struct program *p = web_app(q);
    return criteria_cache_get(p->criteria, q->tx, criteria, ret);
}

struct dossier_tag dossier_tag(const struct req *q, enum dossier_status s)
{
    static const char *const tones[] = {
        [TASK_TODO] = "todo", [TASK_DOING] = "doing", [TASK_DONE] = "done", [TASK_MEND] = "mend"
    };
    return (struct dossier_tag){ str_c(tones[s]), dossier_words(q, dossier_status_message(s)) };
}

Err dossier_left(struct req *q, Date due, Str *ret)
{
    Date today = tx_today(q->tx);
    int64_t n;
    *ret = S("");
    if (date_none(due)) {
        return OK;
    }
    bool late = date_cmp(due, today) < 0;
    TRY(calendar_working_days_between(q->tx, late ? due : today, late ? today : due, &n));
    Str days = view_arg_int(q->view, n);
    *ret = n == 0 ? dossier_words(q, M_DOSSIER_LEFT_TODAY)
                  : dossier_words1(q, late ? M_DOSSIER_LEFT_LATE : M_DOSSIER_LEFT, days);
    return OK;
}

int dossier_who_message(int64_t state)
{
    static const int keys[] = { [0] = M_NONE,
                                [DOSSIER_DRAFT] = M_DOSSIER_WHO_PRODUCER,
                                [DOSSIER_AT_COMMUNE] = M_DOSSIER_WHO_COMMUNE,
                                [DOSSIER_RETURNED] = M_DOSSIER_WHO_PRODUCER,
                                [DOSSIER_AT_PROVINCE] = M_DOSSIER_WHO_PROVINCE,
                                [DOSSIER_IN_COUNCIL] = M_DOSSIER_WHO_COUNCIL,
                                [DOSSIER_SCORED] = M_DOSSIER_WHO_LEADER,
                                [DOSSIER_RECOGNISED] = M_DOSSIER_WHO_NOBODY,
                                [DOSSIER_NOT_RECOGNISED] = M_DOSSIER_WHO_NOBODY,
                                [DOSSIER_WITHDRAWN] = M_DOSSIER_WHO_NOBODY,
                                [DOSSIER_AT_DISTRICT] = M_DOSSIER_WHO_DISTRICT,
                                [DOSSIER_IN_DISTRICT] = M_DOSSIER_WHO_IN_DISTRICT,
                                [DOSSIER_DISTRICT_SCORED] = M_DOSSIER_WHO_DISTRICT_LEADER };
    BUG_UNLESS(state >= 0 && (size_t)state < COUNT_OF(keys));
    return keys[state];
}

int dossier_next_message(int64_t state)
{
    static const int keys[] = { [0] = M_NONE,
                                [DOSSIER_DRAFT] = M_DOSSIER_NEXT_DRAFT,
                                [DOSSIER_AT_COMMUNE] = M_DOSSIER_NEXT_AT_COMMUNE,
                                [DOSSIER_RETURNED] = M_DOSSIER_NEXT_RETURNED,
                                [DOSSIER_AT_PROVINCE] = M_DOSSIER_NEXT_AT_PROVINCE,
                                [DOSSIER_IN_COUNCIL] = M_DOSSIER_NEXT_IN_COUNCIL,
                                [DOSSIER_SCORED] = M_DOSSIER_NEXT_SCORED,
                                [DOSSIER_RECOGNISED] = M_DOSSIER_NEXT_RECOGNISED,
                                [DOSSIER_NOT_RECOGNISED] = M_DOSSIER_NEXT_NOT_RECOGNISED,
                                [DOSSIER_WITHDRAWN] = M_DOSSIER_NEXT_WITHDRAWN,
                                [DOSSIER_AT_DISTRICT] = M_DOSSIER_NEXT_AT_DISTRICT,
                                [DOSSIER_IN_DISTRICT] = M_DOSSIER_NEXT_IN_DISTRICT,
                                [DOSSIER_DISTRICT_SCORED] = M_DOSSIER_NEXT_DISTRICT_SCORED };
    BUG_UNLESS(state >= 0 && (size_t)state < COUNT_OF(keys));
    return keys[state];
}

Str dossier_pages_words(const struct req *q, const struct dossier_link *l)
{
    if (l->page_from == l->page_to) {
        return dossier_words1(q, M_DOSSIER_PAGE_ONE, view_arg_int(q->view, l->page_from));
    }
    return dossier_words2(q, M_DOSSIER_PAGE_RANGE, view_arg_int(q->view, l->page_from),
                          view_arg_int(q->view, l->page_to));
}

bool dossier_is_own(struct req *q, const struct dossier *d)
{
    return id_eq(web_scope(q), d->producer) || web_may(q, DOSSIER_EDIT);
}

static const char *const sheet_slugs[] = { "a", "b", "c" };

int dossier_sheet_part(Str slug)
{
    for (size_t i = 0; i < COUNT_OF(sheet_slugs); i++) {
        if (str_eq(str_c(sheet_slugs[i]), slug)) {
            return (int)i;
        }
    }
    return -1;
}

const char *dossier_sheet_slug(int part)
{
    BUG_UNLESS(part >= 0 && (size_t)part < COUNT_OF(sheet_slugs));
    return sheet_slugs[part];
}

#define AT "/ho-so/:id"
/* clang-format off */
const struct route dossier_routes[] = {
    { HTTP_GET,  "/ho-so",     DOSSIER_LIST,   NULL,             dossier_show_list, NULL,             M_DOSSIER_MINE, 0 },
    { HTTP_GET,  "/ho-so/moi", DOSSIER_CREATE, dossier_load_new, dossier_show_new,  NULL,             M_DOSSIER_NEW, 0 },
    { HTTP_POST, "/ho-so/moi", DOSSIER_CREATE, dossier_load_new, dossier_do_new,    dossier_show_new, M_DOSSIER_NEW, 0 },
    { HTTP_GET,  AT,           DOSSIER_VIEW,   dossier_load, dossier_show_one, NULL, M_DOSSIER_ONE, 0 },
    { HTTP_POST, AT "/muc-tieu", DOSSIER_EDIT, dossier_load, dossier_do_target, dossier_show_one, M_DOSSIER_ONE, 0 },
    { HTTP_POST, AT "/rut", DOSSIER_WITHDRAW, dossier_load, dossier_do_withdraw, dossier_show_one, M_DOSSIER_ONE, 0 },
    { HTTP_POST, AT "/yeu-cau/:no", DOSSIER_ANSWER_REQUEST, dossier_load, dossier_do_answer, dossier_show_one, M_DOSSIER_ONE, 0 },
    { HTTP_GET,  AT "/thong-tin/:part", DOSSIER_EDIT, dossier_load, dossier_show_facts, NULL, M_DOSSIER_ONE, 0 },
    { HTTP_POST, AT "/thong-tin/:part", DOSSIER_EDIT, dossier_load, dossier_do_facts, dossier_show_facts, M_DOSSIER_ONE, 0 },
    { HTTP_GET,  AT "/giay-to", DOSSIER_EDIT, dossier_load, dossier_show_papers, NULL, M_DOSSIER_PAPERS, 0 },
    { HTTP_GET,  AT "/minh-chung/:target", DOSSIER_EDIT, dossier_load, dossier_show_target, NULL, M_DOSSIER_PAPERS, 0 },
    { HTTP_POST, AT "/minh-chung/:target", DOSSIER_EDIT, dossier_load, dossier_do_attach, dossier_show_target, M_DOSSIER_PAPERS, 0 },
    { HTTP_POST, AT "/minh-chung/:target/tai-len", DOSSIER_EDIT, dossier_load, dossier_do_upload, dossier_show_target, M_DOSSIER_PAPERS, WEB_FILES },
    { HTTP_POST, AT "/minh-chung/:target/go", DOSSIER_EDIT, dossier_load, dossier_do_detach, dossier_show_target, M_DOSSIER_PAPERS, 0 },
    { HTTP_POST, AT "/minh-chung/:target/khong-co", DOSSIER_EDIT, dossier_load, dossier_do_skip, dossier_show_target, M_DOSSIER_PAPERS, 0 },
    { HTTP_GET,  AT "/tu-cham/:section", DOSSIER_EDIT, dossier_load, dossier_show_score, NULL, M_DOSSIER_SELF, 0 },
    { HTTP_POST, AT "/tu-cham/:section", DOSSIER_EDIT, dossier_load, dossier_do_score, dossier_show_score, M_DOSSIER_SELF, 0 },
    { HTTP_GET,  AT "/cau-chuyen", DOSSIER_EDIT, dossier_load, dossier_show_story, NULL, M_DOSSIER_STORY, 0 },
    { HTTP_POST, AT "/cau-chuyen", DOSSIER_EDIT, dossier_load, dossier_do_story, dossier_show_story, M_DOSSIER_STORY, WEB_FILES },
    { HTTP_GET,  AT "/anh", DOSSIER_VIEW, dossier_load, dossier_send_photo, NULL, M_DOSSIER_STORY, WEB_RAW },
    { HTTP_GET,  AT "/nop", DOSSIER_VIEW, dossier_load, dossier_look_over, NULL, M_DOSSIER_CHECK, 0 },
    { HTTP_POST, AT "/nop", DOSSIER_SUBMIT, dossier_load, dossier_do_submit, dossier_show_check, M_DOSSIER_CHECK, 0 },
    { HTTP_GET,  AT "/ho-tro", DOSSIER_VIEW, dossier_load, dossier_show_help, NULL, M_ASSIST_HELP, 0 },
    { HTTP_POST, AT "/ho-tro/xac-nhan", DOSSIER_ASSENT, dossier_load, dossier_do_assent, dossier_show_help, M_ASSIST_HELP, 0 },
    { HTTP_POST, AT "/ho-tro/giay", DOSSIER_ASSENT_PAPER, dossier_load, dossier_do_assent_paper, dossier_show_help, M_ASSIST_HELP, WEB_FILES },
    { HTTP_GET,  AT "/ho-tro/:paper", DOSSIER_VIEW, dossier_load, dossier_send_assent, NULL, M_ASSIST_HELP, WEB_RAW },
    { HTTP_GET,  AT "/bien-nhan", DOSSIER_FILE, dossier_load, dossier_show_receipt, NULL, M_DOSSIER_RECEIPT, 0 },
    { HTTP_GET,  AT "/ban-nop/:no", DOSSIER_FILE, dossier_load, dossier_show_filed, NULL, M_DOSSIER_FILED, 0 },
    { HTTP_GET,  AT "/ho-so.pdf", DOSSIER_FILE, dossier_load, dossier_send_pdf, NULL, M_DOSSIER_FILED, WEB_RAW },
    { HTTP_GET,  AT "/trung-lap", DUPLICATE_VIEW, dossier_load, dossier_show_alike, NULL, M_DUPLICATE_TITLE, 0 },
    { HTTP_POST, AT "/trung-lap", DUPLICATE_DECIDE, dossier_load, dossier_do_alike, dossier_show_alike, M_DUPLICATE_TITLE, 0 },
    { .run = NULL },
};
/* clang-format on */
