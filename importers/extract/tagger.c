#include "importers/extract/tagger.h"

#include <string.h>

static const char *const tag_names[] = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                        "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                        "PUNCT", "SCONJ", "SYM", "VERB", "X"};

const char *tag_name(enum tag t)
{
    return tag_names[t];
}

static const uint32_t hash_start = 2166136261u, hash_prime = 16777619u; /* FNV-1a */

static uint32_t hash_bytes(uint32_t h, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        h = (h ^ (c >= '0' && c <= '9' ? '0' : c)) * hash_prime;
    }
    return h;
}

/* The bits of FNV that a small table takes are its worst: mix them. */
static uint16_t row_of(uint32_t h, uint32_t rows)
{
    h ^= h >> 15;
    h *= 0x2C1B3C6Du;
    h ^= h >> 12;
    return (uint16_t)(h & (rows - 1));
}

static bool is_start(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* Bytes of the first, or last, `want` characters. */
static size_t first_chars(const char *s, size_t len, int want)
{
    size_t n = 0;
    while (n < len && (want > 0 || !is_start(s[n])))
        want -= is_start(s[n++]);
    return n;
}

static size_t last_chars(const char *s, size_t len, int want)
{
    size_t n = len;
    while (n > 0 && want > 0)
        want -= is_start(s[--n]);
    return len - n;
}

static uint16_t shape_of(const struct token *t, bool first)
{
    unsigned shape = 0;
    shape |= t->flags & TOKEN_UPPER ? 1 : 0;
    shape |= t->flags & TOKEN_CAPS ? 2 : 0;
    shape |= t->flags & TOKEN_NUMBER ? 4 : 0;
    shape |= t->flags & (TOKEN_WORD | TOKEN_NUMBER) ? 0 : 8;
    shape |= first ? 16 : 0;
    shape |= (t->flags & TOKEN_WORD) && (t->flags & TOKEN_NUMBER) ? 32 : 0;
    return (uint16_t)shape;
}

void tagger_look(const struct doc *d, int start, int end, struct tagger_token *out)
{
    uint32_t before = 0;
    bool first = true;
    for (int i = start; i < end; i++, out++) {
        const struct token *t = &d->tokens[i];
        size_t len = strlen(t->low), tail = last_chars(t->low, len, 3);
        out->word = hash_bytes(hash_start, t->low, len);
        out->suffix = row_of(hash_bytes(7, t->low + len - tail, tail), TAGGER_SUFFIXES);
        out->prefix = row_of(hash_bytes(11, t->low, first_chars(t->low, len, 3)), TAGGER_PREFIXES);
        out->pair = row_of(out->word ^ before * 0x9E3779B1u, TAGGER_PAIRS);
        out->shape = shape_of(t, first);
        before = out->word;
        first = first && !(t->flags & (TOKEN_WORD | TOKEN_NUMBER));
    }
}

/* Row of a word, 0 = unknown. */
static uint32_t word_row(const struct tagger *t, uint32_t hash)
{
    uint32_t lo = t->first[hash >> 24], hi = t->first[(hash >> 24) + 1];
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (t->words[mid] < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < t->words_n && t->words[lo] == hash ? lo + 1 : 0;
}

static void read_words(struct tagger *t, struct layer_cursor *c, struct arena *a)
{
    t->words_n = layer_u32(c);
    if (t->words_n > 1u << 20 || t->words_n * 4u > (size_t)(c->end - c->at)) {
        c->bad = true;
        return;
    }
    uint32_t *words = arena_alloc(a, (t->words_n + 1) * sizeof *words);
    for (uint32_t i = 0; i < t->words_n; i++) {
        words[i] = layer_u32(c);
        if (i && words[i] <= words[i - 1])
            c->bad = true;
    }
    for (uint32_t top = 0, i = 0; top <= 256; top++) {
        while (i < t->words_n && words[i] >> 24 < top)
            i++;
        t->first[top] = i;
    }
    t->words = words;
    t->word_rows = layer_bytes(c, (t->words_n + (size_t)1) * TAGGER_WORD);
}

void tagger_read(struct tagger *t, struct layer_cursor *c, struct arena *a)
{
    read_words(t, c, a);
    t->suffix_rows = layer_bytes(c, (size_t)TAGGER_SUFFIXES * TAGGER_SUFFIX);
    t->prefix_rows = layer_bytes(c, (size_t)TAGGER_PREFIXES * TAGGER_PREFIX);
    t->pair_rows = layer_bytes(c, (size_t)TAGGER_PAIRS * TAGGER_PAIR);
    t->shape_rows = layer_bytes(c, (size_t)TAGGER_SHAPES * TAGGER_SHAPE);
    layer_read(&t->wide, c, TAGGER_IN * (2 * TAGGER_REACH + 1), TAGGER_WIDTH, a);
    layer_read(&t->deep[0], c, TAGGER_WIDTH * 3, TAGGER_WIDTH, a);
    layer_read(&t->deep[1], c, TAGGER_WIDTH * 3, TAGGER_WIDTH, a);
    layer_read(&t->value, c, TAGGER_WIDTH, TAGGER_WIDTH, a);
    layer_read(&t->gate, c, TAGGER_WIDTH, TAGGER_WIDTH, a);
    layer_read(&t->tag, c, TAGGER_WIDTH, TAGGER_SCORES, a);
    int16_t *sigmoid = layer_shorts(c, 256, a);
    for (int i = 0; sigmoid && i < 256; i++)
        if (sigmoid[i] < 0 || sigmoid[i] > 4096)
            c->bad = true;
    t->sigmoid = sigmoid;
}

/* Every array has TAGGER_REACH rows of zeros before and behind the sentence. */
static int16_t *padded(int n, int width, struct arena *a)
{
    return arena_alloc(a, (size_t)(n + 2 * TAGGER_REACH) * (size_t)width * sizeof(int16_t));
}

void tagger_make_room(struct tagger_room *r, int n, struct arena *a)
{
    r->in = padded(n, TAGGER_IN, a);
    r->a = padded(n, TAGGER_WIDTH, a);
    r->b = padded(n, TAGGER_WIDTH, a);
    r->view = padded(n, TAGGER_WIDTH, a);
}

static int16_t *spread(int16_t *to, const int8_t *row, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = (int16_t)(row[i] * 4); /* 1/64 → 1/256 */
    return to + n;
}

static void fill_in(const struct tagger *t, const struct tagger_token *tokens, int n, int16_t *in)
{
    for (int i = 0; i < n; i++) {
        const struct tagger_token *k = &tokens[i];
        in = spread(in, t->word_rows + word_row(t, k->word) * (size_t)TAGGER_WORD, TAGGER_WORD);
        in = spread(in, t->suffix_rows + k->suffix * TAGGER_SUFFIX, TAGGER_SUFFIX);
        in = spread(in, t->prefix_rows + k->prefix * TAGGER_PREFIX, TAGGER_PREFIX);
        in = spread(in, t->pair_rows + k->pair * TAGGER_PAIR, TAGGER_PAIR);
        in = spread(in, t->shape_rows + k->shape * TAGGER_SHAPE, TAGGER_SHAPE);
    }
}

/* The gated memory: half of the numbers run forwards, half backwards. value and gate are n ×
 * TAGGER_WIDTH; what is remembered at each token is added to view. */
static void remember(const struct tagger *t, const int16_t *value, const int16_t *gate, int n,
                     int16_t *view)
{
    int32_t memory[TAGGER_WIDTH] = {0};
    const int half = TAGGER_WIDTH / 2;
    for (int i = 0; i < n; i++) {
        for (int d = 0; d < TAGGER_WIDTH; d++) {
            size_t at = (size_t)(d < half ? i : n - 1 - i) * TAGGER_WIDTH + (size_t)d;
            int32_t x = gate[at] < -2048 ? 0 : gate[at] > 2047 ? 255 : (gate[at] >> 4) + 128;
            memory[d] += (t->sigmoid[x] * (value[at] * 16 - memory[d])) >> 12;
            int32_t sum = view[at] + (memory[d] >> 4);
            view[at] = (int16_t)(sum < -LAYER_MAX ? -LAYER_MAX : sum > LAYER_MAX ? LAYER_MAX : sum);
        }
    }
}

static uint8_t best_tag(const int32_t *scores)
{
    int best = 0;
    for (int i = 1; i < TAGGER_TAGS; i++)
        if (scores[i] > scores[best])
            best = i;
    return (uint8_t)best;
}

void tagger_run(const struct tagger *t, const struct tagger_token *tokens, int n,
                struct tagger_room *r, uint8_t *tags)
{
    const size_t margin = (size_t)TAGGER_REACH * TAGGER_WIDTH, size = (size_t)n * TAGGER_WIDTH;
    int16_t *in = r->in + TAGGER_REACH * TAGGER_IN;
    int16_t *a = r->a + margin, *b = r->b + margin, *view = r->view + margin;
    int32_t scores[TAGGER_SCORES];
    fill_in(t, tokens, n, in);
    memset(in + (size_t)n * TAGGER_IN, 0, (size_t)TAGGER_REACH * TAGGER_IN * sizeof *in);
    memset(a + size, 0, margin * sizeof *a);
    memset(b + size, 0, margin * sizeof *b);
    layer_apply(&t->wide, r->in, TAGGER_IN, n, a, TAGGER_WIDTH, LAYER_RELU, NULL);
    layer_apply(&t->deep[0], a - TAGGER_WIDTH, TAGGER_WIDTH, n, b, TAGGER_WIDTH, LAYER_RELU, a);
    layer_apply(&t->deep[1], b - TAGGER_WIDTH, TAGGER_WIDTH, n, view, TAGGER_WIDTH, LAYER_RELU, b);
    layer_apply(&t->value, view, TAGGER_WIDTH, n, a, TAGGER_WIDTH, LAYER_PLAIN, NULL);
    layer_apply(&t->gate, view, TAGGER_WIDTH, n, b, TAGGER_WIDTH, LAYER_PLAIN, NULL);
    remember(t, a, b, n, view);
    for (int i = 0; i < n; i++) {
        layer_sums(&t->tag, view + i * TAGGER_WIDTH, scores);
        tags[i] = best_tag(scores);
    }
}
