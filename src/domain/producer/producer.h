/* producer.h: chủ thể OCOP: who may take part (QĐ 26/2026 Đ.2.3), and their record. */
#ifndef PRODUCER_H
#define PRODUCER_H
#include "domain/producer/producer.sql.h"

/* Numbers are stored; never renumber. */
enum producer_kind {
    PRODUCER_COOPERATIVE = 1,    /* hợp tác xã */
    PRODUCER_GROUP,              /* tổ hợp tác */
    PRODUCER_ENTERPRISE,         /* doanh nghiệp nhỏ và vừa */
    PRODUCER_FARM,               /* trang trại */
    PRODUCER_HOUSEHOLD,          /* hộ sản xuất */
    PRODUCER_BUSINESS_HOUSEHOLD, /* hộ có đăng ký kinh doanh */
    PRODUCER_ASSOCIATION,        /* hội, hiệp hội: tourism sets only */
    PRODUCER_CENTRE, /* trung tâm điều hành hoặc tương đương: tourism sets only */
    PRODUCER_KINDS = PRODUCER_CENTRE
};
enum { SET_TOURISM = 26 };

struct producer_new {
    int64_t kind;
    Str name, tax_code, place_text, address, representative, phone, email, website;
    Id place; /* commune valid today */
    bool public_contact, demo;
};
/* Refuses, each on its field: a missing name, representative or address, a kind that does not
 * exist, a tax code that is not 10 or 13 digits (10, or 10-3; 12 for households since 1/7/2025: the
 * owner's personal number), a phone or e-mail that cannot be one, a web address that is not
 * http(s). Does not write. */
Err producer_check(struct tx *tx, const struct producer_new *p) MUST;
/* Writes what an office register says, as it stands: only a name and a kind are asked for (else
 * E_REFUSED); what is missing stays empty until somebody completes it. */
Err producer_adopt(struct tx *tx, const struct producer_new *p, Id *ret) MUST;
/* Gives a record other values of an office register, or, for the undo, those of before. */
Err producer_rewrite(struct tx *tx, Id id, const struct producer_new *p) MUST;
/* Checks and writes. */
Err producer_create(struct tx *tx, const struct producer_new *p, Id *ret) MUST;
Err producer_change(struct tx *tx, Id id, int64_t version, const struct producer_new *p) MUST;
/* Message key with the kind in words. */
int producer_kind_message(int64_t kind);
/* May this kind put a product under this set? Associations and centres only under tourism. */
bool producer_may_use_set(int64_t kind, int64_t set_no);

#endif
