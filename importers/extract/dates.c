/* Finds the date expressions of an article and resolves them against its day of publication.
 *
 * The forms are data (date_forms.h); here is what their meanings come to, and what joins
 * neighbours: "from 2013 to 2015", "in 2015 and 2016", "since 2014", "Monday, July 9", "today
 * (9/7)". */
#include "importers/extract/dates.h"

#include <string.h>

#include "importers/extract/date_forms.h"

#define NEAR_FUTURE 31   /* days within which a day without a year is still to come */
#define PAST_FUTURE 7    /* the same where it speaks of what has been */
#define AHEAD_FUTURE 200 /* the same where the sentence speaks of what is planned */
#define MONTHS_NEAR                                                                                \
    0 /* months within which a month without a year is still to come, unless words tell */
#define HINT_REACH 25  /* tokens before a date in which "will" or "said" decide past or future */
#define YEARS_AHEAD 15 /* a bare number more years ahead is no year */
#define ABOUT_YEARS 20 /* "60 years ago" is no exact count */

struct reader {
    struct doc *doc;
    struct date_text text;
    bool known; /* the day of publication is */
    int32_t pub;
    int year, month, day;
    bool anchored; /* a day was read before */
    int32_t anchor;
    int anchor_token; /* where that was */
    int sentence;     /* first token of the sentence at hand */
    int year_read;    /* the last year read, 0 none */
    int tense;        /* the date at hand: 1 planned, -1 past by the words around it, 0 unsaid */
};

/* ---- making dates ---- */

static struct date_point day_point(int32_t days)
{
    return dates_from_days(days).from;
}

/* No year is fine beside a month; a point beyond the calendar has neither. */
static bool is_point(const struct date_point *p)
{
    return p->year > 0 || p->month > 0;
}

static struct date make_point(struct date_point p)
{
    return (struct date){.from = p, .set = is_point(&p)};
}

static struct date make_range(struct date_point from, struct date_point to)
{
    struct date d = {.from = from, .to = to, .interval = true};
    if (!is_point(&from) || !is_point(&to))
        return d;
    if (from.year == to.year && from.month == to.month && from.day == to.day)
        return make_point(from);
    int32_t a, b;
    d.set = true;
    dates_bounds(&d, &a, &b);
    d.set = a <= b;
    return d;
}

static struct date_point year_point(int year)
{
    if (year < DATES_MIN_YEAR || year > DATES_MAX_YEAR)
        return (struct date_point){0};
    return (struct date_point){.year = (int16_t)year};
}

/* Months may run over: month 13 is the next January. */
static struct date_point month_point(int year, int month)
{
    int index = year * 12 + month - 1;
    struct date_point p = year_point(index / 12);
    if (p.year)
        p.month = (int8_t)(index % 12 + 1);
    return p;
}

/* The unit `k` units away from day `base`; weeks begin on Monday. */
static struct date shift(int32_t base, enum date_unit unit, int k)
{
    struct date_point p = day_point(base);
    int32_t monday = base - dates_weekday(base);
    switch (unit) {
    case UNIT_WEEK:
        return make_range(day_point(monday + 7 * k), day_point(monday + 7 * k + 6));
    case UNIT_WEEKEND:
        return make_range(day_point(monday + 7 * k + 5), day_point(monday + 7 * k + 6));
    case UNIT_MONTH:
        return make_point(month_point(p.year, p.month + k));
    case UNIT_YEAR:
        return make_point(year_point(p.year + k));
    case UNIT_DECADE:
        return make_point(year_point(p.year + 10 * k));
    case UNIT_HOUR:
        return make_point(day_point(base + k / 24));
    default:
        return make_point(day_point(base + k));
    }
}

static struct date about(struct date d)
{
    if (d.set && d.from.year > 0 && !d.from.open)
        d.from.approx = '~';
    return d;
}

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* "n units ago" (sign -1), "in n units" (+1); n 0 = a few. */
static struct date count_from(int32_t base, enum date_unit unit, int n, int sign)
{
    if (n == 0) {
        if (unit == UNIT_YEAR || unit == UNIT_DECADE)
            return (struct date){0};
        if (unit == UNIT_MONTH)
            return about(shift(base, UNIT_MONTH, 3 * sign));
        if (unit == UNIT_WEEK)
            return about(shift(base + 21 * sign, UNIT_MONTH, 0));
        return unit == UNIT_HOUR ? shift(base, UNIT_DAY, 0)
                                 : about(shift(base, UNIT_DAY, 3 * sign));
    }
    struct date d = shift(base, unit, sign * clamp(n, 0, 900));
    bool many = unit == UNIT_DECADE || (unit == UNIT_YEAR && n >= ABOUT_YEARS);
    return many ? about(d) : d;
}

