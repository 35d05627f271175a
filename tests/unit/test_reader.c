/* Sources and formats: what articles come out of which bytes, and what is reported of the rest. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "core/buf.h"
#include "importers/reader.h"

#define BYTES(s) s, sizeof(s) - 1
#define EN "The ministry in Beijing denied on Tuesday that it had anything to do with the attack."
#define VI "Bộ Ngoại giao Trung Quốc hôm nay bác bỏ mọi cáo buộc của phía Mỹ về tin tặc."

static char folder[] = "/tmp/hearsay-test-XXXXXX";

/* What a reading did, as text: "TITLE|title_cp|TEXT|date|language|source|url|id;" an article,
 * "!MESSAGE;" a skip. */
struct record {
    struct buf log;
    int stop_after; /* articles; 0 = never */
};

static const char *or_dash(const char *s)
{
    return s ? s : "-";
}

static int each(struct reads *r, struct article *a, struct err *e)
{
    struct record *rec = r->ctx;
    char date[DATES_TEXT];
    assert_int_equal(strlen(a->text), a->len);
    assert_int_equal(strlen(a->hash), 64);
    buf_addf(&rec->log, "%s|%zu|%s|%s|%s|%s|%s|%s;", or_dash(a->title), a->title_cp, a->text,
             dates_print(date, &a->published), a->language, or_dash(a->source), or_dash(a->url),
             or_dash(a->id));
    if (rec->stop_after && (int)r->articles == rec->stop_after)
        return err_set(e, ERR_STORE, "enough");
    return 0;
}

static void skipped(struct reads *r, const struct err *e)
{
    struct record *rec = r->ctx;
    const char *at = strstr(e->msg, folder); /* paths in the log are those within the folder */
    buf_addf(&rec->log, "!%s;", at ? at + strlen(folder) + 1 : e->msg);
}

