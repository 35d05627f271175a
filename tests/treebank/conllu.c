#include "tests/treebank/conllu.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <zlib.h>

enum { MAX_WORDS = 1024 };

struct word {
    int id, head;
    size_t start, end; /* bytes of the text */
    int tag, rel;
    int token;  /* the first of ours that stands for it, -1 = none */
    int stands; /* the word whose token covers it, itself mostly */
};

struct builder {
    struct word words[MAX_WORDS];
    int n;
    char text[1 << 16];
    size_t len;
    int multi_end;  /* last id of a multiword token under way */
    bool multi_gap; /* a space behind it */
    bool too_long;
};

/* Relations that are named otherwise in the treebanks; without an entry the part before the colon
 * decides. */
static const struct {
    const char *from;
    int to;
} renamed[] = {
    {"nsubj:pass", REL_NSUBJ_PASS}, {"obl:agent", REL_OBL_AGENT},
    {"obl:tmod", REL_OBL_TIME},     {"obl:unmarked", REL_OBL_TIME},
    {"nmod:poss", REL_NMOD_POSS},   {"acl:relcl", REL_ACL_RELCL},
    {"acl:subj", REL_ACL_RELCL},    {"aux:pass", REL_AUX_PASS},
    {"compound:prt", REL_PRT},      {"advcl:relcl", REL_ADVCL},
    {"goeswith", REL_INNER},        {"list", REL_PARATAXIS},
    {"vocative", REL_DISCOURSE},    {"csubj:pass", REL_CSUBJ},
    {"flat:redup", REL_COMPOUND},   {"root", REL_ROOT},
};

static int relation_of(const char *s)
{
    size_t stem = strcspn(s, ":");
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (strcmp(s, renamed[i].from) == 0)
            return renamed[i].to;
    for (int r = 0; r < REL_N; r++)
        if (strlen(relation_name(r)) == stem && strncmp(relation_name(r), s, stem) == 0)
            return r;
    return REL_DEP;
}

static int tag_of(const char *s)
{
    for (int t = 0; t < TAG_N; t++)
        if (strcmp(tag_name(t), s) == 0)
            return t;
    return TAG_X;
}

static void add_text(struct builder *b, const char *s)
{
    struct arena a = {0};
    struct text_view v = text_nfc(&a, s, strlen(s));
    if (b->len + v.len + 2 < sizeof b->text) {
        memcpy(b->text + b->len, v.text, v.len);
        b->len += v.len;
    } else {
        b->too_long = true;
    }
    arena_release(&a);
}

static void add_word(struct builder *b, char *f[10])
{
    if (b->n >= MAX_WORDS) {
        b->too_long = true;
        return;
    }
    struct word *w = &b->words[b->n++];
    *w = (struct word){.id = (int)strtol(f[0], NULL, 10), .head = (int)strtol(f[6], NULL, 10)};
    w->tag = tag_of(f[3]);
    w->rel = relation_of(f[7]);
    w->start = b->len;
    add_text(b, f[1]);
    w->end = b->len;
    bool inside = w->id < b->multi_end;
    if (w->id == b->multi_end ? b->multi_gap : !inside && !strstr(f[9], "SpaceAfter=No"))
        b->text[b->len++] = ' ';
}

/* The words of "cannot" fall to the governor among them, those of "e-mail" stay one. */
static void align(struct builder *b, const struct doc *d)
{
    int w = 0, *owner = arena_alloc(d->a, (size_t)d->tokens_n * sizeof *owner);
    for (int i = 0; i < b->n; i++) {
        b->words[i].token = -1;
        b->words[i].stands = i;
    }
    for (int t = 0; t < d->tokens_n; t++) {
        while (w + 1 < b->n && b->words[w + 1].start <= d->tokens[t].start)
            w++;
        owner[t] = w;
        if (b->words[w].token < 0)
            b->words[w].token = t;
    }
    for (int i = 0; i < b->n; i++) {
        if (b->words[i].token >= 0)
            continue;
        int j = i; /* covered by the word before; or nothing at all: by the next */
        while (j > 0 && b->words[j].token < 0)
            j--;
        while (j < b->n && b->words[j].token < 0)
            j++;
        b->words[i].stands = j;
    }
}

static int depth_of(const struct builder *b, int word)
{
    int depth = 0;
    for (int i = word; b->words[i].head > 0 && depth <= b->n; i = b->words[i].head - 1)
        depth++;
    return depth;
}

/* Of the words that a token stands for, the one nearest to the root: its head is another token's,
 * and no ring of tokens can come about. `word` is the first of them. */
static int governor(const struct builder *b, int word)
{
    int best = word;
    for (int i = word + 1; i < b->n && b->words[i].stands == word; i++)
        if (depth_of(b, i) < depth_of(b, best))
            best = i;
    return best;
}

static void straighten(struct sample *s);

static const char **words_of(const struct doc *d, int start, int end)
{
    const char **words = arena_alloc(d->a, (size_t)(end - start) * sizeof *words);
    for (int i = start; i < end; i++)
        words[i - start] = doc_words(d, i, i + 1);
    return words;
}

