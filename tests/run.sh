#!/bin/sh
# Runs unit tests, golden command lines and fuzz corpora of the build folder $B, and closes with
# "N passed, N failed". ONLY=cli/graph-rank runs what begins so; UPDATE=1 rewrites golden files.
cd "$(dirname "$0")/.." || exit 1
top=$(pwd)
build=$(realpath "${B:-build}")
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
passed=0
failed=0

unset NO_COLOR COLUMNS HEARSAY_DB LANGUAGE MAKEFLAGS MAKELEVEL MFLAGS
LC_ALL=C.UTF-8 LANG=C.UTF-8 TZ=UTC TERM=dumb HOME=$tmp/home HEARSAY_NOW=2015-06-30
PATH=$build:$PATH SAMPLES=$top/samples
ASAN_OPTIONS=detect_leaks=1:${ASAN_OPTIONS:-}
LSAN_OPTIONS=suppressions=$top/tests/lsan.supp:print_suppressions=0
UBSAN_OPTIONS=print_stacktrace=1
export LC_ALL LANG TZ TERM HOME HEARSAY_NOW PATH SAMPLES ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS
mkdir "$HOME"

wanted() {
    case $1 in
    "${ONLY:-}"*) return 0 ;;
    esac
    return 1
}

fail() {
    failed=$((failed + 1))
    echo "FAILED $1"
}

for test in "$build"/tests/test_*; do
    name=$(basename "$test")
    test -x "$test" && test -e "tests/unit/$name.c" || continue
    wanted "unit/$name" || wanted "unit/${name#test_}" || continue
    timeout 300 "$test" >"$tmp/log" 2>&1
    rc=$?
    good=$(sed -n 's/.*\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$tmp/log" | head -n 1)
    off=$(sed -n 's/^ *\([0-9]*\) FAILED TEST.*/\1/p' "$tmp/log" | head -n 1)
    passed=$((passed + ${good:-0}))
    if [ $rc -ne 0 ] || [ -z "$good" ]; then
        sed 's/^/    /' "$tmp/log" | tail -n 60
        fail "unit/${name#test_}"
        failed=$((failed + ${off:-1} - 1))
    fi
done

# A golden case: sh runs `cmd` in an empty folder; out, err and rc hold what must come of it,
# a missing err means silence, a missing rc means 0.
for CASE in tests/cli/*/; do
    CASE=${CASE%/}
    test -f "$CASE/cmd" || continue
    wanted "${CASE#tests/}" || continue
    CASE=$top/$CASE
    export CASE
    rm -rf "$tmp/cwd" && mkdir "$tmp/cwd"
    (cd "$tmp/cwd" && timeout 120 sh "$CASE/cmd" </dev/null >"$tmp/out" 2>"$tmp/err")
    echo $? >"$tmp/rc"
    : >"$tmp/none"
    echo 0 >"$tmp/zero"
    if [ -n "${UPDATE:-}" ]; then
        cp "$tmp/out" "$CASE/out"
        rm -f "$CASE/err" "$CASE/rc"
        test ! -s "$tmp/err" || cp "$tmp/err" "$CASE/err"
        cmp -s "$tmp/rc" "$tmp/zero" || cp "$tmp/rc" "$CASE/rc"
    fi
    for part in out err rc; do
        want=$CASE/$part
        test -e "$want" || want=$tmp/none
        test $part != rc || test -s "$want" || want=$tmp/zero
        diff -u --label "$part wanted" --label "$part got" "$want" "$tmp/$part"
    done | head -n 60 >"$tmp/diff"
    if [ -s "$tmp/diff" ]; then
        sed 's/^/    /' "$tmp/diff"
        fail "${CASE#"$top"/tests/}"
    else
        passed=$((passed + 1))
    fi
done

for target in tests/fuzz/fuzz_*.c; do
    name=$(basename "$target" .c)
    test -x "$build/tests/$name" || continue
    wanted "fuzz/$name" || wanted "fuzz/${name#fuzz_}" || continue
    set -- "tests/fuzz/corpus/${name#fuzz_}"/*
    test -e "$1" || set --
    if timeout 300 "$build/tests/$name" "$@" >"$tmp/log" 2>&1; then
        passed=$((passed + 1))
    else
        tail -n 40 "$tmp/log" | sed 's/^/    /'
        fail "fuzz/${name#fuzz_}"
    fi
done

echo "$passed passed, $failed failed"
test $failed -eq 0
