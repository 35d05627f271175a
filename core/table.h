/* Tables for people: aligned columns on a terminal, tab-separated values when piped.
 *
 *     struct table t;
 *     table_init(&t, c, 3, (const char *[]){"DATE", "WHO", "WHOM"});
 *     table_row(&t, (const char *[]){"2013-07-09", "Jen Psaki", "China"});
 *     table_print(&t);
 *
 * On a terminal the columns are as wide as their widest cell (wcwidth by ICU), the last one is cut
 * or wrapped to the terminal's width, headings are bold where colour is on. Piped: no padding,
 * cells joined by a tab, tabs and newlines in cells become a space, heading line kept. NULL cells
 * print as "-" on a terminal and empty when piped.
 */
#ifndef CORE_TABLE_H
#define CORE_TABLE_H

#include <stddef.h>

#include "core/cmd.h"

enum style { STYLE_NONE, STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_GREEN, STYLE_BLUE, STYLE_YELLOW };

struct table {
    const struct call *call;
    size_t columns, rows, cap;
    const char **cells; /* rows × columns */
    enum style *styles; /* one a column */
    size_t wrap;        /* the column that gives way when a row is too wide: else the last */
};

void table_init(struct table *t, const struct call *c, size_t columns, const char *const *headings);
void table_style(struct table *t, size_t column, enum style s);

/* Copies nothing: the cells' texts live in the command's arena. */
void table_row(struct table *t, const char *const *cells);
void table_print(const struct table *t);

/* "\033[31m" … or "" where colour is off. */
const char *style_on(const struct call *c, enum style s);
const char *style_off(const struct call *c, enum style s);

#endif
