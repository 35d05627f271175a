/* The moves by which a sentence becomes a tree: arc-hybrid (Kuhlmann, Gómez-Rodríguez & Satta
 * 2011), every sentence of n tokens in at most 2n - 1 of them.
 *
 * Tokens wait in order; the stack holds those under work, s0 on top, s1 below; b0 is the next that
 * waits. SHIFT puts b0 on the stack; LEFT makes s0 a child of b0 and takes it off; RIGHT makes s0 a
 * child of s1 and takes it off. Whoever is left alone at the end is the root.
 */
#ifndef IMPORTERS_EXTRACT_TRANSITIONS_H
#define IMPORTERS_EXTRACT_TRANSITIONS_H

#include "importers/extract/parser.h"

/* Moves by number: 0 is SHIFT, 2r - 1 is LEFT and 2r RIGHT with relation r ≥ 1. */
enum { MOVE_SHIFT = 0, MOVE_N = 2 * REL_N - 1, MOVE_SCORES = (MOVE_N + 3) / 4 * 4 };

static inline int move_left(int rel)
{
    return 2 * rel - 1;
}

static inline int move_right(int rel)
{
    return 2 * rel;
}

struct node {
    int head;        /* -1 = none yet */
    int left, right; /* outermost children so far, -1 = none */
    uint8_t rel;
    uint8_t lefts, rights; /* how many children, at most 3 counted */
};

struct state {
    int n, next; /* tokens, and b0 among them */
    int stack_n;
    int *stack;
    struct node *nodes;
};

/* stack and nodes are the caller's, n of each. */
void state_init(struct state *s, int n);
bool state_done(const struct state *s);

/* Which kinds of move are open. */
bool state_may_shift(const struct state *s);
bool state_may_left(const struct state *s);
bool state_may_right(const struct state *s);
void state_move(struct state *s, int move);

/* What the next move is chosen by: the views of ten tokens, each through a layer of its own, and
 * rows of a table: relations of five of them, distances, numbers of children. */
enum {
    LOOK_S0,
    LOOK_S1,
    LOOK_S2,
    LOOK_B0,
    LOOK_B1,
    LOOK_S0_LEFT, /* from here: the outermost children, whose relations are looked at too */
    LOOK_S0_RIGHT,
    LOOK_S1_LEFT,
    LOOK_S1_RIGHT,
    LOOK_B0_LEFT,
    LOOK_N,
    LOOK_CHILDREN = LOOK_N - LOOK_S0_LEFT
};
enum {
    ROW_RELATIONS = 0,                               /* LOOK_CHILDREN × REL_N */
    ROW_GAP = ROW_RELATIONS + LOOK_CHILDREN * REL_N, /* s0 to b0, s1 to s0: 8 each */
    ROW_COUNTS = ROW_GAP + 2 * 8,   /* s0's lefts, rights, s1's rights, b0's lefts: 4 each */
    ROW_DEPTH = ROW_COUNTS + 4 * 4, /* of the stack: 4 */
    ROW_N = ROW_DEPTH + 4,
    LOOK_ROWS = LOOK_CHILDREN + 2 + 4 + 1 /* at most that many rows at a time */
};

/* Sets tokens[LOOK_N] (-1 = nobody there) and rows; returns the number of rows. */
int state_look(const struct state *s, int *tokens, int *rows);

#endif
