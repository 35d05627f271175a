/* hearsay rebuild: derives entities, events and links again from the readings. */
#include "graph/db.h"
#include "core/cmd.h"

static int run(struct call *c, struct err *e)
{
    return store_rebuild(c->store, e);
}

const struct cmd cmd_rebuild = {
    .name = "rebuild",
    .summary = "Derive entities, events and links again from the articles' readings",
    .details = "Changes nothing that is ever printed unless the program's rules have changed "
               "since. In one transaction: whole or not at all.",
    .need = NEED_WRITE,
    .run = run,
};
