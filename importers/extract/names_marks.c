#include <string.h>

#include "importers/extract/names.h"

static const char *const particle_names[] = {"",     "one",    "many",  "the", "count", "demo",
                                             "of",   "in",     "about", "and", "adj",   "name",
                                             "stop", "people", "rel",   "tie"};

static uint8_t particle_of(const struct entry *e)
{
    const char *class = entry_field(e, 1);
    for (size_t i = 1; i < sizeof particle_names / sizeof *particle_names; i++)
        if (*class == *particle_names[i] && strcmp(class, particle_names[i]) == 0)
            return (uint8_t)i;
    return PARTICLE_NONE;
}

static uint32_t hash_low(const char *s)
{
    uint32_t h = 2166136261u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return h ^ h >> 15;
}

/* Number of a word's form, made when new; the table is sized by the number of tokens and never
 * grows. */
static uint32_t intern(struct names *n, const char *low)
{
    uint32_t at = hash_low(low) & n->form_mask;
    for (; n->form_slots[at]; at = (at + 1) & n->form_mask)
        if (n->forms[n->form_slots[at]].low == low ||
            strcmp(n->forms[n->form_slots[at]].low, low) == 0)
            return n->form_slots[at];
    uint32_t id = n->forms_n++;
    n->forms[id] = (struct form){.low = low, .last = -1, .first = -1, .acronym = -1};
    n->form_slots[at] = id;
    return id;
}

/* Most words capitalised: a headline in title case, where capitals do not tell names. */
static bool is_shouting(const struct doc *d, const struct sentence *s)
{
    int words = 0, upper = 0;
    for (int i = s->start; i < s->end; i++) {
        const struct token *t = &d->tokens[i];
        if (!(t->flags & TOKEN_WORD) || t->end - t->start < 4)
            continue;
        words++;
        upper += (t->flags & TOKEN_UPPER) != 0;
    }
    return words >= 4 && upper * 10 >= words * 8;
}

static void count_forms(struct names *n)
{
    struct doc *d = n->doc;
    for (int s = 0; s < d->sentences_n; s++) {
        bool fresh = true; /* the next word starts a sentence or a quotation */
        for (int i = d->sentences[s].start; i < d->sentences[s].end; i++) {
            const struct token *t = &d->tokens[i];
            if (!(t->flags & TOKEN_WORD)) {
                if ((t->flags & TOKEN_OPEN) || *t->low == ':' || *t->low == '-' ||
                    t->low[0] == '\xE2')
                    fresh = true;
                continue;
            }
            uint32_t f = n->form[i] = intern(n, t->low);
            if (!(t->flags & TOKEN_UPPER))
                n->forms[f].small++;
            else if (!fresh && !n->shouting[s])
                n->forms[f].capital++;
            fresh = false;
        }
    }
}

/* "Chinese Foreign Ministry" does not fit "Chinese foreign ministry", but "Chinese" does: the
 * longest that fits. */
static void fit_case(const struct names *n, struct mark *m, int i)
{
    while (m->len[LEX_NAMES] > 1) {
        for (const struct entry *e = m->hit[LEX_NAMES]; e; e = e->next)
            if (names_case_fits(n->doc, i, m->len[LEX_NAMES], e->surface))
                return;
        m->len[LEX_NAMES] = (uint8_t)lexicon_match(n->g->names, n->doc->tokens, i,
                                                   i + m->len[LEX_NAMES] - 1, &m->hit[LEX_NAMES]);
    }
}

/* "iDefense", "eBay": a capital behind the first letter makes a name, too. */
static void raise_inner(const struct doc *d, struct token *t)
{
    const char *s = d->view.text + t->start;
    if ((t->flags & (TOKEN_WORD | TOKEN_UPPER)) == TOKEN_WORD && t->end - t->start > 3 &&
        s[1] >= 'A' && s[1] <= 'Z' && s[2] >= 'a' && s[2] <= 'z')
        t->flags |= TOKEN_UPPER;
}

void names_mark(struct names *n)
{
    struct doc *d = n->doc;
    const struct lexicon *all[LEXICONS] = {n->g->names,     n->g->titles, n->g->orgs,
                                           n->g->parties,   n->g->coref,  n->g->fields,
                                           n->g->particles, n->g->given};
    size_t count = (size_t)d->tokens_n + 1;
    n->marks = arena_alloc(d->a, count * sizeof *n->marks);
    n->form = arena_alloc(d->a, count * sizeof *n->form);
    n->forms = arena_alloc(d->a, (count + 1) * sizeof *n->forms);
    n->atom_at = arena_alloc(d->a, count * sizeof *n->atom_at);
    n->shouting = arena_alloc(d->a, (size_t)d->sentences_n + 1);
    n->forms_n = 1;
    n->form_mask = 63;
    while (n->form_mask < count * 2)
        n->form_mask = n->form_mask * 2 + 1;
    n->form_slots = arena_alloc(d->a, (n->form_mask + 1) * sizeof *n->form_slots);
    for (int s = 0; s < d->sentences_n; s++) {
        const struct sentence *st = &d->sentences[s];
        n->shouting[s] = is_shouting(d, st);
        for (int i = st->start; i < st->end; i++) {
            if (!d->tokens[i].word) {
                raise_inner(d, &d->tokens[i]);
                continue;
            }
            struct mark *m = &n->marks[i];
            unsigned starts = gazette_starts(n->g, d->tokens[i].word);
            for (int l = 0; starts; l++, starts >>= 1)
                if (starts & 1)
                    m->len[l] = (uint8_t)lexicon_match(all[l], d->tokens, i, st->end, &m->hit[l]);
            fit_case(n, m, i);
            if (m->len[LEX_PARTICLES])
                m->particle = particle_of(m->hit[LEX_PARTICLES]);
        }
    }
    count_forms(n);
}

bool names_is(const struct names *n, int token, enum lex l, const char *class)
{
    const struct entry *e = n->marks[token].hit[l];
    return n->marks[token].len[l] && strcmp(entry_field(e, 1), class) == 0;
}
