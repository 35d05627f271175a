/* hearsay why: which rule, cue and words made an event, and what joined it to others. */
#include <inttypes.h>
#include <string.h>

#include "core/table.h"
#include "graph/journal.h"
#include "graph/names.h"
#include "graph/present.h"

static const struct {
    const char *kind, *rule, *words;
} reasons[] = {
    {"answers", "article", "the article itself says what is denied"},
    {"answers", "target",
     "nothing in the denial's articles is answered; the nearest accusation "
     "of the one who denies, no older than two weeks"},
    {"answers", "side",
     "nothing in the denial's articles is answered; the nearest accusation of the same side by "
     "another, no older than three days"},
    {"counters", "target", "the accused accuses the accuser back within a month"},
    {"counters", "side", "the accused's side accuses the accuser's side within a week"},
    {"repeats", "act", "the same parties and the same wrong, at a later date"},
};

static const char *reason(const struct tie *t)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (!strcmp(reasons[i].kind, t->kind) && !strcmp(reasons[i].rule, t->rule))
            return reasons[i].words;
    return t->rule;
}

static void add_row(struct table *t, struct call *c, const char *what, const char *value)
{
    (void)c;
    if (value)
        table_row(t, (const char *[]){what, value});
}

static const char *spans_text(const struct telling *t, struct arena *a)
{
    const char *out = NULL;
    for (size_t i = 0; i < t->spans_n; i++)
        out = arena_printf(a, "%s%s[%u, %u)", out ? out : "", out ? " " : "", t->spans[i].start,
                           t->spans[i].end);
    return out;
}

/* The merged keys of an entity with what they share. */
static int add_merges(struct table *t, struct call *c, int64_t id, struct err *e)
{
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/merges.sql"), "i", id);
    int row;
    while ((row = db_row(c->store, q, e)) > 0)
        add_row(t, c, "same",
                arena_printf(c->a, "%s, by \"%s\"", db_text(c->a, q, 0), db_text(c->a, q, 1)));
    return row;
}

/* ", by the decision j0123456789: a typing error" */
static const char *by_decision(const char *code, const char *note, struct arena *a)
{
    return arena_printf(a, "by the decision %s%s%s", code, note ? ": " : "", note ? note : "");
}

/* What people decided of a party; *sided when it was for whom it acts. */
static int add_decisions(struct table *t, struct call *c, int64_t id, bool *sided, struct err *e)
{
    struct journal j;
    *sided = false;
    if (journal_load(&j, c->store, c->a, e))
        return -1;
    for (size_t i = 0; i < j.n; i++) {
        const struct decision *d = &j.items[i];
        int64_t self = 0, other = 0;
        if (d->standing != STANDS || d->anchors_n || !strcmp(d->verb, "undo"))
            continue;
        bool pair = !strcmp(d->verb, "merge") || !strcmp(d->verb, "split");
        const char *sql = db_question("graph/sql/selves.sql");
        if (db_int(c->store, e, &self, sql, "s", d->subject) < 0 ||
            (pair && db_int(c->store, e, &other, sql, "s", d->object) < 0))
            return -1;
        if (self != id && other != id)
            continue;
        const char *by = by_decision(d->code, d->note, c->a);
        if (!strcmp(d->verb, "side")) {
            *sided = true;
            add_row(t, c, "acts for",
                    arena_printf(c->a, "%s, %s", d->object ? d->object : "nobody", by));
        } else if (pair) {
            add_row(t, c, !strcmp(d->verb, "merge") ? "same" : "apart",
                    arena_printf(c->a, "%s and %s, %s", d->subject, d->object, by));
        } else {
            add_row(t, c, !strcmp(d->verb, "relabel") ? "name" : d->verb,
                    arena_printf(c->a, "%s, %s", d->object, by));
        }
    }
    return 0;
}

/* What people decided of an event, to a table or to JSON. */
static int add_rulings(struct table *t, struct call *c, int64_t event, json_t *list, struct err *e)
{
    int row;
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/rulings.sql"), "i", event);
    while ((row = db_row(c->store, q, e)) > 0) {
        const char *code = db_text(c->a, q, 1), *verb = db_text(c->a, q, 2);
        const char *value = db_text(c->a, q, 3), *note = db_text(c->a, q, 4);
        if (list)
            json_array_append_new(list, json_pack("{s:s,s:s,s:s*,s:s*}", "id", code, "verb", verb,
                                                  "value", value, "note", note));
        else
            add_row(t, c, verb,
                    arena_printf(c->a, "%s%s%s", value ? value : "", value ? ", " : "",
                                 by_decision(code, note, c->a)));
    }
    return row;
}

static int add_parties(struct table *t, struct call *c, int64_t report, struct err *e)
{
    sqlite3_stmt *q =
        db_bind(c->store, e, db_question("graph/sql/report_parties.sql"), "i", report);
    int row;
    while ((row = db_row(c->store, q, e)) > 0) {
        const char *own = db_text(c->a, q, 1), *key = db_text(c->a, q, 2);
        add_row(t, c, db_text(c->a, q, 0),
                strcmp(own, key) ? arena_printf(c->a, "%s, known as %s", own, key) : key);
    }
    return row;
}

