#include "graph/view.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "graph/events.h"
#include "graph/names.h"

/* A view while it is being built; indices are final only after `sort`. */
struct builder {
    struct arena *a;
    struct store *s;
    const struct filter *f;
    struct node *nodes;
    size_t nodes_n, nodes_cap;
    struct sum *sums; /* one an edge */
    size_t sums_n, sums_cap;
    struct when { /* first and last day, one a node */
        int64_t first, last;
        bool known;
    } * whens;
    size_t whens_cap;
    struct map ids, edges;
    struct ids around; /* entities of --around */
};

struct sum {
    struct edge edge;
    int acts[ACTS];
    int64_t first, last;
    bool known;
    struct event *example; /* the earliest event behind it */
};

static const char *class_of(const char *kind)
{
    if (!strcmp(kind, "country") || !strcmp(kind, "person") || !strcmp(kind, "group"))
        return "actor";
    return strcmp(kind, "place") ? "organization" : "place";
}

static int node_at(struct builder *b, const char *id, bool *added)
{
    void **slot = map_at(&b->ids, b->a, id, strlen(id));
    *added = !*slot;
    if (!*slot) {
        b->nodes = arena_grow(b->a, b->nodes, b->nodes_n, &b->nodes_cap, sizeof *b->nodes);
        b->whens = arena_grow(b->a, b->whens, b->nodes_n, &b->whens_cap, sizeof *b->whens);
        b->nodes[b->nodes_n] = (struct node){.id = id};
        b->whens[b->nodes_n++] = (struct when){0};
        *slot = (void *)(uintptr_t)b->nodes_n;
    }
    return (int)(uintptr_t)*slot - 1;
}

static int party_node(struct builder *b, const struct party *p)
{
    bool added, roll = b->f->side, capped = roll || !p->side;
    int at = node_at(b, roll ? p->top_key : p->key, &added);
    if (added) {
        b->nodes[at].label = roll ? p->top_name : p->name;
        b->nodes[at].kind = roll ? p->top_kind : p->kind;
        b->nodes[at].class = class_of(b->nodes[at].kind);
        b->nodes[at].side = capped ? NULL : p->side;
    }
    return at;
}

static void widen(bool *known, int64_t *first, int64_t *last, const struct event *v)
{
    if (!v->dated)
        return;
    int64_t past = v->last_day < v->day ? v->day : v->last_day;
    if (!*known || v->day < *first)
        *first = v->day;
    if (!*known || past > *last)
        *last = past;
    *known = true;
}

static const char *day_text(struct arena *a, bool known, int64_t day)
{
    char text[DATES_TEXT];
    if (!known || day <= INT32_MIN || day >= INT32_MAX)
        return NULL;
    struct date d = dates_from_days((int32_t)day);
    return d.set ? arena_strdup(a, dates_print(text, &d)) : NULL;
}

static void touch(struct builder *b, int at, const struct event *v)
{
    b->nodes[at].count++;
    widen(&b->whens[at].known, &b->whens[at].first, &b->whens[at].last, v);
}

static struct sum *sum_at(struct builder *b, int from, int to, const char *relation)
{
    char *id = arena_printf(b->a, "%s %s %s", b->nodes[from].id, relation, b->nodes[to].id);
    void **slot = map_at(&b->edges, b->a, id, strlen(id));
    if (!*slot) {
        b->sums = arena_grow(b->a, b->sums, b->sums_n, &b->sums_cap, sizeof *b->sums);
        b->sums[b->sums_n++] = (struct sum){
            .edge = {.id = id, .from = from, .to = to, .relation = relation, .hedged = true}};
        *slot = (void *)(uintptr_t)b->sums_n;
    }
    return &b->sums[(uintptr_t)*slot - 1];
}

static void add(struct builder *b, int from, int to, const char *relation, struct event *v,
                const char *act, bool answered)
{
    struct sum *s = sum_at(b, from, to, relation);
    int known = act ? model_parse_act(act) : -1;
    s->edge.count++;
    s->edge.hedged = s->edge.hedged && v->hedged;
    s->edge.answered = s->edge.answered || answered;
    if (known >= 0)
        s->acts[known]++;
    widen(&s->known, &s->first, &s->last, v);
    if (!s->example)
        s->example = v; /* events come in order of time */
}

/* ---- relations ---- */

/* The nodes of a role, each once. */
static size_t nodes_of(struct builder *b, const struct event *v, const char *role, int *out,
                       size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < v->parties_n && n < max; i++) {
        if (strcmp(v->parties[i].role, role))
            continue;
        int at = party_node(b, &v->parties[i]);
        bool again = false;
        for (size_t k = 0; k < n; k++)
            again = again || out[k] == at;
        if (!again)
            out[n++] = at;
    }
    return n;
}

