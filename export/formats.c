#include <string.h>

#include "export/export.h"

const struct format formats[] = {
    {"dot", false, dot_write}, {"graphml", false, graphml_write},
    {"svg", false, svg_write}, {"png", true, png_write},
    {"pdf", true, pdf_write},  {"json", false, json_write},
    {"csv", false, csv_write}, {0},
};

const struct format *format_find(const char *name)
{
    for (const struct format *f = formats; f->name; f++)
        if (!strcmp(f->name, name))
            return f;
    return NULL;
}

const char *view_name(enum view_kind kind)
{
    static const char *const names[] = {"relations", "events", "timeline"};
    return names[kind];
}
