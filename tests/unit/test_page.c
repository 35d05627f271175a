/* An article laid out for a person. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "importers/page.h"

static const char text[] =
    "Mỹ tố Trung Quốc\n\nMỹ cáo buộc Trung Quốc. Bắc Kinh bác bỏ.\nHai bên gặp nhau.";

static struct span words(const char *part)
{
    const char *at = strstr(text, part);
    struct span s = {0, 0};
    for (const char *p = text; p < at; p++)
        s.start += ((unsigned char)*p & 0xC0) != 0x80;
    s.end = s.start;
    for (const char *p = part; *p; p++)
        s.end += ((unsigned char)*p & 0xC0) != 0x80;
    return s;
}

static struct claim *add(struct reading *r, struct arena *a, enum claim_kind kind,
                         const char *evidence)
{
    r->claims = arena_grow(a, r->claims, r->claims_n, &r->claims_cap, sizeof *r->claims);
    struct claim *c = &r->claims[r->claims_n++];
    *c = (struct claim){.kind = kind};
    spans_add(a, &c->evidence, words(evidence));
    return c;
}

static void fill(struct article *article, struct reading *r, struct arena *a)
{
    static const char *const names[] = {"United States", "China", "Geneva", "Le Monde"};
    *article = (struct article){.text = text,
                                .len = sizeof text - 1,
                                .title = "Mỹ tố Trung Quốc",
                                .title_cp = 16,
                                .language = "vi",
                                .path = "a.txt",
                                .source = "The Example",
                                .published = dates_day(2013, 7, 9)};
    *r = (struct reading){0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        r->entities =
            arena_grow(a, r->entities, r->entities_n, &r->entities_cap, sizeof *r->entities);
        r->entities[r->entities_n++] = (struct entity){.name = names[i], .side = -1};
    }
    struct claim *c = add(r, a, CLAIM_ALLEGATION, "Mỹ cáo buộc Trung Quốc");
    claim_add_role(a, c, ROLE_SPEAKER, 0);
    claim_add_role(a, c, ROLE_TARGET, 1);
    claim_add_role(a, c, ROLE_VIA, 3);
    c->act = ACT_ESPIONAGE;
    c->said.date = dates_day(2013, 7, 8);
    c->hedged = c->legal = true;
    c = add(r, a, CLAIM_DENIAL, "Bắc Kinh bác bỏ.");
    claim_add_role(a, c, ROLE_SPEAKER, 1);
    c->answers = arena_alloc(a, sizeof *c->answers);
    c->answers_n = 1;
    c = add(r, a, CLAIM_MEETING, "Hai bên gặp nhau");
    claim_add_role(a, c, ROLE_PARTICIPANT, 0);
    claim_add_role(a, c, ROLE_PARTICIPANT, 1);
    claim_add_role(a, c, ROLE_PLACE, 2);
    c->status = MEETING_PLANNED;
    c = add(r, a, CLAIM_ATTACK, "Trung Quốc. Bắc Kinh");
    claim_add_role(a, c, ROLE_ON, 1);
}

static void check(const struct call *shape, const char *want)
{
    struct arena a = {0};
    struct article article;
    struct reading r;
    char *got = NULL;
    size_t len = 0;
    struct call c = *shape;
    fill(&article, &r, &a);
    c.a = &a;
    c.out = open_memstream(&got, &len);
    page_print(&c, &article, &r);
    fclose(c.out);
    assert_string_equal(got, want);
    free(got);
    arena_release(&a);
}

static void plain(void **state)
{
    (void)state;
    const struct call c = {0};
    check(
        &c,
        "a.txt · The Example · 2013-07-09 · vi\n\n"
        "Mỹ tố Trung Quốc\n\n"
        "[Mỹ cáo buộc Trung Quốc¹. Bắc Kinh⁴ bác bỏ.]²\n"
        "[Hai bên gặp nhau]³.\n\n"
        "1. United States → China · espionage · via Le Monde · said 2013-07-08 · hedged · legal — "
        "“Mỹ cáo buộc Trung Quốc”\n"
        "2. China denies 1 · fact — “Bắc Kinh bác bỏ.”\n"
        "3. United States, China meet in Geneva · planned — “Hai bên gặp nhau”\n"
        "4. somebody ⇒ China · attack — “Trung Quốc. Bắc Kinh”\n");
}

static void wrapped(void **state)
{
    (void)state;
    const struct call c = {.tty = true, .columns = 30};
    check(&c, "a.txt · The Example ·\n2013-07-09 · vi\n\n"
              "Mỹ tố Trung Quốc\n\n"
              "[Mỹ cáo buộc Trung Quốc¹. Bắc\nKinh⁴ bác bỏ.]²\n"
              "[Hai bên gặp nhau]³.\n\n"
              "1. United States → China ·\n    espionage · via Le Monde ·\n"
              "    said 2013-07-08 · hedged ·\n    legal — “Mỹ cáo buộc Trung\n    Quốc”\n"
              "2. China denies 1 · fact —\n    “Bắc Kinh bác bỏ.”\n"
              "3. United States, China meet\n    in Geneva · planned — “Hai\n    bên gặp nhau”\n"
              "4. somebody ⇒ China · attack —\n    “Trung Quốc. Bắc Kinh”\n");
}

static void coloured(void **state)
{
    (void)state;
    struct arena a = {0};
    struct article article;
    struct reading r;
    char *got = NULL;
    size_t len = 0;
    fill(&article, &r, &a);
    struct call c = {.a = &a, .color = true, .out = open_memstream(&got, &len)};
    page_print(&c, &article, &r);
    fclose(c.out);
    assert_non_null(strstr(got, "\033[31mMỹ cáo buộc Trung Quốc"));
    assert_non_null(strstr(got, "\033[1mMỹ tố Trung Quốc\033[0m\n"));
    assert_null(strstr(got, "[Mỹ"));
    free(got);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain),
        cmocka_unit_test(wrapped),
        cmocka_unit_test(coloured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
