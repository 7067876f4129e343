#include "domain/a/a.h"
