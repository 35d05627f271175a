#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "importers/extract/dates.h"
#include "importers/extract/gazette.h"
#include "importers/extract/weights.h"

static struct arena a;
static struct article article;

static struct doc read_dates(const char *language, const char *published, const char *text)
{
    struct err e = {0};
    article = (struct article){.text = text, .len = strlen(text), .language = language};
    if (published && dates_parse(&article.published, published, &e))
        fail_msg("%s", e.msg);
    struct doc d = {.article = &article, .a = &a, .pack = packs_find(language)};
    assert_non_null(d.pack);
    words_read(&d);
    dates_read(&d);
    return d;
}

/* All dates of a text as "words=EDTF; words=EDTF". */
static const char *all_dates(const struct doc *d)
{
    const char *all = "";
    for (int i = 0; i < d->dates_n; i++) {
        const struct date_mention *m = &d->dates[i];
        char text[DATES_TEXT];
        assert_true(m->start < m->end && m->end <= d->tokens_n);
        assert_true(i == 0 || d->dates[i - 1].end <= m->start);
        all = arena_printf(&a, "%s%s%s=%s", all, i ? "; " : "", doc_words(d, m->start, m->end),
                           dates_print(text, &m->date));
    }
    return all;
}

struct row {
    const char *published, *text, *dates;
};

static void check(const char *language, const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct doc d = read_dates(language, rows[i].published, rows[i].text);
        const char *got = all_dates(&d);
        if (strcmp(got, rows[i].dates) != 0)
            fail_msg("%s, %s: %s\n  wanted %s\n  got    %s", language, rows[i].published,
                     rows[i].text, rows[i].dates, got);
        arena_reset(&a);
    }
}

#define CHECK(language, rows) check(language, rows, sizeof(rows) / sizeof *(rows))

static void english_days(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* 2017-12-18 was a Monday */
        {"2017-12-18", "It said on Wednesday it was hacked.", "on Wednesday=2017-12-13"},
        {"2017-12-18", "It said on Tuesday it was hacked.", "on Tuesday=2017-12-19"},
        {"2017-12-18", "He spoke on Friday, a day after the ministry accused Iran.",
         "on Friday=2017-12-15; a day after=2017-12-14"},
        {"2017-12-18", "The firm said on Monday it was hacked.", "on Monday=2017-12-18"},
        {"2017-12-18", "He said late on Sunday night it was so.",
         "late on Sunday night=2017-12-17"},
        {"2017-12-18", "They will meet in Geneva on Friday.", "on Friday=2017-12-22"},
        {"2017-12-18", "They will retaliate, she said on Friday.", "on Friday=2017-12-15"},
        {"2017-12-18", "Last Monday he left; next Monday he returns.",
         "Last Monday=2017-12-11; next Monday=2017-12-25"},
        {"2013-07-12", "On July 9, 2013 the talks began.", "On July 9, 2013=2013-07-09"},
        {"2013-07-12", "On Tuesday, July 9, the talks began.", "On Tuesday, July 9=2013-07-09"},
        {"2013-07-12", "The talks began on 9 July 2013.", "on 9 July 2013=2013-07-09"},
        {"2013-07-12", "They spoke on the 9th of July.", "on the 9th of July=2013-07-09"},
        {"2013-07-12", "The talks were held on July 10-11, 2013.",
         "on July 10-11, 2013=2013-07-10/2013-07-11"},
        {"2013-07-12", "The talks were held on July 10 and 11.",
         "on July 10 and 11=2013-07-10/2013-07-11"},
        {"2017-01-05", "It imposed sanctions on Dec. 29 over the hacks.", "on Dec. 29=2016-12-29"},
        {"2016-12-30", "They will meet on January 6.", "on January 6=2017-01-06"},
        {"2017-12-18", "He spoke today, not yesterday or tomorrow.",
         "today=2017-12-18; yesterday=2017-12-17; tomorrow=2017-12-19"},
        {"2017-12-18", "Three days ago, and a few days ago.",
         "Three days ago=2017-12-15; a few days ago=2017-12-15~"},
        {"2017-12-18",
         "He was charged on Nov. 30. Two days later he pleaded guilty. The following day he left.",
         "on Nov. 30=2017-11-30; Two days later=2017-12-02; The following day=2017-12-03"},
        {"2018-05-06", "Dated 2018-04-20, not 4/21/2018.",
         "2018-04-20=2018-04-20; 4/21/2018=2018-04-21"},
    };
    CHECK("en", rows);
}

