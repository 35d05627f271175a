#include <string.h>

#include "importers/extract/names.h"

/* Short forms of a name that the article gives in full: "Snowden", "Suu Kyi", "Sinclair" for the
 * Sinclair Broadcast Group, "the Post"; and one name that was taken for two kinds of thing. */

/* ", 34," behind a person's name */
static bool phrase_age(const struct names *n, int i)
{
    const struct token *t = &n->doc->tokens[i];
    return (t->flags & TOKEN_NUMBER) && t->end - t->start == 2 && i + 1 < n->doc->tokens_n &&
           names_word(n, i + 1, ",");
}

/* "Snowden" is the Edward Snowden of this article; a known surname goes to the namesake that the
 * article introduces. */
static void surname_pass(struct names *n)
{
    struct doc *d = n->doc;
    for (int i = 0; i < n->atoms_n; i++) {
        struct atom *a = &n->atoms[i];
        int words = a->end - a->start;
        bool known =
            a->guess && !a->unknown; /* a well-known surname holds unless there is a namesake */
        if (known)
            a->guess = false;
        else if (words != 1 || !a->unknown)
            continue;
        const struct form *f = &n->forms[n->form[a->start]];
        int person = f->last >= 0 ? names_root(n, f->last) : -1;
        if (person < 0 && f->first >= 0 && a->unknown && !n->head_first)
            person = names_root(n, f->first);
        if (person < 0)
            continue;
        a->entity = person;
        a->kind = d->entities[person].kind;
        a->unknown = a->guess = false;
    }
}

/* "Ank Bijleveld … Bijleveld", "Sayfullo Saipov, who …": an unknown name of two or three words is a
 * person's. */
static void person_pass(struct names *n)
{
    struct doc *d = n->doc;
    uint8_t *alone =
        arena_alloc(d->a, n->forms_n + 1); /* forms that stand as a name of their own */
    for (int i = 0; i < n->atoms_n; i++)
        if (n->atoms[i].unknown && n->atoms[i].end == n->atoms[i].start + 1)
            alone[n->form[n->atoms[i].start]] = 1;
    for (int i = 0; i < n->atoms_n; i++) {
        struct atom *a = &n->atoms[i];
        int words = a->end - a->start;
        if (!a->unknown || a->kind == ENTITY_PERSON || words < 2 || words > 4)
            continue;
        bool plain = true;
        for (int j = a->start; j < a->end; j++)
            plain &= !(d->tokens[j].flags & (TOKEN_CAPS | TOKEN_NUMBER)) &&
                     !n->marks[j].len[LEX_ORGS] && !n->marks[j].len[LEX_FIELDS];
        bool who = a->end + 1 < d->tokens_n && names_word(n, a->end, ",") &&
                   (names_word(n, a->end + 1, "who") || (phrase_age(n, a->end + 1)));
        if (!plain || (!who && !(alone[n->form[a->end - 1]] && !alone[n->form[a->start]])))
            continue;
        char *words_text = doc_words(d, a->start, a->end);
        int person = names_entity(n, arena_printf(d->a, "person:%s", names_slug(n, words_text)),
                                  ENTITY_PERSON, words_text);
        a->entity = names_merge(n, a->entity, person);
        a->kind = ENTITY_PERSON;
        a->unknown = false;
        names_index_person(n, a->start, a->end, a->entity);
    }
    for (int i = 0; i < n->atoms_n; i++) {
        int root = names_root(n, n->atoms[i].entity);
        if (n->atoms[i].unknown && d->entities[root].kind == ENTITY_PERSON) {
            n->atoms[i].unknown = false;
            n->atoms[i].kind = ENTITY_PERSON;
        }
    }
}

static bool is_body(enum entity_kind k)
{
    return k == ENTITY_ORGANIZATION || k == ENTITY_COMPANY || k == ENTITY_GROUP;
}

/* "in Skirt Club", "Skirt Club said": a place and an organization by their places in the text, the
 * more frequent stays. */
static void kind_pass(struct names *n)
{
    struct doc *d = n->doc;
    int *times = arena_alloc(d->a, ((size_t)d->entities_n + 1) * sizeof *times);
    for (int i = 0; i < n->atoms_n; i++)
        times[n->atoms[i].entity]++;
    for (int i = 0, end = d->entities_n; i < end; i++) {
        if (d->entities[i].kind != ENTITY_PLACE || n->about[i].into >= 0 || n->about[i].lexicon)
            continue;
        const char *slug = d->entities[i].key + strlen("place:");
        int body = names_lookup(n, arena_printf(d->a, "organization:%s", slug));
        if (body < 0)
            body = names_lookup(n, arena_printf(d->a, "company:%s", slug));
        if (body < 0 || names_root(n, body) == i)
            continue;
        if (times[body] > times[i])
            names_merge(n, i, body);
        else
            names_merge(n, body, i);
    }
}

