#include "tests/treebank/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROWS(n, width) ((size_t)(n) * (size_t)(width))

static void carve(struct numbers *m, int words_n)
{
    struct {
        float **at;
        size_t n;
    } parts[] = {
        {&m->words, ROWS(words_n + 1, TAGGER_WORD)},
        {&m->suffixes, ROWS(TAGGER_SUFFIXES, TAGGER_SUFFIX)},
        {&m->prefixes, ROWS(TAGGER_PREFIXES, TAGGER_PREFIX)},
        {&m->pairs, ROWS(TAGGER_PAIRS, TAGGER_PAIR)},
        {&m->shapes, ROWS(TAGGER_SHAPES, TAGGER_SHAPE)},
        {&m->wide, ROWS(NET_WINDOW, NET_D)},
        {&m->wide_b, NET_D},
        {&m->deep[0], ROWS(3 * NET_D, NET_D)},
        {&m->deep_b[0], NET_D},
        {&m->deep[1], ROWS(3 * NET_D, NET_D)},
        {&m->deep_b[1], NET_D},
        {&m->value, ROWS(NET_D, NET_D)},
        {&m->value_b, NET_D},
        {&m->gate, ROWS(NET_D, NET_D)},
        {&m->gate_b, NET_D},
        {&m->tag, ROWS(NET_D, TAGGER_TAGS)},
        {&m->tag_b, TAGGER_TAGS},
        {&m->look, ROWS(NET_D, LOOK_N * NET_H)},
        {&m->look_b, LOOK_N * NET_H},
        {&m->nobody, ROWS(LOOK_N, NET_H)},
        {&m->table, ROWS(ROW_N, NET_H)},
        {&m->choice, ROWS(NET_H, MOVE_N)},
        {&m->choice_b, MOVE_N},
    };
    m->size = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        m->size += (parts[i].n + 7) / 8 * 8;
    m->all = aligned_alloc(64, (m->size * sizeof(float) + 4096) / 64 * 64);
    memset(m->all, 0, (m->size * sizeof(float) + 4096) / 64 * 64);
    float *p = m->all;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        *parts[i].at = p;
        p += (parts[i].n + 7) / 8 * 8;
    }
}

float net_random(struct net *net)
{
    net->random ^= net->random << 13;
    net->random ^= net->random >> 7;
    net->random ^= net->random << 17;
    return (float)(net->random >> 40) / (float)(1 << 24);
}

static void scatter(struct net *net, float *p, size_t n, float scale)
{
    for (size_t i = 0; i < n; i++)
        p[i] = (net_random(net) * 2 - 1) * scale;
}

static void fill_layer(struct net *net, float *w, int in, int out, float gain)
{
    scatter(net, w, ROWS(in, out), gain * sqrtf(6.0f / (float)(in + out)));
}

void net_init(struct net *net, uint32_t *words, int *counts, int words_n, uint64_t seed)
{
    *net = (struct net){.words_n = words_n, .words = words, .word_count = counts};
    net->random = seed * 0x9E3779B97F4A7C15u + 1;
    carve(&net->now, words_n);
    carve(&net->grad, words_n);
    carve(&net->mean, words_n);
    carve(&net->square, words_n);
    struct numbers *m = &net->now;
    scatter(net, m->words, ROWS(words_n + 1, TAGGER_WORD), 0.25f);
    scatter(net, m->suffixes, ROWS(TAGGER_SUFFIXES, TAGGER_SUFFIX), 0.25f);
    scatter(net, m->prefixes, ROWS(TAGGER_PREFIXES, TAGGER_PREFIX), 0.25f);
    scatter(net, m->pairs, ROWS(TAGGER_PAIRS, TAGGER_PAIR), 0.1f);
    scatter(net, m->shapes, ROWS(TAGGER_SHAPES, TAGGER_SHAPE), 0.25f);
    fill_layer(net, m->wide, NET_WINDOW, NET_D, 1.4f);
    fill_layer(net, m->deep[0], 3 * NET_D, NET_D, 1);
    fill_layer(net, m->deep[1], 3 * NET_D, NET_D, 1);
    fill_layer(net, m->value, NET_D, NET_D, 1);
    fill_layer(net, m->gate, NET_D, NET_D, 0.5f);
    fill_layer(net, m->tag, NET_D, TAGGER_TAGS, 1);
    fill_layer(net, m->look, NET_D, LOOK_N * NET_H, 1);
    fill_layer(net, m->choice, NET_H, MOVE_N, 1);
}

