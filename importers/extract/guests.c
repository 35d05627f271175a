#include "importers/extract/guests.h"
#include "importers/extract/meeting_facts.h"

#include <string.h>

#define SENTENCES 4 /* that "both" looks back */

static enum frame at(const struct scene *s, int i)
{
    return i >= 0 && i < s->items.n ? s->items.items[i].frame : FRAME_NONE;
}

static const struct mention *mention_at(const struct scene *s, int i)
{
    return at(s, i) == FRAME_PARTY ? &s->doc->mentions[s->items.items[i].mention] : NULL;
}

static bool is_mark(const struct scene *s, int i, const char *mark)
{
    return at(s, i) == FRAME_MARK && strcmp(s->items.items[i].class, mark) == 0;
}

static bool joins(const struct scene *s, int i)
{
    return at(s, i) == FRAME_AND || is_mark(s, i, ",") || is_mark(s, i, "-");
}

/* The items of the list around a party: "A, B và C". */
static void list_range(const struct scene *s, int i, int *first, int *last)
{
    int list = mention_at(s, i)->list;
    *first = *last = i;
    if (list < 0)
        return;
    while (joins(s, *first - 1)) {
        int j = joins(s, *first - 2) ? *first - 3 : *first - 2;
        if (!mention_at(s, j) || mention_at(s, j)->list != list)
            break;
        *first = j;
    }
    while (joins(s, *last + 1)) {
        int j = joins(s, *last + 2) ? *last + 3 : *last + 2;
        if (!mention_at(s, j) || mention_at(s, j)->list != list)
            break;
        *last = j;
    }
}

/* The country inside of "các đại diện Trung Quốc" where a list goes on with a country ("… và Mỹ"):
 * the two words for people stand for both countries. -1 else. */
static int country_inside(const struct scene *s, int i)
{
    const struct doc *d = s->doc;
    const struct mention *m = mention_at(s, i), *next = NULL;
    int first, last, found = -1;
    list_range(s, i, &first, &last);
    if (m->how != MENTION_UNNAMED || i == last)
        return -1;
    next = mention_at(s, joins(s, i + 2) ? i + 3 : i + 2);
    if (!next || next->kind != ENTITY_COUNTRY || next->modifier || next->entity < 0)
        return -1;
    for (int k = s->items.items[i].mention + 1; k < d->mentions_n && d->mentions[k].start < m->end;
         k++)
        if (d->mentions[k].kind == ENTITY_COUNTRY && d->mentions[k].entity >= 0)
            found = d->mentions[k].entity;
    return found;
}

static bool is_verb(const struct scene *s, int i)
{
    enum frame f = at(s, i);
    if (f == FRAME_NONE || f >= FRAME_HEDGE || f == FRAME_ACCORDINGTO || f == FRAME_PLAN)
        return false;
    const char *dot = strchr(s->items.items[i].class, '.');
    return !dot || (strcmp(dot, ".n") != 0 && strcmp(dot, ".adj") != 0);
}

static bool auxiliary(const struct scene *s, int i)
{
    enum frame f = at(s, i);
    return f == FRAME_HAVE || f == FRAME_NEG || f == FRAME_HEDGE || f == FRAME_PLAN ||
           f == FRAME_BE || f == FRAME_PASSIVE;
}

static bool is_preposition(enum frame f)
{
    return f == FRAME_OF || f == FRAME_BY || f == FRAME_INAT || f == FRAME_WITH ||
           f == FRAME_AGAINST || f == FRAME_FROM || f == FRAME_TO || f == FRAME_AS;
}

static bool ends_clause(const struct scene *s, int i)
{
    enum frame f = at(s, i);
    return is_verb(s, i) || f == FRAME_THAT || f == FRAME_WH || f == FRAME_WHILE ||
           f == FRAME_BUT || is_mark(s, i, ":") || is_mark(s, i, ";") || f == FRAME_NONE;
}

static void put(struct side *side, struct guest g)
{
    for (int i = 0; i < side->n; i++)
        if (side->guest[i].entity == g.entity)
            return;
    if (side->n < GUESTS_MAX)
        side->guest[side->n++] = g;
}

