/* Arenas: memory with one owner and one end.
 *
 * A command has one, every article has one that is reset before the next; who takes an arena
 * puts its result there. Nothing is freed singly. Out of memory aborts, so no caller checks.
 * Under AddressSanitizer every allocation is a malloc of its own, so that overruns are seen.
 *
 *     struct arena a = {0};
 *     char *name = arena_printf(&a, "%s/%s", country, agency);
 *     arena_reset(&a);                  // keeps the blocks for reuse
 *     arena_release(&a);                // gives them back
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stddef.h>

struct arena {
    struct arena_block *head; /* newest block; the others hang behind it */
    size_t used;              /* bytes handed out since the last reset */
};

void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned for any type; never NULL */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len); /* copies len bytes and a NUL */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Room for one more in an array that grows by doubling: returns the array, moved if need be,
 * *cap updated.
 *     list = arena_grow(a, list, n, &cap, sizeof *list); list[n++] = item; */
void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t item_size);

void arena_reset(struct arena *a);
void arena_release(struct arena *a);

#endif
