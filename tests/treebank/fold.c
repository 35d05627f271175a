/* Vietnamese sentences by words, for teachers that are told words and tags. */
#include <string.h>

#include "tests/treebank/conllu.h"

void bank_print_words(const struct bank *b, bool known)
{
    for (int i = 0; i < b->n; i++) {
        const struct sample *s = &b->samples[i];
        putchar(known ? '=' : '~');
        for (int t = 0; t < s->n; t++)
            printf("%c%s", known && s->gold[t].rel == REL_INNER && t > 0 ? '_' : ' ', s->words[t]);
        putchar('\n');
    }
}

void bank_read_marks(struct bank *b, FILE *in)
{
    static char line[1 << 16];
    for (int i = 0; i < b->n && fgets(line, sizeof line, in); i++) {
        int marks = 0;
        line[strcspn(line, "\n")] = '\0';
        for (const char *p = line; *p; p++)
            marks += p == line || p[-1] == ' ';
        if (marks == b->samples[i].n && *line != '-')
            b->samples[i].marks = arena_strdup(&b->a, line);
    }
}

/* Tags of segment.py to rows of shapes. */
static uint16_t shape_of(const char *mark)
{
    static const char *const tags[] = {"A",  "B",  "C",  "E", "F", "I", "L", "M", "N", "Nc",
                                       "Np", "Nu", "Ny", "P", "R", "S", "T", "V", "X"};
    size_t len = strcspn(mark, " ");
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strlen(tags[i]) == len && strncmp(tags[i], mark, len) == 0)
            return (uint16_t)(i + 1);
    return 0;
}

static void fold(struct sample *to, const struct sample *from, bool known, struct arena *a)
{
    int *word_of = arena_alloc(a, (size_t)from->n * sizeof *word_of);
    uint32_t before = 0;
    const char *mark = from->marks;
    to->tokens = arena_alloc(a, (size_t)from->n * sizeof *to->tokens);
    to->gold = arena_alloc(a, (size_t)from->n * sizeof *to->gold);
    to->straight = arena_alloc(a, (size_t)from->n * sizeof *to->straight);
    to->words = NULL;
    to->n = 0;
    for (int t = 0; t < from->n; t++) {
        const struct tagger_token *syllable = &from->tokens[t];
        bool inner = *mark == '-';
        struct tagger_token *word = &to->tokens[inner ? to->n - 1 : to->n];
        if (inner) {
            word->word = word->word * 16777619u ^ syllable->word;
            word->suffix = syllable->suffix;
        } else {
            before = to->n ? word[-1].word : 0;
            *word = *syllable;
            word->shape = shape_of(mark);
            to->n++;
        }
        word->pair = (uint16_t)((word->word ^ before * 0x9E3779B1u) >> 7 & (TAGGER_PAIRS - 1));
        word_of[t] = to->n - 1;
        mark += strcspn(mark, " ");
        mark += *mark == ' ';
    }
    for (int t = 0; known && t < from->n; t++) {
        if (from->gold[t].rel == REL_INNER)
            continue;
        struct parse *p = &to->gold[word_of[t]];
        *p = from->gold[t];
        p->head = p->head < 0 ? -1 : word_of[p->head];
        int straight = from->straight[t];
        to->straight[word_of[t]] = straight < 0 ? -1 : word_of[straight];
    }
}

void bank_fold(struct bank *to, const struct bank *from, bool known, int *of)
{
    for (int i = 0; i < from->n; i++) {
        if (!from->samples[i].marks)
            continue;
        of[to->n] = i;
        to->samples = arena_grow(&to->a, to->samples, (size_t)to->n, &to->cap, sizeof *to->samples);
        fold(&to->samples[to->n], &from->samples[i], known, &to->a);
        to->tokens += to->samples[to->n++].n;
    }
}

void bank_unfold(struct sample *to, const struct sample *folded)
{
    int first[512], w = -1; /* of each word: its first syllable */
    const char *mark = to->marks;
    for (int t = 0; t < to->n; t++) {
        if (*mark != '-')
            first[++w] = t;
        mark += strcspn(mark, " ");
        mark += *mark == ' ';
    }
    w = -1;
    for (int t = 0; t < to->n; t++) {
        if (w + 1 < folded->n && first[w + 1] == t)
            w++;
        to->gold[t] = folded->gold[w];
        if (first[w] != t) {
            to->gold[t].head = first[w];
            to->gold[t].rel = REL_INNER;
        } else if (to->gold[t].head >= 0) {
            to->gold[t].head = first[to->gold[t].head];
        }
        to->straight[t] = to->gold[t].head;
    }
}
