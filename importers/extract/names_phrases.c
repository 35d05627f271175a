#include "importers/extract/names_phrases.h"

#include <stdio.h>
#include <string.h>

struct phrase phrase_at(int start)
{
    return (struct phrase){.start = start,
                           .end = start,
                           .head_start = start,
                           .head_end = start,
                           .owner = -1,
                           .proper_start = -1,
                           .proper_end = -1};
}

void phrase_field(struct phrase *p, const char *gloss)
{
    if (p->fields_n < PHRASE_FIELDS && *gloss)
        p->fields[p->fields_n++] = gloss;
}

const char *phrase_number(const struct names *n, int token)
{
    const struct mark *m = &n->marks[token];
    const char *gloss = m->particle == PARTICLE_COUNT ? entry_field(m->hit[LEX_PARTICLES], 2) : "";
    return *gloss ? gloss : n->doc->tokens[token].low;
}

bool phrase_is_number(const struct names *n, int token)
{
    const struct token *t = &n->doc->tokens[token];
    return (t->flags & TOKEN_NUMBER) && !(t->flags & TOKEN_WORD) && t->end - t->start <= 3;
}

struct atom *phrase_atom(const struct names *n, int token)
{
    return n->atom_at[token] ? &n->atoms[n->atom_at[token] - 1] : NULL;
}

bool phrase_person(const struct names *n, const struct atom *a)
{
    return n->doc->entities[names_root(n, a->entity)].kind == ENTITY_PERSON;
}

struct mention *names_mention(struct names *n, int start, int end, int head_start, int head_end,
                              int entity, enum mention_how how)
{
    struct doc *d = n->doc;
    d->mentions =
        arena_grow(d->a, d->mentions, (size_t)d->mentions_n, &d->mentions_cap, sizeof *d->mentions);
    struct mention *m = &d->mentions[d->mentions_n++];
    *m = (struct mention){.start = start,
                          .end = end,
                          .head_start = head_start,
                          .head_end = head_end,
                          .entity = entity,
                          .how = how,
                          .parent = -1,
                          .list = -1};
    m->kind = entity >= 0 ? d->entities[names_root(n, entity)].kind : ENTITY_PERSON;
    return m;
}

int phrase_take(struct names *n, struct atom *a, bool modifier)
{
    if (!a->used) {
        a->used = true;
        struct mention *m = names_mention(n, a->start, a->end, a->start, a->end, a->entity, a->how);
        m->modifier = modifier;
    }
    return names_root(n, a->entity);
}

int phrase_take_person(struct names *n, struct atom *a)
{
    struct doc *d = n->doc;
    int entity = names_root(n, a->entity);
    if (a->unknown && d->entities[entity].kind != ENTITY_PERSON) {
        char *words = doc_words(d, a->start, a->end);
        const struct form *last = &n->forms[n->form[a->end - 1]],
                          *first = &n->forms[n->form[a->start]];
        bool one = a->end - a->start == 1;
        int person = one && last->last >= 0     ? names_root(n, last->last)
                     : one && first->first >= 0 ? names_root(n, first->first)
                                                : -1;
        if (person < 0) {
            char *key = arena_printf(d->a, "person:%s", names_slug(n, words));
            person = names_entity(n, key, ENTITY_PERSON, words);
            names_index_person(n, a->start, a->end, person);
        }
        entity = names_merge(n, entity, person);
        a->entity = entity;
        a->kind = ENTITY_PERSON;
        a->unknown = false;
    }
    a->guess = false;
    return entity;
}

enum entity_kind phrase_kind(const struct phrase *p)
{
    if (p->lex == LEX_TITLES)
        return ENTITY_PERSON;
    int kind =
        p->head ? model_parse_entity_kind(entry_field(p->head, p->lex == LEX_ORGS ? 2 : 1)) : -1;
    if (p->lex == LEX_PARTIES && kind == ENTITY_GROUP && p->one &&
        entry_field(p->head, 3)[0] != 's')
        return strcmp(entry_field(p->head, 2), "hacker group") == 0 ? ENTITY_GROUP : ENTITY_PERSON;
    return kind < 0 ? ENTITY_GROUP : (enum entity_kind)kind;
}

bool phrase_plural(const struct phrase *p)
{
    if (p->many || p->count)
        return true;
    if (p->lex == LEX_PARTIES)
        return entry_field(p->head, 3)[0] == 'p' || (entry_field(p->head, 3)[0] == '-' && !p->one);
    return false;
}

