#!/bin/sh
# make demo: reads samples/articles into a fresh store and asks it. What it writes is in build/demo.
set -eu
samples=$(cd "$(dirname "$0")" && pwd)
hearsay=${HEARSAY:-hearsay}
out=${DEMO:-build/demo}
mkdir -p "$out"
rm -f "$out/hearsay.db" "$out/hearsay.db-wal" "$out/hearsay.db-shm"
HEARSAY_DB=$out/hearsay.db
export HEARSAY_DB

# Says the command and runs it; the articles are named as from the top of the repository.
run() {
    printf '$ hearsay'
    for word in "$@"; do
        case $word in
        "$samples"/*) word=samples/${word#"$samples"/} ;;
        *' '*) word="'$word'" ;;
        esac
        printf ' %s' "$word"
    done
    printf '\n'
    "$hearsay" "$@"
    printf '\n'
}

run import "$samples/articles"
run accusations
run who did China accuse --side
run who denied 'US Department of Justice'
run who met 'John Kerry'
run timeline --since 2013-06 --until 2013-07
run rank --side --limit 5
run export svg -o "$out/relations.svg" --view relations --side
run export png -o "$out/relations.png" --view relations --side
run export svg -o "$out/timeline.svg" --view timeline
run export graphml -o "$out/relations.graphml" --view relations

test -z "${UPDATE:-}" || cp "$out/relations.svg" "$samples/relations.svg"
echo "The store is $out/hearsay.db. Look at"
for file in relations.svg relations.png timeline.svg relations.graphml; do
    test -s "$out/$file"
    echo "  $out/$file"
done
