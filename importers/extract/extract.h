/* The extraction: from an article's text to its entities and claims. A pure function: no I/O, no
 * clock, no store; the same article gives the same reading, byte for byte.
 *
 * The cascade, each step a file of its own here: text → sentences and words → names → coreference →
 * dates → clauses and quotes → frames → link → merge. No step asks which language it is: what
 * differs lies in importers/languages/TAG/.
 */
#ifndef IMPORTERS_EXTRACT_EXTRACT_H
#define IMPORTERS_EXTRACT_EXTRACT_H

#include "core/arena.h"
#include "core/err.h"
#include "core/model.h"

/* Reads an article. article->language must name a pack (packs_find). Result in the arena. -1: text
 * is not UTF-8, has none, or the language has no pack. Cost: linear in the text. */
int extract(struct reading *out, const struct article *article, struct arena *a, struct err *e);

/* Tags of the built-in packs, "en", "vi", ended by NULL. */
const char *const *extract_languages(void);

/* Key and kind by which a bare name would be known, from the packs' lexicons and the naming rules:
 * what `who accused X` resolves X by besides the store's aliases. Returns NULL when no pack knows
 * the name. */
const char *extract_known_key(const char *name, struct arena *a);

/* Frees what the packs hold (compiled lexicons); for leak-free exits. */
void extract_cleanup(void);

#endif
