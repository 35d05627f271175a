#include "importers/extract/guests.h"
#include "importers/extract/meeting_facts.h"
#include "importers/extract/via.h"

#include <string.h>

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
    const struct mention *owner = at(s, i - 1) == FRAME_OF ? mention_at(s, i - 2) : NULL;
    if (owner && owner->kind == ENTITY_PERSON)
        i -= 2; /* "ông Đới Bỉnh của Bộ Ngoại giao": the man, not the ministry */
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
    if (m->entity < 0 || m->kind == ENTITY_PLACE || via_is_media(s->doc, m->entity) ||
        meeting_word(s->doc, m->start, m->end, "press"))
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

/* "Bangkok, Thái Lan": the country of a place just named. */
static bool in_place_name(const struct scene *s, int i)
{
    return is_mark(s, i - 1, ",") && mention_at(s, i)->kind == ENTITY_COUNTRY &&
           mention_at(s, i - 2) && mention_at(s, i - 2)->kind == ENTITY_PLACE;
}

/* "A, B, C and D": the last item of a list of names that goes on with commas, and ends with "and"
 * or has three more at least; `last` when it does not. */
static int long_list(const struct scene *s, int last)
{
    int i = last;
    enum entity_kind kind = mention_at(s, last)->kind;
    while (is_mark(s, i + 1, ",") && mention_at(s, i + 2) && mention_at(s, i + 2)->kind == kind &&
           !is_verb(s, i + 3) && !auxiliary(s, i + 3))
        i += 2;
    int joint = is_mark(s, i + 1, ",") ? i + 2 : i + 1;
    const struct mention *end = at(s, joint) == FRAME_AND ? mention_at(s, joint + 1) : NULL;
    bool goes_on = end && end->kind == kind && !is_verb(s, joint + 2) && !auxiliary(s, joint + 2);
    if (goes_on && i > last)
        return joint + 1;
    return i >= last + 6 ? i : last;
}

