/* How well a reading agrees with what a careful reader marked.
 *
 * Both are readings of one article. Their entities are joined one to one by the names they share;
 * then each says a set of edges, counted once an article however many sentences state them:
 *
 *     accuse   (speaker, target)           either may be nobody
 *     deny     (speaker)
 *     answer   (denier, accuser, accused)  for each allegation that the denial rejects
 *     meet     {participant, participant}
 *
 * each twice: of the very parties, and of those for whom they act (one step of `side`). An edge
 * that both have is a hit; it is grounded when their evidence overlaps too.
 *
 *     struct eval total = {0}, one;
 *     eval_article(&one, &marked, &read, &article, &a);
 *     eval_add(&total, &one);
 *     eval_f1(&total.edges[EVAL_ACCUSE][EVAL_EXACT]);
 */
#ifndef IMPORTERS_EVAL_H
#define IMPORTERS_EVAL_H

#include "core/model.h"

enum eval_kind { EVAL_ACCUSE, EVAL_DENY, EVAL_ANSWER, EVAL_MEET, EVAL_KINDS };
enum eval_level { EVAL_EXACT, EVAL_SIDE, EVAL_LEVELS };

extern const char *const eval_kinds[EVAL_KINDS];   /* "accuse" … */
extern const char *const eval_levels[EVAL_LEVELS]; /* "exact", "side" */

struct tally {
    size_t hit, gold, found;
};

struct eval {
    size_t articles;
    struct tally edges[EVAL_KINDS][EVAL_LEVELS];
    struct tally grounded[EVAL_KINDS]; /* of the very parties */
    struct tally actors;               /* the marked parties of claims: how many were found */
    struct tally dates;                /* accuse and meet edges that both have, marked with a date:
                                          how many have it */
};

/* A marked reading with the ids of its entities, parallel to reading.entities: where two pairs of
 * entities agree equally well, the order of ids decides, so that a score is repeatable. */
struct marked {
    struct reading reading;
    const char **ids;
};

/* Scores one article; *out is overwritten. Ids of the found entities are e1, e2 … in order. Cost:
 * entities × entities and edges × log edges. */
void eval_article(struct eval *out, const struct marked *gold, const struct reading *found,
                  const struct article *article, struct arena *a);

void eval_add(struct eval *into, const struct eval *one);

/* Rounded to four places; 0 where there is nothing to divide by. */
double eval_precision(const struct tally *t);
double eval_recall(const struct tally *t);
double eval_f1(const struct tally *t);

/* The mean F1 of accuse, deny and meet, of the very parties and of sides, over those of which
 * anything is marked. */
double eval_headline(const struct eval *v);

/* For eval.c: joins[i] is the marked entity that found entity i is, or -1 (eval_join.c). */
void eval_join(int *joins, const struct marked *gold, const struct reading *found,
               const struct article *article, struct arena *a);

#endif
