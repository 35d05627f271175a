/* What is told of a meeting besides who took part: who led it, where and when it was, whether it
 * was held, is planned or was called off. Inside of the meetings step; the words that say so are
 * the pack's meetings.tsv.
 */
#ifndef IMPORTERS_EXTRACT_MEETING_FACTS_H
#define IMPORTERS_EXTRACT_MEETING_FACTS_H

#include "importers/extract/scene.h"

/* Adds chairs and place, status, date and name to a claim whose participants and evidence are
 * there; a chair who was no participant becomes one. `cue` is the item that tells of it. */
void meeting_facts(const struct scene *s, int cue, struct claim *c);

/* Once all sentences are read: a meeting without a date takes the one that the article gives for
 * the same sides' meeting. */
void meetings_settle(struct doc *d);

/* Do tokens [start, end) hold a word of that class of meetings.tsv? Are they, all, one? */
bool meeting_word(const struct doc *d, int start, int end, const char *class);
bool meeting_is(const struct doc *d, int start, int end, const char *class);

#endif
