/* Guests: who takes part in a meeting, as the grammar around the word that tells of it shows.
 * Inside of the meetings step.
 *
 * A meeting has hosts (who meets: the subject, the owner of the noun, both sides of "between") and
 * guests (whom: the object, those behind "with"):
 *
 *     Đại diện Mỹ và Trung Quốc hội đàm với phía Nga   hosts United States, China ("agent"),
 *                                                        guests Russia ("with")
 *     cuộc gặp của hai nước                             hosts the two named before ("of")
 *
 * Places take no part. A country takes part by the words for its people ("các đại diện Trung Quốc
 * và Mỹ").
 */
#ifndef IMPORTERS_EXTRACT_GUESTS_H
#define IMPORTERS_EXTRACT_GUESTS_H

#include "importers/extract/scene.h"

#define GUESTS_MAX 10

struct guest {
    int item; /* of the scene; -1 = who spoke before the sentence */
    int mention;
    int entity; /* of the mention, of its country, or one of the two that it stands for */
    bool half;  /* the mention stands for two */
};

struct side {
    struct guest guest[GUESTS_MAX];
    int n;
    const char *how; /* "agent", "owner", "of", "between", "with", "object", …; "" when n is 0 */
};

/* The two sides of the meeting that item `cue` tells of; either may be empty. */
void guests_read(const struct scene *s, int cue, struct side *hosts, struct side *guests);

/* Who is said to attend a meeting told of before: "Those attending were A and B", "Tham dự cuộc họp
 * này có A, B". Empty when the sentence has no such word. */
void guests_attending(const struct scene *s, struct side *out);

/* The two that a word like "hai nước", "both sides" stands for, at `mention`: parties that met
 * before, a pair named together, or the last two of that kind. False when there are none near. */
bool guests_two(const struct doc *d, int mention, int out[2]);

#endif
