#include "export/diagram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/clean.h"
#include "export/export.h"

#define NAME_SIZE 11.0
#define EDGE_SIZE 8.5
#define NAME_WIDTH 118.0
#define EVENT_WIDTH 150.0
#define TIP_CP 400 /* code points of a quote in a tooltip */

/* ---- sides ------------------------------------------------------------------------------------------------------ */

struct by_id {
    const char *id;
    int node;
};

static int compare_id(const void *x, const void *y)
{
    return strcmp(((const struct by_id *)x)->id, ((const struct by_id *)y)->id);
}

static int find_node(const struct by_id *index, size_t n, const char *id)
{
    struct by_id key = {id, 0}, *hit = bsearch(&key, index, n, sizeof *index, compare_id);
    return hit ? hit->node : -1;
}

/* Whom a node acts for in the end: Jen Psaki → State Department → United States. Its own id when for nobody. */
static const char *root_side(const struct view *v, const struct by_id *index, size_t i)
{
    const char *id = v->nodes[i].id;
    const char *side = v->nodes[i].side;
    for (int steps = 0; side && steps < 8; steps++) {
        id = side;
        int up = find_node(index, v->nodes_n, side);
        side = up < 0 ? NULL : v->nodes[up].side;
    }
    return id;
}

/* "country:US" as a heading where the country itself is not in the picture. */
static const char *side_label(struct arena *a, const struct view *v, const struct by_id *index, const char *id)
{
    int i = find_node(index, v->nodes_n, id);
    if (i >= 0)
        return clean_line(a, v->nodes[i].label, 60);
    const char *colon = strchr(id, ':');
    return clean_line(a, colon && colon[1] ? colon + 1 : id, 60);
}

/* Puts nodes that act for the same party together; a party nobody acts for stands alone. */
static void group_sides(struct arena *a, struct sketch *s, const struct view *v)
{
    if (v->nodes_n == 0)
        return;
    struct by_id *index = arena_alloc(a, v->nodes_n * sizeof *index);
    struct by_id *roots = arena_alloc(a, v->nodes_n * sizeof *roots);
    for (size_t i = 0; i < v->nodes_n; i++)
        index[i] = (struct by_id){v->nodes[i].id, (int)i};
    qsort(index, v->nodes_n, sizeof *index, compare_id);
    for (size_t i = 0; i < v->nodes_n; i++)
        roots[i] = (struct by_id){root_side(v, index, i), (int)i};
    qsort(roots, v->nodes_n, sizeof *roots, compare_id);
    for (size_t from = 0, to; from < v->nodes_n; from = to) {
        for (to = from; to < v->nodes_n && !strcmp(roots[to].id, roots[from].id); to++)
            ;
        if (to - from < 2)
            continue;
        int c = sketch_cluster(a, s, (struct sketch_cluster){.id = roots[from].id,
                                                             .label = side_label(a, v, index, roots[from].id)});
        for (size_t i = from; i < to; i++)
            s->nodes[roots[i].node].cluster = c;
    }
}

/* ---- nodes ------------------------------------------------------------------------------------------------------ */

static void add_name(struct arena *a, struct sketch_node *n, const struct node *of, double width, size_t max)
{
    const char *lines[3], *name = clean_line(a, of->label && *of->label ? of->label : of->id, 0);
    if (!*name)
        name = "?";
    size_t k = clean_wrap(a, name, NAME_SIZE, width, lines, max);
    bool entity = strcmp(of->class, "event") && strcmp(of->class, "article");
    bool bold = entity && strncmp(of->id, "unnamed:", 8) != 0;
    for (size_t i = 0; i < k; i++)
        sketch_node_line(n, (struct sketch_line){lines[i], entity ? NAME_SIZE : 9.5, SKETCH_INK, bold, false});
}

static void add_node(struct arena *a, struct sketch *s, const struct node *of)
{
    struct sketch_node n = sketch_look(of->kind);
    bool event = !strcmp(of->class, "event");
    n.id = of->id;
    n.of = of;
    add_name(a, &n, of, event ? EVENT_WIDTH : NAME_WIDTH, 3);
    if (!strncmp(of->id, "unnamed:", 8))
        n.style = arena_printf(a, "%s,dashed", n.style);
    if (event) {
        const char *dates = sketch_dates(a, of->first, of->last);
        const char *small = of->act ? arena_printf(a, "%s%s%s", clean_line(a, of->act, 40), *dates ? " · " : "", dates)
                                    : dates;
        sketch_node_line(&n, (struct sketch_line){small, EDGE_SIZE, SKETCH_FAINT, false, false});
    }
    const char *dates = sketch_dates(a, of->first, of->last);
    n.tooltip = arena_printf(a, "%s (%s)%s%s, %d %s", clean_line(a, of->label ? of->label : of->id, 200), of->kind,
                             *dates ? ", " : "", dates, of->count,
                             event ? (of->count == 1 ? "report" : "reports") : (of->count == 1 ? "event" : "events"));
    sketch_node(a, s, n);
}

/* ---- edges ------------------------------------------------------------------------------------------------------ */

/* "4 × espionage": how often, and the act most often named. */
static const char *edge_words(struct arena *a, const struct edge *of)
{
    const char *act = of->act && strcmp(of->act, "other") ? clean_line(a, of->act, 30) : NULL;
    const char *bare = of->relation;
    if (!strcmp(bare, "denies"))
        act = NULL; /* what is denied stands on the accusation */
    if (!strcmp(bare, "meets"))
        bare = of->count == 1 ? "meeting" : "meetings";
    if (of->count <= 1)
        return act ? act : bare;
    return arena_printf(a, "%d × %s", of->count, act ? act : bare);
}