/* "in the past n units" */
static struct date past(const struct reader *r, enum date_unit unit, int n)
{
    struct date_point today = day_point(r->pub);
    if (n == 0) {
        if (unit == UNIT_YEAR || unit == UNIT_DECADE)
            return (struct date){0};
        return about(
            make_point(unit == UNIT_MONTH ? year_point(r->year) : month_point(r->year, r->month)));
    }
    n = clamp(n, 0, 900);
    switch (unit) {
    case UNIT_DECADE:
        return make_range(year_point(r->year - 10 * n), year_point(r->year));
    case UNIT_YEAR:
        return make_range(year_point(r->year - n), year_point(r->year));
    case UNIT_MONTH:
        return make_range(month_point(r->year, r->month - n), month_point(r->year, r->month));
    case UNIT_WEEK:
        return make_range(day_point(r->pub - 7 * n), today);
    default:
        return make_range(day_point(r->pub - (unit == UNIT_HOUR ? n / 24 : n)), today);
    }
}

/* ---- which year, which week ---- */

/* The year of a day or month that was named without one. */
static int infer_year(const struct reader *r, int month, int day, int direction)
{
    if (!r->known)
        return 0;
    if (!day) {
        int to_come = (month - r->month + 12) % 12;
        if (direction < 0 && to_come == 0)
            return r->year - 1; /* "last November" in November */
        bool future =
            direction > 0 ||
            (direction == 0 && (r->tense > 0 || (r->tense == 0 && to_come <= MONTHS_NEAR)));
        if (to_come == 0 || !future)
            return month <= r->month ? r->year : r->year - 1;
        return month > r->month ? r->year : r->year + 1;
    }
    bool passed = dates_to_days(r->year, month, day) <= r->pub;
    int next = passed ? r->year + 1 : r->year;
    int32_t future = dates_to_days(next, month, day) - r->pub;
    int reach = r->tense > 0 ? AHEAD_FUTURE : r->tense < 0 ? PAST_FUTURE : NEAR_FUTURE;
    return direction > 0 || (direction == 0 && future <= reach) ? next : next - 1;
}

/* The weekday nearest to publication on the side that the sentence means. */
static int32_t find_weekday(const struct reader *r, int weekday, int direction)
{
    int back = (dates_weekday(r->pub) - weekday + 7) % 7;
    if (direction < 0)
        return r->pub - (back ? back : 7);
    if (direction > 0)
        return r->pub + (back ? 7 - back : 7);
    if (back == 6) /* of a day that is over here, not yet there; not of last week */
        return r->pub + 1;
    return r->tense > 0 && back ? r->pub + 7 - back : r->pub - back;
}

/* A day of the month without a month: "on the 9th", "ngày 10 và 11 tới". */
static int32_t find_day(const struct reader *r, int day, int direction)
{
    int step = direction > 0 || (direction == 0 && r->tense > 0) ? 1 : -1;
    struct date_point p = month_point(r->year, r->month);
    for (int k = 0; k < 3 && p.year; k++, p = month_point(p.year, p.month + step)) {
        if (day > dates_month_days(p.year, p.month))
            continue;
        int32_t days = dates_to_days(p.year, p.month, day);
        if (step > 0 ? days >= r->pub : days <= r->pub)
            return days;
    }
    return r->pub;
}

static bool has(const struct date_match *m, enum date_var v)
{
    return m->parts.bound >> v & 1;
}

static int part(const struct date_match *m, enum date_var v, int otherwise)
{
    return has(m, v) ? m->parts.value[v] : otherwise;
}

static struct date season(int year, int season)
{
    int first = season * 3; /* 1 spring March–May, 2 summer, 3 autumn, 4 winter */
    return make_range(month_point(year, first), month_point(year, first + 2));
}

