/* Trains and measures the tagger and parser of a language.
 *
 *     train LANGUAGE OUT.bin [NAME=VALUE]… TRAIN.conllu.gz… [ARTICLES.jsonl.gz] [-- TEST.conllu.gz]
 *     train LANGUAGE --words TRAIN.conllu.gz… ARTICLES.jsonl.gz    for segment.py
 *     train LANGUAGE --score FILE.bin TEST.conllu.gz
 *     train LANGUAGE --show <TEXT          trees by the parser that is compiled in
 *
 * With a test file it prints, after every fifth epoch and at the end, what the data file as written
 * reaches on it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/treebank/net.h"

struct result {
    int tokens, words, tags, arcs, labelled, spoken, arcs_spoken, labelled_spoken;
    int gold[REL_N], found[REL_N], both[REL_N];
    double seconds;
};

static double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct result measure(struct parser *p, const struct bank *b)
{
    struct result r = {0};
    struct parse *out = malloc(PARSER_MAX_TOKENS * sizeof *out);
    for (int i = 0; i < b->n; i++) {
        const struct sample *s = &b->samples[i];
        double start = clock_now();
        parser_run(p, s->tokens, s->n, out);
        r.seconds += clock_now() - start;
        for (int t = 0; t < s->n; t++) {
            const struct parse *gold = &s->gold[t];
            bool arc = out[t].head == gold->head, both = arc && out[t].rel == gold->rel;
            bool spoken = gold->tag != TAG_PUNCT;
            r.tokens++;
            r.tags += out[t].tag == gold->tag;
            r.arcs += arc;
            r.labelled += both;
            r.spoken += spoken;
            r.arcs_spoken += spoken && arc;
            r.labelled_spoken += spoken && both;
            r.gold[gold->rel]++;
            r.found[out[t].rel]++;
            r.both[gold->rel] += both;
        }
    }
    free(out);
    return r;
}

static void print_result(const struct result *r, bool all)
{
    double n = r->tokens / 100.0, m = r->spoken / 100.0;
    printf("tags %.2f  UAS %.2f  LAS %.2f  without punctuation %.2f %.2f  %.0f tokens/s\n",
           r->tags / n, r->arcs / n, r->labelled / n, r->arcs_spoken / m, r->labelled_spoken / m,
           r->tokens / r->seconds);
    for (int i = 0; all && i < REL_N; i++)
        if (r->gold[i])
            printf("%-14s %6d  precision %5.1f  recall %5.1f\n", relation_name((enum relation)i),
                   r->gold[i], r->found[i] ? 100.0 * r->both[i] / r->found[i] : 0,
                   100.0 * r->both[i] / r->gold[i]);
    fflush(stdout);
}

static void measure_bytes(const unsigned char *bytes, size_t len, const struct bank *b, bool all)
{
    struct arena a = {0};
    struct err e = {0};
    struct parser *p = parser_read(bytes, len, &a, &e);
    if (!p) {
        fprintf(stderr, "%s\n", e.msg);
        exit(1);
    }
    struct result r = measure(p, b);
    for (int i = 0; all && i < 9; i++) { /* the best of ten, others share the machine */
        double seconds = measure(p, b).seconds;
        r.seconds = seconds < r.seconds ? seconds : r.seconds;
    }
    print_result(&r, all);
    parser_release(p);
    arena_release(&a);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Words that stand at least so often in the banks: hashes ascending, counts by row (from 1). */
static int learn_words(const struct bank *b, const struct bank *silver, int least, uint32_t **words,
                       int **counts)
{
    size_t most = (size_t)b->tokens + (size_t)(silver ? silver->tokens : 0);
    uint32_t *all = malloc(most * sizeof *all);
    int n = 0, kept = 0;
    for (int i = 0; i < b->n; i++)
        for (int t = 0; t < b->samples[i].n; t++)
            all[n++] = b->samples[i].tokens[t].word;
    for (int i = 0; silver && i < silver->n; i++)
        for (int t = 0; t < silver->samples[i].n; t++)
            all[n++] = silver->samples[i].tokens[t].word;
    qsort(all, (size_t)n, sizeof *all, by_number);
    *words = malloc((size_t)n * sizeof **words);
    *counts = malloc((size_t)(n + 1) * sizeof **counts);
    for (int i = 0, j; i < n; i = j) {
        for (j = i; j < n && all[j] == all[i];)
            j++;
        if (j - i < least)
            continue;
        (*words)[kept++] = all[i];
        (*counts)[kept] = j - i;
    }
    free(all);
    return kept;
}

struct plan {
    int epochs, batch, least, seed;
    int teachers; /* nets whose votes mark the articles; 0 = learn from the treebank alone */
    int teacher_epochs;
    int times;  /* how often an epoch has each sentence of the treebank */
    int silver; /* how many thousand sentences of articles an epoch has */
    float rate;
    struct net_options options;
};

