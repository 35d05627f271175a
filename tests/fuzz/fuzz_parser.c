/* A parser's data file with bytes changed: refused, or run without harm to a tree. The input is a
 * list of changes, four bytes each: where (24 bits, little-endian) and what. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/embed.h"
#include "importers/extract/parser.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run(struct parser *p, const uint8_t *data, size_t size)
{
    enum { TOKENS = 24 };
    struct tagger_token tokens[TOKENS];
    struct parse out[TOKENS];
    int roots = 0;
    for (int i = 0; i < TOKENS; i++) {
        uint32_t h = (uint32_t)(i + 1) * 0x9E3779B1u;
        h ^= size ? data[(size_t)i % size] : 0;
        tokens[i] = (struct tagger_token){
            h, (uint16_t)(h & (TAGGER_SUFFIXES - 1)), (uint16_t)(h & (TAGGER_PREFIXES - 1)),
            (uint16_t)(h & (TAGGER_PAIRS - 1)), (uint16_t)(h & (TAGGER_SHAPES - 1))};
    }
    parser_run(p, tokens, TOKENS, out);
    for (int i = 0; i < TOKENS; i++) {
        roots += out[i].head < 0;
        assert(out[i].head < TOKENS && out[i].rel < REL_N && out[i].tag < TAG_N);
    }
    assert(roots == 1);
    parser_release(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct embedded *file = embedded_find("importers/languages/vi/parser.bin");
    struct arena a = {0};
    struct err e = {0};
    if (!file)
        return 0;
    char *bytes = malloc(file->len);
    memcpy(bytes, file->bytes, file->len);
    for (size_t i = 0; i + 4 <= size; i += 4) {
        size_t at = data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16;
        bytes[at % file->len] = (char)data[i + 3];
    }
    struct parser *p = parser_read(bytes, file->len, &a, &e);
    if (p)
        run(p, data, size);
    arena_release(&a);
    free(bytes);
    return 0;
}
