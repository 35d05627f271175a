#!/bin/sh
# The store beside bare SQLite that inserts the same rows (goal: at most 3 times its time).
corpus=../shared/corpus/articles.jsonl.gz
copies=1
test -e "$corpus" || { corpus=samples/articles; copies=50; }
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
hearsay --db "$tmp/read.db" import "$corpus" >"$tmp/log" 2>&1
cc -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -I. -o "$tmp/store" tests/bench/store.c \
    "${B:-build}/libhearsay.a" \
    $(pkg-config --cflags --libs sqlite3 icu-uc icu-i18n jansson nettle) -lm &&
    "$tmp/store" "$tmp/read.db" "$tmp" $copies
