#include <stdlib.h>
#include <string.h>

#include "importers/extract/names.h"

/* By start, the longest first; at equal spans the one made later encloses. */
static int by_start(const void *x, const void *y)
{
    const struct mention *a = x, *b = y;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    if (a->head_start != b->head_start)
        return a->head_start < b->head_start ? -1 : 1;
    return a->head_end < b->head_end ? 1 : a->head_end > b->head_end ? -1 : 0;
}

/* Names that no phrase took, and the acronyms behind them. */
static void leftover(struct names *n)
{
    for (int i = 0; i < n->atoms_n; i++) {
        struct atom *a = &n->atoms[i];
        if (a->used || (a->guess && a->unknown))
            continue;
        names_mention(n, a->start, a->end, a->start, a->end, a->entity, a->how);
        a->used = true;
    }
}

/* Sorted, one mention a span, parents by a stack. */
static void nest(struct names *n)
{
    struct doc *d = n->doc;
    if (d->mentions_n)
        qsort(d->mentions, (size_t)d->mentions_n, sizeof *d->mentions, by_start);
    int kept = 0;
    for (int i = 0; i < d->mentions_n; i++) {
        struct mention m = d->mentions[i];
        if (kept && d->mentions[kept - 1].start == m.start && d->mentions[kept - 1].end == m.end) {
            if (d->mentions[kept - 1].entity < 0)
                d->mentions[kept - 1] = m;
            continue;
        }
        d->mentions[kept++] = m;
    }
    d->mentions_n = kept;
    int open = -1;
    for (int i = 0; i < kept; i++) {
        struct mention *m = &d->mentions[i];
        while (open >= 0 && d->mentions[open].end <= m->start)
            open = d->mentions[open].parent;
        m->parent = open;
        open = i;
    }
}

static bool joins(const struct names *n, int from, int to, bool *and)
{
    const struct doc *d = n->doc;
    if (to - from > 2 || to <= from)
        return false;
    for (int i = from; i < to; i++) {
        if (n->marks[i].particle == PARTICLE_AND)
            *and = true;
        else if (names_word(n, i, "-") || names_word(n, i, "–") || names_word(n, i, "/"))
            *and = to - from == 1;
        else if (!names_word(n, i, ","))
            return false;
    }
    return !(d->tokens[from].flags & TOKEN_OPEN);
}

static void mark_lists(struct names *n)
{
    struct doc *d = n->doc;
    for (int i = 0; i < d->mentions_n; i++) {
        int parent = d->mentions[i].parent, last = i, members[12], m = 0;
        bool and = false;
        if (d->mentions[i].list >= 0)
            continue;
        members[m++] = i;
        for (int k = i + 1; k < d->mentions_n && m < 12; k++) {
            const struct mention *x = &d->mentions[k];
            if (x->start < d->mentions[last].end)
                continue;
            int end = d->mentions[last].end;
            if (names_word(n, end - 1, ","))
                end--; /* the apposition's comma joins too */
            if (x->parent != parent || !joins(n, end, x->start, &and))
                break;
            members[m++] = k;
            last = k;
            if (and&&!names_word(n, x->start - 1, ",") &&
                n->marks[x->start - 1].particle == PARTICLE_AND)
                break;
        }
        if (m > 1 && and) {
            for (int k = 0; k < m; k++)
                d->mentions[members[k]].list = n->lists;
            n->lists++;
        }
    }
}

static void mark_owners(struct names *n)
{
    struct doc *d = n->doc;
    for (int i = 0; i < d->mentions_n; i++) {
        struct mention *m = &d->mentions[i];
        if (m->end < d->tokens_n && (d->tokens[m->end].flags & TOKEN_POSSESSIVE))
            m->possessive = true;
        if (n->head_first && m->start > 0 && names_word(n, m->start - 1, "của"))
            m->possessive = true;
    }
}

void names_read(struct doc *d)
{
    struct names *n = arena_alloc(d->a, sizeof *n);
    *n = (struct names){.doc = d, .g = gazette_find(d->pack)};
    n->head_first = n->g->head_first;
    d->names = n;
    names_mark(n);
    names_atomise(n);
    names_phrase(n);
    leftover(n);
    nest(n);
    mark_lists(n);
    mark_owners(n);
    names_join(n);
    names_finish(n);
}
