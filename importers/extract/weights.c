#include "importers/extract/weights.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/embed.h"

/* Two thirds full, a cache line of eight: most questions are answered by one line. */
struct slot {
    uint32_t check; /* the low half of the hash; 0 = free */
    float weight;
};

struct weights {
    const struct pack *pack;
    struct slot *slots;
    uint32_t size; /* slots */
    struct arena a;
    struct weights *next;
};

static struct weights *loaded;

/* A polynomial of the bytes, so that the hash of a whole follows from those of its parts:
 * hash(ab) = hash(a) * base^|b| + hash(b). */
static const uint64_t base = 0x9E3779B97F4A7C15u;

struct part {
    uint64_t hash, power; /* base to the number of bytes */
};

static struct part hash_on(struct part p, const char *s)
{
    for (; *s; s++) {
        p.hash = p.hash * base + (unsigned char)*s;
        p.power *= base;
    }
    return p;
}

static uint64_t hash_whole(const char *s)
{
    return hash_on((struct part){0, 1}, s).hash;
}

static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

static uint32_t check_of(uint64_t mixed)
{
    return (uint32_t)mixed ? (uint32_t)mixed : 1;
}

static struct slot *find_slot(const struct weights *w, uint64_t mixed)
{
    uint32_t check = check_of(mixed);
    uint32_t i = (uint32_t)((mixed >> 32) * w->size >> 32);
    while (w->slots[i].check && w->slots[i].check != check)
        i = i + 1 < w->size ? i + 1 : 0;
    return &w->slots[i];
}

static void set_weight(struct weights *w, const char *feature, float weight)
{
    uint64_t mixed = mix(hash_whole(feature));
    struct slot *slot = find_slot(w, mixed);
    slot->check = check_of(mixed);
    slot->weight = weight;
}

static uint32_t count_lines(const struct embedded *file)
{
    uint32_t lines = 0;
    for (size_t i = 0; file && i < file->len; i++)
        lines += file->bytes[i] == '\n';
    return lines;
}

static void load(struct weights *w, const struct embedded *file)
{
    char *text = arena_strndup(&w->a, file->bytes, file->len);
    for (char *line = text; line && *line;) {
        char *nl = strchr(line, '\n'), *tab;
        if (nl)
            *nl = '\0';
        if (*line != '#' && (tab = strrchr(line, '\t'))) {
            *tab = '\0';
            set_weight(w, line, strtof(tab + 1, NULL));
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
    const struct embedded *files[] = {embedded_find("importers/languages/mul/weights.tsv"),
                                      embedded_find(path)};
    w->size = (count_lines(files[0]) + count_lines(files[1])) / 2 * 3 + 8;
    w->slots = arena_alloc(&w->a, w->size * sizeof *w->slots);
    for (int i = 0; i < 2; i++)
        if (files[i])
            load(w, files[i]);
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

const char score_each[] = "";

static double weight_of(const struct weights *w, uint64_t hash)
{
    return w->slots ? find_slot(w, mix(hash))->weight : 0;
}

/* The same for every beginning: each is joined to the hash of the rest. */
static void add_each(struct score *s, const struct part *rest)
{
    for (int i = 0; s->each[i]; i++) {
        uint64_t begin = hash_on((struct part){s->start, 1}, s->each[i]).hash;
        s->sums[i] += weight_of(s->weights, begin * rest->power + rest->hash);
    }
}

void score_add(struct score *s, const char *first, ...)
{
    va_list parts;
    struct part rest = {0, 1};
    if (!s->start) {
        struct part name = hash_on((struct part){0, 1}, s->model);
        s->start = hash_on(name, "\t").hash;
    }
    va_start(parts, first);
    for (const char *p = first; p; p = va_arg(parts, const char *)) {
        rest = hash_on(rest, p);
        if (s->trace)
            trace_name(s->trace, p);
    }
    va_end(parts);
    if (s->trace)
        fputc(' ', s->trace);
    if (first == score_each)
        add_each(s, &rest);
    else
        s->sum += weight_of(s->weights, s->start * rest.power + rest.hash);
}

double score_probability(double sum)
{
    return 1 / (1 + exp(-sum));
}

void score_share(double *sums, int n)
{
    double top = n ? sums[0] : 0, all = 0;
    for (int i = 1; i < n; i++)
        top = sums[i] > top ? sums[i] : top;
    for (int i = 0; i < n; i++)
        all += sums[i] = exp(sums[i] - top);
    for (int i = 0; i < n; i++)
        sums[i] /= all;
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