/* "giám đốc FBI (FBI) James Comey": the name that a post without one leads to, else the item. */
static int named(const struct scene *s, int i)
{
    const struct mention *m = mention_at(s, i);
    if (m->how != MENTION_UNNAMED || m->kind != ENTITY_PERSON || m->plural)
        return i;
    int j = i + 1;
    if (is_mark(s, j, "(") && is_mark(s, j + 2, "("))
        j += 3;
    const struct mention *next = mention_at(s, j);
    int end = s->items.items[j - 1].end;
    return next && next->kind == ENTITY_PERSON && next->how == MENTION_NAME && next->start == end
               ? j
               : i;
}

/* A party: itself, its country, or the two that it stands for. */
static void put_item(const struct scene *s, int i, struct side *side)
{
    int two[2];
    i = named(s, i);
    const struct mention *m = mention_at(s, i);
    struct guest g = {.item = i, .mention = s->items.items[i].mention, .entity = m->entity};
    if ((m->entity < 0 || m->plural) && guests_two(s->doc, g.mention, two)) {
        g.half = true;
        g.entity = two[0];
        put(side, g);
        g.entity = two[1];
        put(side, g);
        return;
    }
    if (m->entity < 0 || m->kind == ENTITY_PLACE)
        return;
    int country = country_inside(s, i);
    if (country >= 0)
        g.entity = country;
    put(side, g);
}

/* "with A (AA) and B": one more behind a list that the names step did not see as one. */
static int one_more(const struct scene *s, int last)
{
    int i = last + 1;
    if (is_mark(s, i, "(") && mention_at(s, i + 1) && is_mark(s, i + 2, "("))
        i += 3;
    if (at(s, i) == FRAME_AND && is_mark(s, i - 1, ","))
        i++;
    if (at(s, i) != FRAME_AND && at(s, i) != FRAME_WITH)
        return -1;
    i++;
    if (!mention_at(s, i) || is_verb(s, i + 1) || auxiliary(s, i + 1) || is_mark(s, i + 1, "'s"))
        return -1;
    return i;
}

/* The list around item i into a side; returns its last item. */
static int put_list(const struct scene *s, int i, struct side *side, const char *how)
{
    int first, last, more;
    list_range(s, i, &first, &last);
    for (int k = first; k <= last; k++)
        if (at(s, k) == FRAME_PARTY)
            put_item(s, k, side);
    while ((more = one_more(s, last)) >= 0) {
        put_item(s, more, side);
        last = more;
    }
    if (side->n)
        side->how = how;
    return last;
}

/* Somebody who speaks of himself, "tôi sẽ gặp": who said so in this sentence or before it. */
static bool put_self(const struct scene *s, int i, struct side *side)
{
    const struct mention *m = mention_at(s, i);
    if (!m || m->entity >= 0 || m->how != MENTION_PRONOUN)
        return false;
    for (int k = s->items.n - 1; k >= 0; k--)
        if (at(s, k) == FRAME_SAY && s->roles[k].agent >= 0 && s->roles[k].agent != i) {
            put_item(s, s->roles[k].agent, side);
            side->how = "self";
            return true;
        }
    if (s->speaker < 0)
        return false;
    put(side, (struct guest){-1, s->speaker, s->doc->mentions[s->speaker].entity, false});
    side->how = "self-before";
    return true;
}

/* "contacts with", "cuộc liên lạc giữa": the preposition is part of the cue. */
static bool ends_in_with(const struct scene *s, int cue)
{
    const struct lexicon *cues = pack_lexicon(s->doc->pack, "cues");
    const struct item *it = &s->items.items[cue];
    const struct entry *e = NULL;
    return it->end - it->start > 1 &&
           lexicon_match(cues, s->doc->tokens, it->end - 1, it->end, &e) == 1 &&
           strcmp(entry_field(e, 1), "with") == 0;
}

/* "a meeting that he and two advisers held", "the meeting Prince had": the item behind the list of
 * hosts, or the cue itself when no such clause follows. */
static int read_relative(const struct scene *s, int cue, struct side *hosts)
{
    int i = at(s, cue + 1) == FRAME_THAT || at(s, cue + 1) == FRAME_WH ? cue + 2 : cue + 1;
    if (at(s, i) != FRAME_PARTY)
        return cue;
    int first, last, more;
    list_range(s, i, &first, &last);
    while ((more = one_more(s, last)) >= 0)
        last = more;
    int next = last + 1;
    while (at(s, next) == FRAME_HEDGE)
        next++;
    if (at(s, next) != FRAME_HAVE && at(s, next) != FRAME_BEHIND &&
        (i == cue + 1 || next == last + 1))
        return cue;
    put_list(s, i, hosts, "relative");
    return next;
}

