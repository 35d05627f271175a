/* SHA-256 (FIPS 180-4, by nettle), for content hashes and stable ids. */
#ifndef CORE_HASH_H
#define CORE_HASH_H

#include <stddef.h>

#include "core/arena.h"
#include "core/model.h"

#define HASH_HEX 65 /* 64 lower-case hex digits and a NUL */

struct hash_part {
    const void *bytes;
    size_t len;
};

/* Hash of the parts, each preceded by its length, so that no two lists of parts collide by
 * concatenation. */
void hash_parts(char out[HASH_HEX], const struct hash_part *parts, size_t n);

/* Sets article->hash (in the arena) from text, published and language. */
void hash_article(struct arena *a, struct article *article);

#endif
