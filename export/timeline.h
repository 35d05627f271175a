/* The sketch of the view `timeline`: time runs down an axis, accusations, denials, and meetings
 * with attacks have a lane each, an arrow goes from a denial to what it answers. */
#ifndef EXPORT_TIMELINE_H
#define EXPORT_TIMELINE_H

#include "export/sketch.h"

struct sketch *timeline_sketch(struct arena *a, const struct view *v, const char *title);

#endif
