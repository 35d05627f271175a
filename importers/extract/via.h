/* Via: the paper, agency or broadcaster that passes on somebody's words. Inside of the frames step.
 *
 *     Theo The New York Times, Mỹ cáo buộc Nga …        Reuters dẫn lời Bộ trưởng … cho rằng
 *     … Kremez told Reuters                             … in 2016: NY Times
 *
 * Who is a paper or an agency stands in media.tsv, by name. A dateline, "LONDON (Reuters) -",
 * passes on nothing.
 */
#ifndef IMPORTERS_EXTRACT_VIA_H
#define IMPORTERS_EXTRACT_VIA_H

#include "importers/extract/scene.h"

/* Adds ROLE_VIA to the scene's allegations and denials, those from doc->claims[first] on, unless
 * the paper is itself their speaker or target. */
void via_read(const struct scene *s, int first);

/* A paper, an agency, a broadcaster. */
bool via_is_media(const struct doc *d, int entity);

#endif
