/* EDTF dates, their bounds, and the calendar under them. */
#include "core/dates.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAYS_TO_1970 719162 /* from 0001-01-01 to 1970-01-01 */
#define SLACK_MONTH 31      /* days that an approximate day or month may be off */
#define SLACK_YEAR 366      /* and an approximate year */
#define LEAP_YEAR 2000 /* stands for a year nobody said: every day of a calendar exists in it */
#define LOOSE_MAX 256  /* bytes of a loose timestamp that are looked at */
#define LOOSE_TOKENS 32
#define QUOTED 40 /* bytes of a bad date that the message shows */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* ---- the calendar ---- */

int dates_month_days(int year, int month)
{
    static const int8_t days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    return days[month] + (month == 2 && is_leap(year));
}

static int32_t days_before_year(int year)
{
    int32_t y = year - 1;
    return 365 * y + y / 4 - y / 100 + y / 400 - DAYS_TO_1970;
}

int32_t dates_to_days(int year, int month, int day)
{
    int32_t n = days_before_year(year);
    for (int m = 1; m < month && m <= 12; m++)
        n += dates_month_days(year, m);
    return n + day - 1;
}

struct date dates_day(int year, int month, int day)
{
    struct date d = {0};
    if (year < DATES_MIN_YEAR || year > DATES_MAX_YEAR || month < 1 || month > 12 || day < 1 ||
        day > dates_month_days(year, month))
        return d;
    d.set = true;
    d.from.year = (int16_t)year;
    d.from.month = (int8_t)month;
    d.from.day = (int8_t)day;
    return d;
}

struct date dates_from_days(int32_t days)
{
    if (days < days_before_year(DATES_MIN_YEAR) || days >= days_before_year(DATES_MAX_YEAR + 1))
        return (struct date){0};
    int year = (int)(((int64_t)days + DAYS_TO_1970) * 400 / 146097) + 1; /* right or one off */
    while (days_before_year(year) > days)
        year--;
    while (days_before_year(year + 1) <= days)
        year++;
    int32_t left = days - days_before_year(year);
    int month = 1;
    while (left >= dates_month_days(year, month))
        left -= dates_month_days(year, month++);
    return dates_day(year, month, (int)left + 1);
}

int dates_weekday(int32_t days)
{
    int w = (int)((days % 7 + 3) % 7); /* day 0 was a Thursday */
    return w < 0 ? w + 7 : w;
}

/* ---- bounds ---- */

static int32_t point_earliest(const struct date_point *p)
{
    if (p->open || p->year == 0)
        return INT32_MIN;
    return dates_to_days(p->year, p->month ? p->month : 1, p->day ? p->day : 1);
}

static int32_t point_latest(const struct date_point *p)
{
    if (p->open || p->year == 0)
        return INT32_MAX;
    int month = p->month ? p->month : 12;
    return dates_to_days(p->year, month, p->day ? p->day : dates_month_days(p->year, month));
}

void dates_bounds(const struct date *d, int32_t *earliest, int32_t *latest)
{
    *earliest = d->set ? point_earliest(&d->from) : INT32_MIN;
    *latest = d->set ? point_latest(d->interval ? &d->to : &d->from) : INT32_MAX;
}

static int32_t slack(const struct date_point *p)
{
    if (!p->approx || p->open)
        return 0;
    return p->month ? SLACK_MONTH : SLACK_YEAR;
}

static bool bounds_meet(const struct date *a, const struct date *b)
{
    int32_t a0, a1, b0, b1;
    dates_bounds(a, &a0, &a1);
    dates_bounds(b, &b0, &b1);
    int64_t give = (int64_t)slack(&a->from) + slack(a->interval ? &a->to : &a->from) +
                   slack(&b->from) + slack(b->interval ? &b->to : &b->from);
    if (!a->interval)
        give -= slack(&a->from); /* counted twice above */
    if (!b->interval)
        give -= slack(&b->from);
    return (int64_t)a0 <= (int64_t)b1 + give && (int64_t)b0 <= (int64_t)a1 + give;
}

static bool year_unknown(const struct date *d)
{
    return d->set && ((!d->from.open && d->from.year == 0) ||
                      (d->interval && !d->to.open && d->to.year == 0));
}

static struct date with_year(const struct date *d, int year)
{
    struct date r = *d;
    struct date_point *points[] = {&r.from, &r.to};
    for (int i = 0; i < (d->interval ? 2 : 1); i++) {
        struct date_point *p = points[i];
        if (p->open || p->year)
            continue;
        p->year = (int16_t)year;
        if (p->day > dates_month_days(year, p->month))
            p->day = (int8_t)dates_month_days(year, p->month);
    }
    return r;
}

