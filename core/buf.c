#include "core/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void resize(struct buf *b, size_t cap)
{
    char *p = realloc(b->ptr, cap);
    if (!p) {
        fputs("hearsay: out of memory\n", stderr);
        abort();
    }
    b->ptr = p;
    b->cap = cap;
}

void buf_init(struct buf *b, size_t max)
{
    assert(max < SIZE_MAX / 4);
    *b = (struct buf){.max = max};
    resize(b, max < 63 ? max + 1 : 64);
    b->ptr[0] = '\0';
}

/* Makes room for len more bytes and a NUL; -1 and `over` when the ceiling forbids it. */
static int reserve(struct buf *b, size_t len)
{
    if (b->over || len > b->max - b->len) {
        b->over = true;
        return -1;
    }
    size_t need = b->len + len + 1;
    if (need > b->cap) {
        size_t cap = b->cap * 2;
        if (cap < need)
            cap = need;
        if (cap > b->max + 1)
            cap = b->max + 1;
        resize(b, cap);
    }
    return 0;
}

int buf_add(struct buf *b, const void *bytes, size_t len)
{
    if (reserve(b, len))
        return -1;
    if (len)
        memcpy(b->ptr + b->len, bytes, len);
    b->len += len;
    b->ptr[b->len] = '\0';
    return 0;
}

int buf_adds(struct buf *b, const char *s)
{
    return buf_add(b, s, strlen(s));
}

int buf_addc(struct buf *b, char c)
{
    return buf_add(b, &c, 1);
}

int buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    assert(n >= 0);
    int rc = reserve(b, (size_t)n);
    if (!rc) {
        vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again);
        b->len += (size_t)n;
    }
    va_end(again);
    return rc;
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->over = false;
    b->ptr[0] = '\0';
}

void buf_release(struct buf *b)
{
    free(b->ptr);
    *b = (struct buf){0};
}