/* Whom: what follows the cue, past places and subjects of talk, up to the end of the clause. */
static void read_right(const struct scene *s, int cue, bool noun, struct side *hosts,
                       struct side *guests)
{
    const char *class = s->items.items[cue].class;
    int start = noun ? read_relative(s, cue, hosts) : cue;
    bool with = ends_in_with(s, cue);
    for (int i = start + 1; i < s->items.n && i < start + 14; i++) {
        enum frame before = at(s, i - 1);
        if (ends_clause(s, i) || is_mark(s, i, "“"))
            break;
        if (at(s, i) != FRAME_PARTY)
            continue;
        int last = i;
        if (before == FRAME_WITH) {
            last = put_list(s, i, guests, "with");
        } else if (i - 1 == cue && strncmp(class, "plan", 4) != 0) {
            bool of_verb = is_verb(s, i + 1) || auxiliary(s, i + 1);
            if (!of_verb)
                last = put_list(s, i, guests, with ? "with" : noun ? "beside" : "object");
        } else if (noun && before == FRAME_OF && !hosts->n && i - 2 == cue) {
            last = put_list(s, i, hosts, "of");
        } else if (before == FRAME_BY && !hosts->n) {
            last = put_list(s, i, hosts, "by");
        } else if (before == FRAME_TO && !guests->n && i - 2 <= cue + 1) {
            last = put_list(s, i, guests, "to");
        }
        i = last > i ? last : i;
    }
}

/* A party in a prepositional phrase, or in a list that stands in one. */
static bool is_prepositional(const struct scene *s, int i)
{
    int first, last;
    list_range(s, i, &first, &last);
    return is_preposition(at(s, first - 1)) || at(s, first - 1) == FRAME_ACCORDINGTO;
}

/* The subject of what stands left of an item: the agent of the nearest verb, else the first party
 * of the clause outside of prepositional phrases: "Trump raised it in a meeting with Xi". -1. */
static int subject_left(const struct scene *s, int cue, const char **how)
{
    int found = -1;
    for (int i = cue - 1; i >= 0 && i > cue - 16; i--) {
        if (is_verb(s, i) && at(s, i) != FRAME_MEET) {
            const struct clause_roles *r = &s->roles[i];
            int subject = r->passive ? r->patient : r->agent;
            if (found >= 0 && (at(s, i) == FRAME_SAY || subject < 0))
                break;
            *how = "doer";
            return subject;
        }
        if (at(s, i) == FRAME_PARTY && mention_at(s, i)->kind != ENTITY_PLACE &&
            !mention_at(s, i)->modifier && !is_prepositional(s, i))
            found = i;
        else if (at(s, i) == FRAME_WH && i > 0)
            return at(s, i - 1) == FRAME_PARTY                             ? i - 1
                   : is_mark(s, i - 1, ",") && at(s, i - 2) == FRAME_PARTY ? i - 2
                                                                           : found;
        else if (at(s, i) == FRAME_THAT || at(s, i) == FRAME_WHILE || at(s, i) == FRAME_BUT ||
                 is_mark(s, i, ":") || is_mark(s, i, ";"))
            break;
    }
    return found;
}

static void read_left_noun(const struct scene *s, int cue, struct side *hosts)
{
    const char *how = "";
    int i = cue - 1;
    if (at(s, i) == FRAME_MEET)
        i--; /* "his brief meeting" */
    if (is_mark(s, i, "'s") && at(s, i - 1) == FRAME_PARTY) {
        put_list(s, i - 1, hosts, "owner");
        return;
    }
    if (at(s, i) == FRAME_PARTY) {
        const struct mention *m = mention_at(s, i);
        bool owner = m->how == MENTION_PRONOUN || m->possessive;
        put_list(s, i, hosts, owner ? "owner" : m->list >= 0 ? "pair" : "beside");
        if (hosts->n > 1 || owner || !m->modifier)
            return;
        hosts->n = 0;
    }
    how = "left";
    int subject = subject_left(s, cue, &how);
    if (subject >= 0 && !put_self(s, subject, hosts))
        put_list(s, subject, hosts, how);
}

