#include "importers/extract/packs.h"

#include <stdio.h>
#include <string.h>

#include "core/arena.h"
#include "core/embed.h"
#include "importers/extract/doc.h"
#include "importers/extract/extract.h"

#define FOLDER "importers/languages/"
#define MAX_FIELDS 12
#define MAX_TOKENS 16

struct word {
    const char *low;
    size_t len;
};

/* One open-addressing table: key → value; keys are never 0. Key and value lie together, as a cache
 * line fetched for the one is there for the other. */
struct pair {
    uint64_t key;
    uint32_t value;
};

struct map {
    struct pair *pairs;
    uint32_t mask, n;
};

struct lexicon {
    const char *name;
    struct pack *pack;
    struct map next;         /* (node << 32 | word) → node */
    const struct entry **at; /* node → the entry that ends there, or NULL */
    size_t at_cap, nodes;
    const struct entry **entries;
    size_t n, cap;
    uint32_t bit; /* marks words that start an entry here */
};

struct pack {
    const char *tag;
    struct arena a;
    struct word *words; /* by id, 0 unused */
    uint32_t *starts;   /* by id: the lexicons that have an entry starting with it */
    size_t words_n, words_cap, starts_cap;
    struct map vocabulary; /* hash → id, chained by linear probing on (hash, id) */
    struct lexicon **lexicons;
    size_t lexicons_n, lexicons_cap;
    struct pack *next;
};

static struct pack *loaded;

static uint64_t mix(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9E3779B97F4A7C15u;
    return x ^ x >> 29;
}

static void map_put(struct arena *a, struct map *m, uint64_t key, uint32_t value);

static void map_grow(struct arena *a, struct map *m)
{
    struct map bigger = {.mask = m->mask ? m->mask * 2 + 1 : 63};
    bigger.pairs = arena_alloc(a, (bigger.mask + 1) * sizeof *bigger.pairs);
    for (uint32_t i = 0; m->pairs && i <= m->mask; i++)
        if (m->pairs[i].key)
            map_put(a, &bigger, m->pairs[i].key, m->pairs[i].value);
    *m = bigger;
}

static void map_put(struct arena *a, struct map *m, uint64_t key, uint32_t value)
{
    if (!m->pairs || m->n * 2 > m->mask)
        map_grow(a, m);
    uint32_t i = (uint32_t)mix(key) & m->mask;
    while (m->pairs[i].key)
        i = (i + 1) & m->mask;
    m->pairs[i] = (struct pair){key, value};
    m->n++;
}

static inline uint32_t map_get(const struct map *m, uint64_t key)
{
    if (!m->pairs)
        return 0;
    for (uint32_t i = (uint32_t)mix(key) & m->mask; m->pairs[i].key; i = (i + 1) & m->mask)
        if (m->pairs[i].key == key)
            return m->pairs[i].value;
    return 0;
}

static uint64_t hash_word(const char *low, size_t len)
{
    uint64_t h = 1469598103934665603u; /* FNV-1a */
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)low[i]) * 1099511628211u;
    return h ? h : 1;
}

/* Equal hashes of different words sit under hash, hash + 1, …: the strings decide. */
uint32_t pack_word(const struct pack *p, const char *low, size_t len, const char **shared)
{
    for (uint64_t h = hash_word(low, len);; h++) {
        uint32_t id = map_get(&p->vocabulary, h);
        if (!id)
            return 0;
        const struct word *w = &p->words[id];
        if (w->len == len && memcmp(w->low, low, len) == 0) {
            *shared = w->low;
            return id;
        }
    }
}

static uint32_t learn_word(struct pack *p, const char *low)
{
    const char *shared;
    size_t len = strlen(low);
    uint32_t id = pack_word(p, low, len, &shared);
    if (id)
        return id;
    do { /* id 0 is nobody's: the first word takes two places */
        p->words = arena_grow(&p->a, p->words, p->words_n, &p->words_cap, sizeof *p->words);
        p->starts = arena_grow(&p->a, p->starts, p->words_n, &p->starts_cap, sizeof *p->starts);
        id = (uint32_t)p->words_n++;
    } while (id == 0);
    p->words[id] = (struct word){arena_strdup(&p->a, low), len};
    p->starts[id] = 0;
    uint64_t h = hash_word(low, len);
    while (map_get(&p->vocabulary, h))
        h++;
    map_put(&p->a, &p->vocabulary, h, id);
    return id;
}