bool dates_compatible(const struct date *a, const struct date *b)
{
    if (!a->set || !b->set)
        return true;
    if (year_unknown(b)) {
        const struct date *swap = a;
        a = b;
        b = swap;
    }
    if (!year_unknown(a))
        return bounds_meet(a, b);
    if (year_unknown(b)) {
        struct date x = with_year(a, LEAP_YEAR), y = with_year(b, LEAP_YEAR);
        return bounds_meet(&x, &y);
    }
    int32_t b0, b1;
    dates_bounds(b, &b0, &b1);
    if (b0 == INT32_MIN || b1 == INT32_MAX || b1 - b0 >= 366)
        return true; /* every day of a year falls into it */
    for (int year = b->from.year; year <= (b->interval ? b->to.year : b->from.year); year++) {
        struct date x = with_year(a, year);
        if (bounds_meet(&x, b))
            return true;
    }
    return false;
}

/* ---- EDTF ---- */

/* `n` digits at *s, as a number; -1 when they are not there. */
static int digits(const char **s, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (!is_digit((*s)[i]))
            return -1;
        value = value * 10 + ((*s)[i] - '0');
    }
    *s += n;
    return value;
}

static int parse_point(struct date_point *out, const char **s)
{
    struct date_point p = {0};
    bool known = strncmp(*s, "XXXX", 4) != 0;
    if (known) {
        int year = digits(s, 4);
        if (year < DATES_MIN_YEAR)
            return -1;
        p.year = (int16_t)year;
    } else {
        *s += 4;
    }
    if (**s == '-') {
        ++*s;
        int month = digits(s, 2);
        if (month < 1 || month > 12)
            return -1;
        p.month = (int8_t)month;
        if (**s == '-') {
            ++*s;
            int day = digits(s, 2);
            if (day < 1 || day > dates_month_days(known ? p.year : LEAP_YEAR, month))
                return -1;
            p.day = (int8_t)day;
        }
    }
    if (!known && !p.month)
        return -1;
    if (**s == '~' || **s == '?')
        p.approx = *(*s)++;
    *out = p;
    return 0;
}

static int parse_end(struct date_point *out, const char **s)
{
    if (strncmp(*s, "..", 2) != 0)
        return parse_point(out, s);
    *s += 2;
    *out = (struct date_point){.open = true};
    return 0;
}

static int parse_edtf(struct date *out, const char *s)
{
    struct date d = {.set = true};
    if (parse_end(&d.from, &s))
        return -1;
    if (*s == '/') {
        s++;
        d.interval = true;
        if (parse_end(&d.to, &s) || (d.from.open && d.to.open))
            return -1;
        if (point_earliest(&d.from) > point_latest(&d.to))
            return -1;
    } else if (d.from.open) {
        return -1;
    }
    if (*s)
        return -1;
    *out = d;
    return 0;
}

static int refuse(struct err *e, const char *s)
{
    size_t len = strnlen(s, QUOTED);
    while (len && s[len] && ((unsigned char)s[len] & 0xC0) == 0x80)
        len--; /* not in the middle of a character */
    return err_set(e, ERR_PARSE, "not a date: '%.*s'", (int)len, s);
}

int dates_parse(struct date *out, const char *edtf, struct err *e)
{
    if (parse_edtf(out, edtf))
        return refuse(e, edtf);
    return 0;
}

