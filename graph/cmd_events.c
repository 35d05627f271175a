/* hearsay accusations, denials, meetings, attacks, timeline: tables of events. */
#include "graph/present.h"

static int list(struct call *c, const char *kind, enum order order, struct err *e)
{
    struct filter f;
    if (filter_from_call(&f, c, e))
        return -1;
    return present(c, &f, kind, order, c->cmd->name, e);
}

static int run_accusations(struct call *c, struct err *e)
{
    return list(c, "allegation", ORDER_ANSWERS, e);
}

static int run_denials(struct call *c, struct err *e)
{
    return list(c, "denial", ORDER_PLAIN, e);
}

static int run_meetings(struct call *c, struct err *e)
{
    return list(c, "meeting", ORDER_PLAIN, e);
}

static int run_attacks(struct call *c, struct err *e)
{
    return list(c, "attack", ORDER_PLAIN, e);
}

static int run_timeline(struct call *c, struct err *e)
{
    return list(c, NULL, ORDER_TIMELINE, e);
}

const struct cmd cmd_accusations = {
    .name = "accusations",
    .args = "[FILTERS]",
    .summary = "List accusations, with the denials beneath them",
    .details = "Oldest first. One that several articles report is one row, with the first source "
               "and how many more: \"Reuters +2\".",
    .shared = filter_opts,
    .need = NEED_READ,
    .run = run_accusations,
};

const struct cmd cmd_denials = {
    .name = "denials",
    .args = "[FILTERS]",
    .summary = "List denials, and whom they contradict",
    .details = "--of NAME: of what NAME said, or of what was said of NAME.",
    .shared = filter_opts,
    .need = NEED_READ,
    .run = run_denials,
};

const struct cmd cmd_meetings = {
    .name = "meetings",
    .args = "[FILTERS]",
    .summary = "List meetings held, planned and cancelled",
    .shared = filter_opts,
    .need = NEED_READ,
    .run = run_meetings,
};

const struct cmd cmd_attacks = {
    .name = "attacks",
    .args = "[FILTERS]",
    .summary = "List incidents that articles tell as fact",
    .details = "--by NAME: whose work an article says it was; --of NAME: on whom.",
    .shared = filter_opts,
    .need = NEED_READ,
    .run = run_attacks,
};

const struct cmd cmd_timeline = {
    .name = "timeline",
    .args = "[FILTERS]",
    .summary = "List all events in order of time, answers beneath what they answer",
    .details = "Denials and counter-accusations stand indented beneath what they answer, where "
               "that is in the list too.",
    .shared = filter_opts,
    .need = NEED_READ,
    .run = run_timeline,
};
