#!/usr/bin/env python3
"""Train the models that choose the date of a claim: "said", "met" and "hit" (date_attach.c).

  train_dates.py DATES GOLD_DIR... [--held-out THIRD] [--strength S] [--write FILE] [--folds N]

DATES is the program of dates.c. For each telling of a claim that readers marked it prints the dates that may be its own, and "none";
right is the one that the readers gave, "none" where they gave none. A telling from which their date can't be seen is right with "none"
when another telling has it, and is left out else. A model gives each candidate a sum of weights; they are fitted so that the right one
has the most (a conditional logit with a quadratic penalty), one set for all languages. With --folds the models are measured on articles
they haven't seen instead of written. Needs numpy and scipy; `make train-dates` sees to that.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import tempfile
import zlib

import numpy as np
import scipy.sparse
from scipy.optimize import minimize

KINDS = (("allegation", "allegations", "said", ("speaker", "target"), "said"),
         ("denial", "denials", "said", ("speaker",), "said"),
         ("meeting", "meetings", "when", ("participants", "participants"), "met"),
         ("attack", "attacks", "when", ("on",), "hit"))
MODELS = ("said", "met", "hit")
LEAST = 4  # tellings in which a feature must stand


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def same(date, want):
    """Equal, or equal but for a year that the text doesn't have."""
    return date == want or (date.startswith("XXXX") and [p[4:] for p in date.split("/")] == [p[4:] for p in want.split("/")])


def tellings(gold):
    """Lines for dates.c."""
    mentions = {e["id"]: e.get("mentions", []) for e in gold.get("entities", [])}
    for kind, key, _, roles, _ in KINDS:
        for claim in gold.get(key, []):
            numbers = []
            for i in range(2):
                who = as_list(claim.get(roles[i])) if i < len(roles) else []
                who = who[i:] if len(set(roles)) < len(roles) else who
                spans = mentions.get(who[0], []) if who else []
                numbers += [len(spans)] + [n for span in spans for n in span]
            for start, end in claim.get("evidence", []):
                if end > start:
                    yield f"{kind} {claim['id']} {start} {end} {' '.join(map(str, numbers))}"


def read(program, folders, held_out):
    """[{article, model, weight, dates: [EDTF], features: [[str]], right: [bool]}], one a telling."""
    wanted, command = {}, [program]
    with tempfile.TemporaryDirectory() as temporary:
        for path in sorted(p for f in folders for p in f.glob("*.gold.json")):
            name = path.name[:-len(".gold.json")]
            if held_out is not None and zlib.crc32(name.encode()) % 3 == held_out:
                continue
            gold = json.loads(path.read_text())
            meta = json.loads(path.with_name(f"{name}.meta.json").read_text())
            lines = pathlib.Path(temporary, name)
            lines.write_text("".join(line + "\n" for line in tellings(gold)))
            command += [name, meta.get("published") or "", meta["language"], str(path.with_name(f"{name}.txt")), str(lines)]
            for kind, key, field, _, model in KINDS:
                for claim in gold.get(key, []):
                    wanted[name, kind, claim["id"]] = claim.get(field), model
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    items = []
    for line in text.split("\n"):
        fields = line.split("\t")
        if fields[0] == "item":
            key = tuple(fields[1:])
            items.append({"claim": key, "want": wanted[key][0], "model": wanted[key][1], "dates": [], "features": []})
        elif len(fields) == 2:
            items[-1]["dates"].append(fields[0])
            items[-1]["features"].append(fields[1].split())
    return label(items)


def label(items):
    seen = collections.defaultdict(set)
    for item in items:
        seen[item["claim"]].update(item["dates"])
    for item in items:
        want = item["want"]
        item["right"] = [bool(want) and i > 0 and same(d, want) for i, d in enumerate(item["dates"])]
        item["weight"] = 1.0
        if not any(item["right"]):
            item["right"][0] = True
            if want:
                item["weight"] = 0.5 if any(same(d, want) for d in seen[item["claim"]]) else 0.0
    return items


def fit(items, strength):
    items = [i for i in items if i["weight"] > 0]
    count = collections.Counter(f for i in items for c in i["features"] for f in set(c))
    columns = {f: n for n, f in enumerate(sorted(f for f, n in count.items() if n >= LEAST))}
    rows, cols, group, right = [], [], [], []
    for g, item in enumerate(items):
        for features, good in zip(item["features"], item["right"]):
            for f in features:
                if f in columns:
                    rows.append(len(group))
                    cols.append(columns[f])
            group.append(g)
            right.append(good)
    x = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(group), len(columns)))
    group, right = np.array(group), np.array(right)
    weight = np.array([i["weight"] for i in items])
    starts = np.searchsorted(group, np.arange(len(items)))

    def loss(w):
        sums = x @ w
        e = np.exp(sums - np.maximum.reduceat(sums, starts)[group])
        all_, good = np.add.reduceat(e, starts), np.add.reduceat(e * right, starts)
        slope = x.T @ ((e / all_[group] - e * right / good[group]) * weight[group]) + strength * w
        return (weight * (np.log(all_) - np.log(good))).sum() + strength / 2 * (w @ w), slope

    w = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {f: w[n] for f, n in columns.items()}


def choose(weights, item, rush):
    sums = [sum(weights.get(f, 0) for f in c) + (rush if n else 0) for n, c in enumerate(item["features"])]
    return int(np.argmax(sums))


def measure(items, strength, folds, rush):
    for model in MODELS:
        mine = [i for i in items if i["model"] == model]
        claims = {}
        for k in range(folds):
            away = [zlib.crc32(i["claim"][0].encode()) // 3 % folds == k for i in mine]
            weights = fit([i for i, a in zip(mine, away) if not a], strength)
            for item in (i for i, a in zip(mine, away) if a):
                n = choose(weights, item, rush)
                told = claims.setdefault(item["claim"], [item["want"], None])
                told[1] = told[1] or (item["dates"][n] if n else None)
        dated = [c for c in claims.values() if c[0]]
        none = [c for c in claims.values() if not c[0]]
        print(f"{model}: right {sum(bool(d) and same(d, w) for w, d in dated)} of {len(dated)} dated claims, "
              f"none given to {sum(not d for _, d in dated)}; of {len(none)} without date {sum(bool(d) for _, d in none)} are given one")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("gold", type=pathlib.Path, nargs="+")
    ap.add_argument("--held-out", type=int, metavar="THIRD", help="leave out articles with crc32(name) %% 3 == THIRD")
    ap.add_argument("--strength", type=float, default=5)
    ap.add_argument("--rush", type=float, default=0.7, help="log-odds given to a date beyond none, as NO_RUSH in date_attach.c")
    ap.add_argument("--folds", type=int)
    ap.add_argument("--write", type=pathlib.Path)
    args = ap.parse_args()
    items = read(args.program, args.gold, args.held_out)
    if args.folds:
        measure(items, args.strength, args.folds, args.rush)
    if args.write:
        lines = ["# Weights of the models that serve every language; made by tests/reading/train_dates.py."]
        for model in sorted(MODELS):
            weights = fit([i for i in items if i["model"] == model], args.strength)
            lines += [f"{model}\t{f}\t{w:.3f}" for f, w in sorted(weights.items()) if abs(w) >= 0.01]
        args.write.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
