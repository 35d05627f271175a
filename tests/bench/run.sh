#!/bin/sh
# Runs every benchmark beside it: NAME.sh, with the build folder $B. A benchmark fails no build.
cd "$(dirname "$0")/../.." || exit 1
PATH=$(pwd)/${B:-build}:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
for bench in tests/bench/*.sh; do
    test "$bench" = tests/bench/run.sh && continue
    echo "== $(basename "$bench" .sh)"
    sh "$bench"
done
exit 0