static int row_of_word(const struct net *net, uint32_t hash)
{
    int lo = 0, hi = net->words_n;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (net->words[mid] < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < net->words_n && net->words[lo] == hash ? lo + 1 : 0;
}

/* `wide` columns of one output; columns behind the last are worked out from whatever lies there and
 * thrown away. */
#define COLUMNS(wide)                                                                              \
    do {                                                                                           \
        float acc[wide] = {0};                                                                     \
        for (int k = 0; k < k_n; k++) {                                                            \
            const float *restrict row = w + ROWS(k, o_n) + o;                                      \
            for (int j = 0; j < wide; j++)                                                         \
                acc[j] += x[k] * row[j];                                                           \
        }                                                                                          \
        for (int j = 0; j < wide && o + j < o_n; j++)                                              \
            y[o + j] = b[o + j] + acc[j];                                                          \
        o += wide;                                                                                 \
    } while (0)

/* out[n][O] = in[n][K] · w + b; rows of in are `stride` apart. */
static void forward(const float *in, int stride, int k_n, const float *w, const float *b, int n,
                    float *out, int o_n)
{
    for (int i = 0; i < n; i++) {
        float *restrict y = out + ROWS(i, o_n);
        const float *x = in + ROWS(i, stride);
        for (int o = 0; o < o_n;) {
            if (o_n - o > 32)
                COLUMNS(64);
            else
                COLUMNS(16);
        }
    }
}

/* The way back: adds to the gradients of w and b, and of the input unless d_in is NULL. */
static void backward(const float *in, int stride, int k_n, const float *w, float *d_w, float *d_b,
                     int n, const float *d_out, int o_n, float *d_in)
{
    for (int i = 0; i < n; i++)
        for (int o = 0; o < o_n; o++)
            d_b[o] += d_out[ROWS(i, o_n) + (size_t)o];
    int o = 0;
    for (; o + 64 <= o_n; o += 64)
        for (int k = 0; k < k_n; k++) {
            float acc[64] = {0}, *restrict dw = d_w + ROWS(k, o_n) + o;
            const float *restrict row = w + ROWS(k, o_n) + o;
            for (int i = 0; i < n; i++) {
                float x = in[ROWS(i, stride) + (size_t)k], sum = 0;
                const float *restrict dy = d_out + ROWS(i, o_n) + o;
                for (int j = 0; j < 64; j++)
                    acc[j] += x * dy[j];
                if (!d_in)
                    continue;
                for (int j = 0; j < 64; j++)
                    sum += row[j] * dy[j];
                d_in[ROWS(i, stride) + (size_t)k] += sum;
            }
            for (int j = 0; j < 64; j++)
                dw[j] += acc[j];
        }
    for (int k = 0; o < o_n && k < k_n; k++)
        for (int i = 0; i < n; i++) {
            float x = in[ROWS(i, stride) + (size_t)k], sum = 0;
            const float *restrict dy = d_out + ROWS(i, o_n);
            for (int j = o; j < o_n; j++) {
                d_w[ROWS(k, o_n) + (size_t)j] += x * dy[j];
                sum += w[ROWS(k, o_n) + (size_t)j] * dy[j];
            }
            if (d_in)
                d_in[ROWS(i, stride) + (size_t)k] += sum;
        }
}

enum { MAX_N = 512, PAD = TAGGER_REACH };

/* All that one sentence's pass keeps for the way back. */
static struct pass {
    int rows[MAX_N][5];
    float in[MAX_N + 2 * PAD][TAGGER_IN], in_mask[MAX_N][TAGGER_IN];
    float a[MAX_N + 2 * PAD][NET_D], b[MAX_N + 2 * PAD][NET_D], c[MAX_N + 2 * PAD][NET_D];
    float ra[MAX_N][NET_D], rb[MAX_N][NET_D]; /* what the deep layers add */
    float value[MAX_N][NET_D], gate[MAX_N][NET_D], memory[MAX_N][NET_D];
    float view[MAX_N][NET_D], view_mask[MAX_N][NET_D];
    float parts[MAX_N][LOOK_N * NET_H];
    float tags[MAX_N][TAGGER_TAGS];
} first_pass, *P = &first_pass, G; /* values, and gradients in the same places */

static void take_rows(struct net *net, const struct sample *s, const struct net_options *o)
{
    bool title = net_random(net) < o->title;
    for (int i = 0; i < s->n; i++) {
        const struct tagger_token *t = &s->tokens[i];
        int row = row_of_word(net, t->word), shape = t->shape;
        if (row && net_random(net) < o->drop_word / (o->drop_word + (float)net->word_count[row]))
            row = 0;
        if (title && !(shape & 12))
            shape |= 1;
        P->rows[i][0] = row;
        P->rows[i][1] = t->suffix;
        P->rows[i][2] = t->prefix;
        P->rows[i][3] = t->pair;
        P->rows[i][4] = shape;
    }
}

static const int widths[5] = {TAGGER_WORD, TAGGER_SUFFIX, TAGGER_PREFIX, TAGGER_PAIR, TAGGER_SHAPE};

static float *table_of(struct numbers *m, int which)
{
    float *const tables[5] = {m->words, m->suffixes, m->prefixes, m->pairs, m->shapes};
    return tables[which];
}

static float mask(struct net *net, float drop)
{
    return drop > 0 && net_random(net) < drop ? 0 : 1 / (1 - drop);
}

static void run_memory(int n)
{
    float memory[NET_D] = {0};
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_D; d++) {
            int at = d < NET_D / 2 ? i : n - 1 - i;
            float g = P->gate[at][d] = 1 / (1 + expf(-P->gate[at][d]));
            memory[d] += g * (P->value[at][d] - memory[d]);
            P->memory[at][d] = memory[d];
        }
}

