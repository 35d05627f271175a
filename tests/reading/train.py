#!/usr/bin/env python3
"""Train the models that choose among the extraction's candidates, and say how well they choose.

  train.py DUMP GOLD_DIR [--only accuse,deny,meet|answer] [--held-out] [--write LANGUAGES_DIR]

DUMP is a program (tests/reading/dump.c). GOLD_DIR holds NAME.txt, NAME.meta.json, NAME.gold.json in eval/FORMAT.md's form.
A third of the articles (crc32 of the name divisible by three) is held back: --held-out trains without it. Weights go to
LANGUAGES_DIR/TAG/weights.tsv. Needs numpy, scipy, scikit-learn and score.py beside GOLD_DIR; `make train` sees to that.
"""
import argparse
import collections
import importlib.util
import json
import pathlib
import subprocess
import sys
import zlib

import numpy
import scipy.sparse
from sklearn.linear_model import LogisticRegression

STRENGTH = {"accuse": 0.15, "deny": 0.3, "meet": 0.1, "answer": 0.5}


def held_back(name, third=0):
    return zlib.crc32(name.encode()) % 3 == third


def overlaps(spans, start, end):
    return any(s < end and start < e for s, e in spans)


def as_list(v):
    return v if isinstance(v, list) else [] if v is None else [v]


class Article:
    def __init__(self, name, folder, score):
        self.name, self.language = name, name[:2]
        self.gold = json.loads((folder / f"{name}.gold.json").read_text())
        self.text = (folder / f"{name}.txt").read_text()
        self.score, self.candidates = score, []

    def set_entities(self, entities):
        self.entities = {e["id"]: e for e in entities}
        found = {"entities": entities}
        self.map = self.score.align(self.gold, found, self.text)
        self.map[-1] = None
        self.side = {g["id"]: g.get("side") or g["id"] for g in self.gold["entities"]}
        self.found_side = {-1: None}
        for e in entities:
            side = e["side"] if e["side"] >= 0 else e["id"]
            self.found_side[e["id"]] = self.map.get(side, f"?{side}")

    def exact(self, i):
        return self.map.get(i, f"?{i}")

    def label(self, model, start, end, a, b):
        """(label, weight) of a candidate: 1 where readers marked it here, 0.5 where only its side is right."""
        if model == "accuse":
            return self.best([(as_list(g["speaker"]) or [None], as_list(g["target"]) or [None], g["evidence"])
                              for g in self.gold["allegations"]], start, end, a, b)
        if model == "deny":
            return self.best([(as_list(g["speaker"]), None, g["evidence"]) for g in self.gold["denials"]], start, end, a, b)
        if model == "meet":
            return self.best([(as_list(g["participants"]), as_list(g["participants"]), g["evidence"]) for g in self.gold["meetings"]],
                             start, end, a, b)
        denial, allegation = self.claims[a], self.claims[b]
        denier = self.exact(self.role(denial, "speaker"))
        edge = (self.exact(self.role(allegation, "speaker")), self.exact(self.role(allegation, "target")))
        golds = {g["id"]: g for g in self.gold["allegations"]}
        deniers = set()
        for d in self.gold["denials"]:
            for s in as_list(d["speaker"]):
                deniers.add(s)
                for g in (golds[i] for i in as_list(d["answers"]) if i in golds):
                    if s == denier and edge[0] in (as_list(g["speaker"]) or [None]) and edge[1] in as_list(g["target"]):
                        return 1, 1
        return 0, 1 if denier in deniers else 0.2

    @staticmethod
    def role(claim, role):
        return next((e for r, e in claim["roles"] if r == role), -1)

    def best(self, golds, start, end, a, b):
        label, weight = 0, 1
        for first, second, evidence in golds:
            here = overlaps(evidence, start, end)
            exact = self.exact(a) in first and (second is None or self.exact(b) in second)
            side = self.found_side[a] in {s and self.side.get(s, s) for s in first} and (
                second is None or self.found_side[b] in {self.side.get(t, t) for t in second if t})
            if exact and here:
                return 1, 1
            if exact:
                weight = 0  # true of the article, marked elsewhere
            elif side and here:
                label = 0.5
        return label, weight


