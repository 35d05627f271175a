/* Tags and dependency trees: plain sentences in both languages, bad data files, long sentences. */
#include "tests/unit/check.h"

#include <stdlib.h>
#include <time.h>

#include "core/embed.h"
#include "importers/extract/extract.h"
#include "importers/extract/parser.h"

static struct doc read_words(struct arena *a, const char *text, const char *language)
{
    struct article *article = arena_alloc(a, sizeof *article);
    *article = (struct article){.text = text, .len = strlen(text), .language = language};
    struct doc d = {.article = article, .pack = packs_find(language), .a = a};
    words_read(&d);
    return d;
}

static int find_token(const struct doc *d, const char *low)
{
    for (int i = 0; i < d->tokens_n; i++)
        if (strcmp(d->tokens[i].low, low) == 0)
            return i;
    fail_msg("no token %s", low);
    return -1;
}

/* word RELATION head, "-" for the root. */
struct arc {
    const char *word, *relation, *head;
};

static void check_arcs(const char *text, const char *language, const struct arc *arcs, size_t n)
{
    struct arena a = {0};
    struct doc d = read_words(&a, text, language);
    assert_int_equal(parse_sentence(&d, 0), d.tokens_n);
    for (size_t i = 0; i < n && arcs[i].word; i++) {
        const struct parse *p = &d.parse[find_token(&d, arcs[i].word)];
        const char *head = p->head < 0 ? "-" : d.tokens[p->head].low;
        const char *relation = relation_name((enum relation)p->rel);
        if (strcmp(relation, arcs[i].relation) || strcmp(head, arcs[i].head))
            fail_msg("%s: %s is %s of %s", text, arcs[i].word, relation, head);
    }
    arena_release(&a);
}

static void english(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct arc arcs[6];
    } cases[] = {
        {"China denied the accusations.",
         {{"china", "nsubj", "denied"}, {"accusations", "obj", "denied"}, {"denied", "root", "-"}}},
        {"The company said that hackers stole the data.",
         {{"company", "nsubj", "said"},
          {"hackers", "nsubj", "stole"},
          {"data", "obj", "stole"},
          {"stole", "ccomp", "said"}}},
        {"The network was hacked by China.",
         {{"network", "nsubj:pass", "hacked"},
          {"was", "aux:pass", "hacked"},
          {"china", "obl:agent", "hacked"},
          {"by", "case", "china"}}},
        {"Officials in Washington met with their counterparts.",
         {{"officials", "nsubj", "met"},
          {"washington", "nmod", "officials"},
          {"counterparts", "obl", "met"}}},
        {"He refused to comment.", {{"comment", "xcomp", "refused"}, {"he", "nsubj", "refused"}}},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check_arcs(cases[i].text, "en", cases[i].arcs, COUNT(cases[i].arcs));
}

static void tags(void **state)
{
    (void)state;
    struct arena a = {0};
    struct doc d = read_words(&a, "The hackers secretly stole it.", "en");
    static const enum tag want[] = {TAG_DET, TAG_NOUN, TAG_ADV, TAG_VERB, TAG_PRON, TAG_PUNCT};
    assert_int_equal(parse_sentence(&d, 0), 6);
    for (int i = 0; i < 6; i++)
        assert_string_equal(tag_name(d.parse[i].tag), tag_name(want[i]));
    assert_string_equal(relation_name(REL_DEP), "dep");
    assert_string_equal(relation_name(REL_OBL_AGENT), "obl:agent");
    assert_string_equal(relation_name(REL_PARATAXIS), "parataxis");
    arena_release(&a);
}

/* Heads are tokens of the document, in the sentence's bounds, and every path ends at one root. */
static void check_tree(const struct doc *d, int sentence)
{
    const struct sentence *s = &d->sentences[sentence];
    int roots = 0;
    for (int i = s->start; i < s->end; i++) {
        int steps = 0;
        roots += d->parse[i].head < 0;
        assert_int_equal(d->parse[i].rel == REL_ROOT, d->parse[i].head < 0);
        for (int h = i; h >= 0; h = d->parse[h].head, steps++) {
            assert_true(h >= s->start && h < s->end);
            assert_true(steps < s->end - s->start);
        }
    }
    assert_int_equal(roots, 1);
}

static void later_sentences(void **state)
{
    (void)state;
    struct arena a = {0};
    struct doc d = read_words(&a, "Beijing denied it. Washington accused China.", "en");
    assert_int_equal(parse_sentence(&d, 1), 4);
    assert_false(d.parse[0].known);
    assert_true(d.parse[4].known);
    check_tree(&d, 1);
    assert_int_equal(parse_sentence(&d, 0), 4);
    assert_int_equal(parse_sentence(&d, 0), 4); /* the second time costs nothing */
    check_tree(&d, 0);
    arena_release(&a);
}

