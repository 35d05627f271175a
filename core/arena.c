#include "core/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define OWN_MALLOC 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OWN_MALLOC 1
#endif
#endif
#ifndef OWN_MALLOC
#define OWN_MALLOC 0
#endif

enum { BLOCK = 64 * 1024, KEEP = 256 }; /* bytes of a block; blocks that a reset keeps */

struct arena_block {
    struct arena_block *next;  /* older blocks in use */
    struct arena_block *spare; /* of the head only: empty blocks, linked by next */
    size_t size, used;
    _Alignas(max_align_t) unsigned char bytes[];
};

static void no_memory(void)
{
    fputs("hearsay: out of memory\n", stderr);
    abort();
}

static struct arena_block *block_new(size_t size)
{
    if (size > SIZE_MAX / 2)
        no_memory();
    struct arena_block *b = malloc(sizeof *b + size);
    if (!b)
        no_memory();
    *b = (struct arena_block){.size = size};
    return b;
}

/* The block that has room for `size` bytes becomes the head. */
static void make_room(struct arena *a, size_t size)
{
    struct arena_block *head = a->head, *spare = head ? head->spare : NULL, *b;
    if (!OWN_MALLOC && spare && size <= spare->size) {
        b = spare;
        b->spare = spare->next;
    } else {
        b = block_new(OWN_MALLOC || size > BLOCK ? size : BLOCK);
        b->spare = spare;
    }
    b->next = head;
    a->head = b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 4)
        no_memory();
    size_t step = OWN_MALLOC ? size : (size + align - 1) / align * align;
    struct arena_block *b = a->head;
    if (OWN_MALLOC || !b || b->size - b->used < step) {
        make_room(a, step);
        b = a->head;
    }
    void *p = b->bytes + b->used;
    b->used += step;
    a->used += step;
    return memset(p, 0, size);
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_alloc(a, len + 1);
    if (len)
        memcpy(copy, s, len);
    return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    assert(n >= 0);
    char *s = arena_alloc(a, (size_t)n + 1);
    vsnprintf(s, (size_t)n + 1, fmt, again);
    va_end(again);
    return s;
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t item_size)
{
    if (n < *cap)
        return items;
    size_t more = *cap ? *cap * 2 : 8;
    if (more > SIZE_MAX / 4 / item_size)
        no_memory();
    void *moved = arena_alloc(a, more * item_size);
    if (n)
        memcpy(moved, items, n * item_size);
    *cap = more;
    return moved;
}

static void free_list(struct arena_block *b)
{
    while (b) {
        struct arena_block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_reset(struct arena *a)
{
    struct arena_block *keep = NULL, *lists[2] = {a->head, a->head ? a->head->spare : NULL};
    size_t kept = 0;
    for (int i = 0; i < 2; i++) {
        for (struct arena_block *b = lists[i], *next; b; b = next) {
            next = b->next;
            /* One huge article must not hold its memory until the end of the run. */
            if (OWN_MALLOC || b->size > BLOCK || kept >= KEEP) {
                free(b);
                continue;
            }
            *b = (struct arena_block){.size = b->size, .next = keep};
            keep = b;
            kept++;
        }
    }
    a->head = keep;
    if (keep) {
        keep->spare = keep->next;
        keep->next = NULL;
    }
    a->used = 0;
}

void arena_release(struct arena *a)
{
    if (a->head) {
        free_list(a->head->spare);
        free_list(a->head);
    }
    *a = (struct arena){0};
}
