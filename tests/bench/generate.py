#!/usr/bin/env python3
"""Articles for the benchmarks where no corpus is: paragraphs of the samples, drawn anew.

generate.py N FOLDER: N articles as JSON Lines on standard output, half of them in either language,
each of eight paragraphs of its language's samples under a headline of its own. The same every time.
"""
import json
import pathlib
import random
import sys

def samples(folder):
    for path in sorted(folder.glob("*.txt")):
        meta = path.with_suffix("").with_suffix(".meta.json")
        known = json.loads(meta.read_text()) if meta.exists() else {}
        yield known.get("language"), path.read_text()
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            article = json.loads(line)
            yield article.get("language"), article["text"]

def main():
    number, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    paragraphs = {"en": [], "vi": []}
    for language, text in samples(folder):
        if language in paragraphs:
            paragraphs[language] += [p for p in text.split("\n") if len(p) > 60]
    draw = random.Random(1)
    for i in range(number):
        language = ("en", "vi")[i % 2]
        text = "\n\n".join(draw.choice(paragraphs[language]) for _ in range(8))
        day = f"{2012 + i % 4}-{1 + i % 12:02}-{1 + i % 28:02}"
        print(json.dumps({"id": f"made-{i}", "title": f"No. {i}", "text": text, "published": day,
                          "language": language, "source": f"paper-{i % 7}"}, ensure_ascii=False))

main()