enum { MOST = 64 }; /* parties of one role in one event that a diagram can use */

static void touch_all(struct builder *b, const int *nodes, size_t n, const struct event *v)
{
    for (size_t i = 0; i < n; i++)
        touch(b, nodes[i], v);
}

static void add_allegation(struct builder *b, struct event *v)
{
    int from[MOST], to[MOST];
    size_t froms = nodes_of(b, v, "speaker", from, MOST), tos = nodes_of(b, v, "target", to, MOST);
    bool answered = false;
    for (size_t i = 0; i < v->to_n; i++)
        answered = answered || !strcmp(v->to[i].kind, "answers");
    touch_all(b, from, froms, v);
    touch_all(b, to, tos, v);
    for (size_t i = 0; i < froms; i++)
        for (size_t k = 0; k < tos; k++)
            if (from[i] != to[k] || !b->f->side)
                add(b, from[i], to[k], "accuses", v, v->act, answered);
}

static int add_denial(struct builder *b, struct event *v, struct err *e)
{
    int from[MOST], to[MOST];
    size_t froms = nodes_of(b, v, "speaker", from, MOST), answered = 0;
    touch_all(b, from, froms, v);
    struct ids done = {0}; /* denier and accuser, once an event */
    for (size_t t = 0; t < v->from_n; t++) {
        struct event o;
        if (strcmp(v->from[t].kind, "answers"))
            continue;
        if (events_id(&o, b->s, v->from[t].id, b->a, e))
            return -1;
        size_t tos = nodes_of(b, &o, "speaker", to, MOST);
        answered += tos;
        for (size_t i = 0; i < froms; i++)
            for (size_t k = 0; k < tos; k++) {
                int64_t pair = (int64_t)from[i] << 32 | to[k];
                bool again = b->f->side && from[i] == to[k];
                for (size_t d = 0; d < done.n && !again; d++)
                    again = done.items[d] == pair;
                if (again)
                    continue;
                ids_add(b->a, &done, pair);
                add(b, from[i], to[k], "denies", v, o.act, false);
            }
    }
    for (size_t i = 0; i < froms && !answered; i++)
        add(b, from[i], from[i], "denies", v, NULL, false);
    return 0;
}

static void add_meeting(struct builder *b, struct event *v)
{
    int with[MOST];
    size_t n = nodes_of(b, v, "participant", with, MOST);
    touch_all(b, with, n, v);
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            bool ordered = strcmp(b->nodes[with[i]].id, b->nodes[with[k]].id) < 0;
            add(b, with[ordered ? i : k], with[ordered ? k : i], "meets", v, NULL, false);
        }
}

static int build_relations(struct builder *b, struct events *list, struct err *e)
{
    for (size_t i = 0; i < list->n; i++) {
        struct event *v = &list->items[i];
        if (events_tell(v, b->s, b->a, e))
            return -1;
        if (!strcmp(v->kind, "allegation"))
            add_allegation(b, v);
        else if (!strcmp(v->kind, "meeting"))
            add_meeting(b, v);
        else if (!strcmp(v->kind, "denial") && add_denial(b, v, e))
            return -1;
    }
    return 0;
}

/* ---- events and the timeline ---- */

static const char *event_label(struct builder *b, const struct event *v)
{
    struct arena *a = b->a;
    bool side = b->f->side;
    const char *who = events_who(v, "speaker", side, a), *whom = events_who(v, "target", side, a);
    if (!strcmp(v->kind, "allegation"))
        return arena_printf(a, "%s accuses %s: %s", who ? who : "?", whom ? whom : "?",
                            v->act ? v->act : "other");
    if (!strcmp(v->kind, "denial"))
        return arena_printf(a, "%s denies", who ? who : "?");
    if (!strcmp(v->kind, "meeting")) {
        who = events_who(v, "participant", side, a);
        return arena_printf(a, "%s %s", who ? who : "?",
                            !v->status || !strcmp(v->status, "held") ? "meet"
                            : !strcmp(v->status, "planned")          ? "are to meet"
                                                                     : "do not meet");
    }
    who = events_who(v, "by", side, a);
    whom = events_who(v, "on", side, a);
    return arena_printf(a, "%s attacks %s: %s", who ? who : "somebody", whom ? whom : "?",
                        v->act ? v->act : "other");
}

