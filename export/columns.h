/* A layout for relations: the side that all turn on in the middle, the others left and right of it.
 *
 * News of accusations has a hub: one country with its bodies and people, whom most others accuse or
 * answer. Layered layouts stack a label an edge into one tall column; here every side is a column
 * of its own, edges are curves from a port to a port of their own, and each label stands on its
 * curve where it covers least. Nodes are ordered by barycentres (Sugiyama, Tagawa and Toda 1981),
 * the order with the fewest crossings is kept.
 */
#ifndef EXPORT_COLUMNS_H
#define EXPORT_COLUMNS_H

#include "export/legend.h"
#include "export/sketch.h"

/* Places all of a sketch, every part of which is joined to every other, about the origin; box is
 * what it fills, without a frame. False, and nothing done, where this layout does not suit: no
 * hub, too many edges that pass it by. */
bool columns_place(struct arena *a, struct sketch *s, struct box *box);

#endif
