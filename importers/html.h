/* A parsed HTML page: what it says about itself, and the words of its article.
 *
 * The tree is libxml2's; both functions walk it without recursion, so depth costs nothing but time.
 */
#ifndef IMPORTERS_HTML_H
#define IMPORTERS_HTML_H

#include <stdbool.h>

#include <libxml/tree.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/dates.h"

/* All NULL or !set when the page does not say. JSON-LD first, then Open Graph, then older <meta>s,
 * then the page itself. */
struct html_meta {
    const char *title;
    const char *source;   /* og:site_name, the publisher */
    const char *url;      /* the canonical one */
    const char *language; /* a claim: templates lie */
    const char *body;     /* articleBody of JSON-LD */
    struct date published;
};

void html_meta(struct html_meta *out, xmlDoc *doc, struct arena *a);

/* The article's paragraphs with an empty line between them in `out`; nothing when it has none.
 * `title` is left out where the article repeats it as its heading; NULL = keep all. */
void html_text(struct buf *out, xmlDoc *doc, const char *title, struct arena *a);

/* Is the element one of those in the list ("p div h1")? */
bool html_tag_in(const xmlNode *n, const char *list);

/* `word` in `s`, ASCII letters in any case; NULL when it is not there. */
const char *html_find(const char *s, const char *word);

/* Whether the element's class names and id have words of furniture ("related", "quang-cao"), and
 * words of an article ("story", "noidung"). */
void html_judge(struct arena *a, const xmlNode *n, bool *bad, bool *good);

/* The node behind `n` in document order within `root`: into its children when `down`. NULL at the
 * end. */
xmlNode *html_next(xmlNode *n, const xmlNode *root, int down);

/* White space runs as one space, soft hyphens and zero width spaces left out, trimmed. */
const char *html_squeeze(struct arena *a, const char *s);

/* An attribute's value in the arena, NULL when there is none. */
const char *html_attr(struct arena *a, const xmlNode *n, const char *name);

#endif
