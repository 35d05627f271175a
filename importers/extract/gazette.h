/* The registry of well-known parties (entities.tsv) and what the names step needs of a pack, looked
 * up once.
 *
 *     const struct gazette *g = gazette_find(doc->pack);
 *     const struct entry *e = gazette_key(g, "country:US");     // its line in entities.tsv
 */
#ifndef IMPORTERS_EXTRACT_GAZETTE_H
#define IMPORTERS_EXTRACT_GAZETTE_H

#include <stdbool.h>

#include "importers/extract/packs.h"

struct gazette {
    const struct pack *pack;
    const struct lexicon *names, *titles, *orgs, *parties, *coref, *fields, *particles, *given,
        *entities;
    bool head_first; /* modifiers follow their noun: "Bộ Ngoại giao Trung Quốc" */
    const struct entry **slots;
    unsigned mask;
    const unsigned char
        *native; /* bit a word id: the word stands in titles, bodies, fields or particles */
    const unsigned char
        *starts;       /* by word id: bit k set when entry lists k (names, titles, orgs, parties,
                                    coref, fields, particles, given) have one that starts so */
    unsigned native_n; /* words */
    struct gazette *next;
};

const struct gazette *
gazette_find(const struct pack *p); /* made on first use and kept; not thread-safe */
const struct entry *gazette_key(const struct gazette *g,
                                const char *key); /* NULL when there is none */
unsigned gazette_starts(const struct gazette *g, unsigned word);
bool gazette_native(const struct gazette *g, unsigned word);
void gazette_cleanup(void);

#endif
