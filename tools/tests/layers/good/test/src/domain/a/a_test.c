#include "domain/b/b.h"
#include "platform/test/test.h"
#include "fixture.h"
#include "domain/b/inside.h"
