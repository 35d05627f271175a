#include "export/diagram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "export/clean.h"
#include "export/export.h"

#define NAME_SIZE 11.0
#define EDGE_SIZE 9.0
#define NAME_WIDTH 106.0
#define EVENT_WIDTH 150.0
#define TIP_CP 400 /* code points of a quote in a tooltip */

/* ---- sides ----------------------------------------------------------------------------------- */

struct by_id {
    const char *id;
    int node;
};

static int compare_id(const void *x, const void *y)
{
    const struct by_id *p = x, *q = y;
    int order = strcmp(p->id, q->id);
    return order ? order : p->node - q->node;
}

static int find_node(const struct by_id *index, size_t n, const char *id)
{
    size_t from = 0, to = n; /* ids are unique, so the order by node behind them decides nothing */
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        int order = strcmp(index[mid].id, id);
        if (order == 0)
            return index[mid].node;
        if (order < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return -1;
}

/* Whom a node acts for in the end: Jen Psaki → State Department → United States. Its own id when
 * for nobody. */
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

/* The English name of a country's code by ICU, NULL when it knows none. */
static const char *country_name(struct arena *a, const char *code)
{
    UErrorCode icu = U_ZERO_ERROR;
    UChar wide[128];
    char name[256];
    char locale[16];
    if (snprintf(locale, sizeof locale, "und_%s", code) >= (int)sizeof locale)
        return NULL;
    int32_t n = uloc_getDisplayCountry(locale, "en", wide, 128, &icu);
    if (U_FAILURE(icu) || icu == U_USING_DEFAULT_WARNING || n <= 0 || n >= 128)
        return NULL;
    u_strToUTF8(name, sizeof name, NULL, wide, n, &icu);
    return U_FAILURE(icu) ? NULL : clean_line(a, arena_strdup(a, name), 60);
}

/* "government:us/house-intelligence" → "House Intelligence", for a side that has no node. */
static const char *words_of_id(struct arena *a, const char *id)
{
    const char *colon = strchr(id, ':'), *from = colon && colon[1] ? colon + 1 : id;
    const char *slash = strrchr(from, '/');
    if (slash && slash[1])
        from = slash + 1;
    char *words = arena_strndup(a, from, strcspn(from, "#"));
    bool first = true;
    for (char *p = words; *p; p++) {
        if (first && *p >= 'a' && *p <= 'z')
            *p = (char)(*p - 'a' + 'A');
        first = *p == '-';
        if (first)
            *p = ' ';
    }
    return clean_line(a, words, 60);
}

/* The heading of a side: none where the country itself stands in it, else its name, or "US" of
 * "country:US" where the view does not hold it. */
static const char *side_label(struct arena *a, const struct view *v, const struct by_id *index,
                              const int *drawn, const char *id)
{
    int i = find_node(index, v->nodes_n, id);
    if (i >= 0)
        return drawn[i] >= 0 ? NULL : clean_line(a, v->nodes[i].label, 60);
    const char *country = !strncmp(id, "country:", 8) ? country_name(a, id + 8) : NULL;
    if (country)
        return country;
    return words_of_id(a, id);
}

/* Puts nodes that act for the same party together; a party nobody acts for stands alone. */
static void group_sides(struct arena *a, struct sketch *s, const struct view *v, const int *drawn)
{
    if (v->nodes_n == 0)
        return;
    struct by_id *index = arena_alloc(a, v->nodes_n * sizeof *index);
    struct by_id *roots = arena_alloc(a, v->nodes_n * sizeof *roots);
    size_t n = 0;
    for (size_t i = 0; i < v->nodes_n; i++)
        index[i] = (struct by_id){v->nodes[i].id, (int)i};
    qsort(index, v->nodes_n, sizeof *index, compare_id);
    for (size_t i = 0; i < v->nodes_n; i++)
        if (drawn[i] >= 0)
            roots[n++] = (struct by_id){root_side(v, index, i), drawn[i]};
    qsort(roots, n, sizeof *roots, compare_id);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && !strcmp(roots[to].id, roots[from].id); to++)
            ;
        const char *label = side_label(a, v, index, drawn, roots[from].id);
        if (to - from < 2 && !label)
            continue;
        int c = sketch_cluster(a, s, (struct sketch_cluster){.id = roots[from].id, .label = label});
        for (size_t i = from; i < to; i++)
            s->nodes[roots[i].node].cluster = c;
    }
}