static bool same_words(const struct names *n, int at, int other, int words)
{
    for (int k = 0; k < words; k++)
        if (n->form[at + k] != n->form[other + k] ||
            !(n->doc->tokens[other + k].flags & (TOKEN_UPPER | TOKEN_PUNCT)))
            return false;
    return true;
}

/* Does the shorter of two names begin (end 0) or end (end 1) the longer? */
static bool part_of(const struct names *n, const struct atom *x, const struct atom *y, int end)
{
    int a = x->end - x->start, b = y->end - y->start, words = a < b ? a : b;
    return same_words(n, end ? x->end - words : x->start, end ? y->end - words : y->start, words);
}

/* Names of two words and more by their first and last word; -1 where several parties share it. */
static void note_full(struct names *n, int i)
{
    const struct atom *a = &n->atoms[i];
    if (a->end - a->start < 2 || a->how == MENTION_DEMONYM)
        return;
    int *ends[] = {&n->forms[n->form[a->start]].longer, &n->forms[n->form[a->end - 1]].ending};
    for (int k = 0; k < 2; k++) {
        const struct atom *was = *ends[k] > 0 ? &n->atoms[*ends[k] - 1] : NULL;
        if (!was && *ends[k] == 0)
            *ends[k] = i + 1;
        else if (was && names_root(n, was->entity) != names_root(n, a->entity) &&
                 !part_of(n, was, a, k))
            *ends[k] = -1;
        else if (was && was->end - was->start < a->end - a->start)
            *ends[k] = i + 1;
    }
}

/* The fuller name that a is short for, or NULL. */
static const struct atom *full_name(const struct names *n, const struct atom *a)
{
    int words = a->end - a->start;
    int longer = n->forms[n->form[a->start]].longer, ending = n->forms[n->form[a->end - 1]].ending;
    if (longer > 0) {
        const struct atom *f = &n->atoms[longer - 1];
        enum entity_kind kind = n->doc->entities[names_root(n, f->entity)].kind;
        if (f->end - f->start > words && is_body(kind) && same_words(n, a->start, f->start, words))
            return f;
    }
    if (ending > 0) {
        const struct atom *f = &n->atoms[ending - 1];
        enum entity_kind kind = n->doc->entities[names_root(n, f->entity)].kind;
        bool the = a->start > 0 && kind != ENTITY_PERSON && kind != ENTITY_PLACE &&
                   (n->marks[a->start - 1].particle == PARTICLE_THE ||
                    n->marks[a->start - 1].len[LEX_ORGS]);
        if (f->end - f->start > words && (words > 1 || the) &&
            same_words(n, a->start, f->end - words, words))
            return f;
    }
    return NULL;
}

static void short_pass(struct names *n)
{
    for (int i = 0; i < n->atoms_n; i++)
        note_full(n, i);
    for (int i = 0; i < n->atoms_n; i++) {
        struct atom *a = &n->atoms[i];
        int entity = names_root(n, a->entity);
        bool person = n->doc->entities[entity].kind == ENTITY_PERSON;
        if (n->about[entity].lexicon || (!a->unknown && !(person && a->end - a->start > 1)))
            continue;
        const struct atom *f = full_name(n, a);
        if (!f || names_root(n, f->entity) == entity)
            continue;
        enum entity_kind kind = n->doc->entities[names_root(n, f->entity)].kind;
        if (person && kind != ENTITY_PERSON)
            continue;
        a->entity = names_merge(n, entity, f->entity);
        a->kind = n->doc->entities[a->entity].kind;
        a->unknown = f->unknown;
        a->guess = false;
    }
}

/* "Senate" + "Banking Committee": one body. */
static void chamber_pass(struct names *n)
{
    struct doc *d = n->doc;
    for (int i = 0; i < n->atoms_n; i++) {
        struct atom *a = &n->atoms[i];
        if (d->entities[names_root(n, a->entity)].kind != ENTITY_GOVERNMENT)
            continue;
        const char *chamber = names_chamber(n, a->entity);
        int country = *chamber ? names_country(n, a->entity) : -1, at = a->end;
        if (country < 0 || at >= d->tokens_n)
            continue;
        at += (d->tokens[at].flags & TOKEN_POSSESSIVE) != 0;
        struct atom *b = n->atom_at[at] ? &n->atoms[n->atom_at[at] - 1] : NULL;
        if (!b || b->end - b->start < 2 ||
            !(names_word(n, b->end - 1, "committee") || names_word(n, b->end - 1, "panel") ||
              names_word(n, b->end - 1, "subcommittee")))
            continue;
        const char *code = strchr(d->entities[country].key, ':') + 1;
        char *what = doc_words(d, b->start, b->end - 1);
        char *key = arena_printf(d->a, "government:%s/%s-%s-committee", names_slug(n, code),
                                 chamber, names_slug(n, what));
        int body = names_known(n, key);
        if (body < 0) {
            char *name =
                arena_printf(d->a, "%s %s Committee", *chamber == 'h' ? "House" : "Senate", what);
            body = names_entity(n, key, ENTITY_GOVERNMENT, name);
            names_side(n, body, country);
        }
        a->entity = body;
        a->end = b->end;
        n->atom_at[b->start] = 0;
        b->used = true;
    }
}

