#!/bin/sh
# What the compiler does not check: which room knows which, what may not be called, how long lines
# are, and that every command has its --help tested. Needs a built $B/hearsay.
cd "$(dirname "$0")/.." || exit 1
LC_ALL=C.UTF-8
export LC_ALL
bad=0

# say WHAT: the lines of standard input, if any, are offences.
say() {
    found=$(cat)
    test -z "$found" && return
    bad=1
    printf '%s:\n%s\n' "$1" "$found" | sed '2,$s/^/    /'
}

code=$(find core graph importers export -name '*.[ch]' | sort)
all="$code $(find tests -name '*.[ch]' | sort)"

for file in $code; do
    case $file in
    core/main.c) continue ;;
    core/*) may='core' ;;
    graph/*) may='core|graph' ;;
    importers/*) may='core|graph|importers' ;;
    export/*) may='core|graph|export' ;;
    esac
    grep -HnE '^ *# *include *"' "$file" | grep -vE "include \"($may)/|include \"embedded.inc\""
done | say 'includes against the direction of the rooms, or without a room'

banned='strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|gets|localtime|mktime|system'
banned="$banned|isalpha|isdigit|isspace|isupper|islower|isalnum|ispunct|tolower|toupper"
grep -nE "(^|[^A-Za-z0-9_.>])($banned)\(" $code | say 'banned calls'
grep -nE '(^|[^A-Za-z0-9_.>])(malloc|calloc|realloc|strdup|strndup|asprintf)\(' $code |
    grep -vE '^core/(arena|buf)\.c:' | say 'memory that is in no arena'
grep -nE '"[^"]*(SELECT|INSERT|UPDATE|DELETE)[^"]*%[-0-9.*]*[sdl]' $code | say 'SQL made by printf'
grep -nP '^.{101,}' $all Makefile tests/*.sh .ci/run | say 'lines longer than 100 columns'
grep -nE '(^|[^A-Za-z])(TODO|FIXME|HACK)([^A-Za-z]|$)' $all Makefile tests/*.sh |
    grep -v '^tests/lint.sh:' | say 'things left to do'
grep -nE '[[:space:]]$' $all Makefile tests/*.sh | say 'white space at the end of lines'
grep -LE '^#ifndef (CORE|GRAPH|IMPORTERS|EXPORT|TESTS)_[A-Z0-9_]+_H$' $(echo "$all" | tr ' ' '\n' |
    grep '\.h$') | say 'headers without a guard that names room and file'

git ls-files | sed 's|/.*||' | sort -u |
    grep -vxE '\..*|core|graph|importers|export|tests|samples|Makefile|README\.md|LICENSE' |
    say 'what does not belong at the top'

commands=$("${B:-build}/hearsay" help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p')
for command in $commands; do
    grep -qE "hearsay (help $command|$command --help)" tests/cli/*/cmd || echo "$command"
done | say 'commands whose --help no golden case shows'

test $bad = 0
