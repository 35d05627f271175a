#include "importers/extract/guests.h"

#include <string.h>

#define SENTENCES 4 /* that "both" looks back */
#define FAR 1500    /* code points */

/* Which kinds "both" may be, as coref.tsv spells them; NULL when the mention is no such word. */
static const char *kinds_of_two(const struct doc *d, const struct mention *m)
{
    const struct lexicon *coref = pack_lexicon(d->pack, "coref");
    const struct entry *e = NULL;
    int len = coref ? lexicon_match(coref, d->tokens, m->start, d->tokens_n, &e) : 0;
    for (; len && e; e = e->next)
        if (m->start + len >= m->end && entry_field(e, 3)[0] == 'd')
            return entry_field(e, 2);
    return NULL;
}

/* The entity as one of that kind: itself, or the country that it acts for. */
static int as_kind(const struct doc *d, int entity, const char *kinds)
{
    static const char letters[] = {'c', 'g', 'o', 'b', 'p', 'r', 'l'};
    if (entity < 0)
        return -1;
    if (strchr(kinds, letters[d->entities[entity].kind]))
        return entity;
    int side = d->entities[entity].side;
    return side >= 0 && strchr(kinds, letters[d->entities[side].kind]) ? side : -1;
}

/* Those of the last meeting told before. */
static bool met_before(const struct doc *d, int start, const char *kinds, int out[2])
{
    uint32_t cp = doc_span(d, start, start + 1).start;
    for (int i = d->claims_n - 1; i >= 0; i--) {
        const struct claim *c = &d->claims[i];
        if (c->kind != CLAIM_MEETING || cp - c->evidence.items[0].start > FAR)
            continue;
        int n = 0, who[2] = {-1, -1};
        for (size_t j = 0; j < c->roles_n; j++) {
            int e =
                c->roles[j].role == ROLE_PARTICIPANT ? as_kind(d, c->roles[j].entity, kinds) : -1;
            if (e >= 0 && e != who[0] && e != who[1]) {
                if (n < 2)
                    who[n] = e;
                n++;
            }
        }
        if (n == 2) {
            out[0] = who[0];
            out[1] = who[1];
            return true;
        }
    }
    return false;
}

/* Two named in one list ("Mỹ và Nga", "Trump and Kim"), else the last two, unless a third one is
 * as near. */
static bool named_before(const struct doc *d, int mention, const char *kinds, int out[2])
{
    int sentence = doc_sentence(d, d->mentions[mention].start), n = 0, who[3], list[3], in[3];
    for (int k = mention - 1; k >= 0 && n < 3; k--) {
        const struct mention *m = &d->mentions[k];
        int here = doc_sentence(d, m->start);
        int e = m->kind == ENTITY_PLACE ? -1 : as_kind(d, m->entity, kinds);
        if (sentence - here > SENTENCES)
            break;
        if (e < 0 || (n > 0 && e == who[0]) || (n > 1 && e == who[1]))
            continue;
        who[n] = e;
        list[n] = m->list;
        in[n++] = here;
    }
    for (int i = 0; i + 1 < n; i++)
        if (list[i] >= 0 && list[i] == list[i + 1] && (i > 0 || n < 3 || list[2] != list[0])) {
            out[0] = who[i + 1];
            out[1] = who[i];
            return true;
        }
    if (n < 2 || (n == 3 && in[2] == in[1] && in[0] != in[1]))
        return false;
    out[0] = who[1];
    out[1] = who[0];
    return true;
}

bool guests_two(const struct doc *d, int mention, int out[2])
{
    const struct mention *m = &d->mentions[mention];
    const char *kinds = kinds_of_two(d, m);
    if (!kinds)
        return false;
    if (kinds[0] == 'c' &&
        (met_before(d, m->start, "c", out) || named_before(d, mention, "c", out)))
        return true; /* "both sides" are states where there are two */
    return met_before(d, m->start, kinds, out) || named_before(d, mention, kinds, out);
}
