#!/usr/bin/env python3
"""How far `hearsay extract --format jsonl` on standard input agrees with the reader of samples/.

    compare.py [--edges] [--floor accuse=0.5,deny=0.5,meet=0.5]

NAME.gold.json beside this file is what a careful reader marked in NAME.txt; the headline says which
article is which. Edges are compared by the names of their ends: two entities are the same when they
share a name. Prints precision, recall and F1 of the edges, with --edges also each one missed (-) or
made up (+); with --floor prints only which F1 is below its floor, and exits 1 when one is."""
import argparse
import json
import pathlib
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent


def plain(name):
    return unicodedata.normalize("NFC", name).casefold().replace(".", "").strip()


def ids(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def names(entities, text):
    """Every name of each entity: what it is called, also in the text."""
    out = {}
    for e in entities:
        told = [e["name"], *e.get("also", []), *(text[s:t] for s, t in e.get("mentions", []))]
        out[e["id"]] = {plain(n) for n in told}
    return out


def edges(reading):
    """{kind: {(id, …)}}: accuse (speaker, target), deny (speaker), meet (participant, participant)."""
    found = {"accuse": set(), "deny": set(), "meet": set()}
    for a in reading["allegations"]:
        targets = ids(a["target"]) or [None]
        found["accuse"] |= {(s, t) for s in ids(a["speaker"]) or [None] for t in targets}
    for d in reading["denials"]:
        found["deny"] |= {(s,) for s in ids(d["speaker"])}
    for m in reading["meetings"]:
        who = sorted(ids(m["participants"]))
        found["meet"] |= {(p, q) for i, p in enumerate(who) for q in who[i + 1:]}
    return found


def same(kind, edge, other, gold, got):
    def fits(a, b):
        return all(gold.get(x, {None}) & got.get(y, {None}) for x, y in zip(a, b))
    return fits(edge, other) or (kind == "meet" and fits(edge, other[::-1]))


def shown(edge, by):
    return " → ".join(max(by[x], key=lambda n: (len(n), n)) if x in by else "nobody" for x in edge)


def main():
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--edges", action="store_true")
    options.add_argument("--floor", default="")
    options = options.parse_args()
    found = {r["title"]: r for r in map(json.loads, sys.stdin)}
    tally = {kind: [0, 0, 0] for kind in ("accuse", "deny", "meet")}  # right, found, expected
    for file in sorted(HERE.glob("*.gold.json")):
        name = file.name.removesuffix(".gold.json")
        text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
        gold, got = json.loads(file.read_text(encoding="utf-8")), found.get(text.split("\n")[0])
        if got is None:
            sys.exit(f"compare.py: {name}: not read")
        gold_names, got_names = names(gold["entities"], text), names(got["entities"], text)
        want, have = edges(gold), edges(got)
        for kind, count in tally.items():
            left = sorted(have[kind], key=str)
            for edge in sorted(want[kind], key=str):
                match = next((o for o in left if same(kind, edge, o, gold_names, got_names)), None)
                if match:
                    left.remove(match)
                    count[0] += 1
                elif options.edges:
                    print(f"- {name} {kind} {shown(edge, gold_names)}")
            if options.edges:
                for edge in left:
                    print(f"+ {name} {kind} {shown(edge, got_names)}")
            count[1] += len(have[kind])
            count[2] += len(want[kind])
    floors = dict(f.split("=") for f in options.floor.split(",") if f)
    below = False
    for kind, (right, got, want) in tally.items():
        p, r, f = right / max(got, 1), right / max(want, 1), 2 * right / max(got + want, 1)
        if not floors:
            print(f"{kind:<8}{p:.2f} {r:.2f} {f:.2f}  {right} of {want}, {got} found")
        elif f < float(floors.get(kind, 0)):
            print(f"{kind}: F1 {f:.2f} is below {floors[kind]}")
            below = True
    sys.exit(below)


if __name__ == "__main__":
    main()
