/* cmd_workflow.c: prints the workflow (doc/workflow.md), its picture, or what is wrong with it. */
#include "cmd.h"
#include "domain/regime/regime.views.h"
#include "domain/regime/workflow.h"

#include <stdio.h>
#include <unistd.h>

static int say(const struct out *o)
{
    return fd_write_all(STDOUT_FILENO, out_view(o)) == OK ? 0 : 1;
}

static size_t report(struct arena *a, const struct workflow *w, const struct workflow_faults *f)
{
    for (size_t i = 0; i < f->n; i++) {
        Str t = workflow_fault_text(a, w, &f->v[i]);
        (void)fprintf(stderr, "ocop workflow: %.*s\n", STR_ARG(t));
    }
    return f->n;
}

static int check(struct arena *a, const struct regimes *all)
{
    struct workflow_faults f;
    workflow_check_table(a, &access_policy, &f);
    size_t n = report(a, NULL, &f);
    for (size_t i = 0; i < all->n; i++) {
        for (int m = 0; m < WORKFLOW_MACHINES; m++) {
            struct workflow w;
            workflow_of(a, &access_policy, (enum workflow_machine)m, &all->v[i], &w);
            workflow_check(a, &w, &f);
            n += report(a, &w, &f);
        }
    }
    if (n == 0) {
        (void)printf("workflow: %d machines under %zu laws: every state reachable, every state has "
                     "an exit, nobody waits for ever, every move has a term or a reason\n",
                     (int)WORKFLOW_MACHINES, all->n);
    }
    return n == 0 ? 0 : 1;
}

static int picture(struct arena *a, const struct regimes *all, Date day, struct out *o)
{
    const struct regime *r = regime_on(all, day);
    if (r == NULL) {
        (void)fprintf(stderr, "ocop workflow: no law is known for that day\n");
        return 1;
    }
    struct workflow w;
    struct workflow_shown s;
    struct view v = { .arena = a, .lang = LANG_VI };
    workflow_of(a, &access_policy, WORKFLOW_DOSSIER, r, &w);
    workflow_show(a, &w, &s);
    workflow_svg_html(o, &v, &s.svg);
    return say(o);
}

int cmd_workflow(int argc, char **argv)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_FORM_BYTES);
    struct regimes all;
    Str what = argc > 0 ? str_c(argv[0]) : S("");
    Date day = date_of(time_wall_clock());
    bool svg = str_eq(what, S("--svg")), wrong = argc > (svg ? 2 : 1);
    wrong = wrong || (argc > 0 && !svg && !str_eq(what, S("--check")));
    if (wrong || (argc == 2 && date_parse_iso(str_c(argv[1]), &day) != OK)) {
        (void)fprintf(stderr, "usage: ocop workflow [--svg [YYYY-MM-DD]|--check]\n");
        return 2;
    }
    if (regime_load_builtin(a, &all) != OK) {
        return 1;
    }
    if (str_eq(what, S("--check"))) {
        return check(a, &all);
    }
    if (svg) {
        return picture(a, &all, day, o);
    }
    workflow_print(a, &all, o);
    return say(o);
}
