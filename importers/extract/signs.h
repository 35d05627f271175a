/* Signs: what a sentence is made of in the eyes of the frames.
 *
 * Every cue of the pack's cues.tsv that stands in the text becomes a sign with its class
 * ("accuse.v", "behind.fn"); together with the outermost mentions and the punctuation that divides
 * clauses they make the sentence's items, in order:
 *
 *     Mỹ  |trước đây| luôn cáo buộc   Trung Quốc  vì |có hành động| gián điệp mạng , điều mà  Trung
 *         Quốc bác bỏ .
 *     M               accuse.v        M           while             wrong.n        ,      wh  M
 *                     deny.v
 */
#ifndef IMPORTERS_EXTRACT_SIGNS_H
#define IMPORTERS_EXTRACT_SIGNS_H

#include "importers/extract/doc.h"

enum frame {
    FRAME_NONE,
    FRAME_ACCUSE,
    FRAME_CRITICIZE,
    FRAME_LEGAL,
    FRAME_BEHIND,
    FRAME_WRONG,
    FRAME_SAY,
    FRAME_BELIEVE,
    FRAME_REVEAL,
    FRAME_ACCORDINGTO,
    FRAME_INVESTIGATE,
    FRAME_DENY,
    FRAME_BASELESS,
    FRAME_ADMIT,
    FRAME_CALL,
    FRAME_DEMAND,
    FRAME_NOCOMMENT,
    FRAME_MEET,
    FRAME_PLAN,
    FRAME_CANCEL,
    FRAME_HEDGE,
    FRAME_VICTIM,
    FRAME_DOC,
    FRAME_CORE, /* those above carry meaning; those below are function words */
    FRAME_NEG,
    FRAME_BE,
    FRAME_PASSIVE,
    FRAME_BY,
    FRAME_OF,
    FRAME_AGAINST,
    FRAME_FROM,
    FRAME_WITH,
    FRAME_INAT,
    FRAME_TO,
    FRAME_AS,
    FRAME_THAT,
    FRAME_WH,
    FRAME_AND,
    FRAME_OR,
    FRAME_BUT,
    FRAME_WHILE,
    FRAME_HAVE,
    FRAME_QUESTION,
    FRAME_MARK, /* punctuation */
    FRAME_PARTY /* a mention */
};

struct item {
    int start, end; /* tokens */
    enum frame frame;
    const char *class; /* "accuse.v", "M", "," */
    int act;           /* enum act, -1 = the cue names none */
    int mention;       /* index into doc->mentions, -1 */
};

struct items {
    const struct item *items;
    int n;
};

/* "accuse", as cues.tsv has it; "" for what no cue makes. */
const char *signs_frame(enum frame f);

/* The form of an item's class: "v" of "accuse.v"; "" of marks and parties. */
const char *signs_form(const struct item *item);

/* The items of a sentence, in the arena. */
struct items signs_read(struct doc *doc, int sentence);

#endif
