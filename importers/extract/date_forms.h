/* The grammar of date expressions, compiled from a pack's data: dates.tsv (words) and
 * date-forms.tsv (forms).
 *
 * A word has a class and a value: "february  month  2". A form is a template of literal words
 * and slots with a meaning: "<month> <d> , <y>  date". `[x]` may be missing. A slot is a class
 * of dates.tsv or one of the numeric ones:
 *   <d> <m> <y> <n>        a number of its range (a word of the class d, m or n does as well)
 *   <dm> <my> <dmy> <ymd> <mdy>   9/7, 7-2013, 9.7.2013, 2013-07-09, 7/9/2013: joined by / - .
 *   <dd> <ddm> <yy>        4-5, 4-5/9, 2012-2015 (an en dash too)
 * Classes bind a part of a date by their name: month (name of one), m, d, w (weekday, 0 =
 * Monday), n (0 = a few), unit, day (days from publication), yrel (years from publication),
 * season; other classes only have to be there.
 *
 * Meanings: see enum date_op; written as "op [unit] [number]", e.g. "shift week -1", "date",
 * "past", "none".
 */
#ifndef IMPORTERS_EXTRACT_DATE_FORMS_H
#define IMPORTERS_EXTRACT_DATE_FORMS_H

#include "importers/extract/doc.h"

enum date_var {
    VAR_D,
    VAR_M,
    VAR_Y,
    VAR_D2, /* a part bound for the second time is the later point's */
    VAR_M2,
    VAR_Y2,
    VAR_W,
    VAR_W2,
    VAR_N,
    VAR_UNIT,
    VAR_DAY,
    VAR_YREL,
    VAR_SEASON,
    VARS
};

enum date_unit {
    UNIT_NONE,
    UNIT_DAY,
    UNIT_WEEK,
    UNIT_MONTH,
    UNIT_YEAR,
    UNIT_WEEKEND,
    UNIT_HOUR,
    UNIT_DECADE
};

enum date_op {
    OP_NONE,  /* looks like a date and is none */
    OP_DATE,  /* the parts bound, a missing year found; number: -1 past only, 1 future only */
    OP_SHIFT, /* the publication's unit moved by number */
    OP_AGO,   /* n units before publication */
    OP_AHEAD, /* n units after it */
    OP_PAST,  /* the n units that end with publication */
    OP_LATER, /* n units (else number) after the day last read in the text */
    OP_EARLIER,
    OP_PRIOR,  /* n units before the day last read in this sentence: "on Friday, a day after …" */
    OP_ANCHOR, /* that very day, or its unit */
    OP_OPENING, /* from the start of the unit to publication */
    OP_MIDDLE,  /* about the middle of the publication's unit, moved by number */
    OPS
};

struct date_form {
    enum date_op op;
    enum date_unit unit;
    int number;
    struct date_element *elements;
    int n;
};

struct date_parts {
    uint32_t bound; /* bit 1 << var */
    int value[VARS];
};

struct date_match {
    const struct date_form *form;
    int end; /* token after the last */
    struct date_parts parts;
};

/* The pack's grammar, compiled on first use and kept; NULL when the pack has none. */
const struct date_grammar *date_grammar(const struct pack *p);
void date_grammars_cleanup(void);

/* The longest word of dates.tsv that starts at a token; n 0: none does. */
struct date_hit {
    const struct entry *entry;
    int n; /* tokens */
};

/* A text in which dates are looked for. */
struct date_text {
    const struct date_grammar *g;
    const struct doc *doc;
    const struct date_hit *hits; /* a token each */
};

/* Finds the words of dates.tsv, within sentences; in doc->a. */
struct date_text date_text(const struct date_grammar *g, const struct doc *doc);

/* The longest form that starts at token `at` and ends before `stop`, the first in the file among
 * equals. */
bool date_match(const struct date_text *text, int at, int stop, struct date_match *out);

/* Number of tokens of the longest word of class `name` at `at` (0 none); ends before `end`. */
int date_word(const struct date_text *text, int at, int end, const char *name);

#endif
