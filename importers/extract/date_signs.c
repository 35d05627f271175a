#include "importers/extract/date_signs.h"

#include <stdlib.h>
#include <string.h>

#define TIGHT 1 /* tokens between a date and a sign that stands at it */
#define LOOSE 4 /* the same for one near it */
#define BACK 8  /* sentences looked through for who spoke since */

static struct date with_year(const struct date *d)
{
    struct date r = *d;
    if (!r.from.year && r.from.month && !r.from.open) {
        r.from.year = 2000; /* 9 July of a year not known is a day all the same */
        if (r.interval && !r.to.year)
            r.to.year = r.to.month < r.from.month ? 2001 : 2000;
    }
    return r;
}

enum date_reach date_reach(const struct date *told)
{
    int32_t first, last;
    struct date d = with_year(told);
    dates_bounds(&d, &first, &last);
    if (first == INT32_MIN || last == INT32_MAX)
        return REACH_SPAN;
    int32_t days = last - first;
    return days == 0    ? REACH_DAY
           : days < 10  ? REACH_WEEK
           : days < 31  ? REACH_MONTH
           : d.interval ? REACH_SPAN
                        : REACH_YEAR;
}

static const char *reach_name(const struct date_mention *m)
{
    static const char *const names[] = {"day", "week", "month", "year", "span"};
    return names[date_reach(&m->date)];
}

/* How long before publication. */
static const char *age_name(const struct date_asked *q, const struct date_mention *m)
{
    int32_t first, last;
    if (!q->known)
        return "?";
    dates_bounds(&m->date, &first, &last);
    if (first == INT32_MIN || last == INT32_MAX)
        return "open";
    int32_t age = q->published - last;
    return first > q->published ? "ahead"
           : age <= 0           ? "0"
           : age == 1           ? "1"
           : age <= 3           ? "3"
           : age <= 7           ? "7"
           : age <= 31          ? "31"
           : age <= 366         ? "366"
                                : "old";
}

static const char *count_name(int n)
{
    static const char *const names[] = {"0", "1", "2"};
    return n < 3 ? names[n] : "more";
}

static const char *code_name(int n)
{
    static const char *const names[] = {"0", "1", "2", "3"};
    return names[n & 3];
}

static const char *far_name(int tokens)
{
    return tokens <= 1    ? "1"
           : tokens <= 3  ? "3"
           : tokens <= 6  ? "6"
           : tokens <= 12 ? "12"
           : tokens <= 25 ? "25"
                          : "far";
}

static bool same_day(const struct date_mention *a, const struct date_mention *b)
{
    const struct date_point *p = &a->date.from, *q = &b->date.from;
    return p->year == q->year && p->month == q->month && p->day == q->day &&
           a->date.interval == b->date.interval;
}

bool date_is_ahead(const struct date_asked *q, const struct date_mention *m)
{
    return strcmp(age_name(q, m), "ahead") == 0;
}

/* ---- parties ---- */