static void finish(struct bank *bank, struct builder *b, const char *language)
{
    struct arena *a = &bank->a;
    struct article article = {.language = language};
    b->text[b->len] = '\0';
    article.text = arena_strndup(a, b->text, b->len);
    article.len = b->len;
    struct doc d = {.article = &article, .pack = packs_find(language), .a = a};
    words_read(&d);
    if (!b->n || b->too_long || !d.tokens_n)
        return;
    align(b, &d);
    bank->samples =
        arena_grow(a, bank->samples, (size_t)bank->n, &bank->cap, sizeof *bank->samples);
    struct sample *s = &bank->samples[bank->n++];
    *s = (struct sample){.n = d.tokens_n, .words = words_of(&d, 0, d.tokens_n)};
    s->tokens = arena_alloc(a, (size_t)s->n * sizeof *s->tokens);
    s->gold = arena_alloc(a, (size_t)s->n * sizeof *s->gold);
    s->straight = arena_alloc(a, (size_t)s->n * sizeof *s->straight);
    tagger_look(&d, 0, d.tokens_n, s->tokens);
    int w = 0, first = 0, roots = 0, root = 0;
    for (int t = 0; t < s->n; t++) {
        while (w + 1 < b->n && b->words[w + 1].start <= d.tokens[t].start)
            w++;
        if (b->words[w].token != t) { /* a further token of the word */
            s->gold[t] = (struct parse){first, REL_INNER, (uint8_t)b->words[w].tag, true};
            continue;
        }
        first = t;
        int top = governor(b, w), head = b->words[top].head - 1;
        if (head >= 0)
            head = b->words[b->words[head].stands].token;
        s->gold[t] =
            (struct parse){head, (uint8_t)b->words[top].rel, (uint8_t)b->words[top].tag, true};
        if (head < 0) {
            root = roots++ ? root : t;
            if (roots > 1) /* "cannot" and the like can leave two */
                s->gold[t] = (struct parse){root, REL_PARATAXIS, s->gold[t].tag, true};
        }
    }
    if (roots)
        straighten(s);
    else
        bank->n--;
    bank->tokens += roots ? s->n : 0;
}

static bool governs(const int *heads, int from, int to)
{
    for (; to >= 0; to = heads[to])
        if (to == from)
            return true;
    return false;
}

/* Lifts the heads of crossing arcs, shortest first, until none crosses (Nivre & Nilsson 2005). */
static void straighten(struct sample *s)
{
    for (int i = 0; i < s->n; i++)
        s->straight[i] = s->gold[i].head;
    for (;;) {
        int worst = -1;
        for (int i = 0; i < s->n; i++) {
            int h = s->straight[i], lo = h < i ? h : i, hi = h < i ? i : h;
            bool crosses = false;
            for (int k = lo + 1; h >= 0 && k < hi && !crosses; k++)
                crosses = !governs(s->straight, h, k);
            int g = worst < 0 ? 0 : abs(s->straight[worst] - worst);
            if (crosses && (worst < 0 || hi - lo < g))
                worst = i;
        }
        if (worst < 0)
            return;
        s->straight[worst] = s->straight[s->straight[worst]];
    }
}

static void read_line(struct builder *b, char *line)
{
    char *f[10];
    int n = 0;
    for (char *p = line; p && n < 10; n++) {
        f[n] = p;
        p = strchr(p, '\t');
        if (p)
            *p++ = '\0';
    }
    if (n < 10 || strchr(f[0], '.'))
        return;
    char *dash = strchr(f[0], '-');
    if (dash) {
        b->multi_end = (int)strtol(dash + 1, NULL, 10);
        b->multi_gap = !strstr(f[9], "SpaceAfter=No");
    } else {
        add_word(b, f);
    }
}

void bank_read(struct bank *bank, const char *path, const char *language)
{
    static char line[1 << 16];
    static struct builder b;
    gzFile in = gzopen(path, "rb");
    if (!in) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(1);
    }
    b = (struct builder){0};
    while (gzgets(in, line, sizeof line)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (*line == '\0') {
            finish(bank, &b, language);
            b = (struct builder){0};
        } else if (*line != '#') {
            read_line(&b, line);
        }
    }
    finish(bank, &b, language);
    gzclose(in);
}

static void add_article(struct bank *bank, const char *text, const char *language)
{
    struct arena *a = &bank->a;
    struct article article = {.text = text, .len = strlen(text), .language = language};
    struct doc d = {.article = &article, .pack = packs_find(language), .a = a};
    words_read(&d);
    for (int i = 0; i < d.sentences_n; i++) {
        int n = d.sentences[i].end - d.sentences[i].start;
        if (n < 4 || n > 60)
            continue;
        bank->samples =
            arena_grow(a, bank->samples, (size_t)bank->n, &bank->cap, sizeof *bank->samples);
        struct sample *s = &bank->samples[bank->n++];
        *s = (struct sample){.n = n,
                             .words = words_of(&d, d.sentences[i].start, d.sentences[i].end)};
        s->tokens = arena_alloc(a, (size_t)n * sizeof *s->tokens);
        s->gold = arena_alloc(a, (size_t)n * sizeof *s->gold);
        s->straight = arena_alloc(a, (size_t)n * sizeof *s->straight);
        tagger_look(&d, d.sentences[i].start, d.sentences[i].end, s->tokens);
        bank->tokens += n;
    }
}

void bank_read_articles(struct bank *bank, const char *path, const char *language)
{
    static char line[1 << 22];
    gzFile in = gzopen(path, "rb");
    if (!in) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(1);
    }
    while (gzgets(in, line, sizeof line)) {
        json_t *root = json_loads(line, 0, NULL);
        const char *tag = json_string_value(json_object_get(root, "language"));
        const char *text = json_string_value(json_object_get(root, "text"));
        if (tag && text && strcmp(tag, language) == 0)
            add_article(bank, text, language);
        json_decref(root);
    }
    gzclose(in);
}
