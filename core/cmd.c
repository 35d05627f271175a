#include "core/cmd.h"

#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

enum { TABLES = 3, FIRST = 256 }; /* own, shared and global options; first value of getopt_long */

const struct opt global_opts[] = {
    [GLOBAL_DB] = {"db", 0, OPT_FILE, "FILE", "The store (else $HEARSAY_DB, else hearsay.db here)"},
    [GLOBAL_JSON] = {"json", 0, OPT_FLAG, NULL, "Print JSON instead of tables"},
    [GLOBAL_COLOR] = {"color", 0, OPT_CHOICE, "WHEN",
                      "Colour: auto (on a terminal), always or never", "auto always never"},
    [GLOBAL_HELP] = {"help", 'h', OPT_FLAG, NULL, "Explain the command and leave"},
    [GLOBAL_VERSION] = {"version", 0, OPT_FLAG, NULL, "Print the version and leave"},
    [GLOBALS] = {0},
};

static size_t count(const struct opt *opts)
{
    size_t n = 0;
    while (opts && opts[n].name)
        n++;
    return n;
}

/* Several tables of options as one list, with a place for the value of each. */
struct parser {
    const struct opt *tables[TABLES];
    const char **values[TABLES];
    const struct opt **opts; /* of all tables */
    const char ***slots;     /* where opts[i] stores its value */
    struct option *longs;
    char *shorts;
    size_t n;
};

static void prepare(struct parser *p, bool stop_at_word, struct arena *a)
{
    size_t total = 0, s = 0;
    for (int t = 0; t < TABLES; t++)
        total += count(p->tables[t]);
    p->opts = arena_alloc(a, (total + 1) * sizeof *p->opts);
    p->slots = arena_alloc(a, (total + 1) * sizeof *p->slots);
    p->longs = arena_alloc(a, (total + 1) * sizeof *p->longs);
    p->shorts = arena_alloc(a, 2 * total + 3);
    if (stop_at_word)
        p->shorts[s++] = '+';
    p->shorts[s++] = ':';
    for (int t = 0; t < TABLES; t++) {
        for (size_t i = 0; i < count(p->tables[t]); i++) {
            const struct opt *o = &p->tables[t][i];
            p->opts[p->n] = o;
            p->slots[p->n] = &p->values[t][i];
            p->longs[p->n] = (struct option){
                .name = o->name,
                .has_arg = o->type == OPT_FLAG ? no_argument : required_argument,
                .val = FIRST + (int)p->n,
            };
            if (o->letter) {
                p->shorts[s++] = o->letter;
                if (o->type != OPT_FLAG)
                    p->shorts[s++] = ':';
            }
            p->n++;
        }
    }
}

static bool has_word(const char *words, const char *word)
{
    size_t len = strlen(word);
    for (const char *p = words; len && (p = strstr(p, word)); p += len) {
        if ((p == words || p[-1] == ' ') && (p[len] == ' ' || !p[len]))
            return true;
    }
    return false;
}

static int check(const struct opt *o, const char *value, struct err *e)
{
    struct date date;
    char *end;
    if (text_valid(value, strlen(value)) != strlen(value) && o->type != OPT_FILE)
        return err_set(e, ERR_USAGE, "--%s: not UTF-8: '%s'", o->name, value);
    switch (o->type) {
    case OPT_INT:
        errno = 0;
        if (!text_is_digit((unsigned char)value[0]) || strtol(value, &end, 10) < 0 || *end || errno)
            return err_set(e, ERR_USAGE, "--%s: not a whole number: '%s'", o->name, value);
        break;
    case OPT_SHARE:
        if (!*value || strspn(value, "0123456789.") != strlen(value) || !strcmp(value, ".") ||
            strtod(value, &end) > 1 || *end)
            return err_set(e, ERR_USAGE, "--%s: not a number from 0 to 1: '%s'", o->name, value);
        break;
    case OPT_DATE:
        if (dates_parse(&date, value, e)) {
            e->code = ERR_USAGE;
            return err_wrap(e, "--%s", o->name);
        }
        break;
    case OPT_CHOICE:
        if (!has_word(o->choices, value))
            return err_set(e, ERR_USAGE, "--%s: '%s' is none of: %s", o->name, value, o->choices);
        break;
    case OPT_FLAG:
    case OPT_STRING:
    case OPT_FILE:
        break;
    }
    return 0;
}

/* The option as the user wrote it, for messages. */
static int bad_option(const struct parser *p, char **argv, int got, struct arena *a, struct err *e)
{
    for (size_t i = 0; i < p->n; i++) {
        if (optopt == p->longs[i].val || (optopt && optopt == p->opts[i]->letter)) {
            if (got == ':')
                return err_set(e, ERR_USAGE, "--%s needs a value: %s", p->opts[i]->name,
                               p->opts[i]->arg);
            return err_set(e, ERR_USAGE, "--%s takes no value", p->opts[i]->name);
        }
    }
    if (optopt)
        return err_set(e, ERR_USAGE, "no such option: '-%c'", optopt);
    const char *given = argv[optind - 1];
    char *name = arena_strndup(a, given + 2, strcspn(given + 2, "="));
    const char **names = arena_alloc(a, (p->n + 1) * sizeof *names);
    bool several = false;
    for (size_t i = 0; i < p->n; i++) {
        names[i] = p->opts[i]->name;
        several = several || !strncmp(names[i], name, strlen(name));
    }
    const char *nearest = several ? NULL : cmd_nearest(name, names);
    if (several)
        return err_set(e, ERR_USAGE, "several options begin with '--%s'", name);
    if (nearest)
        return err_set(e, ERR_USAGE, "no such option: '--%s'; did you mean --%s?", name, nearest);
    return err_set(e, ERR_USAGE, "no such option: '--%s'", name);
}