/* ---- nodes ----------------------------------------------------------------------------------- */

static void add_name(struct arena *a, struct sketch_node *n, const struct node *of, double width,
                     size_t max)
{
    const char *lines[3], *name = clean_line(a, of->label && *of->label ? of->label : of->id, 0);
    if (!*name)
        name = "?";
    size_t k = clean_wrap(a, name, NAME_SIZE, width, lines, max);
    bool entity = strcmp(of->class, "event") && strcmp(of->class, "article");
    bool bold = entity && strncmp(of->id, "unnamed:", 8) != 0;
    for (size_t i = 0; i < k; i++)
        sketch_node_line(
            n, (struct sketch_line){lines[i], entity ? NAME_SIZE : 9.5, SKETCH_INK, bold, false});
}

static int add_node(struct arena *a, struct sketch *s, const struct node *of, int edges)
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
        const char *small = of->act ? arena_printf(a, "%s%s%s", clean_line(a, of->act, 40),
                                                   *dates ? " · " : "", dates)
                                    : dates;
        sketch_node_line(&n, (struct sketch_line){small, EDGE_SIZE, SKETCH_FAINT, false, false});
    }
    const char *dates = sketch_dates(a, of->first, of->last);
    n.tooltip = arena_printf(
        a, "%s (%s)%s%s, %d %s", clean_line(a, of->label ? of->label : of->id, 200), of->kind,
        *dates ? ", " : "", dates, of->count,
        event ? (of->count == 1 ? "report" : "reports") : (of->count == 1 ? "event" : "events"));
    n.room = 11.0 * (edges > 8 ? 8 : edges);
    return sketch_node(a, s, n);
}

/* ---- edges ----------------------------------------------------------------------------------- */

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
    const char *head =
        arena_printf(a, "%s %s %s%s%s", clean_line(a, v->nodes[of->from].label, 80), of->relation,
                     clean_line(a, v->nodes[of->to].label, 80), *dates ? ", " : "", dates);
    if (!of->evidence)
        return head;
    const char *quote = clean_line(a, of->evidence, TIP_CP);
    if (!of->source)
        return arena_printf(a, "%s: “%s”", head, quote);
    return arena_printf(a, "%s: “%s” (%s)", head, quote, clean_line(a, of->source, 80));
}

static struct sketch_edge start_edge(struct arena *a, const struct view *v, const struct edge *of,
                                     const int *drawn)
{
    struct sketch_edge x = sketch_stroke(of->relation, of->hedged);
    x.id = of->id;
    x.of = of;
    x.from = drawn[of->from];
    x.to = drawn[of->to];
    x.tooltip = edge_tip(a, v, of);
    return x;
}

static void add_relation(struct arena *a, struct sketch *s, struct sketch_edge x)
{
    const struct edge *of = x.of;
    x.penwidth = 1.1 + 0.5 * log2(of->count > 1 ? of->count : 1);
    if (x.penwidth > 4)
        x.penwidth = 4;
    x.weight = of->count > 8 ? 8 : of->count;
    sketch_edge_line(&x, (struct sketch_line){edge_words(a, of), EDGE_SIZE, x.color, false, false});
    sketch_edge_line(&x, (struct sketch_line){sketch_dates(a, of->first, of->last), EDGE_SIZE - 1,
                                              SKETCH_FAINT, false, false});
    if (of->answered && !strcmp(of->relation, "accuses"))
        sketch_edge_line(&x,
                         (struct sketch_line){"denied", EDGE_SIZE - 1, SKETCH_BLUE, false, false});
    sketch_edge(a, s, x);
}

