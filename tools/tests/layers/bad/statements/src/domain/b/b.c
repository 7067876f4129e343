#include "domain/a/a.sql.h"
