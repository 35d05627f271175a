#include "importers/extract/parser.h"

#include <string.h>

#include "core/embed.h"
#include "importers/extract/transitions.h"

enum { WIDTH = 64 }; /* numbers in the layer that moves are read off */

static const char magic[16] = "hearsay parser\n";

static const char *const relation_names[] = {
    "root",      "nsubj",     "nsubj:pass", "csubj",     "obj",          "iobj",  "obl",
    "obl:agent", "obl:tmod",  "nmod",       "nmod:poss", "ccomp",        "xcomp", "advcl",
    "acl",       "acl:relcl", "appos",      "conj",      "cc",           "case",  "mark",
    "aux",       "aux:pass",  "cop",        "compound",  "compound:prt", "flat",  "fixed",
    "inner",     "det",       "amod",       "nummod",    "advmod",       "clf",   "punct",
    "parataxis", "discourse", "expl",       "dep",
};

const char *relation_name(enum relation r)
{
    return relation_names[r];
}

struct parser {
    struct tagger tagger;
    struct layer look;     /* a token's view → its part in each of the LOOK_N places */
    struct layer choice;   /* → moves */
    const int16_t *nobody; /* LOOK_N rows: what stands in an empty place */
    const int16_t *table;  /* ROW_N rows */
    struct arena room;
    int room_n; /* tokens there is room for */
    struct tagger_room tagger_room;
    struct tagger_token *tokens;
    int16_t *parts; /* n × LOOK_N × WIDTH */
    uint8_t *ready; /* n × LOOK_N: which of them are worked out */
    uint8_t *tags;
    struct state state;
};

struct parser *parser_read(const void *bytes, size_t len, struct arena *a, struct err *e)
{
    struct layer_cursor c = {.at = bytes, .end = (const unsigned char *)bytes + len};
    struct parser *p = arena_alloc(a, sizeof *p);
    const int8_t *start = layer_bytes(&c, sizeof magic);
    if (!start || memcmp(start, magic, sizeof magic) != 0) {
        err_set(e, ERR_PARSE, "not a parser's data");
        return NULL;
    }
    if (layer_u32(&c) != len) {
        err_set(e, ERR_PARSE, "a parser's data cut short or too long");
        return NULL;
    }
    tagger_read(&p->tagger, &c, a);
    layer_read(&p->look, &c, TAGGER_WIDTH, LOOK_N * WIDTH, a);
    p->nobody = layer_shorts(&c, (size_t)LOOK_N * WIDTH, a);
    p->table = layer_shorts(&c, (size_t)ROW_N * WIDTH, a);
    layer_read(&p->choice, &c, WIDTH, MOVE_SCORES, a);
    if (c.bad || c.at != c.end) {
        err_set(e, ERR_PARSE, "damaged parser's data");
        return NULL;
    }
    return p;
}

static void make_room(struct parser *p, int n)
{
    if (n <= p->room_n)
        return;
    arena_reset(&p->room);
    for (p->room_n = p->room_n ? p->room_n : 64; p->room_n < n;)
        p->room_n *= 2;
    size_t m = (size_t)p->room_n;
    tagger_make_room(&p->tagger_room, p->room_n, &p->room);
    p->tokens = arena_alloc(&p->room, m * sizeof *p->tokens);
    p->parts = arena_alloc(&p->room, m * LOOK_N * WIDTH * sizeof *p->parts);
    p->ready = arena_alloc(&p->room, m * LOOK_N);
    p->tags = arena_alloc(&p->room, m);
    p->state.stack = arena_alloc(&p->room, m * sizeof *p->state.stack);
    p->state.nodes = arena_alloc(&p->room, m * sizeof *p->state.nodes);
}

/* What token t gives when it stands in a place; worked out when first asked for, since a token
 * stands in half of the places. */
static const int16_t *part_of(const struct parser *p, int t, int place)
{
    size_t at = (size_t)t * LOOK_N + (size_t)place;
    int16_t *part = p->parts + at * WIDTH;
    if (!p->ready[at]) {
        struct layer l = layer_rows(&p->look, place * WIDTH, WIDTH);
        layer_apply(&l, p->tagger_room.view + (t + TAGGER_REACH) * TAGGER_WIDTH, TAGGER_WIDTH, 1,
                    part, WIDTH, LAYER_PLAIN, NULL);
        p->ready[at] = 1;
    }
    return part;
}

