#include "importers/extract/gazette.h"

#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "importers/extract/doc.h"

#define NATIVE_MAX 65536 /* word ids looked at; packs have far fewer */

static struct gazette *made;
static struct arena memory;

static uint32_t hash_key(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h ^ h >> 15;
}

static void index_keys(struct gazette *g)
{
    const struct entry *const *all = NULL;
    int n = g->entities ? lexicon_entries(g->entities, &all) : 0;
    unsigned size = 64;
    while (size < (unsigned)n * 2)
        size *= 2;
    g->mask = size - 1;
    g->slots = arena_alloc(&memory, size * sizeof *g->slots);
    for (int i = 0; i < n; i++) {
        uint32_t at = hash_key(all[i]->surface) & g->mask;
        while (g->slots[at] && strcmp(g->slots[at]->surface, all[i]->surface) != 0)
            at = (at + 1) & g->mask;
        if (!g->slots[at])
            g->slots[at] = all[i];
    }
}

static void note_native(unsigned char *bits, unsigned max, const struct pack *p,
                        const struct lexicon *l)
{
    const struct entry *const *all = NULL;
    int n = l ? lexicon_entries(l, &all) : 0;
    struct arena scratch = {0};
    for (int i = 0; i < n; i++) {
        const char *low[16], *shared;
        int words = words_split(all[i]->surface, &scratch, low, 16);
        for (int k = 0; k < words; k++) {
            unsigned id = pack_word(p, low[k], strlen(low[k]), &shared);
            if (id < max)
                bits[id / 8] |= (unsigned char)(1u << id % 8);
        }
    }
    arena_release(&scratch);
}

static void index_native(struct gazette *g)
{
    unsigned char *bits = arena_alloc(&memory, NATIVE_MAX / 8 + 1);
    const struct lexicon *all[] = {g->titles, g->orgs, g->parties, g->fields, g->particles};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        note_native(bits, NATIVE_MAX, g->pack, all[i]);
    g->native = bits;
    g->native_n = NATIVE_MAX;
}

static void index_starts(struct gazette *g)
{
    unsigned char *starts = arena_alloc(&memory, NATIVE_MAX);
    const struct lexicon *lists[] = {g->names, g->titles, g->orgs,      g->parties,
                                     g->coref, g->fields, g->particles, g->given};
    struct arena scratch = {0};
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        const struct entry *const *all = NULL;
        int n = lists[k] ? lexicon_entries(lists[k], &all) : 0;
        for (int i = 0; i < n; i++) {
            const char *low[1], *shared;
            if (!words_split(all[i]->surface, &scratch, low, 1))
                continue;
            unsigned id = pack_word(g->pack, low[0], strlen(low[0]), &shared);
            if (id < NATIVE_MAX)
                starts[id] |= (unsigned char)(1u << k);
        }
    }
    arena_release(&scratch);
    g->starts = starts;
}

unsigned gazette_starts(const struct gazette *g, unsigned word)
{
    return word < g->native_n ? g->starts[word] : 0xFF;
}

bool gazette_native(const struct gazette *g, unsigned word)
{
    return word && word < g->native_n && (g->native[word / 8] >> word % 8 & 1);
}

const struct gazette *gazette_find(const struct pack *p)
{
    for (struct gazette *g = made; g; g = g->next)
        if (g->pack == p)
            return g;
    struct gazette *g = arena_alloc(&memory, sizeof *g);
    *g = (struct gazette){
        .pack = p,
        .names = pack_lexicon(p, "names"),
        .titles = pack_lexicon(p, "titles"),
        .orgs = pack_lexicon(p, "orgs"),
        .parties = pack_lexicon(p, "parties"),
        .coref = pack_lexicon(p, "coref"),
        .fields = pack_lexicon(p, "fields"),
        .particles = pack_lexicon(p, "particles"),
        .given = pack_lexicon(p, "given"),
        .entities = pack_lexicon(p, "entities"),
        .next = made,
    };
    const struct entry *order = g->particles ? lexicon_find(g->particles, "order") : NULL;
    for (; order; order = order->next)
        if (strcmp(entry_field(order, 1), "order") == 0)
            g->head_first = strcmp(entry_field(order, 2), "head-first") == 0;
    index_keys(g);
    index_native(g);
    index_starts(g);
    made = g;
    return g;
}

const struct entry *gazette_key(const struct gazette *g, const char *key)
{
    for (uint32_t at = hash_key(key) & g->mask; g->slots[at]; at = (at + 1) & g->mask)
        if (strcmp(g->slots[at]->surface, key) == 0)
            return g->slots[at];
    return NULL;
}

void gazette_cleanup(void)
{
    made = NULL;
    arena_release(&memory);
}
