/* Mouths: who may be speaking in a sentence that doesn't name its speaker — the last ones who
 * spoke before it, and those who speak most in the whole article.
 */
#ifndef IMPORTERS_EXTRACT_MOUTHS_H
#define IMPORTERS_EXTRACT_MOUTHS_H

#include "importers/extract/scene.h"

/* Marks in scenes[0, n) — an article's, in order — the candidates of each: first those who spoke
 * in the eight sentences before, nearest first, then the article's most frequent speakers. Parties
 * of the sentence itself are none. Cost: sentences × entities that speak. */
void mouths_find(struct scene *scenes, int n);

/* A mouth as a candidate: what it is, how far back it spoke, what kind of sentence this is. */
void mouths_describe(const struct scene *s, int mouth, struct score *score);

#endif
