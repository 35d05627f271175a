#include "export/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/clean.h"

#define SMALL 4 /* nodes of which no order can be bad */
#define SAMPLES 31
#define ROUNDS 12 /* of barycentres, then of switching neighbours */
#define SWITCHES 8
#define PORT 13.0       /* points between two ports of a side */
#define WIDE_PORT 22.0  /* where several edges join the same two, so that labels find room */
#define NODE_GAP 11.0   /* between nodes of a unit */
#define UNIT_GAP 24.0   /* between units */
#define PAD 9.0         /* of a side's box around its nodes */
#define HEADING 15.0    /* of a side's name in its box */
#define ARC 26.0        /* least width of an arc between nodes of one column */
#define LABEL_LINE 10.4 /* height of a line of a label */

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

struct port {
    int edge;
    bool end;     /* the edge's head */
    double other; /* y of what it leads to */
};

struct wire { /* one an edge */
    enum way way;
    bool right[2]; /* which side of from, of to */
    double x[2], y[2];
    double p[4][2]; /* its curve; OVER: the first half's, mirrored by q */
    double q[4][2];
    double lx, ly, lw, lh;      /* its label */
    double samples[SAMPLES][2]; /* points of its curve, ends left out */
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

/* ---- units and columns ----------------------------------------------------------------------- */

static void make_units(struct plan *p)
{
    struct sketch *s = p->s;
    p->units = arena_alloc(p->a, (s->clusters_n + s->nodes_n) * sizeof *p->units);
    for (size_t c = 0; c < s->clusters_n; c++) {
        p->units[c].cluster = (int)c;
        p->units[c].nodes = arena_alloc(p->a, s->nodes_n * sizeof(int));
    }
    p->units_n = s->clusters_n;
    for (size_t i = 0; i < s->nodes_n; i++) {
        int c = s->nodes[i].cluster;
        if (c < 0) {
            c = (int)p->units_n++;
            p->units[c] = (struct unit){.cluster = -1, .nodes = arena_alloc(p->a, sizeof(int))};
        }
        p->spots[i].unit = c;
        p->units[c].nodes[p->units[c].n++] = (int)i;
    }
}

/* Edges between each two units, units_n squared. */
static int *count_between(const struct plan *p)
{
    int *between = arena_alloc(p->a, p->units_n * p->units_n * sizeof *between);
    for (size_t i = 0; i < p->s->edges_n; i++) {
        size_t u = (size_t)p->spots[p->s->edges[i].from].unit;
        size_t v = (size_t)p->spots[p->s->edges[i].to].unit;
        if (u != v) {
            between[u * p->units_n + v]++;
            between[v * p->units_n + u]++;
            p->units[u].weight++;
            p->units[v].weight++;
        }
    }
    return between;
}

static size_t heaviest(const struct plan *p, const bool *done)
{
    size_t best = p->units_n;
    for (size_t u = 0; u < p->units_n; u++)
        if (!done[u] && (best == p->units_n || p->units[u].weight > p->units[best].weight))
            best = u;
    return best;
}

/* The hub in the middle, its main counterpart to the right; each other unit where those are that it
 * has most to do with, else where there is more room. */
static void choose_columns(struct plan *p, const int *between)
{
    bool *done = arena_alloc(p->a, p->units_n * sizeof *done);
    size_t room[COLUMNS] = {0, 0, 0}, hub = heaviest(p, done);
    p->units[hub].column = HUB;
    done[hub] = true;
    for (size_t k = 1; k < p->units_n; k++) {
        size_t u = heaviest(p, done);
        int tie[COLUMNS] = {0, 0, 0};
        for (size_t v = 0; v < p->units_n; v++)
            if (done[v])
                tie[p->units[v].column] += between[u * p->units_n + v];
        enum column c = room[LEFT] < room[RIGHT] ? LEFT : RIGHT;
        if (tie[LEFT] != tie[RIGHT])
            c = tie[LEFT] > tie[RIGHT] ? LEFT : RIGHT;
        p->units[u].column = c;
        room[c] += p->units[u].n;
        done[u] = true;
    }
}

static enum column column_of(const struct plan *p, int node)
{
    return p->units[p->spots[node].unit].column;
}

/* Edges between the same two nodes, this one too. */
static int parallel(const struct sketch *s, size_t i)
{
    int n = 0;
    const struct sketch_edge *x = &s->edges[i];
    for (size_t k = 0; k < s->edges_n; k++) {
        const struct sketch_edge *z = &s->edges[k];
        n += (z->from == x->from && z->to == x->to) || (z->from == x->to && z->to == x->from);
    }
    return n;
}

static void choose_ways(struct plan *p)
{
    int hub[2] = {0, 0}; /* arcs of the hub go where there is less */
    for (size_t i = 0; i < p->s->edges_n; i++) {
        const struct sketch_edge *x = &p->s->edges[i];
        enum column from = column_of(p, x->from), to = column_of(p, x->to);
        if (from != to && (from == HUB || to == HUB))
            hub[from == RIGHT || to == RIGHT]++;
    }
    for (size_t i = 0; i < p->s->edges_n; i++) {
        const struct sketch_edge *x = &p->s->edges[i];
        struct wire *w = &p->wires[i];
        enum column from = column_of(p, x->from), to = column_of(p, x->to);
        if (from == to) {
            w->way = ARCED;
            w->right[0] = w->right[1] = from == RIGHT || (from == HUB && hub[1] < hub[0]);
            p->misfits += p->spots[x->from].unit != p->spots[x->to].unit;
        } else {
            w->way = from == HUB || to == HUB ? ACROSS : OVER;
            w->right[0] = from < to;
            w->right[1] = to < from;
            p->misfits += w->way == OVER ? 2 : 0;
        }
        double room = parallel(p->s, i) > 2 ? WIDE_PORT : PORT;
        p->spots[x->from].ports[w->right[0]] += room;
        p->spots[x->to].ports[w->right[1]] += room;
    }
}

/* ---- sizes ----------------------------------------------------------------------------------- */

static bool is(const struct sketch_node *n, const char *shape)
{
    return n->shape && !strcmp(n->shape, shape);
}

static void measure_nodes(struct plan *p)
{
    for (size_t i = 0; i < p->s->nodes_n; i++) {
        const struct sketch_node *n = &p->s->nodes[i];
        struct spot *spot = &p->spots[i];
        double w = 0, h = 9;
        for (size_t k = 0; k < n->lines_n; k++) {
            double line = clean_width(n->lines[k].text, n->lines[k].size);
            w = fmax(w, n->lines[k].bold ? line * 1.12 : line);
            h += n->lines[k].size * 1.22;
        }
        bool round = is(n, "ellipse"), cut = is(n, "octagon") || is(n, "cds");
        double ports = fmax(spot->ports[0], spot->ports[1]);
        spot->w = round ? w * 1.16 + 18 : cut ? w + 30 : w + 18;
        spot->h = fmax(round ? h * 1.22 : h, ports + PORT);
        enum column c = column_of(p, (int)i);
        p->w[c] = fmax(p->w[c], spot->w);
    }
    for (size_t i = 0; i < p->s->nodes_n; i++)
        p->spots[i].w = p->w[column_of(p, (int)i)];
}

static void measure_labels(struct plan *p)
{
    for (size_t i = 0; i < p->s->edges_n; i++) {
        const struct sketch_edge *x = &p->s->edges[i];
        struct wire *w = &p->wires[i];
        for (size_t k = 0; k < x->lines_n; k++)
            w->lw = fmax(w->lw, clean_width(x->lines[k].text, x->lines[k].size) + 4);
        w->lh = (double)x->lines_n * LABEL_LINE + 1;
    }
}

/* ---- order ----------------------------------------------------------------------------------- */

static double unit_height(const struct plan *p, const struct unit *u)
{
    double h = (double)(u->n - 1) * NODE_GAP;
    for (size_t i = 0; i < u->n; i++)
        h += p->spots[u->nodes[i]].h;
    if (u->cluster >= 0)
        h += 2 * PAD + (p->s->clusters[u->cluster].label ? HEADING : 0);
    return h;
}

/* Units of a column from the top down, by key; ties by index, so that the order depends on
 * nothing else. */
static size_t units_of(const struct plan *p, enum column c, size_t *list)
{
    size_t n = 0;
    for (size_t u = 0; u < p->units_n; u++) {
        if (p->units[u].column != c)
            continue;
        size_t at = n++;
        for (; at > 0 && p->units[list[at - 1]].key < p->units[u].key; at--)
            list[at] = list[at - 1];
        list[at] = u;
    }
    return n;
}

/* Gives every node its y from the order of units and of nodes within them; shorter columns are
 * spread a little. */
static void stack(struct plan *p)
{
    size_t *list = p->list;
    double heights[COLUMNS];
    p->height = 0;
    for (int c = 0; c < COLUMNS; c++) {
        size_t n = units_of(p, c, list);
        heights[c] = n > 0 ? (double)(n - 1) * UNIT_GAP : 0;
        for (size_t i = 0; i < n; i++)
            heights[c] += unit_height(p, &p->units[list[i]]);
        p->height = fmax(p->height, heights[c]);
    }
    for (int c = 0; c < COLUMNS; c++) {
        size_t n = units_of(p, c, list);
        double more = fmin((p->height - heights[c]) / (double)(n + 1), 60);
        double y = heights[c] / 2 + (n > 1 ? more * (double)(n - 1) / 2 : 0);
        for (size_t i = 0; i < n; i++) {
            struct unit *u = &p->units[list[i]];
            bool boxed = u->cluster >= 0;
            y -= boxed ? PAD + (p->s->clusters[u->cluster].label ? HEADING : 0) : 0;
            for (size_t k = 0; k < u->n; k++) {
                struct spot *spot = &p->spots[u->nodes[k]];
                spot->y = y - spot->h / 2;
                y -= spot->h + (k + 1 < u->n ? NODE_GAP : 0);
            }
            y -= (boxed ? PAD : 0) + UNIT_GAP + more;
        }
    }
}

/* Keys of a column's nodes: the mean y of what they are joined to elsewhere, weighted towards
 * the port's own end. */
static void set_keys(struct plan *p, enum column c)
{
    size_t n = p->s->nodes_n;
    double *sum = arena_alloc(p->a, n * sizeof *sum);
    int *count = arena_alloc(p->a, n * sizeof *count);
    for (size_t i = 0; i < p->s->edges_n; i++) {
        int ends[2] = {p->s->edges[i].from, p->s->edges[i].to};
        bool beside = column_of(p, ends[0]) == column_of(p, ends[1]);
        for (int k = 0; k < 2; k++) {
            sum[ends[k]] += p->spots[ends[1 - k]].y * (beside ? 1 : 2);
            count[ends[k]] += beside ? 1 : 2;
        }
    }
    for (size_t i = 0; i < n; i++)
        if (column_of(p, (int)i) == c)
            p->spots[i].key = count[i] ? sum[i] / count[i] : p->spots[i].y;
}

static void sort_column(struct plan *p, enum column c)
{
    set_keys(p, c);
    for (size_t u = 0; u < p->units_n; u++) {
        struct unit *unit = &p->units[u];
        if (unit->column != c)
            continue;
        unit->key = 0;
        for (size_t i = 0; i < unit->n; i++) {
            int node = unit->nodes[i];
            size_t at = i;
            unit->key += p->spots[node].key / (double)unit->n;
            for (; at > 0 && p->spots[unit->nodes[at - 1]].key < p->spots[node].key; at--)
                unit->nodes[at] = unit->nodes[at - 1];
            unit->nodes[at] = node;
        }
    }
    stack(p);
}

/* An edge as the columns and heights of its ends, the left one first. */
struct stretch {
    enum column left, right;
    double y[2];
};

static struct stretch stretch_of(const struct plan *p, const struct sketch_edge *x)
{
    bool turn = column_of(p, x->from) > column_of(p, x->to);
    int l = turn ? x->to : x->from, r = turn ? x->from : x->to;
    return (struct stretch){column_of(p, l), column_of(p, r), {p->spots[l].y, p->spots[r].y}};
}

/* Pairs of edges between the same columns that cross, and how far edges go up or down: with an inch
 * or two worth a crossing, lines run level and the curves stay readable. */
static double cost(const struct plan *p)
{
    double sum = 0;
    for (size_t i = 0; i < p->s->edges_n; i++) {
        struct stretch x = stretch_of(p, &p->s->edges[i]);
        sum += fabs(x.y[0] - x.y[1]) / (x.left == x.right ? 150 : 120);
        for (size_t k = i + 1; k < p->s->edges_n && x.left != x.right; k++) {
            struct stretch z = stretch_of(p, &p->s->edges[k]);
            sum +=
                z.left == x.left && z.right == x.right && (x.y[0] - z.y[0]) * (x.y[1] - z.y[1]) < 0;
        }
    }
    return sum;
}

/* What order() may go back to: the nodes of every unit and the keys of the units. */
static void keep_order(struct plan *p, int **nodes, double *keys, bool restore)
{
    for (size_t u = 0; u < p->units_n; u++) {
        struct unit *unit = &p->units[u];
        memcpy(restore ? unit->nodes : nodes[u], restore ? nodes[u] : unit->nodes,
               unit->n * sizeof(int));
        *(restore ? &unit->key : &keys[u]) = *(restore ? &keys[u] : &unit->key);
    }
}

/* At first the unit with most edges stands in the middle of its column, the next above, below… */
static void set_first_keys(struct plan *p)
{
    bool *done = arena_alloc(p->a, p->units_n * sizeof *done);
    int n[COLUMNS] = {0, 0, 0};
    for (size_t k = 0; k < p->units_n; k++) {
        size_t u = heaviest(p, done);
        int rank = n[p->units[u].column]++;
        p->units[u].key = rank % 2 ? (rank + 1) / 2 : -rank / 2;
        done[u] = true;
    }
}

/* A hub of one node stretches, so that its edges run level. */
static void stretch_hub(struct plan *p)
{
    int only = -1;
    for (size_t i = 0; i < p->s->nodes_n; i++)
        if (column_of(p, (int)i) == HUB)
            only = only == -1 ? (int)i : -2;
    if (only >= 0)
        p->spots[only].h = fmax(p->spots[only].h, fmin(p->height * 0.62, 420));
}

/* Does it cost less when the two change places? If not they change back. */
static bool better(struct plan *p, double *now)
{
    stack(p);
    double then = cost(p);
    if (then >= *now)
        return false;
    *now = then;
    return true;
}

static bool swap_units(struct plan *p, enum column c, double *now)
{
    size_t *list = arena_alloc(p->a, p->units_n * sizeof *list), n = units_of(p, c, list);
    bool any = false;
    for (size_t i = 0; i < n; i++)
        p->units[list[i]].key = -(double)i;
    for (size_t i = 1; i < n; i++) {
        double *x = &p->units[list[i - 1]].key, *y = &p->units[list[i]].key, key = *x;
        *x = *y;
        *y = key;
        if (better(p, now)) {
            size_t u = list[i];
            list[i] = list[i - 1];
            list[i - 1] = u;
            any = true;
        } else {
            *y = *x;
            *x = key;
        }
    }
    return any;
}

static bool swap_nodes(struct plan *p, struct unit *u, double *now)
{
    bool any = false;
    for (size_t i = 1; i < u->n; i++) {
        int x = u->nodes[i - 1], y = u->nodes[i];
        u->nodes[i - 1] = y;
        u->nodes[i] = x;
        if (better(p, now)) {
            any = true;
        } else {
            u->nodes[i - 1] = x;
            u->nodes[i] = y;
        }
    }
    return any;
}

/* What barycentres leave: neighbours change places as long as that helps. */
static void switch_neighbours(struct plan *p)
{
    stack(p);
    double now = cost(p);
    bool any = true;
    for (int round = 0; round < SWITCHES && any; round++) {
        any = false;
        for (int c = 0; c < COLUMNS; c++)
            any |= swap_units(p, c, &now);
        for (size_t u = 0; u < p->units_n; u++)
            any |= swap_nodes(p, &p->units[u], &now);
    }
}

static void order(struct plan *p)
{
    int **nodes = arena_alloc(p->a, p->units_n * sizeof *nodes);
    double *keys = arena_alloc(p->a, p->units_n * sizeof *keys);
    for (size_t u = 0; u < p->units_n; u++) {
        nodes[u] = arena_alloc(p->a, p->units[u].n * sizeof(int));
    }
    set_first_keys(p);
    stack(p);
    keep_order(p, nodes, keys, false);
    double best = cost(p);
    for (int round = 0; round < ROUNDS; round++) {
        static const enum column turns[] = {RIGHT, LEFT, HUB};
        for (int k = 0; k < COLUMNS; k++)
            sort_column(p, turns[k]);
        double now = cost(p);
        if (now < best) {
            best = now;
            keep_order(p, nodes, keys, false);
        }
    }
    keep_order(p, nodes, keys, true);
    switch_neighbours(p);
    stretch_hub(p);
    stack(p);
}

/* ---- ports and curves ------------------------------------------------------------------------ */

static int compare_ports(const void *x, const void *y)
{
    const struct port *p = x, *q = y;
    if (p->other != q->other)
        return p->other > q->other ? -1 : 1;
    return p->edge != q->edge ? p->edge - q->edge : p->end - q->end;
}

/* Where the outline of a node is, dy above its middle, as half its width there. */
static double half_width(const struct sketch_node *n, const struct spot *s, double dy)
{
    double r = 2 * dy / s->h;
    if (is(n, "ellipse"))
        return s->w / 2 * sqrt(fmax(0, 1 - r * r));
    if (is(n, "octagon") && fabs(r) > 0.41)
        return s->w / 2 - (fabs(r) - 0.41) / 0.59 * 0.29 * s->w;
    return s->w / 2;
}

/* Ports of one side of a node, spread evenly in the order of where they lead, so that none
 * cross. */
static void set_ports(struct plan *p, int node, bool right, struct port *ports)
{
    size_t n = 0;
    for (size_t i = 0; i < p->s->edges_n; i++) {
        int ends[2] = {p->s->edges[i].from, p->s->edges[i].to};
        for (int k = 0; k < 2; k++)
            if (ends[k] == node && p->wires[i].right[k] == right)
                ports[n++] = (struct port){(int)i, k == 1, p->spots[ends[1 - k]].y};
    }
    if (n > 1)
        qsort(ports, n, sizeof *ports, compare_ports);
    const struct spot *spot = &p->spots[node];
    double step = n > 1 ? fmin(spot->h * 0.76 / (double)(n - 1), 30) : 0;
    for (size_t i = 0; i < n; i++) {
        struct wire *w = &p->wires[ports[i].edge];
        double dy = step * ((double)(n - 1) / 2 - (double)i);
        double half = half_width(&p->s->nodes[node], spot, dy);
        w->x[ports[i].end] = p->x[column_of(p, node)] + (right ? half : -half);
        w->y[ports[i].end] = spot->y + dy;
    }
}

static void set_curve(double c[4][2], double x1, double y1, double d1, double x2, double y2,
                      double d2)
{
    const double points[4][2] = {{x1, y1}, {x1 + d1, y1}, {x2 + d2, y2}, {x2, y2}};
    memcpy(c, points, sizeof points);
}

/* Curves leave and reach nodes level; the last stretch is the arrowhead's. */
static void set_wire(struct plan *p, size_t i, int *over)
{
    struct wire *w = &p->wires[i];
    double out = w->right[0] ? 1 : -1, in = w->right[1] ? 1 : -1;
    double x1 = w->x[0], y1 = w->y[0], x2 = w->x[1] + (p->s->edges[i].head ? in * SKETCH_HEAD : 0),
           y2 = w->y[1];
    if (w->way == ACROSS) {
        double d = fabs(x2 - x1) * 0.42;
        set_curve(w->p, x1, y1, out * d, x2, y2, in * d);
    } else if (w->way == ARCED) {
        double d = (ARC + fmin(fabs(y2 - y1) * 0.16, 64)) * 4 / 3;
        set_curve(w->p, x1, y1, out * d, x2, y2, in * d);
    } else {
        bool up = y1 + y2 >= 0;
        double top = (up ? 1 : -1) * (p->height / 2 + 16 + 13 * (*over)++ / 2.0), mid = p->x[HUB];
        set_curve(w->p, x1, y1, out * 60, mid, top, -out * 170);
        set_curve(w->q, mid, top, out * 170, x2, y2, in * 60);
    }
}

static void point_at(const struct wire *w, double t, double *x, double *y)
{
    const double(*c)[2] = w->p;
    if (w->way == OVER) {
        c = t < 0.5 ? w->p : w->q;
        t = t < 0.5 ? t * 2 : t * 2 - 1;
    }
    double s = 1 - t, b[4] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
    *x = b[0] * c[0][0] + b[1] * c[1][0] + b[2] * c[2][0] + b[3] * c[3][0];
    *y = b[0] * c[0][1] + b[1] * c[1][1] + b[2] * c[2][1] + b[3] * c[3][1];
}

/* ---- labels ---------------------------------------------------------------------------------- */

static double overlap(double x1, double w1, double x2, double w2)
{
    return fmax(0, (w1 + w2) / 2 - fabs(x1 - x2));
}

/* How bad it is to have wire i's label at (x, y): other labels, nodes, and the lines it would
 * hide. */
static double badness(const struct plan *p, const bool *set, size_t i, double x, double y)
{
    const struct wire *w = &p->wires[i];
    double sum = 0;
    for (size_t k = 0; k < p->s->edges_n; k++) {
        const struct wire *z = &p->wires[k];
        if (set[k])
            sum += 6 * overlap(x, w->lw + 4, z->lx, z->lw) * overlap(y, w->lh + 2, z->ly, z->lh);
        for (int t = 0; t < 2; t++) /* ends, with their arrowheads */
            sum +=
                fabs(z->x[t] - x) < w->lw / 2 + SKETCH_HEAD + 3 && fabs(z->y[t] - y) < w->lh / 2 + 3
                    ? 90
                    : 0;
        if (k == i)
            continue;
        for (int t = 0; t < SAMPLES; t++)
            if (fabs(z->samples[t][0] - x) < w->lw / 2 && fabs(z->samples[t][1] - y) < w->lh / 2)
                sum += 22;
    }
    for (size_t k = 0; k < p->s->nodes_n; k++) {
        const struct spot *spot = &p->spots[k];
        sum += 40 * overlap(x, w->lw, p->x[column_of(p, (int)k)], spot->w + 2 * PAD) *
               overlap(y, w->lh, spot->y, spot->h);
    }
    return sum;
}

static void place_labels(struct plan *p)
{
    static const double along[] = {0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3,
                                   0.7, 0.25, 0.75, 0.2, 0.8, 0.16, 0.84};
    bool *set = arena_alloc(p->a, (p->s->edges_n + 1) * sizeof *set);
    for (int pass = 0; pass < 3; pass++) /* again, now that all others stand */
        for (size_t i = 0; i < p->s->edges_n; i++) {
            struct wire *w = &p->wires[i];
            double best = INFINITY, bx = 0, by = 0;
            if (w->lw <= 0)
                continue;
            set[i] = false;
            for (size_t k = 0; k < sizeof along / sizeof *along; k++) {
                double x, y;
                point_at(w, along[k], &x, &y);
                double bad = badness(p, set, i, x, y) + 30 * fabs(along[k] - 0.5);
                if (bad < best) {
                    best = bad;
                    bx = x;
                    by = y;
                }
            }
            w->lx = bx;
            w->ly = by;
            set[i] = true;
        }
}

/* ---- the picture ----------------------------------------------------------------------------- */

/* Gaps wide enough for their labels side by side in about the height of the columns. */
static void set_columns(struct plan *p)
{
    double labels[2] = {0, 0}, gap[2];
    for (size_t i = 0; i < p->s->edges_n; i++) {
        enum column from = column_of(p, p->s->edges[i].from), to = column_of(p, p->s->edges[i].to);
        if (p->wires[i].way == ACROSS)
            labels[from == RIGHT || to == RIGHT] += p->wires[i].lh + 4;
    }
    for (int g = 0; g < 2; g++)
        gap[g] = 124 + fmin(2.2, labels[g] / fmax(p->height, 200)) * 85;
    p->x[HUB] = 0;
    p->x[LEFT] = -(p->w[HUB] / 2 + gap[0] + p->w[LEFT] / 2);
    p->x[RIGHT] = p->w[HUB] / 2 + gap[1] + p->w[RIGHT] / 2;
}

static void set_points(struct plan *p, size_t i)
{
    const struct wire *w = &p->wires[i];
    double points[7][2];
    memcpy(points, w->p, sizeof w->p);
    if (w->way == OVER)
        memcpy(points + 4, w->q + 1, 3 * sizeof *w->q);
    sketch_curve(p->a, &p->s->edges[i], (const double(*)[2])points, w->way == OVER ? 7 : 4, w->x[1],
                 w->y[1]);
}

/* A label is a node of its own, on white, so that the lines it stands on do not run through it. */
static void draw_label(struct plan *p, size_t i)
{
    const struct wire *w = &p->wires[i];
    struct sketch_edge *x = &p->s->edges[i];
    struct sketch_node n = {.id = arena_printf(p->a, "label:%s:%zu", p->s->name, i),
                            .shape = "box",
                            .style = "filled",
                            .fill = "#ffffff",
                            .color = "#ffffff",
                            .penwidth = 0,
                            .cluster = -1,
                            .placed = true,
                            .x = w->lx,
                            .y = w->ly,
                            .w = w->lw,
                            .h = w->lh,
                            .tooltip = x->tooltip};
    for (size_t k = 0; k < x->lines_n; k++)
        sketch_node_line(&n, x->lines[k]);
    x->lines_n = 0;
    sketch_node(p->a, p->s, n);
}

static void widen(struct box *all, double x, double y, double w, double h)
{
    all->x0 = fmin(all->x0, x - w / 2);
    all->x1 = fmax(all->x1, x + w / 2);
    all->y0 = fmin(all->y0, y - h / 2);
    all->y1 = fmax(all->y1, y + h / 2);
}

static void draw_sides(struct plan *p, struct box *all)
{
    for (size_t u = 0; u < p->units_n; u++) {
        const struct unit *unit = &p->units[u];
        if (unit->cluster < 0 || unit->n == 0)
            continue;
        struct sketch_cluster *c = &p->s->clusters[unit->cluster];
        const struct spot *first = &p->spots[unit->nodes[0]],
                          *last = &p->spots[unit->nodes[unit->n - 1]];
        double x = p->x[unit->column], w = p->w[unit->column];
        c->placed = true;
        c->fill = SKETCH_SIDE;
        c->x0 = x - w / 2 - PAD;
        c->x1 = x + w / 2 + PAD;
        c->y0 = last->y - last->h / 2 - PAD;
        c->y1 = first->y + first->h / 2 + PAD + (c->label ? HEADING : 0);
        widen(all, x, (c->y0 + c->y1) / 2, c->x1 - c->x0, c->y1 - c->y0);
        if (c->label)
            sketch_text(p->a, p->s, arena_printf(p->a, "side:%s:%zu", p->s->name, u), c->x0 + 7,
                        c->y1 - 10, w,
                        (struct sketch_line){c->label, 9, SKETCH_FAINT, false, true});
        c->label = NULL;
    }
}

static void draw(struct plan *p, struct box *all)
{
    *all = (struct box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    size_t nodes = p->s->nodes_n;
    for (size_t i = 0; i < nodes; i++) {
        struct sketch_node *n = &p->s->nodes[i];
        n->cluster = -1;
        n->placed = true;
        n->x = p->x[column_of(p, (int)i)];
        n->y = p->spots[i].y;
        n->w = p->spots[i].w;
        n->h = p->spots[i].h;
        widen(all, n->x, n->y, n->w, n->h);
    }
    for (size_t i = 0; i < p->s->edges_n; i++) {
        const struct wire *w = &p->wires[i];
        set_points(p, i);
        for (int t = 0; t < SAMPLES; t++)
            widen(all, w->samples[t][0], w->samples[t][1], 4, 4);
        if (w->lw <= 0)
            continue;
        widen(all, w->lx, w->ly, w->lw, w->lh);
        draw_label(p, i);
    }
    draw_sides(p, all);
    p->s->placed = true;
}

/* A tangle within one side, or between many, is for others to lay out; a small one is none. */
static bool suits(const struct plan *p)
{
    size_t inner = 0;
    for (size_t i = 0; i < p->s->edges_n; i++)
        inner += p->spots[p->s->edges[i].from].unit == p->spots[p->s->edges[i].to].unit;
    if (p->s->nodes_n > SMALL && p->units_n == 1 && inner > p->s->nodes_n / 2)
        return false;
    return p->s->nodes_n <= SMALL || (size_t)p->misfits * 3 <= p->s->edges_n + 3;
}

bool columns_place(struct arena *a, struct sketch *s, struct box *box)
{
    struct plan p = {.a = a, .s = s};
    p.spots = arena_alloc(a, s->nodes_n * sizeof *p.spots);
    p.wires = arena_alloc(a, (s->edges_n + 1) * sizeof *p.wires);
    make_units(&p);
    choose_columns(&p, count_between(&p));
    choose_ways(&p);
    if (!suits(&p))
        return false;
    measure_nodes(&p);
    measure_labels(&p);
    p.list = arena_alloc(a, p.units_n * sizeof *p.list);
    order(&p);
    set_columns(&p);
    struct port *ports = arena_alloc(a, (2 * s->edges_n + 1) * sizeof *ports);
    for (size_t i = 0; i < s->nodes_n; i++) {
        set_ports(&p, (int)i, false, ports);
        set_ports(&p, (int)i, true, ports);
    }
    int over = 0;
    for (size_t i = 0; i < s->edges_n; i++) {
        set_wire(&p, i, &over);
        for (int t = 0; t < SAMPLES; t++)
            point_at(&p.wires[i], (t + 1.0) / (SAMPLES + 1), &p.wires[i].samples[t][0],
                     &p.wires[i].samples[t][1]);
    }
    place_labels(&p);
    draw(&p, box);
    return true;
}
