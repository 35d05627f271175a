#include "importers/extract/meeting_facts.h"

#include <stdlib.h>
#include <string.h>

#include "importers/extract/dates.h"

static enum frame at(const struct scene *s, int i)
{
    return i >= 0 && i < s->items.n ? s->items.items[i].frame : FRAME_NONE;
}

bool meeting_word(const struct doc *d, int start, int end, const char *class)
{
    const struct lexicon *words = pack_lexicon(d->pack, "meetings");
    const struct entry *e = NULL;
    for (int i = start, n; i < end && words; i += n ? n : 1) {
        n = lexicon_match(words, d->tokens, i, end, &e);
        for (; n && e; e = e->next)
            if (strcmp(entry_field(e, 1), class) == 0)
                return true;
    }
    return false;
}

bool meeting_is(const struct doc *d, int start, int end, const char *class)
{
    const struct lexicon *words = pack_lexicon(d->pack, "meetings");
    const struct entry *e = NULL;
    for (int n = words ? lexicon_match(words, d->tokens, start, end, &e) : 0; n && e; e = e->next)
        if (start + n == end && strcmp(entry_field(e, 1), class) == 0)
            return true;
    return false;
}

static bool divides(const struct scene *s, int i)
{
    enum frame f = at(s, i);
    return f == FRAME_THAT || f == FRAME_WHILE || f == FRAME_BUT || f == FRAME_SAY ||
           f == FRAME_ACCUSE || f == FRAME_WRONG;
}

/* A word of calling off that is about this meeting: it stands right before it ("huỷ cuộc gặp") or
 * behind it in the passive ("cuộc gặp … bị huỷ bỏ"). */
static const struct item *cancels(const struct scene *s, int cue)
{
    if (at(s, cue) == FRAME_CANCEL)
        return &s->items.items[cue];
    for (int i = cue - 1; i >= 0 && i >= cue - 3 && !divides(s, i); i--) {
        if (at(s, i) == FRAME_CANCEL)
            return &s->items.items[i];
        if (at(s, i) == FRAME_PARTY)
            break;
    }
    for (int i = cue + 1; i < s->items.n && i <= cue + 8 && !divides(s, i); i++)
        if (at(s, i) == FRAME_CANCEL && (at(s, i - 1) == FRAME_PASSIVE ||
                                         at(s, i - 1) == FRAME_BE || at(s, i - 1) == FRAME_PLAN))
            return &s->items.items[i];
    return NULL;
}

static bool planned(const struct scene *s, int cue)
{
    bool noun = strstr(s->items.items[cue].class, ".n") != NULL;
    const struct sentence *sentence = &s->doc->sentences[s->sentence];
    if (sentence->title && at(s, cue - 1) == FRAME_TO && at(s, cue - 2) == FRAME_PARTY)
        return true; /* "Senator to meet official on Monday" */
    for (int i = cue; i >= 0 && i >= cue - 5; i--) {
        if (at(s, i) == FRAME_PLAN)
            return true;
        if (divides(s, i))
            break;
    }
    for (int i = cue + 1; noun && i < s->items.n && i <= cue + 10 && !divides(s, i); i++)
        if (at(s, i) == FRAME_PLAN)
            return true;
    return false;
}

/* Before publication 1, after it -1, unknown or on the day 0. */
static int past(const struct doc *d, const struct date *date)
{
    int32_t first, last, day, end;
    if (!date->set || !d->article->published.set)
        return 0;
    dates_bounds(date, &first, &last);
    dates_bounds(&d->article->published, &day, &end);
    return last < day ? 1 : first > end ? -1 : 0;
}

static enum meeting_status status_of(const struct scene *s, int cue, const struct date *when)
{
    const struct item *off = cancels(s, cue);
    int gone = past(s->doc, when);
    if (off)
        return meeting_word(s->doc, off->start, off->end, "postpone") ? MEETING_PLANNED
                                                                      : MEETING_CANCELLED;
    if (gone < 0)
        return MEETING_PLANNED;
    return gone == 0 && planned(s, cue) ? MEETING_PLANNED : MEETING_HELD;
}

static bool takes_part(const struct claim *c, int entity)
{
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].role == ROLE_PARTICIPANT && c->roles[i].entity == entity)
            return true;
    return false;
}