static void encode(struct net *net, const struct sample *s, const struct net_options *o)
{
    struct numbers *m = &net->now;
    int n = s->n;
    take_rows(net, s, o);
    memset(P->in[PAD + n], 0, sizeof P->in[0] * PAD);
    memset(P->a[PAD + n], 0, sizeof P->a[0] * PAD);
    memset(P->b[PAD + n], 0, sizeof P->b[0] * PAD);
    for (int i = 0; i < n; i++) {
        float *x = P->in[PAD + i];
        for (int w = 0; w < 5; w++) {
            memcpy(x, table_of(m, w) + ROWS(P->rows[i][w], widths[w]),
                   (size_t)widths[w] * sizeof *x);
            x += widths[w];
        }
        for (int k = 0; k < TAGGER_IN; k++)
            P->in[PAD + i][k] *= P->in_mask[i][k] = mask(net, o->drop_in);
    }
    forward(P->in[0], TAGGER_IN, NET_WINDOW, m->wide, m->wide_b, n, P->a[PAD], NET_D);
    for (float *p = P->a[PAD]; p < P->a[PAD + n]; p++)
        *p = *p > 0 ? *p : 0;
    forward(P->a[PAD - 1], NET_D, 3 * NET_D, m->deep[0], m->deep_b[0], n, P->ra[0], NET_D);
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_D; d++)
            P->b[PAD + i][d] = P->a[PAD + i][d] + (P->ra[i][d] > 0 ? P->ra[i][d] : 0);
    forward(P->b[PAD - 1], NET_D, 3 * NET_D, m->deep[1], m->deep_b[1], n, P->rb[0], NET_D);
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_D; d++)
            P->c[PAD + i][d] = P->b[PAD + i][d] + (P->rb[i][d] > 0 ? P->rb[i][d] : 0);
    forward(P->c[PAD], NET_D, NET_D, m->value, m->value_b, n, P->value[0], NET_D);
    forward(P->c[PAD], NET_D, NET_D, m->gate, m->gate_b, n, P->gate[0], NET_D);
    run_memory(n);
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_D; d++)
            P->view[i][d] = (P->c[PAD + i][d] + P->memory[i][d]) *
                            (P->view_mask[i][d] = mask(net, o->drop_view));
    forward(P->view[0], NET_D, NET_D, m->tag, m->tag_b, n, P->tags[0], TAGGER_TAGS);
    forward(P->view[0], NET_D, NET_D, m->look, m->look_b, n, P->parts[0], LOOK_N * NET_H);
}

