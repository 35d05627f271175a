/* Views: the store's graph as plain arrays, for writers (export/) and measures (graph/network.c).
 *
 * Nodes and edges come in an order that depends on nothing but their contents (by id), so what is
 * written from a view is the same to the byte whatever order articles came in.
 */
#ifndef GRAPH_VIEW_H
#define GRAPH_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/cmd.h"
#include "core/err.h"
#include "graph/store.h"

/* What to keep; a zeroed filter keeps everything. Names match any alias, as `who` does. */
struct filter {
    const char *by, *of, *with; /* speaker, target, participant */
    const char *about;          /* any role */
    const char *act;            /* of the allegation, or of the one a denial answers */
    struct date since, until;   /* by said, else published */
    const char *source, *language;
    int answered;       /* 1 only answered, -1 only unanswered, 0 all */
    bool hedged, legal; /* only those */
    int min_reports;
    bool side;          /* roll entities up to whom they act for */
    const char *around; /* an entity's neighbourhood… */
    int hops;           /* …this far (1 when around is set and this is 0) */
    int top;            /* the N nodes with most edges, 0 = all */
    int limit;          /* rows of a table, 0 = all */
};

/* The shared table of options: --by --of --with --about --act --since --until --source --language
 * --answered --unanswered --hedged --legal --min-reports --min-confidence --as-of --side
 * --limit. */
extern const struct opt filter_opts[];
int filter_from_call(struct filter *out, const struct call *c, struct err *e);

/* --min-confidence and --as-of, for the tables of commands that don't have filter_opts, and what
 * they do to the store of the call: filter_from_call sees to it itself. */
#define FILTER_MIN_CONFIDENCE                                                                      \
    {                                                                                              \
        "min-confidence", 0, OPT_SHARE, "P", "Only what it is sure of by P (0 to 1) or more"       \
    }
#define FILTER_AS_OF                                                                               \
    {                                                                                              \
        "as-of", 0, OPT_DATE, "DATE", "Only what was in print by then"                             \
    }
int filter_trust(const struct call *c, struct err *e);

enum view_kind { VIEW_RELATIONS, VIEW_EVENTS, VIEW_TIMELINE };

struct node {
    const char *id;           /* entity key or event id: stable across machines */
    const char *label;        /* what a diagram prints */
    const char *kind;         /* country … place; allegation denial meeting attack; article */
    const char *class;        /* "actor", "organization", "place", "event", "article" */
    const char *side;         /* id of the entity it acts for, or NULL */
    const char *act;          /* events: act or status; else NULL */
    const char *first, *last; /* EDTF days of first and last event, or NULL */
    int count;                /* events it takes part in; for an event, its reports */
};

struct edge {
    const char *id;
    int from, to; /* indices into nodes */
    const char *
        /* relations: accuses denies meets; events: speaker target … answers repeats counters
         * reports */
        relation;
    const char *act; /* most frequent act, or NULL */
    int count;       /* events behind it */
    const char *first, *last;
    bool hedged;          /* all of them are */
    bool answered;        /* accuses: at least one is denied */
    const char *evidence; /* one quote, one line of text, or NULL */
    const char *source;   /* where it was printed, or NULL */
};

struct view {
    enum view_kind kind;
    struct node *nodes;
    size_t nodes_n;
    struct edge *edges;
    size_t edges_n;
};

/* VIEW_RELATIONS: entities; an edge a (from, to, relation); "denies" goes from the denier to the
 * accuser whose allegation it
 *   answers (to the denier itself's node when it answers none: a loop), "meets" once per unordered
 *   pair, from < to by id.
 * VIEW_EVENTS: entities, events, articles; edges are roles, links, reports. VIEW_TIMELINE: events
 * in order of time (nodes carry first/last), edges only answers/counters. */
int view_build(struct view *out, struct store *s, const struct filter *f, enum view_kind kind,
               struct arena *a, struct err *e);

#endif
