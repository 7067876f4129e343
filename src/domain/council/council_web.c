/* council_web.c: the map of the council's pages, and what stands before permission: their loads. */
#include "domain/council/council_web.h"
#include "domain/access/access.h"
#include "domain/council/anchor.h"
#include "domain/council/conflict.h"
#include "domain/council/inside.h"
#include "domain/council/rescore.h"
#include "domain/council/talk.h"
#include "domain/place/place.h"
#include "domain/criteria/store.h"
#include "domain/program/program.h"
#include "messages.h"

const struct council_case *council_case_of(const struct req *q)
{
    return q->subject.row;
}

Err council_set_of(struct req *q, Id criteria, const struct criteria_set **ret)
{
    const struct program *p = web_app(q);
    return criteria_cache_get(p->criteria, q->tx, criteria, ret);
}

int council_position_message(int64_t position)
{
    return position == COUNCIL_CHAIR   ? M_COUNCIL_CHAIR_WORD
           : position == COUNCIL_VICE  ? M_COUNCIL_VICE_WORD
           : position == COUNCIL_VOTER ? M_COUNCIL_VOTER_WORD
                                       : M_COUNCIL_SECRETARY_WORD;
}

Url council_href(struct req *q, const char *path, Id id, const char *tail)
{
    return (Url){ str_fmt(q->arena, "%s%.*s%s", path, STR_ARG(id_text(q->arena, id)), tail) };
}

Url council_file_href(struct req *q, Id session, Id file, const char *tail)
{
    return (Url){ str_fmt(q->arena, "/phien/%.*s/ho-so/%.*s%s", STR_ARG(id_text(q->arena, session)),
                          STR_ARG(id_text(q->arena, file)), tail) };
}

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

Str council_quorum_words(struct req *q, const struct council_quorum *quorum)
{
    Str line = i18n_fmt(q->arena, q->lang, M_COUNCIL_QUORUM_LINE, number(q, quorum->sheets),
                        number(q, quorum->seats), number(q, quorum->needed));
    Str then = i18n_text(q->lang, quorum->met      ? M_COUNCIL_QUORUM_MET
                                  : quorum->enough ? M_COUNCIL_QUORUM_CHAIR
                                                   : M_COUNCIL_QUORUM_NOT);
    return str_fmt(q->arena, "%.*s %.*s", STR_ARG(line), STR_ARG(then));
}

/* ---- loads ---- */

Err council_subject(struct req *q, Id council, struct council_actor *ret)
{
    bool ended = false;
    TRY(council_actor_of(q->tx, council, q->actor.account, ret));
    q->subject =
        (struct access_subject){ .id = council, .council = ret->seated ? council : ID_NONE };
    return council_district_today(q->tx, council, &ended, &q->subject.district);
}

/* A new council is the province's, or of the district whose role the actor holds. */
Err council_load_new(struct req *q)
{
    for (size_t i = 0; i < q->actor.n_roles && !web_may(q, COUNCIL_MANAGE); i++) {
        struct access_subject s = { .district = q->actor.role[i].scope };
        if (web_may_on(q, COUNCIL_MANAGE, &s)) {
            struct place_n n;
            TRY(place_stands(q->tx, s.district, tx_today(q->tx), &n));
            q->subject = n.n > 0 ? s : q->subject;
        }
    }
    return OK;
}

Err council_load_council(struct req *q)
{
    struct council *c = NEW(q->arena, struct council);
    struct council_actor me;
    TRY(council_get(q->tx, web_path_id(q, 0), c));
    TRY(council_subject(q, c->id, &me));
    q->subject.row = c;
    return OK;
}

Err council_load_session(struct req *q)
{
    struct council_session *s = NEW(q->arena, struct council_session);
    struct council_actor me;
    TRY(council_session_get(q->tx, web_path_id(q, 0), s));
    TRY(council_subject(q, s->council, &me));
    q->subject.id = s->id;
    q->subject.flags = me.presides ? FLAG_PRESIDES : 0U;
    q->subject.row = s;
    return OK;
}

