/* How the commands of this room print events: one table for all kinds, one JSON form.
 *
 *     DATE  WHO  WHOM  ACT  SOURCE  ID  QUOTE
 *
 * Piped, a row has all of these. On a terminal a row is DATE, ID and a sentence, and beneath it
 * stands the quote with its source, wrapped. Denials stand beneath what they answer, with "↳".
 */
#ifndef GRAPH_PRESENT_H
#define GRAPH_PRESENT_H

#include "core/cmd.h"
#include "graph/events.h"

enum order {
    ORDER_PLAIN,   /* the list alone */
    ORDER_ANSWERS, /* beneath each allegation every denial that answers it */
    /* beneath each allegation the denials and counter-accusations of the list; these only there */
    ORDER_TIMELINE
};

/* Finds what the filter keeps and prints it, as a table or as JSON with `question` in it. */
int present(struct call *c, const struct filter *f, const char *kind, enum order order,
            const char *question, struct err *e);

/* Cells. events_tell comes before present_source. */
const char *present_act(const struct event *v,
                        struct arena *a); /* "espionage (hedged)", "denies" */
const char *present_who(const struct event *v, bool side, struct arena *a); /* "Jen Psaki (US)" */
const char *present_whom(const struct event *v, bool side,
                         struct arena *a); /* NULL when there is none */
const char *present_sentence(const struct event *v, bool side, struct arena *a);
const char *present_source(const struct event *v, struct arena *a); /* "Reuters +2" */

#endif
