/* Graphviz (cgraph for DOT, gvc for layout and rendering), seen by no other file.
 *
 * Neither is safe with threads or against its own bugs: graphviz_draw runs in a child process
 * (export/draw.c). cgraph holds the whole graph and takes more than linear time: DOT of 10,000
 * nodes and 30,000 edges took 1.5 s and 66 MB, ten times that 15 s and 0.7 GB, where GraphML took 2
 * s and held nothing. For such views GraphML, JSON and CSV are the formats that stream.
 *
 * In DOT, every backslash of the data is doubled (Graphviz's escString), so that no label is taken
 * for an escape and every value survives quoting.
 */
#ifndef EXPORT_GRAPHVIZ_H
#define EXPORT_GRAPHVIZ_H

#include <stdio.h>

#include "core/err.h"
#include "export/sketch.h"

#define GRAPHVIZ_DOT_NODES 300 /* dot's layout is good and quick up to here */
#define GRAPHVIZ_DOT_EDGES 450
#define GRAPHVIZ_MAX_NODES 3000 /* sfdp's up to here; beyond, a picture tells nobody anything */
#define GRAPHVIZ_MAX_EDGES 9000

/* Writes the sketch as DOT with plain labels and all that the view holds as attributes. */
int graphviz_dot(FILE *out, const struct sketch *s, struct err *e);

/* Lays out (unless placed), frames and renders as "svg", "png" or "pdf". *bytes is Graphviz's
 * and lives until the process ends: call it in a child. */
int graphviz_draw(char **bytes, size_t *len, struct sketch *s, const char *type, struct arena *a,
                  struct err *e);

#endif
