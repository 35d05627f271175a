/* Which dates belong to a claim: when it was said or held, and when what it tells of happened.
 *
 * The day of a saying stands in its own sentence, or in one before: "Putin said on Monday … ",
 * "he added". So every date of the sentence and of its neighbours is a candidate, "none" is one
 * more, and a model chooses (weights.h; models "said", "met" and "hit" of importers/languages/mul,
 * for they see order, classes and distances, no language). Dates of the deed keep to habits of the
 * news: a year or a span of years dates the deed, a possessive or an article makes a date a
 * modifier of its noun ("the 2016 election", "last year's vote"). */
#include "importers/extract/dates.h"

#include "importers/extract/date_signs.h"

#define BACK 8        /* sentences before the claim's in which any date is looked for; */
                      /* further back, to DATE_BACK, those that have the speaker too */
#define LEAD 4        /* sentences of an article that lead: the body tells again what they say */
#define CANDIDATES 48 /* dates looked at on each side */
#define HAPPENED_MIN 0.8
#define NO_RUSH -0.7 /* log-odds that a date may lack: a day too many is less harm than none */

/* A day or month long before can be the claim's if its sentence has the speaker. */
static bool worth_far(const struct date_asked *q, const struct date_mention *m, int sentence)
{
    return date_reach(&m->date) <= REACH_MONTH && date_has_party(q->doc, q->c->party[0], sentence);
}

/* The candidate of the most points, NULL for none. */
static const struct date_mention *choose(struct date_asked *q, FILE *trace)
{
    const struct doc *d = q->doc;
    static const char *const models[] = {[CLAIM_ALLEGATION] = "said",
                                         [CLAIM_DENIAL] = "said",
                                         [CLAIM_MEETING] = "met",
                                         [CLAIM_ATTACK] = "hit"};
    struct score none = {
        .weights = weights_of(d->pack), .model = models[q->c->kind], .trace = trace};
    const struct date_mention *best = NULL;
    int back = q->sentence - DATE_BACK, last = q->sentence + (q->sentence < LEAD ? DATE_AHEAD : 0);
    int from = date_first(d, d->sentences[back > 0 ? back : 0].start);
    int to = date_first(d, d->sentences[last < d->sentences_n ? last : d->sentences_n - 1].end);
    from = from < q->first - CANDIDATES ? q->first - CANDIDATES : from;
    to = to > q->end + CANDIDATES ? q->end + CANDIDATES : to;
    if (trace)
        fputs("none\t", trace);
    date_describe_none(q, &none);
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
        date_describe(q, m, &s);
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
    struct date_asked q;
    date_ask(&q, doc, c);
    choose(&q, trace);
}

/* ---- the deed ---- */

/* Points for standing outside of the clause: few for what opens the sentence, much for what
 * follows behind. */
static double outside(const struct date_asked *q, const struct date_mention *m)
{
    const struct sentence *s = &q->doc->sentences[q->sentence];
    if (m->start >= q->c->from && m->end <= q->c->to)
        return 0;
    if (m->end <= q->c->from)
        return 1.0 + (m->start - s->start < 3 ? 0 : 0.05 * (q->c->from - m->end));
    return 1.5 + 0.05 * (m->start - q->c->to);
}

static double happened_points(const struct date_asked *q, const struct date_mention *m)
{
    static const double by_reach[] = {0.0, 0.3, 1.0, 2.0, 2.0};
    int far = m->start > q->c->cue ? m->start - q->c->cue : q->c->cue - m->end + 1;
    double points = by_reach[date_reach(&m->date)] - 0.03 * far - outside(q, m);
    if (m->start > q->c->cue)
        points += 0.5;
    if (m->end < q->doc->tokens_n && q->doc->tokens[m->end].flags & TOKEN_POSSESSIVE)
        points += 0.5;
    if (date_is_ahead(q, m))
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
    struct date_asked q;
    date_ask(&q, doc, c);
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
