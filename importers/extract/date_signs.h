/* What a model sees of a date beside a claim (date_attach.c): features, each with the weight that
 * weights.h has for it. They name classes, order and distances, and hardly a word:
 *
 *     l.…   a date of the claim's own sentence: where it stands to the cue, what lies between
 *     c.…   one of a sentence before: how far back, whether the speaker is there and speaks
 *     f.…   one behind a headline or lead
 *     n.…   that the text does not tell
 */
#ifndef IMPORTERS_EXTRACT_DATE_SIGNS_H
#define IMPORTERS_EXTRACT_DATE_SIGNS_H

#include "importers/extract/dates.h"
#include "importers/extract/signs.h"
#include "importers/extract/weights.h"

#define DATE_BACK 40 /* sentences before the claim's whose dates may be described */
#define DATE_AHEAD 6 /* and behind it */

/* How much time a date is. */
enum date_reach { REACH_DAY, REACH_WEEK, REACH_MONTH, REACH_YEAR, REACH_SPAN };

/* A sentence around the claim, read when first asked for. */
struct date_scene {
    bool read;
    struct items items;
    int who; /* seen to speak: 1 the claim's speaker, 2 somebody else, 3 both, 0 nobody */
    bool blames;
};

/* A claim with what is asked of it often. */
struct date_asked {
    const struct doc *doc;
    const struct date_claim *c;
    int sentence;
    struct items items; /* of its sentence */
    int first, end;     /* dates of the sentence */
    int cue_item;       /* the sign at the cue, -1 */
    bool known;         /* day of publication */
    int32_t published;
    const struct date_mention *main; /* the first day that the article names, NULL */
    struct date_scene scenes[DATE_BACK + 1 + DATE_AHEAD];
};

/* Ready for the describing; nothing to be freed. */
void date_ask(struct date_asked *q, const struct doc *doc, const struct date_claim *c);

/* The first date that starts at a token or behind it: an index, dates_n when none does. */
int date_first(const struct doc *doc, int token);

enum date_reach date_reach(const struct date *told);

/* Does it begin after the day of publication? */
bool date_is_ahead(const struct date_asked *q, const struct date_mention *m);

/* Does an entity have a mention that begins in the sentence? */
bool date_has_party(const struct doc *doc, int entity, int sentence);

void date_describe_none(const struct date_asked *q, struct score *s);

/* A date of the claim's sentence, or of another, at most DATE_BACK before and DATE_AHEAD behind. */
void date_describe(struct date_asked *q, const struct date_mention *m, struct score *s);

#endif
