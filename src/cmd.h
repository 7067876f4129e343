/* cmd.h: the commands of the program. Each gets the arguments after its name and returns the exit
 * code: 0 done, 1 failed, 2 wrong use. */
#ifndef CMD_H
#define CMD_H
#include "config.h"
#include "platform/db/db.h"

int cmd_serve(int argc, char **argv);
int cmd_migrate(int argc, char **argv);
int cmd_jobs(int argc, char **argv);
int cmd_score(int argc, char **argv);
int cmd_register(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_admin(int argc, char **argv);
int cmd_policy(int argc, char **argv);
int cmd_workflow(int argc, char **argv);
int cmd_config(int argc, char **argv);

/* Opens the configured database, migrates it and loads what every installation needs (units,
 * criteria sets). Prints why not. */
Err cmd_open_db(const struct config *c, struct arena *a, struct db **ret) MUST;

#endif
