/* What the dependency tree (parser.h) says of a party, as features for the models: what it hangs
 * on, what it does, how the way leads from one party to the other. Where the language has no parser
 * nothing is added, and the other features stand alone.
 */
#ifndef IMPORTERS_EXTRACT_SYNTAX_H
#define IMPORTERS_EXTRACT_SYNTAX_H

#include "importers/extract/scene.h"

/* Parses the scene's sentence, once; cost as parse_sentence. */
void syntax_read(struct scene *s);

/* The party at item `at`: its relation and what governs it, two steps up; the clause that hangs on
 * it; the verbs whose subject, object or agent it is. `as` prefixes the features. */
void syntax_describe(const struct scene *s, int at, const char *as, struct score *score);

/* The way from item i to item j (parties or cues) through the tree. */
void syntax_relate(const struct scene *s, int i, int j, struct score *score);

#endif
