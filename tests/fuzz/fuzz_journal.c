/* Any JSON as a journal of decisions: refused, or taken into a store and given back the same. */
#include <stdlib.h>
#include <string.h>

#include "graph/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct err e = {0};
    struct journal given, kept, back;
    struct store *s;
    size_t added;
    json_t *root = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL);
    if (root && !journal_from_json(&given, root, &a, &e)) {
        if (store_open(&s, ":memory:", STORE_CREATE, &e) ||
            journal_add(s, given.items, given.n, &added, &a, &e) || journal_load(&kept, s, &a, &e))
            abort();
        json_t *list = journal_json(&kept);
        if (kept.n != added || journal_from_json(&back, list, &a, &e) || back.n != kept.n)
            abort();
        json_decref(list);
        store_close(s);
    }
    json_decref(root);
    arena_release(&a);
    return 0;
}
