/* The extraction beside the text floor: what it costs a C program to look at every word of the same
 * texts once for each of four ends and to understand nothing.
 *
 *     floor = NFC check + words (byte table, a hash each) + names + cues
 *
 * Names and cues are the packs' own surfaces, found by hashes of runs of words, the longest that
 * starts at a word. Floor and extraction take turns; their ratio is what counts (goal: 0.15).
 *
 *     extract PATH [LANGUAGE]
 */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "core/embed.h"
#include "core/text.h"
#include "importers/extract/extract.h"
#include "importers/extract/frames.h"
#include "tests/bench/bench.h"

/* ---- the floor ---- */

#define FNV_START 1469598103934665603u
#define FNV_PRIME 1099511628211u
#define LONGEST 8 /* words of a surface */

struct surface {
    uint64_t hash; /* 0 = free */
    const char *text;
    size_t len;
};

struct surfaces {
    struct surface *slots;
    size_t mask;
    unsigned char *most; /* by the low bits of the first word's hash: words of the longest */
};

static unsigned char in_word[256], low[256];

static void make_tables(void)
{
    for (int c = 0; c < 256; c++) {
        bool upper = c >= 'A' && c <= 'Z';
        in_word[c] = c >= 0x80 || (c >= '0' && c <= '9') || upper || (c >= 'a' && c <= 'z');
        low[c] = (unsigned char)(upper ? c | 32 : c);
    }
}

static uint64_t finish(uint64_t h)
{
    h ^= h >> 29;
    return h ? h : 1;
}

static void learn(struct surfaces *s, const char *text, size_t len)
{
    uint64_t h = FNV_START, first = 0;
    size_t words = 0, at = 0;
    while (at < len) {
        while (at < len && !in_word[(unsigned char)text[at]])
            h = (h ^ (unsigned char)text[at++]) * FNV_PRIME;
        for (; at < len && in_word[(unsigned char)text[at]]; at++)
            h = (h ^ low[(unsigned char)text[at]]) * FNV_PRIME;
        first = words++ ? first : finish(h);
    }
    if (words > LONGEST)
        return;
    size_t i = finish(h) & s->mask;
    while (s->slots[i].hash)
        i = (i + 1) & s->mask;
    s->slots[i] = (struct surface){finish(h), text, len};
    unsigned char *most = &s->most[first & 0xFFFF];
    *most = words > *most ? (unsigned char)words : *most;
}

static bool is_named(const struct embedded *f, const char *name)
{
    const char *slash = strrchr(f->path, '/');
    return slash && strcmp(slash, name) == 0;
}

/* The first fields of the packs' files of that name ("/names.tsv"). */
static void learn_files(struct surfaces *s, struct arena *a, const char *name)
{
    size_t lines = 0;
    for (const struct embedded *f = embedded_files; f->path; f++)
        for (const char *p = f->bytes; is_named(f, name) && *p; p++)
            lines += *p == '\n';
    for (s->mask = 63; s->mask < lines * 2;)
        s->mask = s->mask * 2 + 1;
    s->slots = arena_alloc(a, (s->mask + 1) * sizeof *s->slots);
    s->most = arena_alloc(a, 0x10000);
    for (const struct embedded *f = embedded_files; f->path; f++) {
        if (!is_named(f, name))
            continue;
        for (const char *line = f->bytes; *line; line += strcspn(line, "\n") + 1)
            if (*line != '#' && *line != '\n')
                learn(s, line, strcspn(line, "\t\n"));
    }
}

static bool stands(const struct surfaces *s, uint64_t h, const char *text, size_t len)
{
    h = finish(h);
    for (size_t i = h & s->mask; s->slots[i].hash; i = (i + 1) & s->mask) {
        const struct surface *x = &s->slots[i];
        if (x->hash != h || x->len != len)
            continue;
        size_t same = 0;
        while (same < len && low[(unsigned char)text[same]] == low[(unsigned char)x->text[same]])
            same++;
        if (same == len)
            return true;
    }
    return false;
}

/* How many surfaces stand in the text, the longest at each word. */
static size_t find(const struct surfaces *s, const char *text, size_t len)
{
    const char *p = text, *end = text + len;
    size_t found = 0;
    while (p < end) {
        while (p < end && !in_word[(unsigned char)*p])
            p++;
        const char *start = p, *best = NULL;
        uint64_t h = FNV_START;
        for (; p < end && in_word[(unsigned char)*p]; p++)
            h = (h ^ low[(unsigned char)*p]) * FNV_PRIME;
        const char *behind = p;
        int most = p > start ? s->most[finish(h) & 0xFFFF] : 0;
        for (int n = 1; n <= most; n++) {
            if (stands(s, h, start, (size_t)(behind - start)))
                best = behind;
            for (; n < most && behind < end && !in_word[(unsigned char)*behind]; behind++)
                h = (h ^ (unsigned char)*behind) * FNV_PRIME;
            for (; n < most && behind < end && in_word[(unsigned char)*behind]; behind++)
                h = (h ^ low[(unsigned char)*behind]) * FNV_PRIME;
        }
        found += best != NULL;
        p = best ? best : p;
    }
    return found;
}

/* Is all of it NFC? Letters of Latin and Vietnamese are known to be; ICU is asked about others. */
static bool is_nfc(const char *s, size_t len)
{
    for (size_t at = 0; at < len;) {
        if ((unsigned char)s[at] < 0xCC) {
            at++;
            continue;
        }
        uint32_t cp = text_next(s, len, &at);
        bool known = (cp >= 0x1E00 && cp < 0x1F00) || (cp >= 0x2002 && cp < 0x20D0);
        if (!known && u_getIntPropertyValue((UChar32)cp, UCHAR_NFC_QUICK_CHECK) != UNORM_YES)
            return false;
    }
    return true;
}

