/* One growable byte string with a ceiling, so that hostile input cannot eat the machine.
 *
 * ptr is never NULL after buf_init and always NUL-terminated; len excludes the NUL. Adding beyond
 * `max` adds nothing, sets `over` and returns -1; further adds do so too, so a writer may check
 * once at the end.
 *
 *     struct buf b;
 *     buf_init(&b, 1 << 20);
 *     buf_addf(&b, "%d nodes", n);
 *     buf_release(&b);
 */
#ifndef CORE_BUF_H
#define CORE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *ptr;
    size_t len, cap;
    size_t max; /* ceiling of len in bytes */
    bool over;  /* something did not fit */
};

void buf_init(struct buf *b, size_t max);
int buf_add(struct buf *b, const void *bytes, size_t len);
int buf_adds(struct buf *b, const char *s);
int buf_addc(struct buf *b, char c);
int buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *b); /* empties, keeps the memory and the ceiling */
void buf_release(struct buf *b);

#endif