static void memory_back(int n)
{
    float carry[NET_D] = {0};
    for (int i = n - 1; i >= 0; i--)
        for (int d = 0; d < NET_D; d++) {
            bool ahead = d < NET_D / 2;
            int at = ahead ? i : n - 1 - i, from = ahead ? at - 1 : at + 1;
            float before = i > 0 ? P->memory[from][d] : 0, g = P->gate[at][d];
            float d_m = carry[d] + G.memory[at][d];
            G.value[at][d] = d_m * g;
            G.gate[at][d] = d_m * (P->value[at][d] - before) * g * (1 - g);
            carry[d] = d_m * (1 - g);
        }
}

static void decode_back(struct net *net, int n)
{
    struct numbers *m = &net->now, *g = &net->grad;
    memset(G.view[0], 0, sizeof G.view[0] * (size_t)n);
    backward(P->view[0], NET_D, NET_D, m->look, g->look, g->look_b, n, G.parts[0], LOOK_N * NET_H,
             G.view[0]);
    backward(P->view[0], NET_D, NET_D, m->tag, g->tag, g->tag_b, n, G.tags[0], TAGGER_TAGS,
             G.view[0]);
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_D; d++)
            G.c[PAD + i][d] = G.memory[i][d] = G.view[i][d] * P->view_mask[i][d];
    memory_back(n);
    backward(P->c[PAD], NET_D, NET_D, m->value, g->value, g->value_b, n, G.value[0], NET_D,
             G.c[PAD]);
    backward(P->c[PAD], NET_D, NET_D, m->gate, g->gate, g->gate_b, n, G.gate[0], NET_D, G.c[PAD]);
}

static void encode_back(struct net *net, int n)
{
    struct numbers *m = &net->now, *g = &net->grad;
    memset(G.b, 0, sizeof G.b[0] * (size_t)(n + 2 * PAD));
    memset(G.a, 0, sizeof G.a[0] * (size_t)(n + 2 * PAD));
    memset(G.in, 0, sizeof G.in[0] * (size_t)(n + 2 * PAD));
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_D; d++) {
            G.b[PAD + i][d] += G.c[PAD + i][d];
            G.rb[i][d] = P->rb[i][d] > 0 ? G.c[PAD + i][d] : 0;
        }
    backward(P->b[PAD - 1], NET_D, 3 * NET_D, m->deep[1], g->deep[1], g->deep_b[1], n, G.rb[0],
             NET_D, G.b[PAD - 1]);
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_D; d++) {
            G.a[PAD + i][d] += G.b[PAD + i][d];
            G.ra[i][d] = P->ra[i][d] > 0 ? G.b[PAD + i][d] : 0;
        }
    backward(P->a[PAD - 1], NET_D, 3 * NET_D, m->deep[0], g->deep[0], g->deep_b[0], n, G.ra[0],
             NET_D, G.a[PAD - 1]);
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_D; d++)
            if (P->a[PAD + i][d] <= 0)
                G.a[PAD + i][d] = 0;
    backward(P->in[0], TAGGER_IN, NET_WINDOW, m->wide, g->wide, g->wide_b, n, G.a[PAD], NET_D,
             G.in[0]);
    for (int i = 0; i < n; i++) {
        float *x = G.in[PAD + i];
        for (int k = 0; k < TAGGER_IN; k++)
            x[k] *= P->in_mask[i][k];
        for (int w = 0; w < 5; w++) {
            float *row = table_of(g, w) + ROWS(P->rows[i][w], widths[w]);
            for (int k = 0; k < widths[w]; k++)
                row[k] += x[k];
            x += widths[w];
        }
    }
}

