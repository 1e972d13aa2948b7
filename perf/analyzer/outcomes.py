"""Whether complexity and difficulty tell which prompts a small model fails at, by models' scores on public benchmarks.

usage: python3 perf/analyzer/outcomes.py --data DIR

DIR holds llmrouter_9models and zeroeval_matrix: prompts and models' scores, of which the heads have seen neither. A score under one half is a
failure. Asks `./outrigger explain --all --jsonl`; writes perf/results/outcomes.md.
"""

import argparse
import datetime
import gzip
import json
import os
import pathlib
import platform
import random

from asking import ROOT, commit, explained
from stability import SEED

# Where the scores stand, and the models whose failures are told.
MATRICES = {
    "llmrouter, 12 tasks": (("llmrouter_9models/llmrouter_scores",), ("mistral-7b-instruct-v0.3", "qwen2.5-7b-instruct", "gemma-2-9b-it")),
    "zeroeval: GSM8K, MATH level 5, CRUXEval": (
        ("zeroeval_matrix/gsm", "zeroeval_matrix/math_l5", "zeroeval_matrix/crux"),
        ("gemma-2-2b-it", "Phi-3.5-mini-instruct", "Meta-Llama-3.1-8B-Instruct"),
    ),
}
ROUNDS = 500


def auc(scores, failed):
    """The chance that one which failed has the higher score; half where they are the same."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks, at = [0.0] * len(scores), 0
    while at < len(order):
        end = at
        while end < len(order) and scores[order[end]] == scores[order[at]]:
            end += 1
        for place in order[at:end]:
            ranks[place] = (at + end + 1) / 2
        at = end
    positive = sum(failed)
    negative = len(failed) - positive
    return (sum(rank for rank, bad in zip(ranks, failed) if bad) - positive * (positive + 1) / 2) / (positive * negative)


def interval(scores, failed, rng):
    found, places = [], range(len(scores))
    for _ in range(ROUNDS):
        drawn = rng.choices(places, k=len(places))
        bad = [failed[at] for at in drawn]
        if 0 < sum(bad) < len(bad):
            found.append(auc([scores[at] for at in drawn], bad))
    found.sort()
    return found[len(found) // 40], found[-len(found) // 40]


def rows(data, files):
    for file in files:
        with gzip.open(pathlib.Path(data) / f"{file}.jsonl.gz", "rt") as lines:
            yield from map(json.loads, lines)


def asked(row):
    choices = row.get("choices")
    return row["prompt"] + ("\n" + (choices if isinstance(choices, str) else "\n".join(map(str, choices))) if choices else "")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    a = arguments.parse_args()
    rng = random.Random(SEED)
    table = []
    for name, (files, models) in MATRICES.items():
        all_rows = list(rows(a.data, files))
        analyses = [answer["analysis"] for answer in explained([asked(row) for row in all_rows])]
        for model in models:
            known = [(row, analysis) for row, analysis in zip(all_rows, analyses) if row["scores"].get(model) is not None]
            failed = [int(row["scores"][model] < 0.5) for row, _ in known]
            cells = []
            for dimension in ("difficulty", "complexity"):
                scores = [analysis[dimension]["value"] for _, analysis in known]
                low, high = interval(scores, failed, rng)
                cells.append(f"{auc(scores, failed):.3f} ({low:.3f}–{high:.3f})")
            lengths = auc([len(asked(row)) for row, _ in known], failed)
            table.append(f"| {name} | {model} | {len(known)} | {sum(failed) / len(failed):.2f} | {' | '.join(cells)} | {lengths:.3f} |")
    text = [
        "# Which prompts a small model fails at",
        "",
        "Area under the ROC curve of two dimensions as predictions that a model fails, by its scores on public benchmarks; in brackets the 95 % interval,",
        "by bootstrap. The last column is what the prompt's length alone would give.",
        "",
        "- command: `python3 perf/analyzer/outcomes.py --data DIR`",
        f"- date: `{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}`",
        f"- commit: `{commit()}`",
        f"- cores: `{os.cpu_count()}`, kernel: `{platform.release()}`, python: `{platform.python_version()}`",
        "",
        "| matrix | model | prompts | failed | difficulty | complexity | length |",
        "|---|---|---|---|---|---|---|",
        *table,
    ]
    (ROOT / "perf" / "results" / "outcomes.md").write_text("\n".join(text) + "\n")
    print("\n".join(table))


if __name__ == "__main__":
    main()
