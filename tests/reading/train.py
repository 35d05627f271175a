#!/usr/bin/env python3
"""Train the models that choose among the extraction's candidates, and say how well they choose.

  train.py DUMP GOLD_DIR [--only MODEL,…] [--held-out THIRD] [--write LANGUAGES_DIR]

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
import scipy.optimize
import scipy.sparse
from sklearn.linear_model import LogisticRegression

STRENGTH = {"target": 0.08, "speaker": 0.15, "deny": 0.15, "denier": 0.3, "meet": 0.1, "answer": 0.5}
CHOICES = ("speaker", "denier")  # one of several is right; the others are yes or no


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
        """(label, weight) of a candidate: 1 where readers marked it here, less where only its side is right."""
        if model == "target":
            return self.best([(None, as_list(g["target"]), g["evidence"]) for g in self.gold["allegations"]], start, end, a, b)
        if model == "speaker":
            return self.mouth([(as_list(g["speaker"]) or [None], as_list(g["target"]), g["evidence"])
                               for g in self.gold["allegations"]], start, end, a, b), 1
        if model == "deny":
            return self.best([(None, None, g["evidence"]) for g in self.gold["denials"]], start, end, a, b)
        if model == "denier":
            return self.mouth([(as_list(g["speaker"]), None, g["evidence"]) for g in self.gold["denials"]], start, end, a, b), 1
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

    def sides(self, golds):
        return {g and self.side.get(g, g) for g in golds}

    def mouth(self, golds, start, end, a, b):
        """How right a speaker is, given what is said of b in this sentence."""
        right = 0
        for speakers, targets, evidence in golds:
            if overlaps(evidence, start, end) and (targets is None or self.exact(b) in targets
                                                   or self.found_side[b] in self.sides(targets)):
                right = max(right, 1 if self.exact(a) in speakers else 0.3 if self.found_side[a] in self.sides(speakers) else 0)
        return right

    @staticmethod
    def role(claim, role):
        return next((e for r, e in claim["roles"] if r == role), -1)

    def best(self, golds, start, end, a, b):
        label, weight = 0, 1
        for first, second, evidence in golds:
            here = overlaps(evidence, start, end)
            exact = (first is None or self.exact(a) in first) and (second is None or self.exact(b) in second)
            side = (first is None or self.found_side[a] in self.sides(first)) and (
                second is None or self.found_side[b] in self.sides(second))
            if exact and here:
                return 1, 1
            if exact and (first or second):
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


def rows_of(articles, model):
    """(article, group, features, label, weight) of each candidate; rivals of one choice share a group."""
    rows, group = [], 0
    for article in articles:
        for kind, start, end, a, b, features in article.candidates:
            if kind != model:
                group += 1
                continue
            label, weight = article.label(model, start, end, a, b)
            rows.append((article, group, list(dict.fromkeys(features)), label, weight))
    return rows


def matrix_of(rows, min_articles):
    """One column a feature for all languages and one for the language's own deviation."""
    articles = collections.defaultdict(set)
    for article, _, features, _, _ in rows:
        for f in features:
            articles[f].add(article.name)
    columns, indices, indptr = {}, [], [0]
    for article, _, features, _, _ in rows:
        for f in features:
            if len(articles[f]) >= min_articles:
                indices += [columns.setdefault((tag, f), len(columns)) for tag in ("", article.language)]
        indptr.append(len(indices))
    shape = (len(rows), len(columns))
    return scipy.sparse.csr_matrix((numpy.ones(len(indices), dtype=numpy.float32), indices, indptr), shape=shape), columns


def fit_yes_or_no(x, labels, weights, strength):
    """Logistic regression; a label between 0 and 1 counts as both in these parts."""
    take = numpy.where(weights > 0)[0]
    parts = numpy.concatenate([take, take])
    split = numpy.concatenate([labels[take] * weights[take], (1 - labels[take]) * weights[take]])
    answers = numpy.repeat([1, 0], len(take))[split > 0]
    fitted = LogisticRegression(C=strength, solver="liblinear", max_iter=300, intercept_scaling=5)
    fitted.fit(x[parts[split > 0]], answers, sample_weight=split[split > 0])
    return fitted.coef_[0], fitted.intercept_[0]


def fit_choice(x, labels, groups, strength):
    """Conditional logit (McFadden 1974): the right ones of a group against all of the group."""
    best = collections.defaultdict(float)
    for g, label in zip(groups, labels):
        best[g] = max(best[g], label)
    take = numpy.array([i for i, g in enumerate(groups) if best[g] >= 0.3])
    x, y = x[take], labels[take]
    group = numpy.unique(groups[take], return_inverse=True)[1]
    starts = numpy.concatenate([[0], numpy.where(numpy.diff(group))[0] + 1])

    def loss(w):
        z = x @ w
        e = numpy.exp(z - numpy.maximum.reduceat(z, starts)[group])
        all_, right = numpy.add.reduceat(e, starts), numpy.add.reduceat(e * y, starts)
        slope = x.T @ (e / all_[group] - e * y / right[group]) + w / strength
        return -numpy.log(right / all_).sum() + w @ w / (2 * strength), slope

    done = scipy.optimize.minimize(loss, numpy.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    return done.x, 0


def fit(articles, model, min_articles=4):
    rows = rows_of(articles, model)
    x, columns = matrix_of(rows, min_articles)
    labels, weights = numpy.array([r[3] for r in rows], dtype=float), numpy.array([r[4] for r in rows], dtype=float)
    if model in CHOICES:
        weight, bias = fit_choice(x, labels, numpy.array([r[1] for r in rows]), STRENGTH[model])
    else:
        weight, bias = fit_yes_or_no(x, labels, weights, STRENGTH[model])
    out = {"en": collections.Counter(), "vi": collections.Counter()}
    for (language, feature), i in columns.items():
        for tag in [language] if language else out:
            out[tag][feature] += weight[i]
    for tag in out if bias else ():
        out[tag]["bias"] += bias
    print(f"{model}: {len(rows)} candidates, {labels.sum():.0f} right, {len(columns)} features", file=sys.stderr)
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
        kept = {m: w for m, w in kept.items() if m in STRENGTH} | {m: w[tag] for m, w in models.items()}
        lines = ["# Weights of the models that choose among candidates; made by `make train`, see tests/reading/README.md."]
        for model in sorted(kept):
            for feature, weight in sorted(kept[model].items()):
                if abs(weight) >= 0.02:
                    lines.append(f"{model}\t{feature}\t{weight:.3f}")
        path.write_text("\n".join(lines) + "\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dump")
    ap.add_argument("gold", type=pathlib.Path, nargs="+")
    ap.add_argument("--only", default="target,speaker,deny,denier,meet,answer")
    ap.add_argument("--held-out", type=int, metavar="THIRD",
                    help="train without a third: 0, the one nobody looks at; 1 or 2, to look at mistakes in")
    ap.add_argument("--write", type=pathlib.Path)
    args = ap.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.gold[0].parent / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    articles = []
    for folder in args.gold:
        names = sorted(p.name[:-len(".gold.json")] for p in folder.glob("*.gold.json"))
        held = args.held_out is not None and folder == args.gold[0]
        articles += load(args.dump, folder, [n for n in names if not held or not held_back(n, args.held_out)], score)
    models = {m: fit(articles, m) for m in args.only.split(",")}
    if args.write:
        write(args.write, models)


if __name__ == "__main__":
    main()