static void english_longer(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"2017-12-15", "He visited Riyadh last week.", "last week=2017-12-04/2017-12-10"},
        {"2017-12-15", "Investigators charged him earlier this week.",
         "earlier this week=2017-12-11/2017-12-15"},
        {"2017-12-15", "He goes next week.", "next week=2017-12-18/2017-12-24"},
        {"2017-12-15", "It happened over the weekend.", "over the weekend=2017-12-09/2017-12-10"},
        {"2017-12-15", "The ministry said last month that it was attacked.", "last month=2017-11"},
        {"2017-12-15", "The attack came in February.", "in February=2017-02"},
        {"2017-04-10", "The election in November was watched.", "in November=2016-11"},
        {"2017-11-06", "After his election last November he spoke.", "last November=2016-11"},
        {"2017-11-06", "In late March 2016 they met.", "In late March 2016=2016-03"},
        {"2017-11-06", "They met in November of last year and later this month.",
         "in November of last year=2016-11; later this month=2017-11"},
        {"2017-11-06", "In the 2016 election, last year's vote, early 2014.",
         "In the 2016=2016; last year=2016; early 2014=2014"},
        {"2017-11-06", "The group has been active since 2014.", "since 2014=2014/.."},
        {"2017-11-06", "It stole data between 2013 and 2015, and from around 2008 until 2010.",
         "between 2013 and 2015=2013/2015; around 2008 until 2010=2008~/2010"},
        {"2017-11-06", "In 2015 and 2016, and 2001-2006.",
         "In 2015 and 2016=2015/2016; 2001-2006=2001/2006"},
        {"2017-11-06", "Two years ago; 60 years ago; three months ago.",
         "Two years ago=2015; 60 years ago=1957~; three months ago=2017-08"},
        {"2017-11-06", "Attacks rose in the past two years and in recent weeks.",
         "in the past two years=2015/2017; in recent weeks=2017-11~"},
        {"2017-11-06", "DNC was hacked in the summer of 2015 and spring 2016.",
         "in the summer of 2015=2015-06/2015-08; spring 2016=2016-03/2016-05"},
        {"2017-12-15", "It starts early next year.", "early next year=2018"},
    };
    CHECK("en", rows);
}

static void english_not_dates(void **state)
{
    (void)state;
    static const char *const none[] = {
        "They won 2-1 and 3-2, and work 24/7.",
        "Version 10.2, 8.0.2017 builds and port 8080.",
        "After 9/11 the law changed.",
        "Prime Minister Theresa May said it may march on.",
        "A second attack followed within seconds.",
        "CVE-2017-0144 and MS17-010 affect Windows Server 2008 and Windows 2000.",
        "It hit 2000 computers and 1,950 users in the 1990s.",
        "Microsoft's Patch Tuesday and Black Friday.",
        "It cost $2016 or 2015% more.",
        "In 2077 or 3000 nobody will know.",
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct doc d = read_dates("en", "2017-12-18", none[i]);
        assert_string_equal(all_dates(&d), "");
        arena_reset(&a);
    }
}