/* A denial that answers no accusation known: told in the node, rather than by an arrow to
 * itself. */
static bool is_lone_denial(const struct edge *of)
{
    return of->from == of->to && !strcmp(of->relation, "denies");
}

static void note_denial(struct arena *a, struct sketch_node *n, const struct edge *of)
{
    const char *dates = sketch_dates(a, of->first, of->last);
    const char *times = of->count > 1 ? arena_printf(a, "%d × ", of->count) : "";
    sketch_node_line(n, (struct sketch_line){arena_printf(a, "%sdenies %s", times, dates),
                                             EDGE_SIZE - 1, SKETCH_BLUE, false, false});
    n->tooltip = arena_printf(a, "%s; denies, answering nothing known: “%s”", n->tooltip,
                              of->evidence ? clean_line(a, of->evidence, TIP_CP) : "");
}

/* In the view of events an edge is a role or a link and says so. */
static void add_role(struct arena *a, struct sketch *s, struct sketch_edge x)
{
    x.penwidth = 1.1;
    sketch_edge_line(&x, (struct sketch_line){clean_line(a, x.of->relation, 30), EDGE_SIZE - 0.5,
                                              x.color, false, false});
    sketch_edge(a, s, x);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* EDTF days sort as text as long as they start with a four-digit year; others ("XXXX-05-01",
 * "..") say nothing here. */
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
    if (v->nodes_n == 0)
        return "Nothing matches.";
    if (v->kind == VIEW_RELATIONS)
        return arena_printf(a, "%s%s%d %s. As reported: what was said, not what is true.",
                            sketch_dates(a, from, to), from || to ? " · " : "", parties,
                            parties == 1 ? "party" : "parties");
    return arena_printf(
        a, "%s%s%s%s%s. As reported: what was said, not what is true.", sketch_dates(a, from, to),
        counted(a, accusations, "accusation", "accusations"),
        counted(a, denials, "denial", "denials"), counted(a, meetings, "meeting", "meetings"),
        counted(a, attacks, "attack", "attacks"));
}

struct sketch *diagram_sketch(struct arena *a, const struct view *v, const char *title, bool whole)
{
    struct sketch *s = arena_alloc(a, sizeof *s);
    int *edges = arena_alloc(a, (v->nodes_n + 1) * sizeof *edges);
    int *drawn =
        arena_alloc(a, (v->nodes_n + 1) * sizeof *drawn); /* the view's node in the sketch, or -1 */
    s->kind = v->kind;
    s->name = view_name(v->kind);
    const char *own = v->kind == VIEW_RELATIONS
                          ? "Who accused whom, who denied it, and who met"
                          : "Accusations and answers, and where they were printed";
    s->title = title ? clean_line(a, title, 120) : own;
    s->subtitle = diagram_subtitle(a, v);
    whole |= v->kind != VIEW_RELATIONS;
    for (size_t i = 0; i < v->edges_n; i++) {
        edges[v->edges[i].from]++;
        edges[v->edges[i].to]++;
    }
    for (size_t i = 0; i < v->nodes_n; i++)
        drawn[i] = whole || edges[i] > 0 ? add_node(a, s, &v->nodes[i], edges[i]) : -1;
    for (size_t i = 0; i < v->edges_n; i++) {
        if (!whole && is_lone_denial(&v->edges[i])) {
            note_denial(a, &s->nodes[drawn[v->edges[i].from]], &v->edges[i]);
            continue;
        }
        struct sketch_edge x = start_edge(a, v, &v->edges[i], drawn);
        if (v->kind == VIEW_RELATIONS)
            add_relation(a, s, x);
        else
            add_role(a, s, x);
    }
    if (v->kind == VIEW_RELATIONS)
        group_sides(a, s, v, drawn);
    return s;
}
