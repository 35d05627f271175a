/* A picture of parts that nothing joins: each laid out on its own (columns.h), the largest
 * first, the others below it side by side like tiles, and one frame around all. */
#ifndef EXPORT_TILES_H
#define EXPORT_TILES_H

#include "export/sketch.h"

/* Places and frames a sketch of relations. False, and nothing done, where it is too large or a
 * part of it does not suit columns. */
bool tiles_place(struct arena *a, struct sketch *s);

#endif
