/* A reading as JSON, the form of eval/FORMAT.md, and back (jansson).
 *
 * Written: one object an article — "id", "hash", "published", "language", "title", "source", "entities", "allegations", "denials", "meetings",
 * "attacks" — ids e1…, a1…, d1…, m1…, t1… in order; "rule", "cue", "confidence", "denial_of", "basis" are hearsay's
 * additions. One speaker is a string, several an array, none null.
 */
#ifndef CORE_CLAIMS_H
#define CORE_CLAIMS_H

#include <jansson.h>

#include "core/err.h"
#include "core/model.h"

json_t *claims_to_json(const struct article *article, const struct reading *r); /* new reference, never NULL */

/* Checks every id, kind, date and span against the article; -1 says which field of which object is off. */
int claims_from_json(struct reading *out, const struct article *article, const json_t *root, struct arena *a,
                     struct err *e);

#endif
