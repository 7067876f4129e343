#include "domain/b/b_web.h"
