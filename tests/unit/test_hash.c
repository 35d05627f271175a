#include "tests/unit/check.h"

#include "core/hash.h"

static void known_value(void **state)
{
    char out[HASH_HEX];
    (void)state;
    hash_parts(out, NULL, 0); /* SHA-256 of nothing, FIPS 180-4 */
    assert_string_equal(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const struct hash_part abc = {"abc", 3}; /* eight bytes of length, then abc */
    hash_parts(out, &abc, 1);
    assert_int_equal(strlen(out), 64);
}

static void parts_do_not_run_together(void **state)
{
    const struct hash_part x[] = {{"ab", 2}, {"c", 1}}, y[] = {{"a", 1}, {"bc", 2}};
    char one[HASH_HEX], two[HASH_HEX];
    (void)state;
    hash_parts(one, x, 2);
    hash_parts(two, y, 2);
    assert_string_not_equal(one, two);
}

static void what_makes_an_article(void **state)
{
    struct arena a = {0};
    struct article one = {.text = "Trung Quốc", .len = 12, .language = "vi"}, two = one;
    (void)state;
    one.published = two.published = dates_day(2013, 7, 9);
    two.path = "elsewhere";
    two.title = "none";
    hash_article(&a, &one);
    hash_article(&a, &two);
    assert_string_equal(one.hash, two.hash);
    two.language = "en";
    hash_article(&a, &two);
    assert_string_not_equal(one.hash, two.hash);
    two = one;
    two.published = dates_day(2013, 7, 10);
    hash_article(&a, &two);
    assert_string_not_equal(one.hash, two.hash);
    two = one;
    two.len--;
    hash_article(&a, &two);
    assert_string_not_equal(one.hash, two.hash);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_value),
        cmocka_unit_test(parts_do_not_run_together),
        cmocka_unit_test(what_makes_an_article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
