#!/usr/bin/env python3
"""How right each rule and each confidence is: table.py GOLD_DIR FOUND_DIR [--held-back | --not-held-back]

GOLD_DIR and FOUND_DIR as for ../shared/eval/score.py, which must stand beside GOLD_DIR. A claim is right when the readers
marked its edge in the article, "side" when only that of its sides, else wrong.
"""
import argparse
import collections
import importlib.util
import json
import pathlib
import zlib

KINDS = {"accuse": "allegations", "deny": "denials", "meet": "meetings"}
BINS = (0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def judge(score, gold, found, text):
    """(kind, rule, confidence, verdict) of each edge of each claim found."""
    names = score.align(gold, found, text)
    marked = score.reading(gold, lambda i: i)
    for kind, field in KINDS.items():
        for claim in found[field]:
            alone = {**found, "allegations": [], "denials": [], "meetings": [], field: [claim]}
            if kind == "deny":
                alone["allegations"] = found["allegations"]
            told = score.reading(alone, lambda i: names.get(i, f"?{i}"))
            for edge in told.get(f"{kind}.exact", {}):
                if edge in marked.get(f"{kind}.exact", {}):
                    verdict = "right"
                elif set(told.get(f"{kind}.side", {})) & set(marked.get(f"{kind}.side", {})):
                    verdict = "side"
                else:
                    verdict = "wrong"
                yield kind, claim["rule"], claim["confidence"], verdict


def rows(title, counts):
    print(f"\n| {title} | right | side | wrong | right or side |\n|---|---|---|---|---|")
    for key, c in counts:
        print(f"| {key} | {c['right']} | {c['side']} | {c['wrong']} | {(c['right'] + c['side']) / sum(c.values()):.2f} |")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=pathlib.Path)
    ap.add_argument("found", type=pathlib.Path)
    ap.add_argument("--held-back", action=argparse.BooleanOptionalAction)
    args = ap.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.gold.resolve().parent / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    rules, bins = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for path in sorted(args.gold.glob("*.gold.json")):
        name = path.name[:-len(".gold.json")]
        held = zlib.crc32(name.encode()) % 3 == 0
        if args.held_back is not None and held != args.held_back:
            continue
        found = json.loads((args.found / f"{name}.json").read_text())
        for kind, rule, confidence, verdict in judge(score, json.loads(path.read_text()), found,
                                                     (args.gold / f"{name}.txt").read_text()):
            rules[f"{name[:2]} {kind} {rule}"][verdict] += 1
            low = max(b for b in BINS if b <= confidence)
            bins[f"{kind} ≥ {low}"][verdict] += 1
    rows("confidence", sorted(bins.items()))
    rows("rule", sorted(((k, c) for k, c in rules.items() if sum(c.values()) >= 8), key=lambda kc: -sum(kc[1].values())))


if __name__ == "__main__":
    main()
