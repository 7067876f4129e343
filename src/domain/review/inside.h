/* inside.h: the names of the 15 papers of Mẫu 02; private to the room. */
#ifndef REVIEW_INSIDE_H
#define REVIEW_INSIDE_H
#include "domain/review/review.h"

enum { REVIEW_PAPERS = 15 };
Str review_paper_code(size_t i);
int review_paper_message(size_t i);

#endif
