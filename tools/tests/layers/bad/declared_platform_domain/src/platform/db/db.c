#include "platform/base/str.h"
