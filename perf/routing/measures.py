"""How routers are judged, in plain Python: the measures of RouteLLM, the hull of RouterBench, calibration, folds of groups and intervals over them.

Sources: Ong et al., "RouteLLM: Learning to Route LLMs with Preference Data" (https://arxiv.org/abs/2406.18665), for PGR, APGR and CPT; Hu et al.,
"RouterBench" (https://arxiv.org/abs/2403.12031), for the hull and AIQ.
"""
import bisect
import hashlib
import random

STEPS, DRAWS, LEVEL = 10, 200, 0.95


def fold(group, folds=5, salt="fold"):
    """Which fold a group is in: by its hash, so that rows may be added, and no group is ever on two sides."""
    return int(hashlib.sha256(f"{salt}{group}".encode()).hexdigest(), 16) % folds


def within(scores, folds):
    """Scores as ranks within their own fold, 0 to 1: each fold's router has its own scale, and asks the strong model for its own share."""
    places = {}
    for i, one in enumerate(folds):
        places.setdefault(one, []).append(i)
    out = [0.0] * len(scores)
    for rows in places.values():
        for rank, i in enumerate(sorted(rows, key=lambda i: scores[i])):
            out[i] = (rank + 0.5) / len(rows)
    return out


class Curve:
    """Quality by share of calls to the strong model, when the prompts of highest score go there first; weights are of rows."""

    def __init__(self, scores, weak, strong, weights=None):
        weights = [1.0] * len(scores) if weights is None else weights
        order = sorted(range(len(scores)), key=lambda i: -scores[i])
        total = sum(weights)
        self.weak = sum(a * w for a, w in zip(weak, weights)) / total
        self.strong = sum(a * w for a, w in zip(strong, weights)) / total
        self.shares, self.qualities = [0.0], [self.weak]
        share, quality = 0.0, self.weak
        for i in order:
            share += weights[i] / total
            quality += weights[i] * (strong[i] - weak[i]) / total
            self.shares.append(share)
            self.qualities.append(quality)

    def recovered(self, share):
        """PGR: the part of the gap between both models that is recovered at this share of strong calls."""
        at = min(max(bisect.bisect_left(self.shares, share - 1e-12), 1), len(self.shares) - 1)
        before, after = self.shares[at - 1], self.shares[at]
        part = 1.0 if after == before else min(1.0, (share - before) / (after - before))
        quality = self.qualities[at - 1] + part * (self.qualities[at] - self.qualities[at - 1])
        return (quality - self.weak) / (self.strong - self.weak)

    def apgr(self, steps=STEPS):
        """PGR integrated over shares 0 to 1 by trapezoids, at the eleven shares where RouteLLM's own evaluation looks: .5 is chance."""
        at = [self.recovered(i / steps) for i in range(steps + 1)]
        return (sum(at) - (at[0] + at[-1]) / 2) / steps

    def cpt(self, part, steps=100):
        """The least share of strong calls, 0 to 1, that recovers this part of the gap."""
        before = 0.0
        for i in range(1, steps + 1):
            after = self.recovered(i / steps)
            if after >= part - 1e-12:
                return (i - 1 + (0.0 if after == before else max(0.0, part - before) / (after - before))) / steps
            before = after
        return 1.0


def hull(points):
    """The upper convex hull of (cost, quality) points that never falls: what mixing any two of them reaches."""
    best = []
    for cost, quality in sorted(points, key=lambda point: (point[0], -point[1])):
        if best and quality <= best[-1][1]:
            continue
        while len(best) > 1 and (best[-1][1] - best[-2][1]) * (cost - best[-2][0]) <= (quality - best[-2][1]) * (best[-1][0] - best[-2][0]):
            best.pop()
        best.append((cost, quality))
    return best


def reached(points, cost):
    """The quality of a hull at a cost; below its cheapest point that point's, which is then too dear, is not given: 0."""
    if cost < points[0][0] - 1e-15:
        return 0.0
    for (low, worse), (high, better) in zip(points, points[1:]):
        if cost <= high:
            return worse + (better - worse) * (cost - low) / (high - low)
    return points[-1][1]


def aiq(points, least, most, steps=200):
    """Average improvement in quality: a hull's mean quality over costs from `least` to `most`."""
    at = [reached(points, max(points[0][0], least + (most - least) * i / steps)) for i in range(steps + 1)]
    return (sum(at) - (at[0] + at[-1]) / 2) / steps


def calibration(said, seen, bins=10):
    """Of ten equal bins: prompts, mean probability, share that came true; and the expected calibration error."""
    rows = [[] for _ in range(bins)]
    for p, y in zip(said, seen):
        rows[min(bins - 1, int(p * bins))].append((p, y))
    told = [(len(r), sum(p for p, _ in r) / len(r), sum(y for _, y in r) / len(r)) for r in rows if r]
    return told, sum(n * abs(p - y) for n, p, y in told) / max(1, len(said))


def auc(said, seen):
    """Area under the receiver's curve; a half where all came true, or none."""
    order = sorted(range(len(said)), key=lambda i: said[i])
    ranks, i = [0.0] * len(said), 0
    while i < len(order):
        j = i
        while j + 1 < len(order) and said[order[j + 1]] == said[order[i]]:
            j += 1
        for k in range(i, j + 1):
            ranks[order[k]] = (i + j) / 2 + 1
        i = j + 1
    positive = sum(1 for y in seen if y > 0.5)
    negative = len(seen) - positive
    if not positive or not negative:
        return 0.5
    return (sum(r for r, y in zip(ranks, seen) if y > 0.5) - positive * (positive + 1) / 2) / (positive * negative)


def drawn(groups, draws=DRAWS, seed=20261130):
    """Weights of rows for each draw of as many groups as there are, with replacement."""
    chance = random.Random(seed)
    names = sorted(set(groups))
    place = {name: i for i, name in enumerate(names)}
    at = [place[group] for group in groups]
    for _ in range(draws):
        count = [0] * len(names)
        for one in chance.choices(range(len(names)), k=len(names)):
            count[one] += 1
        yield [float(count[i]) for i in at]


def safest(ways, aims):
    """Which of several ways misses the aim that it misses most by least: a tuple of figures each, the more the better."""
    return max(range(len(ways)), key=lambda i: min(got - aim for got, aim in zip(ways[i], aims)))


def interval(values, level=LEVEL):
    """The middle part of values."""
    ordered = sorted(values)
    low = (1 - level) / 2
    return tuple(ordered[min(len(ordered) - 1, max(0, round(q * (len(ordered) - 1))))] for q in (low, 1 - low))
