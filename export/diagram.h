/* Sketches of the views `relations` and `events`: who is drawn how, which side stands together,
 * what an edge says. */
#ifndef EXPORT_DIAGRAM_H
#define EXPORT_DIAGRAM_H

#include "export/sketch.h"

/* `title` heads the picture, NULL for a title of the view's own. With `whole`, node i of the
 * sketch is that of the view; else a diagram of relations leaves out who has none. */
struct sketch *diagram_sketch(struct arena *a, const struct view *v, const char *title, bool whole);

/* The small print: what is counted, from when to when, and that it is hearsay. */
const char *diagram_subtitle(struct arena *a, const struct view *v);

#endif
