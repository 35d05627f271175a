#include "export/sketch.h"

#include <math.h>
#include <string.h>

#include "core/dates.h"
#include "export/clean.h"

int sketch_node(struct arena *a, struct sketch *s, struct sketch_node n)
{
    s->nodes = arena_grow(a, s->nodes, s->nodes_n, &s->nodes_cap, sizeof *s->nodes);
    s->nodes[s->nodes_n] = n;
    return (int)s->nodes_n++;
}

int sketch_edge(struct arena *a, struct sketch *s, struct sketch_edge x)
{
    s->edges = arena_grow(a, s->edges, s->edges_n, &s->edges_cap, sizeof *s->edges);
    s->edges[s->edges_n] = x;
    return (int)s->edges_n++;
}

int sketch_cluster(struct arena *a, struct sketch *s, struct sketch_cluster c)
{
    s->clusters = arena_grow(a, s->clusters, s->clusters_n, &s->clusters_cap, sizeof *s->clusters);
    s->clusters[s->clusters_n] = c;
    return (int)s->clusters_n++;
}

void sketch_node_line(struct sketch_node *n, struct sketch_line line)
{
    if (line.text && *line.text && n->lines_n < sizeof n->lines / sizeof *n->lines)
        n->lines[n->lines_n++] = line;
}

void sketch_edge_line(struct sketch_edge *x, struct sketch_line line)
{
    if (line.text && *line.text && x->lines_n < sizeof x->lines / sizeof *x->lines)
        x->lines[x->lines_n++] = line;
}

int sketch_point(struct arena *a, struct sketch *s, const char *id, double x, double y)
{
    return sketch_node(a, s,
                       (struct sketch_node){.id = id,
                                            .shape = "point",
                                            .style = "invis",
                                            .cluster = -1,
                                            .placed = true,
                                            .x = x,
                                            .y = y,
                                            .w = 0.72,
                                            .h = 0.72});
}

int sketch_text(struct arena *a, struct sketch *s, const char *id, double x, double y, double w,
                struct sketch_line line)
{
    struct sketch_node n = {.id = id,
                            .shape = "none",
                            .cluster = -1,
                            .placed = true,
                            .y = y,
                            .w = w,
                            .h = line.size * 1.3};
    n.x = line.left ? x + w / 2 : x;
    sketch_node_line(&n, line);
    return sketch_node(a, s, n);
}

void sketch_curve(struct arena *a, struct sketch_edge *edge, const double (*points)[2], size_t n,
                  double x, double y)
{
    edge->points = arena_alloc(a, n * sizeof *points);
    memcpy(edge->points, points, n * sizeof *points);
    edge->points_n = n;
    edge->tip[0] = x;
    edge->tip[1] = y;
}

void sketch_rule(struct arena *a, struct sketch *s, const char *id, double x1, double y1, double x2,
                 double y2, struct sketch_edge look)
{
    double length = hypot(x2 - x1, y2 - y1);
    double f = look.head && length > 0 ? 1 - SKETCH_HEAD / length : 1;
    double dx = (x2 - x1) * f / 3, dy = (y2 - y1) * f / 3;
    const double points[][2] = {
        {x1, y1}, {x1 + dx, y1 + dy}, {x1 + 2 * dx, y1 + 2 * dy}, {x1 + 3 * dx, y1 + 3 * dy}};
    look.id = id;
    look.from = sketch_point(a, s, arena_printf(a, "%s:from", id), x1, y1);
    look.to = sketch_point(a, s, arena_printf(a, "%s:to", id), x2, y2);
    sketch_curve(a, &look, points, 4, x2, y2);
    sketch_edge(a, s, look);
}

/* Shapes tell the kinds apart in black and white too; fills are tints of Okabe and Ito's
 * colour-blind safe palette. */
static const struct {
    const char *kind, *shape, *style, *fill, *color;
    double penwidth;
} looks[] = {
    {"country", "box", "filled,rounded,bold", "#ffe7a8", "#5c4700", 2.2},
    {"government", "tab", "filled", "#d6ebf9", "#1d5b85", 1.0},
    {"organization", "component", "filled", "#cdebe0", "#1a6650", 1.0},
    {"company", "box", "filled", "#f9e0cc", "#8a4500", 1.0},
    {"person", "ellipse", "filled", "#ffffff", "#333333", 1.2},
    {"group", "octagon", "filled", "#f3dbe8", "#7d3a61", 1.0},
    {"place", "cds", "filled", "#eeeeee", "#555555", 1.0},
    {"allegation", "box", "filled,rounded", "#fbe3e4", SKETCH_RED, 1.2},
    {"denial", "box", "filled,rounded,dashed", "#e1edf8", SKETCH_BLUE, 1.2},
    {"meeting", "box", "filled,rounded", "#e6f0e4", SKETCH_GREEN, 1.2},
    {"attack", "box", "filled,rounded,bold", "#fbe9d3", SKETCH_ORANGE, 1.6},
    {"article", "note", "filled", "#fafafa", "#888888", 0.8},
};

