/* The store: one SQLite file, the only place that prepares SQL (with graph/sql/). See
 * graph/schema.sql for what a row is.
 *
 * Two tiers (fossil's idea): permanent — articles and decisions, never lost; derived — readings,
 * entities, events, roles, links, which `rebuild` can make again. The derived tier is a function of
 * the set of articles and decisions: the order in which articles arrive, and how many at a time,
 * changes nothing that is ever read or exported.
 *
 *     struct store *s;
 *     if (store_open(&s, path, STORE_CREATE, e)) return -1;
 *     store_begin(s, e); store_add(s, &article, &reading, &added, e); store_commit(s, e);
 *     store_close(s);
 */
#ifndef GRAPH_STORE_H
#define GRAPH_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"
#include "core/model.h"

struct store;

enum store_mode { STORE_READ, STORE_WRITE, STORE_CREATE };

/* Opens, migrates when writing. -1 for: no such file (READ, WRITE), not a database, not ours
 * (application_id), newer than this program, locked, unwritable, corrupt: one clear line each. */
int store_open(struct store **out, const char *path, enum store_mode mode, struct err *e);
void store_close(struct store *s); /* NULL is fine; rolls back what is open */

int store_begin(struct store *s, struct err *e);
int store_commit(struct store *s,
                 struct err *e); /* links and resolves what the batch touched, then commits */
void store_rollback(struct store *s);

/* Is the article with this hash in the store? 1, 0, or -1. Cheap; ask before extracting. */
int store_has(struct store *s, const char *hash, struct err *e);

/* Adds an article with what was read in it, whole or not at all; *added is false when the store has
 * it. -1 with ERR_PARSE: the reading is off, the next article may be added. Any other error is the
 * file's: the batch can only be rolled back. */
int store_add(struct store *s, const struct article *article, const struct reading *r, bool *added,
              struct err *e);

/* Tells the store that an article which it has came once more, maybe from another paper: of several
 * sources (url, id) it keeps the first in the order of the alphabet, whichever came first. In the
 * open batch, else in one of its own. Cheap when nothing changes. 0 or -1. */
int store_again(struct store *s, const struct article *article, struct err *e);

/* From here on every question leaves out the events of which no report has a confidence of `least`
 * (0 to 1) or more, and the links that end at them; 0 leaves out nothing. For reading only: call it
 * with 0 before writing again. */
int store_trust(struct store *s, double least, struct err *e);

/* The same, and where day is given (days since 1970) only what was in print by then: reports of
 * articles published by that day, events that have one, their counts and hedges as of then. Who is
 * who, and dates that a later article told better, stay as they are known now. */
int store_see(struct store *s, double least, const int64_t *day, struct err *e);

#endif