static char *print_number(char *at, int value, int width)
{
    for (int i = width - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return at + width;
}

static char *print_point(char *at, const struct date_point *p)
{
    if (p->open) {
        memcpy(at, "..", 2);
        return at + 2;
    }
    if (p->year > 0) {
        at = print_number(at, p->year, 4);
    } else {
        memcpy(at, "XXXX", 4);
        at += 4;
    }
    if (p->month > 0) {
        *at++ = '-';
        at = print_number(at, p->month, 2);
        if (p->day > 0) {
            *at++ = '-';
            at = print_number(at, p->day, 2);
        }
    }
    if (p->approx)
        *at++ = p->approx;
    return at;
}

char *dates_print(char out[DATES_TEXT], const struct date *d)
{
    char *at = out;
    if (d->set) {
        at = print_point(at, &d->from);
        if (d->interval) {
            *at++ = '/';
            at = print_point(at, &d->to);
        }
    }
    *at = '\0';
    return out;
}

/* ---- timestamps of the wild ---- */

struct loose_token {
    int value;          /* the number, or the month that a name means (0 = another word) */
    int digits;         /* 0 for words */
    char before, after; /* the neighbouring bytes */
    bool clock;         /* part of hh:mm */
};

static int month_by_name(const char *s, size_t len)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    if (len < 3)
        return 0;
    for (int m = 0; m < 12; m++) {
        size_t i = 0;
        while (i < len && names[m][i] && (s[i] | 0x20) == names[m][i])
            i++;
        if (i == len)
            return m + 1;
    }
    return 0;
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static int loose_tokens(struct loose_token *t, const char *s)
{
    int n = 0;
    size_t len = strnlen(s, LOOSE_MAX);
    for (size_t i = 0; i < len && n < LOOSE_TOKENS;) {
        size_t start = i;
        struct loose_token k = {.before = i ? s[i - 1] : '\0'};
        if (is_digit(s[i])) {
            for (; i < len && is_digit(s[i]); i++)
                k.value = k.value < 100000000 ? k.value * 10 + (s[i] - '0') : k.value;
            k.digits = (int)(i - start);
            k.after = i < len ? s[i] : '\0';
            k.clock = k.before == ':' || k.after == ':' || (k.before == '+' && k.digits == 4);
            if (!k.clock)
                t[n++] = k;
        } else if (is_word_byte(s[i])) {
            while (i < len && is_word_byte(s[i]))
                i++;
            k.value = month_by_name(s + start, i - start);
            if (k.value)
                t[n++] = k;
        } else {
            i++;
        }
    }
    return n;
}

static bool may_be_year(const struct loose_token *t)
{
    return t->digits == 4 && t->value >= 1000 && t->before != '-' && t->before != '+';
}

static bool may_be_day(const struct loose_token *t)
{
    return (t->digits == 1 || t->digits == 2) && t->value >= 1 && t->value <= 31;
}

/* "9 Jul 2013", "July 9, 2013", "Tue Jul  9 10:00:00 UTC 2013", "09 Jul 13" */
static struct date loose_named(const struct loose_token *t, int n, int at)
{
    int day = 0, year = 0;
    if (at > 0 && may_be_day(&t[at - 1]))
        day = t[at - 1].value;
    int next = at + 1;
    if (!day && next < n && may_be_day(&t[next]))
        day = t[next++].value;
    for (int i = next; i < n && !year; i++)
        if (t[i].digits == 4 && t[i].value >= 1000)
            year = t[i].value;
    for (int i = 0; i < at && !year; i++)
        if (may_be_year(&t[i]))
            year = t[i].value;
    if (!year && next < n && t[next].digits == 2)
        year = t[next].value + (t[next].value < 50 ? 2000 : 1900); /* RFC 822 */
    return dates_day(year, t[at].value, day);
}

static struct date day_or_month_first(int a, int b, int year, bool day_first)
{
    struct date d = day_first ? dates_day(year, b, a) : dates_day(year, a, b);
    return d.set ? d : day_first ? dates_day(year, a, b) : dates_day(year, b, a);
}

/* "2013-07-09…", "20130709…", "9/7/2013", "10:00 ngày 9.7.2013" */
static struct date loose_numbers(const struct loose_token *t, int n, bool day_first)
{
    struct date d = {0};
    for (int i = 0; i < n && !d.set; i++) {
        if (t[i].digits == 8)
            d = dates_day(t[i].value / 10000, t[i].value / 100 % 100, t[i].value % 100);
        if (d.set || t[i].digits != 4)
            continue;
        bool days_follow = i + 2 < n && may_be_day(&t[i + 1]) && may_be_day(&t[i + 2]);
        bool days_precede = i >= 2 && may_be_day(&t[i - 1]) && may_be_day(&t[i - 2]);
        if (days_follow && (!days_precede || t[i].after == '-' || t[i].after == '/'))
            d = dates_day(t[i].value, t[i + 1].value, t[i + 2].value);
        if (!d.set && days_precede)
            d = day_or_month_first(t[i - 2].value, t[i - 1].value, t[i].value, day_first);
    }
    return d;
}

/* Seconds or milliseconds since 1970, as some exports have it. */
static struct date loose_epoch(const char *s)
{
    size_t len = strnlen(s, LOOSE_MAX);
    if ((len != 10 && len != 13) || strspn(s, "0123456789") != len)
        return (struct date){0};
    int64_t value = 0;
    for (size_t i = 0; i < 10; i++)
        value = value * 10 + (s[i] - '0');
    return dates_from_days((int32_t)(value / 86400));
}

int dates_parse_loose(struct date *out, const char *s, bool day_first, struct err *e)
{
    struct loose_token t[LOOSE_TOKENS];
    while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
        s++;
    struct date d = loose_epoch(s);
    int n = d.set ? 0 : loose_tokens(t, s);
    for (int i = 0; i < n && !d.set; i++)
        if (t[i].digits == 0)
            d = loose_named(t, n, i);
    if (!d.set && n)
        d = loose_numbers(t, n, day_first);
    if (!d.set)
        return refuse(e, s);
    *out = d;
    return 0;
}

struct date dates_today(void)
{
    const char *now = getenv("HEARSAY_NOW");
    struct date d = {0};
    struct err e = {0};
    if (now && dates_parse_loose(&d, now, true, &e) == 0)
        return d;
    return dates_from_days((int32_t)(time(NULL) / 86400));
}
