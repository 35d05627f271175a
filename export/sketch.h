/* A sketch: what a picture shows and how it looks, before anybody has decided where things go.
 *
 * diagram.c and timeline.c make sketches from views, legend.c adds the frame (title and legend)
 * once the size is known, graphviz.c turns them into DOT or a drawing. Words for shapes, styles and
 * colours are Graphviz's. Lengths are points (1/72 inch), y grows upwards. All text is clean
 * (export/clean.h); everything lives in an arena.
 */
#ifndef EXPORT_SKETCH_H
#define EXPORT_SKETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "graph/view.h"

/* Families to try in turn; the first is on every Debian, Verdana has its widths, the last is
 * any. */
#define SKETCH_FONT "DejaVu Sans,Verdana,Noto Sans,sans-serif"
#define SKETCH_HEAD 7.0        /* length of an arrowhead, between a curve's end and its tip */
#define SKETCH_INK "#222222"   /* text */
#define SKETCH_FAINT "#666666" /* dates and other small print */
#define SKETCH_SIDE "#f6f6f6"  /* the box around a side, and its border */
#define SKETCH_SIDE_LINE "#d5d5d5"
#define SKETCH_RED "#b2182b"
#define SKETCH_BLUE "#0b5fa5"
#define SKETCH_GREEN "#4d7d4d"
#define SKETCH_ORANGE "#b35806"

struct sketch_line { /* one line of a label */
    const char *text;
    double size;
    const char *color;
    bool bold, left; /* left-aligned rather than centred */
};

struct sketch_node {
    const char *id;        /* unique in the sketch */
    const struct node *of; /* the view's node, NULL for furniture */
    struct sketch_line lines[6];
    size_t lines_n;
    const char *shape, *style, *fill, *color; /* NULL = Graphviz's default */
    const char *tooltip;
    double penwidth;
    int cluster; /* index into clusters, -1 none */
    bool placed; /* x, y (its middle), w, h are given; the text does not change the size */
    double x, y, w, h;
    double room;  /* points that its edges need along the side where they meet it; 0 = its text's */
    double inset; /* points between a placed node's sides and its left-aligned text */
};

struct sketch_edge {
    const char *id;
    int from, to;
    const struct edge *of; /* the view's edge, NULL for furniture */
    struct sketch_line lines[4];
    size_t lines_n;
    const char *style, *color, *head, *tail; /* arrowheads: NULL = none */
    const char *tooltip;
    double penwidth;
    int weight;          /* how much it wants to be short and straight; 0 = 1 */
    double (*points)[2]; /* placed edges: the first, then three a Bézier curve; NULL otherwise */
    size_t points_n;
    double tip[2]; /* of the arrowhead, when there is one */
};

struct sketch_cluster {
    const char *id, *label; /* label NULL = none */
    const char *fill;       /* NULL = a pale grey */
    bool placed;            /* fills the rectangle from (x0, y0) to (x1, y1), behind everything */
    double x0, y0, x1, y1;
};

struct sketch {
    const char *name;     /* of the graph: "relations" */
    const char *title;    /* headline */
    const char *subtitle; /* small print under it, or NULL */
    struct sketch_node *nodes;
    size_t nodes_n, nodes_cap;
    struct sketch_edge *edges;
    size_t edges_n, edges_cap;
    struct sketch_cluster *clusters;
    size_t clusters_n, clusters_cap;
    bool placed; /* every node and edge is */
    enum view_kind kind;
};

int sketch_node(struct arena *a, struct sketch *s, struct sketch_node n); /* returns its index */
int sketch_edge(struct arena *a, struct sketch *s, struct sketch_edge x);
int sketch_cluster(struct arena *a, struct sketch *s, struct sketch_cluster c);
/* Copies the curve into the edge, its tip at (x, y). */
void sketch_curve(struct arena *a, struct sketch_edge *edge, const double (*points)[2], size_t n,
                  double x, double y);
void sketch_node_line(struct sketch_node *n,
                      struct sketch_line line); /* beyond the last place: dropped */
void sketch_edge_line(struct sketch_edge *x, struct sketch_line line);

/* A point without size or a bare text at a place, for furniture. */
int sketch_point(struct arena *a, struct sketch *s, const char *id, double x, double y);
int sketch_text(struct arena *a, struct sketch *s, const char *id, double x, double y, double w,
                struct sketch_line line);
/* A straight line between two places, in the look of `look` (its style, colours, heads). */
void sketch_rule(struct arena *a, struct sketch *s, const char *id, double x1, double y1, double x2,
                 double y2, struct sketch_edge look);

/* How a kind of node and a relation look, in every picture alike. */
struct sketch_node sketch_look(const char *kind);
struct sketch_edge sketch_stroke(const char *relation, bool hedged);

/* "2013-02 – 2015-09", "2013-02-19 – 20", "2013-02" for the whole month, one date when both are the
 * same, "" when unknown. */
const char *sketch_dates(struct arena *a, const char *first, const char *last);

#endif
