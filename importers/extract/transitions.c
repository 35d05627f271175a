#include "importers/extract/transitions.h"

void state_init(struct state *s, int n)
{
    s->n = n;
    s->next = 0;
    s->stack_n = 0;
    for (int i = 0; i < n; i++)
        s->nodes[i] = (struct node){.head = -1, .left = -1, .right = -1};
}

bool state_may_shift(const struct state *s)
{
    return s->next < s->n;
}

bool state_may_left(const struct state *s)
{
    return s->stack_n > 0 && s->next < s->n;
}

bool state_may_right(const struct state *s)
{
    return s->stack_n > 1;
}

bool state_done(const struct state *s)
{
    return s->next >= s->n && s->stack_n <= 1;
}

static void attach(struct state *s, int child, int head, int rel)
{
    struct node *h = &s->nodes[head];
    s->nodes[child].head = head;
    s->nodes[child].rel = (uint8_t)rel;
    if (child < head) {
        h->left = child; /* the later, the farther out */
        h->lefts = (uint8_t)(h->lefts < 3 ? h->lefts + 1 : 3);
    } else {
        h->right = child;
        h->rights = (uint8_t)(h->rights < 3 ? h->rights + 1 : 3);
    }
}

void state_move(struct state *s, int move)
{
    if (move == MOVE_SHIFT) {
        s->stack[s->stack_n++] = s->next++;
        return;
    }
    int child = s->stack[--s->stack_n];
    attach(s, child, move & 1 ? s->next : s->stack[s->stack_n - 1], (move + 1) / 2);
}

static int gap(int from, int to)
{
    int d = to - from;
    return d < 5 ? d - 1 : d < 8 ? 4 : d < 13 ? 5 : d < 25 ? 6 : 7;
}

static void look_tokens(const struct state *s, int *t)
{
    int s0 = s->stack_n > 0 ? s->stack[s->stack_n - 1] : -1;
    int s1 = s->stack_n > 1 ? s->stack[s->stack_n - 2] : -1;
    int b0 = s->next < s->n ? s->next : -1;
    t[LOOK_S0] = s0;
    t[LOOK_S1] = s1;
    t[LOOK_S2] = s->stack_n > 2 ? s->stack[s->stack_n - 3] : -1;
    t[LOOK_B0] = b0;
    t[LOOK_B1] = s->next + 1 < s->n ? s->next + 1 : -1;
    t[LOOK_S0_LEFT] = s0 < 0 ? -1 : s->nodes[s0].left;
    t[LOOK_S0_RIGHT] = s0 < 0 ? -1 : s->nodes[s0].right;
    t[LOOK_S1_LEFT] = s1 < 0 ? -1 : s->nodes[s1].left;
    t[LOOK_S1_RIGHT] = s1 < 0 ? -1 : s->nodes[s1].right;
    t[LOOK_B0_LEFT] = b0 < 0 ? -1 : s->nodes[b0].left;
}

int state_look(const struct state *s, int *t, int *rows)
{
    int n = 0;
    look_tokens(s, t);
    for (int i = 0; i < LOOK_CHILDREN; i++)
        if (t[LOOK_S0_LEFT + i] >= 0)
            rows[n++] = ROW_RELATIONS + i * REL_N + s->nodes[t[LOOK_S0_LEFT + i]].rel;
    if (t[LOOK_S0] >= 0 && t[LOOK_B0] >= 0)
        rows[n++] = ROW_GAP + gap(t[LOOK_S0], t[LOOK_B0]);
    if (t[LOOK_S1] >= 0)
        rows[n++] = ROW_GAP + 8 + gap(t[LOOK_S1], t[LOOK_S0]);
    if (t[LOOK_S0] >= 0) {
        rows[n++] = ROW_COUNTS + s->nodes[t[LOOK_S0]].lefts;
        rows[n++] = ROW_COUNTS + 4 + s->nodes[t[LOOK_S0]].rights;
    }
    if (t[LOOK_S1] >= 0)
        rows[n++] = ROW_COUNTS + 8 + s->nodes[t[LOOK_S1]].rights;
    if (t[LOOK_B0] >= 0)
        rows[n++] = ROW_COUNTS + 12 + s->nodes[t[LOOK_B0]].lefts;
    rows[n++] = ROW_DEPTH + (s->stack_n < 3 ? s->stack_n : 3);
    return n;
}