/* p ← softmax of scores where open, minus the share of the right ones; returns the loss. */
static float compare(float *p, const bool *open, const bool *right, int n)
{
    float top = -1e30f, all = 0, good = 0;
    for (int i = 0; i < n; i++)
        if (open[i] && p[i] > top)
            top = p[i];
    for (int i = 0; i < n; i++) {
        p[i] = open[i] ? expf(p[i] - top) : 0;
        all += p[i];
        good += right[i] ? p[i] : 0;
    }
    good = good > 1e-12f * all ? good : 1e-12f * all;
    for (int i = 0; i < n; i++)
        p[i] = p[i] / all - (right[i] ? p[i] / good : 0);
    return -logf(good / all);
}

static float learn_tags(const struct sample *s, const struct net_options *o)
{
    float loss = 0;
    bool open[TAGGER_TAGS], right[TAGGER_TAGS];
    memset(open, 1, sizeof open);
    for (int i = 0; i < s->n; i++) {
        for (int t = 0; t < TAGGER_TAGS; t++)
            right[t] = t == s->gold[i].tag + (s->gold[i].rel == REL_INNER ? TAG_N : 0);
        memcpy(G.tags[i], P->tags[i], sizeof P->tags[i]);
        loss += compare(G.tags[i], open, right, TAGGER_TAGS);
        for (int t = 0; t < TAGGER_TAGS; t++)
            G.tags[i][t] *= o->tag_weight;
    }
    return loss * o->tag_weight;
}

/* Arcs of the gold tree that each kind of move makes unreachable (Goldberg & Nivre 2013). */
static void move_costs(const struct state *st, const struct sample *s, int cost[3])
{
    const int *h = s->straight;
    int s0 = st->stack_n > 0 ? st->stack[st->stack_n - 1] : -1;
    int s1 = st->stack_n > 1 ? st->stack[st->stack_n - 2] : -1, b0 = st->next;
    cost[0] = state_may_shift(st) ? 0 : 1000;
    cost[1] = state_may_left(st) ? 0 : 1000;
    cost[2] = state_may_right(st) ? 0 : 1000;
    if (!cost[0]) {
        for (int i = 0; i < st->stack_n; i++)
            cost[0] += (h[st->stack[i]] == b0) + (i < st->stack_n - 1 && h[b0] == st->stack[i]);
        cost[0] += h[b0] < 0 && st->stack_n > 0;
    }
    if (s0 < 0)
        return;
    int lost = 0;
    for (int i = b0; i < s->n; i++)
        lost += h[i] == s0;
    cost[1] += lost + (h[s0] < 0 ? st->stack_n == 1 : h[s0] == s1 || h[s0] > b0);
    cost[2] += lost + (h[s0] >= b0 && h[s0] != s1);
}

