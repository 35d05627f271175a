#include "export/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ARC 26.0 /* least width of an arc between nodes of one column */

struct port {
    int edge;
    bool end;     /* the edge's head */
    double other; /* y of what it leads to */
};

/* ---- ports and curves ------------------------------------------------------------------------ */

static int compare_ports(const void *x, const void *y)
{
    const struct port *p = x, *q = y;
    if (p->other != q->other)
        return p->other > q->other ? -1 : 1;
    return p->edge != q->edge ? p->edge - q->edge : p->end - q->end;
}

static bool shaped(const struct sketch_node *n, const char *shape)
{
    return n->shape && !strcmp(n->shape, shape);
}

/* Where the outline of a node is, dy above its middle, as half its width there. */
static double half_width(const struct sketch_node *n, const struct spot *s, double dy)
{
    double r = 2 * dy / s->h;
    if (shaped(n, "ellipse"))
        return s->w / 2 * sqrt(fmax(0, 1 - r * r));
    if (shaped(n, "octagon") && fabs(r) > 0.41)
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
        w->x[ports[i].end] = p->x[plan_column(p, node)] + (right ? half : -half);
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
        for (int t = 0; t < PLAN_SAMPLES; t++)
            if (fabs(z->samples[t][0] - x) < w->lw / 2 && fabs(z->samples[t][1] - y) < w->lh / 2)
                sum += 22;
    }
    for (size_t k = 0; k < p->s->nodes_n; k++) {
        const struct spot *spot = &p->spots[k];
        sum += 40 * overlap(x, w->lw, p->x[plan_column(p, (int)k)], spot->w + 2 * PLAN_PAD) *
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

void wires_set(struct plan *p)
{
    struct port *ports = arena_alloc(p->a, (2 * p->s->edges_n + 1) * sizeof *ports);
    for (size_t i = 0; i < p->s->nodes_n; i++) {
        set_ports(p, (int)i, false, ports);
        set_ports(p, (int)i, true, ports);
    }
    int over = 0;
    for (size_t i = 0; i < p->s->edges_n; i++) {
        set_wire(p, i, &over);
        for (int t = 0; t < PLAN_SAMPLES; t++)
            point_at(&p->wires[i], (t + 1.0) / (PLAN_SAMPLES + 1), &p->wires[i].samples[t][0],
                     &p->wires[i].samples[t][1]);
    }
    place_labels(p);
}