static void set(struct plan *p, const char *arg)
{
    const struct {
        const char *name;
        int *whole;
        float *part;
    } names[] = {
        {"epochs", &p->epochs, NULL},
        {"batch", &p->batch, NULL},
        {"least", &p->least, NULL},
        {"seed", &p->seed, NULL},
        {"teachers", &p->teachers, NULL},
        {"teacher_epochs", &p->teacher_epochs, NULL},
        {"times", &p->times, NULL},
        {"silver", &p->silver, NULL},
        {"rate", NULL, &p->rate},
        {"drop_in", NULL, &p->options.drop_in},
        {"drop_view", NULL, &p->options.drop_view},
        {"drop_hidden", NULL, &p->options.drop_hidden},
        {"drop_word", NULL, &p->options.drop_word},
        {"tag_weight", NULL, &p->options.tag_weight},
        {"explore", NULL, &p->options.explore},
        {"title", NULL, &p->options.title},
    };
    const char *value = strchr(arg, '=') + 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) + 1 == (size_t)(value - arg) &&
            strncmp(arg, names[i].name, strlen(names[i].name)) == 0) {
            if (names[i].whole)
                *names[i].whole = (int)strtol(value, NULL, 10);
            else
                *names[i].part = strtof(value, NULL);
            return;
        }
    fprintf(stderr, "unknown setting %s\n", arg);
    exit(2);
}

static void shuffle(struct net *net, const struct sample **order, int n)
{
    for (int i = n - 1; i > 0; i--) {
        int j = (int)(net_random(net) * (float)(i + 1));
        const struct sample *x = order[i];
        order[i] = order[j];
        order[j] = x;
    }
}

/* An epoch's sentences, in disorder: the treebank's, and a share of the articles'. */
static int choose_samples(struct net *net, const struct bank *b, const struct bank *silver,
                          const struct plan *p, const struct sample **order)
{
    int n = 0, share = p->silver * 1000;
    for (int i = 0; i < b->n; i++)
        for (int j = 0; j < p->times; j++)
            order[n++] = &b->samples[i];
    for (int i = 0; silver && i < silver->n; i++)
        if (net_random(net) * (float)silver->n < (float)share)
            order[n++] = &silver->samples[i];
    shuffle(net, order, n);
    return n;
}

static void train(struct net *net, const struct bank *b, const struct bank *silver,
                  const struct bank *test, const struct plan *p)
{
    size_t most = (size_t)(b->n * p->times + (silver ? silver->n : 0));
    const struct sample **order = malloc(most * sizeof *order);
    struct net_options o = p->options;
    for (int epoch = 0; epoch < p->epochs; epoch++) {
        double loss = 0, start = clock_now();
        int tokens = 0, n = choose_samples(net, b, silver, p, order);
        o.explore = epoch < 2 ? 0 : p->options.explore;
        for (int i = 0; i < n; i++) {
            loss += net_learn(net, order[i], &o);
            tokens += order[i]->n;
            if ((i + 1) % p->batch && i + 1 < n)
                continue;
            float done = ((float)epoch + (float)i / (float)n) / (float)p->epochs;
            float warm = (float)net->steps / 200;
            net_step(net, p->rate * (warm < 1 ? warm : 1) * (1.01f - done));
        }
        printf("epoch %d: loss %.4f, %.1f s\n", epoch + 1, loss / tokens, clock_now() - start);
        fflush(stdout);
        if (test && ((epoch + 1) % 5 == 0 || epoch + 1 == p->epochs)) {
            unsigned char *bytes;
            size_t len = net_write(net, &bytes);
            measure_bytes(bytes, len, test, epoch + 1 == p->epochs && silver);
            free(bytes);
        }
    }
    free(order);
}

/* Several nets of the treebank vote on the articles; what they agree on is learned with the
 * treebank by one that also knows the articles' words. */
static void teach(struct bank *silver, const struct bank *b, const struct bank *test,
                  const struct plan *plan)
{
    struct net *nets = malloc((size_t)plan->teachers * sizeof *nets);
    struct plan p = *plan;
    uint32_t *words;
    int *counts, words_n = learn_words(b, NULL, p.least, &words, &counts);
    p.epochs = p.teacher_epochs;
    p.times = 1;
    for (int k = 0; k < p.teachers; k++) {
        printf("teacher %d\n", k + 1);
        net_init(&nets[k], words, counts, words_n, (uint64_t)(p.seed + 1 + k));
        train(&nets[k], b, NULL, test, &p);
    }
    if (test) {
        int right = 0, tokens = 0;
        for (int i = 0; i < test->n; i++) {
            struct sample s = test->samples[i];
            struct arena a = {0};
            s.gold = arena_alloc(&a, (size_t)s.n * sizeof *s.gold);
            s.straight = arena_alloc(&a, (size_t)s.n * sizeof *s.straight);
            net_vote(nets, p.teachers, &s);
            for (int t = 0; t < s.n; t++)
                right += s.gold[t].head == test->samples[i].gold[t].head &&
                         s.gold[t].rel == test->samples[i].gold[t].rel;
            tokens += s.n;
            arena_release(&a);
        }
        printf("teachers' votes: LAS %.2f\n", 100.0 * right / tokens);
    }
    for (int i = 0; i < silver->n; i++)
        net_vote(nets, p.teachers, &silver->samples[i]);
}

