/* An open source of bytes: a file or standard input, plain or gzip (RFC 1952; told apart by its
 * magic number).
 *
 *     struct input in;
 *     if (input_open(&in, a, "a.jsonl.gz", e)) return -1;
 *     while ((got = input_line(&in, &line, e)) > 0) …
 *     input_close(&in);
 */
#ifndef IMPORTERS_INPUT_H
#define IMPORTERS_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"

#define INPUT_HEAD 4096u /* bytes that input_peek shows at most */

struct input {
    gzFile gz;
    const char *name; /* path for messages, "standard input" for "-" */
    char *bytes;      /* what is read ahead, in the arena */
    size_t at, len;   /* the unread part of it */
    bool ended;
    int broken; /* errno or zlib code of the read that failed, so that it is told again; 0 = none */
};

int input_open(struct input *in, struct arena *a, const char *path,
               struct err *e); /* "-" = standard input */
void input_close(struct input *in);

/* Shows the first bytes without consuming them; valid until the next read. Call before any other
 * read. */
int input_peek(struct input *in, const char **head, size_t *len, struct err *e);

/* The next line without its end ("\n" or "\r\n"), into line (cleared first). 1, 0 at the end, -1
 * on a failed read. A line beyond line->max is consumed whole and leaves line->over set. */
int input_line(struct input *in, struct buf *line, struct err *e);

/* All that is left. Stops reading at out->max and leaves out->over set. */
int input_all(struct input *in, struct buf *out, struct err *e);

int input_byte(struct input *in,
               struct err *e); /* the next byte; -1 at the end or on failure (e->code is set) */
void input_unread(struct input *in); /* steps back one byte; once after each input_byte */
uint64_t input_offset(
    const struct input *in); /* bytes of the source (compressed ones, if so) taken so far */

#endif
