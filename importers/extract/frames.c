#include "importers/extract/frames.h"
#include "importers/extract/attacks.h"
#include "importers/extract/meeting_facts.h"
#include "importers/extract/mouths.h"
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

static struct scene *read_scenes(struct doc *d)
{
    struct scene *scenes = arena_alloc(d->a, ((size_t)d->sentences_n + 1) * sizeof *scenes);
    int speaker = -1, distance = 0;
    for (int i = 0; i < d->sentences_n; i++) {
        scene_read(&scenes[i], d, i, speaker, distance);
        int spoke = scene_speaker(&scenes[i]);
        if (spoke >= 0) {
            speaker = spoke;
            distance = 1;
        } else if (speaker >= 0 && ++distance > 4) {
            speaker = -1;
        }
    }
    mouths_find(scenes, d->sentences_n);
    return scenes;
}

void frames_read(struct doc *d, FILE *trace)
{
    struct scene *scenes = read_scenes(d);
    for (int i = 0; i < d->sentences_n; i++) {
        int told = d->claims_n;
        allegations_read(&scenes[i], trace);
        denials_read(&scenes[i], trace);
        via_read(&scenes[i], told);
        meetings_read(&scenes[i], trace);
        attacks_read(&scenes[i]);
    }
}
