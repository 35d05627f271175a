/* Text: UTF-8, normal forms, folding, and the two ways to count.
 *
 * Everything inside is UTF-8. Offsets are half-open and say what they count: `byte` or `cp`
 * (Unicode code points of the text as given, which is what the spans of claims mean). ICU does the
 * Unicode work (UAX #15 normal forms, default case folding); it is kept off the hot path by an
 * ASCII and an already-normal check.
 */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

#define TEXT_BAD 0xFFFFFFFFu /* what text_next gives for a byte that is not UTF-8 */

/* Byte offset of the first byte that is not well-formed UTF-8 (overlongs, surrogates and >
 * U+10FFFF included), or len. */
size_t text_valid(const char *s, size_t len);

/* The code point at s[*at] and *at moved behind it; TEXT_BAD moves one byte. *at < len is the
 * caller's to see to. */
uint32_t text_next(const char *s, size_t len, size_t *at);

size_t text_count(const char *s, size_t len);           /* code points in valid UTF-8 */
size_t text_byte(const char *s, size_t len, size_t cp); /* byte offset of cp, len if beyond */
size_t text_encode(char out[4], uint32_t cp);           /* UTF-8 of cp, returns 1–4 */

/* The NFC of a text with the way back. `cp[i]` is the code point offset, in the text as given,
 * of the character that byte i of `text` belongs to; cp[len] is the number of code points given.
 * Where NFC joined several given code points the span of the joined character covers them all.
 * When the text is NFC already, text is the very argument. */
struct text_view {
    const char *text;   /* NFC, NUL-terminated only if the argument was */
    size_t len;         /* bytes */
    const uint32_t *cp; /* len + 1 entries */
};
struct text_view text_nfc(struct arena *a, const char *s, size_t len);

/* For matching names: NFC, default case folding, diacritics stripped, đ→d, full stops and
 * apostrophes dropped, every run of white space or hyphens one space, trimmed. "Đới  Bỉnh" →
 * "doi binh", "U.S." → "us". Lives in the arena. */
char *text_fold(struct arena *a, const char *s);

/* The same but keeping diacritics and đ, so that Hà and Hạ stay apart. */
char *text_casefold(struct arena *a, const char *s);

/* Columns on a terminal (wide characters 2, marks 0), and a cut to at most `columns` with "…"
 * where cut. */
int text_width(const char *s);
char *text_cut(struct arena *a, const char *s, int columns);

/* One line: white space runs and control characters become one space; for quotes in tables. */
char *text_oneline(struct arena *a, const char *s, size_t len);

bool text_is_space(uint32_t cp);
bool text_is_letter(uint32_t cp);
bool text_is_upper(uint32_t cp);
bool text_is_digit(uint32_t cp); /* ASCII 0–9 */

#endif
