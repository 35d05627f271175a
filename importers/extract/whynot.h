/* Why a sentence gave no claim: what the frames saw in it, whom they weighed, and what spoke for
 * and against each.
 *
 * The frames tell of every candidate (frames_weighed) where doc->watch is set, and write what the
 * models saw as they do for training (frames.h); both are joined here. The reading itself is the
 * one that extract() makes.
 *
 *     struct whynot_sentence *list;
 *     size_t n;
 *     if (whynot_read(&list, &n, article, a, e)) return -1;
 */
#ifndef IMPORTERS_EXTRACT_WHYNOT_H
#define IMPORTERS_EXTRACT_WHYNOT_H

#include "core/err.h"
#include "core/model.h"

struct whynot_feature {
    const char *name;
    double weight; /* for the candidate when positive; what the models don't know has none */
};

/* One model's say. */
struct whynot_part {
    const char *model;               /* "target", "speaker", "deny", "denier", "meet" */
    double probability;              /* among its rivals where the model chooses one of them */
    struct whynot_feature *features; /* of weight other than 0, the weightiest first */
    size_t n;
};

struct whynot_candidate {
    enum claim_kind kind;
    const char *who, *whom; /* names; who NULL = nobody in particular, whom NULL for a denial */
    double probability,
        needed; /* it becomes a claim from there on, unless a surer one rules it out */
    struct whynot_part parts[2];
    int parts_n;
};

struct whynot_cue {
    const char *frame; /* "accuse", as cues.tsv calls it */
    const char *words;
    struct span span;
    bool strong; /* accuses, denies or meets by itself; others only name a wrong or a critique */
};

struct whynot_sentence {
    struct span span;
    const char *text; /* one line */
    struct whynot_cue *cues;
    size_t cues_n;
    int parties;                         /* how many could take part */
    struct whynot_candidate *candidates; /* the likeliest first, measured by what is needed */
    size_t candidates_n;
    bool claimed; /* a claim rests on it */
};

/* Every sentence of the article, in order; in the arena. -1 as extract(). */
int whynot_read(struct whynot_sentence **out, size_t *n, const struct article *article,
                struct arena *a, struct err *e);

#endif
