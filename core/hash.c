#include "core/hash.h"

#include <stdint.h>
#include <string.h>

#include <nettle/sha2.h>

void hash_parts(char out[HASH_HEX], const struct hash_part *parts, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&ctx);
    for (size_t i = 0; i < n; i++) {
        uint8_t len[8];
        for (int b = 0; b < 8; b++)
            len[b] = (uint8_t)((uint64_t)parts[i].len >> (56 - 8 * b));
        sha256_update(&ctx, sizeof len, len);
        if (parts[i].len)
            sha256_update(&ctx, parts[i].len, parts[i].bytes);
    }
    sha256_digest(&ctx, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[HASH_HEX - 1] = '\0';
}

void hash_article(struct arena *a, struct article *article)
{
    char hex[HASH_HEX], published[DATES_TEXT];
    const char *language = article->language ? article->language : "";
    dates_print(published, &article->published);
    const struct hash_part parts[] = {
        {article->text, article->len},
        {published, strlen(published)},
        {language, strlen(language)},
    };
    hash_parts(hex, parts, sizeof parts / sizeof *parts);
    article->hash = arena_strdup(a, hex);
}