static const char *head_gloss(const struct phrase *p)
{
    switch (p->lex) {
    case LEX_TITLES:
        return entry_field(p->head, 3);
    case LEX_ORGS:
        return entry_field(p->head, 3);
    default:
        return entry_field(p->head, 2);
    }
}

static void add_word(char *out, size_t max, const char *word)
{
    size_t len = strlen(out);
    snprintf(out + len, max - len, "%s%s", len ? " " : "", word);
}

/* The gloss in the number that is meant: "citizens" → "citizen" after "a", "official" → "officials"
 * for many. */
static const char *inflect(struct names *n, const char *gloss, bool plural)
{
    size_t len = strlen(gloss);
    bool s = len > 1 && gloss[len - 1] == 's' && gloss[len - 2] != 's';
    if (strcmp(gloss, "people") == 0)
        return plural ? gloss : "person";
    if (strcmp(gloss, "media") == 0 || strcmp(gloss, "opposition") == 0 ||
        strcmp(gloss, "staff") == 0)
        return gloss;
    if (plural == s || len < 2 || (len > 4 && strcmp(gloss + len - 3, "men") == 0))
        return gloss;
    if (!plural)
        return arena_strndup(n->doc->a, gloss, len - 1);
    if (len > 3 && strcmp(gloss + len - 3, "man") == 0)
        return arena_printf(n->doc->a, "%.*smen", (int)len - 3, gloss);
    if (gloss[len - 1] == 'y' && !strchr("aeo", gloss[len - 2]))
        return arena_printf(n->doc->a, "%.*sies", (int)len - 1, gloss);
    return arena_printf(n->doc->a, "%ss", gloss);
}

/* "security firm": fields outermost last, as English has it. */
static void describe(struct names *n, const struct phrase *p, bool noun, char *out, size_t max)
{
    out[0] = '\0';
    if (n->head_first)
        for (int i = p->fields_n - 1; i >= 0; i--)
            add_word(out, max, p->fields[i]);
    else
        for (int i = 0; i < p->fields_n; i++)
            add_word(out, max, p->fields[i]);
    if (noun && !n->head_first)
        add_word(out, max,
                 p->head->surface); /* already English, and nearer to the text than its gloss */
    else
        add_word(out, max, noun ? inflect(n, head_gloss(p), phrase_plural(p)) : head_gloss(p));
}

static uint32_t article_hash(const struct doc *d)
{
    uint32_t h = 2166136261u;
    if (d->article->hash)
        for (const char *s = d->article->hash; *s; s++)
            h = (h ^ (unsigned char)*s) * 16777619u;
    else
        for (size_t i = 0; i < d->article->len; i++)
            h = (h ^ (unsigned char)d->article->text[i]) * 16777619u;
    return h;
}

static const char *country_code(const struct names *n, int entity)
{
    int country = names_country(n, entity);
    const char *key = country >= 0 ? n->doc->entities[country].key : "";
    return strncmp(key, "country:", 8) == 0 ? names_slug((struct names *)n, key + 8) : NULL;
}

static uint64_t phrase_hash(const struct phrase *p)
{
    uint64_t h = (uintptr_t)p->head * 0x9E3779B97F4A7C15u;
    h = (h ^ (uint64_t)(p->owner + 2)) * 1099511628211u;
    h = (h ^
         (uint64_t)(p->one | p->many << 1 | p->former << 2 | p->other << 3 | (int)p->lex << 4)) *
        1099511628211u;
    for (const char *c = p->count; c && *c; c++)
        h = (h ^ (unsigned char)*c) * 1099511628211u;
    for (int i = 0; i < p->fields_n; i++)
        h = (h ^ (uintptr_t)p->fields[i]) * 0x9E3779B97F4A7C15u;
    h ^= h >> 29;
    return h ? h : 1;
}

static int make_unnamed(struct names *n, const struct phrase *p);

int phrase_unnamed(struct names *n, const struct phrase *p)
{
    uint64_t key = phrase_hash(p);
    size_t at = key % (sizeof n->unnamed / sizeof *n->unnamed);
    if (n->unnamed[at].key != key) {
        n->unnamed[at].entity = make_unnamed(n, p);
        n->unnamed[at].key = key;
    }
    return n->unnamed[at].entity;
}