static void walking(void **state)
{
    (void)state;
    struct arena a = {0};
    struct doc d = read_words(&a, "It rained. The network was hacked by China.", "en");
    int hacked = find_token(&d, "hacked"), china = find_token(&d, "china");
    assert_int_equal(parse_top(&d, china, china + 1), -1);
    assert_int_equal(parse_child(&d, hacked, REL_OBL_AGENT, -1), -1);
    parse_sentence(&d, 1);
    assert_int_equal(parse_top(&d, china - 1, china + 1), china);
    assert_int_equal(parse_top(&d, 3, 5), 4); /* the network */
    assert_int_equal(parse_child(&d, hacked, REL_OBL_AGENT, -1), china);
    assert_int_equal(parse_child(&d, hacked, REL_OBL_AGENT, china), -1);
    assert_int_equal(parse_child(&d, hacked, REL_NSUBJ_PASS, -1), 4);
    assert_int_equal(parse_child(&d, 0, REL_NSUBJ, -1), -1); /* the other sentence */
    arena_release(&a);
}

static void no_parser(void **state)
{
    (void)state;
    struct arena a = {0};
    struct doc d = read_words(&a, "Beijing denied it.", "en");
    d.pack = NULL;
    assert_int_equal(parse_sentence(&d, 0), 0);
    assert_null(d.parse);
    arena_release(&a);
}

static double seconds_for(int words)
{
    struct arena a = {0};
    char *text = arena_alloc(&a, (size_t)words * 6 + 1);
    for (int i = 0; i < words; i++)
        memcpy(text + i * 6, i % 3 ? "china " : "hacks ", 6);
    struct doc d = read_words(&a, text, "en");
    clock_t start = clock();
    int n = parse_sentence(&d, 0);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_int_equal(n, words <= PARSER_MAX_TOKENS ? words : 0);
    if (n)
        check_tree(&d, 0);
    arena_release(&a);
    return seconds;
}

static void long_sentences(void **state)
{
    (void)state;
    double least = 1e9, most = 1e9;
    seconds_for(4000); /* makes the room */
    for (int i = 0; i < 5; i++) {
        double s = seconds_for(400), l = seconds_for(4000);
        least = s < least ? s : least;
        most = l < most ? l : most;
    }
    if (most > 40 * least + 0.01) /* ten times the tokens: a square would be a hundred */
        fail_msg("400 tokens %.4f s, 4,000 %.4f s", least, most);
    seconds_for(5000);
}

static void bad_files(void **state)
{
    (void)state;
    const struct embedded *file = embedded_find("importers/languages/en/parser.bin");
    assert_non_null(file);
    char *bytes = malloc(file->len + 1);
    static const size_t lengths[] = {0, 1, 15, 16, 20, 24, 1000, 400000};
    struct err e = {0};
    for (size_t i = 0; i < COUNT(lengths); i++) {
        struct arena a = {0};
        memcpy(bytes, file->bytes, file->len);
        for (int k = 0; k < 4 && lengths[i] >= 20; k++) /* a length that agrees does not help */
            bytes[16 + k] = (char)(lengths[i] >> (8 * k));
        err_clear(&e);
        assert_null(parser_read(bytes, lengths[i], &a, &e));
        assert_int_equal(e.code, ERR_PARSE);
        arena_release(&a);
    }
    for (size_t at = 0; at < file->len; at += at < 64 ? 1 : 9973) { /* one byte changed */
        struct arena a = {0};
        struct tagger_token token = {.word = 0xFFFFFFFFu, .shape = 63};
        struct parse out;
        memcpy(bytes, file->bytes, file->len);
        bytes[at] = (char)~bytes[at];
        err_clear(&e);
        struct parser *p = parser_read(bytes, file->len, &a, &e);
        assert_true(p || e.code == ERR_PARSE);
        if (p) {
            parser_run(p, &token, 1, &out);
            assert_int_equal(out.head, -1);
            parser_release(p);
        }
        arena_release(&a);
    }
    free(bytes);
}

static void same_everywhere(void **state)
{
    (void)state;
    struct arena a = {0};
    struct doc d = read_words(&a, "Officials said China had hacked firms, which it denied.", "en");
    struct doc again =
        read_words(&a, "Officials said China had hacked firms, which it denied.", "en");
    parse_sentence(&d, 0);
    seconds_for(100);
    parse_sentence(&again, 0);
    for (int i = 0; i < d.tokens_n; i++) {
        assert_int_equal(d.parse[i].head, again.parse[i].head);
        assert_int_equal(d.parse[i].rel, again.parse[i].rel);
        assert_int_equal(d.parse[i].tag, again.parse[i].tag);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english),         cmocka_unit_test(tags),
        cmocka_unit_test(later_sentences), cmocka_unit_test(no_parser),
        cmocka_unit_test(walking),         cmocka_unit_test(long_sentences),
        cmocka_unit_test(bad_files),       cmocka_unit_test(same_everywhere),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    extract_cleanup();
    return failed;
}
