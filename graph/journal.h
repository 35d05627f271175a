/* The journal: what people decided, and what of it stands.
 *
 * An entry is never changed. Entries have an order (n, then code) that travels with them, so the
 * journal is a set: two people who exchange theirs have the same one, in whatever way they did.
 * What stands is a function of the journal alone:
 *   - an `undo` takes back an earlier entry, even an `undo`;
 *   - of two that contradict each other (merge and split of the same keys, also by way of others;
 *     two sides, names or labels of one thing; accept and reject of one report) the later stands.
 * Entities are meant by key. Events are meant by where their reports stand: article, kind, parties
 * and evidence, so that a decision finds its report again in another store, or when a newer reading
 * puts the evidence a little elsewhere. What finds nothing waits.
 *
 *     struct journal j;
 *     if (journal_load(&j, s, a, e)) return -1;
 *     for (size_t i = 0; i < j.n; i++) if (j.items[i].standing == STANDS) …
 */
#ifndef GRAPH_JOURNAL_H
#define GRAPH_JOURNAL_H

#include <jansson.h>

#include "graph/db.h"

struct anchor {          /* one report of an event, in words that outlive the store */
    const char *article; /* hash */
    const char *kind, *act;
    int64_t first, past; /* from its first evidence to its last */
    const char *parties; /* "speaker country:US\ntarget country:CN", sorted */
};

enum standing { STANDS, UNDONE, OVERRULED };

struct decision {
    const char *code;
    int64_t n;
    const char *made, *verb, *subject, *object, *note; /* object, note: NULL without one */
    struct anchor *anchors;                            /* of an event; none for an entity */
    size_t anchors_n;
    enum standing standing;
    const char *by; /* the decision that undoes or overrules it, else NULL */
};

struct journal {
    struct decision *items;
    size_t n, cap;
};

/* All entries in order, with their standing, in the arena. */
int journal_load(struct journal *out, struct store *s, struct arena *a, struct err *e);

/* Adds those that the journal lacks, and derives again what they reach, in one transaction. n and
 * code of an entry with n 0 are set here. *added counts. */
int journal_add(struct store *s, struct decision *list, size_t n, size_t *added, struct arena *a,
                struct err *e);

/* Who takes part in a report, as an anchor tells it. */
int journal_parties(const char **out, struct store *s, int64_t report, struct arena *a,
                    struct err *e);

/* Adds where the reports of an event stand. */
int journal_anchors(struct decision *d, struct store *s, int64_t event, struct arena *a,
                    struct err *e);

/* {"version": 1, "decisions": […]}, new reference; and back: -1 with ERR_PARSE says which entry is
 * off. An entry whose code is not that of its content is refused. */
json_t *journal_json(const struct journal *j);
int journal_from_json(struct journal *out, const json_t *root, struct arena *a, struct err *e);

bool journal_is_code(const char *s); /* "j0123456789" */

/* graph/rule.c: before resolve, brings ruling and nickname to what stands, and adds to the changes
 * the entities and reports that this reaches. */
int rule(struct store *s, struct changes *ch, const struct journal *j, struct err *e);

#endif
