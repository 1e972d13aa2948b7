"""RouteLLM's protocol: two models, five folds of groups, a router trained on at most so many labels of the other four folds.

A label is a prompt with both outcomes. The router is ridge regression to strong less weak; what may be chosen (penalty, kernel or straight lines, and
where allowed how much the outcomes of other models on the training prompts count) is chosen anew in each fold, by five inner folds of its training rows.
"""
import numpy as np

import matrices
import measures
import router

CAP, INNER = 1500, 5
GRID = [("kernel", penalty) for penalty in (3.0, 6.0, 12.0)] + [("straight", penalty) for penalty in (300.0, 1000.0, 3000.0)]
AIDED = (0.0, 1.0)  # weights of the aid in the target


class Pair:
    """One benchmark of the two models; `aid` [rows] is what other models' outcomes say of strong less weak, or NaN."""

    def __init__(self, name, rows, x, counts, aid=None):
        self.name, self.x, self.counts = name, x, counts
        self.groups = [row["group"] for row in rows]
        self.weak = np.array([row["scores"][matrices.WEAK] for row in rows])
        self.strong = np.array([row["scores"][matrices.STRONG] for row in rows])
        self.folds = np.array([measures.fold(group) for group in self.groups])
        self.inner = np.array([measures.fold(group, INNER, "inner") for group in self.groups])
        self.aid = aid

    def features(self, kind, learn):
        """Of all rows; made of the training rows' prompts alone."""
        if kind == "straight":
            return (self.x - self.x[learn].mean(0)) / (self.x[learn].std(0) + 1e-6)
        space = router.Space.of(self.x[learn], self.counts[learn])
        return space.nearness(space.points(self.x, self.counts)) @ space.whitening()

    def scores(self, cap=None, aided=False):
        """What a router says of each row that was trained on other folds, and what was chosen in each."""
        out, chosen = np.zeros(len(self.groups)), []
        for fold in range(5):
            learn, judged = np.flatnonzero(self.folds != fold), np.flatnonzero(self.folds == fold)
            labelled = np.random.default_rng(fold).permutation(learn)[: cap or len(learn)]
            features = {kind: self.features(kind, learn) for kind in ("kernel", "straight")}
            aids = AIDED if aided and self.aid is not None else AIDED[:1]
            tried = {(*one, aid): self.inner_apgr(features[one[0]], labelled, one[1], aid) for one in GRID for aid in aids}
            best = max(tried, key=tried.get)
            kind, penalty, aid = best
            weights, intercept = router.ridge(features[kind][labelled], self.target(labelled, aid), penalty)
            out[judged] = features[kind][judged] @ weights + intercept
            chosen.append(best)
        return out, chosen

    def target(self, rows, aid):
        gap = self.strong[rows] - self.weak[rows]
        return gap + aid * np.nan_to_num(self.aid[rows]) if aid else gap

    def inner_apgr(self, features, labelled, penalty, aid):
        said, folds = np.zeros(len(labelled)), self.inner[labelled]
        for fold in range(INNER):
            there, here = labelled[folds != fold], labelled[folds == fold]
            weights, intercept = router.ridge(features[there], self.target(there, aid), penalty)
            said[folds == fold] = features[here] @ weights + intercept
        return measures.Curve(measures.within(said.tolist(), folds.tolist()), self.weak[labelled].tolist(), self.strong[labelled].tolist()).apgr()

    def judged(self, said, rows=None):
        """APGR, CPT50 and CPT80, each with its interval over groups."""
        rows = range(len(self.groups)) if rows is None else rows
        ranks = measures.within([said[i] for i in rows], [self.folds[i] for i in rows])
        return judged(ranks, self.weak[list(rows)].tolist(), self.strong[list(rows)].tolist(), [self.groups[i] for i in rows])


def judged(scores, weak, strong, groups, draws=measures.DRAWS):
    curve = measures.Curve(scores, weak, strong)
    found = {"apgr": curve.apgr(), "cpt50": curve.cpt(0.5), "cpt80": curve.cpt(0.8), "prompts": len(scores)}
    drawn = [measures.Curve(scores, weak, strong, weights) for weights in measures.drawn(groups, draws)]
    for name, of in (("apgr", lambda c: c.apgr()), ("cpt50", lambda c: c.cpt(0.5)), ("cpt80", lambda c: c.cpt(0.8))):
        found[name + "Interval"] = measures.interval([of(one) for one in drawn])
    return found


def aid_of(rows, others):
    """For each row, of other models asked the same question: the share of the good ones that were right less the share of the middling ones."""
    by_group = {row["group"]: row["scores"] for row in others}
    models = sorted({model for row in others for model in row["scores"]})
    accuracy = {m: np.mean([row["scores"][m] for row in others if m in row["scores"]]) for m in models}
    good = [m for m in models if accuracy[m] >= 0.93]
    middling = [m for m in models if 0.35 < accuracy[m] < 0.85]
    out = np.full(len(rows), np.nan)
    for i, row in enumerate(rows):
        scores = by_group.get(row["group"], {})
        shares = [[scores[m] for m in some if m in scores] for some in (good, middling)]
        if all(shares):
            out[i] = np.mean(shares[0]) - np.mean(shares[1])
    return out
