/* The plan of a picture in columns, shared by columns.c (which column, which size, drawing),
 * order.c (who stands above whom) and wires.c (curves and their labels). Nothing else includes it.
 */
#ifndef EXPORT_PLAN_H
#define EXPORT_PLAN_H

#include "export/sketch.h"

#define PLAN_SAMPLES 31
#define PLAN_NODE_GAP 11.0 /* between nodes of a unit */
#define PLAN_UNIT_GAP 24.0 /* between units */
#define PLAN_PAD 9.0       /* of a side's box around its nodes */
#define PLAN_HEADING 15.0  /* of a side's name in its box */

enum column { LEFT, HUB, RIGHT, COLUMNS };
enum way { ACROSS, ARCED, OVER }; /* next column; same column; past the hub */

struct unit { /* a side, or a party on its own: its nodes stay together */
    int cluster;
    int *nodes;
    size_t n;
    enum column column;
    int weight; /* edges to other units */
    double key; /* barycentre while ordering */
};

struct spot { /* one a node */
    int unit;
    double key;
    double w, h, y;  /* y is the middle */
    double ports[2]; /* points that those on its left take, on its right */
};

struct wire { /* one an edge */
    enum way way;
    bool right[2]; /* which side of from, of to */
    double x[2], y[2];
    double p[4][2]; /* its curve; OVER: the first half's, mirrored by q */
    double q[4][2];
    double lx, ly, lw, lh;           /* its label */
    double samples[PLAN_SAMPLES][2]; /* points of its curve, ends left out */
};

struct plan {
    struct arena *a;
    struct sketch *s;
    struct unit *units;
    size_t units_n;
    struct spot *spots;
    struct wire *wires;
    size_t *list;                  /* room for all units, for stack() */
    double x[COLUMNS], w[COLUMNS]; /* middle and width of a column */
    double height;
    int misfits; /* edges between units that are not neighbours here; those past the hub twice */
};

enum column plan_column(const struct plan *p, int node);

/* The unit with most edges of those not done, the first of several; units_n when all are. */
size_t plan_heaviest(const struct plan *p, const bool *done);

/* Orders units in their columns and nodes in their units, and sets every spot's y and p->height. */
void order_nodes(struct plan *p);

/* Gives every edge its ends, its curve and the place of its label; columns and spots are set. */
void wires_set(struct plan *p);

#endif