struct sketch_node sketch_look(const char *kind)
{
    struct sketch_node n = {.shape = "box",
                            .style = "filled",
                            .fill = "#ffffff",
                            .color = "#333333",
                            .penwidth = 1,
                            .cluster = -1};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        if (!strcmp(looks[i].kind, kind)) {
            n.shape = looks[i].shape;
            n.style = looks[i].style;
            n.fill = looks[i].fill;
            n.color = looks[i].color;
            n.penwidth = looks[i].penwidth;
        }
    return n;
}

static const struct {
    const char *relation, *style, *color, *head, *tail;
} strokes[] = {
    {"accuses", "solid", SKETCH_RED, "normal", NULL},
    {"denies", "dashed", SKETCH_BLUE, "onormal", NULL},
    {"meets", "solid", SKETCH_GREEN, NULL, NULL},
    {"answers", "solid", SKETCH_BLUE, "onormal", NULL},
    {"counters", "solid", SKETCH_RED, "vee", NULL},
    {"repeats", "dotted", "#777777", "vee", NULL},
    {"about", "solid", SKETCH_ORANGE, "vee", NULL},
    {"speaker", "solid", "#444444", NULL, "dot"},
    {"target", "solid", SKETCH_RED, "normal", NULL},
    {"by", "solid", SKETCH_ORANGE, NULL, "dot"},
    {"on", "solid", SKETCH_ORANGE, "normal", NULL},
    {"participant", "solid", SKETCH_GREEN, NULL, NULL},
    {"chair", "bold", SKETCH_GREEN, NULL, "dot"},
    {"reports", "dotted", "#999999", "vee", NULL},
};

struct sketch_edge sketch_stroke(const char *relation, bool hedged)
{
    struct sketch_edge x = {.style = "solid", .color = "#888888", .head = "vee", .penwidth = 1.2};
    for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++)
        if (!strcmp(strokes[i].relation, relation)) {
            x.style = strokes[i].style;
            x.color = strokes[i].color;
            x.head = strokes[i].head;
            x.tail = strokes[i].tail;
        }
    if (hedged)
        x.style = "dotted";
    return x;
}

static bool is_day(const char *s)
{
    return strlen(s) == 10 && s[4] == '-' && s[7] == '-' && strspn(s, "0123456789-") == 10;
}

/* Is the second the last day of its month? Both are days. */
static bool ends_month(const char *day)
{
    int year = (day[0] - '0') * 1000 + (day[1] - '0') * 100 + (day[2] - '0') * 10 + day[3] - '0';
    int month = (day[5] - '0') * 10 + day[6] - '0', last = (day[8] - '0') * 10 + day[9] - '0';
    return month >= 1 && month <= 12 && last == dates_month_days(year, month);
}

/* "2013" and "2013-02" for a whole year or month, "2013-02-19 – 20" within a month, "2013-02 –
 * 2015-09" across months; what is no plain day stays as it is. */
static const char *range(struct arena *a, const char *first, const char *last)
{
    if (!is_day(first) || !is_day(last))
        return arena_printf(a, "%s – %s", first, last);
    bool month = !strncmp(first, last, 7), year = !strncmp(first, last, 4);
    if (year && !strcmp(first + 4, "-01-01") && !strcmp(last + 4, "-12-31"))
        return arena_printf(a, "%.4s", first);
    if (month && !strcmp(first + 7, "-01") && ends_month(last))
        return arena_printf(a, "%.7s", first);
    if (month)
        return arena_printf(a, "%s – %s", first, last + 8);
    return arena_printf(a, "%.7s – %.7s", first, last);
}

const char *sketch_dates(struct arena *a, const char *first, const char *last)
{
    if (!first || !*first)
        first = last;
    if (!last || !*last)
        last = first;
    if (!first)
        return "";
    first = clean_line(a, first, 24);
    last = clean_line(a, last, 24);
    return strcmp(first, last) ? range(a, first, last) : first;
}
