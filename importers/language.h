/* Which language an article is in: what it says of itself, else what CLD2 sees in its words.
 *
 * Only languages that have a pack (extract_languages) can be read; region and script tags are
 * dropped, "en-US" is "en".
 */
#ifndef IMPORTERS_LANGUAGE_H
#define IMPORTERS_LANGUAGE_H

#include <stddef.h>

#include "core/err.h"

/* The pack that reads a BCP 47 tag ("vi-VN", "EN_us"): "vi", "en"; static. NULL when there is
 * none. */
const char *language_pack(const char *tag);

/* The language of valid UTF-8 text: a pack's tag, or the tag of the language it is sure to be
 * though no pack reads it. Static. NULL: can't tell. `hint` is what the source claims without
 * being trusted (<html lang>), or NULL. */
const char *language_guess(const char *text, size_t len, const char *hint);

/* What an article is read in: `given` (a tag, or NULL) else a guess. -1: not recognised, or no
 * pack for it. */
int language_resolve(const char **out, const char *given, const char *text, size_t len,
                     struct err *e);

#endif
