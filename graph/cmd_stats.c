/* hearsay stats: how much there is, and how it hangs together. */
#include <inttypes.h>
#include <string.h>

#include "core/table.h"
#include "graph/events.h"

struct lag {
    bool known;
    int64_t median, longest;
    size_t n;
};

static int read_lags(struct lag *out, struct call *c, struct err *e)
{
    struct ids days = {0};
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/lags.sql"), "");
    int row;
    while ((row = db_row(c->store, q, e)) > 0)
        ids_add(c->a, &days, sqlite3_column_int64(q, 0));
    *out = (struct lag){.n = days.n, .known = days.n > 0};
    if (days.n) {
        out->median = days.items[days.n / 2];
        out->longest = days.items[days.n - 1];
    }
    return row;
}

static int print_json(struct call *c, const struct lag *lag, struct err *e)
{
    json_t *root = json_object(), *counts = json_object();
    json_object_set_new(root, "version", json_integer(1));
    json_object_set_new(root, "counts", counts);
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/stats.sql"), "");
    int row;
    while ((row = db_row(c->store, q, e)) > 0)
        json_object_set_new(counts, (const char *)sqlite3_column_text(q, 1),
                            json_integer(sqlite3_column_int64(q, 2)));
    if (lag->known)
        json_object_set_new(root, "days_to_denial",
                            json_pack("{s:I,s:I,s:I}", "median", (json_int_t)lag->median, "longest",
                                      (json_int_t)lag->longest, "answers", (json_int_t)lag->n));
    json_t *sides = json_array();
    json_object_set_new(root, "sides", sides);
    q = row ? NULL : db_bind(c->store, e, db_question("graph/sql/sides.sql"), "i", (int64_t)-1);
    while (row >= 0 && (row = db_row(c->store, q, e)) > 0)
        json_array_append_new(sides, json_pack("{s:s,s:s,s:I}", "accuser",
                                               (const char *)sqlite3_column_text(q, 0), "accused",
                                               (const char *)sqlite3_column_text(q, 1), "count",
                                               (json_int_t)sqlite3_column_int64(q, 2)));
    if (row < 0) {
        json_decref(root);
        return -1;
    }
    events_print_json(c->out, root);
    return 0;
}

static int add_span(struct table *t, struct call *c, struct err *e)
{
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/span.sql"), "");
    int row = db_row(c->store, q, e);
    if (row <= 0)
        return row;
    const char *first = db_text(c->a, q, 0), *last = db_text(c->a, q, 1);
    db_reset(q);
    if (first)
        table_row(t, (const char *[]){"published", arena_printf(c->a, "%s to %s", first, last)});
    return 0;
}

static int add_sides(struct table *t, struct call *c, struct err *e)
{
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/sides.sql"), "i", (int64_t)5);
    int row;
    while ((row = db_row(c->store, q, e)) > 0)
        table_row(t, (const char *[]){arena_printf(c->a, "%s accuses %s", db_text(c->a, q, 0),
                                                   db_text(c->a, q, 1)),
                                      db_text(c->a, q, 2)});
    return row;
}

static int run(struct call *c, struct err *e)
{
    struct table t;
    struct lag lag;
    if (filter_trust(c, e) || read_lags(&lag, c, e))
        return -1;
    if (c->json)
        return print_json(c, &lag, e);
    table_init(&t, c, 2, (const char *[]){"WHAT", "HOW MANY"});
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/stats.sql"), "");
    int row;
    while ((row = db_row(c->store, q, e)) > 0)
        table_row(&t, (const char *[]){db_text(c->a, q, 1), db_text(c->a, q, 2)});
    if (row < 0 || add_span(&t, c, e))
        return -1;
    if (lag.known)
        table_row(&t, (const char *[]){"days from accusation to denial",
                                       arena_printf(c->a, "median %" PRId64 ", longest %" PRId64,
                                                    lag.median, lag.longest)});
    if (add_sides(&t, c, e))
        return -1;
    table_print(&t);
    return 0;
}

static const struct opt opts[] = {
    FILTER_MIN_CONFIDENCE,
    FILTER_AS_OF,
    {0},
};

const struct cmd cmd_stats = {
    .name = "stats",
    .args = "[--min-confidence P]",
    .summary = "Count articles, parties, events and answers",
    .details = "The last rows are the sides that accuse each other most.",
    .opts = opts,
    .need = NEED_READ,
    .run = run,
};
