#include "importers/extract/weights.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/embed.h"

struct slot {
    uint64_t key; /* 0 = free */
    float weight;
};

struct weights {
    const struct pack *pack;
    struct slot *slots;
    uint32_t mask;
    struct arena a;
    struct weights *next;
};

static struct weights *loaded;

static const uint64_t fnv_start = 1469598103934665603u, fnv_prime = 1099511628211u;

static uint64_t hash_on(uint64_t h, const char *s)
{
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * fnv_prime;
    return h;
}

static struct slot *find_slot(const struct weights *w, uint64_t key)
{
    uint32_t i = (uint32_t)(key ^ key >> 32) & w->mask;
    while (w->slots[i].key && w->slots[i].key != key)
        i = (i + 1) & w->mask;
    return &w->slots[i];
}

static void load(struct weights *w, const struct embedded *file)
{
    size_t lines = 1;
    for (size_t i = 0; i < file->len; i++)
        lines += file->bytes[i] == '\n';
    for (w->mask = 63; w->mask < lines * 2;)
        w->mask = w->mask * 2 + 1;
    w->slots = arena_alloc(&w->a, (w->mask + 1) * sizeof *w->slots);
    char *text = arena_strndup(&w->a, file->bytes, file->len);
    for (char *line = text; line && *line;) {
        char *nl = strchr(line, '\n'), *tab;
        if (nl)
            *nl = '\0';
        if (*line != '#' && (tab = strrchr(line, '\t'))) {
            *tab = '\0';
            struct slot *slot = find_slot(w, hash_on(fnv_start, line));
            slot->key = hash_on(fnv_start, line);
            slot->weight = strtof(tab + 1, NULL);
        }
        line = nl ? nl + 1 : NULL;
    }
}

const struct weights *weights_of(const struct pack *p)
{
    for (struct weights *w = loaded; w; w = w->next)
        if (w->pack == p)
            return w;
    struct arena a = {0};
    char *path = arena_printf(&a, "importers/languages/%s/weights.tsv", pack_tag(p));
    struct weights *w = arena_alloc(&a, sizeof *w);
    w->pack = p;
    w->a = a;
    const struct embedded *file = embedded_find(path);
    if (file)
        load(w, file);
    w->next = loaded;
    loaded = w;
    return w;
}

/* As the training file writes it: white space and the separators of its lines become '_'. */
static void trace_name(FILE *out, const char *s)
{
    for (; *s; s++)
        fputc(*s == ' ' || *s == '\t' ? '_' : *s, out);
}

void score_add(struct score *s, const char *part, ...)
{
    va_list parts;
    if (!s->start)
        s->start = hash_on(hash_on(fnv_start, s->model), "\t");
    uint64_t h = s->start;
    va_start(parts, part);
    for (const char *p = part; p; p = va_arg(parts, const char *)) {
        h = hash_on(h, p);
        if (s->trace)
            trace_name(s->trace, p);
    }
    va_end(parts);
    if (s->trace)
        fputc(' ', s->trace);
    if (s->weights->slots)
        s->sum += find_slot(s->weights, h)->weight;
}

double score_probability(double sum)
{
    return 1 / (1 + exp(-sum));
}

void weights_cleanup(void)
{
    while (loaded) {
        struct weights *w = loaded;
        loaded = w->next;
        struct arena a = w->a;
        arena_release(&a);
    }
}
