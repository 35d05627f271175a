/* Any JSON as claims of one article: refused, or read so that it can be written and read again. */
#include <stdlib.h>
#include <string.h>

#include "core/claims.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char text[] = "Mỹ cáo buộc Trung Quốc do thám. Trung Quốc phủ nhận.";
    struct article article = {.text = text, .len = sizeof text - 1, .hash = "00"};
    struct arena a = {0};
    struct err e = {0};
    struct reading r, back;
    json_t *root = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL);
    if (root && !claims_from_json(&r, &article, root, &a, &e)) {
        json_t *once = claims_to_json(&article, &r), *twice;
        if (claims_from_json(&back, &article, once, &a, &e))
            abort();
        twice = claims_to_json(&article, &back);
        if (!json_equal(once, twice))
            abort();
        json_decref(once);
        json_decref(twice);
    }
    json_decref(root);
    arena_release(&a);
    return 0;
}
