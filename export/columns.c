#include "export/columns.h"

#include <math.h>
#include <string.h>

#include "export/clean.h"
#include "export/plan.h"

#define SMALL 4         /* nodes of which no order can be bad */
#define PORT 13.0       /* points between two ports of a side */
#define WIDE_PORT 22.0  /* where several edges join the same two, so that labels find room */
#define LABEL_LINE 10.4 /* height of a line of a label */

/* ---- units and columns ----------------------------------------------------------------------- */

enum column plan_column(const struct plan *p, int node)
{
    return p->units[p->spots[node].unit].column;
}

size_t plan_heaviest(const struct plan *p, const bool *done)
{
    size_t best = p->units_n;
    for (size_t u = 0; u < p->units_n; u++)
        if (!done[u] && (best == p->units_n || p->units[u].weight > p->units[best].weight))
            best = u;
    return best;
}

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

/* The hub in the middle, its main counterpart to the right; each other unit where those are that it
 * has most to do with, else where there is more room. */
static void choose_columns(struct plan *p, const int *between)
{
    bool *done = arena_alloc(p->a, p->units_n * sizeof *done);
    size_t room[COLUMNS] = {0, 0, 0}, hub = plan_heaviest(p, done);
    p->units[hub].column = HUB;
    done[hub] = true;
    for (size_t k = 1; k < p->units_n; k++) {
        size_t u = plan_heaviest(p, done);
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
        enum column from = plan_column(p, x->from), to = plan_column(p, x->to);
        if (from != to && (from == HUB || to == HUB))
            hub[from == RIGHT || to == RIGHT]++;
    }
    for (size_t i = 0; i < p->s->edges_n; i++) {
        const struct sketch_edge *x = &p->s->edges[i];
        struct wire *w = &p->wires[i];
        enum column from = plan_column(p, x->from), to = plan_column(p, x->to);
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

static bool shaped(const struct sketch_node *n, const char *shape)
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
        bool round = shaped(n, "ellipse"), cut = shaped(n, "octagon") || shaped(n, "cds");
        double ports = fmax(spot->ports[0], spot->ports[1]);
        spot->w = round ? w * 1.16 + 18 : cut ? w + 30 : w + 18;
        spot->h = fmax(round ? h * 1.22 : h, ports + PORT);
        enum column c = plan_column(p, (int)i);
        p->w[c] = fmax(p->w[c], spot->w);
    }
    for (size_t i = 0; i < p->s->nodes_n; i++)
        p->spots[i].w = p->w[plan_column(p, (int)i)];
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

/* ---- the picture ----------------------------------------------------------------------------- */

/* Gaps wide enough for their labels side by side in about the height of the columns. */
static void set_columns(struct plan *p)
{
    double labels[2] = {0, 0}, gap[2];
    for (size_t i = 0; i < p->s->edges_n; i++) {
        enum column from = plan_column(p, p->s->edges[i].from),
                    to = plan_column(p, p->s->edges[i].to);
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
        c->x0 = x - w / 2 - PLAN_PAD;
        c->x1 = x + w / 2 + PLAN_PAD;
        c->y0 = last->y - last->h / 2 - PLAN_PAD;
        c->y1 = first->y + first->h / 2 + PLAN_PAD + (c->label ? PLAN_HEADING : 0);
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
        n->x = p->x[plan_column(p, (int)i)];
        n->y = p->spots[i].y;
        n->w = p->spots[i].w;
        n->h = p->spots[i].h;
        widen(all, n->x, n->y, n->w, n->h);
    }
    for (size_t i = 0; i < p->s->edges_n; i++) {
        const struct wire *w = &p->wires[i];
        set_points(p, i);
        for (int t = 0; t < PLAN_SAMPLES; t++)
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
    order_nodes(&p);
    set_columns(&p);
    wires_set(&p);
    draw(&p, box);
    return true;
}