static void add_entry(struct lexicon *l, struct entry *e)
{
    struct pack *p = l->pack;
    const char *low[MAX_TOKENS];
    e->tokens = words_split(e->surface, &p->a, low, MAX_TOKENS);
    l->entries = arena_grow(&p->a, l->entries, l->n, &l->cap, sizeof *l->entries);
    e->number = (int)l->n;
    l->entries[l->n++] = e;
    if (!e->tokens)
        return;
    uint32_t node = 0;
    for (int i = 0; i < e->tokens; i++) {
        uint32_t word = learn_word(p, low[i]);
        if (i == 0)
            p->starts[word] |= l->bit;
        uint64_t key = (uint64_t)node << 32 | word;
        uint32_t child = map_get(&l->next, key);
        if (!child) {
            child = (uint32_t)l->nodes++;
            map_put(&p->a, &l->next, key, child);
            l->at = arena_grow(&p->a, l->at, l->nodes, &l->at_cap, sizeof *l->at);
            l->at[child] = NULL;
        }
        node = child;
    }
    struct entry *last = (struct entry *)l->at[node];
    if (!last) {
        l->at[node] = e;
        return;
    }
    while (last->next)
        last = (struct entry *)last->next;
    last->next = e;
}

static void load_line(struct lexicon *l, char *line)
{
    struct pack *p = l->pack;
    const char *fields[MAX_FIELDS] = {0};
    int n = 0;
    for (char *f = line; f && n < MAX_FIELDS; n++) {
        char *tab = strchr(f, '\t');
        if (tab)
            *tab = '\0';
        fields[n] = f;
        f = tab ? tab + 1 : NULL;
    }
    struct entry *e = arena_alloc(&p->a, sizeof *e);
    const char **kept = arena_alloc(&p->a, (size_t)n * sizeof *kept);
    memcpy(kept, fields, (size_t)n * sizeof *kept);
    e->surface = fields[0];
    e->fields = kept;
    e->fields_n = n;
    e->class = arena_printf(&p->a, "%s.%s", entry_field(e, 1), entry_field(e, 2));
    add_entry(l, e);
}

static struct lexicon *make_lexicon(struct pack *p, const char *name, size_t len)
{
    for (size_t i = 0; i < p->lexicons_n; i++)
        if (strlen(p->lexicons[i]->name) == len && strncmp(p->lexicons[i]->name, name, len) == 0)
            return p->lexicons[i];
    p->lexicons =
        arena_grow(&p->a, p->lexicons, p->lexicons_n, &p->lexicons_cap, sizeof *p->lexicons);
    struct lexicon *l = arena_alloc(&p->a, sizeof *l);
    *l = (struct lexicon){.name = arena_strndup(&p->a, name, len),
                          .pack = p,
                          .nodes = 1,
                          .bit = 1u << (p->lexicons_n % 32)};
    l->at = arena_grow(&p->a, l->at, 0, &l->at_cap, sizeof *l->at);
    l->at[0] = NULL;
    p->lexicons[p->lexicons_n++] = l;
    return l;
}

static void load_file(struct pack *p, const struct embedded *file, const char *name)
{
    const char *dot = strrchr(name, '.');
    if (!dot || strcmp(dot, ".tsv") != 0 || strcmp(name, "weights.tsv") == 0)
        return; /* the weights are numbers, not words: weights.c reads them */
    struct lexicon *l = make_lexicon(p, name, (size_t)(dot - name));
    char *text = arena_strndup(&p->a, file->bytes, file->len);
    for (char *line = text; line && *line;) {
        char *nl = strchr(line, '\n');
        if (nl)
            *nl = '\0';
        if (*line && *line != '#')
            load_line(l, line);
        line = nl ? nl + 1 : NULL;
    }
}

static bool load_folder(struct pack *p, const char *tag)
{
    bool any = false;
    size_t n = strlen(FOLDER), m = strlen(tag);
    for (const struct embedded *f = embedded_files; f->path; f++) {
        if (strncmp(f->path, FOLDER, n) != 0 || strncmp(f->path + n, tag, m) != 0 ||
            f->path[n + m] != '/')
            continue;
        load_file(p, f, f->path + n + m + 1);
        any = true;
    }
    return any;
}