static const char *in_folder(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *bytes, size_t len)
{
    FILE *f = fopen(in_folder(name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static void start(struct reads *r, struct record *rec)
{
    *rec = (struct record){0};
    buf_init(&rec->log, 1 << 20);
    reads_init(r);
    r->each = each;
    r->skipped = skipped;
    r->ctx = rec;
}

static void end(struct reads *r, struct record *rec)
{
    reads_release(r);
    buf_release(&rec->log);
}

struct source {
    const char *name, *bytes;
    size_t len;
    const char *want;
};

static void check(const struct source *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct reads r;
        struct record rec;
        struct err e = {0};
        put(cases[i].name, cases[i].bytes, cases[i].len);
        start(&r, &rec);
        assert_int_equal(reads_path(&r, in_folder(cases[i].name), &e), 0);
        if (strcmp(rec.log.ptr, cases[i].want))
            fail_msg("%s, case %zu:\n got %s\nwant %s", cases[i].name, i, rec.log.ptr,
                     cases[i].want);
        end(&r, &rec);
        unlink(in_folder(cases[i].name));
    }
}

static void text(void **state)
{
    (void)state;
    static const struct source cases[] = {
        {"a.txt", BYTES("Title\n\n" EN "\n"), "Title|5|Title\n\n" EN "||en|-|-|-;"},
        {"a.txt", BYTES("Mỹ\n\n" VI), "Mỹ|2|Mỹ\n\n" VI "||vi|-|-|-;"},
        {"a.txt", BYTES(EN "\n"), "-|0|" EN "||en|-|-|-;"},
        {"a.txt", BYTES(EN "\nsecond line\n"), "-|0|" EN "\nsecond line||en|-|-|-;"},
        {"a.txt", BYTES("\n\n" EN "\n"), "-|0|\n\n" EN "||en|-|-|-;"},
        {"a.txt", BYTES("Title\r\n\r\n" EN "\r\n"), "Title|5|Title\n\n" EN "||en|-|-|-;"},
        {"a.txt", BYTES("Title\r\r" EN), "Title|5|Title\n\n" EN "||en|-|-|-;"},
        {"a.txt", BYTES("  Title \n \n" EN), "Title|7|  Title \n \n" EN "||en|-|-|-;"},
        /* The mark is a character to who counts: spans behind it must not shift. */
        {"a.txt", BYTES("\xEF\xBB\xBFTitle\n\n" EN), "Title|6| Title\n\n" EN "||en|-|-|-;"},
        {"a", BYTES(EN), "-|0|" EN "||en|-|-|-;"},
        {"a.log", BYTES(EN), "-|0|" EN "||en|-|-|-;"},
        {"a.txt", BYTES(""), "!a.txt: empty;"},
        {"a.txt", BYTES(" \n\t\n"), "!a.txt: no text found;"},
        {"a.txt", BYTES("\xEF\xBB\xBF"), "!a.txt: no text found;"},
        {"a.txt",
         BYTES("\x7f"
               "ELF\0\0\0\1\1\2"),
         "!a.txt: binary data, not text;"},
        {"a.txt", BYTES("Xyzzy plugh"), "!a.txt: language not recognised: give --language;"},
        {"a.txt",
         BYTES("Le ministère des affaires étrangères a démenti mardi les accusations de piratage "
               "portées par Washington, et il a demandé des preuves.\n"),
         "!a.txt: language fr has no pack (there are packs for en, vi);"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void sidecar(void **state)
{
    (void)state;
    static const struct source with[] = {
        {"b.txt", BYTES(VI), "-|0|" VI "|2013-07-09|vi|Tuổi Thử|http://x/|7;"}};
    static const struct source without[] = {
        {"b.txt", BYTES(VI), "!b.meta.json: \"language\" is not a string;"}};
    static const struct source broken[] = {
        {"b.txt", BYTES(VI), "!b.meta.json: '}' expected near end of file;"}};
    const char *good = "{\"published\":\"2013-07-09\",\"language\":\"vi-VN\",\"url\":\"http://x/\","
                       "\"source\":\"Tuổi Thử\",\"id\":7}";
    put("b.meta.json", good, strlen(good));
    check(with, 1);
    put("b.meta.json", BYTES("{\"language\":5}"));
    check(without, 1);
    put("b.meta.json", BYTES("{\"language\":\"vi\""));
    check(broken, 1);
    unlink(in_folder("b.meta.json"));
}

static void jsonl(void **state)
{
    (void)state;
    static const struct source cases[] = {
        {"a.jsonl", BYTES("{\"text\":\"" EN "\"}\n"), "-|0|" EN "||en|-|-|-;"},
        {"a.jsonl",
         BYTES("{\"id\":\"7\",\"title\":\"T\",\"text\":\"" EN
               "\",\"published\":\"2013-07-09T08:00:00+07:00\","
               "\"language\":\"en-US\",\"source\":\"S\",\"url\":\"U\",\"tags\":[1,2]}"),
         "T|1|T\n\n" EN "|2013-07-09|en|S|U|7;"},
        {"a.jsonl", BYTES("\xEF\xBB\xBF{\"text\":\"" EN "\",\"title\":\"\",\"id\":12}\r\n\r\n"),
         "-|0|" EN "||en|-|-|12;"},
        {"a.jsonl", BYTES("{\"text\":\"" EN "\",\"published\":null,\"title\":null}"),
         "-|0|" EN "||en|-|-|-;"},
        {"a.jsonl", BYTES("{\"text\":\"" EN "\"\n{\"text\":\"" VI "\"}\n{\"te"),
         "!a.jsonl:1: column 95: '}' expected near end of file;-|0|" VI "||vi|-|-|-;"
         "!a.jsonl:3: column 4: premature end of input near '\"te';"},
        {"a.jsonl", BYTES("{\"text\":7}\n{\"title\":\"x\"}\n[1]\n{\"text\":\"\"}\n"),
         "!a.jsonl:1: \"text\" is not a string;!a.jsonl:2: no \"text\" in it;"
         "!a.jsonl:3: not a JSON object;!a.jsonl:4: \"text\" is empty;"},
        {"a.jsonl", BYTES("{\"text\":\"" EN "\",\"published\":\"32/13\"}"),
         "!a.jsonl:1: \"published\": not a date: '32/13';"},
        {"a.jsonl", BYTES("{\"text\":\"" EN "\",\"language\":\"fr\"}"),
         "!a.jsonl:1: language fr has no pack (there are packs for en, vi);"},
        {"a.jsonl",
         BYTES("{\"text\":\"a\xff"
               "b\"}"),
         "!a.jsonl:1: column 10: unable to decode byte 0xff near '\"a';"},
        {"a.jsonl", BYTES(""), "!a.jsonl: empty;"},
        {"a", BYTES("{\"text\":\"" EN "\"}\n{\"text\":\"" VI "\"}\n"),
         "-|0|" EN "||en|-|-|-;-|0|" VI "||vi|-|-|-;"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void json(void **state)
{
    (void)state;
    static const struct source cases[] = {
        {"a.json", BYTES("{\n \"text\": \"" EN "\"\n}\n"), "-|0|" EN "||en|-|-|-;"},
        {"a.json", BYTES(" [ {\"text\":\"" EN "\"}, {\"text\":\"" VI "\"} ] "),
         "-|0|" EN "||en|-|-|-;-|0|" VI "||vi|-|-|-;"},
        {"a.json", BYTES("{\"text\":\"" EN "\"}\n{\"text\":\"" VI "\"}"),
         "-|0|" EN "||en|-|-|-;-|0|" VI "||vi|-|-|-;"},
        {"a.json", BYTES("[{\"text\":\"" EN "\"},{\"text\":1},{\"text\":\"" VI "\"}]"),
         "-|0|" EN "||en|-|-|-;!a.json:2: \"text\" is not a string;-|0|" VI "||vi|-|-|-;"},
        {"a.json", BYTES("[{\"text\":\"" EN "\"}"),
         "-|0|" EN "||en|-|-|-;!a.json: the array ends too early, after 1 articles;"},
        {"a.json", BYTES("[{\"text\":\"" EN "\"},{\"text\":"),
         "-|0|" EN "||en|-|-|-;!a.json:2: unexpected token near end of file; what follows is not "
         "read;"},
        {"a.json", BYTES("[1,2]"), "!a.json: not JSON articles: unexpected '1' after 0 of them;"},
        {"a.json", BYTES("\"text\""),
         "!a.json: not JSON articles: unexpected '\"' after 0 of them;"},
        {"a.json", BYTES(""), "!a.json: empty;"},
        {"a", BYTES("[\n{\"text\":\"" EN "\"}]"), "-|0|" EN "||en|-|-|-;"},
        {"a", BYTES("{\n\"text\":\"" EN "\"}"), "-|0|" EN "||en|-|-|-;"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void gzip(void **state)
{
    (void)state;
    const char line[] = "{\"text\":\"" EN "\"}\n";
    struct reads r;
    struct record rec;
    struct err e = {0};
    gzFile gz = gzopen(in_folder("a.jsonl.gz"), "wb");
    for (int i = 0; i < 3; i++)
        assert_int_equal(gzwrite(gz, line, sizeof line - 1), sizeof line - 1);
    gzclose(gz);
    start(&r, &rec);
    assert_int_equal(reads_path(&r, in_folder("a.jsonl.gz"), &e), 0);
    assert_int_equal(r.articles, 3);
    assert_int_equal(r.failed, 0);
    assert_true(reads_offset(&r) > 0);
    end(&r, &rec);
    /* Cut short: what came through is kept, the rest is one report. */
    struct stat st;
    assert_int_equal(stat(in_folder("a.jsonl.gz"), &st), 0);
    assert_int_equal(truncate(in_folder("a.jsonl.gz"), st.st_size - 9), 0);
    start(&r, &rec);
    assert_int_equal(reads_path(&r, in_folder("a.jsonl.gz"), &e), 0);
    assert_int_equal(r.failed, 1);
    assert_non_null(strstr(rec.log.ptr, "!a.jsonl.gz: compressed data ends too early;"));
    end(&r, &rec);
    unlink(in_folder("a.jsonl.gz"));
}

static void folders(void **state)
{
    (void)state;
    struct reads r;
    struct record rec;
    struct err e = {0};
    mkdir(in_folder("d"), 0700);
    mkdir(in_folder("d/b"), 0700);
    mkdir(in_folder("d/.hidden"), 0700);
    put("d/c.txt", BYTES("C\n\n" EN));
    put("d/a.txt", BYTES("A\n\n" EN));
    put("d/a.meta.json", BYTES("{\"published\":\"2014\"}"));
    put("d/b/x.jsonl", BYTES("{\"title\":\"X\",\"text\":\"" EN "\"}"));
    put("d/b/style.css", BYTES("p { color: red }"));
    put("d/b/gold.json", BYTES("{\"entities\":[]}"));
    put("d/.hidden/h.txt", BYTES("H\n\n" EN));
    put("d/.h.txt", BYTES("H\n\n" EN));
    char target[512];
    snprintf(target, sizeof target, "%s/d", folder);
    assert_int_equal(symlink(target, in_folder("d/b/up")), 0);
    assert_int_equal(symlink("nowhere", in_folder("d/lost.txt")), 0);
    start(&r, &rec);
    assert_int_equal(reads_path(&r, in_folder("d/"), &e), 0);
    assert_string_equal(rec.log.ptr, "A|1|A\n\n" EN "|2014|en|-|-|-;X|1|X\n\n" EN
                                     "||en|-|-|-;C|1|C\n\n" EN "||en|-|-|-;"
                                     "!d/lost.txt: No such file or directory;");
    assert_int_equal(r.ignored, 2);
    assert_true(reads_size(&r, in_folder("d")) > 3 * strlen(EN));
    end(&r, &rec);
    start(&r, &rec);
    assert_int_equal(reads_path(&r, in_folder("no-such"), &e), 0);
    assert_string_equal(rec.log.ptr, "!no-such: No such file or directory;");
    end(&r, &rec);
}

static void overrides(void **state)
{
    (void)state;
    struct reads r;
    struct record rec;
    struct err e = {0};
    put("o.jsonl", BYTES("{\"text\":\"" EN "\"}\n{\"text\":\"" EN
                         "\",\"published\":\"2012\",\"language\":\"vi\"}\n"));
    start(&r, &rec);
    r.published = dates_day(2013, 7, 9);
    r.language = "en";
    assert_int_equal(reads_path(&r, in_folder("o.jsonl"), &e), 0);
    assert_string_equal(rec.log.ptr, "-|0|" EN "|2013-07-09|en|-|-|-;-|0|" EN "|2012|en|-|-|-;");
    end(&r, &rec);
    /* The callback's word ends it all. */
    start(&r, &rec);
    rec.stop_after = 1;
    r.language = "en";
    assert_int_equal(reads_path(&r, in_folder("o.jsonl"), &e), -1);
    assert_int_equal(e.code, ERR_STORE);
    assert_int_equal(r.articles, 1);
    end(&r, &rec);
    err_clear(&e);
    /* --format beats the extension. */
    start(&r, &rec);
    r.format = reader_find("text");
    r.language = "en";
    assert_int_equal(reads_path(&r, in_folder("o.jsonl"), &e), 0);
    assert_int_equal(r.articles, 1);
    assert_null(reader_find("docx"));
    end(&r, &rec);
    unlink(in_folder("o.jsonl"));
}

/* A line of 50 MB costs one report and no more memory than a line may have. */
static void long_line(void **state)
{
    (void)state;
    struct reads r;
    struct record rec;
    struct err e = {0};
    FILE *f = fopen(in_folder("l.jsonl"), "wb");
    char chunk[4096];
    memset(chunk, 'x', sizeof chunk);
    fputs("{\"text\":\"", f);
    for (int i = 0; i < 50 * 256; i++)
        fwrite(chunk, 1, sizeof chunk, f);
    fputs("\"}\n{\"text\":\"" EN "\"}\n", f);
    fclose(f);
    start(&r, &rec);
    assert_int_equal(reads_path(&r, in_folder("l.jsonl"), &e), 0);
    assert_string_equal(rec.log.ptr, "!l.jsonl:1: line longer than 32 MiB;-|0|" EN "||en|-|-|-;");
    end(&r, &rec);
    char as_text[512];
    snprintf(as_text, sizeof as_text, "%s/l.txt", folder);
    assert_int_equal(rename(in_folder("l.jsonl"), as_text), 0);
    start(&r, &rec);
    assert_int_equal(reads_path(&r, as_text, &e), 0);
    assert_string_equal(rec.log.ptr, "!l.txt: longer than 16 MiB;");
    end(&r, &rec);
    unlink(as_text);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    static const char *const left[] = {
        "d/b/up",        "d/lost.txt",  "d/.h.txt",      "d/.hidden/h.txt", "d/b/gold.json",
        "d/b/style.css", "d/b/x.jsonl", "d/a.meta.json", "d/a.txt",         "d/c.txt"};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        unlink(in_folder(left[i]));
    rmdir(in_folder("d/.hidden"));
    rmdir(in_folder("d/b"));
    rmdir(in_folder("d"));
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text),      cmocka_unit_test(sidecar),   cmocka_unit_test(jsonl),
        cmocka_unit_test(json),      cmocka_unit_test(gzip),      cmocka_unit_test(folders),
        cmocka_unit_test(overrides), cmocka_unit_test(long_line),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