/* A point of given parts; the date is not set where they make none (30 February). */
static struct date point_of(int year, int month, int day)
{
    int days = dates_month_days(year ? year : 2000, month);
    if ((day > days && month) || year < 0 || year > DATES_MAX_YEAR)
        return (struct date){0};
    return make_point((struct date_point){(int16_t)year, (int8_t)month, (int8_t)day, 0, false});
}

static int year_of(const struct reader *r, const struct date_match *m)
{
    if (has(m, VAR_YREL))
        return r->known ? r->year + m->parts.value[VAR_YREL] : 0;
    return part(m, VAR_Y, 0);
}

/* Days named by weekday or by number alone. */
static struct date loose_day(const struct reader *r, const struct date_match *m)
{
    if (!r->known)
        return (struct date){0};
    int dir = m->form->number;
    if (has(m, VAR_DAY))
        return shift(r->pub, UNIT_DAY, m->parts.value[VAR_DAY]);
    if (has(m, VAR_W)) {
        struct date_point a = day_point(find_weekday(r, m->parts.value[VAR_W], dir));
        if (!has(m, VAR_W2))
            return make_point(a);
        return make_range(a, day_point(find_weekday(r, m->parts.value[VAR_W2], dir)));
    }
    int32_t a = find_day(r, m->parts.value[VAR_D], dir);
    if (!has(m, VAR_D2))
        return make_point(day_point(a));
    struct date_point p = day_point(a);
    int second = m->parts.value[VAR_D2];
    struct date_point q = second < p.day ? month_point(p.year, p.month + 1) : p;
    return make_range(p, point_of(q.year, q.month, second).from);
}

/* OP_DATE: what the bound parts say. */
static struct date named(const struct reader *r, const struct date_match *m)
{
    int day = part(m, VAR_D, 0), month = part(m, VAR_M, 0), year = year_of(r, m);
    if (has(m, VAR_SEASON))
        return year || r->known ? season(year ? year : r->year, m->parts.value[VAR_SEASON])
                                : (struct date){0};
    if (!month && !year)
        return loose_day(r, m);
    if (month && day > dates_month_days(2000, month))
        return (struct date){0};
    int month2 = part(m, VAR_M2, month), year2 = part(m, VAR_Y2, year);
    bool range = has(m, VAR_D2) || has(m, VAR_M2) || has(m, VAR_Y2);
    if (!year)
        year = infer_year(r, month, day, m->form->number);
    if (!range)
        return point_of(year, month, day);
    if (!year2)
        year2 = month2 < month && year ? year + 1 : year;
    struct date from = point_of(year, month, day), to = point_of(year2, month2, part(m, VAR_D2, 0));
    if (!from.set || !to.set)
        return (struct date){0};
    return make_range(from.from, to.from);
}

/* OP_OPENING: the unit so far. */
static struct date opening(const struct reader *r, enum date_unit unit)
{
    struct date whole = shift(r->pub, unit, 0);
    if (unit != UNIT_WEEK || r->tense > 0)
        return whole;
    return make_range(whole.from, day_point(r->pub));
}

static struct date middle(const struct reader *r, enum date_unit unit, int k)
{
    if (unit != UNIT_WEEK)
        return shift(r->pub, unit, k);
    return about(make_point(day_point(r->pub - dates_weekday(r->pub) + 7 * k + 2)));
}

/* What a matched form means; not set where it means no date, or none that can be known. */
static struct date resolve(struct reader *r, const struct date_match *m)
{
    const struct date_form *f = m->form;
    enum date_unit unit = f->unit ? f->unit : (enum date_unit)part(m, VAR_UNIT, UNIT_DAY);
    int n = part(m, VAR_N, f->number);
    if (f->op == OP_DATE)
        return named(r, m);
    if (f->op == OP_NONE || (f->op < OP_LATER && !r->known))
        return (struct date){0};
    switch (f->op) {
    case OP_SHIFT:
        return shift(r->pub, unit, f->number);
    case OP_AGO:
        return count_from(r->pub, unit, n, -1);
    case OP_AHEAD:
        return count_from(r->pub, unit, n, 1);
    case OP_PAST:
        return past(r, unit, n);
    case OP_LATER:
        return r->anchored ? count_from(r->anchor, unit, n, 1) : (struct date){0};
    case OP_EARLIER:
        return r->anchored ? count_from(r->anchor, unit, n, -1) : (struct date){0};
    case OP_PRIOR:
        return r->anchored && r->anchor_token >= r->sentence ? count_from(r->anchor, unit, n, -1)
                                                             : (struct date){0};
    case OP_ANCHOR:
        if (has(m, VAR_M))
            return r->year_read ? point_of(r->year_read, m->parts.value[VAR_M], 0)
                                : (struct date){0};
        return r->anchored ? shift(r->anchor, unit, 0) : (struct date){0};
    case OP_OPENING:
        return r->known ? opening(r, unit) : (struct date){0};
    case OP_MIDDLE:
        return r->known ? middle(r, unit, f->number) : (struct date){0};
    default:
        return (struct date){0};
    }
}

