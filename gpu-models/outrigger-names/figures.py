"""Judges the tagger that is shipped by sets it saw nothing of, and one that was trained without some templates and names of ours by those; writes `perf/results/names.md`.

python figures.py --data DATA --out ../../perf/results/names.md --kept FOLDER [--read FILE]
"""

import argparse
import datetime
import json
import os
import random

import corpus
import judge
import people
import tagger
import tokens
import train
import writing

# Of ten parts of the names, streets and cities, those that are left out, and of the templates every fourth.
PARTS = {2, 3}


def held(number, group):
    return number % 4 == 1


def found(texts, model):
    weights, steps, known = model
    words = tokens.Words(known)
    read = [tokens.Text(t, words) for t in texts]
    return [[(x.origin(s), x.origin(e - 1) + 1, k) for k, s, e, _ in f] for x, f in zip(read, tagger.read(read, weights, steps, train.LEAST, train.EDGE))]


def judged(rows, model):
    """`rows` holds (group, text, marks)."""
    return judge.table([(g, m, f) for (g, _, m), f in zip(rows, found([t for _, t, _ in rows], model))])


def shipped(kept):
    weights, steps, known = train.fitted(None, kept)
    small, scale = train.quantised(weights)
    return train.as_shipped(small, scale), steps, known


def ours(keep):
    writer = writing.Writer(99, keep)
    return [(str(i), *writer.write(t)) for i, (g, t) in enumerate(writing.templates(corpus.HERE + "/templates.txt")) if held(i, g) for _ in range(12 if "{" in t else 1)]


def public(data, name, split):
    return [(r["template_id"], r["text"], corpus.marked(r)) for r in corpus.rows(data, name) if r["split"] == split]


def main():
    parser = argparse.ArgumentParser()
    for name in ("--data", "--out", "--kept"):
        parser.add_argument(name, required=True)
    args = parser.parse_args()
    train.fitted(args.data, f"{args.kept}/all.npz")
    train.fitted(args.data, f"{args.kept}/held.npz", PARTS, held)
    model, other = shipped(f"{args.kept}/all.npz"), shipped(f"{args.kept}/held.npz")
    tables = {}
    for name in corpus.PRESIDIO:
        for split in ("validation", "train"):
            tables[f"{name.split('/')[1]}, `{split}`"] = judged(public(args.data, name, split), model)
    both = [(f"{n}{g}", t, m) for n in corpus.PRESIDIO for g, t, m in public(args.data, n, "validation")]
    tables["presidio, both, `validation`"] = judged(both, model)
    tables["ambientmeta"] = judged([(r["group"], r["text"], corpus.marked(r)) for r in corpus.rows(args.data, "ambientmeta_pii/ambientmeta")], model)
    tables["ours: templates left out"] = judged(ours(lambda w: people.part(w) not in PARTS), other)
    tables["ours: templates and names left out"] = judged(ours(lambda w: people.part(w) in PARTS), other)
    honest = {}
    for source in ("oasst1/oasst1_en_validation_prompts", "arena_hard/questions", "clinc150/clinc150"):
        rows = [corpus.prompt(r) for r in corpus.rows(args.data, source) if r.get("split") != "open_eval"]
        if source.startswith("oasst1"):
            rows = [t for s, p, t in corpus.honest(args.data) if s == "oasst1" and p >= 8]
        rows = sorted(set(rows))
        random.Random(4).shuffle(rows)
        rows = rows[:3000]
        said = found(rows, model)
        hits = [(t, f) for t, f in zip(rows, said) if f]
        honest[source.split("/")[0]] = (len(rows), sum(any(k == "NAME" for _, _, k in f) for _, f in hits), sum(any(k == "ADDRESS" for _, _, k in f) for _, f in hits))
        random.Random(3).shuffle(hits)
        with open(f"{args.kept}/read-{source.split('/')[0]}.jsonl", "w", encoding="utf-8") as file:
            for text, f in hits[:60]:
                wide = text.encode("utf-16-le")
                file.write(json.dumps([[k, wide[2 * s : 2 * e].decode("utf-16-le"), wide[2 * max(0, s - 30) : 2 * e + 40].decode("utf-16-le", "ignore")] for s, e, k in f], ensure_ascii=False) + "\n")
    write(args, tables, honest)


def write(args, tables, honest):
    lines = ["# Names and addresses: how well they are guessed", "", __doc__.split("\n")[0], ""]
    lines += [open(corpus.HERE + "/figures-about.md", encoding="utf-8").read().strip(), ""]
    lines += [f"- command: `python figures.py --data DATA --out ../../perf/results/names.md --kept FOLDER`", f"- date: `{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}`", f"- a token's least: {train.EDGE}; a finding's: {train.LEAST['NAME']} for a name, {train.LEAST['ADDRESS']} for an address", ""]
    lines += ["## By kind and source", "", "|  | kind | marked | findings | precision | recall | F1 | from | to | exact F1 | from | to |", "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for name, table in tables.items():
        for kind, m in table.items():
            # Addresses are not marked there, so nothing can be said of them.
            if m["marked"] and not (name == "ambientmeta" and kind == "both"):
                lines.append(f"| {name} | {kind} | {m['marked']} | {m['findings']} | " + " | ".join(f"{m[k]:.3f}" for k in ("precision", "recall", "f1", "f1 from", "f1 to", "exact f1", "exact f1 from", "exact f1 to")) + " |")
    lines += ["", "## Honest prompts in which something is found", "", "| source | prompts | with a name | with an address |", "|---|---:|---:|---:|"]
    for source, (n, names, addresses) in honest.items():
        lines.append(f"| {source} | {n} | {names} ({names / n:.1%}) | {addresses} ({addresses / n:.1%}) |")
    if os.path.exists(corpus.HERE + "/figures-read.md"):
        lines += ["", open(corpus.HERE + "/figures-read.md", encoding="utf-8").read().strip()]
    with open(args.out, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
