#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/dates.h"

static struct date parsed(const char *s)
{
    struct date d = {0};
    struct err e = {0};
    if (dates_parse(&d, s, &e))
        fail_msg("%s", e.msg);
    return d;
}

static void round_trip(void **state)
{
    (void)state;
    static const char *const good[] = {"2013",
                                       "0001",
                                       "9999",
                                       "2013-07",
                                       "2013-07-09",
                                       "2016-02-29",
                                       "2000-02-29",
                                       "2013~",
                                       "2013-07?",
                                       "2013-07-09~",
                                       "XXXX-07-09",
                                       "XXXX-07",
                                       "XXXX-02-29",
                                       "2013~/2015",
                                       "2013/2015",
                                       "2013-07-10/2013-07-11",
                                       "2014/..",
                                       "../2014-05",
                                       "2010-01/..",
                                       "XXXX-07/XXXX-08",
                                       "2016-12/2017-01",
                                       "XXXX-07-09~",
                                       "2013/2013"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char text[DATES_TEXT];
        struct date d = parsed(good[i]);
        assert_true(d.set);
        assert_string_equal(dates_print(text, &d), good[i]);
    }
}

static void refuses(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "x",
                                      "213",
                                      "20133",
                                      "2013-",
                                      "2013-7",
                                      "2013-13",
                                      "2013-00",
                                      "2013-02-29",
                                      "1900-02-29",
                                      "2013-07-32",
                                      "2013-07-00",
                                      "2013-07-9",
                                      "2013-07-09T10:00",
                                      "0000",
                                      "XXXX",
                                      "XXXX-13",
                                      "XXXX-02-30",
                                      "..",
                                      "../..",
                                      "2015/2013",
                                      "2013/",
                                      "/2013",
                                      "2013//2014",
                                      "2013~~",
                                      "~2013",
                                      " 2013",
                                      "2013 ",
                                      "2013-07-09/2013-07-08",
                                      "199X",
                                      "2013-07-09Z",
                                      "-2013"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct date d = dates_day(2001, 1, 1), before = d;
        struct err e = {0};
        assert_int_equal(dates_parse(&d, bad[i], &e), -1);
        assert_int_equal(e.code, ERR_PARSE);
        assert_memory_equal(&d, &before, sizeof d); /* untouched */
    }
    struct err e = {0};
    struct date d;
    dates_parse(&d, "32/13", &e);
    assert_string_equal(e.msg, "not a date: '32/13'");
    err_clear(&e); /* a long one is cut between characters */
    dates_parse(&d, "ngày mười tháng bảy năm hai nghìn không trăm mười ba", &e);
    assert_string_equal(e.msg, "not a date: 'ngày mười tháng bảy năm hai ngh'");
}

static void calendar(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        int32_t days;
        int weekday;
    } table[] = {
        {1970, 1, 1, 0, 3},       {1969, 12, 31, -1, 2},   {2013, 7, 9, 15895, 1},
        {2000, 2, 29, 11016, 1},  {1, 1, 1, -719162, 0},   {9999, 12, 31, 2932896, 4},
        {2016, 12, 31, 17166, 5}, {1900, 3, 1, -25508, 3},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_int_equal(dates_to_days(table[i].year, table[i].month, table[i].day), table[i].days);
        assert_int_equal(dates_weekday(table[i].days), table[i].weekday);
        struct date d = dates_from_days(table[i].days);
        assert_true(d.set);
        assert_int_equal(d.from.year, table[i].year);
        assert_int_equal(d.from.month, table[i].month);
        assert_int_equal(d.from.day, table[i].day);
    }
    for (int32_t n = -719162; n <= 2932896; n += 97) {
        struct date d = dates_from_days(n);
        assert_int_equal(dates_to_days(d.from.year, d.from.month, d.from.day), n);
    }
    assert_false(dates_from_days(-719163).set);
    assert_false(dates_from_days(2932897).set);
    assert_false(dates_from_days(INT32_MIN).set);
    assert_false(dates_from_days(INT32_MAX).set);
    assert_false(dates_day(2013, 2, 30).set);
    assert_false(dates_day(2013, 0, 1).set);
    assert_false(dates_day(0, 1, 1).set);
    assert_int_equal(dates_month_days(2016, 2), 29);
    assert_int_equal(dates_month_days(2100, 2), 28);
    assert_int_equal(dates_month_days(2013, 13), 0);
}