/* The layer that moves are read off, of the state as it is. */
static void sum_state(const struct parser *p, int16_t *out)
{
    int tokens[LOOK_N], rows[LOOK_ROWS];
    int n = state_look(&p->state, tokens, rows);
    memset(out, 0, WIDTH * sizeof *out);
    for (int i = 0; i < LOOK_N; i++)
        layer_add(out, tokens[i] < 0 ? p->nobody + i * WIDTH : part_of(p, tokens[i], i), WIDTH);
    for (int i = 0; i < n; i++)
        layer_add(out, p->table + rows[i] * WIDTH, WIDTH);
    for (int i = 0; i < WIDTH; i++)
        out[i] = (int16_t)(out[i] < 0 ? 0 : out[i] > LAYER_MAX ? LAYER_MAX : out[i]);
}

static int choose(const struct parser *p, const int16_t *sum)
{
    int32_t scores[MOVE_SCORES];
    bool open[2] = {state_may_right(&p->state), state_may_left(&p->state)};
    int best = state_may_shift(&p->state) ? MOVE_SHIFT : -1;
    layer_sums(&p->choice, sum, scores);
    for (int m = 1; m < MOVE_N; m++)
        if (open[m & 1] && (best < 0 || scores[m] > scores[best]))
            best = m;
    return best;
}

void parser_run(struct parser *p, const struct tagger_token *tokens, int n, struct parse *out)
{
    int16_t sum[WIDTH];
    make_room(p, n);
    tagger_run(&p->tagger, tokens, n, &p->tagger_room, p->tags);
    memset(p->ready, 0, (size_t)n * LOOK_N);
    state_init(&p->state, n);
    while (!state_done(&p->state)) {
        sum_state(p, sum);
        state_move(&p->state, choose(p, sum));
    }
    for (int i = 0; i < n; i++) {
        const struct node *node = &p->state.nodes[i];
        out[i] = (struct parse){.head = node->head, .rel = node->rel, .known = true};
        out[i].tag = (uint8_t)(p->tags[node->rel == REL_INNER ? node->head : i] % TAG_N);
    }
}

void parser_release(struct parser *p)
{
    arena_release(&p->room);
    p->room_n = 0;
}

static struct kept {
    const struct pack *pack;
    struct parser *parser; /* NULL = the pack has none */
    struct arena a;
    struct kept *next;
} * all_kept;

struct parser *parser_of(const struct pack *pack)
{
    for (const struct kept *k = all_kept; k; k = k->next)
        if (k->pack == pack)
            return k->parser;
    struct arena a = {0};
    struct err e = {0};
    struct kept *k = arena_alloc(&a, sizeof *k);
    const struct embedded *file =
        embedded_find(arena_printf(&a, "importers/languages/%s/parser.bin", pack_tag(pack)));
    k->pack = pack;
    k->parser = file ? parser_read(file->bytes, file->len, &a, &e) : NULL;
    k->a = a;
    k->next = all_kept;
    all_kept = k;
    return k->parser;
}

void parser_cleanup(void)
{
    while (all_kept) {
        struct kept *k = all_kept;
        all_kept = k->next;
        if (k->parser)
            parser_release(k->parser);
        struct arena a = k->a; /* it lives in its own arena */
        arena_release(&a);
    }
}

int parse_sentence(struct doc *d, int sentence)
{
    const struct sentence *s = &d->sentences[sentence];
    int n = s->end - s->start;
    struct parser *p = d->pack ? parser_of(d->pack) : NULL;
    if (!p || n > PARSER_MAX_TOKENS)
        return 0;
    if (!d->parse)
        d->parse = arena_alloc(d->a, (size_t)d->tokens_n * sizeof *d->parse);
    struct parse *out = d->parse + s->start;
    if (out->known)
        return n;
    make_room(p, n);
    tagger_look(d, s->start, s->end, p->tokens);
    parser_run(p, p->tokens, n, out);
    for (int i = 0; i < n; i++)
        if (out[i].head >= 0)
            out[i].head += s->start;
    return n;
}

int parse_top(const struct doc *d, int start, int end)
{
    for (int i = start; d->parse && i < end; i++) {
        const struct parse *p = &d->parse[i];
        if (p->known && (p->head < start || p->head >= end))
            return i;
    }
    return -1;
}

int parse_child(const struct doc *d, int head, enum relation rel, int after)
{
    const struct sentence *s = &d->sentences[doc_sentence(d, head)];
    if (!d->parse || !d->parse[head].known)
        return -1;
    for (int i = after < s->start ? s->start : after + 1; i < s->end; i++)
        if (d->parse[i].head == head && d->parse[i].rel == rel)
            return i;
    return -1;
}