static void vietnamese_days(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"2013-07-09", "Cuộc gặp diễn ra hôm nay (9/7) tại Washington.",
         "hôm nay (9/7)=2013-07-09"},
        {"2013-07-09", "Cuộc đối thoại diễn ra ngày 9/7 sẽ giúp 2 bên.", "ngày 9/7=2013-07-09"},
        {"2013-07-09", "Dự kiến diễn ra vào ngày 10 và 11 tới.",
         "vào ngày 10 và 11 tới=2013-07-10/2013-07-11"},
        {"2016-12-22", "Ông Putin hôm 20/12 nói rằng ông không biết.", "hôm 20/12=2016-12-20"},
        {"2018-12-27", "Ông Trump đến Iraq ngày 26-12.", "ngày 26-12=2018-12-26"},
        {"2017-01-04", "Họ sẽ gặp vào ngày 6/1.", "vào ngày 6/1=2017-01-06"},
        {"2016-12-30", "Cuộc họp dời sang ngày 6/1.", "ngày 6/1=2017-01-06"},
        {"2017-01-03", "Ông gặp họ vào ngày 3 và 4/1.", "vào ngày 3 và 4/1=2017-01-03/2017-01-04"},
        {"2016-08-30", "Thượng đỉnh G20 từ 4-5/9 tại Hàng Châu.", "từ 4-5/9=2016-09-04/2016-09-05"},
        {"2017-01-17", "Ông nói hôm qua, tối 15/1 và sáng 14-1.",
         "hôm qua=2017-01-16; tối 15/1=2017-01-15; sáng 14-1=2017-01-14"},
        {"2017-01-17", "Trả lời báo ngày thứ Hai, ông nói.", "ngày thứ Hai=2017-01-16"},
        {"2017-01-17", "Ngày 9 tháng 7 năm 2013, họ gặp nhau.",
         "Ngày 9 tháng 7 năm 2013=2013-07-09"},
        {"2017-01-17", "Ngày 20-10-2016 ông đến. Hôm sau ông đi. Cùng ngày, Mỹ bác bỏ.",
         "Ngày 20-10-2016=2016-10-20; Hôm sau=2016-10-21; Cùng ngày=2016-10-21"},
        {"2017-01-17", "Cách đây 3 ngày, hai ngày trước.",
         "Cách đây 3 ngày=2017-01-14; hai ngày trước=2017-01-15"},
    };
    CHECK("vi", rows);
}

static void vietnamese_longer(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"2013-07-09", "Snowden hồi tháng trước nói với báo chí.", "hồi tháng trước=2013-06"},
        {"2013-07-09", "Tháng 2 vừa qua, một hãng an ninh.", "Tháng 2 vừa qua=2013-02"},
        {"2013-07-09", "Thiết lập vào tháng 4 vừa qua nhằm.", "vào tháng 4 vừa qua=2013-04"},
        {"2016-10-12", "Mỹ tuần trước cáo buộc Nga.", "tuần trước=2016-10-03/2016-10-09"},
        {"2016-05-28", "Chuyến thăm vào tuần tới.", "vào tuần tới=2016-05-30/2016-06-05"},
        {"2017-05-15", "Cuối tuần qua, họ họp khẩn.", "Cuối tuần qua=2017-05-13/2017-05-14"},
        {"2017-04-10", "Cuộc bầu cử hồi tháng 11 năm ngoái.", "hồi tháng 11 năm ngoái=2016-11"},
        {"2017-03-27", "Gặp ở New York hồi tháng 12 và tháng một.",
         "hồi tháng 12 và tháng một=2016-12/2017-01"},
        {"2017-03-27", "Năm ngoái, đầu năm nay, cuối năm 2016.",
         "Năm ngoái=2016; đầu năm nay=2017; cuối năm 2016=2016"},
        {"2018-07-15", "Vào tháng 9-2016, tháng 12/2016 và tháng 7 năm 2015.",
         "Vào tháng 9-2016=2016-09; tháng 12/2016=2016-12; tháng 7 năm 2015=2015-07"},
        {"2018-12-21", "Tấn công từ năm 2014; từ năm 2014 tới 2017.",
         "từ năm 2014=2014/..; từ năm 2014 tới 2017=2014/2017"},
        {"2016-12-15", "Trong giai đoạn 2012 - 2015, năm 2015 và 2016.",
         "giai đoạn 2012 - 2015=2012/2015; năm 2015 và 2016=2015/2016"},
        {"2017-04-24", "Theo dõi trong hai năm 2015, 2016.", "trong hai năm 2015, 2016=2015/2016"},
        {"2018-06-09", "Bị tấn công trong giai đoạn tháng 1-2/2018.",
         "tháng 1-2/2018=2018-01/2018-02"},
        {"2017-01-28", "DNC bị xâm nhập vào hè năm 2015.", "vào hè năm 2015=2015-06/2015-08"},
        {"2018-12-15", "Trong vòng 18 tháng qua, và 2 năm trở lại đây.",
         "Trong vòng 18 tháng qua=2017-06/2018-12; 2 năm trở lại đây=2016/2018"},
        {"2019-06-13", "Cơn bão cách đây hai năm.", "cách đây hai năm=2017"},
        {"2018-05-30", "Cuộc bầu cử tổng thống Mỹ 2016.", "2016=2016"},
        {"2018-05-30", "Ông gặp họ vào khoảng tháng 3-2016.", "vào khoảng tháng 3-2016=2016-03~"},
    };
    CHECK("vi", rows);
}