static float learn_move(struct net *net, struct state *st, const struct sample *s,
                        const struct net_options *o)
{
    struct numbers *m = &net->now, *g = &net->grad;
    int tokens[LOOK_N], rows[LOOK_ROWS], n = state_look(st, tokens, rows), cost[3];
    float hidden[NET_H] = {0}, scores[MOVE_N], d_hidden[NET_H] = {0}, keep[NET_H];
    for (int i = 0; i < LOOK_N; i++) {
        const float *part = tokens[i] < 0 ? m->nobody + i * NET_H : P->parts[tokens[i]] + i * NET_H;
        for (int d = 0; d < NET_H; d++)
            hidden[d] += part[d];
    }
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_H; d++)
            hidden[d] += m->table[rows[i] * NET_H + d];
    for (int d = 0; d < NET_H; d++) {
        keep[d] = hidden[d] > 0 ? mask(net, o->drop_hidden) : 0;
        hidden[d] *= keep[d];
    }
    forward(hidden, NET_H, NET_H, m->choice, m->choice_b, 1, scores, MOVE_N);
    move_costs(st, s, cost);
    int least = cost[0] < cost[1] ? cost[0] : cost[1];
    least = least < cost[2] ? least : cost[2];
    int rel = st->stack_n ? s->gold[st->stack[st->stack_n - 1]].rel : 0, best = -1, best_right = -1;
    bool open[MOVE_N], right[MOVE_N];
    for (int i = 0; i < MOVE_N; i++) {
        int kind = i == 0 ? 0 : i & 1 ? 1 : 2;
        open[i] = cost[kind] < 1000;
        right[i] = cost[kind] == least && (i == 0 || (i + 1) / 2 == (rel ? rel : REL_DEP));
        if (open[i] && (best < 0 || scores[i] > scores[best]))
            best = i;
        if (right[i] && (best_right < 0 || scores[i] > scores[best_right]))
            best_right = i;
    }
    float loss = compare(scores, open, right, MOVE_N);
    backward(hidden, NET_H, NET_H, m->choice, g->choice, g->choice_b, 1, scores, MOVE_N, d_hidden);
    for (int d = 0; d < NET_H; d++)
        d_hidden[d] *= keep[d];
    for (int i = 0; i < LOOK_N; i++) {
        float *part = tokens[i] < 0 ? g->nobody + i * NET_H : G.parts[tokens[i]] + i * NET_H;
        for (int d = 0; d < NET_H; d++)
            part[d] += d_hidden[d];
    }
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_H; d++)
            g->table[rows[i] * NET_H + d] += d_hidden[d];
    state_move(st, net_random(net) < o->explore ? best : best_right);
    return loss;
}

float net_learn(struct net *net, const struct sample *s, const struct net_options *o)
{
    static int stack[MAX_N];
    static struct node nodes[MAX_N];
    struct state st = {.stack = stack, .nodes = nodes};
    if (s->n > MAX_N)
        return 0;
    encode(net, s, o);
    memset(G.parts, 0, sizeof G.parts[0] * (size_t)s->n);
    float loss = learn_tags(s, o);
    for (state_init(&st, s->n); !state_done(&st);)
        loss += learn_move(net, &st, s, o);
    decode_back(net, s->n);
    encode_back(net, s->n);
    return loss;
}

/* Adds the shares of a net's moves in the state to sums. */
static void vote(const struct net *net, const struct pass *pass, const struct state *st,
                 const bool *open, float *sums)
{
    const struct numbers *m = &net->now;
    static const bool none[MOVE_N];
    int tokens[LOOK_N], rows[LOOK_ROWS], n = state_look(st, tokens, rows);
    float hidden[NET_H] = {0}, scores[MOVE_N];
    for (int i = 0; i < LOOK_N; i++) {
        const float *part =
            tokens[i] < 0 ? m->nobody + i * NET_H : pass->parts[tokens[i]] + i * NET_H;
        for (int d = 0; d < NET_H; d++)
            hidden[d] += part[d];
    }
    for (int i = 0; i < n; i++)
        for (int d = 0; d < NET_H; d++)
            hidden[d] += m->table[rows[i] * NET_H + d];
    for (int d = 0; d < NET_H; d++)
        hidden[d] = hidden[d] > 0 ? hidden[d] : 0;
    forward(hidden, NET_H, NET_H, m->choice, m->choice_b, 1, scores, MOVE_N);
    compare(scores, open, none, MOVE_N);
    for (int i = 0; i < MOVE_N; i++)
        sums[i] += scores[i];
}

