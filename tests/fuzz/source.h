/* For fuzz targets of readers: bytes as a source that reads_path takes, and what every article that
 * comes out must be like. */
#ifndef TESTS_SOURCE_H
#define TESTS_SOURCE_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"
#include "importers/reader.h"

static inline void source_must(bool holds)
{
    if (!holds)
        abort();
}

static inline int source_each(struct reads *r, struct article *article, struct err *e)
{
    (void)r;
    (void)e;
    const char *text = article->text;
    source_must(strlen(text) == article->len);
    source_must(text_valid(text, article->len) == article->len);
    source_must(strlen(article->hash) == 64 && article->language != NULL);
    if (article->title) {
        size_t end = text_byte(text, article->len, article->title_cp);
        source_must(text_valid(article->title, strlen(article->title)) == strlen(article->title));
        source_must(article->title_cp > 0 && end >= strlen(article->title));
        source_must(
            !memcmp(text + end - strlen(article->title), article->title, strlen(article->title)));
    } else {
        source_must(article->title_cp == 0);
    }
    return 0;
}

static inline void source_skipped(struct reads *r, const struct err *e)
{
    (void)r;
    source_must(e->code != ERR_NONE && e->msg[0] != '\0');
}

/* Reads the bytes as a file of that format; NULL = let the reader find out. */
static inline void source_read(const uint8_t *data, size_t size, const char *format)
{
    static char path[64];
    struct reads r;
    struct err e = {0};
    snprintf(path, sizeof path, "/tmp/hearsay-fuzz-%ld", (long)getpid());
    FILE *f = fopen(path, "wb");
    source_must(f != NULL);
    source_must(fwrite(data, 1, size, f) == size);
    source_must(fclose(f) == 0);
    reads_init(&r);
    r.format = format ? reader_find(format) : NULL;
    r.language = "en";
    r.each = source_each;
    r.skipped = source_skipped;
    source_must(reads_path(&r, path, &e) == 0);
    source_must(e.code == ERR_NONE);
    source_must(r.articles + r.failed > 0 || size == 0 || !format || strcmp(format, "text"));
    reads_release(&r);
    unlink(path);
}

#endif
