/* Which dates belong to a claim: when it was said or held, and when what it tells of happened.
 *
 * The day of a saying stands in its own sentence, or in one before: "Putin said on Monday … ",
 * "he added". So every date of the sentence and of its neighbours is a candidate, "none" is one
 * more, and a model chooses (weights.h; models "said" and "met", of importers/languages/mul, for
 * they see order, classes and distances, no language). Dates of the deed keep to habits of the
 * news: a year or a span of years dates the deed, a possessive or an article makes a date a
 * modifier of its noun ("the 2016 election", "last year's vote"). */
#include "importers/extract/dates.h"

#include <stdlib.h>
#include <string.h>

#include "importers/extract/signs.h"
#include "importers/extract/weights.h"

#define BACK 8        /* sentences before the claim's in which any date is looked for */
#define LONG_BACK 40  /* those that have the speaker too */
#define AHEAD 6       /* behind a headline or lead, which the body tells again */
#define LEAD 4        /* sentences of an article that lead */
#define CANDIDATES 48 /* dates looked at on each side */
#define TIGHT 1       /* tokens between a date and a sign that stands at it */
#define LOOSE 4       /* the same for one near it */
#define HAPPENED_MIN 0.8
#define NO_RUSH -0.7 /* log-odds that a date may lack: a day too many is less harm than none */

enum reach { REACH_DAY, REACH_WEEK, REACH_MONTH, REACH_YEAR, REACH_SPAN };

/* A claim with what is asked of it often. */
struct asked {
    const struct doc *doc;
    const struct date_claim *c;
    int sentence;
    struct items items; /* of its sentence */
    int first, end;     /* dates of the sentence */
    int cue_item;       /* the sign at the cue, -1 */
    bool known;         /* day of publication */
    int32_t published;
    const struct date_mention *main; /* the first day that the article names, NULL */
};

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

static enum reach reach_of(const struct date *told)
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
    return names[reach_of(&m->date)];
}

/* How long before publication. */
static const char *age_name(const struct asked *q, const struct date_mention *m)
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

static bool is_party(const struct asked *q, const struct item *item, int entity)
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
static int who_speaks(const struct asked *q, const struct items *items)
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

