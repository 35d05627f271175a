/* Dates: what parses prints to a text that parses to the same date, and no input breaks the loose
 * reader. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/dates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_stable(const struct date *d)
{
    char text[DATES_TEXT], again[DATES_TEXT];
    struct date back = {0};
    struct err e = {0};
    int32_t first, last;
    if (dates_parse(&back, dates_print(text, d), &e) ||
        strcmp(dates_print(again, &back), text) != 0)
        abort();
    dates_bounds(d, &first, &last);
    if (first > last || !dates_compatible(d, &back) || !dates_compatible(d, d))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char s[512];
    if (size >= sizeof s)
        return 0;
    if (size)
        memcpy(s, data, size);
    s[size] = '\0';
    struct date d = {0}, loose = {0};
    struct err e = {0};
    if (dates_parse(&d, s, &e) == 0) {
        check_stable(&d);
        if (strcmp(dates_print((char[DATES_TEXT]){0}, &d), s) != 0)
            abort();
    }
    err_clear(&e);
    for (int day_first = 0; day_first < 2; day_first++)
        if (dates_parse_loose(&loose, s, day_first, &e) == 0)
            check_stable(&loose);
    if (d.set && loose.set && dates_compatible(&d, &loose) != dates_compatible(&loose, &d))
        abort();
    return 0;
}
