#include "core/cmd.h"

#include <string.h>

#include "core/text.h"

enum { WIDTH = 80, INDENT = 2, COLUMN = 26, COMMAND_COLUMN = 16 }; /* columns of help */

const struct cmd *cmd_find(const char *name, struct err *e)
{
    enum { MANY = 64 };
    const char *names[MANY + 1] = {0};
    for (int i = 0, n = 0; commands[i]; i++) {
        if (!strcmp(commands[i]->name, name))
            return commands[i];
        if (!commands[i]->hidden && n < MANY)
            names[n++] = commands[i]->name;
    }
    const char *nearest = cmd_nearest(name, names);
    if (nearest)
        err_set(e, ERR_USAGE, "no such command: '%s'; did you mean %s?", name, nearest);
    else
        err_set(e, ERR_USAGE, "no such command: '%s'; see 'hearsay help'", name);
    return NULL;
}

/* Prints len bytes of running text between the columns `from` (where the cursor stands at `at`)
 * and WIDTH. */
static void print_wrapped(FILE *out, const char *s, size_t len, int at, int from, struct arena *a)
{
    const char *end = s + len;
    bool first = true;
    while (s < end) {
        size_t n = 0;
        while (s < end && (*s == ' ' || *s == '\n'))
            s++;
        while (s + n < end && s[n] != ' ' && s[n] != '\n')
            n++;
        if (!n)
            break;
        int w = text_width(arena_strndup(a, s, n));
        if (!first && at + 1 + w > WIDTH) {
            fprintf(out, "\n%*s", from, "");
            at = from;
        } else if (!first) {
            fputc(' ', out);
            at++;
        }
        fwrite(s, 1, n, out);
        at += w;
        s += n;
        first = false;
    }
    fputc('\n', out);
}

static void print_row(FILE *out, const char *left, int column, const char *right, struct arena *a)
{
    int at = INDENT + text_width(left);
    fprintf(out, "%*s%s", INDENT, "", left);
    if (at + 2 > column) {
        fputc('\n', out);
        at = 0;
    }
    fprintf(out, "%*s", column - at, "");
    print_wrapped(out, right, strlen(right), column, column, a);
}

static void print_opts(FILE *out, const char *heading, const struct opt *opts, struct arena *a)
{
    if (!opts || !opts->name)
        return;
    fprintf(out, "\n%s:\n", heading);
    for (const struct opt *o = opts; o->name; o++) {
        const char *letter = o->letter ? arena_printf(a, "-%c, ", o->letter) : "";
        print_row(out,
                  arena_printf(a, "%s--%s%s%s", letter, o->name, o->type == OPT_FLAG ? "" : " ",
                               o->type == OPT_FLAG || !o->arg ? "" : o->arg),
                  COLUMN, o->help, a);
    }
}

/* Paragraphs, parted by an empty line, are filled; indented lines stay as they are. */
static void print_details(FILE *out, const char *s, struct arena *a)
{
    while (*s) {
        size_t n = strcspn(s, "\n");
        if (n == 0 || *s == ' ') {
            fprintf(out, "%.*s\n", (int)n, s);
        } else {
            const char *blank = strstr(s, "\n\n"), *indent = strstr(s, "\n ");
            const char *end = s + strlen(s);
            end = blank && blank < end ? blank : end;
            end = indent && indent < end ? indent : end;
            n = (size_t)(end - s);
            print_wrapped(out, s, n, 0, 0, a);
        }
        s += n + (s[n] == '\n');
    }
}

static void print_overview(FILE *out, struct arena *a)
{
    fputs("Usage: hearsay [--db FILE] [--json] [--color WHEN] COMMAND …\n\n"
          "Reads news about cyber incidents and keeps who accused whom of what, who denied\n"
          "it, who met whom, and when, each with the words that say so.\n\nCommands:\n",
          out);
    for (int i = 0; commands[i]; i++) {
        if (!commands[i]->hidden)
            print_row(out, commands[i]->name, COMMAND_COLUMN, commands[i]->summary, a);
    }
    print_opts(out, "Options of every command", global_opts, a);
    fputs("\n'hearsay help COMMAND' explains one.\n", out);
}

void cmd_print_help(FILE *out, const struct cmd *cmd, struct arena *a)
{
    if (!cmd) {
        print_overview(out, a);
        return;
    }
    fprintf(out, "Usage: hearsay %s%s%s\n\n%s.\n", cmd->name, cmd->args && *cmd->args ? " " : "",
            cmd->args ? cmd->args : "", cmd->summary);
    if (cmd->details) {
        fputc('\n', out);
        print_details(out, cmd->details, a);
    }
    print_opts(out, "Options", cmd->opts, a);
    print_opts(out, "Filters", cmd->shared, a);
    print_opts(out, "Options of every command", global_opts, a);
}

static int run(struct call *c, struct err *e)
{
    const struct cmd *cmd = NULL;
    if (c->argc && !(cmd = cmd_find(c->argv[0], e)))
        return -1;
    cmd_print_help(c->out, cmd, c->a);
    return 0;
}

const struct cmd cmd_help = {
    .name = "help",
    .args = "[COMMAND]",
    .summary = "List the commands, or explain one",
    .max_args = 1,
    .run = run,
};