/* "May criticized Trump", "English has sued": a surname that means something else too. */
static void homograph_pass(struct names *n)
{
    const struct doc *d = n->doc;
    for (int s = 0; s < d->sentences_n && !n->head_first; s++)
        for (int i = d->sentences[s].start; i + 1 < d->sentences[s].end; i++) {
            const struct token *t = &d->tokens[i];
            struct atom *a = n->atom_at[i] ? &n->atoms[n->atom_at[i] - 1] : NULL;
            if (a && (a->end > i + 1 || a->how != MENTION_DEMONYM)) {
                i = a->end - 1;
                continue;
            }
            const struct mark *m = &n->marks[i], *next = &n->marks[i + 1];
            if (!(t->flags & TOKEN_UPPER) || !n->form[i] || n->shouting[s] ||
                !(m->len[LEX_NAMES] || m->particle) || n->forms[n->form[i]].last < 0)
                continue;
            int person = names_root(n, n->forms[n->form[i]].last);
            bool in = i > d->sentences[s].start &&
                      (n->marks[i - 1].particle == PARTICLE_IN ||
                       n->marks[i - 1].particle == PARTICLE_OF || names_word(n, i - 1, "last"));
            const struct token *after = &d->tokens[i + 1];
            bool noun = next->len[LEX_PARTIES] || next->len[LEX_ORGS] || next->len[LEX_TITLES] ||
                        next->len[LEX_FIELDS] || next->len[LEX_NAMES] || next->particle ||
                        (after->flags & (TOKEN_UPPER | TOKEN_NUMBER));
            bool verb = (after->flags & TOKEN_WORD) && !noun;
            if (person < 0 || in || (!verb && !(after->flags & TOKEN_POSSESSIVE)))
                continue;
            names_add_atom(n, i, i + 1, person, ENTITY_PERSON, MENTION_NAME);
        }
}

/* Do the letters of a word of capitals begin the last words of a name? */
static bool abbreviates(const struct names *n, int at, const struct atom *f)
{
    const struct token *t = n->doc->tokens;
    const char *low = t[at].low;
    size_t letters = strlen(low), k = letters;
    for (int i = f->end - 1; i >= f->start && k > 0; i--) {
        if (!(t[i].flags & TOKEN_UPPER))
            continue;
        if (*t[i].low != low[--k])
            return false;
        if (k == 0)
            return i == f->start || (t[f->start].flags & TOKEN_CAPS) ||
                   n->marks[f->start].len[LEX_NAMES];
    }
    return false;
}

/* "US Intelligence Community … the IC": the one name that the letters fit. */
static void acronym_pass(struct names *n)
{
    bool *tried = arena_alloc(n->doc->a, (size_t)n->doc->entities_n + 1);
    for (int i = 0; i < n->atoms_n; i++) {
        struct atom *a = &n->atoms[i];
        uint32_t size = n->doc->tokens[a->start].end - n->doc->tokens[a->start].start;
        int found = -1;
        if (!a->unknown || a->end != a->start + 1 || size < 2 || size > 6 ||
            !(n->doc->tokens[a->start].flags & TOKEN_CAPS))
            continue;
        if (tried[a->entity]) /* nothing, or merged already */
            found = names_root(n, a->entity) == a->entity ? -2 : names_root(n, a->entity);
        for (int k = 0; k < n->atoms_n && !tried[a->entity] && found != -2; k++) {
            const struct atom *f = &n->atoms[k];
            if (f->end - f->start < (int)size || !abbreviates(n, a->start, f))
                continue;
            int entity = names_root(n, f->entity);
            enum entity_kind kind = n->doc->entities[entity].kind;
            if (is_body(kind) || kind == ENTITY_GOVERNMENT)
                found = found >= 0 && found != entity ? -2 : entity;
        }
        tried[a->entity] = true;
        if (found < 0 || found == a->entity)
            continue;
        a->entity = names_merge(n, a->entity, found);
        a->kind = n->doc->entities[a->entity].kind;
        a->unknown = a->guess = false;
    }
}

void names_shorten(struct names *n)
{
    chamber_pass(n);
    kind_pass(n);
    person_pass(n);
    surname_pass(n);
    short_pass(n);
    acronym_pass(n);
    homograph_pass(n);
}
