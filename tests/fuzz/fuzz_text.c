/* Any bytes: offsets stay in order and inside, and what text makes is UTF-8 in its columns. */
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void check_line(struct arena *a, const char *s)
{
    must(text_valid(s, strlen(s)) == strlen(s));
    const char *cut = text_cut(a, s, 7);
    must(text_width(cut) <= 7);
    must(text_valid(cut, strlen(cut)) == strlen(cut));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    char *s = arena_strndup(&a, (const char *)data, size);
    size_t valid = text_valid(s, size), points = 0;
    must(valid <= size);
    for (size_t at = 0; at < size; points++) {
        size_t from = at;
        uint32_t cp = text_next(s, size, &at);
        must(at > from && (from >= valid || cp != TEXT_BAD));
    }
    must(text_count(s, valid) <= points);

    struct text_view view = text_nfc(&a, s, size);
    for (size_t i = 0; i < view.len; i++)
        must(view.cp[i] <= view.cp[i + 1]);
    must(size == 0 || valid < size || view.cp[view.len] == points);
    if (valid == size) {
        struct text_view again = text_nfc(&a, view.text, view.len);
        must(again.len == view.len && !memcmp(again.text, view.text, view.len));
    }
    check_line(&a, text_oneline(&a, s, size));
    check_line(&a, text_fold(&a, s));
    check_line(&a, text_casefold(&a, s));
    arena_release(&a);
    return 0;
}
