/* The formats: each is one file here with one writer of this shape, listed in export/formats.c.
 *
 * A writer puts a view on a stream, the same bytes for the same view, and sets e when it cannot;
 * whether the stream took the bytes is checked by who opened it (export/out.h).
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "core/arena.h"
#include "core/err.h"
#include "graph/view.h"

struct export_options {
    const char *title; /* heads the picture; NULL for the view's own */
    bool nodes;        /* csv: the table of nodes rather than that of edges */
};

struct format {
    const char *name;
    bool binary; /* not for a terminal */
    int (*write)(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
                 struct err *e);
};

extern const struct format formats[]; /* ended by a NULL name */

const struct format *format_find(const char *name); /* NULL when there is none */
const char *view_name(enum view_kind kind);         /* "relations", "events", "timeline" */

int csv_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
              struct err *e);
int json_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
               struct err *e);
int graphml_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
                  struct err *e);
int dot_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
              struct err *e);
int svg_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
              struct err *e);
int png_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
              struct err *e);
int pdf_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
              struct err *e);

#endif
