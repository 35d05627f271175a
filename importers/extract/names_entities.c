#include <string.h>

#include "importers/extract/names.h"

static uint32_t hash_key(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h ^ h >> 15;
}

static void grow_slots(struct names *n)
{
    uint32_t size = n->slots ? (n->slots_mask + 1) * 2 : 64;
    n->slots = arena_alloc(n->doc->a, size * sizeof *n->slots);
    n->slots_mask = size - 1;
    for (int i = 0; i < n->doc->entities_n; i++) {
        uint32_t at = hash_key(n->doc->entities[i].key) & n->slots_mask;
        while (n->slots[at])
            at = (at + 1) & n->slots_mask;
        n->slots[at] = i + 1;
    }
}

/* Index of the entity with that key, made with kind and name when new. */
int names_entity(struct names *n, const char *key, enum entity_kind kind, const char *name)
{
    struct doc *d = n->doc;
    if (!n->slots || (uint32_t)d->entities_n * 2 >= n->slots_mask)
        grow_slots(n);
    uint32_t at = hash_key(key) & n->slots_mask;
    for (; n->slots[at]; at = (at + 1) & n->slots_mask)
        if (strcmp(d->entities[n->slots[at] - 1].key, key) == 0)
            return n->slots[at] - 1;
    d->entities =
        arena_grow(d->a, d->entities, (size_t)d->entities_n, &d->entities_cap, sizeof *d->entities);
    n->about = arena_grow(d->a, n->about, (size_t)d->entities_n, &n->about_cap, sizeof *n->about);
    int i = d->entities_n++;
    d->entities[i] = (struct entity){.key = key, .kind = kind, .name = name, .side = -1};
    n->about[i] = (struct about){.into = -1, .role_side = -1};
    n->slots[at] = i + 1;
    return i;
}

int names_lookup(const struct names *n, const char *key)
{
    if (!n->slots)
        return -1;
    uint32_t at = hash_key(key) & n->slots_mask;
    for (; n->slots[at]; at = (at + 1) & n->slots_mask)
        if (strcmp(n->doc->entities[n->slots[at] - 1].key, key) == 0)
            return n->slots[at] - 1;
    return -1;
}

int names_known(struct names *n, const char *key)
{
    const struct entry *e = gazette_key(n->g, key);
    if (!e)
        return -1;
    int kind = model_parse_entity_kind(entry_field(e, 1));
    int before = n->doc->entities_n;
    int i = names_entity(n, e->surface, kind < 0 ? ENTITY_ORGANIZATION : (enum entity_kind)kind,
                         entry_field(e, 2));
    if (i < before)
        return i;
    n->about[i].lexicon = true;
    if (kind == ENTITY_PERSON)
        n->about[i].gender = entry_field(e, 4)[0];
    const char *side = entry_field(e, 3);
    if (*side && strcmp(side, "-") != 0) {
        int s = names_known(n, side);
        n->doc->entities[i].side = s;
    }
    return i;
}

int names_root(const struct names *n, int entity)
{
    while (entity >= 0 && n->about[entity].into >= 0)
        entity = n->about[entity].into;
    return entity;
}

/* One thing under two keys: `into` stays. Returns what stays. */
int names_merge(struct names *n, int from, int into)
{
    from = names_root(n, from);
    into = names_root(n, into);
    if (from == into || from < 0 || into < 0)
        return into;
    if (n->about[from].lexicon && !n->about[into].lexicon) {
        int swap = from;
        from = into;
        into = swap;
    }
    struct entity *e = n->doc->entities;
    n->about[from].into = into;
    if (e[into].side < 0 && names_root(n, e[from].side) != into)
        e[into].side = e[from].side;
    if (!n->about[into].gender)
        n->about[into].gender = n->about[from].gender;
    if (!n->about[into].role) {
        n->about[into].role = n->about[from].role;
        n->about[into].role_side = n->about[from].role_side;
    }
    return into;
}

int names_country(const struct names *n, int entity)
{
    for (int hops = 0; entity >= 0 && hops < 4; hops++) {
        entity = names_root(n, entity);
        if (n->doc->entities[entity].kind == ENTITY_COUNTRY)
            return entity;
        entity = n->doc->entities[entity].side;
    }
    return -1;
}

/* Rule 3: who speaks for a ministry speaks for its country; who speaks for a company, for the
 * company. */
int names_acts_for(const struct names *n, int owner)
{
    owner = names_root(n, owner);
    if (owner < 0)
        return -1;
    enum entity_kind kind = n->doc->entities[owner].kind;
    int country = kind == ENTITY_GOVERNMENT || kind == ENTITY_PLACE ? names_country(n, owner) : -1;
    return country >= 0 ? country : owner;
}

void names_side(struct names *n, int entity, int side)
{
    entity = names_root(n, entity);
    side = names_root(n, side);
    if (entity < 0 || side < 0 || entity == side || n->about[entity].lexicon)
        return;
    struct entity *e = &n->doc->entities[entity];
    if (e->side < 0 && e->kind != ENTITY_COUNTRY &&
        names_root(n, n->doc->entities[side].side) != entity)
        e->side = side;
}

