/* Who is named where: "words=key" of every mention with an entity, ">side" where it acts for
 * somebody. Sentences of our own; each stands for a kind of phrase. */
#include "tests/unit/check.h"

#include "importers/extract/doc.h"
#include "importers/extract/gazette.h"

static struct arena a;
static struct article article;

static struct doc read_names(const char *language, const char *text)
{
    article =
        (struct article){.text = text, .len = strlen(text), .language = language, .hash = "0"};
    struct doc d = {.article = &article, .a = &a, .pack = packs_find(language)};
    assert_non_null(d.pack);
    words_read(&d);
    names_read(&d);
    coref_read(&d);
    return d;
}

static void check_shape(const struct doc *d)
{
    for (int i = 0; i < d->mentions_n; i++) {
        const struct mention *m = &d->mentions[i];
        assert_true(m->start < m->end && m->end <= d->tokens_n);
        assert_true(m->start <= m->head_start && m->head_start < m->head_end &&
                    m->head_end <= m->end);
        assert_in_range(m->parent + 1, 0, i);
        assert_true(m->entity >= -1 && m->entity < d->entities_n);
        assert_true(i == 0 || d->mentions[i - 1].start <= m->start);
        if (m->parent >= 0 && d->mentions[m->parent].end < m->end)
            fail_msg("crossing: %s", doc_words(d, d->mentions[m->parent].start, m->end));
    }
    for (int i = 0; i < d->entities_n; i++)
        assert_true(d->entities[i].side >= -1 && d->entities[i].side < d->entities_n &&
                    d->entities[i].side != i);
}

/* "key>side=words | …" of the outermost mentions; unnamed parties by their English name in
 * brackets. */
static const char *outer(const struct doc *d)
{
    const char *all = "";
    for (int i = 0; i < d->mentions_n; i++) {
        const struct mention *m = &d->mentions[i];
        if (m->parent >= 0 || m->entity < 0)
            continue;
        const struct entity *e = &d->entities[m->entity];
        all = arena_printf(&a, "%s%s%s%s%s%s%s=%s", all, *all ? " | " : "", e->unnamed ? "<" : "",
                           e->unnamed ? e->name : e->key, e->unnamed ? ">" : "",
                           e->side >= 0 ? ">" : "", e->side >= 0 ? d->entities[e->side].key : "",
                           doc_words(d, m->start, m->end));
    }
    return all;
}

struct row {
    const char *text, *parties;
};

static void check(const char *language, const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct doc d = read_names(language, rows[i].text);
        check_shape(&d);
        const char *got = outer(&d);
        if (strcmp(got, rows[i].parties) != 0)
            fail_msg("%s: %s\n  wanted %s\n  got    %s", language, rows[i].text, rows[i].parties,
                     got);
        arena_reset(&a);
    }
}

static void english_names(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"The U.S. blamed Russia.", "country:US=The U.S. | country:RU=Russia"},
        {"They told us that it was us.", ""},
        {"It warned Moscow; he flew to Moscow.",
         "country:RU=Moscow | place:moscow>country:RU=Moscow"},
        {"Officials met Russian Foreign Minister Sergei Lavrov.",
         "<officials>=Officials | person:sergei-lavrov>country:RU=Russian Foreign Minister Sergei "
         "Lavrov"},
        {"On Monday a spokesman for the Kremlin, Ivan Petrenko, spoke.",
         "person:ivan-petrenko>country:RU=a spokesman for the Kremlin, Ivan Petrenko,"},
        {"It was Mary Holt, chief executive of Tallow Systems, who wrote.",
         "person:mary-holt>company:tallow-systems=Mary Holt, chief executive of Tallow Systems,"},
        {"The report by a US security firm named two Chinese citizens.",
         "<a US security firm>=a US security firm | <two Chinese citizens>=two Chinese citizens"},
        {"The Chinese foreign ministry spoke.",
         "government:cn/foreign-ministry>country:CN=The Chinese foreign ministry"},
        {"The Trump administration and the Obama administration differed.",
         "government:us/trump-administration>country:US=The Trump administration | "
         "government:us/obama-administration>country:US=the Obama administration"},
        {"It named Russian civilian and military intelligence services.",
         "government:ru/civilian-military-intelligence>country:RU=Russian civilian and military "
         "intelligence services"},
        {"Here Matthew Prince and Leandra English spoke.",
         "person:matthew-prince=Matthew Prince | person:leandra-english=Leandra English"},
    };
    check("en", rows, COUNT(rows));
}