static int parse(struct parser *p, bool stop_at_word, int argc, char **argv, struct arena *a,
                 struct err *e)
{
    int got;
    prepare(p, stop_at_word, a);
    opterr = 0;
    optind = 0; /* glibc: start afresh */
    while ((got = getopt_long(argc, argv, p->shorts, p->longs, NULL)) != -1) {
        size_t i = 0;
        if (got == '?' || got == ':')
            return bad_option(p, argv, got, a, e);
        while (i < p->n && got != p->longs[i].val && got != p->opts[i]->letter)
            i++;
        assert(i < p->n);
        if (p->opts[i]->type != OPT_FLAG && check(p->opts[i], optarg, e))
            return -1;
        *p->slots[i] = p->opts[i]->type == OPT_FLAG ? "" : optarg;
    }
    return optind;
}

int cmd_globals(const char **values, int argc, char **argv, struct arena *a, struct err *e)
{
    struct parser p = {.tables = {global_opts}, .values = {values}};
    return parse(&p, true, argc, argv, a, e);
}

int cmd_parse(struct call *c, const char **globals, int argc, char **argv, struct err *e)
{
    const struct cmd *cmd = c->cmd;
    size_t own = count(cmd->opts), shared = count(cmd->shared);
    c->values = arena_alloc(c->a, (own + shared + 1) * sizeof *c->values);
    struct parser p = {
        .tables = {cmd->opts, cmd->shared, global_opts},
        .values = {c->values, c->values + own, globals},
    };
    int first = parse(&p, false, argc, argv, c->a, e);
    if (first < 0)
        return err_wrap(e, "%s", cmd->name);
    c->argc = argc - first;
    c->argv = argv + first;
    if (globals[GLOBAL_HELP] || globals[GLOBAL_VERSION])
        return 0;
    if (c->argc < cmd->min_args)
        return err_set(e, ERR_USAGE, "%s: something is missing; usage: hearsay %s %s", cmd->name,
                       cmd->name, cmd->args ? cmd->args : "");
    if (cmd->max_args >= 0 && c->argc > cmd->max_args)
        return err_set(e, ERR_USAGE, "%s: one argument too many: '%s'", cmd->name,
                       c->argv[cmd->max_args]);
    return 0;
}

static size_t slot(const struct call *c, const char *name)
{
    size_t own = count(c->cmd->opts), shared = count(c->cmd->shared);
    for (size_t i = 0; i < own + shared; i++) {
        const struct opt *o = i < own ? &c->cmd->opts[i] : &c->cmd->shared[i - own];
        if (!strcmp(o->name, name))
            return i;
    }
    assert(!"the command has this option in its table");
    abort();
}

bool call_flag(const struct call *c, const char *name)
{
    return c->values[slot(c, name)] != NULL;
}

const char *call_str(const struct call *c, const char *name)
{
    return c->values[slot(c, name)];
}

long call_int(const struct call *c, const char *name, long otherwise)
{
    const char *value = call_str(c, name);
    return value ? strtol(value, NULL, 10) : otherwise;
}

double call_share(const struct call *c, const char *name)
{
    const char *value = call_str(c, name);
    return value ? strtod(value, NULL) : 0;
}

struct date call_date(const struct call *c, const char *name)
{
    struct date date = {0};
    struct err ignored = {0};
    const char *value = call_str(c, name);
    if (value)
        dates_parse(&date, value, &ignored); /* cmd_parse has checked it */
    return date;
}

/* Damerau's distance (optimal string alignment) of two short words, in bytes. */
static int distance(const char *a, const char *b)
{
    enum { MAX = 32 };
    int rows[MAX + 1][MAX + 1];
    int n = (int)strlen(a), m = (int)strlen(b);
    if (n > MAX || m > MAX)
        return INT_MAX;
    for (int i = 0; i <= n; i++) {
        for (int j = 0; j <= m; j++) {
            if (!i || !j) {
                rows[i][j] = i + j;
                continue;
            }
            int best = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            best = rows[i - 1][j] + 1 < best ? rows[i - 1][j] + 1 : best;
            best = rows[i][j - 1] + 1 < best ? rows[i][j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                rows[i - 2][j - 2] + 1 < best)
                best = rows[i - 2][j - 2] + 1;
            rows[i][j] = best;
        }
    }
    return rows[n][m];
}

const char *cmd_nearest(const char *given, const char *const *words)
{
    const char *nearest = NULL;
    int least = (int)strlen(given) / 3 + 1; /* further off, a guess is no help */
    size_t len = strlen(given);
    for (; *words; words++) {
        if (len >= 3 && !strncmp(*words, given, len))
            return *words;
        int d = distance(given, *words);
        if (d <= least && (!nearest || d < least)) {
            nearest = *words;
            least = d;
        }
    }
    return nearest;
}