static Err load_case(struct req *q, Id file)
{
    struct council_case *k = NEW(q->arena, struct council_case);
    struct seat_stand stand;
    struct talk_open open;
    bool owed = false;
    TRY(session_file_get(q->tx, file, &k->f));
    TRY(council_get(q->tx, k->f.council, &k->c));
    TRY(council_subject(q, k->f.council, &k->me));
    Id seat = k->me.seat.account;
    TRY(score_sheet_of(q->tx, file, seat, &k->has_sheet, &k->sheet));
    TRY(seat_stand(q->tx, file, q->actor.account, seat, &stand));
    TRY(talk_open_of(q->tx, file, &open));
    struct sheet_recheck_n asked = { 0 };
    if (k->has_sheet) {
        TRY(sheet_recheck_count(q->tx, k->sheet.id, &asked));
    }
    k->asked = asked.n;
    TRY(council_quorum_of(q->tx, &k->c, file, &k->quorum));
    bool in = k->has_sheet && k->sheet.state == SHEET_SUBMITTED;
    if (k->f.state == SCORING_OPEN && !in) {
        TRY(anchor_owed(q->tx, k->f.session, k->f.council, &k->me, q->actor.account, &owed));
    }
    k->at = council_href(q, "/phieu/", file, "").s;
    struct access_subject *s = &q->subject;
    s->id = file;
    s->state = (int)k->f.state;
    s->member = k->me.votes;
    s->flags = (in ? FLAG_SHEET_IN : 0U) |
               (stand.recused || stand.held || stand.twice ? FLAG_CONFLICT : 0U) |
               (stand.declared && !owed ? FLAG_DECLARED : 0U) | (k->quorum.met ? FLAG_QUORUM : 0U) |
               (k->me.presides ? FLAG_PRESIDES : 0U) | (open.items > 0 ? FLAG_REOPENED : 0U) |
               (k->asked > 0 ? FLAG_STALE : 0U);
    s->row = k;
    return OK;
}

Err council_load_file(struct req *q)
{
    return load_case(q, web_path_id(q, 0));
}

Err council_load_session_file(struct req *q)
{
    TRY(load_case(q, web_path_id(q, 1)));
    return id_eq(council_case_of(q)->f.session, web_path_id(q, 0)) ? OK : E_NONE;
}

Err council_load_paper(struct req *q)
{
    TRY(load_case(q, web_path_id(q, 0)));
    q->subject.state = (int)council_case_of(q)->f.dossier_state;
    return OK;
}

