"""How well marks are found: exact and overlapping, with intervals by bootstrap over templates."""

import collections

import numpy as np


def counts(marks, found):
    """For each kind: marked, found exactly, found in part, findings, findings that lie on a mark."""
    out = {}
    for kind in ("NAME", "ADDRESS"):
        gold = [(s, e) for s, e, k in marks if k == kind]
        said = [(s, e) for s, e, k in found if k == kind]
        on = lambda a, b: a[0] < b[1] and b[0] < a[1]
        out[kind] = np.array([len(gold), len(set(gold) & set(said)), sum(any(on(g, s) for s in said) for g in gold), len(said), sum(any(on(g, s) for g in gold) for s in said)], dtype=float)
    out["both"] = out["NAME"] + out["ADDRESS"]
    return out


def f1(precision, recall):
    return 0.0 if precision + recall == 0 else 2 * precision * recall / (precision + recall)


def measures(c):
    gold, exact, part, said, on = c
    p, r = (on / said if said else 0), (part / gold if gold else 0)
    ep, er = (exact / said if said else 0), (exact / gold if gold else 0)
    return {"precision": p, "recall": r, "f1": f1(p, r), "exact precision": ep, "exact recall": er, "exact f1": f1(ep, er)}


def table(rows, draws=1000):
    """`rows` holds (group, marks, found). Measures by kind with 95 % intervals of F1; whole groups are drawn."""
    groups = collections.defaultdict(lambda: {k: np.zeros(5) for k in ("NAME", "ADDRESS", "both")})
    for group, marks, found in rows:
        for kind, c in counts(marks, found).items():
            groups[group][kind] += c
    random = np.random.default_rng(7)
    keys = sorted(groups)
    out = {}
    for kind in ("NAME", "ADDRESS", "both"):
        c = np.array([groups[k][kind] for k in keys])
        m = measures(c.sum(axis=0))
        drawn = [measures(c[random.integers(0, len(keys), len(keys))].sum(axis=0)) for _ in range(draws)]
        for what in ("f1", "exact f1", "precision", "recall"):
            m[what + " from"], m[what + " to"] = np.percentile([d[what] for d in drawn], [2.5, 97.5])
        m["marked"], m["findings"], m["groups"] = int(c[:, 0].sum()), int(c[:, 3].sum()), len(keys)
        out[kind] = m
    return out


def line(name, t):
    return "\n".join(
        f"{name:28s} {kind:8s} n={m['marked']:5d} P {m['precision']:.3f} R {m['recall']:.3f} F1 {m['f1']:.3f} [{m['f1 from']:.3f}, {m['f1 to']:.3f}]  exact F1 {m['exact f1']:.3f} [{m['exact f1 from']:.3f}, {m['exact f1 to']:.3f}]"
        for kind, m in t.items() if m["marked"] or m["findings"]
    )
