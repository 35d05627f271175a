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

#include <stdio.h>

#include "importers/extract/doc.h"

/* A claim that asks for its dates. */
struct date_claim {
    int from, to;                 /* its clause of evidence */
    int cue;                      /* the verb or noun that says, accuses, denies or meets */
    int content_from, content_to; /* what is said; empty for a meeting or attack */
    int party[2]; /* entities: who speaks and who is spoken of, or two who meet; -1 nobody */
    enum claim_kind kind; /* of a meeting or attack its own day comes out as `said` */
};

/* Which dates tell when a thing was said and when what it tells of happened; either may come out
 * not set. The day of a saying may stand some sentences before it, or behind a headline. A
 * meeting's date comes out as `said`, to come or not. Cost: the signs of those of the sentences
 * around that have dates. */
void dates_attach(const struct doc *doc, const struct date_claim *claim, struct told_date *said,
                  struct told_date *happened);

/* For training: the candidates for `said`, a line each: EDTF or "none", tab, features. */
void dates_trace(const struct doc *doc, const struct date_claim *claim, FILE *trace);

/* Frees the compiled grammars; after it, and after packs_cleanup, both are made anew. */
void dates_cleanup(void);

#endif