/* clang-format off */
const struct route council_routes[] = {
    { .method = HTTP_GET, .path = "/hoi-dong", .action = COUNCIL_LIST, .run = council_show_list, .title = M_COUNCIL_TITLE },
    { .method = HTTP_GET, .path = "/hoi-dong/moi", .action = COUNCIL_MANAGE, .load = council_load_new, .run = council_show_new, .title = M_COUNCIL_NEW },
    { .method = HTTP_POST, .path = "/hoi-dong/moi", .action = COUNCIL_MANAGE, .load = council_load_new, .run = council_do_new, .redisplay = council_show_new, .title = M_COUNCIL_NEW },
    { .method = HTTP_GET, .path = "/hoi-dong/:id", .action = COUNCIL_VIEW, .load = council_load_council, .run = council_show_council, .title = M_COUNCIL_TITLE },
    { .method = HTTP_POST, .path = "/hoi-dong/:id", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_do_edit, .redisplay = council_show_edit, .title = M_COUNCIL_EDIT },
    { .method = HTTP_GET, .path = "/hoi-dong/:id/sua", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_show_edit, .title = M_COUNCIL_EDIT },
    { .method = HTTP_POST, .path = "/hoi-dong/:id/phien", .action = SESSION_OPEN, .load = council_load_council, .run = council_do_session, .redisplay = council_show_council, .title = M_COUNCIL_TITLE },
    { .method = HTTP_GET, .path = "/hoi-dong/:id/uy-quyen", .action = COUNCIL_VIEW, .load = council_load_council, .run = council_show_seats, .title = M_SEAT_TITLE },
    { .method = HTTP_POST, .path = "/hoi-dong/:id/uy-quyen", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_do_delegate, .redisplay = council_show_seats, .title = M_SEAT_TITLE },
    { .method = HTTP_POST, .path = "/hoi-dong/:id/uy-quyen/ket-thuc", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_do_take_back, .redisplay = council_show_seats, .title = M_SEAT_TITLE },
    { .method = HTTP_GET, .path = "/hoi-dong/:id/to-tu-van", .action = COUNCIL_VIEW, .load = council_load_council, .run = council_show_team, .title = M_ADVICE_TEAM },
    { .method = HTTP_POST, .path = "/hoi-dong/:id/to-tu-van", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_do_join, .redisplay = council_show_team, .title = M_ADVICE_TEAM },
    { .method = HTTP_POST, .path = "/hoi-dong/:id/to-tu-van/bo", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_do_leave, .redisplay = council_show_team, .title = M_ADVICE_TEAM },
    { .method = HTTP_GET, .path = "/tu-van", .action = ADVICE_LIST, .run = council_show_advices, .title = M_ADVICE_TITLE },
    { .method = HTTP_GET, .path = "/tu-van/:file", .action = ADVICE_VIEW, .load = council_load_advice, .run = council_show_advice, .title = M_ADVICE_REPORT },
    { .method = HTTP_POST, .path = "/tu-van/:file", .action = ADVICE_WRITE, .load = council_load_advice, .run = council_do_advice, .redisplay = council_show_advice, .title = M_ADVICE_REPORT },
    { .method = HTTP_POST, .path = "/tu-van/:file/yeu-cau", .action = ADVICE_WRITE, .load = council_load_advice, .run = council_do_ask, .redisplay = council_show_advice, .title = M_ADVICE_REPORT },
    { .method = HTTP_POST, .path = "/tu-van/:file/ket-qua", .action = ADVICE_WRITE, .load = council_load_advice, .run = council_do_answer, .redisplay = council_show_advice, .title = M_ADVICE_REPORT },
    { .method = HTTP_GET, .path = "/tu-van/:file/ho-so.pdf", .action = ADVICE_VIEW, .load = council_load_advice, .run = council_send_pdf, .title = M_COUNCIL_WHOLE_PDF, .flags = WEB_RAW },
    { .method = HTTP_GET, .path = "/tu-van/:file/tep/:paper", .action = ADVICE_VIEW, .load = council_load_advice, .run = council_send_paper, .title = M_ADVICE_REPORT, .flags = WEB_RAW },
    { .method = HTTP_GET, .path = "/phien/:id", .action = COUNCIL_VIEW, .load = council_load_session, .run = council_show_session, .title = M_COUNCIL_SESSIONS },
    { .method = HTTP_POST, .path = "/phien/:id/hop", .action = SESSION_OPEN, .load = council_load_session, .run = council_do_meet, .redisplay = council_show_session, .title = M_COUNCIL_SESSIONS },
    { .method = HTTP_GET, .path = "/phien/:id/cuoc-hop", .action = MEETING_VIEW, .load = council_load_meeting, .run = council_show_meeting, .title = M_MEETING_TITLE },
    { .method = HTTP_GET, .path = "/phien/:id/cuoc-hop/moi", .action = MEETING_VIEW, .load = council_load_meeting, .run = council_tell_meeting, .title = M_MEETING_TITLE, .flags = WEB_RAW },
    { .method = HTTP_POST, .path = "/phien/:id/cuoc-hop/ho-so", .action = MEETING_LEAD, .load = council_load_meeting, .run = council_do_table, .redisplay = council_show_meeting, .title = M_MEETING_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/cuoc-hop/co-mat", .action = MEETING_LEAD, .load = council_load_meeting, .run = council_do_presence, .redisplay = council_show_meeting, .title = M_MEETING_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/cuoc-hop/ghi-chep", .action = MEETING_LEAD, .load = council_load_meeting, .run = council_do_note, .redisplay = council_show_meeting, .title = M_MEETING_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/cuoc-hop/bieu-quyet", .action = MEETING_PUT, .load = council_load_meeting, .run = council_do_put, .redisplay = council_show_meeting, .title = M_MEETING_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/cuoc-hop/tra-loi", .action = MEETING_VOTE, .load = council_load_meeting, .run = council_do_answer_vote, .redisplay = council_show_meeting, .title = M_MEETING_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/cuoc-hop/ket-thuc", .action = MEETING_PUT, .load = council_load_meeting, .run = council_do_close_vote, .redisplay = council_show_meeting, .title = M_MEETING_TITLE },
    { .method = HTTP_GET, .path = "/phien/:id/cam-ket", .action = CONFLICT_DECLARE, .load = council_load_session, .run = council_show_declare, .title = M_COUNCIL_DECLARE_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/cam-ket", .action = CONFLICT_DECLARE, .load = council_load_session, .run = council_do_declare, .redisplay = council_show_declare, .title = M_COUNCIL_DECLARE_TITLE },
    { .method = HTTP_GET, .path = "/phien/:id/xung-dot", .action = CONFLICT_DECIDE, .load = council_load_session, .run = council_show_hits, .title = M_COUNCIL_HITS_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/xung-dot", .action = CONFLICT_DECIDE, .load = council_load_session, .run = council_do_hit, .redisplay = council_show_hits, .title = M_COUNCIL_HITS_TITLE },
    { .method = HTTP_GET, .path = "/phien/:id/do-lech", .action = LENIENCY_VIEW, .load = council_load_session, .run = council_show_lenient, .title = M_COUNCIL_LENIENT_TITLE },
    { .method = HTTP_POST, .path = "/hoi-dong/:id/xung-dot", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_do_kinds, .redisplay = council_show_council, .title = M_COUNCIL_TITLE },
    { .method = HTTP_GET, .path = "/phien/:id/phan-cong", .action = FILE_ASSIGN, .load = council_load_session, .run = council_show_assign, .title = M_ASSIGN_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/phan-cong", .action = FILE_ASSIGN, .load = council_load_session, .run = council_do_assign, .redisplay = council_show_assign, .title = M_ASSIGN_TITLE },
    { .method = HTTP_GET, .path = "/phien/:id/phieu-excel", .action = SHEET_OFFLINE, .load = council_load_session, .run = council_show_offline, .title = M_OFFLINE_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/phieu-excel", .action = SHEET_OFFLINE, .load = council_load_session, .run = council_do_upload, .redisplay = council_show_offline, .title = M_OFFLINE_TITLE, .flags = WEB_FILES },
    { .method = HTTP_GET, .path = "/phien/:id/phieu-excel/tai-ve", .action = SHEET_OFFLINE, .load = council_load_session, .run = council_send_workbook, .title = M_OFFLINE_TITLE, .flags = WEB_RAW },
    { .method = HTTP_GET, .path = "/phien/:id/phieu-excel/:paper", .action = SHEET_OFFLINE, .load = council_load_session, .run = council_show_upload, .title = M_OFFLINE_LOOK },
    { .method = HTTP_POST, .path = "/phien/:id/phieu-excel/ghi", .action = SHEET_OFFLINE, .load = council_load_session, .run = council_do_take, .redisplay = council_show_upload, .title = M_OFFLINE_LOOK },
    { .method = HTTP_GET, .path = "/phien/:id/cam-quan", .action = SENSORY_KEY, .load = council_load_session, .run = council_show_key, .title = M_SENSORY_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/cam-quan", .action = SENSORY_KEY, .load = council_load_session, .run = council_do_draw, .redisplay = council_show_key, .title = M_SENSORY_TITLE },
    { .method = HTTP_GET, .path = "/phien/:id/cam-quan/phuc-vu", .action = SENSORY_KEY, .load = council_load_session, .run = council_show_serving, .title = M_SENSORY_SERVING },
    { .method = HTTP_GET, .path = "/phien/:id/nem", .action = SENSORY_TASTE, .load = council_load_session, .run = council_show_taste, .title = M_SENSORY_TASTE_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/nem", .action = SENSORY_TASTE, .load = council_load_session, .run = council_do_taste, .redisplay = council_show_taste, .title = M_SENSORY_TASTE_TITLE },
    { .method = HTTP_POST, .path = "/hoi-dong/:id/ho-so-mau", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_do_anchor_rule, .redisplay = council_show_council, .title = M_COUNCIL_TITLE },
    { .method = HTTP_GET, .path = "/phien/:id/mau", .action = ANCHOR_VIEW, .load = council_load_session, .run = council_show_anchors, .title = M_ANCHOR_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/mau", .action = ANCHOR_PUT, .load = council_load_session, .run = council_do_put_anchor, .redisplay = council_show_anchors, .title = M_ANCHOR_TITLE },
    { .method = HTTP_GET, .path = "/phieu-mau/:anchor", .action = ANCHOR_SCORE, .load = council_load_anchor, .run = council_show_anchor_sheet, .title = M_ANCHOR_ONE },
    { .method = HTTP_POST, .path = "/phieu-mau/:anchor", .action = ANCHOR_SCORE, .load = council_load_anchor, .run = council_do_anchor_sheet, .redisplay = council_show_anchor_sheet, .title = M_ANCHOR_ONE },
    { .method = HTTP_POST, .path = "/phieu-mau/:anchor/nop", .action = ANCHOR_SCORE, .load = council_load_anchor, .run = council_do_anchor_hand_in, .redisplay = council_show_anchor_sheet, .title = M_ANCHOR_ONE },
    { .method = HTTP_GET, .path = "/phieu-mau/:anchor/tu-choi", .action = ANCHOR_SCORE, .load = council_load_anchor, .run = council_show_recusal, .title = M_COUNCIL_RECUSE_TITLE },
    { .method = HTTP_POST, .path = "/phieu-mau/:anchor/tu-choi", .action = ANCHOR_SCORE, .load = council_load_anchor, .run = council_do_anchor_recuse, .redisplay = council_show_recusal, .title = M_COUNCIL_RECUSE_TITLE },
    { .method = HTTP_GET, .path = "/phieu-mau/:anchor/lap", .action = ANCHOR_EDIT, .load = council_load_reference, .run = council_show_reference_sheet, .title = M_ANCHOR_REFERENCE },
    { .method = HTTP_POST, .path = "/phieu-mau/:anchor/lap", .action = ANCHOR_EDIT, .load = council_load_reference, .run = council_do_reference, .redisplay = council_show_reference_sheet, .title = M_ANCHOR_REFERENCE },
    { .method = HTTP_POST, .path = "/phieu-mau/:anchor/bo", .action = ANCHOR_EDIT, .load = council_load_anchor, .run = council_do_remove_anchor, .redisplay = council_show_reference, .title = M_ANCHOR_REFERENCE },
    { .method = HTTP_GET, .path = "/phieu-mau/:anchor/tham-chieu", .action = ANCHOR_READ, .load = council_load_anchor, .run = council_show_reference, .title = M_ANCHOR_REFERENCE },
    { .method = HTTP_POST, .path = "/phieu-mau/:anchor/xac-nhan", .action = ANCHOR_CONFIRM, .load = council_load_anchor, .run = council_do_confirm_anchor, .redisplay = council_show_reference, .title = M_ANCHOR_REFERENCE },
    { .method = HTTP_POST, .path = "/phieu-mau/:anchor/ket-thuc", .action = ANCHOR_END, .load = council_load_anchor, .run = council_do_end_anchor, .redisplay = council_show_reference, .title = M_ANCHOR_REFERENCE },
    { .method = HTTP_GET, .path = "/phieu-mau/:anchor/doi-chieu", .action = ANCHOR_COMPARE, .load = council_load_anchor, .run = council_show_beside, .title = M_ANCHOR_COMPARE },
    { .method = HTTP_GET, .path = "/phieu-mau/:anchor/phan-bo", .action = ANCHOR_SPREAD, .load = council_load_anchor, .run = council_show_scatter, .title = M_ANCHOR_SPREAD },
    { .method = HTTP_GET, .path = "/phieu-mau/:anchor/ho-so.pdf", .action = ANCHOR_FILE, .load = council_load_anchor, .run = council_send_pdf, .title = M_COUNCIL_WHOLE_PDF, .flags = WEB_RAW },
    { .method = HTTP_GET, .path = "/phieu-mau/:anchor/tep/:paper", .action = ANCHOR_FILE, .load = council_load_anchor, .run = council_send_paper, .title = M_ANCHOR_ONE, .flags = WEB_RAW },
    { .method = HTTP_GET, .path = "/phieu-mau/:anchor/anh/:paper", .action = ANCHOR_FILE, .load = council_load_anchor, .run = council_send_picture, .title = M_ANCHOR_ONE, .flags = WEB_RAW },
    { .method = HTTP_GET, .path = "/phien/:id/ho-so/:file", .action = SCORES_VIEW, .load = council_load_session_file, .run = council_show_result, .title = M_COUNCIL_RESULT },
    { .method = HTTP_GET, .path = "/phien/:id/ho-so/:file/dong", .action = PROGRESS_VIEW, .load = council_load_session_file, .run = council_show_close, .title = M_COUNCIL_CLOSE_FILE },
    { .method = HTTP_POST, .path = "/phien/:id/ho-so/:file/dong", .action = FILE_CLOSE, .load = council_load_session_file, .run = council_do_close, .redisplay = council_show_close, .title = M_COUNCIL_CLOSE_FILE },
    { .method = HTTP_GET, .path = "/phien/:id/ho-so/:file/bo-sung", .action = FILE_ASK, .load = council_load_session_file, .run = council_show_ask, .title = M_RESCORE_ASK },
    { .method = HTTP_POST, .path = "/phien/:id/ho-so/:file/bo-sung", .action = FILE_ASK, .load = council_load_session_file, .run = council_do_ask_more, .redisplay = council_show_ask, .title = M_RESCORE_ASK },
    { .method = HTTP_POST, .path = "/phien/:id/ho-so/:file/bo-sung/thoi", .action = FILE_ASK, .load = council_load_session_file, .run = council_do_call_off, .redisplay = council_show_ask, .title = M_RESCORE_ASK },
    { .method = HTTP_POST, .path = "/phien/:id/ho-so/:file/bo-sung/ban-moi", .action = FILE_LAY, .load = council_load_session_file, .run = council_do_lay, .redisplay = council_show_ask, .title = M_RESCORE_ASK },
    { .method = HTTP_POST, .path = "/hoi-dong/:id/bo-sung", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_do_ask_rule, .redisplay = council_show_council, .title = M_COUNCIL_TITLE },
    { .method = HTTP_GET, .path = "/phieu/:file/ban-moi", .action = SHEET_RESCORE, .load = council_load_file, .run = council_show_rescore, .title = M_RESCORE_TITLE },
    { .method = HTTP_POST, .path = "/phieu/:file/ban-moi", .action = SHEET_RESCORE, .load = council_load_file, .run = council_do_rescore, .redisplay = council_show_rescore, .title = M_RESCORE_TITLE },
    { .method = HTTP_GET, .path = "/phien/:id/ho-so/:file/thao-luan", .action = TALK_VIEW, .load = council_load_session_file, .run = council_show_talk, .title = M_COUNCIL_TALK_TITLE },
    { .method = HTTP_POST, .path = "/phien/:id/ho-so/:file/thao-luan", .action = TALK_RECORD, .load = council_load_session_file, .run = council_do_talk, .redisplay = council_show_talk, .title = M_COUNCIL_TALK_TITLE },
    { .method = HTTP_POST, .path = "/hoi-dong/:id/thao-luan", .action = COUNCIL_MANAGE, .load = council_load_council, .run = council_do_talk_rule, .redisplay = council_show_council, .title = M_COUNCIL_TITLE },
    { .method = HTTP_GET, .path = "/phieu/:file/cham-lai", .action = SHEET_REVISE, .load = council_load_file, .run = council_show_revision, .title = M_COUNCIL_REVISE_TITLE },
    { .method = HTTP_POST, .path = "/phieu/:file/cham-lai", .action = SHEET_REVISE, .load = council_load_file, .run = council_do_revise, .redisplay = council_show_revision, .title = M_COUNCIL_REVISE_TITLE },
    { .method = HTTP_GET, .path = "/phieu/:file", .action = SHEET_VIEW, .load = council_load_file, .run = council_show_sheet, .title = M_COUNCIL_MY_SHEET },
    { .method = HTTP_POST, .path = "/phieu/:file", .action = SHEET_SCORE, .load = council_load_file, .run = council_do_save, .redisplay = council_show_sheet, .title = M_COUNCIL_MY_SHEET },
    { .method = HTTP_POST, .path = "/phieu/:file/nop", .action = SHEET_SUBMIT, .load = council_load_file, .run = council_do_hand_in, .redisplay = council_show_sheet, .title = M_COUNCIL_MY_SHEET },
    { .method = HTTP_GET, .path = "/phieu/:file/tu-choi", .action = SHEET_RECUSE, .load = council_load_file, .run = council_show_recusal, .title = M_COUNCIL_RECUSE_TITLE },
    { .method = HTTP_POST, .path = "/phieu/:file/tu-choi", .action = SHEET_RECUSE, .load = council_load_file, .run = council_do_recuse, .redisplay = council_show_recusal, .title = M_COUNCIL_RECUSE_TITLE },
    { .method = HTTP_GET, .path = "/phieu/:file/ho-so.pdf", .action = DOSSIER_FILE, .load = council_load_paper, .run = council_send_pdf, .title = M_COUNCIL_WHOLE_PDF, .flags = WEB_RAW },
    { .method = HTTP_GET, .path = "/phieu/:file/tep/:paper", .action = DOSSIER_FILE, .load = council_load_paper, .run = council_send_paper, .title = M_COUNCIL_MY_SHEET, .flags = WEB_RAW },
    { .method = HTTP_GET, .path = "/phieu/:file/anh/:paper", .action = DOSSIER_FILE, .load = council_load_paper, .run = council_send_picture, .title = M_COUNCIL_MY_SHEET, .flags = WEB_RAW },
    { .run = NULL },
};
/* clang-format on */
