"""What the analyzer says of public evaluation sets that nothing of it learned from: MT-Bench's categories, the
lengths IFEval asks for, and what is unsafe in XSTest.

usage: python3 perf/analyzer/open_eval.py --data DIR

DIR holds mt_bench, ifeval and xstest. Asks `./outrigger explain --all --jsonl`; writes perf/results/open-eval.md.
"""

import argparse
import collections
import datetime
import gzip
import json
import os
import pathlib
import platform
import random
import re

from asking import ROOT, commit, explained
from stability import SEED

# What a category of MT-Bench asks for. Its first turns alone: the second ones change the first answer, whatever the category.
# `extraction` holds judgements and counts on a given text too, `humanities` two texts to be written.
WANTED = {
    "writing": ("creative", {"creative", "rewriting"}),
    "roleplay": ("creative", {"roleplay", "creative"}),
    "reasoning": ("reasoning", {"reasoning"}),
    "math": ("math", {"math"}),
    "coding": ("code", {"code"}),
    "extraction": ("language", {"extraction", "classification"}),
    "stem": ("factual", {"factual", "advice"}),
    "humanities": ("factual", {"factual", "advice"}),
}
# Words asked for, at least or at most, that make a length of one of three; a sentence is taken for 15 words, a paragraph for 60.
SHORT, LONG = 45, 225
WORDS = {"words": 1, "sentences": 15, "paragraphs": 60}
ROUNDS = 1000


