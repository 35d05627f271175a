/* Where an export goes: standard output, or a file that is there whole or not at all.
 *
 * A file is written beside its target under a temporary name, synced, and renamed over it; until
 * then the target stays as it was. A symbolic link is followed; a target that is no regular file (a
 * pipe, /dev/null) is written to directly.
 *
 *     struct out o;
 *     if (out_open(&o, path, c->out, e)) return -1;       // NULL or "-" is the stream given
 *     if (write(o.f, …, e)) { out_discard(&o); return -1; }
 *     return out_close(&o, e);
 */
#ifndef EXPORT_OUT_H
#define EXPORT_OUT_H

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>

#include "core/err.h"

struct out {
    FILE *f;
    const char *path;      /* as given, for messages; NULL for the stream */
    char target[PATH_MAX]; /* links resolved */
    char temp[PATH_MAX];   /* "" when written directly */
    bool own;              /* f is ours to close */
};

int out_open(struct out *o, const char *path, FILE *stream, struct err *e);
int out_close(struct out *o,
              struct err *e);    /* -1: disk full and the like; the target is untouched then */
void out_discard(struct out *o); /* closes and removes what was written so far */

#endif