def load(program, folder, names, score):
    command = [program]
    for name in names:
        meta = json.loads((folder / f"{name}.meta.json").read_text())
        command += [name, meta.get("published") or "", meta["language"], str(folder / f"{name}.txt")]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"train.py: {program} ended with {done.returncode}")
    out = done.stdout
    articles = []
    for line in out.split("\n"):
        kind, _, rest = line.partition("\t")
        if kind == "article":
            articles.append(Article(rest, folder, score))
        elif kind == "entities":
            articles[-1].set_entities(json.loads(rest))
        elif kind == "claims":
            articles[-1].claims = json.loads(rest)
        elif kind:
            start_or_a, end_or_b, a, b, features = rest.split("\t")
            if kind == "answer":
                a, b, start_or_a, end_or_b = start_or_a, end_or_b, 0, 0
            articles[-1].candidates.append((kind, int(start_or_a), int(end_or_b), int(a), int(b), features.split()))
    return articles


def fit(articles, model, strength, min_articles=3):
    seen = collections.Counter()
    rows = []
    for article in articles:
        here = set()
        for kind, start, end, a, b, features in article.candidates:
            if kind != model:
                continue
            label, weight = article.label(model, start, end, a, b)
            if weight:
                rows.append((article.language, features, label, weight))
                here.update(features)
        seen.update(here)
    columns, indices, indptr, labels, weights = {}, [], [0], [], []

    def column(key):
        return columns.setdefault(key, len(columns))

    for language, features, label, weight in rows:
        keys = [f for f in dict.fromkeys(features) if seen[f] >= min_articles]
        cols = [column(("", k)) for k in keys] + [column((language, k)) for k in keys]
        for l, w in ((label, weight),) if label in (0, 1) else ((1, weight / 2), (0, weight / 2)):
            indices += cols
            indptr.append(len(indices))
            labels.append(l)
            weights.append(w)
    x = scipy.sparse.csr_matrix((numpy.ones(len(indices), dtype=numpy.float32), indices, indptr),
                                shape=(len(labels), len(columns)))
    fitted = LogisticRegression(C=strength, solver="liblinear", max_iter=300, intercept_scaling=5)
    fitted.fit(x, labels, sample_weight=weights)
    out = {"en": collections.Counter(), "vi": collections.Counter()}
    for (language, feature), i in columns.items():
        for tag in [language] if language else out:
            out[tag][feature] += fitted.coef_[0][i]
    for tag in out:
        out[tag]["bias"] += fitted.intercept_[0]
    print(f"{model}: {len(labels)} candidates, {sum(l * w for l, w in zip(labels, weights)):.0f} right, "
          f"{len(columns)} features", file=sys.stderr)
    return out


def write(folder, models):
    for tag in ("en", "vi"):
        path = folder / tag / "weights.tsv"
        kept = {}
        if path.exists():
            for line in path.read_text().split("\n"):
                if line and not line.startswith("#"):
                    model, feature, weight = line.split("\t")
                    kept.setdefault(model, {})[feature] = float(weight)
        for model, weights in models.items():
            kept[model] = weights[tag]
        lines = ["# Weights of the models that choose among candidates; made by `make train`, see tests/reading/README.md."]
        for model in sorted(kept):
            for feature, weight in sorted(kept[model].items()):
                if abs(weight) >= 0.005:
                    lines.append(f"{model}\t{feature}\t{weight:.3f}")
        path.write_text("\n".join(lines) + "\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dump")
    ap.add_argument("gold", type=pathlib.Path)
    ap.add_argument("--only", default="accuse,deny,meet,answer")
    ap.add_argument("--held-out", type=int, metavar="THIRD",
                    help="train without a third: 0, the one nobody looks at; 1 or 2, to look at mistakes in")
    ap.add_argument("--write", type=pathlib.Path)
    args = ap.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.gold.parent / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    names = sorted(p.name[:-len(".gold.json")] for p in args.gold.glob("*.gold.json"))
    names = [n for n in names if args.held_out is None or not held_back(n, args.held_out)]
    articles = load(args.dump, args.gold, names, score)
    models = {m: fit(articles, m, STRENGTH[m]) for m in args.only.split(",")}
    if args.write:
        write(args.write, models)


if __name__ == "__main__":
    main()
