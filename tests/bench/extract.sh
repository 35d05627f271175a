#!/bin/sh
# The extraction beside the text floor, each language for itself.
for language in en vi; do
    extract "$CORPUS" $language
done