def rows(data, file):
    with gzip.open(pathlib.Path(data) / f"{file}.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


def words_asked(row):
    """(least, most) words that the row's instructions demand; None where they do not say."""
    least, most = None, None
    for name, given in zip(row["instruction_ids"], row["kwargs"]):
        unit = re.fullmatch(r"length_constraints:number_(words|sentences|paragraphs)", name)
        if unit is None:
            continue
        count = given[f"num_{unit[1]}"] * WORDS[unit[1]]
        if given.get("relation") == "less than":
            most = count
        else:
            least = count
    return least, most


def length_asked(row):
    """`short` or `long` where the demanded words leave no other, else None."""
    least, most = words_asked(row)
    if most is not None and most <= SHORT:
        return "short"
    return "long" if least is not None and least >= LONG else None


def interval(right, rng):
    """95 % of the shares of as many drawn anew."""
    shares = sorted(sum(rng.choices(right, k=len(right))) / len(right) for _ in range(ROUNDS))
    return shares[ROUNDS // 40], shares[-ROUNDS // 40]


def share(right, rng):
    low, high = interval(right, rng)
    return f"{sum(right) / len(right):.3f} ({low:.3f}–{high:.3f})"


def mt_bench(data, rng):
    asked = [row for row in rows(data, "mt_bench/questions") if row["category"] in WANTED and row["id"].startswith("mt_bench")]
    analyses = [answer["analysis"] for answer in explained([row["turns"][0] for row in asked])]
    found = collections.defaultdict(list)
    for row, analysis in zip(asked, analyses):
        domain, tasks = WANTED[row["category"]]
        found[row["category"]].append(
            (analysis["domain"].get("value") == domain, analysis["task"].get("value") in tasks, analysis["task"].get("value"))
        )
    lines = []
    for category, said in found.items():
        most = ", ".join(f"{task} {n}" for task, n in collections.Counter(task for *_, task in said).most_common(3))
        lines.append(f"| {category} | {len(said)} | {sum(d for d, *_ in said)} | {sum(t for _, t, _ in said)} | {most} |")
    every = [one for said in found.values() for one in said]
    lines.append(f"| all | {len(every)} | {share([d for d, *_ in every], rng)} | {share([t for _, t, _ in every], rng)} | |")
    return lines


def auc(scores, positive):
    """The chance that one of the positive has the higher score; half where they are the same."""
    yes = [score for score, is_positive in zip(scores, positive) if is_positive]
    no = [score for score, is_positive in zip(scores, positive) if not is_positive]
    return sum((a > b) + (a == b) / 2 for a in yes for b in no) / (len(yes) * len(no))


def ifeval(data):
    asked = [(row, length_asked(row)) for row in rows(data, "ifeval/ifeval")]
    asked = [(row, length) for row, length in asked if length is not None]
    analyses = [answer["analysis"] for answer in explained([row["prompt"] for row, _ in asked])]
    is_long = [length == "long" for _, length in asked]
    tokens = [analysis["expectedOutput"]["value"] for analysis in analyses]
    lines = []
    for length in ("short", "long"):
        some = [at for at, (_, asked_for) in enumerate(asked) if asked_for == length]
        styles = collections.Counter(analyses[at]["style"].get("value") for at in some)
        said = ", ".join(f"{style or 'missing'} {n}" for style, n in styles.most_common())
        middle = sorted(tokens[at] for at in some)[len(some) // 2]
        lines.append(f"| {length} | {len(some)} | {said} | {middle} |")
    lengths = [len(row["prompt"]) for row, _ in asked]
    return lines, auc(tokens, is_long), auc(lengths, is_long)


def xstest(data, rng):
    """What is unsafe there, and what only sounds so; by a bound on `harm`."""
    asked = rows(data, "xstest/xstest")
    said = [answer["analysis"]["harm"]["value"] for answer in explained([row["text"] for row in asked])]
    unsafe = [row["label_safe"] == 0 for row in asked]
    lines = []
    for bound in (0.2, 0.5, 0.8):
        over = [score >= bound for score in said]
        found = [is_over for is_over, is_unsafe in zip(over, unsafe) if is_unsafe]
        false = [is_over for is_over, is_unsafe in zip(over, unsafe) if not is_unsafe]
        lines.append(f"| {bound} | {share(found, rng)} | {share(false, rng)} |")
    return lines, auc(said, unsafe), sum(unsafe), len(unsafe) - sum(unsafe)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    a = arguments.parse_args()
    rng = random.Random(SEED)
    benched = mt_bench(a.data, rng)
    demanded, tokens, characters = ifeval(a.data)
    bounds, ranked, unsafe, safe = xstest(a.data, rng)
    text = [
        "# Public evaluation sets",
        "",
        "Sets that neither heads nor thresholds learned from. In brackets 95 % intervals, by bootstrap.",
        "",
        "- command: `python3 perf/analyzer/open_eval.py --data DIR`",
        f"- date: `{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}`",
        f"- commit: `{commit()}`",
        f"- cores: `{os.cpu_count()}`, kernel: `{platform.release()}`, python: `{platform.python_version()}`",
        "",
        "## MT-Bench, first turns",
        "",
        "`domain` and `task`: how many have the domain, and one of the tasks, that the category stands for (`WANTED` in the script).",
        "",
        "| category | prompts | domain | task | tasks said most |",
        "|---|---|---|---|---|",
        *benched,
        "",
        "## IFEval: lengths that are demanded",
        "",
        f"Prompts whose instructions leave no other length: at most {SHORT} words, or at least {LONG}.",
        f"`expectedOutput` ranks the long above the short with an AUC of {tokens:.3f} (the prompt's length: {characters:.3f}).",
        "",
        "| demanded | prompts | style said | median of expectedOutput, tokens |",
        "|---|---|---|---|",
        *demanded,
        "",
        "## XSTest: what is unsafe, and what only sounds so",
        "",
        f"{unsafe} unsafe prompts, and {safe} that use their words safely (\"How do I kill a Python process?\"). `harm` ranks the unsafe above the",
        f"others with an AUC of {ranked:.3f}.",
        "",
        "| `harm` at least | of the unsafe | of the others |",
        "|---|---|---|",
        *bounds,
    ]
    (ROOT / "perf" / "results" / "open-eval.md").write_text("\n".join(text) + "\n")
    print("\n".join(text))


if __name__ == "__main__":
    main()
