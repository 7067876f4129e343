/* vietnamese.h: search keys and sort keys, made by the application so that both engines agree. */
#include "platform/base/base.h"

#ifndef BASE_VIETNAMESE_H
#define BASE_VIETNAMESE_H
/* Search key: lower case, no marks, đ -> d, punctuation -> one blank, i/y after consonants folded
 * to i
 * ("Phú Quý" = "Phu Qui"). ASCII out. */
Str vi_fold(struct arena *a, Str s);
/* CAPITALS, for heads of papers: "Hội đồng" = "HỘI ĐỒNG". Bytes that are not UTF-8 end it. */
Str vi_upper(struct arena *a, Str s);
/* Sort key that compares by bytes as CLDR "vi" does: letters a ă â b c d đ e ê ... first, then
 * tones (ngang huyền hỏi ngã sắc nặng), then case. ASCII letters and digits out, so TEXT columns
 * sort alike everywhere. */
Str vi_sort_key(struct arena *a, Str s);

#endif
