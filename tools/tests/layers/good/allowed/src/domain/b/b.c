#include "domain/a/a.h"
#include "platform/base/str.h"
#include "messages.h"
#include "domain/b/inside.h"
#include <stdio.h>