/* The same with teachers that see words and tags, as segment.py marked them. */
static void teach_by_words(struct bank *silver, struct bank *b, const char *marks,
                           const struct plan *plan)
{
    struct bank words = {0}, silver_words = {0};
    int *of = malloc((size_t)(b->n + silver->n) * sizeof *of), n = 0;
    FILE *in = fopen(marks, "r");
    if (!in) {
        fprintf(stderr, "%s: cannot be read\n", marks);
        exit(1);
    }
    bank_read_marks(b, in);
    bank_read_marks(silver, in);
    fclose(in);
    bank_fold(&words, b, true, of);
    bank_fold(&silver_words, silver, false, of);
    printf("%d of %d, %d of %d sentences marked\n", words.n, b->n, silver_words.n, silver->n);
    teach(&silver_words, &words, NULL, plan);
    for (int i = 0; i < silver_words.n; i++) {
        struct sample *s = &silver->samples[of[i]];
        bank_unfold(s, &silver_words.samples[i]);
        silver->samples[n++] = *s;
    }
    silver->n = n;
    free(of);
}

static int score_file(const char *language, const char *path, const char *test)
{
    static unsigned char bytes[1 << 24];
    struct bank b = {0};
    FILE *in = fopen(path, "rb");
    if (!in) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    size_t len = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    bank_read(&b, test, language);
    printf("%d sentences, %d tokens; %zu bytes\n", b.n, b.tokens, len);
    measure_bytes(bytes, len, &b, true);
    return 0;
}

/* A token a line: number, word, tag, relation, head's number and word. */
static int show(const char *language)
{
    static char text[1 << 20];
    struct arena a = {0};
    struct article article = {.text = text, .language = language};
    article.len = fread(text, 1, sizeof text - 1, stdin);
    struct doc d = {.article = &article, .pack = packs_find(language), .a = &a};
    words_read(&d);
    for (int i = 0; i < d.sentences_n; i++) {
        int first = d.sentences[i].start;
        parse_sentence(&d, i);
        for (int t = first; d.parse && t < d.sentences[i].end; t++) {
            const struct parse *p = &d.parse[t];
            printf("%3d %-16s %-6s %-12s %3d %s\n", t - first + 1, doc_words(&d, t, t + 1),
                   tag_name((enum tag)p->tag), relation_name((enum relation)p->rel),
                   p->head < 0 ? 0 : p->head - first + 1,
                   p->head < 0 ? "" : doc_words(&d, p->head, p->head + 1));
        }
        putchar('\n');
    }
    arena_release(&a);
    return 0;
}

int main(int argc, char **argv)
{
    struct bank b = {0}, silver = {0}, test = {0};
    struct net net;
    const char *marks = NULL;
    struct plan plan = {.epochs = 12,
                        .teacher_epochs = 10,
                        .times = 1,
                        .silver = 30,
                        .batch = 10,
                        .least = 2,
                        .seed = 1,
                        .rate = 0.002f};
    plan.options = (struct net_options){.drop_in = 0.1f,
                                        .drop_view = 0.2f,
                                        .drop_hidden = 0.1f,
                                        .drop_word = 0.5f,
                                        .tag_weight = 0.5f,
                                        .explore = 0.9f,
                                        .title = 0.05f};
    if (argc == 3 && strcmp(argv[2], "--show") == 0)
        return show(argv[1]);
    if (argc == 5 && strcmp(argv[2], "--score") == 0)
        return score_file(argv[1], argv[3], argv[4]);
    if (argc < 4)
        return 2;
    bool testing = false;
    for (int i = 3; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0)
            testing = true;
        else if (strncmp(argv[i], "marks=", 6) == 0)
            marks = argv[i] + 6;
        else if (strchr(argv[i], '='))
            set(&plan, argv[i]);
        else if (strstr(argv[i], ".jsonl"))
            bank_read_articles(&silver, argv[i], argv[1]);
        else
            bank_read(testing ? &test : &b, argv[i], argv[1]);
    }
    uint32_t *words;
    const struct bank *tests = testing ? &test : NULL, *more = silver.n ? &silver : NULL;
    if (strcmp(argv[2], "--words") == 0) {
        bank_print_words(&b, true);
        bank_print_words(&silver, false);
        return 0;
    }
    if (more && marks)
        teach_by_words(&silver, &b, marks, &plan);
    else if (more)
        teach(&silver, &b, tests, &plan);
    int *counts, words_n = learn_words(&b, more, plan.least, &words, &counts);
    printf("%d sentences, %d tokens; %d sentences of articles, %d tokens; %d words\n", b.n,
           b.tokens, silver.n, silver.tokens, words_n);
    net_init(&net, words, counts, words_n, (uint64_t)plan.seed);
    train(&net, &b, more, tests, &plan);
    unsigned char *bytes;
    size_t len = net_write(&net, &bytes);
    FILE *out = fopen(argv[2], "wb");
    if (!out || fwrite(bytes, 1, len, out) != len || fclose(out)) {
        fprintf(stderr, "%s: cannot be written\n", argv[2]);
        return 1;
    }
    printf("%s: %zu bytes\n", argv[2], len);
    return 0;
}
