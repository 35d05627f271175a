#include "tests/unit/check.h"

#include <igraph.h>
#include <jansson.h>
#include <libxml/parser.h>

#include "core/text.h"
#include "export/clean.h"
#include "tests/unit/views.h"

static void csv_is_rfc_4180(void **state)
{
    struct arena a = {0};
    struct view v = views_plain();
    size_t len;
    (void)state;
    assert_string_equal(views_write(&a, "csv", &v, NULL, &len),
                        "from,relation,to,act,count,first,last,hedged,answered,evidence,source,"
                        "from_id,to_id,id\r\n"
                        "Jen Psaki,accuses,China,data-theft,2,2013-07-09,2013-07-11,no,yes,"
                        "\"said that China, \"\"a great power\"\", steals\",vnexpress.net,"
                        "person:jen-psaki,country:CN,r1\r\n"
                        "China,denies,Jen Psaki,,1,2013-07-11,2013-07-11,yes,no,,,"
                        "country:CN,person:jen-psaki,r2\r\n"
                        "China,meets,Hoa K\xE1\xBB\xB3,,1,,,no,no,,,country:CN,country:US,r3\r\n");
    assert_string_equal(
        views_write(&a, "csv", &v, &(struct export_options){.nodes = true}, &len),
        "label,kind,class,act,first,last,count,side,id\r\n"
        "China,country,actor,,2013-07-09,2013-07-11,2,,country:CN\r\n"
        "Hoa K\xE1\xBB\xB3,country,actor,,2013-07-09,,2,,country:US\r\n"
        "Jen Psaki,person,actor,,2013-07-09,2013-07-09,1,country:US,person:jen-psaki\r\n");
    arena_release(&a);
}

/* No cell may be taken for a formula, whatever the store holds. */
static void csv_holds_no_formula(void **state)
{
    static const struct {
        const char *label, *want;
    } cases[] = {
        {"=1+1", "'=1+1,"}, {"+1", "'+1,"},         {"-1", "'-1,"},  {"@SUM(A1)", "'@SUM(A1),"},
        {"\t=1", "'\t=1,"}, {"\r=1", "\"'\r=1\","}, {"a=b", "a=b,"}, {"=\"x\"", "\"'=\"\"x\"\"\","},
    };
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct node n = {.id = "x", .label = cases[i].label, .kind = "person", .class = "actor"};
        struct view v = views_of(VIEW_RELATIONS, &n, 1, NULL, 0);
        size_t len;
        const char *row =
            strchr(views_write(&a, "csv", &v, &(struct export_options){.nodes = true}, &len), '\n');
        assert_memory_equal(row + 1, cases[i].want, strlen(cases[i].want));
    }
    arena_release(&a);
}

static void json_reads_back(void **state)
{
    struct arena a = {0};
    (void)state;
    for (int kind = VIEW_RELATIONS; kind <= VIEW_TIMELINE; kind++) {
        struct view v = views_bad(&a, kind);
        size_t len;
        json_error_t where;
        const char *text = views_write(&a, "json", &v, NULL, &len);
        json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &where);
        if (!root)
            fail_msg("%s at %d", where.text, where.position);
        json_t *nodes = json_object_get(root, "nodes"), *edges = json_object_get(root, "edges");
        assert_int_equal(json_integer_value(json_object_get(root, "version")), 1);
        assert_string_equal(json_string_value(json_object_get(root, "view")), view_name(kind));
        assert_int_equal(json_array_size(nodes), v.nodes_n);
        assert_int_equal(json_array_size(edges), v.edges_n);
        for (size_t i = 0; i < v.nodes_n; i++)
            assert_string_equal(
                json_string_value(json_object_get(json_array_get(nodes, i), "label")),
                clean_xml(&a, v.nodes[i].label));
        json_decref(root);
    }
    arena_release(&a);
}