static void vietnamese_names(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"Nga và Mỹ hội đàm.", "country:RU=Nga | country:US=Mỹ"},
        {"Quan hệ Mỹ - Trung xấu đi.", "country:US=Mỹ | country:CN=Trung"},
        {"Ca sĩ Nguyễn Thị Mỹ đến.", "person:nguyen-thi-my=Ca sĩ Nguyễn Thị Mỹ"},
        {"Pháp luật cấm việc này.", ""},
        {"Hôm qua người phát ngôn Bộ Ngoại giao Trung Quốc Hoa Xuân Oánh lên tiếng.",
         "person:hua-chunying>country:CN=người phát ngôn Bộ Ngoại giao Trung Quốc Hoa Xuân Oánh"},
        {"Ngoại trưởng Mỹ John Kerry tới Bắc Kinh.",
         "person:john-kerry>country:US=Ngoại trưởng Mỹ John Kerry | place:beijing>country:CN=Bắc "
         "Kinh"},
        {"Báo cáo của một hãng an ninh của Mỹ nêu tên một đơn vị quân đội Trung Quốc.",
         "<a US security firm>=một hãng an ninh của Mỹ | "
         "<a Chinese military unit>>country:CN=một đơn vị quân đội Trung Quốc"},
        {"Theo hãng FireEye, các tin tặc Nga đã làm.",
         "company:fireeye=hãng FireEye | <Russian hackers>=các tin tặc Nga"},
        {"Giáo sư Kim Yong - jin và Trang Trần nghi ngờ iTallow.",
         "person:kim-yong-jin=Giáo sư Kim Yong - jin | organization:trang-tran=Trang Trần | "
         "organization:itallow=iTallow"},
        {"Ở đó bà Kim Anh lên tiếng.", "person:kim-anh=bà Kim Anh"},
        {"Bộ Quốc phòng Canada lên tiếng.",
         "government:ca/defence-ministry>country:CA=Bộ Quốc phòng Canada"},
        {"Đó là chính quyền Obama.",
         "government:us/obama-administration>country:US=chính quyền Obama"},
    };
    check("vi", rows, COUNT(rows));
}

static int entity_at(const struct doc *d, const char *words)
{
    for (int i = d->mentions_n - 1; i >= 0; i--)
        if (strcmp(doc_words(d, d->mentions[i].start, d->mentions[i].end), words) == 0)
            return d->mentions[i].entity;
    fail_msg("no mention of %s", words);
    return -1;
}

/* Words that mean what an earlier word named. */
static void one_thing_one_entity(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text, *words, *key;
    } rows[] = {
        {"en", "Here Anna Larkin spoke. Then Larkin left.", "Larkin", "person:anna-larkin"},
        {"en", "Here Anna Larkin spoke. Later she left.", "she", "person:anna-larkin"},
        {"en", "Here is FireEye. The company wrote a report.", "The company", "company:fireeye"},
        {"vi", "Chính phủ Trung Quốc bác bỏ và nói rằng nước này là nạn nhân.", "nước này",
         "country:CN"},
        {"vi", "Theo Cơ quan Tình báo Trung ương (CIA), có việc đó. Sau đó CIA im lặng.", "CIA",
         "government:us/cia"},
        {"vi", "Bà Hillary Clinton phát biểu. Sau đó bà Clinton rời đi.", "bà Clinton",
         "person:hillary-clinton"},
        {"vi", "Hãng Kaspersky Lab lên tiếng. Công ty này phủ nhận.", "Công ty này",
         "company:kaspersky"},
        {"en", "Talks with the Larkway Broadcast Group failed. Then Larkway left.", "Larkway",
         "group:larkway-broadcast-group"},
        {"en", "Here Omar Adel Abdun Mahid spoke. Then Abdun Mahid left.", "Abdun Mahid",
         "person:omar-adel-abdun-mahid"},
        {"en",
         "The House of Representatives Ethics Committee met. Then the ethics committee voted.",
         "the ethics committee", "government:us/house-ethics-committee"},
        {"en", "Then President Donald Trump’s 2016 election campaign denied it.",
         "President Donald Trump’s 2016 election campaign", "organization:donald-trump-campaign"},
        {"en", "Here President Omar Larkin met Mary Holt. He left. She left. The president spoke.",
         "The president", "person:omar-larkin"},
        {"vi", "Tại Nga, giới tình báo nước này lên tiếng.", "nước này", "country:RU"},
        {"vi", "Thủ tướng Nguyễn Văn Lam phát biểu. Thủ tướng cho rằng đúng.", "Thủ tướng",
         "person:nguyen-van-lam"},
        {"vi", "Bộ Ngoại giao Nga lên tiếng. Theo Bộ Ngoại giao thì không.", "Bộ Ngoại giao",
         "government:ru/foreign-ministry"},
        {"en", "It seems that the Larkway Tallow Board met. Later the LTB left.", "the LTB",
         "organization:larkway-tallow-board"},
        {"en", "Here Theresa May spoke. This month, May criticized Moscow.", "May",
         "person:theresa-may"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct doc d = read_names(rows[i].language, rows[i].text);
        check_shape(&d);
        int e = entity_at(&d, rows[i].words);
        if (e < 0 || strcmp(d.entities[e].key, rows[i].key) != 0)
            fail_msg("%s\n  %s is %s", rows[i].text, rows[i].words,
                     e < 0 ? "nobody" : d.entities[e].key);
        arena_reset(&a);
    }
}

