/* Dates of an article: which it names, and to which words they belong.
 *
 * dates_read (doc.h) fills doc->dates: every date expression, resolved against
 * article->published, by start, without overlap. `basis` is DATE_EXPLICIT where the year is in
 * the text, DATE_RELATIVE for "last week", "on Tuesday", DATE_INFERRED for a day or month whose
 * year was found by nearness. Without a day of publication relative ones are left out and "9
 * July" is XXXX-07-09. Linear in the number of tokens.
 */
#ifndef IMPORTERS_EXTRACT_DATES_H
#define IMPORTERS_EXTRACT_DATES_H

#include "importers/extract/doc.h"

/* Which dates of the cue's sentence tell when a thing was said and when what it tells of
 * happened; either may come out not set. [from, to) is the clause of evidence, `cue` the token
 * of the verb or noun that says, accuses, denies or meets, [content_from, content_to) what is
 * said; empty for a meeting, whose date comes out as `said`, to come or not. A date serves once.
 * Cost: the dates of the sentence. */
void dates_attach(const struct doc *doc, int from, int to, int cue, int content_from,
                  int content_to, struct told_date *said, struct told_date *happened);

/* Frees the compiled grammars; after it, and after packs_cleanup, both are made anew. */
void dates_cleanup(void);

#endif
