/* utf8.h: well-formed UTF-8 in normal form C, bounded. */
#include "platform/base/base.h"

#ifndef BASE_UTF8_H
#define BASE_UTF8_H
bool utf8_valid(Str s); /* no surrogates, no overlong forms, no NUL, at most U+10FFFF */
/* The code point at *i, which moves on; invalid bytes give U+FFFD and move one byte. */
uint32_t utf8_next(Str s, size_t *i);
void utf8_put(struct out *o, uint32_t cp);
size_t utf8_length(Str s); /* code points */
/* NFC copy; E_INPUT when s is not valid UTF-8. */
Err utf8_nfc(struct arena *a, Str s, Str *ret) MUST;
/* NFC, runs of blanks (any Unicode space) become one blank, ends trimmed, control characters
 * refused (E_INPUT). What one-line form fields pass through. */
Err utf8_clean_line(struct arena *a, Str s, Str *ret) MUST;
/* NFC, line ends become \n, other control characters refused. Multi-line fields. */
Err utf8_clean_text(struct arena *a, Str s, Str *ret) MUST;

#endif
