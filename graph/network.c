#include "graph/network.h"

#include <igraph.h>
#include <stdlib.h>
#include <string.h>

#define SEED 20130709

/* igraph's default handler aborts the program; its random numbers are seeded so that every run is
 * the same. */
static void calm(void)
{
    igraph_set_error_handler(igraph_error_handler_ignore);
    igraph_set_warning_handler(igraph_warning_handler_ignore);
    igraph_rng_seed(igraph_rng_default(), SEED);
}

static int refuse(igraph_error_t code, const char *what, struct err *e)
{
    return err_set(e, ERR_GRAPH, "%s: %s", what, igraph_strerror(code));
}

static bool counts(const struct edge *x)
{
    return !strcmp(x->relation, "accuses") && x->from != x->to;
}

/* The accusations as a directed graph; edges in the order of the view, each once with its count as
 * weight. */
static int build(igraph_t *g, igraph_vector_t *weights, const struct view *v, struct err *e)
{
    igraph_vector_int_t ends;
    igraph_error_t code = igraph_vector_int_init(&ends, 0);
    if (code != IGRAPH_SUCCESS)
        return refuse(code, "network", e);
    code = igraph_vector_init(weights, 0);
    if (code != IGRAPH_SUCCESS) {
        igraph_vector_int_destroy(&ends);
        return refuse(code, "network", e);
    }
    for (size_t i = 0; i < v->edges_n && code == IGRAPH_SUCCESS; i++) {
        const struct edge *x = &v->edges[i];
        if (!counts(x))
            continue;
        code = igraph_vector_int_push_back(&ends, x->from);
        if (code == IGRAPH_SUCCESS)
            code = igraph_vector_int_push_back(&ends, x->to);
        if (code == IGRAPH_SUCCESS)
            code = igraph_vector_push_back(weights, x->count);
    }
    if (code == IGRAPH_SUCCESS)
        code = igraph_create(g, &ends, (igraph_integer_t)v->nodes_n, IGRAPH_DIRECTED);
    igraph_vector_int_destroy(&ends);
    if (code == IGRAPH_SUCCESS)
        return 0;
    igraph_vector_destroy(weights);
    return refuse(code, "network", e);
}

static int measure(igraph_vector_t *scores, const struct view *v, enum measure by, struct err *e)
{
    igraph_t g;
    igraph_vector_t weights;
    igraph_error_t code;
    if (build(&g, &weights, v, e))
        return -1;
    if (by == MEASURE_PAGERANK) {
        igraph_real_t value;
        code = igraph_pagerank(&g, IGRAPH_PAGERANK_ALGO_PRPACK, scores, &value, igraph_vss_all(),
                               IGRAPH_DIRECTED, 0.85, &weights, NULL);
    } else {
        code = igraph_betweenness(&g, scores, igraph_vss_all(), IGRAPH_DIRECTED, NULL);
    }
    igraph_destroy(&g);
    igraph_vector_destroy(&weights);
    return code == IGRAPH_SUCCESS ? 0 : refuse(code, "rank", e);
}

struct ranked {
    struct rank rank;
    const char *id;
};

static int compare_ranks(const void *pa, const void *pb)
{
    const struct ranked *a = pa, *b = pb;
    double d = a->rank.score - b->rank.score;
    if (d > 1e-12 || d < -1e-12)
        return d > 0 ? -1 : 1;
    return strcmp(a->id, b->id);
}

