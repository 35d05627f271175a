/* hearsay: finds the command, opens the store that it needs, and says in one line what failed. */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <unicode/uclean.h>

#include "core/cmd.h"
#include "core/progress.h"
#include "graph/store.h"
#include "importers/extract/extract.h"

/* clang-format off */
extern const struct cmd cmd_import, cmd_extract, cmd_why_not, cmd_eval, cmd_languages, cmd_who,
    cmd_accusations, cmd_denials, cmd_meetings, cmd_attacks, cmd_timeline, cmd_show, cmd_stats,
    cmd_path, cmd_rank, cmd_why, cmd_search, cmd_diff, cmd_groups, cmd_lags, cmd_suggest, cmd_merge,
    cmd_split, cmd_alias, cmd_side, cmd_reject, cmd_accept, cmd_relabel, cmd_note, cmd_undo,
    cmd_decisions, cmd_decide, cmd_check, cmd_rebuild, cmd_export;

const struct cmd *const commands[] = {
    &cmd_import, &cmd_extract, &cmd_why_not, &cmd_eval, &cmd_languages,
    &cmd_who, &cmd_accusations, &cmd_denials, &cmd_meetings, &cmd_attacks, &cmd_timeline,
    &cmd_show, &cmd_stats, &cmd_path, &cmd_rank, &cmd_groups, &cmd_lags, &cmd_why, &cmd_search,
    &cmd_diff,
    &cmd_suggest, &cmd_merge, &cmd_split, &cmd_alias, &cmd_side, &cmd_reject, &cmd_accept,
    &cmd_relabel, &cmd_note, &cmd_undo, &cmd_decisions, &cmd_decide,
    &cmd_check, &cmd_rebuild,
    &cmd_export,
    &cmd_help, &cmd_completion, &cmd_man, NULL,
};
/* clang-format on */

/* A descriptor closed by the caller would be given to the store, and messages written into it. */
static void open_standard_streams(void)
{
    for (int fd = 0; fd < 3; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd ? O_WRONLY : O_RDONLY) < 0)
            abort();
    }
}

static int terminal_columns(void)
{
    struct winsize size = {0};
    const char *given = getenv("COLUMNS");
    long columns = given ? strtol(given, NULL, 10) : 0;
    if (columns <= 0 && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
        columns = size.ws_col;
    return columns > 0 && columns < 10000 ? (int)columns : 80;
}

static void fill_call(struct call *c, const char *const *globals)
{
    const char *db = getenv("HEARSAY_DB"), *when = globals[GLOBAL_COLOR];
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    c->out = stdout;
    c->db = globals[GLOBAL_DB] ? globals[GLOBAL_DB] : db && *db ? db : "hearsay.db";
    c->json = globals[GLOBAL_JSON] != NULL;
    c->tty = isatty(STDOUT_FILENO);
    c->columns = c->tty ? terminal_columns() : 0;
    c->color = c->tty && !(no_color && *no_color) && !(term && !strcmp(term, "dumb"));
    if (when && strcmp(when, "auto"))
        c->color = !strcmp(when, "always");
}

static int run_command(struct call *c, struct err *e)
{
    static const enum store_mode modes[] = {
        [NEED_READ] = STORE_READ, [NEED_WRITE] = STORE_WRITE, [NEED_CREATE] = STORE_CREATE};
    if (c->cmd->need != NEED_NOTHING && store_open(&c->store, c->db, modes[c->cmd->need], e))
        return -1;
    int rc = c->cmd->run(c, e);
    store_close(c->store);
    return rc;
}

static int dispatch(int argc, char **argv, struct arena *a, struct err *e)
{
    const char *globals[GLOBALS] = {0};
    struct call c = {.a = a};
    int at = cmd_globals(globals, argc, argv, a, e);
    if (at < 0)
        return -1;
    if (at < argc) {
        c.cmd = cmd_find(argv[at], e);
        if (!c.cmd || cmd_parse(&c, globals, argc - at, argv + at, e))
            return -1;
    }
    if (globals[GLOBAL_VERSION]) {
        puts("hearsay " HEARSAY_VERSION);
        return 0;
    }
    if (globals[GLOBAL_HELP]) {
        cmd_print_help(stdout, c.cmd, a);
        return 0;
    }
    if (!c.cmd)
        return err_set(e, ERR_USAGE, "no command given; see 'hearsay help'");
    fill_call(&c, globals);
    return run_command(&c, e);
}

int main(int argc, char **argv)
{
    struct arena a = {0};
    struct err e = {0};
    open_standard_streams();
    signal(SIGPIPE, SIG_DFL); /* a reader that has seen enough ends us quietly */
    if (!setlocale(LC_ALL, "C.UTF-8"))
        setlocale(LC_ALL, "C");
    int rc = dispatch(argc, argv, &a, &e);
    if (fflush(stdout) || ferror(stdout))
        rc = err_set(&e, ERR_IO, "can't write to standard output: %s", strerror(errno));
    progress_hide();
    if (rc && e.code != ERR_NONE && e.code != ERR_PARTIAL) /* what was skipped is told already */
        fprintf(stderr, "hearsay: %s\n", e.msg);
    extract_cleanup();
    u_cleanup();
    arena_release(&a);
    return rc == 0 ? 0 : e.code == ERR_USAGE ? 2 : 1;
}
