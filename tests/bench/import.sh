#!/bin/sh
# Import from file to store, and how its memory grows with the number of articles: not at all, once
# the page cache of the store (64 MB) is full, after some 10,000.
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
for round in 1 2 3; do
    import "$CORPUS" "$tmp" 2>>"$tmp/log"
done
for copies in 1 4 8; do
    gzip -dcf "$CORPUS" >"$tmp/one.jsonl"
    for n in $(seq $copies); do
        sed "s/\"text\": *\"/&Copy $n. /" "$tmp/one.jsonl"
    done >"$tmp/all.jsonl"
    rm -f "$tmp/memory.db"*
    printf 'import of %6d articles: ' "$(wc -l <"$tmp/all.jsonl")"
    peak hearsay --db "$tmp/memory.db" import "$tmp/all.jsonl"
done
