/* hearsay rank: who is central in the network of accusations. */
#include <string.h>

#include "core/table.h"
#include "graph/events.h"
#include "graph/network.h"

static const struct opt opts[] = {
    {"by", 0, OPT_CHOICE, "MEASURE", "pagerank, betweenness, made or received (default received)",
     "pagerank betweenness made received"},
    {"act", 0, OPT_STRING, "ACT", "Only this wrong"},
    {"since", 0, OPT_DATE, "DATE", "Only from then on"},
    {"until", 0, OPT_DATE, "DATE", "Only until then"},
    {"side", 0, OPT_FLAG, NULL, "Take parties for whom they act for"},
    FILTER_MIN_CONFIDENCE,
    FILTER_AS_OF,
    {"limit", 0, OPT_INT, "N", "At most N rows"},
    {0},
};

static enum measure measure_of(const char *name)
{
    static const char *const names[] = {"pagerank", "betweenness", "made", "received"};
    for (int i = 0; name && i < 4; i++)
        if (!strcmp(names[i], name))
            return (enum measure)i;
    return MEASURE_RECEIVED;
}

static int run(struct call *c, struct err *e)
{
    struct filter f = {.act = call_str(c, "act"),
                       .since = call_date(c, "since"),
                       .until = call_date(c, "until"),
                       .side = call_flag(c, "side")};
    enum measure by = measure_of(call_str(c, "by"));
    size_t limit = (size_t)call_int(c, "limit", 0), n;
    struct view v;
    struct rank *ranks;
    struct table t;
    if (f.act && model_parse_act(f.act) < 0)
        return err_set(e, ERR_USAGE, "--act: no wrong is called '%s'", f.act);
    if (filter_trust(c, e) || view_build(&v, c->store, &f, VIEW_RELATIONS, c->a, e) ||
        network_rank(&ranks, &n, &v, by, c->a, e))
        return -1;
    n = limit && limit < n ? limit : n;
    json_t *list = json_array();
    table_init(&t, c, 7,
               (const char *[]){"RANK", "SCORE", "MADE", "RECEIVED", "KIND", "NAME", "KEY"});
    table_style(&t, 5, STYLE_BOLD);
    table_style(&t, 6, STYLE_DIM);
    for (size_t i = 0; i < n; i++) {
        const struct node *x = &v.nodes[ranks[i].node];
        const char *score =
            arena_printf(c->a, by >= MEASURE_MADE ? "%.0f" : "%.4f", ranks[i].score);
        table_row(&t, (const char *[]){arena_printf(c->a, "%zu", i + 1), score,
                                       arena_printf(c->a, "%d", ranks[i].made),
                                       arena_printf(c->a, "%d", ranks[i].received), x->kind,
                                       x->label, x->id});
        json_array_append_new(list, json_pack("{s:i,s:s,s:s,s:s,s:f,s:i,s:i}", "rank", (int)i + 1,
                                              "id", x->id, "name", x->label, "kind", x->kind,
                                              "score", ranks[i].score, "made", ranks[i].made,
                                              "received", ranks[i].received));
    }
    if (!c->json) {
        json_decref(list);
        table_print(&t);
        return 0;
    }
    static const char *const names[] = {"pagerank", "betweenness", "made", "received"};
    events_print_json(c->out,
                      json_pack("{s:i,s:s,s:o}", "version", 1, "by", names[by], "ranks", list));
    return 0;
}

const struct cmd cmd_rank = {
    .name = "rank",
    .args = "[--by MEASURE]",
    .summary = "Order parties by how central they are among accusations",
    .details =
        "received, made: how many accusations. pagerank: who is accused by those who are "
        "themselves much accused. betweenness: who stands on most shortest chains of accusation.",
    .opts = opts,
    .need = NEED_READ,
    .run = run,
};
