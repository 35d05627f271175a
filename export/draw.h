/* Pictures: a sketch drawn by Graphviz in a child process, so that no layout can hang or take down
 * the command.
 *
 * The child has DRAW_SECONDS of time and DRAW_BYTES of memory; what it says goes through pipes.
 * What Graphviz stamps with versions or dates is taken out: the same view gives the same bytes.
 */
#ifndef EXPORT_DRAW_H
#define EXPORT_DRAW_H

#include <stdio.h>

#include "core/err.h"
#include "export/sketch.h"

#define DRAW_SECONDS 60
#define DRAW_BYTES (2ull << 30)

/* type is "svg", "png" or "pdf". -1: too big to draw (the message says how to cut it down), too
 * slow, out of memory. */
int draw_sketch(FILE *out, struct sketch *s, const char *type, struct err *e);

#endif
