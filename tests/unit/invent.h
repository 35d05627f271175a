/* Invented articles: random claims among parties whose keys meet in every way that resolution
 * knows. The dice are seeded, so every run invents the same. */
#ifndef TESTS_INVENT_H
#define TESTS_INVENT_H

#include <stdlib.h>

#include "tests/unit/world.h"

enum { ARTICLES = 120, MOST = 4 };

static const char *const parties[] = {
    "country:US",
    "country:CN",
    "country:RU<country:US", /* a reading that is off now and then */
    "person:snowden",
    "person:edward-snowden",
    "person:comey",
    "person:james-comey<government:us/fbi",
    "person:james-b-comey<country:US",
    "person:patrice-comey",
    "government:us/fbi=FBI<country:US",
    "government:fbi=FBI",
    "organization:fbi=FBI",
    "government:us/state=State Department<country:US",
    "government:us/department-of-state=State Department",
    "person:hua-chunying<country:CN",
    "person:hua-chunying<government:cn/mfa",
    "government:cn/mfa<country:CN",
    "group:a<group:b",
    "group:b<group:a",
    "unnamed:us/firm#x",
};

static const char *const dates[] = {NULL,         "2013-07-01",           "2013-07-02",
                                    "2013-07-05", "2013-07-09",           "2013-07",
                                    "2013",       "2013-07-01/2013-07-07"};

static unsigned state_of_dice;

static inline unsigned dice(unsigned n)
{
    state_of_dice = state_of_dice * 1103515245u + 12345u;
    return (state_of_dice >> 16) % n;
}

static inline size_t invent(struct world *w, struct claim_spec *specs, int *day)
{
    size_t n = 1 + dice(MOST);
    *day = 1 + (int)dice(20);
    for (size_t i = 0; i < n; i++) {
        struct claim_spec *s = &specs[i];
        *s = (struct claim_spec){.kind = (enum claim_kind)dice(CLAIM_KINDS),
                                 .who = parties[dice(COUNT(parties))],
                                 .whom = parties[dice(COUNT(parties))],
                                 .act = dice(4) ? ACT_ESPIONAGE : ACT_LEAK,
                                 .said = dates[dice(COUNT(dates))],
                                 .happened = dice(4) ? NULL : dates[dice(COUNT(dates))],
                                 .hedged = !dice(3),
                                 .legal = !dice(5),
                                 .status = (enum meeting_status)dice(MEETING_STATUSES)};
        if (s->kind == CLAIM_MEETING) {
            s->who = arena_printf(&w->a, "%s;%s", s->who, s->whom);
            s->whom = NULL;
        } else if (s->kind == CLAIM_DENIAL) {
            s->whom = NULL;
            s->answers = i && specs[i - 1].kind == CLAIM_ALLEGATION ? (int)i : 0;
        }
    }
    return n;
}

/* Shuffles n numbers by the dice. */
static inline void shuffle_numbers(size_t *order, size_t n)
{
    for (size_t i = n - 1; i > 0; i--) {
        size_t k = dice((unsigned)i + 1), x = order[i];
        order[i] = order[k];
        order[k] = x;
    }
}

static inline void same_dump(const char *want, const char *got, unsigned seed, size_t way)
{
    size_t at = 0;
    if (!strcmp(want, got))
        return;
    while (want[at] == got[at])
        at++;
    fail_msg("seed %u, way %zu: …%.200s\n instead of …%.200s", seed, way,
             got + (at > 60 ? at - 60 : 0), want + (at > 60 ? at - 60 : 0));
}

#endif
