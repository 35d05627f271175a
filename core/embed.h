/* Data compiled into the program: the language packs and the SQL, so that the binary needs no files
 * beside it.
 *
 * The Makefile turns every importers/languages/TAG/NAME.tsv and NAME.bin, graph/schema.sql and
 * graph/sql/NAME.sql into an entry, by its path from the repository's root; a new file needs no
 * other edit. A .bin is any bytes, and taken in as it lies.
 *
 *     for (const struct embedded *f = embedded_files; f->path; f++) …     // sorted by path (bytes)
 *     const struct embedded *schema = embedded_find("graph/schema.sql");
 */
#ifndef CORE_EMBED_H
#define CORE_EMBED_H

#include <stddef.h>

struct embedded {
    const char *path;
    const char *bytes; /* NUL-terminated; a text ends with a newline when not empty */
    size_t len;        /* without the NUL */
};

extern const struct embedded embedded_files[]; /* ended by path NULL */

const struct embedded *embedded_find(const char *path); /* NULL when there is none */

#endif