/* The place behind "in", "at", "tại" in the clause; or at the very start of the sentence. */
static int place_of(const struct scene *s, int cue, const struct claim *c)
{
    for (int i = cue + 1; i < s->items.n && i < cue + 14 && !divides(s, i); i++) {
        if (at(s, i) != FRAME_PARTY || at(s, i - 1) != FRAME_INAT)
            continue;
        const struct mention *m = &s->doc->mentions[s->items.items[i].mention];
        if (m->entity >= 0 && !takes_part(c, m->entity) && !m->modifier &&
            (m->kind == ENTITY_PLACE || m->kind == ENTITY_COUNTRY))
            return m->entity;
    }
    for (int i = 1; i < cue && i < 4; i++) {
        const struct item *item = &s->items.items[i];
        const struct mention *m = item->mention < 0 ? NULL : &s->doc->mentions[item->mention];
        if (m && at(s, i - 1) == FRAME_INAT && m->entity >= 0 && !takes_part(c, m->entity) &&
            (m->kind == ENTITY_PLACE || m->kind == ENTITY_COUNTRY))
            return m->entity;
    }
    return -1;
}

/* The list of parties that ends right before token `to`, auxiliaries left out, or begins at `from`:
 * its parties become chairs. */
static void add_chairs(const struct scene *s, int item, int step, struct claim *c)
{
    while (item >= 0 && item < s->items.n && at(s, item) != FRAME_PARTY) {
        enum frame f = at(s, item);
        bool comma = f == FRAME_MARK && s->items.items[item].class[0] == ',';
        if (f != FRAME_HAVE && f != FRAME_PLAN && f != FRAME_HEDGE && !comma)
            return;
        item += step;
    }
    if (step < 0 && item > 1 && at(s, item - 1) == FRAME_OF && at(s, item - 2) == FRAME_PARTY &&
        s->doc->mentions[s->items.items[item - 2].mention].kind == ENTITY_PERSON)
        item -= 2; /* "ông Đới Bỉnh của Bộ Ngoại giao" */
    const struct mention *m =
        item < 0 || item >= s->items.n ? NULL : &s->doc->mentions[s->items.items[item].mention];
    if (!m || m->entity < 0 || m->kind == ENTITY_PLACE)
        return;
    for (int i = 0; i < s->items.n; i++) {
        if (at(s, i) != FRAME_PARTY)
            continue;
        const struct mention *o = &s->doc->mentions[s->items.items[i].mention];
        if (o->entity < 0 || (i != item && (m->list < 0 || o->list != m->list)))
            continue;
        claim_add_role(s->doc->a, c, ROLE_PARTICIPANT, o->entity);
        claim_add_role(s->doc->a, c, ROLE_CHAIR, o->entity);
    }
}

/* "do X và Y chủ trì", "co-chaired by X". */
static void find_chairs(const struct scene *s, struct claim *c)
{
    const struct doc *d = s->doc;
    const struct sentence *sentence = &d->sentences[s->sentence];
    const struct lexicon *words = pack_lexicon(d->pack, "meetings");
    for (int t = sentence->start; words && t < sentence->end; t++) {
        const struct entry *e = NULL;
        int n = lexicon_match(words, d->tokens, t, sentence->end, &e), item = 0;
        bool leads = n && strcmp(entry_field(e, 1), "chair") == 0;
        if (!leads && !(n && strcmp(entry_field(e, 1), "led") == 0))
            continue;
        if (leads) {
            while (item < s->items.n && s->items.items[item].end <= t)
                item++;
            add_chairs(s, item - 1, -1, c);
        } else {
            while (item < s->items.n && s->items.items[item].start < t + n)
                item++;
            add_chairs(s, item, 1, c);
        }
        t += n - 1;
    }
}

