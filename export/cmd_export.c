/* hearsay export: what the store holds, in the form that another program or a reader wants. */
#include <string.h>

#include "core/cmd.h"
#include "export/export.h"
#include "export/out.h"
#include "graph/view.h"

#define FORMATS "dot graphml svg png pdf json csv"

static const struct opt opts[] = {
    {"output", 'o', OPT_FILE, "FILE", "write there rather than to standard output", NULL},
    {"view", 0, OPT_CHOICE, "VIEW", "relations (default), events or timeline",
     "relations events timeline"},
    {"around", 0, OPT_STRING, "NAME", "only the neighbourhood of this entity", NULL},
    {"hops", 0, OPT_INT, "N", "how far around, 1 by default", NULL},
    {"top", 0, OPT_INT, "N", "only the N nodes with most edges", NULL},
    {"table", 0, OPT_CHOICE, "TABLE", "csv: edges (default) or nodes", "edges nodes"},
    {"title", 0, OPT_STRING, "TEXT", "headline of the picture", NULL},
    {0},
};

static int find_format(const struct format **out, const struct call *c, struct err *e)
{
    if (c->argc < 1)
        return err_set(e, ERR_USAGE, "export to what? One of " FORMATS);
    *out = format_find(c->argv[0]);
    if (!*out)
        return err_set(e, ERR_USAGE, "unknown format '%s': one of " FORMATS, c->argv[0]);
    return 0;
}

static enum view_kind find_view(const struct call *c)
{
    const char *name = call_str(c, "view");
    if (name && !strcmp(name, "events"))
        return VIEW_EVENTS;
    return name && !strcmp(name, "timeline") ? VIEW_TIMELINE : VIEW_RELATIONS;
}

static int read_filter(struct filter *f, const struct call *c, struct err *e)
{
    if (filter_from_call(f, c, e))
        return -1;
    f->around = call_str(c, "around");
    f->hops = (int)call_int(c, "hops", f->around ? 1 : 0);
    f->top = (int)call_int(c, "top", 0);
    if (f->hops > 0 && !f->around)
        return err_set(e, ERR_USAGE, "--hops needs --around NAME");
    return 0;
}

static int run(struct call *c, struct err *e)
{
    const struct format *format;
    struct filter filter = {0};
    struct view view = {0};
    if (find_format(&format, c, e) || read_filter(&filter, c, e))
        return -1;
    const char *path = call_str(c, "output"), *table = call_str(c, "table");
    struct export_options options = {.title = call_str(c, "title"),
                                     .nodes = table && !strcmp(table, "nodes")};
    if (table && strcmp(format->name, "csv"))
        return err_set(e, ERR_USAGE, "--table is for csv");
    if (format->binary && c->tty && (!path || !strcmp(path, "-")))
        return err_set(e, ERR_USAGE, "%s is not for a terminal: give -o FILE", format->name);
    if (view_build(&view, c->store, &filter, find_view(c), c->a, e))
        return -1;
    struct out out;
    if (out_open(&out, path, c->out, e))
        return -1;
    if (format->write(out.f, &view, &options, c->a, e)) {
        out_discard(&out);
        return -1;
    }
    return out_close(&out, e);
}

const struct cmd cmd_export = {
    .name = "export",
    .args = "FORMAT [-o FILE] [--view VIEW] [filters]",
    .summary = "Write the graph as a diagram, a picture or data",
    .details = "Formats: dot (Graphviz), graphml (Gephi, yEd, networkx, igraph), svg, png and pdf "
               "(a picture), json, csv (a "
               "table of edges, or of nodes with --table nodes).\n\n"
               "Views: relations has the parties as nodes and one edge a relation between two of "
               "them (accuses, denies, meets); "
               "events has every event, who takes part in it, what it answers and where it was "
               "printed; timeline has the "
               "events in order of time. --side shows every party as the one that it acts for.\n\n"
               "The same store gives the same bytes. A file appears whole or not at all. Pictures "
               "hold up to 3,000 nodes, and "
               "are good up to about 300: cut down with --top, --around or the filters.",
    .opts = opts,
    .shared = filter_opts,
    .need = NEED_READ,
    .min_args = 0,
    .max_args = 1,
    .run = run,
};
