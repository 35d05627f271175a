#include "core/table.h"

#include <assert.h>
#include <string.h>

#include "core/text.h"

enum { GUTTER = 2, WRAP_MIN = 24, CELL_MIN = 8 }; /* columns of the terminal */

static const char *const codes[] = {"", "1", "2", "31", "32", "34", "33"};

const char *style_on(const struct call *c, enum style s)
{
    if (!c->color || s == STYLE_NONE)
        return "";
    return arena_printf(c->a, "\033[%sm", codes[s]);
}

const char *style_off(const struct call *c, enum style s)
{
    return c->color && s != STYLE_NONE ? "\033[0m" : "";
}

void table_init(struct table *t, const struct call *c, size_t columns, const char *const *headings)
{
    assert(columns > 0);
    *t = (struct table){.call = c, .columns = columns, .wrap = columns - 1};
    t->styles = arena_alloc(c->a, columns * sizeof *t->styles);
    table_row(t, headings);
}

void table_style(struct table *t, size_t column, enum style s)
{
    assert(column < t->columns);
    t->styles[column] = s;
}

void table_row(struct table *t, const char *const *cells)
{
    size_t row = t->columns * sizeof *t->cells;
    t->cells = arena_grow(t->call->a, t->cells, t->rows, &t->cap, row);
    memcpy(t->cells + t->rows++ * t->columns, cells, row);
}

static const char *cell(const struct table *t, size_t row, size_t column)
{
    const char *s = t->cells[row * t->columns + column];
    return s ? text_oneline(t->call->a, s, strlen(s)) : t->call->tty ? "-" : "";
}

static void print_plain(const struct table *t)
{
    for (size_t r = 0; r < t->rows; r++) {
        for (size_t c = 0; c < t->columns; c++)
            fprintf(t->call->out, "%s%s", c ? "\t" : "", cell(t, r, c));
        fputc('\n', t->call->out);
    }
}

/* Widths of the columns, made to fit the terminal: first the wrapping column gives way, then
 * whichever is widest. */
static void fit(const struct table *t, int *widths)
{
    int total = -GUTTER;
    for (size_t c = 0; c < t->columns; c++) {
        for (size_t r = 0; r < t->rows; r++) {
            int w = text_width(cell(t, r, c));
            widths[c] = w > widths[c] ? w : widths[c];
        }
        total += widths[c] + GUTTER;
    }
    int excess = total - t->call->columns;
    if (t->call->columns <= 0 || excess <= 0)
        return;
    int give = widths[t->wrap] - WRAP_MIN;
    if (give > 0) {
        give = give < excess ? give : excess;
        widths[t->wrap] -= give;
        excess -= give;
    }
    for (; excess > 0; excess--) {
        size_t widest = 0;
        for (size_t c = 1; c < t->columns; c++)
            widest = widths[c] > widths[widest] ? c : widest;
        if (widths[widest] <= CELL_MIN)
            return;
        widths[widest]--;
    }
}

/* How many bytes of s make the next line of at most `width` columns, broken at a space when it can
 * be; *next is where the line after it begins. */
static size_t line_break(struct arena *a, const char *s, int width, size_t *next)
{
    size_t len = strlen(s), fits = 0, space = 0;
    int used = 0;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t cp = text_next(s, len, &at);
        if (cp == ' ')
            space = from;
        used += text_width(arena_strndup(a, s + from, at - from));
        if (used > width && cp != ' ')
            break;
        fits = at;
    }
    if (fits == 0 && len) { /* a character wider than the column */
        text_next(s, len, &fits);
        space = 0;
    }
    if (fits < len && space) {
        *next = space + 1;
        return space;
    }
    *next = fits;
    return fits;
}

static void print_row(const struct table *t, size_t row, const int *widths)
{
    const struct call *call = t->call;
    struct arena scratch = {0};
    const char *rest = cell(t, row, t->wrap);
    bool first = true;
    do {
        size_t next, n = line_break(&scratch, rest, widths[t->wrap], &next);
        const char *part = arena_strndup(&scratch, rest, n);
        int gap = 0; /* blanks owed before the next cell: none are left at the end of a line */
        for (size_t c = 0; c < t->columns; c++) {
            enum style s = row == 0 ? STYLE_BOLD : t->styles[c];
            const char *text = c == t->wrap ? part : "";
            if (c != t->wrap && first)
                text = text_cut(&scratch, cell(t, row, c), widths[c]);
            if (*text) {
                fprintf(call->out, "%*s%s%s%s", gap, "", style_on(call, s), text,
                        style_off(call, s));
                gap = 0;
            }
            gap += widths[c] - text_width(text) + GUTTER;
        }
        fputc('\n', call->out);
        rest += next;
        first = false;
    } while (*rest);
    arena_release(&scratch);
}

void table_print(const struct table *t)
{
    if (!t->call->tty) {
        print_plain(t);
        return;
    }
    int *widths = arena_alloc(t->call->a, t->columns * sizeof *widths);
    fit(t, widths);
    for (size_t r = 0; r < t->rows; r++)
        print_row(t, r, widths);
}