static int first_mention(const struct doc *d, int start)
{
    int lo = 0, hi = d->mentions_n;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (d->mentions[mid].start < start)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The first mention of an entity that begins in tokens [from, to), -1. */
static int find_party(const struct doc *d, int entity, int from, int to)
{
    for (int m = first_mention(d, from); m < d->mentions_n && d->mentions[m].start < to; m++)
        if (d->mentions[m].entity == entity)
            return m;
    return -1;
}

bool date_has_party(const struct doc *d, int entity, int sentence)
{
    const struct sentence *s = &d->sentences[sentence];
    return entity >= 0 && find_party(d, entity, s->start, s->end) >= 0;
}

static bool is_party(const struct date_asked *q, const struct item *item, int entity)
{
    return item->frame == FRAME_PARTY && entity >= 0 &&
           find_party(q->doc, entity, item->start, item->end) >= 0;
}

static bool utters(enum frame f)
{
    return f == FRAME_SAY || f == FRAME_ACCUSE || f == FRAME_DENY || f == FRAME_REVEAL ||
           f == FRAME_ADMIT || f == FRAME_CALL || f == FRAME_CRITICIZE || f == FRAME_DEMAND ||
           f == FRAME_LEGAL || f == FRAME_ACCORDINGTO || f == FRAME_DOC;
}

/* Who is seen to speak in a sentence: 1 the claim's speaker, 2 somebody else, 3 both, 0 nobody. */
static int who_speaks(const struct date_asked *q, const struct items *items)
{
    int who = 0;
    for (int i = 0; i < items->n; i++) {
        if (!utters(items->items[i].frame))
            continue;
        for (int k = i - 1; k >= 0 && k >= i - 3; k--) {
            if (items->items[k].frame != FRAME_PARTY)
                continue;
            who |= is_party(q, &items->items[k], q->c->party[0]) ? 1 : 2;
            break;
        }
    }
    return who;
}

static bool blames(const struct items *items)
{
    for (int i = 0; i < items->n; i++) {
        enum frame f = items->items[i].frame;
        if (f == FRAME_ACCUSE || f == FRAME_LEGAL || f == FRAME_BEHIND || f == FRAME_DENY)
            return true;
    }
    return false;
}

static struct date_scene *scene_at(struct date_asked *q, int sentence)
{
    struct date_scene *scene = &q->scenes[sentence - q->sentence + DATE_BACK];
    if (!scene->read) {
        scene->read = true;
        scene->items = signs_read((struct doc *)q->doc, sentence); /* takes of its arena only */
        scene->who = who_speaks(q, &scene->items);
        scene->blames = blames(&scene->items);
    }
    return scene;
}

/* ---- what stands around a date ---- */

/* The last item before the date and the first behind it, -1. */
static void neighbours(const struct items *items, const struct date_mention *m, int *before,
                       int *behind)
{
    *before = *behind = -1;
    for (int i = 0; i < items->n; i++) {
        if (items->items[i].end <= m->start)
            *before = i;
        else if (items->items[i].start >= m->end && *behind < 0)
            *behind = i;
    }
}

static void describe_neighbour(const struct date_asked *q, const struct items *items, int i,
                               int gap, const char *as, const char *side, struct score *s)
{
    const char *class = i < 0 || gap > LOOSE ? "-" : items->items[i].class;
    score_add(s, as, side, "=", class, gap <= TIGHT ? ".tight" : "", NULL);
    if (i >= 0 && gap <= LOOSE) {
        enum frame f = items->items[i].frame;
        score_add(s, as, side, ".utters=", utters(f) ? "1" : "0", NULL);
        if (f == FRAME_PARTY)
            score_add(s, as, side, ".party=",
                      is_party(q, &items->items[i], q->c->party[0])   ? "0"
                      : is_party(q, &items->items[i], q->c->party[1]) ? "1"
                                                                      : "other",
                      NULL);
    }
}

static const char *lower_word(const struct doc *d, int i)
{
    bool word = i >= 0 && i < d->tokens_n && !(d->tokens[i].flags & (TOKEN_UPPER | TOKEN_NUMBER));
    return word ? d->tokens[i].low : "-";
}

/* What the date is, and what its own place in its sentence tells of it. */
static void describe_date(const struct date_asked *q, const struct date_mention *m,
                          const struct sentence *at, const struct items *items, const char *as,
                          struct score *s)
{
    const struct doc *d = q->doc;
    const char *reach = reach_name(m), *age = age_name(q, m);
    int before, behind;
    score_add(s, as, "bias", NULL);
    score_add(s, as, "reach=", reach, NULL);
    score_add(s, as, "age=", age, NULL);
    score_add(s, as, "reach.age=", reach, ".", age, NULL);
    score_add(s, as, "basis=", count_name((int)m->basis), NULL);
    score_add(s, as, "first=", lower_word(d, m->start), NULL);
    score_add(s, as, "former=", m->start > at->start ? lower_word(d, m->start - 1) : "^", NULL);
    score_add(s, as, "next=", m->end < at->end ? lower_word(d, m->end) : "$", NULL);
    if (m->end < d->tokens_n && d->tokens[m->end].flags & TOKEN_POSSESSIVE)
        score_add(s, as, "possessive", NULL);
    if (d->tokens[m->start].flags & TOKEN_QUOTED)
        score_add(s, as, "quoted", NULL);
    if (m->start - at->start < 3)
        score_add(s, as, "opens", NULL);
    if (q->main)
        score_add(s, as, "main=", same_day(q->main, m) ? "1." : "0.", reach, NULL);
    neighbours(items, m, &before, &behind);
    describe_neighbour(q, items, before, before < 0 ? 99 : m->start - items->items[before].end, as,
                       "p", s);
    describe_neighbour(q, items, behind, behind < 0 ? 99 : items->items[behind].start - m->end, as,
                       "n", s);
}

/* ---- a date of the claim's own sentence ---- */

/* The kinds of signs between the date and the cue, each once. */
static void describe_between(const struct date_asked *q, const struct date_mention *m,
                             const char *side, struct score *s)
{
    int from = m->end <= q->c->cue ? m->end : q->c->cue + 1,
        to = m->end <= q->c->cue ? q->c->cue : m->start, marks = 0;
    uint64_t seen = 0;
    for (int i = 0; i < q->items.n; i++) {
        const struct item *item = &q->items.items[i];
        if (item->start < from || item->end > to)
            continue;
        if (item->frame == FRAME_MARK) {
            marks += *item->class == ',';
            if (*item->class != ',')
                score_add(s, "l.", side, ".mark=", item->class, NULL);
        } else if (!(seen >> item->frame & 1)) {
            seen |= 1ull << item->frame;
            score_add(s, "l.", side,
                      ".over=", item->frame == FRAME_PARTY ? "M" : signs_frame(item->frame), NULL);
        }
    }
    score_add(s, "l.", side, ".commas=", count_name(marks), NULL);
}

static bool is_nearest(const struct date_asked *q, const struct date_mention *m, int reach)
{
    int mine = abs(m->start - q->c->cue);
    for (int i = q->first; i < q->end; i++) {
        const struct date_mention *o = &q->doc->dates[i];
        if (o != m && abs(o->start - q->c->cue) < mine && (int)date_reach(&o->date) <= reach)
            return false;
    }
    return true;
}

static void describe_own(const struct date_asked *q, const struct date_mention *m, struct score *s)
{
    const struct date_claim *c = q->c;
    const struct sentence *at = &q->doc->sentences[q->sentence];
    bool before = m->end <= c->cue;
    const char *side = before ? "b" : "a", *reach = reach_name(m);
    const char *where = m->end <= c->from   ? "pre"
                        : m->start >= c->to ? "post"
                        : before            ? "before"
                                            : "after";
    const char *cue = q->cue_item < 0 ? "-" : q->items.items[q->cue_item].class;
    int far = before ? c->cue - m->end : m->start - c->cue;
    describe_date(q, m, at, &q->items, "l.", s);
    score_add(s, "l.where=", where, NULL);
    score_add(s, "l.where.reach=", where, ".", reach, NULL);
    score_add(s, "l.where.opens=", where, m->start - at->start < 3 ? ".1" : ".0", NULL);
    score_add(s, "l.far=", side, far_name(far), NULL);
    score_add(s, "l.reach.far=", reach, side, far_name(far), NULL);
    score_add(s, "l.cue=", cue, NULL);
    score_add(s, "l.cue.side=", cue, ".", side, NULL);
    score_add(s, "l.dates=", count_name(q->end - q->first), NULL);
    score_add(s, "l.nearest=", is_nearest(q, m, REACH_SPAN) ? "1" : "0",
              is_nearest(q, m, REACH_WEEK) ? "1" : "0", NULL);
    describe_between(q, m, side, s);
}

/* ---- a date of another sentence ---- */

static bool tells_day(const struct date_asked *q)
{
    for (int i = q->first; i < q->end; i++)
        if (date_reach(&q->doc->dates[i].date) <= REACH_WEEK)
            return true;
    return false;
}

/* Where the claim's own sentence has its first party: "Putin", "he", nobody. */
static const char *party_there(const struct date_asked *q)
{
    const struct sentence *at = &q->doc->sentences[q->sentence];
    int m = q->c->party[0] < 0 ? -1 : find_party(q->doc, q->c->party[0], at->start, at->end);
    if (m < 0)
        return q->c->party[0] < 0 ? "nobody" : "before";
    enum mention_how how = q->doc->mentions[m].how;
    return how == MENTION_PRONOUN ? "pronoun" : how == MENTION_DEFINITE ? "definite" : "name";
}

static const char *back_name(int sentences)
{
    static const char *const names[] = {"0", "1", "2", "3", "4", "5"};
    return sentences < 6 ? names[sentences] : sentences <= 8 ? "8" : sentences <= 14 ? "14" : "40";
}

static void describe_far(struct date_asked *q, const struct date_mention *m, int sentence,
                         struct score *s)
{
    const struct doc *d = q->doc;
    const struct sentence *at = &d->sentences[sentence], *own = &d->sentences[q->sentence];
    const struct date_scene *scene = scene_at(q, sentence);
    int back = q->sentence - sentence, index = (int)(m - d->dates);
    const char *as = back > 0 ? "c." : "f.";
    const char *far = back_name(abs(back));
    const struct date_claim *c = q->c;
    bool first = date_has_party(d, c->party[0], sentence),
         second = date_has_party(d, c->party[1], sentence);
    const char *parties = c->party[0] < 0 ? (second ? "?1" : "?0")
                          : first         ? (second ? "11" : "10")
                                          : (second ? "01" : "00");
    int between = 0, day = 0;
    for (int i = index + 1; back > 0 && i < q->first; i++) {
        between++;
        day += date_reach(&d->dates[i].date) <= REACH_WEEK;
    }
    const char *own_date = tells_day(q) ? "day" : q->end > q->first ? "some" : "none";
    const char *quoted = d->tokens[c->cue].flags & TOKEN_QUOTED ? "quoted" : "plain";
    const char *who = party_there(q);
    int since = 0;
    for (int i = sentence + 1; i < q->sentence && i <= sentence + BACK; i++)
        since |= scene_at(q, i)->who;
    describe_date(q, m, at, &scene->items, as, s);
    score_add(s, as, "spoke=", code_name(scene->who), ".", parties, NULL);
    score_add(s, as, "since=", code_name(since), ".", code_name(scene->who), NULL);
    score_add(s, as, "blames=", scene->blames ? "1." : "0.", parties, NULL);
    score_add(s, as, "far=", far, NULL);
    score_add(s, as, "parties=", parties, NULL);
    score_add(s, as, "far.parties=", far, ".", parties, NULL);
    score_add(s, as, "between=", count_name(between), ".", count_name(day), NULL);
    score_add(s, as, "day.between=", count_name(day), ".", parties, NULL);
    score_add(s, as, "own=", own_date, NULL);
    score_add(s, as, "own.reach=", own_date, ".", reach_name(m), NULL);
    score_add(s, as, "quoted=", quoted, ".", parties, NULL);
    score_add(s, as, "who=", who, NULL);
    score_add(s, as, "who.parties=", who, ".", parties, NULL);
    score_add(s, as, "who.far=", who, ".", far, NULL);
    score_add(s, as, "paragraph=", at->paragraph == own->paragraph ? "same" : "other", ".", far,
              NULL);
    score_add(s, as, "title=", own->title ? "1" : at->title ? "2" : "0", NULL);
    score_add(s, as, "cue=", q->cue_item < 0 ? "-" : q->items.items[q->cue_item].class, NULL);
}

/* That the text does not tell. */
void date_describe_none(const struct date_asked *q, struct score *s)
{
    const struct doc *d = q->doc;
    const char *cue = q->cue_item < 0 ? "-" : q->items.items[q->cue_item].class;
    score_add(s, "n.cue=", cue, NULL);
    score_add(s, "n.dates=", count_name(q->end - q->first), NULL);
    score_add(s, "n.who=", party_there(q), NULL);
    score_add(s, "n.known=", q->known ? "1" : "0", q->main ? "1" : "0", NULL);
    if (d->tokens[q->c->cue].flags & TOKEN_QUOTED)
        score_add(s, "n.quoted", NULL);
    if (d->sentences[q->sentence].title)
        score_add(s, "n.title", NULL);
    for (int i = q->cue_item - 1; i >= 0 && i >= q->cue_item - 2; i--)
        score_add(s, "n.over=", q->items.items[i].class, NULL);
}

int date_first(const struct doc *d, int token)
{
    int lo = 0, hi = d->dates_n;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (d->dates[mid].start < token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void date_ask(struct date_asked *q, const struct doc *doc, const struct date_claim *c)
{
    const struct date *pub = &doc->article->published;
    int32_t last;
    *q = (struct date_asked){
        .doc = doc, .c = c, .sentence = doc_sentence(doc, c->cue), .cue_item = -1};
    const struct sentence *s = &doc->sentences[q->sentence];
    q->items = scene_at(q, q->sentence)->items;
    for (int i = 0; i < q->items.n; i++)
        if (q->items.items[i].start <= c->cue && c->cue < q->items.items[i].end)
            q->cue_item = i;
    dates_bounds(pub, &q->published, &last);
    q->known = pub->set && pub->from.day && q->published > INT32_MIN;
    q->first = date_first(doc, s->start);
    q->end = date_first(doc, s->end);
    for (int i = 0; i < doc->dates_n && !q->main; i++)
        if (date_reach(&doc->dates[i].date) == REACH_DAY && !date_is_ahead(q, &doc->dates[i]))
            q->main = &doc->dates[i];
}

void date_describe(struct date_asked *q, const struct date_mention *m, struct score *s)
{
    int sentence = doc_sentence(q->doc, m->start);
    if (sentence == q->sentence)
        describe_own(q, m, s);
    else
        describe_far(q, m, sentence, s);
}
