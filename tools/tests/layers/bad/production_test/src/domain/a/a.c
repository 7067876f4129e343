#include "platform/test/test.h"
