/* Text made safe for a file format: what a store holds may carry characters that a format cannot.
 *
 * All results are valid UTF-8 without the characters that XML 1.0 forbids (control characters but
 * tab and newlines, U+FFFE, U+FFFF, bytes that are not UTF-8): each becomes U+FFFD. Where nothing
 * is to be changed the argument itself comes back, so that a long export does not fill the arena.
 * NULL stays NULL.
 */
#ifndef EXPORT_CLEAN_H
#define EXPORT_CLEAN_H

#include <stddef.h>

#include "core/arena.h"

const char *clean_xml(struct arena *a, const char *s);

/* One line (the argument itself when it is one): runs of white space become one space; cut to
 * max_cp code points with "…" when longer (0 = never). */
const char *clean_line(struct arena *a, const char *s, size_t max_cp);

/* Width in points of one line set in DejaVu Sans (or Verdana, drawn to the same measures) of
 * that size. */
double clean_width(const char *s, double size);

/* Breaks a clean line into at most `max` lines no wider than `width` points, at spaces where
 * there are any, the last one cut with "…" when more is left. Puts them in lines[], returns how
 * many (at least 1). */
size_t clean_wrap(struct arena *a, const char *s, double size, double width, const char **lines,
                  size_t max);

#endif