static void bounds(void **state)
{
    (void)state;
    static const struct {
        const char *edtf, *first, *last; /* NULL = no bound */
    } table[] = {
        {"2013", "2013-01-01", "2013-12-31"},
        {"2016-02", "2016-02-01", "2016-02-29"},
        {"2013-07-09", "2013-07-09", "2013-07-09"},
        {"2013/2015-04", "2013-01-01", "2015-04-30"},
        {"2014/..", "2014-01-01", NULL},
        {"../2014", NULL, "2014-12-31"},
        {"XXXX-07-09", NULL, NULL},
        {"2013~", "2013-01-01", "2013-12-31"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int32_t first, last, want;
        struct date d = parsed(table[i].edtf);
        dates_bounds(&d, &first, &last);
        struct date p = table[i].first ? parsed(table[i].first) : (struct date){0};
        want = p.set ? dates_to_days(p.from.year, p.from.month, p.from.day) : INT32_MIN;
        assert_int_equal(first, want);
        p = table[i].last ? parsed(table[i].last) : (struct date){0};
        want = p.set ? dates_to_days(p.from.year, p.from.month, p.from.day) : INT32_MAX;
        assert_int_equal(last, want);
    }
}

static void compatible(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool yes;
    } table[] = {
        {"2013-07-09", "2013-07", true},
        {"2013-07-09", "2013-08", false},
        {"2013", "2013-12-31", true},
        {"2013-07/2013-08", "2013-08-15", true},
        {"2014/..", "2013", false},
        {"2014/..", "2018-05", true},
        {"XXXX-07-09", "2013-07-09", true},
        {"XXXX-07-09", "2013-07-10", false},
        {"XXXX-07-09", "2013-07", true},
        {"XXXX-07-09", "2013", true},
        {"XXXX-07-09", "2013-08", false},
        {"XXXX-07", "XXXX-07-09", true},
        {"XXXX-08", "XXXX-07-09", false},
        {"XXXX-02-29", "2013-02", true},
        {"2016~", "2017-06", true},
        {"2016~", "2018-06", false},
        {"2016-03~", "2016-04-20", true},
        {"2016-03~", "2016-06", false},
        {"XXXX-01-05", "2016-12-20/2017-01-10", true},
        {"XXXX-02-05", "2016-12-20/2017-01-10", false},
        {"XXXX-07", "2014/..", true},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct date a = parsed(table[i].a), b = parsed(table[i].b);
        assert_int_equal(dates_compatible(&a, &b), table[i].yes);
        assert_int_equal(dates_compatible(&b, &a), table[i].yes);
    }
    struct date none = {0}, some = parsed("2013");
    assert_true(dates_compatible(&none, &some));
    assert_true(dates_compatible(&some, &none));
}

static void loose(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool day_first;
        const char *edtf; /* NULL = refused */
    } table[] = {
        {"2013-07-09", false, "2013-07-09"},
        {"2013-07-09T10:00:00Z", false, "2013-07-09"},
        {"2013-07-09T23:30:00+07:00", false, "2013-07-09"},
        {"2013-07-09 10:00:00.123 -0400", false, "2013-07-09"},
        {"20130709", false, "2013-07-09"},
        {"20130709T100000Z", false, "2013-07-09"},
        {"2013/07/09", true, "2013-07-09"},
        {"Tue, 09 Jul 2013 10:00:00 GMT", false, "2013-07-09"},
        {"Tue, 9 Jul 13 10:00 EST", false, "2013-07-09"},
        {"Tue Jul  9 10:00:00 UTC 2013", false, "2013-07-09"},
        {"09-Jul-2013", false, "2013-07-09"},
        {"July 9, 2013", false, "2013-07-09"},
        {"Sept. 9, 2013, 10:00 a.m.", false, "2013-09-09"},
        {"Published: 9 July 2013 10:00", false, "2013-07-09"},
        {"9/7/2013", true, "2013-07-09"},
        {"9/7/2013", false, "2013-09-07"},
        {"7/19/2013", true, "2013-07-19"},
        {"Thứ Ba, 09/07/2013, 10:00 (GMT+7)", true, "2013-07-09"},
        {"Thứ 3, ngày 9 tháng 7 năm 2013", true, "2013-07-09"},
        {"10:00 09.07.2013", true, "2013-07-09"},
        {"  2013-07-09\n", true, "2013-07-09"},
        {"1373364000", true, "2013-07-09"},
        {"1373364000000", true, "2013-07-09"},
        {"", true, NULL},
        {"yesterday", true, NULL},
        {"10:00", true, NULL},
        {"2013", true, NULL},
        {"2013-07", true, NULL},
        {"31/31/2013", true, NULL},
        {"2013-02-30", true, NULL},
        {"Jul 2013", true, NULL},
        {"99999999999999999999999999", true, NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct date d = {0};
        struct err e = {0};
        char text[DATES_TEXT] = "";
        int rc = dates_parse_loose(&d, table[i].text, table[i].day_first, &e);
        if (rc != (table[i].edtf ? 0 : -1))
            fail_msg("'%s' gave %d %s", table[i].text, rc, dates_print(text, &d));
        if (table[i].edtf && strcmp(dates_print(text, &d), table[i].edtf) != 0)
            fail_msg("'%s' gave %s", table[i].text, text);
    }
}

static void today(void **state)
{
    (void)state;
    char text[DATES_TEXT];
    setenv("HEARSAY_NOW", "2013-07-09", 1);
    struct date d = dates_today();
    assert_string_equal(dates_print(text, &d), "2013-07-09");
    unsetenv("HEARSAY_NOW");
    d = dates_today();
    assert_true(d.set && d.from.day && d.from.year > 2020);
    d = (struct date){0};
    assert_string_equal(dates_print(text, &d), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip), cmocka_unit_test(refuses),    cmocka_unit_test(calendar),
        cmocka_unit_test(bounds),     cmocka_unit_test(compatible), cmocka_unit_test(loose),
        cmocka_unit_test(today),
    };
    return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
