#include <string.h>

#include "importers/extract/names.h"

/* Who "he", "the company", "nước này" are: the nearest party that fits by kind, number and gender,
 * the subject of an earlier sentence before others. Nothing further than a few sentences back: a
 * wrong antecedent accuses the wrong one. */

#define WINDOW 48   /* mentions looked at */
#define SENTENCES 3 /* sentences looked back */

struct wanted {
    const char *kinds; /* letters as in coref.tsv */
    char number, gender;
    const char *role; /* gloss of a post, "the president", or NULL */
    bool held;        /* the article names somebody of that post */
    bool bare;        /* nothing but the post: "Thủ tướng" */
    bool country;     /* countries count where they are only owners or modifiers, too */
};

static char kind_letter(enum entity_kind k)
{
    static const char letters[] = {'c', 'g', 'o', 'b', 'p', 'r', 'l'};
    return letters[k];
}

/* What the words of the mention ask for; false for those that nobody can stand for ("2 nước": two
 * at once). */
static bool read_wanted(const struct names *n, const struct mention *m, struct wanted *w)
{
    static char single[ENTITY_KINDS][2];
    const struct mark *mark = &n->marks[m->start];
    *w = (struct wanted){.number = '-', .gender = '-'};
    if (mark->len[LEX_COREF] && m->start + mark->len[LEX_COREF] == m->end) {
        const struct entry *e = mark->hit[LEX_COREF];
        if (strcmp(entry_field(e, 1), "self") == 0)
            return false;
        w->kinds = entry_field(e, 2);
        w->number = entry_field(e, 3)[0];
        w->gender = entry_field(e, 4)[0];
        if (w->number == 'd')
            return false;
    } else {
        single[m->kind][0] = kind_letter(m->kind);
        w->kinds = single[m->kind];
        w->number = m->plural ? 'p' : 's';
        if (m->kind == ENTITY_GROUP || m->kind == ENTITY_ORGANIZATION)
            w->kinds = "ro";
    }
    if (m->how == MENTION_DEFINITE && m->end < n->doc->tokens_n &&
        n->marks[m->end].particle == PARTICLE_REL)
        return false; /* "the man accused of …" is told apart by what follows */
    const struct mark *head = &n->marks[m->head_start];
    if (m->how == MENTION_DEFINITE && head->len[LEX_TITLES])
        w->role = entry_field(head->hit[LEX_TITLES], 3);
    else if (m->how == MENTION_DEFINITE && m->head_start + 1 < m->end &&
             n->marks[m->head_start + 1].len[LEX_TITLES])
        w->role = entry_field(n->marks[m->head_start + 1].hit[LEX_TITLES], 3);
    w->bare = w->role && head->len[LEX_TITLES] == m->end - m->start && n->head_first;
    w->country = w->kinds[0] == 'c' && m->how == MENTION_DEFINITE;
    return true;
}

static bool is_plural(const struct names *n, const struct mention *c)
{
    return c->plural || c->list >= 0 || (c->entity >= 0 && n->about[c->entity].plural);
}

/* The cost of taking c for what is wanted, 0 the best, -1 impossible. */
static int cost(const struct names *n, const struct wanted *w, const struct mention *c,
                const struct mention *m, int apart, bool first)
{
    const struct entity *e = &n->doc->entities[c->entity];
    const struct about *a = &n->about[c->entity];
    if (!strchr(w->kinds, kind_letter(e->kind)) || c->how == MENTION_DEMONYM)
        return -1;
    if (c->end > m->start && c->start < m->end)
        return -1;
    int points = apart * 4 + (first ? 0 : 3);
    if (e->kind == ENTITY_PERSON || e->kind == ENTITY_GROUP) {
        if (w->gender != '-' && a->gender && a->gender != w->gender)
            return -1;
        if (w->number == 's' && a->plural)
            return -1;
        if (w->number == 'p' && e->kind == ENTITY_PERSON && !is_plural(n, c))
            return -1;
        points += w->gender != '-' && !a->gender ? 2 : 0;
    }
    if (w->number == 'p' && e->kind != ENTITY_PERSON && !is_plural(n, c))
        points += 2;
    if (w->role && a->role && strcmp(a->role, w->role) == 0)
        points -= 4;
    else if (w->role && (a->role || w->held || w->bare))
        return -1;
    else if (w->role)
        points += 5;
    if (!w->country && (c->parent >= 0 || c->modifier || c->possessive))
        points += 3;
    if (c->how == MENTION_UNNAMED && !a->plural && w->number != 'p')
        points += 1;
    return points < 0 ? 0 : points;
}

