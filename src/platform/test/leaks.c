/* leaks.c: what the leak check of sanitizer builds passes over: fontconfig keeps 288 bytes of the
 * fonts it has found for the life of the process. Nothing of ours is named here. */
#include "platform/test/test.h"

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig.so\n";
}