/* To whom something was said there: "asked Comey in an Oval Office meeting", "nói với X trong cuộc
 * họp". */
static void read_told(const struct scene *s, int cue, struct side *guests)
{
    int i = cue - 1;
    while (i > 0 && at(s, i) == FRAME_PARTY && mention_at(s, i)->modifier)
        i--;
    if (at(s, i) == FRAME_PARTY && mention_at(s, i)->kind == ENTITY_PLACE)
        i--;
    if (at(s, i) != FRAME_INAT && at(s, i) != FRAME_WHILE)
        return;
    for (i--; i >= 0 && i > cue - 8; i--) {
        if (at(s, i) == FRAME_THAT || at(s, i) == FRAME_WH || at(s, i) == FRAME_MARK)
            return;
        if (is_verb(s, i)) {
            if (!s->roles[i].passive && s->roles[i].patient > i && s->roles[i].patient < cue)
                put_list(s, s->roles[i].patient, guests, "told");
            return;
        }
    }
}

/* "Sau khi gặp tình báo Mỹ, ông Trump phủ nhận": the subject of the clause that follows. */
static void read_behind(const struct scene *s, int cue, struct side *hosts)
{
    int first = cue - 1;
    while (auxiliary(s, first))
        first--;
    if (first >= 0 && at(s, first) != FRAME_WHILE && at(s, first) != FRAME_INAT &&
        !is_mark(s, first, ","))
        return;
    for (int i = cue + 1; i + 1 < s->items.n; i++) {
        if (ends_clause(s, i))
            return;
        if (is_mark(s, i, ",") && at(s, i + 1) == FRAME_PARTY &&
            (is_verb(s, i + 2) || auxiliary(s, i + 2))) {
            put_list(s, i + 1, hosts, "behind");
            return;
        }
    }
}

/* "between A and B", "giữa A và B": both sides stand behind one word. */
static bool is_between(const struct scene *s, int cue)
{
    for (int i = cue; i < s->items.n && i < cue + 6; i++)
        if (meeting_word(s->doc, s->items.items[i].start, s->items.items[i].end, "between"))
            return true;
    return false;
}

void guests_read(const struct scene *s, int cue, struct side *hosts, struct side *guests)
{
    const char *dot = strchr(s->items.items[cue].class, '.');
    bool noun = dot && strcmp(dot, ".n") == 0;
    const struct clause_roles *r = &s->roles[cue];
    *hosts = *guests = (struct side){.n = 0, .how = ""};
    if (noun) {
        read_right(s, cue, true, hosts, guests);
        if (guests->n > 1 && !hosts->n && strcmp(guests->how, "with") == 0 && is_between(s, cue))
            guests->how = "between";
        else if (!hosts->n)
            read_left_noun(s, cue, hosts);
        if (!guests->n)
            read_told(s, cue, guests);
        return;
    }
    int agent = r->agent;
    const char *how = r->passive ? "by" : "agent";
    if (agent >= 0 && agent < cue && at(s, agent + 1) == FRAME_TO && mention_at(s, agent) &&
        mention_at(s, agent)->kind <= ENTITY_COUNTRY) {
        how = "purpose"; /* "đến Iraq để thăm", "a visit to the U.S. to meet" */
        agent = subject_left(s, agent, &how);
    }
    if (agent >= 0 && !put_self(s, agent, hosts))
        put_list(s, agent, hosts, how);
    read_right(s, cue, false, hosts, guests);
    if (!hosts->n)
        read_behind(s, cue, hosts);
    if (!hosts->n && !r->passive) {
        how = "left";
        int left = at(s, cue - 1) == FRAME_WHILE ? subject_left(s, cue - 1, &how)
                                                 : subject_left(s, cue, &how);
        if (left >= 0 && !put_self(s, left, hosts))
            put_list(s, left, hosts, how);
    }
}

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
        if (c->kind != CLAIM_MEETING || cp - c->evidence.items[0].start > 1500)
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
    return met_before(d, m->start, kinds, out) || named_before(d, mention, kinds, out);
}
