/* hearsay diff: what came between two days: new events, new reports of old ones, answers. */
#include <string.h>

#include "core/table.h"
#include "graph/present.h"

struct before { /* an event as it was on the first day */
    int reports;
    bool hedged;
    const char *status;
    struct tie *to;
    size_t to_n;
};

struct diff {
    struct call *c;
    struct map before; /* code → struct before */
    struct table t;
    json_t *added, *changed;
};

static int look(struct events *out, struct call *c, const struct filter *f, const struct date *day,
                struct err *e)
{
    int32_t first, last;
    dates_bounds(day, &first, &last);
    int64_t until = last;
    if (store_see(c->store, call_share(c, "min-confidence"), &until, e) ||
        events_find(out, c->store, f, NULL, c->a, e))
        return -1;
    for (size_t i = 0; i < out->n; i++)
        if (events_tell(&out->items[i], c->store, c->a, e))
            return -1;
    return 0;
}

static bool was_answered(const struct before *b, const char *code)
{
    for (size_t i = 0; i < b->to_n; i++)
        if (!strcmp(b->to[i].code, code) && !strcmp(b->to[i].kind, "answers"))
            return true;
    return false;
}

/* "2 more reports, answered by d0123456789, no longer hedged"; NULL when it is as it was. */
static const char *changes_of(const struct event *v, const struct before *b, struct arena *a)
{
    const char *out = NULL;
    if (v->reports != b->reports)
        out = arena_printf(a, "%d more report%s", v->reports - b->reports,
                           v->reports - b->reports == 1 ? "" : "s");
    for (size_t i = 0; i < v->to_n; i++)
        if (!strcmp(v->to[i].kind, "answers") && !was_answered(b, v->to[i].code))
            out = arena_printf(a, "%s%sanswered by %s", out ? out : "", out ? ", " : "",
                               v->to[i].code);
    if (v->hedged != b->hedged)
        out = arena_printf(a, "%s%s%s hedged", out ? out : "", out ? ", " : "",
                           v->hedged ? "now" : "no longer");
    return out;
}

static void add_row(struct diff *d, const struct event *v, const char *how, bool side)
{
    struct arena *a = d->c->a;
    const char *quote = v->tellings_n ? v->tellings[v->tellings_n - 1].quote : NULL;
    table_row(&d->t,
              (const char *[]){how, events_date(v, a), present_who(v, side, a),
                               present_whom(v, side, a), present_act(v, a), present_source(v, a),
                               v->code, quote ? arena_printf(a, "“%s”", quote) : NULL});
}

static void compare(struct diff *d, const struct events *list, bool changed, bool side)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct event *v = &list->items[i];
        const struct before *b = *map_at(&d->before, d->c->a, v->code, strlen(v->code));
        const char *how = b ? changes_of(v, b, d->c->a) : "new";
        if ((b != NULL) != changed || !how)
            continue;
        if (!d->c->json) {
            add_row(d, v, how, side);
            continue;
        }
        json_t *o = events_json(v);
        if (b)
            json_object_set_new(o, "change", json_string(how));
        json_array_append_new(b ? d->changed : d->added, o);
    }
}

static int run(struct call *c, struct err *e)
{
    struct filter f;
    struct events list;
    struct date first, second = dates_today();
    struct diff d = {.c = c};
    if (filter_from_call(&f, c, e) || dates_parse(&first, c->argv[0], e) ||
        (c->argc > 1 && dates_parse(&second, c->argv[1], e)))
        return e->code == ERR_PARSE ? (e->code = ERR_USAGE, -1) : -1;
    if (call_str(c, "as-of") || f.limit)
        return err_set(e, ERR_USAGE, "diff takes two days, and neither --as-of nor --limit");
    if (look(&list, c, &f, &first, e))
        return -1;
    for (size_t i = 0; i < list.n; i++) {
        const struct event *v = &list.items[i];
        struct before *b = arena_alloc(c->a, sizeof *b);
        *b = (struct before){v->reports, v->hedged, v->status, v->to, v->to_n};
        *map_at(&d.before, c->a, v->code, strlen(v->code)) = b;
    }
    if (look(&list, c, &f, &second, e))
        return -1;
    d.added = json_array();
    d.changed = json_array();
    table_init(&d.t, c, 8,
               (const char *[]){"CHANGE", "DATE", "WHO", "WHOM", "ACT", "SOURCE", "ID", "QUOTE"});
    table_style(&d.t, 0, STYLE_BOLD);
    table_style(&d.t, 6, STYLE_DIM);
    compare(&d, &list, false, f.side);
    compare(&d, &list, true, f.side);
    json_t *root =
        json_pack("{s:i,s:s,s:o,s:o}", "version", 1, "question",
                  arena_printf(c->a, "diff %s %s", c->argv[0], c->argc > 1 ? c->argv[1] : "today"),
                  "new", d.added, "changed", d.changed);
    if (c->json) {
        events_print_json(c->out, root);
        return 0;
    }
    json_decref(root);
    table_print(&d.t);
    return 0;
}

const struct cmd cmd_diff = {
    .name = "diff",
    .args = "DATE [DATE]",
    .summary = "Show what came into print between two days",
    .details = "What was in print by the second day (today when it is not given) and not by the "
               "first: new events, then older ones that got more reports, an answer, or are no "
               "longer hedged. Days are those of publication, as for --as-of; the filters narrow "
               "both sides.",
    .shared = filter_opts,
    .need = NEED_READ,
    .min_args = 1,
    .max_args = 2,
    .run = run,
};
