#include "graph/view.h"

#include <string.h>

const struct opt filter_opts[] = {
    {"by", 0, OPT_STRING, "NAME", "Only what NAME said or did"},
    {"of", 0, OPT_STRING, "NAME", "Only what was said of NAME or done to it"},
    {"with", 0, OPT_STRING, "NAME", "Only meetings with NAME"},
    {"about", 0, OPT_STRING, "NAME", "Only what NAME takes any part in"},
    {"act", 0, OPT_CHOICE, "ACT", "Only this wrong",
     "attack intrusion espionage surveillance data-theft leak disinformation "
     "election-interference sabotage malware ransom backdoor fraud other"},
    {"since", 0, OPT_DATE, "DATE", "Only from then on (when said, else when published)"},
    {"until", 0, OPT_DATE, "DATE", "Only until then"},
    {"source", 0, OPT_STRING, "TEXT", "Only what a source with TEXT in its name prints"},
    {"language", 0, OPT_STRING, "TAG", "Only what articles in that language report"},
    {"answered", 0, OPT_FLAG, NULL, "Only accusations that were denied, denials that answer one"},
    {"unanswered", 0, OPT_FLAG, NULL, "Only those that were not"},
    {"hedged", 0, OPT_FLAG, NULL, "Only what is told as possible"},
    {"legal", 0, OPT_FLAG, NULL, "Only indictments, lawsuits and sanctions"},
    {"min-reports", 0, OPT_INT, "N", "Only what at least N articles report"},
    FILTER_MIN_CONFIDENCE,
    FILTER_AS_OF,
    {"side", 0, OPT_FLAG, NULL, "Take parties for whom they act for: a minister for the country"},
    {"limit", 0, OPT_INT, "N", "At most N rows"},
    {0},
};

int filter_from_call(struct filter *out, const struct call *c, struct err *e)
{
    *out = (struct filter){.by = call_str(c, "by"),
                           .of = call_str(c, "of"),
                           .with = call_str(c, "with"),
                           .about = call_str(c, "about"),
                           .act = call_str(c, "act"),
                           .since = call_date(c, "since"),
                           .until = call_date(c, "until"),
                           .source = call_str(c, "source"),
                           .language = call_str(c, "language"),
                           .hedged = call_flag(c, "hedged"),
                           .legal = call_flag(c, "legal"),
                           .side = call_flag(c, "side"),
                           .min_reports = (int)call_int(c, "min-reports", 0),
                           .limit = (int)call_int(c, "limit", 0)};
    bool answered = call_flag(c, "answered"), unanswered = call_flag(c, "unanswered");
    if (answered && unanswered)
        return err_set(e, ERR_USAGE, "--answered and --unanswered exclude each other");
    out->answered = answered ? 1 : unanswered ? -1 : 0;
    return filter_trust(c, e);
}

int filter_trust(const struct call *c, struct err *e)
{
    double least = call_share(c, "min-confidence");
    struct date as_of = call_date(c, "as-of");
    int32_t first, last;
    dates_bounds(&as_of, &first, &last);
    int64_t day = last;
    return least > 0 || as_of.set ? store_see(c->store, least, as_of.set ? &day : NULL, e) : 0;
}