static void describe_neighbour(const struct asked *q, const struct items *items, int i, int gap,
                               const char *as, const char *side, struct score *s)
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
static void describe_date(const struct asked *q, const struct date_mention *m,
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
static void describe_between(const struct asked *q, const struct date_mention *m, const char *side,
                             struct score *s)
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

static bool is_nearest(const struct asked *q, const struct date_mention *m, int reach)
{
    int mine = abs(m->start - q->c->cue);
    for (int i = q->first; i < q->end; i++) {
        const struct date_mention *o = &q->doc->dates[i];
        if (o != m && abs(o->start - q->c->cue) < mine && (int)reach_of(&o->date) <= reach)
            return false;
    }
    return true;
}

static void describe_own(const struct asked *q, const struct date_mention *m, struct score *s)
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

static struct items signs_of(const struct doc *d, int sentence)
{
    return signs_read((struct doc *)d, sentence); /* fills the arena only */
}

static bool tells_day(const struct asked *q)
{
    for (int i = q->first; i < q->end; i++)
        if (reach_of(&q->doc->dates[i].date) <= REACH_WEEK)
            return true;
    return false;
}

/* Where the claim's own sentence has its first party: "Putin", "he", nobody. */
static const char *party_there(const struct asked *q)
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

static void describe_far(const struct asked *q, const struct date_mention *m, int sentence,
                         struct score *s)
{
    const struct doc *d = q->doc;
    const struct sentence *at = &d->sentences[sentence], *own = &d->sentences[q->sentence];
    struct items items = signs_of(d, sentence);
    int back = q->sentence - sentence, index = (int)(m - d->dates);
    const char *as = back > 0 ? "c." : "f.";
    const char *far = back_name(abs(back));
    const struct date_claim *c = q->c;
    bool first = c->party[0] >= 0 && find_party(d, c->party[0], at->start, at->end) >= 0,
         second = c->party[1] >= 0 && find_party(d, c->party[1], at->start, at->end) >= 0;
    const char *parties = c->party[0] < 0 ? (second ? "?1" : "?0")
                          : first         ? (second ? "11" : "10")
                                          : (second ? "01" : "00");
    int between = 0, day = 0;
    for (int i = index + 1; back > 0 && i < q->first; i++) {
        between++;
        day += reach_of(&d->dates[i].date) <= REACH_WEEK;
    }
    const char *own_date = tells_day(q) ? "day" : q->end > q->first ? "some" : "none";
    const char *quoted = d->tokens[c->cue].flags & TOKEN_QUOTED ? "quoted" : "plain";
    const char *who = party_there(q);
    int spoke = who_speaks(q, &items), since = 0;
    for (int i = sentence + 1; i < q->sentence && i <= sentence + BACK; i++) {
        struct items others = signs_of(d, i);
        since |= who_speaks(q, &others);
    }
    describe_date(q, m, at, &items, as, s);
    score_add(s, as, "spoke=", code_name(spoke), ".", parties, NULL);
    score_add(s, as, "since=", code_name(since), ".", code_name(spoke), NULL);
    score_add(s, as, "blames=", blames(&items) ? "1." : "0.", parties, NULL);
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

/* ---- the choice ---- */

/* That the text does not tell. */
static void describe_none(const struct asked *q, struct score *s)
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

static int first_date(const struct doc *d, int token)
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

static struct asked ask(const struct doc *doc, const struct date_claim *c)
{
    struct asked q = {.doc = doc, .c = c, .sentence = doc_sentence(doc, c->cue), .cue_item = -1};
    const struct date *pub = &doc->article->published;
    const struct sentence *s = &doc->sentences[q.sentence];
    q.items = signs_of(doc, q.sentence);
    for (int i = 0; i < q.items.n; i++)
        if (q.items.items[i].start <= c->cue && c->cue < q.items.items[i].end)
            q.cue_item = i;
    int32_t last;
    dates_bounds(pub, &q.published, &last);
    q.known = pub->set && pub->from.day && q.published > INT32_MIN;
    q.first = first_date(doc, s->start);
    q.end = first_date(doc, s->end);
    for (int i = 0; i < doc->dates_n && !q.main; i++)
        if (reach_of(&doc->dates[i].date) == REACH_DAY &&
            strcmp(age_name(&q, &doc->dates[i]), "ahead") != 0)
            q.main = &doc->dates[i];
    return q;
}

/* A day or month long before can be the claim's if its sentence has the speaker. */
static bool worth_far(const struct asked *q, const struct date_mention *m, int sentence)
{
    const struct sentence *s = &q->doc->sentences[sentence];
    return q->c->party[0] >= 0 && reach_of(&m->date) <= REACH_MONTH &&
           find_party(q->doc, q->c->party[0], s->start, s->end) >= 0;
}

/* The candidate of the most points, NULL for none. */
static const struct date_mention *choose(const struct asked *q, FILE *trace)
{
    const struct doc *d = q->doc;
    bool meeting = q->c->content_from >= q->c->content_to;
    struct score none = {
        .weights = weights_of(d->pack), .model = meeting ? "met" : "said", .trace = trace};
    const struct date_mention *best = NULL;
    int back = q->sentence - LONG_BACK, last = q->sentence + (q->sentence < LEAD ? AHEAD : 0);
    int from = first_date(d, d->sentences[back > 0 ? back : 0].start);
    int to = first_date(d, d->sentences[last < d->sentences_n ? last : d->sentences_n - 1].end);
    from = from < q->first - CANDIDATES ? q->first - CANDIDATES : from;
    to = to > q->end + CANDIDATES ? q->end + CANDIDATES : to;
    if (trace)
        fputs("none\t", trace);
    describe_none(q, &none);
    double most = none.sum + NO_RUSH;
    for (int i = from; i < to; i++) {
        const struct date_mention *m = &d->dates[i];
        struct score s = {.weights = none.weights, .model = none.model, .trace = trace};
        char text[DATES_TEXT];
        int at = doc_sentence(d, m->start);
        if (at < q->sentence - BACK && !worth_far(q, m, at))
            continue;
        if (trace)
            fprintf(trace, "\n%s\t", dates_print(text, &m->date));
        if (i >= q->first && i < q->end)
            describe_own(q, m, &s);
        else
            describe_far(q, m, at, &s);
        if (s.sum > most) {
            most = s.sum;
            best = m;
        }
    }
    if (trace)
        fputc('\n', trace);
    return best;
}

void dates_trace(const struct doc *doc, const struct date_claim *c, FILE *trace)
{
    struct asked q = ask(doc, c);
    choose(&q, trace);
}

/* ---- the deed ---- */

/* Points for standing outside of the clause: few for what opens the sentence, much for what
 * follows behind. */
static double outside(const struct asked *q, const struct date_mention *m)
{
    const struct sentence *s = &q->doc->sentences[q->sentence];
    if (m->start >= q->c->from && m->end <= q->c->to)
        return 0;
    if (m->end <= q->c->from)
        return 1.0 + (m->start - s->start < 3 ? 0 : 0.05 * (q->c->from - m->end));
    return 1.5 + 0.05 * (m->start - q->c->to);
}

static double happened_points(const struct asked *q, const struct date_mention *m)
{
    static const double by_reach[] = {0.0, 0.3, 1.0, 2.0, 2.0};
    int far = m->start > q->c->cue ? m->start - q->c->cue : q->c->cue - m->end + 1;
    double points = by_reach[reach_of(&m->date)] - 0.03 * far - outside(q, m);
    if (m->start > q->c->cue)
        points += 0.5;
    if (m->end < q->doc->tokens_n && q->doc->tokens[m->end].flags & TOKEN_POSSESSIVE)
        points += 0.5;
    if (strcmp(age_name(q, m), "ahead") == 0)
        points -= 4;
    return points;
}

static void tell(struct told_date *out, const struct doc *doc, const struct date_mention *m)
{
    *out = (struct told_date){0};
    if (m)
        *out = (struct told_date){m->date, m->basis, doc_span(doc, m->start, m->end)};
}

void dates_attach(const struct doc *doc, const struct date_claim *c, struct told_date *said,
                  struct told_date *happened)
{
    struct asked q = ask(doc, c);
    const struct date_mention *best_said = choose(&q, NULL), *best = NULL;
    double most = HAPPENED_MIN;
    for (int i = q.first; i < q.end && c->content_from < c->content_to; i++) {
        const struct date_mention *m = &doc->dates[i];
        double p = m == best_said ? 0 : happened_points(&q, m);
        if (p > most) {
            most = p;
            best = m;
        }
    }
    tell(said, doc, best_said);
    tell(happened, doc, best);
}
