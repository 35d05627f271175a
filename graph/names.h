/* From what a person types to what the store holds.
 *
 * A name is an entity's key, a country's ISO code in capitals ("US", "CHN"), or any alias that an
 * article or ICU has, first as typed, then without case, then without accents ("Mỹ", "mỹ", "my"),
 * then the surname of a person. What acts goes before a place of the same name, what is named
 * before unnamed parties. If several remain and no one of them has nine in ten of the uses, the
 * name is ambiguous.
 */
#ifndef GRAPH_NAMES_H
#define GRAPH_NAMES_H

#include "graph/db.h"
#include "graph/view.h"

/* The entities that a name means: one, or all unnamed parties so described. -1 with ERR_NOT_FOUND
 * and one line that lists the candidates of an ambiguous name, or names that are near an unknown
 * one. Ids live in the arena. */
int names_find(struct ids *out, struct store *s, const char *name, struct arena *a, struct err *e);

/* Makes the temporary tables asked and near (graph/sql/events.sql), and fills asked (slot,
 * entity) from the filter's names; with f->side, whoever acts for them too. The slots are by,
 * of, with, about, around. */
int names_ask(struct store *s, const struct filter *f, struct arena *a, struct err *e);
int names_ask_one(struct store *s, const char *slot, const char *name, bool side, struct arena *a,
                  struct err *e);

#endif
