#!/bin/sh
# Prints the named files as a C table for core/embed.c, sorted by path.
LC_ALL=C
export LC_ALL
n=0
table=
for path in $(printf '%s\n' "$@" | sort); do
    echo "static const char file_$n[] ="
    tr -d '\r' <"$path" | sed 's/[\\"?]/\\&/g; s/	/\\t/g; s/.*/"&\\n"/'
    echo '"";'
    table="$table    {\"$path\", file_$n, sizeof file_$n - 1},
"
    n=$((n + 1))
done
printf 'const struct embedded embedded_files[] = {\n%s    {0},\n};\n' "$table"
