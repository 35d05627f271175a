/* Dates of an article: which it names, and to which words they belong.
 *
 * dates_read (doc.h) fills doc->dates: every date expression, resolved against article->published, by start, without
 * overlap. `basis` is DATE_EXPLICIT where the year is in the text, DATE_RELATIVE for "last week", "on Tuesday", DATE_INFERRED for
 * a day or month whose year was found by nearness. Without a day of publication relative ones are left out and "9 July" is
 * XXXX-07-09. Linear in the number of tokens.
 */
#ifndef IMPORTERS_EXTRACT_DATES_H
#define IMPORTERS_EXTRACT_DATES_H

#include "importers/extract/doc.h"

/* Frees the compiled grammars; after it, and after packs_cleanup, both are made anew. */
void dates_cleanup(void);

#endif
