/* Any text in any language: the reading's spans lie inside the text, its indices inside its lists,
 * and it survives JSON. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/claims.h"
#include "core/text.h"
#include "importers/extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_spans(const struct spans *spans, size_t cps)
{
    for (size_t i = 0; i < spans->n; i++)
        assert(spans->items[i].start < spans->items[i].end && spans->items[i].end <= cps);
}

static void check(const struct reading *r, size_t cps)
{
    for (size_t i = 0; i < r->entities_n; i++) {
        check_spans(&r->entities[i].mentions, cps);
        assert(r->entities[i].side < (int)r->entities_n && r->entities[i].name &&
               r->entities[i].key);
    }
    for (size_t i = 0; i < r->claims_n; i++) {
        const struct claim *c = &r->claims[i];
        check_spans(&c->evidence, cps);
        assert(c->evidence.n && c->rule && c->confidence >= 0 && c->confidence <= 1);
        for (size_t j = 0; j < c->roles_n; j++)
            assert(c->roles[j].entity >= 0 && c->roles[j].entity < (int)r->entities_n);
        for (size_t j = 0; j < c->answers_n; j++)
            assert(c->answers[j] >= 0 && c->answers[j] < (int)r->claims_n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct err e = {0};
    struct reading r, again;
    if (size < 2 || text_valid((const char *)data + 1, size - 1) < size - 1)
        return 0;
    char *text = arena_strndup(&a, (const char *)data + 1, size - 1);
    struct article article = {.text = text,
                              .len = size - 1,
                              .language = data[0] & 1 ? "vi" : "en",
                              .published = dates_day(2013, 7, 9)};
    if (memchr(text, '\0', size - 1) == NULL && extract(&r, &article, &a, &e) == 0) {
        check(&r, text_count(text, size - 1));
        json_t *json = claims_to_json(&article, &r);
        assert(claims_from_json(&again, &article, json, &a, &e) == 0);
        assert(again.claims_n == r.claims_n && again.entities_n == r.entities_n);
        json_decref(json);
    }
    arena_release(&a);
    return 0;
}