static int antecedent(const struct names *n, int i, const struct wanted *w, int sentence)
{
    const struct doc *d = n->doc;
    const struct mention *m = &d->mentions[i];
    int best = -1, best_cost = 1 << 20, at = sentence;
    bool quoted = d->tokens[m->start].flags & TOKEN_QUOTED;
    for (int k = i - 1; k >= 0 && k > i - WINDOW; k--) {
        const struct mention *c = &d->mentions[k];
        while (at > 0 && c->start < d->sentences[at].start)
            at--;
        if (sentence - at > SENTENCES ||
            (d->sentences[at].title && at != sentence && sentence - at > 2))
            break;
        if (c->entity < 0)
            continue;
        bool first = c->parent < 0;
        for (int p = k - 1; p >= 0 && d->mentions[p].start >= d->sentences[at].start && first; p--)
            first = d->mentions[p].entity < 0 || d->mentions[p].parent >= 0 ||
                    d->entities[d->mentions[p].entity].kind != d->entities[c->entity].kind;
        int points = cost(n, w, c, m, sentence - at, first);
        if (points < 0)
            continue;
        if (w->number == 's' && w->kinds[0] == 'c' && !w->country && (!first || sentence - at > 1))
            continue; /* "it" is the subject just before or nobody */
        bool within = d->tokens[c->start].flags & TOKEN_QUOTED;
        points += within && !quoted ? 2 : 0;
        if (points < best_cost) {
            best_cost = points;
            best = c->entity;
        }
    }
    return best_cost <= 14 ? best : -1;
}

/* "the president", far from the only person whom the article calls so; held: somebody is. */
static int only_holder(const struct names *n, const struct wanted *w, bool *held)
{
    const struct doc *d = n->doc;
    int found = -1, count = 0;
    for (int i = 0; i < d->entities_n; i++) {
        const struct about *a = &n->about[i];
        if (d->entities[i].kind != ENTITY_PERSON || d->entities[i].unnamed || !a->role ||
            strcmp(a->role, w->role) != 0 ||
            (w->gender != '-' && a->gender && a->gender != w->gender))
            continue;
        found = i;
        count++;
    }
    *held = count > 0;
    return count == 1 ? found : -1;
}

/* "Chính phủ Trung Quốc … nước này": the country of the nearest body does, too. */
static int country_of_subject(const struct names *n, int i)
{
    const struct doc *d = n->doc;
    for (int k = i - 1; k >= 0 && k > i - 6; k--) {
        int country = d->mentions[k].entity < 0 ? -1 : names_country(n, d->mentions[k].entity);
        if (country >= 0)
            return country;
    }
    return -1;
}

void coref_read(struct doc *d)
{
    const struct names *n = d->names;
    int sentence = 0;
    for (int i = 0; n && i < d->mentions_n; i++) {
        struct mention *m = &d->mentions[i];
        while (sentence + 1 < d->sentences_n && d->sentences[sentence + 1].start <= m->start)
            sentence++;
        struct wanted w;
        if (m->entity >= 0 || (m->how != MENTION_PRONOUN && m->how != MENTION_DEFINITE) ||
            !read_wanted(n, m, &w))
            continue;
        int found = w.role && w.number != 'p' ? only_holder(n, &w, &w.held) : -1;
        if (found < 0)
            found = antecedent(n, i, &w, sentence);
        if (found < 0 && w.country)
            found = country_of_subject(n, i);
        if (found < 0)
            continue;
        m->entity = found;
        m->kind = d->entities[found].kind;
        spans_add(d->a, &d->entities[found].mentions, doc_span(d, m->start, m->end));
    }
}
