#!/usr/bin/env python3
"""Words and parts of speech of Vietnamese sentences, by pyvi, as a teacher's crib.

Reads lines as `train vi --words` prints them: "=" and the words of a treebank's sentence, their
syllables joined by "_"; or "~" and the syllables of an article's. Writes a line each: for every
syllable the tag of its word, or "-" for the further syllables of one.
"""
import sys

from pyvi.ViPosTagger import ViPosTagger
from pyvi.ViTokenizer import ViTokenizer


def join(syllables):
    words = []
    labels = ViTokenizer.model.predict([ViTokenizer.sent2features(syllables, False)])[0]
    for syllable, label in zip(syllables, labels):
        if label == "I_W" and words:
            words[-1] += "_" + syllable
        else:
            words.append(syllable)
    return words


def main():
    for line in sys.stdin:
        kind, *words = line.split()
        if kind == "~":
            words = join(words)
        marks = []
        tags = ViPosTagger.model.predict([ViPosTagger.sent2features(words, False)])[0] if words else []
        for word, tag in zip(words, tags):
            marks += [tag] + ["-"] * word.count("_")
        print(" ".join(marks))


main()
