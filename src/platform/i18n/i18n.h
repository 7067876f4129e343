/* i18n.h: the users' words and the formats of their language. */
#ifndef I18N_H
#define I18N_H
#include "messages.h" /* generated: enum message { M_... } */
#include "platform/base/base.h"

enum lang { LANG_VI = 0, LANG_EN, LANG__MAX };

struct message_text {
    const char *key;
    Str text[LANG__MAX]; /* en falls back to vi at build time */
};
extern const struct message_text messages[]; /* generated, M__MAX long */

/* The text of a key with its placeholders, as written in the catalogue. */
Str i18n_text(enum lang lang, int key);
/* The text with {0} {1} {2} replaced; raw text, not HTML. */
void i18n_put(struct out *o, enum lang lang, int key, const Str arg[3]);
Str i18n_fmt(struct arena *a, enum lang lang, int key, Str a0, Str a1, Str a2);
/* M_... of a key's name ("dossier.submit"), M_NONE when unknown. For API problem documents and
 * tests. */
int i18n_key(Str name);

/* Formats for readers. vi: 1.234.567 ₫, 01/07/2025, 77,67. en: 1,234,567 ₫, 1 July 2025, 77.67. */
void i18n_int(struct out *o, enum lang lang, int64_t v);
void i18n_money(struct out *o, enum lang lang, Money m);
void i18n_date(struct out *o, enum lang lang, Date d);
void i18n_time(struct out *o, enum lang lang, Time t);
void i18n_frac(struct out *o, enum lang lang, Frac f); /* two decimals, trailing zeros cut */
/* "thứ Sáu 12/06/2026" / "Friday 12 June 2026" */
void i18n_date_weekday(struct out *o, enum lang lang, Date d);

#endif
