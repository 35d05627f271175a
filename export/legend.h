/* The frame of a picture: headline and small print above, the legend below, in furniture that
 * names only the shapes and lines that the picture holds. */
#ifndef EXPORT_LEGEND_H
#define EXPORT_LEGEND_H

#include "export/sketch.h"

struct box {
    double x0, y0, x1, y1; /* points; y1 is the top */
};

/* Adds the frame around what fills `box`, and widens the box to hold both. */
void legend_add(struct arena *a, struct sketch *s, struct box *box);

#endif