static int make_unnamed(struct names *n, const struct phrase *p)
{
    struct doc *d = n->doc;
    char what[160], name[240] = "";
    describe(n, p, true, what, sizeof what);
    const char *code = p->owner >= 0 ? country_code(n, p->owner) : NULL;
    const char *owner = p->owner < 0 ? "" : names_adjective(n, p->owner);
    const char *number = p->count ? p->count : p->one ? "a" : "";
    if (p->former)
        add_word(name, sizeof name, "former");
    if (p->other)
        add_word(name, sizeof name, "other");
    if (*owner)
        add_word(name, sizeof name, owner);
    add_word(name, sizeof name, what);
    char *full = arena_printf(d->a, "%s%s%s", number, *number ? " " : "", name);
    const char *slug = names_slug(n, arena_printf(d->a, "%s %s", number, name));
    char *key = arena_printf(d->a, "unnamed:%s/%s#%08x", code ? code : "-", slug, article_hash(d));
    enum entity_kind kind = phrase_kind(p);
    if (phrase_plural(p) && kind == ENTITY_PERSON)
        kind = ENTITY_GROUP;
    int before = d->entities_n;
    int e = names_entity(n, key, kind, full);
    d->entities[e].unnamed = true;
    n->about[e].plural = phrase_plural(p);
    if (e == before) {
        n->about[e].noun = head_gloss(p);
        n->about[e].count = p->count;
        n->about[e].other = p->other;
        for (int i = 0; i < p->fields_n; i++)
            for (const char *c = p->fields[i]; *c; c++)
                n->about[e].fields = (n->about[e].fields ^ (unsigned char)*c) * 16777619u + 1;
        if (p->lex == LEX_TITLES || (kind == ENTITY_PERSON && p->owner >= 0))
            n->about[e].role = head_gloss(p);
        n->about[e].role_side = names_root(n, p->owner);
        const char *gender = p->lex == LEX_TITLES ? entry_field(p->head, 2) : "";
        n->about[e].gender = *gender == 'm' || *gender == 'f' ? *gender : 0;
        const char *class = p->lex == LEX_PARTIES ? entry_field(p->head, 4) : "";
        bool crowd = strcmp(class, "crowd") == 0;
        static const char *const acting[] = {"officials", "official", "prosecutors",  "prosecutor",
                                             "lawmakers", "agents",   "troops",       "diplomats",
                                             "leaders",   "agent",    "military unit"};
        bool acts = (p->lex == LEX_TITLES && strcmp(entry_field(p->head, 1), "trade") != 0) ||
                    kind == ENTITY_GOVERNMENT;
        for (size_t i = 0; i < sizeof acting / sizeof *acting; i++)
            acts |= strcmp(head_gloss(p), acting[i]) == 0;
        enum entity_kind of =
            p->owner >= 0 ? d->entities[names_root(n, p->owner)].kind : ENTITY_PLACE;
        if (p->owner >= 0 && (!crowd || of == ENTITY_GOVERNMENT) && !p->former) {
            if (acts || (of != ENTITY_COUNTRY && of != ENTITY_PLACE && of != ENTITY_PERSON))
                names_side(n, e, names_acts_for(n, p->owner));
        }
    }
    return e;
}

/* "house" or "senate" for a chamber of a parliament, else "". */
const char *names_chamber(const struct names *n, int entity)
{
    const struct entity *e = &n->doc->entities[names_root(n, entity)];
    const char *slug = strrchr(e->key, '/');
    bool chamber = e->kind == ENTITY_GOVERNMENT && slug &&
                   (strcmp(slug, "/house") == 0 || strcmp(slug, "/senate") == 0);
    return chamber ? slug + 1 : "";
}

/* "Trump administration", "chính quyền Obama" */
static int administration(struct names *n, int person, const char *code)
{
    const char *name = n->doc->entities[names_root(n, person)].name, *last = strrchr(name, ' ');
    last = last ? last + 1 : name;
    char *key =
        arena_printf(n->doc->a, "government:%s/%s-administration", code, names_slug(n, last));
    int known = names_known(n, key);
    if (known >= 0)
        return known;
    int e =
        names_entity(n, key, ENTITY_GOVERNMENT, arena_printf(n->doc->a, "%s administration", last));
    names_side(n, e, names_country(n, person));
    return e;
}

/* "Bộ Ngoại giao" + "Trung Quốc" → government:cn/foreign-ministry; the registry may know it under
 * that key. */
