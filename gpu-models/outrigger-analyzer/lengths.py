"""How long an answer will be: quantiles of its tokens, from the labels short, medium and long.

Each label stands for the lengths that the best human replies to prompts of that label had (oasst1; characters / 4.2). What is
said of a prompt is the mixture of the three, weighted by the head's probabilities; its quantiles are what
`dev.outrigger.engine.Lengths` computes in the same way.
"""
import gzip
import json
import pathlib

import numpy as np

CHARACTERS_PER_TOKEN = 4.2
LEVELS = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)
SAID = (0.1, 0.5, 0.9)
FOLDS, SEED = 5, 20261130


def replies(data):
    """Tokens of the best human reply, by the prompt's id."""
    with gzip.open(pathlib.Path(data) / "oasst1" / "oasst1_en_validation_prompts.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: row["best_reply_chars"] / CHARACTERS_PER_TOKEN for row in rows if row["best_reply_chars"]}


def tables(labels, tokens, count=3):
    """[labels, levels]: tokens at each level, at least one, each over the one before it."""
    found = [np.quantile(tokens[labels == label], LEVELS) for label in range(count)]
    return [np.maximum.accumulate(np.maximum(1 + 0.1 * np.arange(len(LEVELS)), row)).tolist() for row in found]


def share_under(logarithm, table):
    """The share of lengths under e^logarithm: linear between the levels, and beyond them as between the outermost two, within 0 and 1."""
    at = np.log(table)
    place = int(np.clip(np.searchsorted(at, logarithm) - 1, 0, len(at) - 2))
    slope = (LEVELS[place + 1] - LEVELS[place]) / (at[place + 1] - at[place])
    return float(np.clip(LEVELS[place] + slope * (logarithm - at[place]), 0, 1))


def quantile(p, table, level):
    """Tokens under which the mixture has this share."""
    low, high = 0.0, np.log(max(row[-1] for row in table)) + 2
    for _ in range(40):
        middle = (low + high) / 2
        under = sum(weight * share_under(middle, row) for weight, row in zip(p, table))
        low, high = (middle, high) if under < level else (low, middle)
    return float(np.exp((low + high) / 2))


def crosswise(p, labels, tokens):
    """[rows, said]: quantiles by tables that saw nothing of the row."""
    fold = np.random.default_rng(SEED).permutation(len(tokens)) % FOLDS
    out = np.zeros((len(tokens), len(SAID)))
    for one in range(FOLDS):
        table = tables(labels[fold != one], tokens[fold != one])
        for i in np.flatnonzero(fold == one):
            out[i] = [quantile(p[i], table, level) for level in SAID]
    return out


def pinball(said, tokens, level):
    """Mean loss of a quantile of the logarithm; less is better."""
    off = np.log(tokens) - np.log(said)
    return float(np.maximum(level * off, (level - 1) * off).mean())


def lines(p, labels, tokens):
    """Of a report: how many replies were shorter than each quantile said, and the loss beside that of the same numbers for all."""
    said = crosswise(p, labels, tokens)
    same = crosswise(np.tile(np.bincount(labels, minlength=3) / len(labels), (len(labels), 1)), labels, tokens)
    out = ["| quantile | replies that were shorter | median of what was said | loss | loss of the same for all |", "|---|---|---|---|---|"]
    for i, level in enumerate(SAID):
        under = (tokens < said[:, i]).mean()
        error = 1.96 * np.sqrt(under * (1 - under) / len(tokens))
        out.append(
            f"| {level} | {under:.3f} ± {error:.3f} | {np.median(said[:, i]):.0f} |"
            f" {pinball(said[:, i], tokens, level):.4f} | {pinball(same[:, i], tokens, level):.4f} |"
        )
    return [*out, ""]