int network_rank(struct rank **out, size_t *n, const struct view *v, enum measure by,
                 struct arena *a, struct err *e)
{
    bool computed = by == MEASURE_PAGERANK || by == MEASURE_BETWEENNESS;
    struct ranked *list = arena_alloc(a, (v->nodes_n + 1) * sizeof *list);
    igraph_vector_t scores;
    calm();
    igraph_error_t code = igraph_vector_init(&scores, 0);
    if (code != IGRAPH_SUCCESS)
        return refuse(code, "rank", e);
    if (computed && v->nodes_n && measure(&scores, v, by, e)) {
        igraph_vector_destroy(&scores);
        return -1;
    }
    for (size_t i = 0; i < v->nodes_n; i++)
        list[i] = (struct ranked){.rank = {.node = (int)i}, .id = v->nodes[i].id};
    for (size_t i = 0; i < v->edges_n; i++) {
        if (strcmp(v->edges[i].relation, "accuses"))
            continue;
        list[v->edges[i].from].rank.made += v->edges[i].count;
        list[v->edges[i].to].rank.received += v->edges[i].count;
    }
    *n = 0;
    for (size_t i = 0; i < v->nodes_n; i++) {
        struct rank *r = &list[i].rank;
        r->score = computed ? VECTOR(scores)[i] : by == MEASURE_MADE ? r->made : r->received;
        if (r->made || r->received)
            list[(*n)++] = list[i];
    }
    igraph_vector_destroy(&scores);
    if (*n)
        qsort(list, *n, sizeof *list, compare_ranks);
    *out = arena_alloc(a, (*n + 1) * sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = list[i].rank;
    return 0;
}

int network_path(int **out, size_t *n, const struct view *v, int from, int to, struct arena *a,
                 struct err *e)
{
    igraph_t g;
    igraph_vector_t weights;
    igraph_vector_int_t edges;
    *n = 0;
    *out = NULL;
    calm();
    igraph_error_t code = igraph_vector_int_init(&edges, 0);
    if (code != IGRAPH_SUCCESS)
        return refuse(code, "path", e);
    if (build(&g, &weights, v, e)) {
        igraph_vector_int_destroy(&edges);
        return -1;
    }
    code = igraph_get_shortest_path(&g, NULL, &edges, from, to, IGRAPH_OUT);
    size_t len = code == IGRAPH_SUCCESS ? (size_t)igraph_vector_int_size(&edges) : 0;
    *out = arena_alloc(a, (len + 1) * sizeof **out);
    for (size_t i = 0; i < len; i++) {
        /* igraph numbers the edges that `counts` let through */
        igraph_integer_t left = VECTOR(edges)[i];
        for (size_t k = 0; k < v->edges_n; k++)
            if (counts(&v->edges[k]) && left-- == 0)
                (*out)[i] = (int)k;
    }
    *n = len;
    igraph_destroy(&g);
    igraph_vector_destroy(&weights);
    igraph_vector_int_destroy(&edges);
    return code == IGRAPH_SUCCESS ? 0 : refuse(code, "path", e);
}

/* ---- groups ---- */

struct ties { /* the view without directions */
    igraph_t graph;
    igraph_vector_t weights, strengths;
    double total;
};

static igraph_error_t fill_ties(struct ties *t, igraph_vector_int_t *ends, const struct view *v)
{
    igraph_error_t code = IGRAPH_SUCCESS;
    for (size_t i = 0; i < v->edges_n && code == IGRAPH_SUCCESS; i++) {
        const struct edge *x = &v->edges[i];
        if (x->from == x->to)
            continue;
        code = igraph_vector_int_push_back(ends, x->from);
        if (code == IGRAPH_SUCCESS)
            code = igraph_vector_int_push_back(ends, x->to);
        if (code == IGRAPH_SUCCESS)
            code = igraph_vector_push_back(&t->weights, x->count);
        VECTOR(t->strengths)[x->from] += x->count;
        VECTOR(t->strengths)[x->to] += x->count;
        t->total += 2.0 * x->count;
    }
    if (code == IGRAPH_SUCCESS)
        code = igraph_create(&t->graph, ends, (igraph_integer_t)v->nodes_n, IGRAPH_UNDIRECTED);
    return code;
}

static igraph_error_t leiden(igraph_vector_int_t *membership, struct ties *t)
{
    igraph_integer_t n;
    igraph_real_t quality;
    return igraph_community_leiden(&t->graph, &t->weights, &t->strengths, 1 / t->total, 0.01, false,
                                   -1, membership, &n, &quality);
}

struct group {
    int size, first, index;
};

static int compare_groups(const void *pa, const void *pb)
{
    const struct group *a = pa, *b = pb;
    return a->size != b->size ? b->size - a->size : a->first - b->first;
}

/* Numbers by size; nodes without ties have none. */
static void number_groups(int *out, int *groups, const igraph_vector_int_t *membership,
                          const struct ties *t, size_t n, struct arena *a)
{
    struct group *list = arena_alloc(a, (n + 1) * sizeof *list);
    int *place = arena_alloc(a, (n + 1) * sizeof *place);
    for (size_t i = 0; i < n; i++)
        list[i] = (struct group){.first = (int)n, .index = (int)i};
    for (size_t i = n; i-- > 0;) {
        struct group *g = &list[VECTOR(*membership)[i]];
        if (VECTOR(t->strengths)[i] > 0) {
            g->size++;
            g->first = (int)i;
        }
    }
    if (n)
        qsort(list, n, sizeof *list, compare_groups);
    for (size_t i = 0; i < n; i++) {
        place[list[i].index] = (int)i;
        *groups += list[i].size > 0;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = VECTOR(t->strengths)[i] > 0 ? place[VECTOR(*membership)[i]] : -1;
}

int network_groups(int **out, int *groups, const struct view *v, struct arena *a, struct err *e)
{
    struct ties t = {0};
    igraph_vector_int_t ends, membership;
    *out = arena_alloc(a, (v->nodes_n + 1) * sizeof **out);
    *groups = 0;
    for (size_t i = 0; i < v->nodes_n; i++)
        (*out)[i] = -1;
    calm();
    igraph_error_t code = igraph_vector_int_init(&ends, 0);
    if (code != IGRAPH_SUCCESS)
        return refuse(code, "groups", e);
    if ((code = igraph_vector_int_init(&membership, 0)) != IGRAPH_SUCCESS)
        goto no_membership;
    if ((code = igraph_vector_init(&t.weights, 0)) != IGRAPH_SUCCESS)
        goto no_weights;
    if ((code = igraph_vector_init(&t.strengths, (igraph_integer_t)v->nodes_n)) != IGRAPH_SUCCESS)
        goto no_strengths;
    if ((code = fill_ties(&t, &ends, v)) != IGRAPH_SUCCESS)
        goto no_graph;
    code = t.total > 0 ? leiden(&membership, &t) : IGRAPH_SUCCESS;
    if (code == IGRAPH_SUCCESS && t.total > 0)
        number_groups(*out, groups, &membership, &t, v->nodes_n, a);
    igraph_destroy(&t.graph);
no_graph:
    igraph_vector_destroy(&t.strengths);
no_strengths:
    igraph_vector_destroy(&t.weights);
no_weights:
    igraph_vector_int_destroy(&membership);
no_membership:
    igraph_vector_int_destroy(&ends);
    return code == IGRAPH_SUCCESS ? 0 : refuse(code, "groups", e);
}