static int event_node(struct builder *b, const struct event *v)
{
    bool added;
    int at = node_at(b, v->code, &added);
    struct node *n = &b->nodes[at];
    n->label = event_label(b, v);
    n->kind = v->kind;
    n->class = "event";
    n->act = v->act ? v->act : v->status;
    n->count = v->reports;
    widen(&b->whens[at].known, &b->whens[at].first, &b->whens[at].last, v);
    return at;
}

static int article_node(struct builder *b, const struct telling *t)
{
    bool added;
    int at = node_at(b, arena_printf(b->a, "article:%.12s", t->hash), &added);
    struct node *n = &b->nodes[at];
    n->label = t->title ? t->title : t->source_id ? t->source_id : n->id;
    n->kind = n->class = "article";
    n->first = n->last = t->published;
    n->count++;
    return at;
}

static void add_detail(struct builder *b, struct event *v, int at)
{
    for (size_t i = 0; i < v->parties_n; i++) {
        int party = party_node(b, &v->parties[i]);
        touch(b, party, v);
        add(b, at, party, v->parties[i].role, v, v->act, false);
    }
    for (size_t i = 0; i < v->tellings_n; i++) {
        const struct telling *t = &v->tellings[i];
        struct sum *s = sum_at(b, article_node(b, t), at, "reports");
        s->edge.count++;
        s->edge.hedged = t->hedged;
        s->edge.evidence = t->quote;
        s->edge.source = t->source;
        s->edge.first = s->edge.last = t->published;
    }
}

static int build_events(struct builder *b, struct events *list, bool timeline, struct err *e)
{
    for (size_t i = 0; i < list->n; i++) {
        if (events_tell(&list->items[i], b->s, b->a, e))
            return -1;
        event_node(b, &list->items[i]);
    }
    for (size_t i = 0; i < list->n; i++) {
        struct event *v = &list->items[i];
        int at = event_node(b, v);
        if (!timeline)
            add_detail(b, v, at);
        for (size_t k = 0; k < v->from_n; k++) {
            const struct tie *t = &v->from[k];
            void **other = map_at(&b->ids, b->a, t->code, strlen(t->code));
            if (*other && !(timeline && !strcmp(t->kind, "repeats")))
                add(b, at, (int)(uintptr_t)*other - 1, t->kind, v, NULL, false);
        }
    }
    return 0;
}

/* ---- neighbourhoods, the busiest, and the final order ---- */

static void keep_around(struct builder *b, bool *keep)
{
    size_t n = b->nodes_n;
    int *depth = arena_alloc(b->a, (n + 1) * sizeof *depth);
    int hops = b->f->hops ? b->f->hops : 1;
    for (size_t i = 0; i < n; i++)
        depth[i] = keep[i] ? 0 : INT_MAX;
    for (int hop = 0; hop < hops; hop++)
        for (size_t i = 0; i < b->sums_n; i++) {
            const struct edge *x = &b->sums[i].edge;
            if (depth[x->from] == hop && depth[x->to] == INT_MAX)
                depth[x->to] = hop + 1;
            if (depth[x->to] == hop && depth[x->from] == INT_MAX)
                depth[x->from] = hop + 1;
        }
    for (size_t i = 0; i < n; i++)
        keep[i] = depth[i] != INT_MAX;
}

struct weight {
    const char *id;
    size_t at;
    int edges;
};

static int compare_weights(const void *pa, const void *pb)
{
    const struct weight *a = pa, *b = pb;
    return a->edges != b->edges ? (a->edges > b->edges ? -1 : 1) : strcmp(a->id, b->id);
}

/* The N nodes with most events on their edges, of those that are kept so far. */
static void keep_top(struct builder *b, bool *keep)
{
    struct weight *w = arena_alloc(b->a, (b->nodes_n + 1) * sizeof *w);
    for (size_t i = 0; i < b->nodes_n; i++)
        w[i] = (struct weight){.id = b->nodes[i].id, .at = i, .edges = keep[i] ? 0 : -1};
    for (size_t i = 0; i < b->sums_n; i++) {
        const struct edge *x = &b->sums[i].edge;
        if (!keep[x->from] || !keep[x->to])
            continue;
        w[x->from].edges += x->count;
        w[x->to].edges += x->from == x->to ? 0 : x->count;
    }
    if (b->nodes_n)
        qsort(w, b->nodes_n, sizeof *w, compare_weights);
    for (size_t i = 0; i < b->nodes_n; i++)
        keep[w[i].at] = i < (size_t)b->f->top && keep[w[i].at];
}

