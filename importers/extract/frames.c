#include "importers/extract/frames.h"
#include "importers/extract/attacks.h"
#include "importers/extract/meeting_facts.h"
#include "importers/extract/via.h"

struct claim *frames_add(struct doc *d, enum claim_kind kind, int from, int to,
                         const struct item *cue, double confidence)
{
    d->claims = arena_grow(d->a, d->claims, (size_t)d->claims_n, &d->claims_cap, sizeof *d->claims);
    struct claim *c = &d->claims[d->claims_n++];
    *c = (struct claim){.kind = kind, .act = ACT_OTHER, .confidence = confidence};
    spans_add(d->a, &c->evidence, doc_span(d, from, to));
    c->cue = doc_span(d, cue->start, cue->end);
    return c;
}

void frames_trace(FILE *trace, const struct scene *s, const char *model, int a, int b)
{
    if (!trace)
        return;
    const struct sentence *sentence = &s->doc->sentences[s->sentence];
    struct span span = doc_span(s->doc, sentence->start, sentence->end);
    fprintf(trace, "%s\t%u\t%u\t%d\t%d\t", model, span.start, span.end, a, b);
}

void frames_read(struct doc *d, FILE *trace)
{
    int speaker = -1, distance = 0;
    for (int i = 0; i < d->sentences_n; i++) {
        struct scene s;
        scene_read(&s, d, i, speaker, distance);
        int told = d->claims_n;
        allegations_read(&s, trace);
        denials_read(&s, trace);
        via_read(&s, told);
        meetings_read(&s, trace);
        attacks_read(&s);
        int spoke = scene_speaker(&s);
        if (spoke >= 0 && d->mentions[spoke].entity >= 0) {
            speaker = spoke;
            distance = 1;
        } else if (speaker >= 0 && ++distance > 4) {
            speaker = -1;
        }
    }
    meetings_settle(d);
}