static igraph_t read_graphml(const char *text, size_t len)
{
    igraph_t g;
    FILE *f = tmpfile();
    assert_int_equal(fwrite(text, 1, len, f), len);
    rewind(f);
    assert_int_equal(igraph_read_graph_graphml(&g, f, 0), IGRAPH_SUCCESS);
    fclose(f);
    return g;
}

static void graphml_reads_back(void **state)
{
    struct arena a = {0};
    struct view v = views_plain();
    size_t len;
    (void)state;
    const char *text = views_write(&a, "graphml", &v, NULL, &len);
    igraph_t g = read_graphml(text, len);
    assert_int_equal(igraph_vcount(&g), 3);
    assert_int_equal(igraph_ecount(&g), 3);
    assert_true(igraph_is_directed(&g));
    assert_string_equal(VAS(&g, "id", 2), "person:jen-psaki");
    assert_string_equal(VAS(&g, "label", 1), "Hoa K\xE1\xBB\xB3");
    assert_string_equal(VAS(&g, "side", 2), "country:US");
    assert_int_equal((int)VAN(&g, "count", 0), 2);
    assert_string_equal(EAS(&g, "relation", 0), "accuses");
    assert_true(EAB(&g, "answered", 0));
    assert_false(EAB(&g, "hedged", 0));
    assert_true(EAB(&g, "hedged", 1));
    assert_false(EAB(&g, "directed", 2));
    assert_string_equal(EAS(&g, "evidence", 0), v.edges[0].evidence);
    assert_int_equal((int)EAN(&g, "count", 0), 2);
    assert_int_equal((int)IGRAPH_FROM(&g, 0), 2);
    assert_int_equal((int)IGRAPH_TO(&g, 0), 0);
    igraph_destroy(&g);
    arena_release(&a);
}

static void graphml_survives_anything(void **state)
{
    struct arena a = {0};
    (void)state;
    for (int kind = VIEW_RELATIONS; kind <= VIEW_TIMELINE; kind++) {
        struct view v = views_bad(&a, kind);
        size_t len;
        const char *text = views_write(&a, "graphml", &v, NULL, &len);
        xmlDocPtr doc = xmlReadMemory(text, (int)len, NULL, NULL, XML_PARSE_NONET);
        assert_non_null(doc);
        xmlFreeDoc(doc);
        igraph_t g = read_graphml(text, len);
        assert_int_equal(igraph_vcount(&g), v.nodes_n);
        assert_int_equal(igraph_ecount(&g), v.edges_n);
        igraph_destroy(&g);
    }
    arena_release(&a);
}

static void nothing_is_something(void **state)
{
    static const char *const names[] = {"dot", "graphml", "svg", "png", "pdf", "json", "csv"};
    struct arena a = {0};
    (void)state;
    for (int kind = VIEW_RELATIONS; kind <= VIEW_TIMELINE; kind++)
        for (size_t i = 0; i < COUNT(names); i++) {
            struct view v = {.kind = kind};
            size_t len;
            views_write(&a, names[i], &v, NULL, &len);
            assert_true(len > 20);
        }
    assert_null(format_find("gif"));
    arena_release(&a);
}

static void same_view_same_bytes(void **state)
{
    static const char *const names[] = {"dot", "graphml", "svg", "png", "pdf", "json", "csv"};
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        struct view v = views_bad(&a, VIEW_RELATIONS);
        size_t one, two;
        const char *first = views_write(&a, names[i], &v, NULL, &one);
        const char *second = views_write(&a, names[i], &v, NULL, &two);
        assert_int_equal(one, two);
        assert_memory_equal(first, second, one);
    }
    arena_release(&a);
}

int main(void)
{
    igraph_set_attribute_table(&igraph_cattribute_table);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_rfc_4180),           cmocka_unit_test(csv_holds_no_formula),
        cmocka_unit_test(json_reads_back),           cmocka_unit_test(graphml_reads_back),
        cmocka_unit_test(graphml_survives_anything), cmocka_unit_test(nothing_is_something),
        cmocka_unit_test(same_view_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
