#include "domain/c/c.h"
