/* Readers: one interface over every source of articles.
 *
 * A source is a file, a folder (its files in order of name, hidden ones left out, each folder
 * once however the links go) or "-", standard input; gzip is undone on the way. Its format is
 * what --format says, else what its extension says, else what its first bytes look like. A
 * format is one file with one `const struct reader`, listed in reader.c.
 *
 * Articles are handed on one by one and forgotten: memory does not grow with their number. What
 * can't be read is reported in one line, counted, and the rest goes on; only the callback can
 * stop a reading.
 *
 *     struct reads r;
 *     reads_init(&r);
 *     r.each = store_it; r.ctx = &job; r.published = day;
 *     if (reads_path(&r, "articles/", e)) …         // -1: the callback said stop
 *     reads_release(&r);
 */
#ifndef IMPORTERS_READER_H
#define IMPORTERS_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/model.h"

#define READER_MAX_ARTICLE                                                                         \
    (16u << 20) /* bytes of one article's text, and of a file that is one article */
#define READER_MAX_LINE (32u << 20) /* bytes of one line of JSON Lines: escapes double a text */

struct input;
struct reads;

struct reader {
    const char *name;       /* what --format calls it */
    const char *extensions; /* ".jsonl .ndjson": lower case, each ended by a blank or the end */
    /* Do the first bytes of a source look like it? NULL when nothing shows. */
    bool (*sniff)(const char *head, size_t len);
    /* Hands every article of the input to reads_article(). -1: the rest can't be read, or
     * r->stop. */
    int (*read)(struct reads *r, struct input *in, struct err *e);
};

extern const struct reader *const readers[]; /* ended by NULL */
extern const char reader_names[];            /* "text html jsonl json", for OPT_CHOICE */

const struct reader *reader_find(const char *name); /* NULL when there is none of that name */

struct reads {
    const struct reader *format; /* NULL = find it */
    struct date published;       /* for articles that carry no date */
    const char *language;        /* tag that overrides what articles say, or NULL */

    /* An article, whole: text, title, language of a pack and hash are set. It and all that is
     * allocated in r->a live until the callback returns. -1 stops the reading. */
    int (*each)(struct reads *r, struct article *article, struct err *e);
    void (*skipped)(struct reads *r, const struct err *e); /* NULL = warn() */
    void *ctx;                                             /* the callbacks' own */

    struct arena a;       /* the article's; reset after each */
    struct arena mem;     /* the source's: names, buffers */
    struct input *in;     /* what is being read */
    const char *path;     /* its name for messages */
    bool named;           /* the user named it; false for what a folder holds */
    uint64_t done;        /* bytes of the sources that are read */
    size_t articles;      /* handed on */
    size_t failed;        /* articles and files reported and left out */
    size_t ignored;       /* files in folders that are no articles by name nor content */
    bool stop;            /* the callback said so */
    struct folder *trail; /* folders seen */
};

void reads_init(struct reads *r);
void reads_release(struct reads *r);

/* Reads one path. 0 also when all of it had to be skipped; -1 only when the callback stopped it. */
int reads_path(struct reads *r, const char *path, struct err *e);

/* Bytes that the files under path have on disk, for a progress bar; 0 when unknown. Costs a
 * walk. */
uint64_t reads_size(struct reads *r, const char *path);

/* Bytes of the sources done so far, for a progress bar: the open one counts as far as it is
 * read. */
uint64_t reads_offset(const struct reads *r);

/* For readers and callbacks. */

/* Completes an article (path, date, language, hash; text must be valid UTF-8) and hands it on,
 * or reports why not and skips it; resets r->a either way. -1: the callback said stop. */
int reads_article(struct reads *r, struct article *article, struct err *e);

/* Reports e as one skipped article, clears it. Always returns 0, so that a reader may `return
 * reads_skip(r, e)`. */
int reads_skip(struct reads *r, struct err *e);

#endif
