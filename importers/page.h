/* An article for a person to read: its text with the evidence marked, and its claims below. */
#ifndef IMPORTERS_PAGE_H
#define IMPORTERS_PAGE_H

#include "core/cmd.h"
#include "core/model.h"

/* Prints to c->out, wrapped to the terminal, evidence in colour where that is on, else in brackets;
 * c->a is used for what lives no longer than this. */
void page_print(const struct call *c, const struct article *article, const struct reading *r);

#endif
