/* hearsay groups: who has most to do with whom; hearsay lags: who answers whom, and how fast. */
#include <stdlib.h>
#include <string.h>

#include "core/table.h"
#include "graph/events.h"
#include "graph/network.h"

static const struct opt group_opts[] = {
    {"since", 0, OPT_DATE, "DATE", "Only from then on"},
    {"until", 0, OPT_DATE, "DATE", "Only until then"},
    {"side", 0, OPT_FLAG, NULL, "Take parties for whom they act for"},
    FILTER_MIN_CONFIDENCE,
    FILTER_AS_OF,
    {"limit", 0, OPT_INT, "N", "At most N groups"},
    {0},
};

/* Events between members of one group. */
static int within(const struct view *v, const int *of, int group)
{
    int n = 0;
    for (size_t i = 0; i < v->edges_n; i++)
        if (v->edges[i].from != v->edges[i].to && of[v->edges[i].from] == group &&
            of[v->edges[i].to] == group)
            n += v->edges[i].count;
    return n;
}

static int run_groups(struct call *c, struct err *e)
{
    struct filter f = {.since = call_date(c, "since"),
                       .until = call_date(c, "until"),
                       .side = call_flag(c, "side")};
    struct view v;
    struct table t;
    int *of, n, limit = (int)call_int(c, "limit", 0);
    if (filter_trust(c, e) || view_build(&v, c->store, &f, VIEW_RELATIONS, c->a, e) ||
        network_groups(&of, &n, &v, c->a, e))
        return -1;
    json_t *list = json_array();
    table_init(&t, c, 4, (const char *[]){"GROUP", "PARTIES", "TIES", "WHO"});
    for (int g = 0; g < n && (!limit || g < limit); g++) {
        json_t *members = json_array();
        const char *names = NULL;
        int size = 0;
        for (size_t i = 0; i < v.nodes_n; i++) {
            if (of[i] != g)
                continue;
            size++;
            names =
                names ? arena_printf(c->a, "%s, %s", names, v.nodes[i].label) : v.nodes[i].label;
            json_array_append_new(members, json_pack("{s:s,s:s,s:s}", "id", v.nodes[i].id, "name",
                                                     v.nodes[i].label, "kind", v.nodes[i].kind));
        }
        int ties = within(&v, of, g);
        table_row(&t,
                  (const char *[]){arena_printf(c->a, "%d", g + 1), arena_printf(c->a, "%d", size),
                                   arena_printf(c->a, "%d", ties), names});
        json_array_append_new(
            list, json_pack("{s:i,s:i,s:o}", "group", g + 1, "ties", ties, "parties", members));
    }
    if (!c->json) {
        json_decref(list);
        table_print(&t);
        return 0;
    }
    events_print_json(c->out, json_pack("{s:i,s:o}", "version", 1, "groups", list));
    return 0;
}

const struct cmd cmd_groups = {
    .name = "groups",
    .summary = "Find the circles of parties that have most to do with each other",
    .details = "By accusations, denials and meetings alike, so a circle is a quarrel as often as a "
               "friendship. Leiden's algorithm on modularity, the same on every run; TIES counts "
               "what passed between members.",
    .opts = group_opts,
    .need = NEED_READ,
    .run = run_groups,
};

/* ---- lags ---- */

static const struct opt lag_opts[] = {
    {"side", 0, OPT_FLAG, NULL, "Take parties for whom they act for"},
    FILTER_MIN_CONFIDENCE,
    FILTER_AS_OF,
    {"limit", 0, OPT_INT, "N", "At most N rows"},
    {0},
};

struct lagging { /* one who answers one */
    const char *keys[2], *names[2];
    int answers;
    struct ids days; /* known ones, ascending */
};

struct laggings {
    struct lagging *items;
    size_t n, cap;
};

static int read_pairs(struct laggings *out, struct call *c, struct err *e)
{
    int row;
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/lag_pairs.sql"), "i",
                              (int64_t)call_flag(c, "side"));
    while ((row = db_row(c->store, q, e)) > 0) {
        const char *who = db_text(c->a, q, 0), *whom = db_text(c->a, q, 2);
        struct lagging *x = out->n ? &out->items[out->n - 1] : NULL;
        if (!x || strcmp(x->keys[0], who) || strcmp(x->keys[1], whom)) {
            out->items = arena_grow(c->a, out->items, out->n, &out->cap, sizeof *out->items);
            x = &out->items[out->n++];
            *x = (struct lagging){.keys = {who, whom},
                                  .names = {db_text(c->a, q, 1), db_text(c->a, q, 3)}};
        }
        x->answers++;
        if (sqlite3_column_type(q, 6) != SQLITE_NULL)
            ids_add(c->a, &x->days, sqlite3_column_int64(q, 6));
    }
    return row;
}

static int compare_laggings(const void *pa, const void *pb)
{
    const struct lagging *a = pa, *b = pb;
    if (a->answers != b->answers)
        return b->answers - a->answers;
    int who = strcmp(a->keys[0], b->keys[0]);
    return who ? who : strcmp(a->keys[1], b->keys[1]);
}

static const char *day_text(struct call *c, const struct lagging *x, size_t at)
{
    return x->days.n ? arena_printf(c->a, "%lld", (long long)x->days.items[at]) : NULL;
}

static json_t *lag_json(const struct lagging *x)
{
    json_t *o =
        json_pack("{s:{s:s,s:s},s:{s:s,s:s},s:i}", "who", "id", x->keys[0], "name", x->names[0],
                  "whom", "id", x->keys[1], "name", x->names[1], "answers", x->answers);
    if (x->days.n)
        json_object_set_new(o, "days",
                            json_pack("{s:I,s:I,s:I}", "least", (json_int_t)x->days.items[0],
                                      "median", (json_int_t)x->days.items[x->days.n / 2], "most",
                                      (json_int_t)x->days.items[x->days.n - 1]));
    return o;
}

static int run_lags(struct call *c, struct err *e)
{
    struct laggings l = {0};
    struct table t;
    size_t limit = (size_t)call_int(c, "limit", 0);
    if (filter_trust(c, e) || read_pairs(&l, c, e))
        return -1;
    if (l.n)
        qsort(l.items, l.n, sizeof *l.items, compare_laggings);
    l.n = limit && limit < l.n ? limit : l.n;
    json_t *list = json_array();
    table_init(&t, c, 6, (const char *[]){"WHO", "WHOM", "ANSWERS", "LEAST", "MEDIAN", "MOST"});
    for (size_t i = 0; i < l.n; i++) {
        const struct lagging *x = &l.items[i];
        table_row(&t,
                  (const char *[]){x->names[0], x->names[1], arena_printf(c->a, "%d", x->answers),
                                   day_text(c, x, 0), day_text(c, x, x->days.n / 2),
                                   day_text(c, x, x->days.n ? x->days.n - 1 : 0)});
        json_array_append_new(list, lag_json(x));
    }
    if (!c->json) {
        json_decref(list);
        table_print(&t);
        return 0;
    }
    events_print_json(c->out, json_pack("{s:i,s:o}", "version", 1, "lags", list));
    return 0;
}

const struct cmd cmd_lags = {
    .name = "lags",
    .summary = "Show who answers whom, how often, and after how many days",
    .details = "A row is who denies and who had accused, with the days from the accusation to the "
               "denial: the fewest, the middle one, the most. Where only publication bounds a day, "
               "it is the day of publication.",
    .opts = lag_opts,
    .need = NEED_READ,
    .run = run_lags,
};
