/* JSON: one object, its nodes and edges one record a line, so that no more than one is ever
 * held. The form is versioned and told in export/README.md; what is unknown is left out rather
 * than null. */
#include <jansson.h>

#include "export/clean.h"
#include "export/export.h"

#define JSON_FORM_VERSION 1

static void put(json_t *o, struct arena *a, const char *key, const char *s)
{
    if (s)
        json_object_set_new(o, key, json_string(clean_xml(a, s)));
}

static json_t *node_json(const struct node *n, struct arena *a)
{
    json_t *o = json_object();
    put(o, a, "id", n->id);
    put(o, a, "label", n->label);
    put(o, a, "kind", n->kind);
    put(o, a, "class", n->class);
    put(o, a, "side", n->side);
    put(o, a, "act", n->act);
    put(o, a, "first", n->first);
    put(o, a, "last", n->last);
    json_object_set_new(o, "count", json_integer(n->count));
    return o;
}

static json_t *edge_json(const struct view *v, const struct edge *x, struct arena *a)
{
    json_t *o = json_object();
    put(o, a, "id", x->id);
    put(o, a, "from", v->nodes[x->from].id);
    put(o, a, "to", v->nodes[x->to].id);
    put(o, a, "relation", x->relation);
    put(o, a, "act", x->act);
    json_object_set_new(o, "count", json_integer(x->count));
    put(o, a, "first", x->first);
    put(o, a, "last", x->last);
    json_object_set_new(o, "hedged", json_boolean(x->hedged));
    json_object_set_new(o, "answered", json_boolean(x->answered));
    put(o, a, "evidence", x->evidence);
    put(o, a, "source", x->source);
    return o;
}

/* Writes and drops one record; -1 only when memory or the stream gives out. */
static int record(FILE *out, json_t *o, bool first, struct err *e)
{
    fputs(first ? "\n  " : ",\n  ", out);
    int rc = json_dumpf(o, out, JSON_COMPACT);
    json_decref(o);
    return rc ? err_set(e, ERR_IO, "cannot write JSON") : 0;
}

int json_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
               struct err *e)
{
    (void)o;
    fprintf(out, "{\"format\":\"hearsay-view\",\"version\":%d,\"view\":\"%s\",\n \"nodes\":[",
            JSON_FORM_VERSION, view_name(v->kind));
    for (size_t i = 0; i < v->nodes_n; i++)
        if (record(out, node_json(&v->nodes[i], a), i == 0, e))
            return -1;
    fputs("],\n \"edges\":[", out);
    for (size_t i = 0; i < v->edges_n; i++)
        if (record(out, edge_json(v, &v->edges[i], a), i == 0, e))
            return -1;
    fputs("]}\n", out);
    return 0;
}
