/* Tests for importers/extract/whynot.h: that what it tells is what the reading did, whatever the
 * weights are. */
#include "tests/unit/check.h"

#include <math.h>

#include "importers/extract/extract.h"
#include "importers/extract/whynot.h"

static const struct {
    const char *language, *text;
} articles[] = {
    {"en",
     "Old maps\n\nThe United States accused China of hacking the power grid. China denied the "
     "accusation. Russia and Germany held talks in Geneva. A report said that Iran had hacked "
     "a bank, and the police blamed two men. The weather was fine."},
    {"vi",
     "Bản đồ cổ\n\nMỹ cáo buộc Trung Quốc tấn công mạng. Trung Quốc bác bỏ cáo buộc này. Ngoại "
     "trưởng Nga hội đàm với Thủ tướng Đức tại Hà Nội. Trời hôm nay đẹp."},
};

static struct article article_at(size_t i)
{
    return (struct article){.text = articles[i].text,
                            .len = strlen(articles[i].text),
                            .language = articles[i].language};
}

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-6;
}

/* Every claim is a candidate that reached what it needs, in a sentence that says so. */
static void claims_are_candidates(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(articles); i++) {
        struct arena a = {0};
        struct err e = {0};
        struct article article = article_at(i);
        struct whynot_sentence *list;
        struct reading r;
        size_t n;
        assert_int_equal(extract(&r, &article, &a, &e), 0);
        assert_int_equal(whynot_read(&list, &n, &article, &a, &e), 0);
        assert_true(r.claims_n >= 2);
        for (size_t k = 0; k < r.claims_n; k++) {
            const struct claim *c = &r.claims[k];
            bool found = c->kind == CLAIM_ATTACK;
            for (size_t s = 0; s < n; s++)
                for (size_t j = 0; j < list[s].candidates_n; j++) {
                    const struct whynot_candidate *x = &list[s].candidates[j];
                    found = found || (x->kind == c->kind && x->probability >= x->needed &&
                                      list[s].claimed && near(x->probability, c->confidence));
                }
            if (!found)
                fail_msg("%s: claim %zu (%s, %.3f) was never weighed", articles[i].language, k,
                         model_claim_kind(c->kind), c->confidence);
        }
        arena_release(&a);
    }
}

/* The parts make the whole, and the features make the parts. */
static void parts_explain(void **state)
{
    size_t seen[CLAIM_KINDS] = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(articles); i++) {
        struct arena a = {0};
        struct err e = {0};
        struct article article = article_at(i);
        struct whynot_sentence *list;
        size_t n;
        assert_int_equal(whynot_read(&list, &n, &article, &a, &e), 0);
        for (size_t s = 0; s < n; s++)
            for (size_t j = 0; j < list[s].candidates_n; j++) {
                const struct whynot_candidate *x = &list[s].candidates[j];
                double product = 1, sum = 0;
                seen[x->kind]++;
                assert_int_equal(x->parts_n, x->kind == CLAIM_MEETING ? 1 : 2);
                for (int p = 0; p < x->parts_n; p++)
                    product *= x->parts[p].probability;
                for (size_t f = 0; f < x->parts[0].n; f++)
                    sum += x->parts[0].features[f].weight;
                /* grammar and lists only add; what the models say is rounded in no place */
                assert_true(x->probability > product - 1e-6);
                assert_true(fabs(1 / (1 + exp(-sum)) - x->parts[0].probability) < 0.01);
                if (x->kind == CLAIM_DENIAL)
                    assert_true(near(x->probability, product));
            }
        arena_release(&a);
    }
    assert_true(seen[CLAIM_ALLEGATION] && seen[CLAIM_DENIAL] && seen[CLAIM_MEETING]);
}

static void sentences(void **state)
{
    struct arena a = {0};
    struct err e = {0};
    struct article article = article_at(0);
    struct whynot_sentence *list;
    size_t n;
    (void)state;
    assert_int_equal(whynot_read(&list, &n, &article, &a, &e), 0);
    assert_int_equal(n, 6);
    assert_string_equal(list[2].text, "China denied the accusation.");
    assert_int_equal(list[2].span.start, 69);
    assert_int_equal(list[2].span.end, 97);
    assert_string_equal(list[2].cues[0].frame, "deny");
    assert_string_equal(list[2].cues[0].words, "denied");
    assert_true(list[2].cues[0].strong);
    assert_int_equal(list[0].cues_n, 0);
    assert_int_equal(list[0].candidates_n, 0);
    assert_false(list[0].claimed);
    article.text = "\xff";
    article.len = 1;
    assert_int_equal(whynot_read(&list, &n, &article, &a, &e), -1);
    assert_int_equal(e.code, ERR_PARSE);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_are_candidates),
        cmocka_unit_test(parts_explain),
        cmocka_unit_test(sentences),
    };
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    extract_cleanup();
    return rc;
}
