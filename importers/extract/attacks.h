/* Attacks: incidents told as fact, in the article's own voice or by their victim.
 *
 *     Trang web của Bộ Ngoại giao Nga bị tin tặc tấn công   on the ministry, by nobody named
 *     the attack on the DNC                                 on the DNC; by whom is another's word
 *
 * What somebody else says happened is an allegation's matter; what may, might or will happen is
 * none. A wrong one is worse than a missed one: only a named victim counts, in one of four plain
 * forms. The words are the pack's attacks.tsv.
 */
#ifndef IMPORTERS_EXTRACT_ATTACKS_H
#define IMPORTERS_EXTRACT_ATTACKS_H

#include "importers/extract/scene.h"

/* Adds the scene's attacks to doc->claims; one told before of the same victim gets evidence. */
void attacks_read(struct scene *s);

#endif
