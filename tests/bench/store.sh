#!/bin/sh
# The store beside bare SQLite that inserts the same rows (goal: at most 3 times its time).
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
hearsay --db "$tmp/read.db" import "$CORPUS" >"$tmp/log" 2>&1
store "$tmp/read.db" "$tmp" 1