/* ASCII words joined by hyphens: "Đới Bỉnh" → "doi-binh". */
const char *names_slug(struct names *n, const char *s)
{
    char *folded = text_fold(n->doc->a, s);
    size_t at = 0;
    for (size_t i = 0; folded[i]; i++) {
        unsigned char c = (unsigned char)folded[i];
        bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (keep)
            folded[at++] = (char)c;
        else if (at && folded[at - 1] != '-')
            folded[at++] = '-';
    }
    while (at && folded[at - 1] == '-')
        at--;
    folded[at] = '\0';
    return at ? folded : "x";
}

const char *names_adjective(const struct names *n, int entity)
{
    const struct entity *e = &n->doc->entities[names_root(n, entity)];
    const struct entry *known = gazette_key(n->g, e->key);
    if (known && e->kind == ENTITY_COUNTRY && *entry_field(known, 4))
        return strcmp(e->key, "country:US") == 0 ? "US" : entry_field(known, 4);
    return e->name;
}

/* "Edward Snowden" is found again by "Snowden", Xi Jinping by "Xi"; two persons of one surname by
 * neither. */
void names_index_person(struct names *n, int start, int end, int entity)
{
    while (end > start + 1 && !(n->doc->tokens[end - 1].flags & TOKEN_WORD))
        end--;
    if (end - start < 2)
        return;
    static const char *const tails[] = {"jr", "jr.", "sr", "iii", "ii"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (end - start > 2 && names_word(n, end - 1, tails[i]))
            return; /* "Trump Jr." is not what "Trump" means */
    int *last = &n->forms[n->form[end - 1]].last, *first = &n->forms[n->form[start]].first;
    int was = names_root(n, *last);
    *last = *last == -1 || was == names_root(n, entity) ? entity
            : n->about[was].lexicon                     ? was
                                                        : was;
    was = *first == -2 ? -2 : names_root(n, *first);
    *first = *first == -1 || was == names_root(n, entity) ? entity : -2;
}

/* ---- the end: aliases, spans, and only what is alive ---- */

static bool has_alias(const struct entity *e, const char *s)
{
    for (size_t i = 0; i < e->also_n; i++)
        if (strcmp(e->also[i], s) == 0)
            return true;
    return false;
}

static void add_alias(struct names *n, struct entity *e, const char *s)
{
    if (e->also_n >= 40 || has_alias(e, s))
        return;
    e->also = arena_grow(n->doc->a, e->also, e->also_n, &e->also_cap, sizeof *e->also);
    e->also[e->also_n++] = s;
}

static void note_mention(struct names *n, const struct mention *m)
{
    struct entity *e = &n->doc->entities[m->entity];
    struct span head = doc_span(n->doc, m->head_start, m->head_end);
    spans_add(n->doc->a, &e->mentions, head);
    if (m->how == MENTION_NAME || m->how == MENTION_METONYM || m->how == MENTION_DEMONYM ||
        m->how == MENTION_UNNAMED)
        add_alias(n, e, doc_words(n->doc, m->head_start, m->head_end));
}

void names_finish(struct names *n)
{
    struct doc *d = n->doc;
    int *moved = arena_alloc(d->a, ((size_t)d->entities_n + 1) * sizeof *moved);
    bool *seen = arena_alloc(d->a, (size_t)d->entities_n + 1);
    for (int i = 0; i < d->mentions_n; i++) {
        d->mentions[i].entity = names_root(n, d->mentions[i].entity);
        for (int e = d->mentions[i].entity, hops = 0; e >= 0 && hops < 4; hops++) {
            seen[e] = true;
            e = names_root(n, d->entities[e].side);
        }
    }
    int kept = 0;
    for (int i = 0; i < d->entities_n; i++)
        moved[i] = n->about[i].into < 0 && seen[i] ? kept++ : -1;
    for (int i = 0; i < d->entities_n; i++) {
        if (moved[i] < 0)
            continue;
        struct entity e = d->entities[i];
        int side = names_root(n, e.side);
        e.side = side >= 0 ? moved[side] : -1;
        int owner = names_root(n, n->about[i].role_side);
        d->entities[moved[i]] = e;
        n->about[moved[i]] = n->about[i];
        n->about[moved[i]].role_side = owner;
    }
    for (int i = 0; i < kept; i++) {
        int owner = n->about[i].role_side;
        n->about[i].role_side = owner >= 0 ? moved[owner] : -1;
        n->about[i].into = -1;
    }
    d->entities_n = kept;
    for (int i = 0; i < d->mentions_n; i++)
        if (d->mentions[i].entity >= 0) {
            d->mentions[i].entity = moved[d->mentions[i].entity];
            note_mention(n, &d->mentions[i]);
        }
}