static void vietnamese_not_dates(void **state)
{
    (void)state;
    static const char *const none[] = {
        "Đội thắng 2-1, làm việc 24/7, khoảng 1/3 số máy.",
        "Phiên bản 10.2, 61.000 vụ xâm nhập, 2000 máy tính.",
        "Lần thứ hai trong đời, người thứ ba.",
        "Bị phạt 18 tháng tù, 5 năm liên tiếp, ngày càng tăng.",
        "Lỗi CVE-2017-0144 trên Windows 2000.",
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct doc d = read_dates("vi", "2017-12-18", none[i]);
        if (*all_dates(&d))
            fail_msg("%s: %s", none[i], all_dates(&d));
        arena_reset(&a);
    }
}

static void without_publication(void **state)
{
    (void)state;
    static const struct row en[] = {
        {NULL, "He said on Tuesday, July 9, and last week, in 2016.",
         "July 9=XXXX-07-09; in 2016=2016"},
        {NULL, "In February the firm said so.", "In February=XXXX-02"},
        {"2013", "He said yesterday and on July 9, 2013.", "on July 9, 2013=2013-07-09"},
    };
    static const struct row vi[] = {{NULL, "Hôm nay (9/7), tuần trước, tháng 2/2013.",
                                     "Hôm nay (9/7)=XXXX-07-09; tháng 2/2013=2013-02"}};
    CHECK("en", en);
    CHECK("vi", vi);
}

static void ends_of_the_calendar(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"9999-12-31", "Next month, tomorrow, next year, this month.", "this month=9999-12"},
        {"0001-01-01", "Last month, yesterday, last year, 800 years ago, today.",
         "today=0001-01-01"},
    };
    CHECK("en", rows);
}

static void basis(void **state)
{
    (void)state;
    struct doc d =
        read_dates("en", "2013-07-12", "In 2012 he left, on Tuesday he spoke, on July 4 he came.");
    assert_int_equal(d.dates_n, 3);
    assert_int_equal(d.dates[0].basis, DATE_EXPLICIT);
    assert_int_equal(d.dates[1].basis, DATE_RELATIVE);
    assert_int_equal(d.dates[2].basis, DATE_INFERRED);
    arena_reset(&a);
}

static int find_token(const struct doc *d, const char *low)
{
    for (int i = 0; i < d->tokens_n; i++)
        if (strcmp(d->tokens[i].low, low) == 0)
            return i;
    fail_msg("no '%s'", low);
    return -1;
}

