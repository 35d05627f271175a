#!/bin/sh
# The extraction beside wink-nlp's named entities, in turns. They do different work: wink finds
# names and numbers, hearsay also who speaks, claims, dates and their spans.
peers=$B/peers
if ! test -d "$peers/node_modules/wink-nlp"; then
    echo "not there; npm install --prefix $peers wink-nlp wink-eng-lite-web-model"
    exit 0
fi
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
gzip -dcf "$CORPUS" >"$tmp/all.jsonl"
for round in 1 2 3; do
    NODE_PATH=$peers/node_modules node tests/bench/wink.js "$tmp/all.jsonl" en
    extract "$tmp/all.jsonl" en | sed -n 's/^ *extraction/hearsay:/; s/:\([^:]*\):.*/:\1/p'
done