static int add_telling(struct table *t, struct call *c, const struct telling *x, struct err *e)
{
    struct arena *a = c->a;
    const char *source = x->source ? x->source : x->source_id;
    add_row(t, c, "article",
            arena_printf(a, "%s %s%.12s", source ? source : "",
                         x->published ? arena_printf(a, "%s ", x->published) : "", x->hash));
    add_row(t, c, "rule", x->rule ? x->rule : "none told");
    if (x->cue)
        add_row(
            t, c, "cue",
            arena_printf(a, "“%s” [%" PRId64 ", %" PRId64 ")", x->cue, x->cue_first, x->cue_past));
    add_row(t, c, "evidence", spans_text(x, a));
    add_row(t, c, "words", x->quote);
    if (x->said)
        add_row(t, c, "said", arena_printf(a, "%s, %s", x->said, x->said_basis));
    if (x->happened)
        add_row(t, c, "happened", arena_printf(a, "%s, %s", x->happened, x->happened_basis));
    add_row(t, c, "sure", arena_printf(a, "%.2f", x->confidence));
    return add_parties(t, c, x->id, e);
}

static json_t *ties_json(const struct tie *ties, size_t n, const char *direction)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s}", direction, ties[i].code, "kind",
                                              ties[i].kind, "rule", ties[i].rule, "because",
                                              reason(&ties[i])));
    return list;
}

static int why_event(struct call *c, struct event *v, json_t *list, struct err *e)
{
    struct table t;
    if (events_tell(v, c->store, c->a, e))
        return -1;
    if (c->json) {
        json_t *o = events_json(v);
        json_object_set_new(o, "links_from", ties_json(v->from, v->from_n, "to"));
        json_object_set_new(o, "links_to", ties_json(v->to, v->to_n, "from"));
        json_t *decisions = json_array();
        json_object_set_new(o, "decisions", decisions);
        json_array_append_new(list, o);
        return add_rulings(NULL, c, v->id, decisions, e);
    }
    table_init(&t, c, 2, (const char *[]){"WHAT", "WHY"});
    table_style(&t, 0, STYLE_BOLD);
    add_row(&t, c, v->kind, v->code);
    if (add_rulings(&t, c, v->id, NULL, e))
        return -1;
    for (size_t i = 0; i < v->tellings_n; i++)
        if (add_telling(&t, c, &v->tellings[i], e))
            return -1;
    for (size_t i = 0; i < v->from_n; i++)
        add_row(&t, c, v->from[i].kind,
                arena_printf(c->a, "%s: %s", v->from[i].code, reason(&v->from[i])));
    for (size_t i = 0; i < v->to_n; i++)
        add_row(&t, c, arena_printf(c->a, "%s it", v->to[i].kind),
                arena_printf(c->a, "%s: %s", v->to[i].code, reason(&v->to[i])));
    for (size_t i = 0; i < v->parties_n; i++) {
        bool sided, again = false;
        for (size_t k = 0; k < i; k++)
            again = again || v->parties[k].id == v->parties[i].id;
        if (!again && (add_merges(&t, c, v->parties[i].id, e) ||
                       add_decisions(&t, c, v->parties[i].id, &sided, e)))
            return -1;
    }
    table_print(&t);
    return 0;
}

static int why_entity(struct call *c, int64_t id, struct err *e)
{
    struct table t;
    if (c->json)
        return err_set(e, ERR_USAGE,
                       "why --json explains events; `show --json` tells a party's "
                       "names");
    table_init(&t, c, 2, (const char *[]){"WHAT", "WHY"});
    table_style(&t, 0, STYLE_BOLD);
    sqlite3_stmt *q = db_bind(c->store, e, db_question("graph/sql/entity.sql"), "i", id);
    if (db_row(c->store, q, e) <= 0)
        return -1;
    const char *key = db_text(c->a, q, 1), *side = db_text(c->a, q, 5);
    db_reset(q);
    add_row(&t, c, "entity", key);
    bool sided;
    if (add_merges(&t, c, id, e) || add_decisions(&t, c, id, &sided, e))
        return -1;
    if (side && !sided)
        add_row(&t, c, "acts for",
                arena_printf(c->a, "%s, as most articles that tell have it", side));
    table_print(&t);
    return 0;
}

/* The event that is not there: maybe a decision rejects it. */
static int no_event(struct call *c, const char *code, struct err *e)
{
    struct journal j;
    if (journal_load(&j, c->store, c->a, e))
        return -1;
    for (size_t i = 0; i < j.n; i++)
        if (j.items[i].standing == STANDS && !strcmp(j.items[i].verb, "reject") &&
            !strcmp(j.items[i].subject, code))
            return err_set(e, ERR_NOT_FOUND, "%s was rejected, %s", code,
                           by_decision(j.items[i].code, j.items[i].note, c->a));
    return err_set(e, ERR_NOT_FOUND, "no event has the id %s", code);
}

static int run(struct call *c, struct err *e)
{
    struct events list;
    struct ids ids;
    json_t *items = json_array();
    int rc = events_code(&list, c->store, c->argv[0], c->a, e);
    for (size_t i = 0; i < list.n && !rc; i++)
        rc = why_event(c, &list.items[i], items, e);
    if (!rc && !list.n && events_is_code(c->argv[0])) {
        rc = no_event(c, c->argv[0], e);
    } else if (!rc && !list.n) {
        rc = names_find(&ids, c->store, c->argv[0], c->a, e);
        for (size_t i = 0; !rc && i < ids.n; i++)
            rc = why_entity(c, ids.items[i], e);
    } else if (!rc && c->json) {
        events_print_json(c->out, json_pack("{s:i,s:O}", "version", 1, "events", items));
    }
    json_decref(items);
    return rc;
}

const struct cmd cmd_why = {
    .name = "why",
    .args = "ID|NAME",
    .summary = "Explain an event: rule, cue, words, links and merges",
    .details =
        "Every report with the rule of extraction that made it, the cue that fired it, the "
        "span of its evidence and how sure the rule is; then why the event is linked to "
        "others, and which keys were taken for one party. A NAME: its merges and side. What people "
        "decided is told with the decision's ID.",
    .need = NEED_READ,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
