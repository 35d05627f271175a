/* A small hash map from bytes to pointers, in an arena; never iterated, so its order reaches
 * nobody. */
#ifndef GRAPH_MAP_H
#define GRAPH_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

struct map {
    struct map_slot *slots;
    size_t n, cap;
};

/* The value of the key; a new key (copied into the arena) has NULL. The pointer holds until the
 * next call. */
void **map_at(struct map *m, struct arena *a, const void *key, size_t len);

#endif
