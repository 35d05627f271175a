/* Bytes of any encoding as UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "importers/charset.h"

#define BYTES(s) s, sizeof(s) - 1

/* "Bắc Kinh bác bỏ cáo buộc của Mỹ" and on, in windows-1258: base letters with combining tones. */
static const char vietnamese_1258[] =
    "B\xe3\xec"
    "c Kinh b\xe1"
    "c bo\xd2 c\xe1o bu\xf4\xf2"
    "c cu\xd2"
    "a My\xde. Ng\xfd\xf5\xcci ph\xe1t ng\xf4n B\xf4\xf2 Ngoa\xf2i giao Trung Qu\xf4\xec"
    "c n\xf3i r\xe3\xccng nh\xfd\xdeng l\xf5\xcci bu\xf4\xf2"
    "c t\xf4\xf2i \xf0\xf3 l\xe0 v\xf4 c\xe3n c\xfd\xec v\xe0 kh\xf4ng c\xf3 b\xe3\xccng "
    "ch\xfd\xecng. ";

static void decodes(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *declared, *want, *charset;
    } cases[] = {
        {BYTES("plain"), NULL, "plain", "UTF-8"},
        {BYTES(""), NULL, "", "UTF-8"},
        {BYTES("Mỹ tố Trung Quốc"), NULL, "Mỹ tố Trung Quốc", "UTF-8"},
        {BYTES("Mỹ tố Trung Quốc"), "windows-1252", "Mỹ tố Trung Quốc", "UTF-8"},
        {BYTES("\xEF\xBB\xBFMỹ"), NULL, "Mỹ", "UTF-8"},
        {BYTES("\xFF\xFEM\0\xF9\x1E"), NULL, "Mỹ", "UTF-16LE"},
        {BYTES("\xFE\xFF\0M\x1E\xF9"), NULL, "Mỹ", "UTF-16BE"},
        {BYTES("\xFF\xFE\0\0M\0\0\0\xF9\x1E\0\0"), NULL, "Mỹ", "UTF-32LE"},
        {BYTES("a\0 \0c\0h\0a\0r\0g\0e\0"), NULL, "a charge", "UTF-16LE"},
        {BYTES("\0a\0 \0c\0h\0a\0r\0g\0e"), NULL, "a charge", "UTF-16BE"},
        {BYTES("caf\xe9 society"), "iso-8859-1", "café society", "windows-1252"},
        {BYTES("caf\xe9 society \x93quoted\x94"), "latin1", "café society “quoted”",
         "windows-1252"},
        {BYTES("\xd6\xd0\xb9\xfa"), "gb2312", "中国", "gb18030"},
        {BYTES("\xd0\xcf\xf1\xf1\xe8\xff"), "windows-1251", "РПссия", "windows-1251"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct err e = {0};
        struct charset_text t;
        if (charset_decode(&t, &a, cases[i].bytes, cases[i].len, cases[i].declared, &e))
            fail_msg("case %zu: %s", i, e.msg);
        assert_string_equal(t.text, cases[i].want);
        assert_string_equal(t.charset, cases[i].charset);
        assert_int_equal(t.len, strlen(cases[i].want));
        arena_release(&a);
    }
}

static void guesses_vietnamese(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct charset_text t;
    assert_int_equal(charset_decode(&t, &a, BYTES(vietnamese_1258), NULL, &e), 0);
    assert_string_equal(t.charset, "windows-1258");
    struct text_view nfc = text_nfc(&a, t.text, t.len);
    const char want[] = "Bắc Kinh bác bỏ cáo buộc của Mỹ.";
    assert_memory_equal(nfc.text, want, sizeof want - 1);
    arena_release(&a);
}

static void refuses(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *why;
    } cases[] = {
        {BYTES("\x7f"
               "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0"),
         "binary"},
        {BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "binary"},
        {BYTES("a\1b\2c\3d\4e\5f\6g"), "binary"},
        {BYTES("text with one \0 in it"), "binary"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct err e = {0};
        struct charset_text t;
        assert_int_equal(charset_decode(&t, &a, cases[i].bytes, cases[i].len, NULL, &e), -1);
        assert_int_equal(e.code, ERR_PARSE);
        assert_non_null(strstr(e.msg, cases[i].why));
        arena_release(&a);
    }
}

/* A fault or two in UTF-8 is damage, not another charset. */
static void mends_utf8(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct charset_text t;
    char text[2048] = "";
    for (int i = 0; i < 20; i++)
        strncat(text, "Bộ Ngoại giao Trung Quốc bác bỏ cáo buộc này. ",
                sizeof text - strlen(text) - 1);
    text[3] = '\xff';
    assert_int_equal(charset_decode(&t, &a, text, strlen(text), NULL, &e), 0);
    assert_int_equal(text_valid(t.text, t.len), t.len);
    assert_non_null(strstr(t.text, "Trung Quốc"));
    assert_non_null(strstr(t.text, "\xEF\xBF\xBD"));
    arena_release(&a);
}

static void declarations(void **state)
{
    (void)state;
    static const struct {
        const char *html, *want; /* NULL = none */
    } cases[] = {
        {"<html><head><meta charset=\"windows-1258\">", "windows-1258"},
        {"<META CHARSET='GBK'/>", "GBK"},
        {"<meta charset=utf-8>", "utf-8"},
        {"<meta http-equiv=Content-Type content=\"text/html; charset=koi8-r\">", "koi8-r"},
        {"<meta name=charsets content=x><meta charset = \"big5\" >", "big5"},
        {"<meta charset=>", NULL},
        {"<meta charset", NULL},
        {"<p>charset=utf-7</p>", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        const char *got = charset_declared(&a, cases[i].html, strlen(cases[i].html));
        if (!cases[i].want)
            assert_null(got);
        else
            assert_string_equal(got, cases[i].want);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),      cmocka_unit_test(guesses_vietnamese),
        cmocka_unit_test(refuses),      cmocka_unit_test(mends_utf8),
        cmocka_unit_test(declarations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
