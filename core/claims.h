/* A reading as JSON, and back (jansson): what `extract` prints and `import --claims` takes.
 *
 * One object an article:
 *     "id" "hash" "published" "language" "title" "source"   null where unknown
 *     "entities"     id key kind name also side unnamed mentions
 *     "allegations"  id speaker target act said happened hedged legal via evidence
 *     "denials"      id speaker answers said via evidence denial_of
 *     "meetings"     id participants chairs place what when status evidence
 *     "attacks"      id act by on when evidence
 * Every claim has besides: "rule", "cue", "confidence", and "basis", which says for each date how
 * it was told and by which words: {"said": {"how": "relative", "span": [10, 19]}}.
 *
 * Ids are e1…, a1…, d1…, m1…, t1… in order. Spans are [start, end) in code points, dates EDTF.
 * speaker, target, via, place and by are a string for one id, an array for several, null for none;
 * answers, participants, chairs and on are arrays. Either is read in either form.
 */
#ifndef CORE_CLAIMS_H
#define CORE_CLAIMS_H

#include <jansson.h>

#include "core/err.h"
#include "core/model.h"

/* A new reference, never NULL. */
json_t *claims_to_json(const struct article *article, const struct reading *r);

/* Checks every id, kind, date and span against the article; -1 says which field of which object
 * is off, and leaves *out as it was. Only an entity's id, kind and name and a claim's id, evidence
 * and act must be there. The reading comes in the order of evidence. */
int claims_from_json(struct reading *out, const struct article *article, const json_t *root,
                     struct arena *a, struct err *e);

#endif
