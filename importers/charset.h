/* Bytes of unknown encoding → UTF-8.
 *
 * In this order: a byte order mark (UTF-8, UTF-16, UTF-32); valid UTF-8 is UTF-8, whatever it
 * calls itself; the declared charset if its bytes decode without a fault; what uchardet takes it
 * for. Decoding is ICU's; no normal form is made. Fonts in disguise (TCVN3, VNI) look like any
 * Latin text and are not detected.
 */
#ifndef IMPORTERS_CHARSET_H
#define IMPORTERS_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"

struct charset_text {
    char *text;          /* valid UTF-8, NUL-terminated, in the arena; may be changed in place */
    size_t len;          /* bytes */
    const char *charset; /* what it was: "UTF-8", "WINDOWS-1258" … */
    bool marked;         /* there was a byte order mark; the text is without it */
};

/* declared: a charset the source names itself, or NULL. -1: binary data, or no charset fits. */
int charset_decode(struct charset_text *out, struct arena *a, const char *bytes, size_t len,
                   const char *declared, struct err *e);

/* The charset that the head of an HTML page declares (<meta charset>, <meta http-equiv>), in the
 * arena, or NULL. */
const char *charset_declared(struct arena *a, const char *html, size_t len);

#endif