void meeting_facts(const struct scene *s, int cue, struct claim *c)
{
    struct doc *d = s->doc;
    const struct item *sign = &s->items.items[cue];
    const struct sentence *sentence = &d->sentences[s->sentence];
    struct told_date happened = {0};
    find_chairs(s, c);
    int place = place_of(s, cue, c);
    if (place >= 0)
        claim_add_role(d->a, c, ROLE_PLACE, place);
    c->what = doc_words(d, sign->start, sign->end);
    struct date_claim asked = {.from = sentence->start,
                               .to = sentence->end,
                               .cue = sign->start,
                               .party = {-1, -1},
                               .kind = CLAIM_MEETING};
    int n = 0;
    for (size_t i = 0; i < c->roles_n && n < 2; i++)
        if (c->roles[i].role == ROLE_PARTICIPANT)
            asked.party[n++] = c->roles[i].entity;
    dates_attach(d, &asked, &c->said, &happened);
    c->status = status_of(s, cue, &c->said.date);
}

static int side_of(const struct doc *d, int entity)
{
    return d->entities[entity].side >= 0 ? d->entities[entity].side : entity;
}

static bool of_countries(const struct doc *d, const struct claim *c)
{
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].role == ROLE_PARTICIPANT &&
            d->entities[c->roles[i].entity].kind != ENTITY_COUNTRY)
            return false;
    return true;
}

/* Two sides met, the same in both: once named as countries, once by who acts for them. */
static bool same_sides(const struct doc *d, const struct claim *a, const struct claim *b)
{
    for (int turn = 0; turn < 2; turn++) {
        const struct claim *x = turn ? b : a, *y = turn ? a : b;
        for (size_t i = 0; i < x->roles_n; i++) {
            bool found = x->roles[i].role != ROLE_PARTICIPANT;
            for (size_t j = 0; j < y->roles_n && !found; j++)
                found = y->roles[j].role == ROLE_PARTICIPANT &&
                        side_of(d, x->roles[i].entity) == side_of(d, y->roles[j].entity);
            if (!found)
                return false;
        }
    }
    return true;
}

static bool same_people(const struct claim *a, const struct claim *b)
{
    for (int turn = 0; turn < 2; turn++) {
        const struct claim *x = turn ? b : a, *y = turn ? a : b;
        for (size_t i = 0; i < x->roles_n; i++)
            if (x->roles[i].role == ROLE_PARTICIPANT && !takes_part(y, x->roles[i].entity))
                return false;
    }
    return true;
}

static bool has_role(const struct claim *c, enum role role)
{
    for (size_t i = 0; i < c->roles_n; i++)
        if (c->roles[i].role == role)
            return true;
    return false;
}

/* Told twice: the same people, dates and status that can be one. The later telling gives evidence,
 * and what the first one left open. */
static void merge_told_twice(struct doc *d)
{
    int n = 0;
    for (int i = 0; i < d->claims_n; i++) {
        struct claim c = d->claims[i], *twin = NULL;
        for (int j = 0; j < n && !twin && c.kind == CLAIM_MEETING; j++) {
            struct claim *o = &d->claims[j];
            if (o->kind == CLAIM_MEETING && o->status == c.status && same_people(o, &c) &&
                dates_compatible(&o->said.date, &c.said.date))
                twin = o;
        }
        if (!twin) {
            d->claims[n++] = c;
            continue;
        }
        for (size_t j = 0; j < c.evidence.n; j++)
            spans_add(d->a, &twin->evidence, c.evidence.items[j]);
        for (size_t j = 0; j < c.roles_n; j++)
            if (!has_role(twin, ROLE_PLACE) || c.roles[j].role != ROLE_PLACE)
                claim_add_role(d->a, twin, c.roles[j].role, c.roles[j].entity);
        if (!twin->said.date.set)
            twin->said = c.said;
        if (c.confidence > twin->confidence)
            twin->confidence = c.confidence;
    }
    d->claims_n = n;
}

void meetings_settle(struct doc *d)
{
    merge_told_twice(d);
    for (int i = 0; i < d->claims_n; i++) {
        struct claim *c = &d->claims[i];
        const struct claim *best = NULL;
        if (c->kind != CLAIM_MEETING || c->said.date.set)
            continue;
        for (int j = 0; j < d->claims_n; j++) {
            const struct claim *o = &d->claims[j];
            if (o->kind == CLAIM_MEETING && o->said.date.set && o->status == c->status &&
                (of_countries(d, c) || of_countries(d, o)) && same_sides(d, c, o) &&
                (!best || abs(j - i) < abs((int)(best - d->claims) - i)))
                best = o;
        }
        if (best)
            c->said = best->said;
    }
}
