/* Full text: the headlines and the sentences that hold evidence, by SQLite's FTS5.
 *
 * Every passage is indexed twice: as text_fold gives it (no case, no accents, đ as d) and as
 * text_casefold does, so that a word typed without accents finds all ("hoa ky") and one typed with
 * them finds only what has them ("Mỹ"). The index holds no text: snippets come from the article.
 */
#ifndef GRAPH_SEARCH_H
#define GRAPH_SEARCH_H

#include "graph/events.h"

/* Indexes an article that has just been added. In the open batch. */
int search_add(struct store *s, int64_t article, const struct article *x, const struct reading *r,
               struct err *e);

/* Empties the index and makes it from what the store holds. In an open transaction. */
int search_fill(struct store *s, struct err *e);

struct hit {
    int64_t article;
    const char *hash, *source_id, *title, *published, *language, *source, *url;
    struct span span;   /* of the passage in the article's text */
    const char *text;   /* the passage on one line */
    struct span *marks; /* bytes of text that match, in order */
    size_t marks_n;
    bool headline;
    const char **codes; /* events that it tells of */
    size_t codes_n;
};

struct hits {
    struct hit *items;
    size_t n, cap;
};

/* The passages that have all the words, best first, at most `limit` (0 all). A word with white
 * space in it is a phrase; one that ends with '*' is the beginning of a word. -1 with ERR_USAGE
 * when a word has neither letter nor digit. */
int search_find(struct hits *out, struct store *s, const char *const *words, size_t n, int limit,
                struct arena *a, struct err *e);

#endif
