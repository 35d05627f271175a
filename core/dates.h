/* Dates as EDTF (ISO 8601-2:2019, levels 0–1, and the interval "2013-07-10/2013-07-11").
 *
 * News gives dates with holes: a year, a month, "about then", a day whose year nobody said. A
 * struct date keeps the precision and the doubt; `earliest` and `latest` are its bounds as day
 * numbers (proleptic Gregorian, 1970-01-01 = 0) so that dates sort and compare. Forms read and
 * printed: YYYY, YYYY-MM, YYYY-MM-DD, each with ~ (about) or ? (unsure) at the end; XXXX-MM-DD and
 * XXXX-MM; A/B, A/.., ../B.
 *
 *     struct date d;
 *     if (dates_parse(&d, "2013-07-10/2013-07-11", e)) return -1;
 *     dates_print(text, &d);            // the same text again: print(parse(x)) is stable
 */
#ifndef CORE_DATES_H
#define CORE_DATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

#define DATES_TEXT 64 /* bytes that any printed date fits in, NUL included */
#define DATES_MIN_YEAR 1
#define DATES_MAX_YEAR 9999

struct date_point {
    int16_t year; /* 0 = unknown (XXXX) */
    int8_t month; /* 0 = not given */
    int8_t day;   /* 0 = not given */
    char approx;  /* '~', '?' or 0 */
    bool open;    /* ".." as an end of an interval */
};

struct date {
    struct date_point from, to; /* to is used when interval */
    bool interval;
    bool set; /* false = no date at all */
};

/* 0 or -1; out untouched on -1. */
int dates_parse(struct date *out, const char *edtf, struct err *e);
/* Returns out; "" when not set. */
char *dates_print(char out[DATES_TEXT], const struct date *d);

/* First and last day the date allows; open ends and unknown years give INT32_MIN / INT32_MAX. */
void dates_bounds(const struct date *d, int32_t *earliest, int32_t *latest);

/* May both be the same moment? Dates that are not set are compatible with all; approximate ones
 * with a month's slack (year precision: a year's). */
bool dates_compatible(const struct date *a, const struct date *b);

/* No checks beyond ranges; !set when impossible (30 Feb). */
struct date dates_day(int year, int month, int day);
struct date dates_from_days(int32_t days); /* the day with that number */
int32_t dates_to_days(int year, int month, int day);
int dates_weekday(int32_t days); /* 0 = Monday … 6 = Sunday */
int dates_month_days(int year, int month);

/* Any timestamp of the wild — ISO 8601 with or without time and zone, RFC 822/2822 ("Tue, 09 Jul
 * 2013 10:00:00 GMT"), "9/7/2013" read day first when `day_first` — as the EDTF day it names. 0 or
 * -1. */
int dates_parse_loose(struct date *out, const char *s, bool day_first, struct err *e);

/* Today by HEARSAY_NOW (an ISO date) when set, else by the clock, UTC. */
struct date dates_today(void);

#endif
