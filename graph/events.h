/* Events as questions see them: with their parties, reports, quotes and links, all in the command's
 * arena. */
#ifndef GRAPH_EVENTS_H
#define GRAPH_EVENTS_H

#include <jansson.h>

#include "graph/db.h"
#include "graph/view.h"

struct party {
    const char *role;
    int64_t id;
    const char *key, *name, *kind;
    bool unnamed;
    const char *side; /* key of whom it acts for, or NULL */
    int64_t top_id;   /* the end of the chain of sides; itself without one */
    const char *top_key, *top_name, *top_kind;
};

struct telling { /* a report */
    int64_t id, n, article;
    const char *hash, *source_id, *title, *published, *language, *source, *url;
    const char *said, *said_basis, *happened, *happened_basis;
    bool hedged, legal;
    const char *rule, *cue; /* NULL where the reading does not tell */
    int64_t cue_first, cue_past;
    double confidence;
    const char *quote; /* the spans of evidence as one line, " … " between them */
    struct span *spans;
    size_t spans_n;
};

struct tie { /* a link */
    const char *kind, *rule, *code;
    int64_t id; /* the other event */
};

struct event {
    int64_t id;
    const char *code, *kind, *act, *denial_of, *status, *what;
    const char *date, *happened;
    bool told, hedged, legal, orphan, dated;
    int64_t day, last_day; /* when dated */
    int reports, sources;
    struct party *parties;
    size_t parties_n;
    struct telling *tellings; /* after events_tell */
    size_t tellings_n;
    struct tie *from, *to; /* links from it and to it; after events_tell */
    size_t from_n, to_n;
};

struct events {
    struct event *items;
    size_t n, cap;
};

/* Those that the filter keeps, in order of time, with their parties. kind NULL = all. */
int events_find(struct events *out, struct store *s, const struct filter *f, const char *kind,
                struct arena *a, struct err *e);

/* The event with that id of the table, or those with that code (0 found is no error). */
int events_code(struct events *out, struct store *s, const char *code, struct arena *a,
                struct err *e);
bool events_is_code(const char *s); /* "a0b1c2d3e4f": a letter of the kind and ten hex digits */
int events_id(struct event *out, struct store *s, int64_t id, struct arena *a, struct err *e);

/* Adds the reports with their quotes, and the links. */
int events_tell(struct event *v, struct store *s, struct arena *a, struct err *e);

/* "2013-07-09", or "≤ 2013-07-10" when only the day of publication bounds it. */
const char *events_date(const struct event *v, struct arena *a);

/* Names of those with the role, "A, B and C"; `side` prints whom they act for in their stead. NULL
 * without any. */
const char *events_who(const struct event *v, const char *role, bool side, struct arena *a);

/* One event as an object: the form that graph/README.md describes. New reference. */
json_t *events_json(const struct event *v);

/* Prints {"version": 1, "question": …, "events": […]} and a newline; takes the reference. */
void events_print_json(FILE *out, json_t *root);

#endif
