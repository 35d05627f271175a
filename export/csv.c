/* CSV as RFC 4180 has it: UTF-8, a heading line, CRLF, quotes doubled. A cell that a spreadsheet
 * would take for a formula (it starts with = + - @, a tab or a carriage return) gets an
 * apostrophe in front, which spreadsheets take for "text". */
#include <stdbool.h>
#include <string.h>

#include "export/export.h"

static void cell(FILE *out, const char *s, bool last)
{
    if (s && *s) {
        bool formula = strchr("=+-@\t\r", *s) != NULL;
        bool quote = s[strcspn(s, "\",\r\n")] != '\0' || *s == ' ';
        if (quote)
            putc('"', out);
        if (formula)
            putc('\'', out);
        for (; *s; s++) {
            if (*s == '"')
                putc('"', out);
            putc(*s, out);
        }
        if (quote)
            putc('"', out);
    }
    fputs(last ? "\r\n" : ",", out);
}

static void number(FILE *out, int n)
{
    fprintf(out, "%d,", n);
}

static void write_nodes(FILE *out, const struct view *v)
{
    fputs("label,kind,class,act,first,last,count,side,id\r\n", out);
    for (size_t i = 0; i < v->nodes_n; i++) {
        const struct node *n = &v->nodes[i];
        cell(out, n->label, false);
        cell(out, n->kind, false);
        cell(out, n->class, false);
        cell(out, n->act, false);
        cell(out, n->first, false);
        cell(out, n->last, false);
        number(out, n->count);
        cell(out, n->side, false);
        cell(out, n->id, true);
    }
}

static void write_edges(FILE *out, const struct view *v)
{
    fputs("from,relation,to,act,count,first,last,hedged,answered,evidence,source,from_id,to_id,"
          "id\r\n",
          out);
    for (size_t i = 0; i < v->edges_n; i++) {
        const struct edge *x = &v->edges[i];
        cell(out, v->nodes[x->from].label, false);
        cell(out, x->relation, false);
        cell(out, v->nodes[x->to].label, false);
        cell(out, x->act, false);
        number(out, x->count);
        cell(out, x->first, false);
        cell(out, x->last, false);
        cell(out, x->hedged ? "yes" : "no", false);
        cell(out, x->answered ? "yes" : "no", false);
        cell(out, x->evidence, false);
        cell(out, x->source, false);
        cell(out, v->nodes[x->from].id, false);
        cell(out, v->nodes[x->to].id, false);
        cell(out, x->id, true);
    }
}

int csv_write(FILE *out, const struct view *v, const struct export_options *o, struct arena *a,
              struct err *e)
{
    (void)a;
    (void)e;
    if (o->nodes)
        write_nodes(out, v);
    else
        write_edges(out, v);
    return 0;
}
