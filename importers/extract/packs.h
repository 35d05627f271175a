/* Language packs: what a language's readers know, as data.
 *
 * A pack is the folder importers/languages/TAG/ together with importers/languages/mul/ (what every
 * language shares: world organizations, companies, hacker groups). Each file NAME.tsv is a lexicon:
 * one entry a line, fields separated by a tab, the first field the surface form ("cáo buộc",
 * "linked to"), `#` starts a comment line. Lexicons of the same name in mul/ and TAG/ are one. A
 * new file or folder is found without any edit; files are compiled in (core/embed.h).
 *
 * Surfaces are split like text (words.c) and compared case-folded; entries keep the surface as
 * written, so that a step may ask for case ("US" is not "us").
 *
 *     const struct pack *p = packs_find("vi");
 *     const struct lexicon *cues = pack_lexicon(p, "cues");
 *     int n = lexicon_match(cues, doc->tokens, i, doc->tokens_n, &entry); // longest at token i
 */
#ifndef IMPORTERS_EXTRACT_PACKS_H
#define IMPORTERS_EXTRACT_PACKS_H

#include <stddef.h>
#include <stdint.h>

struct pack;
struct lexicon;
struct token;

struct entry {
    const char *surface;
    const char *const *fields; /* fields[0] is the surface; missing ones are "" */
    int fields_n;
    int tokens;               /* of the surface */
    int number;               /* in the order of lexicon_entries */
    const char *class;        /* fields 1 and 2 joined by a full stop: "accuse.v" */
    const struct entry *next; /* another entry with the same surface, in file order, or NULL */
};

/* The pack of a BCP 47 tag ("vi-VN" → vi), or NULL. Loaded on first use and kept; not
 * thread-safe. */
const struct pack *packs_find(const char *tag);
const char *pack_tag(const struct pack *p);

/* NULL when neither mul/ nor the pack has NAME.tsv. */
const struct lexicon *pack_lexicon(const struct pack *p, const char *name);

/* Longest entry whose words stand at tokens[at…end); returns its number of tokens and sets *out, 0
 * when none. */
int lexicon_match(const struct lexicon *l, const struct token *tokens, int at, int end,
                  const struct entry **out);

/* The entry for exactly these words (any case), or NULL. */
const struct entry *lexicon_find(const struct lexicon *l, const char *surface);

/* All entries in file order; for tables that are walked (entities.tsv). */
int lexicon_entries(const struct lexicon *l, const struct entry *const **out);

/* Field i of an entry, "" when it has fewer. */
const char *entry_field(const struct entry *e, int i);

/* Id of a case-folded word in the pack's vocabulary, 0 when no lexicon has it; *low is the shared
 * string then. */
uint32_t pack_word(const struct pack *p, const char *low, size_t len, const char **shared);

void packs_cleanup(void);

#endif
