#!/bin/sh
# Prints the named files as a C table for core/embed.c, sorted by path. A .bin is not spelled out in
# C but taken in by the assembler, as it lies on disk.
LC_ALL=C
export LC_ALL
n=0
table=
for path in $(printf '%s\n' "$@" | sort); do
    case $path in
    *.bin)
        size=$(wc -c <"$path")
        cat <<END
__asm__(".pushsection .rodata\n.balign 16\nhearsay_file_$n:\n.incbin \"$path\"\n.byte 0\n"
        ".popsection\n");
extern const char hearsay_file_$n[] __attribute__((visibility("hidden")));
END
        table="$table    {\"$path\", hearsay_file_$n, $((size))},
"
        ;;
    *)
        echo "static const char file_$n[] ="
        tr -d '\r' <"$path" | sed 's/[\\"?]/\\&/g; s/	/\\t/g; s/.*/"&\\n"/'
        echo '"";'
        table="$table    {\"$path\", file_$n, sizeof file_$n - 1},
"
        ;;
    esac
    n=$((n + 1))
done
printf 'const struct embedded embedded_files[] = {\n%s    {0},\n};\n' "$table"