static enum date_basis basis_of(const struct date_match *m)
{
    if (m->form->op != OP_DATE || has(m, VAR_W) || has(m, VAR_DAY) || has(m, VAR_YREL))
        return has(m, VAR_Y) ? DATE_EXPLICIT : DATE_RELATIVE;
    return has(m, VAR_Y) ? DATE_EXPLICIT : DATE_INFERRED;
}

/* ---- past or to come ---- */

/* Does the sentence speak of what is planned at token i? The nearest word before that tells
 * decides, but a verb of saying right behind the date makes it past: "who will visit Iran, on
 * Tuesday accused". */
static int tense_at(const struct reader *r, int sentence_start, int i, int end, int sentence_end)
{
    for (int k = end; k < end + 2 && k < sentence_end; k++) {
        if (date_word(&r->text, k, sentence_end, "ahead"))
            return 1;
        if (date_word(&r->text, k, sentence_end, "behind"))
            return -1;
    }
    int from = i - HINT_REACH > sentence_start ? i - HINT_REACH : sentence_start;
    for (int k = i - 1; k >= from; k--) {
        if (date_word(&r->text, k, i, "ahead"))
            return 1;
        if (date_word(&r->text, k, i, "behind"))
            return -1;
    }
    return 0;
}

/* A year that stands alone: not one of the far future. */
static bool plausible(const struct reader *r, const struct date_match *m)
{
    int year = part(m, VAR_Y, 0);
    if (m->form->op != OP_DATE || !year || m->form->n > 1)
        return true;
    return year >= 1900 && year <= (r->known ? r->year + YEARS_AHEAD : 2099);
}

static void add(struct doc *d, int start, int end, struct date date, enum date_basis basis)
{
    d->dates = arena_grow(d->a, d->dates, (size_t)d->dates_n, &d->dates_cap, sizeof *d->dates);
    d->dates[d->dates_n++] = (struct date_mention){start, end, date, basis};
}

/* ---- neighbours ---- */

static int precision(const struct date *d)
{
    return d->interval || d->from.open ? 0 : d->from.day ? 3 : d->from.month ? 2 : 1;
}

static bool follows(const struct date *a, const struct date *b)
{
    int32_t a0, a1, b0, b1;
    if (!precision(a) || precision(a) != precision(b) || !a->from.year || !b->from.year)
        return false;
    dates_bounds(a, &a0, &a1);
    dates_bounds(b, &b0, &b1);
    return a1 + 1 == b0;
}

static bool within(const struct date *outer, const struct date *inner)
{
    int32_t a0, a1, b0, b1;
    dates_bounds(outer, &a0, &a1);
    dates_bounds(inner, &b0, &b1);
    return a0 <= b0 && b1 <= a1;
}

static const struct date_point *last_point(const struct date *d)
{
    return d->interval ? &d->to : &d->from;
}

