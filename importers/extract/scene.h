/* A scene: one sentence with its items and the parties that may play a role in it, and what can be
 * said of a party or of two of them as features for the models (weights.h). Shared by allegations,
 * denials and meetings.
 *
 * Features are made of classes, kinds and order, hardly of words, so that what is learned of
 * "accuse.v" holds for every verb that a pack lists there.
 */
#ifndef IMPORTERS_EXTRACT_SCENE_H
#define IMPORTERS_EXTRACT_SCENE_H

#include "importers/extract/clauses.h"
#include "importers/extract/signs.h"
#include "importers/extract/weights.h"

/* more parties than that in a sentence are a list of names: the first ones count */
#define SCENE_PARTIES 16

/* candidates from outside the sentence (mouths.h) */
#define SCENE_MOUTHS 5

struct mouth {
    int entity;
    int distance; /* sentences since it last spoke; 0 = it is there for speaking often */
    int says;     /* sentences in which it speaks */
};

struct scene {
    struct doc *doc;
    int sentence;
    struct items items;
    struct clause_roles *roles; /* an item each */
    int party[SCENE_PARTIES];   /* item indices of parties that have an entity */
    int parties;
    int speaker;          /* mention that spoke last before this sentence, -1 */
    int speaker_distance; /* sentences back */
    struct mouth mouth[SCENE_MOUTHS];
    int mouths;
    int *item_of; /* by token of the sentence: its item, -1; NULL before syntax_read */
};

/* Makes the scene of a sentence; `speaker`, `distance` as the former scene left them
 * (scene_speaker). */
void scene_read(struct scene *s, struct doc *doc, int sentence, int speaker, int distance);

/* The mention that is seen to speak in this sentence ("Clapper said", "theo ông Clapper"), -1. */
int scene_speaker(const struct scene *s);

bool scene_has(const struct scene *s, enum frame frame);
const struct mention *scene_mention(const struct scene *s, int party);

/* The class of item i; "^" before the first, "$" behind the last. */
const char *scene_class(const struct scene *s, int i);

/* A number as features tell it ("0", "1", "2", "4" for 3–4, … "far"), a kind as they name it. */
const char *scene_bucket(int n);
const char *scene_kind_name(enum entity_kind kind);

/* What a party is and what stands around it. `as` prefixes the features ("s.", "t."). */
void scene_describe(const struct scene *s, int party, const char *as, struct score *score);

/* The two words before it and the two behind, as they are. */
void scene_describe_words(const struct scene *s, int party, const char *as, struct score *score);

/* How item `i` stands to item `j`: order, what lies between, before and after. */
void scene_relate(const struct scene *s, int i, int j, struct score *score);

/* Features of the sentence itself: which frames it has, whether it is a headline or a question.
 * `as` prefixes them. */
void scene_describe_sentence(const struct scene *s, const char *as, struct score *score);

/* The clause around tokens [from, to): grown to the right until the next comma, stop or conjunction
 * that begins a new one, never beyond the sentence; trailing punctuation left out. */
void scene_clause(const struct scene *s, int *from, int *to);

#endif