static int mark_around(struct builder *b, bool *keep, struct err *e)
{
    for (size_t i = 0; i < b->around.n; i++) {
        const char *sql = b->f->side ? "SELECT t.key FROM entity AS c JOIN entity AS t "
                                       "ON t.id = c.top WHERE c.id = ?1"
                                     : "SELECT key FROM entity WHERE id = ?1";
        sqlite3_stmt *q = db_bind(b->s, e, sql, "i", b->around.items[i]);
        int row = db_row(b->s, q, e);
        if (row <= 0)
            return row;
        const char *key = db_text(b->a, q, 0);
        db_reset(q);
        void **slot = map_at(&b->ids, b->a, key, strlen(key));
        if (*slot)
            keep[(uintptr_t)*slot - 1] = true;
    }
    return 0;
}

struct place { /* where a node was, and what it sorts by */
    const struct node *node;
    struct when when;
    size_t at;
    bool by_time;
};

static int compare_places(const void *pa, const void *pb)
{
    const struct place *a = pa, *b = pb;
    if (a->by_time && a->when.known != b->when.known)
        return a->when.known ? -1 : 1;
    if (a->by_time && a->when.known && a->when.first != b->when.first)
        return a->when.first < b->when.first ? -1 : 1;
    return strcmp(a->node->id, b->node->id);
}

static int compare_edges(const void *pa, const void *pb)
{
    return strcmp(((const struct edge *)pa)->id, ((const struct edge *)pb)->id);
}

static void finish_edge(struct builder *b, struct sum *s)
{
    struct edge *x = &s->edge;
    int best = 0;
    for (int i = 0; i < ACTS; i++)
        if (s->acts[i] > best) {
            best = s->acts[i];
            x->act = model_act((enum act)i);
        }
    if (!s->example)
        return; /* a "reports" edge has all it needs */
    x->first = day_text(b->a, s->known, s->first);
    x->last = day_text(b->a, s->known, s->last);
    if (s->example->tellings_n) {
        x->evidence = s->example->tellings[0].quote;
        x->source = s->example->tellings[0].source;
    }
}

static void finish(struct view *out, struct builder *b, const bool *keep)
{
    struct place *order = arena_alloc(b->a, (b->nodes_n + 1) * sizeof *order);
    int *now = arena_alloc(b->a, (b->nodes_n + 1) * sizeof *now);
    size_t n = 0;
    for (size_t i = 0; i < b->nodes_n; i++) {
        struct node *x = &b->nodes[i];
        now[i] = -1;
        if (!keep[i])
            continue;
        if (!x->first) {
            x->first = day_text(b->a, b->whens[i].known, b->whens[i].first);
            x->last = day_text(b->a, b->whens[i].known, b->whens[i].last);
        }
        order[n++] = (struct place){
            .node = x, .when = b->whens[i], .at = i, .by_time = out->kind == VIEW_TIMELINE};
    }
    if (n)
        qsort(order, n, sizeof *order, compare_places);
    out->nodes = arena_alloc(b->a, (n + 1) * sizeof *out->nodes);
    out->edges = arena_alloc(b->a, (b->sums_n + 1) * sizeof *out->edges);
    for (size_t i = 0; i < n; i++) {
        now[order[i].at] = (int)i;
        out->nodes[i] = *order[i].node;
    }
    out->nodes_n = n;
    for (size_t i = 0; i < b->sums_n; i++) {
        struct edge *x = &b->sums[i].edge;
        if (now[x->from] < 0 || now[x->to] < 0)
            continue;
        finish_edge(b, &b->sums[i]);
        x->from = now[x->from];
        x->to = now[x->to];
        out->edges[out->edges_n++] = *x;
    }
    if (out->edges_n)
        qsort(out->edges, out->edges_n, sizeof *out->edges, compare_edges);
}

int view_build(struct view *out, struct store *s, const struct filter *f, enum view_kind kind,
               struct arena *a, struct err *e)
{
    struct builder b = {.a = a, .s = s, .f = f};
    struct events list;
    *out = (struct view){.kind = kind};
    if (events_find(&list, s, f, NULL, a, e) ||
        (f->around && names_find(&b.around, s, f->around, a, e)) ||
        (kind == VIEW_RELATIONS ? build_relations(&b, &list, e)
                                : build_events(&b, &list, kind == VIEW_TIMELINE, e)))
        return -1;
    bool *keep = arena_alloc(a, b.nodes_n + 1);
    if (f->around) {
        if (mark_around(&b, keep, e))
            return -1;
        keep_around(&b, keep);
    } else {
        memset(keep, 1, b.nodes_n);
    }
    if (f->top > 0)
        keep_top(&b, keep);
    finish(out, &b, keep);
    return 0;
}
