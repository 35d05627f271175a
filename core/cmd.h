/* Commands: each is one static table beside its code, in the room that owns it; core/main.c only
 * lists them.
 *
 *     static int run(struct call *c, struct err *e);
 *     static const struct opt opts[] = {
 *         {"by", 0, OPT_STRING, "MEASURE", "pagerank, betweenness, made or received"},
 *         {0},
 *     };
 *     const struct cmd cmd_rank = {
 *         .name = "rank", .args = "[--by MEASURE]",
 *         .summary = "Order actors by how central they are",
 *         .opts = opts, .need = NEED_READ, .run = run,
 *     };
 *
 * From these tables come parsing (getopt_long), --help, the man page and the shell completions: one
 * source of truth. main() opens the store as `need` says before run() and closes it after; no
 * command opens it itself.
 */
#ifndef CORE_CMD_H
#define CORE_CMD_H

#include <stdbool.h>
#include <stdio.h>

#include "core/arena.h"
#include "core/dates.h"
#include "core/err.h"

#define HEARSAY_VERSION "0.1.0"
#define HEARSAY_DATE "2026-11-24" /* of this version, for the man page */

struct store;
struct call;

enum opt_type {
    OPT_FLAG,   /* no argument */
    OPT_STRING, /* any text */
    OPT_INT,    /* a whole number ≥ 0 */
    OPT_SHARE,  /* a number from 0 to 1: "0.8" */
    OPT_DATE,   /* EDTF or a day; checked by the parser */
    OPT_CHOICE, /* one of opt.choices */
    OPT_FILE    /* a path; only completion treats it otherwise than OPT_STRING */
};

struct opt {
    const char *name; /* long name, without dashes; NULL ends the table */
    char letter;      /* short name or 0 */
    enum opt_type type;
    const char *arg;     /* how help calls the argument: "DATE"; NULL for flags */
    const char *help;    /* one line, no stop */
    const char *choices; /* "text json jsonl", for OPT_CHOICE */
};

enum need { NEED_NOTHING, NEED_READ, NEED_WRITE, NEED_CREATE };

struct cmd {
    const char *name;
    const char *args;         /* the rest of the usage line */
    const char *summary;      /* one line, a verb first, no stop */
    const char *details;      /* paragraphs for --help and the man page, or NULL */
    const struct opt *opts;   /* NULL or ended by {0} */
    const struct opt *shared; /* a second table, filters that many commands have; NULL or as opts */
    enum need need;
    int min_args, max_args; /* positional arguments; max -1 = any number */
    bool hidden;            /* not listed in help, man page and completions */
    int (*run)(struct call *c, struct err *e);
};

struct call {
    const struct cmd *cmd;
    struct arena *a;     /* lives as long as the command */
    struct store *store; /* as cmd->need says, else NULL */
    const char *db;      /* path of the store */
    FILE *out;           /* stdout; data only */
    bool json;           /* --json */
    bool color;          /* colour on out: a terminal that wants it, or --color=always */
    bool tty;            /* out is a terminal */
    int columns;         /* its width, 0 when not a terminal */
    int argc;            /* positional arguments */
    char **argv;
    const char **values; /* what was given, parallel to opts then shared; call_* read it */
};

/* Option values by long name; asserts that the table has the name. */
bool call_flag(const struct call *c, const char *name);
const char *call_str(const struct call *c, const char *name); /* NULL when not given */
long call_int(const struct call *c, const char *name, long otherwise);
double call_share(const struct call *c, const char *name);     /* 0 when not given */
struct date call_date(const struct call *c, const char *name); /* !set when not given */

/* In core/main.c, in the order of --help; ended by NULL. */
extern const struct cmd *const commands[];

/* The options that every command has, before and after its name. */
extern const struct opt global_opts[];
enum { GLOBAL_DB, GLOBAL_JSON, GLOBAL_COLOR, GLOBAL_HELP, GLOBAL_VERSION, GLOBALS };

/* Reads the global options in front of the command into values[GLOBALS]; returns the index of the
 * command in argv, argc when there is none, -1 when an option is off. */
int cmd_globals(const char **values, int argc, char **argv, struct arena *a, struct err *e);

/* Reads what follows the command: argv[0] is its name. Options of its own, global ones and
 * positional arguments may be mixed; "--" ends the options. Fills c->values, c->argc and c->argv,
 * which it reorders. With --help it stops without counting arguments. 0 or -1. */
int cmd_parse(struct call *c, const char **globals, int argc, char **argv, struct err *e);

/* The command by that name; NULL with an error that tells the nearest name, when one is near. */
const struct cmd *cmd_find(const char *name, struct err *e);

/* The word of `words` (ended by NULL) that was probably meant, or NULL. */
const char *cmd_nearest(const char *given, const char *const *words);

/* --help of a command, or of hearsay itself when cmd is NULL. */
void cmd_print_help(FILE *out, const struct cmd *cmd, struct arena *a);

extern const struct cmd cmd_help, cmd_completion, cmd_man;

#endif
