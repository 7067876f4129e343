/* htmlgen_names.h: the shapes of names in a template: identifiers, paths, constants, message keys.
 */
#ifndef HTMLGEN_NAMES_H
#define HTMLGEN_NAMES_H
#include "tool.h"

bool name_is_lower(char c);
bool name_is_identifier(Str s); /* lower_case */
bool name_is_path(Str s);       /* identifiers with dots between */
bool name_is_constant(Str s);   /* UPPER_CASE */
bool name_is_number(Str s);     /* a whole number */
bool name_is_key(Str s);        /* a message key: [a-z0-9_.-]+ */

#endif
