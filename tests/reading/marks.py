#!/usr/bin/env python3
"""Lay marked corpus articles out for training: marks.py MARKS.jsonl CORPUS.jsonl.gz FOLDER

MARKS holds what readers marked in articles of the corpus, one a line, in the form of eval/FORMAT.md less every word of
the articles: places are code points of title, blank line, text. FOLDER gets NAME.txt, NAME.meta.json, NAME.gold.json.
"""
import gzip
import json
import pathlib
import sys


def main(marks, corpus, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    golds = {}
    for line in pathlib.Path(marks).read_text().splitlines():
        gold = json.loads(line)
        golds[gold["article"]] = gold
    for line in gzip.open(corpus, "rt", encoding="utf-8"):
        article = json.loads(line)
        gold = golds.pop(article["id"], None)
        if not gold:
            continue
        text = f"{article['title']}\n\n{article['text']}"
        for entity in gold["entities"]:
            entity["also"] = sorted({text[start:end] for start, end in entity["mentions"]})
        name = f"{article['language']}-{article['id'].replace('/', '-')}"
        meta = {"published": article.get("published"), "language": article["language"]}
        (folder / f"{name}.txt").write_text(text)
        (folder / f"{name}.meta.json").write_text(json.dumps(meta))
        (folder / f"{name}.gold.json").write_text(json.dumps(gold, ensure_ascii=False))
    for missing in sorted(golds):
        print(f"marks.py: {missing}: not in {corpus}", file=sys.stderr)
    return 1 if golds else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__.split("\n")[0])
    sys.exit(main(*sys.argv[1:]))
