/* banned.h: functions nobody calls here, made compile errors. Included before every source file. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* The system's own declarations first, so that only uses are hit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef strcpy
#undef strncpy
#undef strcat
#undef strncat
#undef strtok
#undef strdup
#undef strndup
#undef sprintf
#undef vsprintf
#undef gets
#undef atoi
#undef atol
#undef atoll
#undef atof
#undef strtol
#undef strtoll
#undef strtoul
#undef strtoull
#undef strtod
#undef gmtime
#undef localtime
#undef ctime
#undef asctime
#undef system
#undef alloca
#undef rand
#undef srand
#define BANNED(f) banned_function_##f##_see_doc_house_md
#define strcpy(...) BANNED(strcpy)
#define strncpy(...) BANNED(strncpy)
#define strcat(...) BANNED(strcat)
#define strncat(...) BANNED(strncat)
#define strtok(...) BANNED(strtok)
#define strdup(...) BANNED(strdup)
#define strndup(...) BANNED(strndup)
#define sprintf(...) BANNED(sprintf)
#define vsprintf(...) BANNED(vsprintf)
#define gets(...) BANNED(gets)
#define atoi(...) BANNED(atoi)
#define atol(...) BANNED(atol)
#define atoll(...) BANNED(atoll)
#define atof(...) BANNED(atof)
#define strtol(...) BANNED(strtol)
#define strtoll(...) BANNED(strtoll)
#define strtoul(...) BANNED(strtoul)
#define strtoull(...) BANNED(strtoull)
#define strtod(...) BANNED(strtod)
#define gmtime(...) BANNED(gmtime)
#define localtime(...) BANNED(localtime)
#define ctime(...) BANNED(ctime)
#define asctime(...) BANNED(asctime)
#define system(...) BANNED(system)
#define alloca(...) BANNED(alloca)
#define rand(...) BANNED(rand)
#define srand(...) BANNED(srand)

#endif