/* Crowds without a name: one in the article, or told apart. */
static void crowds(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text, *first, *second;
        bool same;
    } rows[] = {
        {"en", "Then several women spoke. Later two women left.", "several women", "two women",
         true},
        {"en", "Then three women spoke. Later two women left.", "three women", "two women", false},
        {"en", "Then U.S. lawmakers spoke. Later lawmakers left.", "U.S. lawmakers", "lawmakers",
         true},
        {"en", "Then two women spoke. Later other women left.", "two women", "other women", false},
        {"en", "Then Russian officials met Iranian officials.", "Russian officials",
         "Iranian officials", false},
        {"vi", "Tin tặc Nga đến. Sau đó các tin tặc Nga đi.", "Tin tặc Nga", "các tin tặc Nga",
         true},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct doc d = read_names(rows[i].language, rows[i].text);
        bool same = entity_at(&d, rows[i].first) == entity_at(&d, rows[i].second);
        if (same != rows[i].same)
            fail_msg("%s", rows[i].text);
        arena_reset(&a);
    }
}

static void lists(void **state)
{
    (void)state;
    struct doc d =
        read_names("vi", "Ngoại trưởng Mỹ John Kerry và Bộ trưởng Tài chính Jacob Lew chủ trì.");
    int kerry = -2, lew = -3;
    for (int i = 0; i < d.mentions_n; i++) {
        if (strcmp(d.entities[d.mentions[i].entity].key, "person:john-kerry") == 0)
            kerry = d.mentions[i].list;
        if (strcmp(d.entities[d.mentions[i].entity].key, "person:jacob-lew") == 0)
            lew = d.mentions[i].list;
    }
    assert_int_equal(kerry, lew);
    assert_true(kerry >= 0);
    arena_reset(&a);
}

/* Nothing to read, and things that look like names and are none. */
static void odd_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        ".",
                                        "(",
                                        "'s",
                                        "of of of",
                                        "U.S.",
                                        "A, B, C, and",
                                        "của của của",
                                        "Bộ",
                                        "ông",
                                        "các những một",
                                        "the the the",
                                        "Ngoại trưởng",
                                        "“",
                                        "- - -",
                                        "X & Y & Z",
                                        "al - al - al",
                                        "Mỹ - ",
                                        "President of",
                                        "phát ngôn viên của"};
    static const char *const languages[] = {"en", "vi"};
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t k = 0; k < COUNT(languages); k++) {
            struct doc d = read_names(languages[k], texts[i]);
            check_shape(&d);
            arena_reset(&a);
        }
}

static int end(void **state)
{
    (void)state;
    arena_release(&a);
    gazette_cleanup();
    packs_cleanup();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_names),
        cmocka_unit_test(vietnamese_names),
        cmocka_unit_test(one_thing_one_entity),
        cmocka_unit_test(crowds),
        cmocka_unit_test(lists),
        cmocka_unit_test(odd_texts),
    };
    return cmocka_run_group_tests(tests, NULL, end);
}
