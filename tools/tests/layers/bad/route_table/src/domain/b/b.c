#include "domain/a/a_web.h"
