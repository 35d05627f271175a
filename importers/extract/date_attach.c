/* Which dates of a sentence belong to a saying, and which to what it tells of.
 *
 * News has habits: a day or a week dates the saying, a year or a span of years the deed; a date
 * right at the verb or in front of the clause is the verb's; a possessive or an article makes a
 * date a modifier of its noun ("the 2016 election", "last year's vote"). Each habit is worth
 * some points; the best date above a threshold wins. */
#include "importers/extract/dates.h"

#include <string.h>

#define AT_CUE 3     /* tokens around the cue in which a date is the cue's own */
#define SAID_MIN 1.0 /* points below which a sentence does not tell */
#define HAPPENED_MIN 0.8
#define MET_MIN 0.5

enum reach { REACH_DAY, REACH_WEEK, REACH_MONTH, REACH_YEAR, REACH_SPAN };

struct clause {
    const struct doc *doc;
    int from, to, cue, content_from, content_to;
};

static enum reach reach_of(const struct date *d)
{
    int32_t first, last;
    dates_bounds(d, &first, &last);
    if (first == INT32_MIN || last == INT32_MAX)
        return REACH_SPAN;
    int32_t days = last - first;
    return days == 0     ? REACH_DAY
           : days < 10   ? REACH_WEEK
           : days < 31   ? REACH_MONTH
           : d->interval ? REACH_SPAN
                         : REACH_YEAR;
}

static int distance(const struct clause *c, const struct date_mention *m)
{
    return m->start > c->cue ? m->start - c->cue : c->cue - m->end + 1;
}

static bool in_content(const struct clause *c, const struct date_mention *m)
{
    return m->start >= c->content_from && m->end <= c->content_to;
}

/* "Tuesday's", "the March 22 attack": the date of a noun, not of a verb. */
static bool is_modifier(const struct clause *c, const struct date_mention *m)
{
    const struct token *t = c->doc->tokens;
    return m->end < c->doc->tokens_n && (t[m->end].flags & TOKEN_POSSESSIVE);
}

static bool is_planned(const struct clause *c, const struct date_mention *m)
{
    const struct date *pub = &c->doc->article->published;
    int32_t first, last, day, unused;
    dates_bounds(&m->date, &first, &last);
    dates_bounds(pub, &day, &unused);
    return pub->set && first > day;
}

static bool says(const struct lexicon *cues, const struct doc *d, int at, int end)
{
    const struct entry *e;
    for (int n = at < end ? lexicon_match(cues, d->tokens, at, end, &e) : 0; n > 0;
         e = e->next, n = e ? n : 0)
        if (strcmp(entry_field(e, 1), "say") == 0)
            return true;
    return false;
}

/* "…, the newspaper reported on Thursday", "…, Reuters hôm qua đưa tin": a verb of saying at the
 * date itself. */
static bool is_attribution(const struct clause *c, const struct date_mention *m,
                           const struct sentence *s)
{
    const struct lexicon *cues = pack_lexicon(c->doc->pack, "cues");
    if (!cues)
        return false;
    for (int i = m->start - 2 > s->start ? m->start - 2 : s->start; i < m->start; i++)
        if (says(cues, c->doc, i, m->start))
            return true;
    return says(cues, c->doc, m->end, s->end);
}

/* Points for standing outside of the clause: few for what opens the sentence, much for what
 * follows behind. */
static double outside(const struct clause *c, const struct date_mention *m,
                      const struct sentence *s)
{
    if (m->start >= c->from && m->end <= c->to)
        return 0;
    if (m->end <= c->from)
        return 1.0 + (m->start - s->start < 3 ? 0 : 0.05 * (c->from - m->end));
    return 1.5 + 0.05 * (m->start - c->to);
}

static double said_points(const struct clause *c, const struct date_mention *m,
                          const struct sentence *s)
{
    static const double by_reach[] = {2.5, 2.0, 1.8, 0.0, -2.0};
    bool attribution = m->start >= c->to && is_attribution(c, m, s);
    double out = attribution ? 0.3 : outside(c, m, s);
    double points = by_reach[reach_of(&m->date)] - 0.02 * distance(c, m) - out;
    if (distance(c, m) <= AT_CUE)
        points += 1.0;
    else if (in_content(c, m) && m->date.from.day == 0)
        points -= 0.6;
    if (m->start - s->start < 3 || (m->start - c->from < 3 && m->start >= c->from))
        points += m->end <= c->cue ? 2.5 : 0.5;
    if (is_modifier(c, m))
        points -= 2.5;
    if (is_planned(c, m))
        points -= 4;
    return points;
}

/* A meeting's own date stands near its noun or verb, and not with a verb of saying. */
static double met_points(const struct clause *c, const struct date_mention *m,
                         const struct sentence *s)
{
    static const double by_reach[] = {2.2, 2.0, 2.0, 1.5, -0.5};
    double points = by_reach[reach_of(&m->date)] - 0.05 * distance(c, m) - outside(c, m, s);
    if (distance(c, m) <= AT_CUE)
        points += 1.5;
    if (m->start - s->start < 3)
        points += 0.5;
    if (is_attribution(c, m, s))
        points -= 1.5;
    return points;
}

static double happened_points(const struct clause *c, const struct date_mention *m,
                              const struct sentence *s)
{
    static const double by_reach[] = {0.0, 0.3, 1.0, 2.0, 2.0};
    double points = by_reach[reach_of(&m->date)] - 0.03 * distance(c, m) - outside(c, m, s);
    if (m->start > c->cue)
        points += 0.5;
    if (is_modifier(c, m))
        points += 0.5;
    if (is_planned(c, m))
        points -= 4;
    return points;
}

static void tell(struct told_date *out, const struct doc *doc, const struct date_mention *m)
{
    *out = (struct told_date){0};
    if (m)
        *out = (struct told_date){m->date, m->basis, doc_span(doc, m->start, m->end)};
}

void dates_attach(const struct doc *doc, int from, int to, int cue, int content_from,
                  int content_to, struct told_date *said, struct told_date *happened)
{
    struct clause c = {doc, from, to, cue, content_from, content_to};
    const struct sentence *s = &doc->sentences[doc_sentence(doc, cue)];
    const struct date_mention *best_said = NULL, *best_happened = NULL;
    bool meeting = content_from >= content_to;
    double most = meeting ? MET_MIN : SAID_MIN;
    int lo = 0, hi = doc->dates_n;
    while (lo < hi) { /* the first mention of the sentence */
        int mid = (lo + hi) / 2;
        if (doc->dates[mid].start < s->start)
            lo = mid + 1;
        else
            hi = mid;
    }
    int first = lo, end = lo;
    for (; end < doc->dates_n && doc->dates[end].start < s->end; end++) {
        const struct date_mention *m = &doc->dates[end];
        double p = meeting ? met_points(&c, m, s) : said_points(&c, m, s);
        if (p > most) {
            most = p;
            best_said = &doc->dates[end];
        }
    }
    most = HAPPENED_MIN;
    for (int i = first; i < end && !meeting; i++) {
        const struct date_mention *m = &doc->dates[i];
        double p = m == best_said ? 0 : happened_points(&c, m, s);
        if (p > most) {
            most = p;
            best_happened = m;
        }
    }
    tell(said, doc, best_said);
    tell(happened, doc, best_happened);
}
