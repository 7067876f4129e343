#include "domain/a/inside.h"
