/* hearsay path: the shortest chain of accusations from one party to another. */
#include <string.h>

#include "core/table.h"
#include "graph/events.h"
#include "graph/names.h"
#include "graph/network.h"

static const struct opt opts[] = {
    {"since", 0, OPT_DATE, "DATE", "Only accusations from then on"},
    {"until", 0, OPT_DATE, "DATE", "Only accusations until then"},
    {"side", 0, OPT_FLAG, NULL, "Take parties for whom they act for"},
    FILTER_MIN_CONFIDENCE,
    FILTER_AS_OF,
    {0},
};

/* The node that a name means; -1 in *at when nobody accuses it and it accuses nobody. */
static int find(int *at, struct call *c, const struct view *v, const char *name, bool side,
                struct err *e)
{
    struct ids ids;
    *at = -1;
    if (names_find(&ids, c->store, name, c->a, e))
        return -1;
    const char *key = NULL;
    sqlite3_stmt *q =
        db_bind(c->store, e, db_question("graph/sql/keys.sql"), "ii", ids.items[0], (int64_t)side);
    if (db_row(c->store, q, e) > 0)
        key = db_text(c->a, q, 0);
    db_reset(q);
    for (size_t i = 0; i < v->nodes_n && key; i++)
        if (!strcmp(v->nodes[i].id, key))
            *at = (int)i;
    return 0;
}

static int run(struct call *c, struct err *e)
{
    struct filter f = {.since = call_date(c, "since"),
                       .until = call_date(c, "until"),
                       .side = call_flag(c, "side")};
    struct view v;
    struct table t;
    int from, to, *edges = NULL;
    size_t n = 0;
    if (filter_trust(c, e) || view_build(&v, c->store, &f, VIEW_RELATIONS, c->a, e) ||
        find(&from, c, &v, c->argv[0], f.side, e) || find(&to, c, &v, c->argv[1], f.side, e))
        return -1;
    if (from >= 0 && to >= 0 && from != to && network_path(&edges, &n, &v, from, to, c->a, e))
        return -1;
    if (!n)
        return err_set(e, ERR_NOT_FOUND, "no chain of accusations leads from %s to %s", c->argv[0],
                       c->argv[1]);
    json_t *steps = json_array();
    table_init(&t, c, 7, (const char *[]){"STEP", "WHO", "WHOM", "ACT", "TIMES", "FIRST", "QUOTE"});
    table_style(&t, 1, STYLE_BOLD);
    for (size_t i = 0; i < n; i++) {
        const struct edge *x = &v.edges[edges[i]];
        const struct node *a = &v.nodes[x->from], *b = &v.nodes[x->to];
        table_row(&t,
                  (const char *[]){arena_printf(c->a, "%zu", i + 1), a->label, b->label, x->act,
                                   arena_printf(c->a, "%d", x->count), x->first,
                                   x->evidence ? arena_printf(c->a, "“%s”", x->evidence) : NULL});
        json_array_append_new(steps,
                              json_pack("{s:s,s:s,s:s?,s:i,s:s?,s:s?,s:s?}", "from", a->id, "to",
                                        b->id, "act", x->act, "count", x->count, "first", x->first,
                                        "last", x->last, "quote", x->evidence));
    }
    if (c->json) {
        events_print_json(c->out, json_pack("{s:i,s:o}", "version", 1, "steps", steps));
        return 0;
    }
    json_decref(steps);
    table_print(&t);
    return 0;
}

const struct cmd cmd_path = {
    .name = "path",
    .args = "A B",
    .summary = "Find the shortest chain of accusations from A to B",
    .details = "A accuses somebody who accuses somebody … who accuses B. Each step shows the "
               "earliest such accusation's words. No chain: one line on stderr and exit 1.",
    .opts = opts,
    .need = NEED_READ,
    .min_args = 2,
    .max_args = 2,
    .run = run,
};
