/* What the readers share among themselves, and their table entries. */
#ifndef IMPORTERS_READERS_H
#define IMPORTERS_READERS_H

#include <jansson.h>

#include "core/buf.h"
#include "importers/reader.h"

extern const struct reader reader_text, reader_html, reader_jsonl, reader_json;

/* "a.txt" may have its date, language, source … beside it, in "a.meta.json": no article of its
 * own. */
extern const char reader_sidecar[];

/* All of the source that is one article, into `out` (initialised here; the caller releases it,
 * also on -1). */
int read_whole(struct input *in, struct buf *out, struct err *e);

/* A JSON object with "text" and any of id, title, published, language, source, url as an article
 * in the arena. Other fields are ignored, null is absence. -1: which field is off. */
int record_article(struct article *out, const json_t *object, struct arena *a, struct err *e);

/* The same fields but title and text, for an article whose words are elsewhere. */
int record_about(struct article *out, const json_t *object, struct arena *a, struct err *e);

/* "TITLE\n\nBODY" as article->text, with title_cp; just the body when title is NULL or blank. */
void record_text(struct article *out, const char *title, const char *body, struct arena *a);

#endif
