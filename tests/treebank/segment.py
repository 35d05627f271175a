#!/usr/bin/env python3
"""Words and parts of speech of Vietnamese sentences, by pyvi, as a teacher's crib.

Reads lines as `train vi --words` prints them: "=" and the words of a treebank's sentence, their
syllables joined by "_"; or "~" and the syllables of an article's. Writes a line each: for every
syllable the tag of its word, or "-" for the further syllables of one.
"""
import os
import sys

from pyvi.ViPosTagger import ViPosTagger
from pyvi.ViTokenizer import ViTokenizer


def nouns():
    """What the pack knows to name somebody: hackers are no verb behind "bị", as pyvi has it."""
    folder = os.path.join(os.path.dirname(__file__), "../../importers/languages/vi")
    for name in ("parties.tsv", "titles.tsv"):
        with open(os.path.join(folder, name), encoding="utf-8") as table:
            for line in table:
                if not line.startswith("#"):
                    yield line.split("\t")[0].strip().lower().replace(" ", "_")


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
    known = set(nouns())
    for line in sys.stdin:
        kind, *words = line.split()
        if kind == "~":
            words = join(words)
        marks = []
        tags = ViPosTagger.model.predict([ViPosTagger.sent2features(words, False)])[0] if words else []
        for word, tag in zip(words, tags):
            if tag == "V" and word.lower() in known:
                tag = "N"
            marks += [tag] + ["-"] * word.count("_")
        print(" ".join(marks))


main()
