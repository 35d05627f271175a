/* The man page, made from the tables of the commands: hearsay man | man -l - */
#include "core/cmd.h"

#include <string.h>

#include "core/text.h"

/* Text of one line or many, escaped for roff: backslashes, hyphens, characters beyond ASCII, and
 * a dot or apostrophe where it would begin a request. */
static void put_n(FILE *out, const char *s, size_t len)
{
    bool begins = true;
    for (size_t at = 0; at < len;) {
        uint32_t cp = text_next(s, len, &at);
        if (begins && (cp == '.' || cp == '\''))
            fputs("\\&", out);
        begins = cp == '\n';
        if (cp == '\\')
            fputs("\\e", out);
        else if (cp == '-')
            fputs("\\-", out);
        else if (cp == 0x2026)
            fputs("...", out);
        else if (cp < 0x80)
            fputc((int)cp, out);
        else
            fprintf(out, "\\[u%04X]", (unsigned)(cp == TEXT_BAD ? 0xFFFD : cp));
    }
}

static void put(FILE *out, const char *s)
{
    put_n(out, s, strlen(s));
}

static void put_opts(FILE *out, const struct opt *opts)
{
    for (const struct opt *o = opts; o && o->name; o++) {
        fputs(".TP\n\\fB", out);
        if (o->letter)
            fprintf(out, "\\-%c\\fR, \\fB", o->letter);
        fputs("\\-\\-", out);
        put(out, o->name);
        fputs("\\fR", out);
        if (o->type != OPT_FLAG && o->arg) {
            fputs(" \\fI", out);
            put(out, o->arg);
            fputs("\\fR", out);
        }
        fputc('\n', out);
        put(out, o->help);
        fputs(".\n", out);
    }
}

static void put_details(FILE *out, const char *s)
{
    bool verbatim = false, gap = true;
    while (*s) {
        size_t n = strcspn(s, "\n");
        if (n == 0) {
            gap = true;
        } else {
            bool indented = *s == ' ';
            if (verbatim && !indented)
                fputs(".fi\n.RE\n", out);
            if (!verbatim && indented)
                fputs(".PP\n.RS 4\n.nf\n", out);
            else if (gap || verbatim != indented)
                fputs(indented ? "\n" : ".PP\n", out);
            verbatim = indented;
            gap = false;
            size_t skip = strspn(s, " ");
            put_n(out, s + skip, n - skip);
            fputc('\n', out);
        }
        s += n + (s[n] == '\n');
    }
    if (verbatim)
        fputs(".fi\n.RE\n", out);
}

static void put_command(FILE *out, const struct cmd *cmd)
{
    fputs(".SS hearsay ", out);
    put(out, cmd->name);
    if (cmd->args && *cmd->args) {
        fputc(' ', out);
        put(out, cmd->args);
    }
    fputc('\n', out);
    put(out, cmd->summary);
    fputs(".\n", out);
    if (cmd->details)
        put_details(out, cmd->details);
    put_opts(out, cmd->opts);
    if (cmd->shared && cmd->shared->name)
        fputs(".PP\nThe filters below apply too.\n", out);
}

static const struct opt *shared_filters(void)
{
    for (int i = 0; commands[i]; i++) {
        if (commands[i]->shared && commands[i]->shared->name)
            return commands[i]->shared;
    }
    return NULL;
}

static int run(struct call *c, struct err *e)
{
    FILE *out = c->out;
    (void)e;
    fprintf(out, ".TH HEARSAY 1 \"%s\" \"hearsay %s\" \"User Commands\"\n", HEARSAY_DATE,
            HEARSAY_VERSION);
    fputs(
        ".SH NAME\nhearsay \\- who accused whom, by what articles say\n"
        ".SH SYNOPSIS\n.B hearsay\n"
        "[\\fB\\-\\-db\\fR \\fIFILE\\fR] [\\fB\\-\\-json\\fR] [\\fB\\-\\-color\\fR \\fIWHEN\\fR]\n"
        "\\fICOMMAND\\fR ...\n"
        ".SH DESCRIPTION\n"
        "Reads news articles about cyber incidents and keeps who accused whom of what, who\n"
        "denied it, who met whom, and when, each with the words that say so, in one SQLite\n"
        "file. It never says what is true: it says who said what, where it was printed, and\n"
        "what was answered.\n.SH OPTIONS\n",
        out);
    put_opts(out, global_opts);
    fputs(".SH COMMANDS\n", out);
    for (int i = 0; commands[i]; i++) {
        if (!commands[i]->hidden)
            put_command(out, commands[i]);
    }
    if (shared_filters()) {
        fputs(".SH FILTERS\nDates are EDTF; names match on any alias, without accents and case.\n",
              out);
        put_opts(out, shared_filters());
    }
    fputs(".SH ENVIRONMENT\n"
          ".TP\n.B HEARSAY_DB\nThe store, where \\fB\\-\\-db\\fR is not given.\n"
          ".TP\n.B HEARSAY_NOW\nAn ISO date to be taken for today.\n"
          ".TP\n.B NO_COLOR\nNo colour, unless \\fB\\-\\-color=always\\fR asks for it.\n"
          ".TP\n.B COLUMNS\nWidth of the terminal.\n"
          ".SH EXIT STATUS\n"
          ".TP\n.B 0\nAll went well.\n"
          ".TP\n.B 1\nIt failed, or some articles were skipped.\n"
          ".TP\n.B 2\nThe command line is off.\n",
          out);
    return 0;
}

const struct cmd cmd_man = {
    .name = "man",
    .summary = "Print the source of the man page",
    .hidden = true,
    .run = run,
};