static void vote_moves(struct net *nets, struct pass *passes, int nets_n, struct state *st)
{
    while (!state_done(st)) {
        float sums[MOVE_N] = {0};
        bool open[MOVE_N];
        int best = -1;
        for (int i = 0; i < MOVE_N; i++)
            open[i] = i == 0  ? state_may_shift(st)
                      : i & 1 ? state_may_left(st)
                              : state_may_right(st);
        for (int k = 0; k < nets_n; k++)
            vote(&nets[k], &passes[k], st, open, sums);
        for (int i = 0; i < MOVE_N; i++)
            if (open[i] && (best < 0 || sums[i] > sums[best]))
                best = i;
        state_move(st, best);
    }
}

static int vote_tag(struct pass *passes, int nets_n, int token)
{
    static const bool none[TAGGER_TAGS];
    float sums[TAGGER_TAGS] = {0};
    bool open[TAGGER_TAGS];
    int best = 0;
    memset(open, 1, sizeof open);
    for (int k = 0; k < nets_n; k++) {
        compare(passes[k].tags[token], open, none, TAGGER_TAGS);
        for (int i = 0; i < TAGGER_TAGS; i++)
            sums[i] += passes[k].tags[token][i];
    }
    for (int i = 1; i < TAGGER_TAGS; i++)
        if (sums[i] > sums[best])
            best = i;
    return best % TAG_N;
}

void net_vote(struct net *nets, int nets_n, struct sample *s)
{
    static struct pass *passes;
    static int stack[MAX_N];
    static struct node nodes[MAX_N];
    static const struct net_options nothing;
    struct state st = {.stack = stack, .nodes = nodes};
    if (!passes)
        passes = calloc((size_t)nets_n, sizeof *passes);
    for (int k = 0; k < nets_n; k++) {
        P = &passes[k];
        encode(&nets[k], s, &nothing);
    }
    P = &first_pass;
    state_init(&st, s->n);
    vote_moves(nets, passes, nets_n, &st);
    for (int i = 0; i < s->n; i++) {
        int tag = vote_tag(passes, nets_n, i);
        s->gold[i] = (struct parse){nodes[i].head, nodes[i].rel, (uint8_t)tag, true};
        s->straight[i] = nodes[i].head;
    }
    for (int i = 0; i < s->n; i++)
        if (s->gold[i].rel == REL_INNER)
            s->gold[i].tag = s->gold[s->gold[i].head].tag;
}

void net_step(struct net *net, float rate)
{
    const float fade1 = 0.9f, fade2 = 0.999f;
    net->steps++;
    float fix1 = 1 - powf(fade1, (float)net->steps), fix2 = 1 - powf(fade2, (float)net->steps);
    float *restrict p = net->now.all, *restrict g = net->grad.all;
    float *restrict m = net->mean.all, *restrict v = net->square.all;
    float step = rate / fix1, scale = 1 / fix2;
    for (size_t i = 0; i < net->now.size; i += 8) {
        float moved = 0;
        for (size_t j = i; j < i + 8; j++)
            moved += g[j] * g[j];
        if (moved == 0) /* rows of words that the batch had not stay as they are */
            continue;
        for (size_t j = i; j < i + 8; j++) {
            m[j] = fade1 * m[j] + (1 - fade1) * g[j];
            v[j] = fade2 * v[j] + (1 - fade2) * g[j] * g[j];
            p[j] -= step * m[j] / (sqrtf(v[j] * scale) + 1e-8f);
            g[j] = 0;
        }
    }
}