int phrase_body(struct names *n, const struct phrase *p)
{
    struct doc *d = n->doc;
    char what[160];
    describe(n, p, false, what, sizeof what);
    enum entity_kind kind = phrase_kind(p);
    if (strcmp(entry_field(p->head, 1), "state") == 0 && p->owner >= 0 && !p->own_person &&
        names_country(n, p->owner) >= 0)
        return names_country(n, p->owner);
    const char *code =
        p->owner >= 0 && kind == ENTITY_GOVERNMENT ? country_code(n, p->owner) : NULL;
    if (code && p->own_person && strcmp(what, "government") == 0)
        return administration(n, p->owner, code);
    const char *slug = names_slug(n, what);
    if (p->proper_start >= 0)
        slug = names_slug(n, doc_words(d, p->head_start, p->proper_end));
    char *key;
    const char *name;
    if (code) {
        const char *chamber = names_chamber(n, p->owner);
        if (*chamber && p->proper_start < 0) {
            slug = names_slug(n, arena_printf(d->a, "%s %s", chamber, what));
            snprintf(what, sizeof what, "%s", slug);
            for (char *c = what; *c; c++)
                *c = *c == '-' ? ' ' : *c;
        }
        key = arena_printf(d->a, "government:%s/%s", code, slug);
        int known = names_known(n, key);
        if (known >= 0)
            return known;
        int country = names_country(n, p->owner);
        char *adjective = arena_printf(d->a, "%s", names_adjective(n, country));
        name = p->proper_start >= 0 ? doc_words(d, p->head_start, p->head_end)
                                    : arena_printf(d->a, "%s %s", adjective, what);
        int e = names_entity(n, key, kind, name);
        names_side(n, e, country);
        return e;
    }
    if (p->owner >= 0 && p->proper_start < 0) {
        const char *of = d->entities[names_root(n, p->owner)].name;
        key = arena_printf(d->a, "%s:%s", model_entity_kind(kind),
                           names_slug(n, arena_printf(d->a, "%s %s", of, what)));
        name = arena_printf(d->a, "%s %s", of, what);
        int known = names_known(n, key);
        if (known >= 0)
            return known;
        if (p->own_person) /* a campaign acts for itself */
            return names_entity(n, key, kind, name);
    } else {
        key = arena_printf(d->a, "%s:%s", model_entity_kind(kind), slug);
        int known = names_known(n, key);
        if (known >= 0)
            return known;
        name = doc_words(d, p->head_start, p->head_end);
    }
    int e = names_entity(n, key, kind, name);
    if (p->owner >= 0)
        names_side(n, e, names_acts_for(n, p->owner));
    return e;
}

void phrase_post(struct names *n, int person, const struct phrase *p)
{
    person = names_root(n, person);
    if (person < 0)
        return;
    struct about *about = &n->about[person];
    const struct entry *title = p->title;
    if (title && !about->gender) {
        char g = entry_field(title, 2)[0];
        about->gender = g == 'm' || g == 'f' ? g : 0;
    }
    if (title && strcmp(entry_field(title, 1), "honor") != 0 && !p->former && !about->role) {
        about->role = entry_field(title, 3);
        about->role_side =
            p->owner >= 0 ? names_root(n, p->owner) : names_root(n, n->doc->entities[person].side);
    }
    if (p->former)
        return;
    int side = p->owner >= 0 ? names_acts_for(n, p->owner) : -1;
    if (side >= 0 && title && strcmp(entry_field(title, 1), "trade") == 0 &&
        n->doc->entities[names_root(n, p->owner)].kind == ENTITY_COUNTRY)
        return;
    bool state = side >= 0 && n->doc->entities[side].kind == ENTITY_COUNTRY;
    const char *seat = title ? entry_field(title, 4) : "";
    if (side >= 0 && (state || !*seat || *seat == '/')) {
        names_side(n, person, side);
    } else if (title && !strchr("/", entry_field(title, 4)[0]) &&
               strchr(entry_field(title, 4), '/')) {
        char *key = arena_printf(n->doc->a, "government:%s", entry_field(title, 4));
        int body = names_known(n, key);
        if (body >= 0)
            names_side(n, person, names_acts_for(n, body));
    }
}

void names_phrase(struct names *n)
{
    struct doc *d = n->doc;
    for (int s = 0; s < d->sentences_n; s++) {
        int at = d->sentences[s].start, end = d->sentences[s].end;
        while (at < end) {
            int next =
                n->head_first ? names_phrase_first(n, at, end) : names_phrase_last(n, at, end);
            at = next > at ? next : at + 1;
        }
    }
}