static void attaches(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text, *cue, *said, *happened;
    } rows[] = {
        {"en", "On Tuesday, officials accused Russia of hacking the party in 2016.", "accused",
         "2017-12-12", "2016"},
        {"en", "Officials said on Tuesday that Russia meddled in the 2016 election.", "said",
         "2017-12-12", "2016"},
        {"en", "Officials accused Russia of meddling in last year's election.", "accused", "",
         "2016"},
        {"en", "Last month, the ministry accused the group of spying.", "accused", "2017-11", ""},
        {"en", "Officials accused Iran of spying.", "accused", "", ""},
        {"vi", "Ông Comey hôm 10/12 nói rằng Nga tấn công mạng trong cuộc bầu cử năm 2016.", "nói",
         "2017-12-10", "2016"},
        {"vi", "Mỹ tuần trước cáo buộc Nga can thiệp bầu cử năm 2016.", "cáo",
         "2017-12-04/2017-12-10", "2016"},
        {"vi", "Mỹ cáo buộc Nga can thiệp bầu cử năm ngoái.", "cáo", "", "2016"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct doc d = read_dates(rows[i].language, "2017-12-15", rows[i].text);
        struct told_date said, happened;
        char s[DATES_TEXT], h[DATES_TEXT];
        int cue = find_token(&d, rows[i].cue);
        dates_attach(&d, &(struct date_claim){0, d.tokens_n, cue, cue + 1, d.tokens_n, {-1, -1}},
                     &said, &happened);
        dates_print(s, &said.date);
        dates_print(h, &happened.date);
        if (strcmp(s, rows[i].said) != 0 || strcmp(h, rows[i].happened) != 0)
            fail_msg("%s: said '%s', happened '%s'", rows[i].text, s, h);
        assert_true(!said.date.set || said.span.start < said.span.end);
        arena_reset(&a);
    }
}

/* The day of a saying in another sentence, and of days without a year. */
static void attaches_far(void **state)
{
    (void)state;
    static const struct {
        const char *language, *published, *text, *cue, *said;
    } rows[] = {
        {"en", "2017-12-15",
         "James Comey spoke to reporters on Tuesday. “Russia hacked the party,” Comey said.",
         "hacked", "2017-12-12"},
        {"vi", "2017-06-07",
         "Tổng thống Nga Vladimir Putin ngày 5/6 trả lời phỏng vấn. Ông Putin nhấn mạnh, các cáo "
         "buộc Nga can thiệp là giả mạo.",
         "giả", "2017-06-05"},
        {"vi", NULL, "Bộ Ngoại giao Nga hôm 9/7 bác bỏ cáo buộc tấn công mạng.", "bác",
         "XXXX-07-09"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct doc d = read_dates(rows[i].language, rows[i].published, rows[i].text);
        names_read(&d);
        coref_read(&d);
        struct told_date said, happened;
        char s[DATES_TEXT];
        int cue = find_token(&d, rows[i].cue), speaker = -1;
        for (int m = 0; m < d.mentions_n && speaker < 0; m++)
            if (d.mentions[m].kind == ENTITY_PERSON)
                speaker = d.mentions[m].entity;
        const struct sentence *at = &d.sentences[doc_sentence(&d, cue)];
        dates_attach(&d,
                     &(struct date_claim){at->start, at->end, cue, cue + 1, at->end, {speaker, -1}},
                     &said, &happened);
        if (strcmp(dates_print(s, &said.date), rows[i].said) != 0)
            fail_msg("%s: said '%s'", rows[i].text, s);
        arena_reset(&a);
    }
}

static int release(void **state)
{
    (void)state;
    dates_cleanup();
    weights_cleanup();
    gazette_cleanup();
    packs_cleanup();
    arena_release(&a);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_days),
        cmocka_unit_test(english_longer),
        cmocka_unit_test(english_not_dates),
        cmocka_unit_test(vietnamese_days),
        cmocka_unit_test(vietnamese_longer),
        cmocka_unit_test(vietnamese_not_dates),
        cmocka_unit_test(without_publication),
        cmocka_unit_test(ends_of_the_calendar),
        cmocka_unit_test(basis),
        cmocka_unit_test(attaches),
        cmocka_unit_test(attaches_far),
    };
    return cmocka_run_group_tests_name("extract dates", tests, NULL, release);
}