static const char *edge_tip(struct arena *a, const struct view *v, const struct edge *of)
{
    const char *dates = sketch_dates(a, of->first, of->last);
    const char *head = arena_printf(a, "%s %s %s%s%s", clean_line(a, v->nodes[of->from].label, 80), of->relation,
                                    clean_line(a, v->nodes[of->to].label, 80), *dates ? ", " : "", dates);
    if (!of->evidence)
        return head;
    const char *quote = clean_line(a, of->evidence, TIP_CP);
    if (!of->source)
        return arena_printf(a, "%s: “%s”", head, quote);
    return arena_printf(a, "%s: “%s” (%s)", head, quote, clean_line(a, of->source, 80));
}

static void add_relation(struct arena *a, struct sketch *s, const struct view *v, const struct edge *of)
{
    struct sketch_edge x = sketch_stroke(of->relation, of->hedged);
    x.id = of->id;
    x.of = of;
    x.from = of->from;
    x.to = of->to;
    x.penwidth = 1.1 + 0.5 * log2(of->count > 1 ? of->count : 1);
    if (x.penwidth > 4)
        x.penwidth = 4;
    sketch_edge_line(&x, (struct sketch_line){edge_words(a, of), EDGE_SIZE, x.color, false, false});
    sketch_edge_line(&x, (struct sketch_line){sketch_dates(a, of->first, of->last), EDGE_SIZE - 1, SKETCH_FAINT,
                                              false, false});
    if (of->answered && !strcmp(of->relation, "accuses"))
        sketch_edge_line(&x, (struct sketch_line){"denied", EDGE_SIZE - 1, SKETCH_BLUE, false, false});
    x.tooltip = edge_tip(a, v, of);
    sketch_edge(a, s, x);
}

/* In the view of events an edge is a role or a link and says so. */
static void add_role(struct arena *a, struct sketch *s, const struct view *v, const struct edge *of)
{
    struct sketch_edge x = sketch_stroke(of->relation, of->hedged);
    x.id = of->id;
    x.of = of;
    x.from = of->from;
    x.to = of->to;
    x.penwidth = 1.1;
    sketch_edge_line(&x, (struct sketch_line){clean_line(a, of->relation, 30), EDGE_SIZE - 0.5, x.color, false, false});
    x.tooltip = edge_tip(a, v, of);
    sketch_edge(a, s, x);
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

/* EDTF days sort as text as long as they start with a four-digit year; others ("XXXX-05-01", "..") say nothing here. */
static bool dated(const char *s)
{
    return s && s[0] >= '0' && s[0] <= '9';
}

static void span_of(const char *first, const char *last, const char **from, const char **to)
{
    if (dated(first) && (!*from || strcmp(first, *from) < 0))
        *from = first;
    if (dated(last) && (!*to || strcmp(last, *to) > 0))
        *to = last;
}

static const char *counted(struct arena *a, int n, const char *one, const char *many)
{
    return n == 0 ? "" : arena_printf(a, " · %d %s", n, n == 1 ? one : many);
}

const char *diagram_subtitle(struct arena *a, const struct view *v)
{
    int parties = 0, accusations = 0, denials = 0, meetings = 0, attacks = 0;
    const char *from = NULL, *to = NULL;
    for (size_t i = 0; i < v->nodes_n; i++) {
        const struct node *n = &v->nodes[i];
        parties += strcmp(n->class, "event") && strcmp(n->class, "article");
        accusations += !strcmp(n->kind, "allegation");
        denials += !strcmp(n->kind, "denial");
        meetings += !strcmp(n->kind, "meeting");
        attacks += !strcmp(n->kind, "attack");
        if (!strcmp(n->class, "event"))
            span_of(n->first, n->last, &from, &to);
    }
    for (size_t i = 0; i < v->edges_n; i++)
        span_of(v->edges[i].first, v->edges[i].last, &from, &to);
    if (v->kind == VIEW_RELATIONS)
        return arena_printf(a, "%s%s%d parties. As reported: what was said, not what is true.",
                            sketch_dates(a, from, to), from || to ? " · " : "", parties);
    return arena_printf(a, "%s%s%s%s%s. As reported: what was said, not what is true.", sketch_dates(a, from, to),
                        counted(a, accusations, "accusation", "accusations"), counted(a, denials, "denial", "denials"),
                        counted(a, meetings, "meeting", "meetings"), counted(a, attacks, "attack", "attacks"));
}

struct sketch *diagram_sketch(struct arena *a, const struct view *v, const char *title)
{
    struct sketch *s = arena_alloc(a, sizeof *s);
    s->kind = v->kind;
    s->name = view_name(v->kind);
    s->title = title ? clean_line(a, title, 120) : "Who accused whom, who denied it, and who met";
    s->subtitle = diagram_subtitle(a, v);
    for (size_t i = 0; i < v->nodes_n; i++)
        add_node(a, s, &v->nodes[i]);
    for (size_t i = 0; i < v->edges_n; i++)
        if (v->kind == VIEW_RELATIONS)
            add_relation(a, s, v, &v->edges[i]);
        else
            add_role(a, s, v, &v->edges[i]);
    if (v->kind == VIEW_RELATIONS)
        group_sides(a, s, v);
    return s;
}