/* The first subtag: "vi-VN" → "vi". */
static void first_subtag(char out[16], const char *tag)
{
    size_t n = 0;
    for (; tag[n] && tag[n] != '-' && tag[n] != '_' && n < 15; n++)
        out[n] = (char)(tag[n] >= 'A' && tag[n] <= 'Z' ? tag[n] | 32 : tag[n]);
    out[n] = '\0';
}

const struct pack *packs_find(const char *tag)
{
    char primary[16];
    first_subtag(primary, tag ? tag : "");
    for (struct pack *p = loaded; p; p = p->next)
        if (strcmp(p->tag, primary) == 0)
            return p;
    bool known = false;
    for (const char *const *t = extract_languages(); *t; t++)
        known |= strcmp(*t, primary) == 0;
    if (!known)
        return NULL;
    struct arena a = {0};
    struct pack *p = arena_alloc(&a, sizeof *p);
    p->a = a;
    p->tag = arena_strdup(&p->a, primary);
    load_folder(p, "mul");
    load_folder(p, primary);
    p->next = loaded;
    loaded = p;
    return p;
}

const char *pack_tag(const struct pack *p)
{
    return p->tag;
}

const char *const *extract_languages(void)
{
    static const char *tags[32];
    static char names[31][16];
    int n = 0;
    size_t skip = strlen(FOLDER);
    for (const struct embedded *f = embedded_files; f->path && n < 31; f++) {
        const char *slash =
            strncmp(f->path, FOLDER, skip) == 0 ? strchr(f->path + skip, '/') : NULL;
        size_t len = slash ? (size_t)(slash - f->path) - skip : 0;
        if (!len || len > 15 || strncmp(f->path + skip, "mul/", 4) == 0)
            continue;
        if (n && strlen(names[n - 1]) == len && strncmp(names[n - 1], f->path + skip, len) == 0)
            continue;
        memcpy(names[n], f->path + skip, len);
        names[n][len] = '\0';
        tags[n] = names[n];
        n++;
    }
    tags[n] = NULL;
    return tags;
}

const struct lexicon *pack_lexicon(const struct pack *p, const char *name)
{
    for (size_t i = 0; i < p->lexicons_n; i++)
        if (strcmp(p->lexicons[i]->name, name) == 0)
            return p->lexicons[i];
    return NULL;
}

int lexicon_match(const struct lexicon *l, const struct token *tokens, int at, int end,
                  const struct entry **out)
{
    uint32_t node = 0;
    int found = 0;
    *out = NULL;
    if (at >= end || !tokens[at].word || !(l->pack->starts[tokens[at].word] & l->bit))
        return 0;
    for (int i = at; i < end && tokens[i].word; i++) {
        node = map_get(&l->next, (uint64_t)node << 32 | tokens[i].word);
        if (!node)
            break;
        if (l->at[node]) {
            *out = l->at[node];
            found = i + 1 - at;
        }
    }
    return found;
}

const struct entry *lexicon_find(const struct lexicon *l, const char *surface)
{
    struct arena a = {0};
    const char *low[MAX_TOKENS];
    int n = words_split(surface, &a, low, MAX_TOKENS);
    uint32_t node = 0;
    for (int i = 0; i < n; i++) {
        const char *shared;
        uint32_t word = pack_word(l->pack, low[i], strlen(low[i]), &shared);
        node = word ? map_get(&l->next, (uint64_t)node << 32 | word) : 0;
        if (!node)
            break;
    }
    arena_release(&a);
    return n && node ? l->at[node] : NULL;
}

int lexicon_entries(const struct lexicon *l, const struct entry *const **out)
{
    *out = l->entries;
    return (int)l->n;
}

const char *entry_field(const struct entry *e, int i)
{
    return i < e->fields_n ? e->fields[i] : "";
}

void packs_cleanup(void)
{
    while (loaded) {
        struct pack *p = loaded;
        loaded = p->next;
        struct arena a = p->a; /* the pack lives in its own arena */
        arena_release(&a);
    }
}
