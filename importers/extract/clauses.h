/* Clauses: who does what in a sentence, as far as order and grammar words tell.
 *
 * For every item that is a verb of the frames, the party that does it (agent) and the one it is
 * done to (patient): "X accused Y", "Y was accused by X", "Y bị X cáo buộc", "X, who leads Z,
 * denied", "X denied A and accused Y", "…, said X". No tree is built: verbs look left for a subject
 * past auxiliaries, prepositional phrases, parentheses and relative clauses, and right for an
 * object. What it cannot see it leaves at -1; the models weigh the rest.
 */
#ifndef IMPORTERS_EXTRACT_CLAUSES_H
#define IMPORTERS_EXTRACT_CLAUSES_H

#include "importers/extract/signs.h"

struct clause_roles {
    int agent;   /* item index of a party, -1 */
    int patient; /* item index of a party, -1 */
    bool passive;
};

/* One struct an item (only verbs have roles), in the arena. */
struct clause_roles *clauses_read(struct arena *a, const struct items *items);

#endif
