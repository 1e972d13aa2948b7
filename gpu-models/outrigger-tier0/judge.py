"""Scores of texts by heads that did not learn from their groups, or from their whole data set."""

import numpy as np

import injection

FOLDS = 3


def seen(w, stretch_fit):
    """Out-of-fold scores: other prompts of the same sets were learnt from. Judged-only rows get the mean over the folds."""
    out = np.zeros(len(w.rows))
    train = w.stage == "train"
    for k in range(FOLDS):
        test = w.group % FOLDS == k
        score = injection.highest(w, *stretch_fit(w, train & ~test))
        out[test] = score[test]
    return out


def unseen(w, stretch_fit, sets):
    """By set left out: scores of all rows by a head that saw nothing of it, and of the others only groups other than 0."""
    train = w.stage == "train"
    return {out: injection.highest(w, *stretch_fit(w, train & (w.group != 0) & ~((w.source == out) & (w.label == 1)))) for out in sets}


def direct_fit(w, chosen):
    return injection.fit(w, chosen, 50.0, {"near-misses": 6, "written": 1.5})


def indirect_fit(w, chosen):
    return injection.fit(w, chosen, 50.0, {"bipia-benign": 2})