static uint64_t hash_words(const char *text, size_t len)
{
    const unsigned char *p = (const unsigned char *)text, *end = p + len;
    uint64_t sum = 0;
    while (p < end) {
        while (p < end && !in_word[*p])
            p++;
        uint64_t h = FNV_START;
        for (; p < end && in_word[*p]; p++)
            h = (h ^ *p) * FNV_PRIME;
        sum += h;
    }
    return sum;
}

enum floor_stage { NFC, WORDS, NAMES, CUES, FLOOR };

static uint64_t keep; /* so that nothing is optimised away */

static void run_floor(const struct corpus *c, const struct surfaces *names,
                      const struct surfaces *cues, double spent[FLOOR])
{
    for (int stage = 0; stage < FLOOR; stage++) {
        double start = bench_cpu();
        for (size_t i = 0; i < c->n; i++) {
            const char *text = c->articles[i].text;
            size_t len = c->articles[i].len;
            keep += stage == NFC     ? is_nfc(text, len)
                    : stage == WORDS ? hash_words(text, len)
                                     : find(stage == NAMES ? names : cues, text, len);
        }
        spent[stage] = bench_cpu() - start;
    }
}

/* ---- the extraction ---- */

enum step { READ_WORDS, READ_NAMES, READ_COREF, READ_DATES, READ_FRAMES, READ_LINKS, STEPS };
static const char *const step_names[STEPS] = {"words", "names",  "coreference",
                                              "dates", "frames", "links"};

struct counts {
    size_t tokens, claims;
};

static double run_extract(const struct corpus *c, struct counts *n)
{
    struct arena a = {0};
    double start = bench_cpu();
    *n = (struct counts){0};
    for (size_t i = 0; i < c->n; i++) {
        struct reading reading = {0};
        struct err e = {0};
        if (!extract(&reading, &c->articles[i], &a, &e))
            n->claims += reading.claims_n;
        arena_reset(&a);
    }
    double spent = bench_cpu() - start;
    arena_release(&a);
    return spent;
}

/* The same cascade with a clock between the steps. */
static void run_steps(const struct corpus *c, double spent[STEPS], struct counts *n)
{
    struct arena a = {0};
    memset(spent, 0, STEPS * sizeof *spent);
    n->tokens = 0;
    for (size_t i = 0; i < c->n; i++) {
        struct doc d = {.article = &c->articles[i], .a = &a};
        d.pack = packs_find(d.article->language);
        double at = bench_cpu();
        for (int step = 0; step < STEPS; step++) {
            switch ((enum step)step) {
            case READ_WORDS:
                words_read(&d);
                break;
            case READ_NAMES:
                names_read(&d);
                break;
            case READ_COREF:
                coref_read(&d);
                break;
            case READ_DATES:
                dates_read(&d);
                break;
            case READ_FRAMES:
                frames_read(&d, NULL);
                break;
            default:
                link_read(&d, NULL);
            }
            double now = bench_cpu();
            spent[step] += now - at;
            at = now;
        }
        n->tokens += (size_t)d.tokens_n;
        arena_reset(&a);
    }
    arena_release(&a);
}

static void tell_steps(const struct corpus *c)
{
    double spent[STEPS], sum = 0;
    struct counts n = {0};
    run_steps(c, spent, &n);
    for (int i = 0; i < STEPS; i++)
        sum += spent[i];
    printf("  steps:");
    for (int i = 0; i < STEPS; i++)
        printf(" %s %.0f%%", step_names[i], 100 * spent[i] / sum);
    printf("; %.0f ns a token\n", 1e9 * sum / (double)n.tokens);
}

int main(int argc, char **argv)
{
    struct corpus c = {0};
    struct surfaces names = {0}, cues = {0};
    struct counts n = {0};
    double ratios[BENCH_ROUNDS], ours[BENCH_ROUNDS], floors[BENCH_ROUNDS], stages[FLOOR];
    if (argc < 2)
        return 2;
    corpus_read(&c, argv[1], argc > 2 ? argv[2] : NULL);
    make_tables();
    learn_files(&names, &c.a, "/names.tsv");
    learn_files(&cues, &c.a, "/cues.tsv");
    run_extract(&c, &n); /* the packs are compiled on first use */
    double mb = (double)c.bytes / 1e6;
    for (int round = 0; round < BENCH_ROUNDS; round++) {
        run_floor(&c, &names, &cues, stages);
        floors[round] = 0;
        for (int i = 0; i < FLOOR; i++)
            floors[round] += stages[i];
        ours[round] = run_extract(&c, &n);
        ratios[round] = floors[round] / ours[round];
    }
    printf("%s: %zu articles, %.2f MB, %zu claims; one thread, processor time, median of %d\n",
           argc > 2 ? argv[2] : "all", c.n, mb, n.claims, BENCH_ROUNDS);
    double f = bench_median(floors, BENCH_ROUNDS), x = bench_median(ours, BENCH_ROUNDS);
    printf("  text floor %.1f MB/s (last round: NFC %.0f, words %.0f, names %.0f, cues %.0f)\n",
           mb / f, mb / stages[NFC], mb / stages[WORDS], mb / stages[NAMES], mb / stages[CUES]);
    printf("  extraction %.2f MB/s, %.0f articles/s: %.3f of the floor (goal 0.15)\n", mb / x,
           (double)c.n / x, bench_median(ratios, BENCH_ROUNDS));
    tell_steps(&c);
    if (!keep)
        puts("");
    extract_cleanup();
    arena_release(&c.a);
    return 0;
}
