#include "export/tiles.h"

#include <math.h>
#include <stdlib.h>

#include "export/columns.h"
#include "export/legend.h"

#define MAX_NODES 200
#define MAX_EDGES 260
#define GAP 26.0    /* points between tiles */
#define WIDTH 700.0 /* of a row of tiles, where the largest part is narrower */

struct tile { /* a part: nodes joined by edges or by acting for the same side */
    struct sketch part;
    int *nodes, *edges, *clusters; /* what they are in the whole */
    struct box box;
    size_t index;
    double dx, dy; /* from its own place to that in the picture */
};

/* ---- parts ----------------------------------------------------------------------------------- */

static int find(int *up, int i)
{
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

/* The smaller index stands for both, so that parts come in the order of their first nodes. */
static void join(int *up, int x, int y)
{
    x = find(up, x);
    y = find(up, y);
    up[x > y ? x : y] = x > y ? y : x;
}

static int *parts_of(struct arena *a, const struct sketch *s)
{
    int *up = arena_alloc(a, s->nodes_n * sizeof *up);
    int *member = arena_alloc(a, (s->clusters_n + 1) * sizeof *member); /* a node of it, plus one */
    for (size_t i = 0; i < s->nodes_n; i++)
        up[i] = (int)i;
    for (size_t i = 0; i < s->edges_n; i++)
        join(up, s->edges[i].from, s->edges[i].to);
    for (size_t i = 0; i < s->nodes_n; i++) {
        int c = s->nodes[i].cluster;
        if (c >= 0 && member[c] > 0)
            join(up, member[c] - 1, (int)i);
        if (c >= 0)
            member[c] = (int)i + 1;
    }
    return up;
}

/* Copies one part out of the whole, with indices of its own. */
static void cut(struct arena *a, struct tile *t, const struct sketch *s, int *up, int root)
{
    int *at = arena_alloc(a, s->nodes_n * sizeof *at);
    int *cluster =
        arena_alloc(a, (s->clusters_n + 1) * sizeof *cluster); /* in the part, plus one */
    t->nodes = arena_alloc(a, s->nodes_n * sizeof(int));
    t->edges = arena_alloc(a, (s->edges_n + 1) * sizeof(int));
    t->clusters = arena_alloc(a, (s->clusters_n + 1) * sizeof(int));
    t->part.kind = s->kind;
    t->part.name = arena_printf(a, "%zu", t->index);
    for (size_t i = 0; i < s->nodes_n; i++) {
        struct sketch_node n = s->nodes[i];
        if (find(up, (int)i) != root)
            continue;
        if (n.cluster >= 0 && !cluster[n.cluster]) {
            t->clusters[t->part.clusters_n] = n.cluster;
            cluster[n.cluster] = sketch_cluster(a, &t->part, s->clusters[n.cluster]) + 1;
        }
        n.cluster = n.cluster >= 0 ? cluster[n.cluster] - 1 : -1;
        t->nodes[t->part.nodes_n] = (int)i;
        at[i] = sketch_node(a, &t->part, n);
    }
    for (size_t i = 0; i < s->edges_n; i++) {
        struct sketch_edge x = s->edges[i];
        if (find(up, x.from) != root)
            continue;
        x.from = at[x.from];
        x.to = at[x.to];
        t->edges[t->part.edges_n] = (int)i;
        sketch_edge(a, &t->part, x);
    }
}

/* ---- arrangement ----------------------------------------------------------------------------- */

static int compare_tiles(const void *x, const void *y)
{
    const struct tile *p = x, *q = y;
    double h1 = p->box.y1 - p->box.y0, h2 = q->box.y1 - q->box.y0;
    if (p->part.edges_n != q->part.edges_n)
        return p->part.edges_n > q->part.edges_n ? -1 : 1;
    if (h1 != h2)
        return h1 > h2 ? -1 : 1;
    return p->index < q->index ? -1 : 1;
}

/* The largest part alone, the others in rows under it. */
static struct box arrange(struct tile *tiles, size_t n)
{
    qsort(tiles, n, sizeof *tiles, compare_tiles);
    struct box all = tiles[0].box;
    double width = fmax(all.x1 - all.x0, WIDTH), x = all.x0, top = all.y0 - GAP, low = top;
    for (size_t i = 1; i < n; i++) {
        struct tile *t = &tiles[i];
        double w = t->box.x1 - t->box.x0;
        if (x > all.x0 && x + w > all.x0 + width) {
            x = all.x0;
            top = low - GAP;
        }
        t->dx = x - t->box.x0;
        t->dy = top - t->box.y1;
        x += w + GAP;
        low = fmin(low, t->dy + t->box.y0);
        all.x1 = fmax(all.x1, x - GAP);
        all.y0 = fmin(all.y0, low);
    }
    return all;
}

static void move_node(struct sketch_node *n, const struct tile *t)
{
    n->x += t->dx;
    n->y += t->dy;
}

static void move_edge(struct sketch_edge *x, const struct tile *t)
{
    for (size_t i = 0; i < x->points_n; i++) {
        x->points[i][0] += t->dx;
        x->points[i][1] += t->dy;
    }
    x->tip[0] += t->dx;
    x->tip[1] += t->dy;
}

/* Puts a part back where it came from, with its furniture, moved to its place. */
static void put_back(struct arena *a, struct sketch *s, struct tile *t, size_t own)
{
    for (size_t i = 0; i < t->part.nodes_n; i++) {
        move_node(&t->part.nodes[i], t);
        if (i < own)
            s->nodes[t->nodes[i]] = t->part.nodes[i];
        else
            sketch_node(a, s, t->part.nodes[i]);
    }
    for (size_t i = 0; i < t->part.edges_n; i++) {
        struct sketch_edge *x = &t->part.edges[i];
        move_edge(x, t);
        x->from = t->nodes[x->from];
        x->to = t->nodes[x->to];
        s->edges[t->edges[i]] = *x;
    }
    for (size_t i = 0; i < t->part.clusters_n; i++) {
        struct sketch_cluster *c = &s->clusters[t->clusters[i]];
        *c = t->part.clusters[i];
        c->x0 += t->dx;
        c->x1 += t->dx;
        c->y0 += t->dy;
        c->y1 += t->dy;
    }
}

bool tiles_place(struct arena *a, struct sketch *s)
{
    if (s->kind != VIEW_RELATIONS || s->nodes_n == 0 || s->nodes_n > MAX_NODES ||
        s->edges_n > MAX_EDGES)
        return false;
    int *up = parts_of(a, s);
    struct tile *tiles = arena_alloc(a, s->nodes_n * sizeof *tiles);
    size_t n = 0, whole = s->nodes_n;
    for (size_t i = 0; i < whole; i++) {
        if (find(up, (int)i) != (int)i)
            continue;
        tiles[n].index = n;
        cut(a, &tiles[n], s, up, (int)i);
        if (!columns_place(a, &tiles[n].part, &tiles[n].box))
            return false;
        n++;
    }
    struct box all = arrange(tiles, n);
    for (size_t i = 0; i < n; i++) {
        size_t own = 0;
        while (own < tiles[i].part.nodes_n && tiles[i].part.nodes[own].of)
            own++;
        put_back(a, s, &tiles[i], own);
    }
    s->placed = true;
    legend_add(a, s, &all);
    return true;
}