/* The list around item i into a side; returns its last item. */
static int put_list(const struct scene *s, int i, struct side *side, const char *how)
{
    int first, last, more;
    list_range(s, i, &first, &last);
    last = long_list(s, last);
    for (int k = first; k <= last; k++)
        if (at(s, k) == FRAME_PARTY && !in_place_name(s, k))
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

static bool is(const struct scene *s, int item, const char *class)
{
    return meeting_is(s->doc, s->items.items[item].start, s->items.items[item].end, class);
}

/* "contacts with", "received a call from", "cuộc liên lạc giữa": the preposition is part of the
 * cue. */
static bool ends_in_preposition(const struct scene *s, int cue)
{
    const struct lexicon *cues = pack_lexicon(s->doc->pack, "cues");
    const struct item *it = &s->items.items[cue];
    const struct entry *e = NULL;
    if (it->end - it->start < 2 ||
        lexicon_match(cues, s->doc->tokens, it->end - 1, it->end, &e) != 1)
        return false;
    const char *frame = entry_field(e, 1);
    return strcmp(frame, "with") == 0 || strcmp(frame, "from") == 0;
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
    bool held = at(s, next) == FRAME_HAVE || at(s, next) == FRAME_BEHIND;
    if (!held && (i == cue + 1 || is_verb(s, next)))
        return cue;
    put_list(s, i, hosts, "relative");
    return next;
}

/* "do X chủ trì" */
static bool chairs(const struct scene *s, int i)
{
    int end = s->items.items[i].end, last = s->doc->sentences[s->sentence].end;
    for (int k = i + 1; k < s->items.n && k < i + 6; k++)
        if (meeting_is(s->doc, s->items.items[k].start, s->items.items[k].end, "chair"))
            return true;
    return meeting_word(s->doc, end, end + 3 < last ? end + 3 : last, "chair");
}

/* "gồm", "including" */
static bool includes(const struct scene *s, int i)
{
    return meeting_word(s->doc, s->items.items[i].start, s->items.items[i].end, "include");
}

/* Whom: what follows the cue, past places and subjects of talk, up to the end of the clause. */
static void read_right(const struct scene *s, int cue, bool noun, struct side *hosts,
                       struct side *guests)
{
    int start = noun ? read_relative(s, cue, hosts) : cue;
    bool with = ends_in_preposition(s, cue), travel = is(s, cue, "travel");
    bool whom = with || is(s, cue, "whom");
    for (int i = start + 1; i < s->items.n && i < start + 14; i++) {
        enum frame before = at(s, i - 1);
        if (ends_clause(s, i) || before == FRAME_AGAINST || is_mark(s, i, "“"))
            break;
        if (at(s, i) != FRAME_PARTY || is_mark(s, i + 1, "'s") || in_place_name(s, i))
            continue;
        int last = i;
        if (before == FRAME_WITH && !travel && (!noun || guests->n || !is_mark(s, i - 2, ","))) {
            last = put_list(s, i, guests, "with");
        } else if (noun && before == FRAME_AND && includes(s, i - 1)) {
            last = put_list(s, i, guests, "with");
        } else if (i - 1 == cue && whom) {
            bool of_verb = is_verb(s, i + 1) || auxiliary(s, i + 1);
            if (!of_verb)
                last = put_list(s, i, guests, with ? "with" : noun ? "beside" : "object");
        } else if (noun && before == FRAME_OF && !hosts->n && i - 2 == cue) {
            last = put_list(s, i, hosts, "of");
        } else if (before == FRAME_BY && (!hosts->n || chairs(s, i))) {
            last = put_list(s, i, hosts->n ? guests : hosts, "by");
        } else if (before == FRAME_TO && travel && !guests->n && i - cue <= 4) {
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
        else if (at(s, i) == FRAME_WHILE && found == i + 1 && !is_verb(s, i + 2) &&
                 !auxiliary(s, i + 2))
            found = -1; /* "during the U.S. election" */
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
        bool place = at(s, i - 1) == FRAME_INAT && m->list < 0 && !owner; /* "Oval Office" */
        if (!place)
            put_list(s, i, hosts, owner ? "owner" : m->list >= 0 ? "pair" : "beside");
        if (hosts->n > 1 || owner || (!m->modifier && !place))
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
    if (at(s, i) == FRAME_PARTY)
        i--; /* "Oval Office" */
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
    for (int i = cue; i < s->items.n && i < cue + 6; i++) {
        if (meeting_word(s->doc, s->items.items[i].start, s->items.items[i].end, "between"))
            return !is(s, cue, "travel");
        if (i > cue && (at(s, i) == FRAME_TO || at(s, i) == FRAME_PARTY))
            return false;
    }
    return false;
}

static void read_noun(const struct scene *s, int cue, struct side *hosts, struct side *guests)
{
    read_right(s, cue, true, hosts, guests);
    if (guests->n > 1 && !hosts->n && strcmp(guests->how, "with") == 0 && is_between(s, cue))
        guests->how = "between";
    else if (!hosts->n)
        read_left_noun(s, cue, hosts);
    if (!hosts->n && guests->n && strcmp(guests->how, "between") != 0)
        read_behind(s, cue, hosts);
    if (!guests->n)
        read_told(s, cue, guests);
    bool own = strcmp(hosts->how, "owner") == 0 || strcmp(hosts->how, "of") == 0 ||
               strcmp(hosts->how, "by") == 0;
    if (strcmp(guests->how, "to") == 0 && !own) /* whose journey it was is not said */
        *guests = (struct side){.n = 0, .how = ""};
}

/* Who does it: the subject, or who had it before where a country is only the way there ("đến Iraq
 * để thăm", "Xi's visit to the U.S. to meet"). */
static void read_agent(const struct scene *s, int cue, struct side *hosts)
{
    const struct clause_roles *r = &s->roles[cue];
    bool by = r->passive && r->agent >= 0;
    bool gets_to = at(s, cue - 1) == FRAME_PASSIVE && r->patient < cue; /* "sẽ được họp với" */
    int agent = r->agent >= 0 ? r->agent : gets_to ? r->patient : -1;
    const char *how = by ? "by" : "agent";
    if (agent >= 0 && agent < cue && at(s, agent + 1) == FRAME_TO && mention_at(s, agent) &&
        mention_at(s, agent)->kind == ENTITY_COUNTRY) {
        int trip = agent;
        while (trip >= 0 && trip > agent - 3 && at(s, trip) != FRAME_MEET)
            trip--;
        if (at(s, trip) == FRAME_MEET) {
            read_left_noun(s, trip, hosts);
            return;
        }
        agent = subject_left(s, agent, &how);
        how = "purpose";
    }
    if (agent >= 0 && !put_self(s, agent, hosts))
        put_list(s, agent, hosts, how);
}

static void read_verb(const struct scene *s, int cue, struct side *hosts, struct side *guests)
{
    const char *how = "left";
    read_agent(s, cue, hosts);
    read_right(s, cue, false, hosts, guests);
    if (guests->n && is_between(s, cue)) {
        *hosts = (struct side){.n = 0, .how = ""};
        guests->how = "between";
        return;
    }
    if (!hosts->n)
        read_behind(s, cue, hosts);
    if (hosts->n)
        return;
    int left = subject_left(s, at(s, cue - 1) == FRAME_WHILE ? cue - 1 : cue, &how);
    if (left >= 0 && !put_self(s, left, hosts))
        put_list(s, left, hosts, how);
}

void guests_read(const struct scene *s, int cue, struct side *hosts, struct side *guests)
{
    const char *dot = strchr(s->items.items[cue].class, '.');
    *hosts = *guests = (struct side){.n = 0, .how = ""};
    if ((dot && strcmp(dot, ".n") == 0) || is(s, cue, "travel"))
        read_noun(s, cue, hosts, guests);
    else
        read_verb(s, cue, hosts, guests);
}

/* The item that holds token t or the first one behind it. */
static int item_behind(const struct scene *s, int t)
{
    int i = 0;
    while (i < s->items.n && s->items.items[i].end <= t)
        i++;
    return i;
}

/* "có A, B và C", "were A and B", "by A": the list behind a word of attending, past the meeting's
 * own words. */
static void attending_right(const struct scene *s, int token, struct side *out)
{
    const struct sentence *sentence = &s->doc->sentences[s->sentence];
    for (int i = item_behind(s, token); i < s->items.n; i++) {
        if (at(s, i) == FRAME_PARTY) {
            int from = s->items.items[i].start;
            bool led_in = at(s, i - 1) == FRAME_BY || at(s, i - 1) == FRAME_BE ||
                          meeting_word(s->doc, from - 2 > sentence->start ? from - 2 : from - 1,
                                       from, "include");
            if (led_in && from > sentence->start)
                put_list(s, i, out, "attending");
            return;
        }
        if (at(s, i) != FRAME_MEET && at(s, i) != FRAME_BE && at(s, i) != FRAME_BY &&
            at(s, i) != FRAME_AND && at(s, i) != FRAME_HAVE && at(s, i) != FRAME_PASSIVE)
            return;
    }
}

/* "the meeting", "cuộc họp này": a meeting told of before, right behind token t. */
static bool that_meeting(const struct scene *s, int t)
{
    const struct sentence *sentence = &s->doc->sentences[s->sentence];
    for (int i = 0; i < s->items.n; i++) {
        const struct item *it = &s->items.items[i];
        if (it->frame != FRAME_MEET || it->end <= t || it->start > t + 3)
            continue;
        if (it->start > t && meeting_word(s->doc, t, it->start, "this"))
            return true;
        if (it->end < sentence->end && meeting_word(s->doc, it->end, it->end + 1, "this"))
            return true;
    }
    return meeting_word(s->doc, t, t + 1 < sentence->end ? t + 1 : t, "this");
}

void guests_attending(const struct scene *s, struct side *out)
{
    const struct sentence *sentence = &s->doc->sentences[s->sentence];
    const struct lexicon *words = pack_lexicon(s->doc->pack, "meetings");
    *out = (struct side){.n = 0, .how = ""};
    for (int t = sentence->start, n; words && t < sentence->end && !out->n; t += n ? n : 1) {
        const struct entry *e = NULL;
        n = lexicon_match(words, s->doc->tokens, t, sentence->end, &e);
        bool attends = false;
        for (const struct entry *x = e; n && x; x = x->next)
            attends |= strcmp(entry_field(x, 1), "attend") == 0;
        if (!attends || !that_meeting(s, t + n))
            continue;
        attending_right(s, t + n, out);
        int i = item_behind(s, t) - 1;
        while (i >= 0 && (auxiliary(s, i) || at(s, i) == FRAME_WH || at(s, i) == FRAME_TO ||
                          is_mark(s, i, ",")))
            i--;
        if (!out->n && at(s, i) == FRAME_PARTY && !is_prepositional(s, i))
            put_list(s, i, out, "attending");
    }
}
