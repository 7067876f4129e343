#include "domain/b/b.h"
