#!/bin/sh
# run.sh [NAME]…: runs the named benchmarks beside it, else all: NAME.sh, with the build folder $B.
# A benchmark fails no build. $CORPUS is the articles they read: those beside the repository where
# they are, else made from the samples.
cd "$(dirname "$0")/../.." || exit 1
B=${B:-build}
PATH=$(pwd)/$B:$(pwd)/$B/tests/bench:$PATH
LC_ALL=C.UTF-8
CORPUS=${CORPUS:-../shared/corpus/articles.jsonl.gz}
export B PATH LC_ALL CORPUS
if ! test -e "$CORPUS"; then
    CORPUS=$B/tests/bench/articles.jsonl
    test -e "$CORPUS" || python3 tests/bench/generate.py 3000 samples/articles >"$CORPUS" || exit 0
fi
echo "articles: $CORPUS"
test $# -gt 0 || set -- $(ls tests/bench/*.sh | sed 's|.*/||; s|\.sh$||; /^run$/d')
for bench in "$@"; do
    echo "== $bench"
    sh "tests/bench/$bench.sh"
done
exit 0
