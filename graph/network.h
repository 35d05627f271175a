/* Measures on the network of accusations, by igraph: the only file that knows it.
 *
 * The network is a VIEW_RELATIONS; its edges "accuses" count as often as they were made. Results
 * are the same on every run: scores depend on the view alone, and ties go by id.
 */
#ifndef GRAPH_NETWORK_H
#define GRAPH_NETWORK_H

#include "graph/view.h"

enum measure { MEASURE_PAGERANK, MEASURE_BETWEENNESS, MEASURE_MADE, MEASURE_RECEIVED };

struct rank {
    int node; /* index into view.nodes */
    double score;
    int made, received; /* accusations */
};

/* All nodes that accuse or are accused, highest score first, in the arena. PageRank flows from the
 * accuser to the accused: who is high is accused by those who are themselves much accused. */
int network_rank(struct rank **out, size_t *n, const struct view *v, enum measure by,
                 struct arena *a, struct err *e);

/* The fewest accusations that lead from one node to the other: indices of edges in
 * order, *n 0 when there is no such chain. */
int network_path(int **out, size_t *n, const struct view *v, int from, int to, struct arena *a,
                 struct err *e);

/* Which nodes have most to do with each other: for each node of the view its group, from 0 by size
 * (then by the first node), or -1 where it has no edge to another. All kinds of edges count, as
 * often as they happened. Leiden's algorithm (Traag, Waltman and van Eck 2019) on modularity. */
int network_groups(int **out, int *groups, const struct view *v, struct arena *a, struct err *e);

#endif
