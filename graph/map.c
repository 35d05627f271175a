#include "graph/map.h"

#include <string.h>

struct map_slot {
    const char *key;
    size_t len;
    uint64_t hash;
    void *value;
};

static uint64_t hash(const unsigned char *p, size_t len)
{
    uint64_t h = 1469598103934665603u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ p[i]) * 1099511628211u;
    return h ^ (h >> 29);
}

static void widen(struct map *m, struct arena *a)
{
    struct map old = *m;
    m->cap = old.cap ? old.cap * 2 : 64;
    m->slots = arena_alloc(a, m->cap * sizeof *m->slots);
    for (size_t i = 0; i < old.cap; i++) {
        if (!old.slots[i].key)
            continue;
        size_t at = old.slots[i].hash & (m->cap - 1);
        while (m->slots[at].key)
            at = (at + 1) & (m->cap - 1);
        m->slots[at] = old.slots[i];
    }
}

void **map_at(struct map *m, struct arena *a, const void *key, size_t len)
{
    if (m->n * 2 >= m->cap)
        widen(m, a);
    uint64_t h = hash(key, len);
    size_t at = h & (m->cap - 1);
    while (m->slots[at].key) {
        struct map_slot *s = &m->slots[at];
        if (s->hash == h && s->len == len && !memcmp(s->key, key, len))
            return &s->value;
        at = (at + 1) & (m->cap - 1);
    }
    m->slots[at] =
        (struct map_slot){.key = arena_strndup(a, key, len), .len = len, .hash = h, .value = NULL};
    m->n++;
    return &m->slots[at].value;
}