/* Joins mention b to a, which ends before it, where the words between make one date of both. */
static bool join(const struct reader *r, struct date_mention *a, const struct date_mention *b)
{
    const struct doc *d = r->doc;
    int gap = b->start - a->end;
    if (!a->date.set || gap > 2)
        return false;
    bool comma = gap == 1 && (*d->tokens[a->end].low == ',' || *d->tokens[a->end].low == '-');
    const struct date *narrow = within(&a->date, &b->date)   ? &b->date
                                : within(&b->date, &a->date) ? &a->date
                                                             : NULL;
    if (narrow && (gap == 0 || (comma && precision(narrow) == 3))) {
        a->date = *narrow;
        a->basis = a->basis < b->basis ? a->basis : b->basis;
        a->end = b->end;
        return true;
    }
    int from = a->start > 0 ? date_word(&r->text, a->start - 1, a->start, "from") : 0;
    bool to = gap && date_word(&r->text, a->end, b->start, "to") == gap;
    bool open = a->date.interval && a->date.to.open;
    bool and = gap && date_word(&r->text, a->end, b->start, "and") == gap;
    bool between = and&&a->start > 0 && date_word(&r->text, a->start - 1, a->start, "between");
    if ((to && (from || open)) || between || (and&&follows(&a->date, &b->date))) {
        struct date joined = make_range(a->date.from, *last_point(&b->date));
        if (!joined.set)
            return false;
        a->date = joined;
        a->end = b->end;
        return true;
    }
    return false;
}

/* "since 2014" → 2014/.., "around 2013" → 2013~; the word may stand up to two tokens of filling
 * before. */
static void read_prefix(const struct reader *r, int from, struct date_mention *m)
{
    for (int k = m->start - 1; k >= from && k >= m->start - 5; k--) {
        int n;
        if ((n = date_word(&r->text, k, m->start, "about")) && k + n == m->start) {
            if (!m->date.interval)
                m->date = about(m->date);
            m->start = k;
        } else if ((n = date_word(&r->text, k, m->start, "filler")) && k + n == m->start) {
            m->start = k;
        } else if ((n = date_word(&r->text, k, m->start, "since")) && k + n == m->start) {
            if (!m->date.interval) {
                m->date.interval = true;
                m->date.to = (struct date_point){.open = true};
            }
            m->start = k;
            return;
        }
    }
}

static void keep_anchor(struct reader *r, const struct date *d, int at)
{
    const struct date_point *p = last_point(d);
    if (d->set && p->year && !p->open)
        r->year_read = p->year;
    if (d->set && p->year && p->day && !p->open && !p->approx) {
        r->anchored = true;
        r->anchor = dates_to_days(p->year, p->month, p->day);
        r->anchor_token = at;
    }
}

static bool is_stop(const struct token *t)
{
    return (t->low[0] == '.' || t->low[0] == ',') && !t->low[1];
}

static void read_sentence(struct reader *r, const struct sentence *s)
{
    struct doc *d = r->doc;
    int first = d->dates_n, swallowed = s->start;
    r->sentence = s->start;
    for (int i = s->start; i < s->end;) {
        struct date_match match;
        if (!date_match(&r->text, i, s->end, &match)) {
            i++;
            continue;
        }
        r->tense = tense_at(r, s->start, i, match.end, s->end);
        struct date_mention m = {.start = i, .end = match.end, .basis = basis_of(&match)};
        if (plausible(r, &match))
            m.date = resolve(r, &match);
        i = match.end;
        while (m.end > m.start + 1 && is_stop(&d->tokens[m.end - 1]))
            m.end--; /* "in August." */
        if (is_stop(&d->tokens[m.start]))
            m.start++; /* ", a day after" */
        if (!m.date.set) {
            swallowed = match.end;
            continue;
        }
        keep_anchor(r, &m.date, m.start);
        int floor = d->dates_n > first ? d->dates[d->dates_n - 1].end : swallowed;
        if (d->dates_n == first || !join(r, &d->dates[d->dates_n - 1], &m)) {
            read_prefix(r, floor, &m);
            add(d, m.start, m.end, m.date, m.basis);
        }
    }
}

void dates_read(struct doc *doc)
{
    const struct date_grammar *g = doc->pack ? date_grammar(doc->pack) : NULL;
    if (!g)
        return;
    struct reader r = {.doc = doc, .text = date_text(g, doc)};
    const struct date_point *p = &doc->article->published.from;
    if (doc->article->published.set && p->year && p->month && p->day) {
        r.known = true;
        r.pub = dates_to_days(p->year, p->month, p->day);
        r.year = p->year;
        r.month = p->month;
        r.day = p->day;
    }
    for (int i = 0; i < doc->sentences_n; i++)
        read_sentence(&r, &doc->sentences[i]);
}

void dates_cleanup(void)
{
    date_grammars_cleanup();
}
