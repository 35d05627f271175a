/* Frames: the steps that turn scenes into claims.
 *
 * Each proposes candidates — (speaker, target) for an allegation, a speaker for a denial, a
 * participant for a meeting, an allegation for a denial to answer — and lets a model choose
 * (weights.h). With `trace` set they also write every candidate as a line for training:
 *
 *     MODEL <TAB> sentence start cp <TAB> end cp <TAB> entity <TAB> entity or allegation <TAB>
 *     features…
 */
#ifndef IMPORTERS_EXTRACT_FRAMES_H
#define IMPORTERS_EXTRACT_FRAMES_H

#include <stdio.h>

#include "importers/extract/scene.h"

/* Allegations, denials, meetings into doc->claims. */
void frames_read(struct doc *doc, FILE *trace);

/* The three, sentence by sentence; called by frames_read. */
void allegations_read(struct scene *s, FILE *trace);
void denials_read(struct scene *s, FILE *trace);
void meetings_read(struct scene *s, FILE *trace);

/* link.c: the same claim told twice becomes one; denials get the allegations that they answer. */
void link_read(struct doc *doc, FILE *trace);

/* A claim begun from tokens of evidence and a cue; the caller adds roles. Pointer valid until the
 * next frames_add. */
struct claim *frames_add(struct doc *doc, enum claim_kind kind, int from, int to,
                         const struct item *cue, double confidence);

/* Tells doc->watch, if there is one, of a candidate with its probability and what it would need
 * (whynot.c). Entities; `whom` -1 for a denial, `who` -1 for nobody. */
void frames_weighed(const struct scene *s, enum claim_kind kind, int who, int whom,
                    double probability, double needed);

/* Starts a line of training, or does nothing; entities −1 are written as such. */
void frames_trace(FILE *trace, const struct scene *s, const char *model, int a, int b);

#endif
