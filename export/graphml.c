/* GraphML, written with libxml2's xmlwriter as it goes: our own ids, readable key ids
 * ("node-kind", "edge-count"), typed attributes. Every edge is directed in the file, as networkx
 * refuses graphs that mix both; `directed` says false where the relation goes both ways (meets).
 * What is unknown has no <data>. */
#include <libxml/xmlwriter.h>
#include <stdarg.h>
#include <string.h>

#include "export/clean.h"
#include "export/export.h"

struct key {
    const char *name, *type;
};

static const struct key node_keys[] = {{"label", "string"}, {"kind", "string"}, {"class", "string"},
                                       {"side", "string"},  {"act", "string"},  {"first", "string"},
                                       {"last", "string"},  {"count", "int"},   {0}};
static const struct key edge_keys[] = {{"relation", "string"},
                                       {"act", "string"},
                                       {"count", "int"},
                                       {"first", "string"},
                                       {"last", "string"},
                                       {"hedged", "boolean"},
                                       {"answered", "boolean"},
                                       {"directed", "boolean"},
                                       {"evidence", "string"},
                                       {"source", "string"},
                                       {0}};

struct writer {
    xmlTextWriterPtr xml;
    struct arena *a;
    bool failed;
};

static int to_stream(void *f, const char *bytes, int len)
{
    return fwrite(bytes, 1, (size_t)len, f) == (size_t)len ? len : -1;
}

static const xmlChar *text(struct writer *w, const char *s)
{
    return (const xmlChar *)clean_xml(w->a, s);
}

static void begin(struct writer *w, const char *name)
{
    w->failed |= xmlTextWriterStartElement(w->xml, (const xmlChar *)name) < 0;
}

static void end(struct writer *w)
{
    w->failed |= xmlTextWriterEndElement(w->xml) < 0;
}

static void attribute(struct writer *w, const char *name, const char *value)
{
    w->failed |= xmlTextWriterWriteAttribute(w->xml, (const xmlChar *)name, text(w, value)) < 0;
}

/* <data key="node-label">China</data>; nothing when the value is NULL. */
static void data(struct writer *w, const char *key, const char *value)
{
    if (!value)
        return;
    begin(w, "data");
    attribute(w, "key", key);
    w->failed |= xmlTextWriterWriteString(w->xml, text(w, value)) < 0;
    end(w);
}

static void number(struct writer *w, const char *key, int n)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", n);
    data(w, key, digits);
}

static void truth(struct writer *w, const char *key, bool b)
{
    data(w, key, b ? "true" : "false");
}

static void keys(struct writer *w, const char *what, const struct key *list)
{
    for (; list->name; list++) {
        begin(w, "key");
        attribute(w, "id", arena_printf(w->a, "%s-%s", what, list->name));
        attribute(w, "for", what);
        attribute(w, "attr.name", list->name);
        attribute(w, "attr.type", list->type);
        end(w);
    }
}

static void write_node(struct writer *w, const struct node *n)
{
    begin(w, "node");
    attribute(w, "id", n->id);
    data(w, "node-label", n->label);
    data(w, "node-kind", n->kind);
    data(w, "node-class", n->class);
    data(w, "node-side", n->side);
    data(w, "node-act", n->act);
    data(w, "node-first", n->first);
    data(w, "node-last", n->last);
    number(w, "node-count", n->count);
    end(w);
}

static void write_edge(struct writer *w, const struct view *v, const struct edge *x)
{
    begin(w, "edge");
    if (x->id)
        attribute(w, "id", x->id);
    attribute(w, "source", v->nodes[x->from].id);
    attribute(w, "target", v->nodes[x->to].id);
    data(w, "edge-relation", x->relation);
    data(w, "edge-act", x->act);
    number(w, "edge-count", x->count);
    data(w, "edge-first", x->first);
    data(w, "edge-last", x->last);
    truth(w, "edge-hedged", x->hedged);
    truth(w, "edge-answered", x->answered);
    truth(w, "edge-directed", strcmp(x->relation, "meets") != 0);
    data(w, "edge-evidence", x->evidence);
    data(w, "edge-source", x->source);
    end(w);
}

static void document(struct writer *w, const struct view *v)
{
    static const char space[] = "http://graphml.graphdrawing.org/xmlns";
    w->failed |= xmlTextWriterSetIndent(w->xml, 1) < 0;
    w->failed |= xmlTextWriterStartDocument(w->xml, NULL, "UTF-8", NULL) < 0;
    begin(w, "graphml");
    attribute(w, "xmlns", space);
    attribute(w, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    attribute(
        w, "xsi:schemaLocation",
        arena_printf(w->a, "%s http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd", space));
    keys(w, "node", node_keys);
    keys(w, "edge", edge_keys);
    begin(w, "graph");
    attribute(w, "id", view_name(v->kind));
    attribute(w, "edgedefault", "directed");
    for (size_t i = 0; i < v->nodes_n && !w->failed; i++)
        write_node(w, &v->nodes[i]);
    for (size_t i = 0; i < v->edges_n && !w->failed; i++)
        write_edge(w, v, &v->edges[i]);
    w->failed |= xmlTextWriterEndDocument(w->xml) < 0;
}

int graphml_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
                  struct err *e)
{
    (void)o;
    xmlOutputBufferPtr sink = xmlOutputBufferCreateIO(to_stream, NULL, out, NULL);
    xmlTextWriterPtr xml = sink ? xmlNewTextWriter(sink) : NULL;
    if (!xml)
        return err_set(e, ERR_IO, "libxml2 has no memory for a writer");
    struct writer w = {xml, a, false};
    document(&w, v);
    xmlFreeTextWriter(xml);
    return w.failed ? err_set(e, ERR_IO, "cannot write GraphML") : 0;
}
