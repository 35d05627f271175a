#include "export/plan.h"

#include <math.h>
#include <string.h>

#define ROUNDS 12 /* of barycentres, then of switching neighbours */
#define SWITCHES 8

static double unit_height(const struct plan *p, const struct unit *u)
{
    double h = (double)(u->n - 1) * PLAN_NODE_GAP;
    for (size_t i = 0; i < u->n; i++)
        h += p->spots[u->nodes[i]].h;
    if (u->cluster >= 0)
        h += 2 * PLAN_PAD + (p->s->clusters[u->cluster].label ? PLAN_HEADING : 0);
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
        heights[c] = n > 0 ? (double)(n - 1) * PLAN_UNIT_GAP : 0;
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
            y -= boxed ? PLAN_PAD + (p->s->clusters[u->cluster].label ? PLAN_HEADING : 0) : 0;
            for (size_t k = 0; k < u->n; k++) {
                struct spot *spot = &p->spots[u->nodes[k]];
                spot->y = y - spot->h / 2;
                y -= spot->h + (k + 1 < u->n ? PLAN_NODE_GAP : 0);
            }
            y -= (boxed ? PLAN_PAD : 0) + PLAN_UNIT_GAP + more;
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
        bool beside = plan_column(p, ends[0]) == plan_column(p, ends[1]);
        for (int k = 0; k < 2; k++) {
            sum[ends[k]] += p->spots[ends[1 - k]].y * (beside ? 1 : 2);
            count[ends[k]] += beside ? 1 : 2;
        }
    }
    for (size_t i = 0; i < n; i++)
        if (plan_column(p, (int)i) == c)
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
    bool turn = plan_column(p, x->from) > plan_column(p, x->to);
    int l = turn ? x->to : x->from, r = turn ? x->from : x->to;
    return (struct stretch){plan_column(p, l), plan_column(p, r), {p->spots[l].y, p->spots[r].y}};
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
        size_t u = plan_heaviest(p, done);
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
        if (plan_column(p, (int)i) == HUB)
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

void order_nodes(struct plan *p)
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
