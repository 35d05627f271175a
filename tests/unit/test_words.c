/* Tokens, sentences and lexicons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/buf.h"
#include "importers/extract/doc.h"
#include "importers/extract/extract.h"

static struct doc read_words(struct arena *a, const char *text, const char *language)
{
    struct article *article = arena_alloc(a, sizeof *article);
    *article = (struct article){.text = text, .len = strlen(text), .language = language};
    struct doc d = {.article = article, .pack = packs_find(language), .a = a};
    words_read(&d);
    return d;
}

static void tokens(void **state)
{
    (void)state;
    static const struct {
        const char *text, *low; /* case-folded tokens joined by | */
    } cases[] = {
        {"The U.S. denied it.", "the|u.s.|denied|it|."},
        {"U.S.-based firm", "u.s.|-|based|firm"},
        {"Trump’s aides' didn't", "trump|’s|aides|'|didn|'t"},
        {"61.000 vụ, 9/7", "61.000|vụ|,|9|/|7"},
        {"hoà bình, uỷ ban, thuý, quý, hoàn toàn", "hòa|bình|,|ủy|ban|,|thúy|,|quý|,|hoàn|toàn"},
        {"“Không” ông nói: \"Có\"", "“|không|”|ông|nói|:|\"|có|\""},
        {"", ""},
        {"   ", ""},
        {"APT28-linked", "apt28|-|linked"},
        {"习近平 met", "习近平|met"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct buf b;
        struct doc d = read_words(&a, cases[i].text, "vi");
        buf_init(&b, 4096);
        for (int t = 0; t < d.tokens_n; t++) {
            if (t)
                buf_addc(&b, '|');
            if (d.tokens[t].flags & TOKEN_POSSESSIVE) /* kept as it stands */
                buf_add(&b, d.view.text + d.tokens[t].start, d.tokens[t].end - d.tokens[t].start);
            else
                buf_adds(&b, d.tokens[t].low);
        }
        assert_string_equal(b.ptr, cases[i].low);
        buf_release(&b);
        arena_release(&a);
    }
}

static void sentences(void **state)
{
    (void)state;
    static const struct {
        const char *text, *language;
        int n;
    } cases[] = {
        {"Beijing denied it. Washington did not.", "en", 2},
        {"Gen. Keith Alexander said so. He left.", "en", 2},
        {"George W. Bush left. The U.S. Senate met.", "en", 2},
        {"“We did not.” He left.", "en", 2},
        {"“We did not,” he said.", "en", 1},
        {"A headline\n\nA first paragraph. A second sentence.\nA third", "en", 4},
        {"TP. Hồ Chí Minh hôm nay. Ông nói vậy.", "vi", 2},
        {"Version 10.2 of example.com is out. So what?", "en", 2},
        {"no capital. follows", "en", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct doc d = read_words(&a, cases[i].text, cases[i].language);
        if (d.sentences_n != cases[i].n)
            fail_msg("%s: %d sentences, not %d", cases[i].text, d.sentences_n, cases[i].n);
        for (int s = 0; s < d.sentences_n; s++)
            for (int t = d.sentences[s].start; t < d.sentences[s].end; t++)
                assert_int_equal(doc_sentence(&d, t), s);
        arena_release(&a);
    }
}

static void spans_count_code_points_as_given(void **state)
{
    (void)state;
    struct arena a = {0};
    /* Decomposed: "Mỹ" is M, y, tilde; NFC joins the last two, the span covers all three. */
    struct doc d = read_words(&a, "My\xCC\x83 no\xCC\x81i", "vi");
    assert_int_equal(d.tokens_n, 2);
    struct span s = doc_span(&d, 0, 1);
    assert_int_equal(s.start, 0);
    assert_int_equal(s.end, 3);
    s = doc_span(&d, 1, 2);
    assert_int_equal(s.start, 4);
    assert_int_equal(s.end, 8);
    assert_string_equal(doc_words(&d, 0, 2), "M\xE1\xBB\xB9 n\xC3\xB3i");
    arena_release(&a);
}

static void quotes_are_marked(void **state)
{
    (void)state;
    struct arena a = {0};
    struct doc d = read_words(&a, "He said \"we did\" it", "en");
    assert_true(d.tokens[2].flags & TOKEN_OPEN);
    assert_true(d.tokens[3].flags & TOKEN_QUOTED);
    assert_true(d.tokens[5].flags & TOKEN_CLOSE);
    assert_false(d.tokens[6].flags & TOKEN_QUOTED);
    arena_release(&a);
}

static void lexicons(void **state)
{
    (void)state;
    struct arena a = {0};
    const struct entry *e;
    struct doc d = read_words(&a, "Mỹ đã cáo buộc ai", "vi");
    const struct lexicon *cues = pack_lexicon(d.pack, "cues");
    assert_non_null(cues);
    assert_int_equal(lexicon_match(cues, d.tokens, 2, d.tokens_n, &e), 2);
    assert_string_equal(entry_field(e, 1), "accuse");
    assert_int_equal(lexicon_match(cues, d.tokens, 4, d.tokens_n, &e), 0);
    assert_non_null(lexicon_find(cues, "Cáo  buộc"));
    assert_null(lexicon_find(cues, "no such cue"));
    assert_null(lexicon_find(cues, ""));
    assert_string_equal(entry_field(e = lexicon_find(cues, "cáo buộc"), 99), "");
    assert_null(pack_lexicon(d.pack, "no-such-lexicon"));
    assert_ptr_equal(packs_find("vi-VN"), packs_find("vi"));
    assert_null(packs_find("xx"));
    assert_null(packs_find("mul"));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens),
        cmocka_unit_test(sentences),
        cmocka_unit_test(spans_count_code_points_as_given),
        cmocka_unit_test(quotes_are_marked),
        cmocka_unit_test(lexicons),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    extract_cleanup();
    return failed;
}
