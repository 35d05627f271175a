/* The linear models that choose among candidates: log-odds = sum of the weights of the features
 * that hold.
 *
 * Where rules compete — which of the parties in the sentence accuses, which is accused, which
 * charge a denial answers — a small logistic model decides, over features that a person can read
 * ("a.between=say.v that"). Its weights are data: importers/languages/TAG/weights.tsv, and mul's
 * for the models that serve every language, lines "MODEL<TAB>FEATURE<TAB>WEIGHT", made by `make
 * train`. A feature is known by a hash
 * of "MODEL\tFEATURE": an unknown one passes for a known one once in a thousand million.
 */
#ifndef IMPORTERS_EXTRACT_WEIGHTS_H
#define IMPORTERS_EXTRACT_WEIGHTS_H

#include <stdint.h>
#include <stdio.h>

#include "importers/extract/doc.h"

struct weights;

/* The weights of a pack; empty (all zero) when it has none. Kept with the pack. */
const struct weights *weights_of(const struct pack *p);

/* One sum under way. A weight is a float of three decimals and a sum of some hundred of them fits a
 * double exactly, so parts of a sum may be made apart and in any order. When `trace` is set every
 * feature's name goes there, space-separated (spaces inside become '_'): that is how training sees
 * them. */
struct score {
    const struct weights *weights;
    const char *model; /* "target", "speaker", "deny", "denier", "meet", "answer", "said", … */
    double sum;
    FILE *trace;
    uint64_t start;          /* hash of the model's name; 0 before the first score_add */
    const char *const *each; /* for score_each: beginnings, ended by NULL */
    double *sums;            /* one for each of them */
};

/* As the first part of a feature: it stands for each beginning of score->each in turn ("s.", "t."),
 * and their weights go into score->sums instead of the sum. One hash serves them all. Not with a
 * trace. */
extern const char score_each[];

/* Adds the feature whose name is the parts joined; the list ends with NULL. */
void score_add(struct score *s, const char *part, ...) __attribute__((sentinel));

double score_probability(double sum);

/* Turns the sums of n rivals into their probabilities, which add up to 1 (softmax). */
void score_share(double *sums, int n);

void weights_cleanup(void);

#endif
