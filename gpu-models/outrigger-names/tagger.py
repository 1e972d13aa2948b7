"""A linear-chain conditional random field over hashed features of tokens. Source: J. Lafferty, A. McCallum, F. Pereira, "Conditional Random Fields" (2001)."""

import numpy as np
from scipy.sparse import csr_matrix

LABELS = ["O", "B-NAME", "I-NAME", "B-ADDRESS", "I-ADDRESS"]
BITS = 18
M32 = np.uint64(0xFFFFFFFF)


def mix(slot, *values):
    h = np.full(values[0].shape, (slot * 0x9E3779B1) & 0xFFFFFFFF, dtype=np.uint64)
    for value in values:
        h = ((h ^ value) * np.uint64(0x85EBCA6B)) & M32
        h ^= h >> np.uint64(15)
    h = (h * np.uint64(0xC2B2AE35)) & M32
    return (h >> np.uint64(32 - BITS)).astype(np.int64)


def features(rows):
    """Buckets of each token, `[tokens, features]`; rows as `tokens.Text` has them."""
    n = len(rows)
    pad = np.zeros((n + 6, 9), dtype=np.uint64)
    pad[:, 0] = 0x1234567
    pad[:, 5] = 15
    pad[3 : n + 3] = rows.astype(np.uint64)

    def at(column, away=0):
        return pad[3 + away : 3 + away + n, column]

    def wc(away=0):
        return at(5, away) * np.uint64(64) + at(6, away)

    h = {away: at(0, away) for away in range(-3, 4)}
    w = {away: wc(away) for away in range(-3, 4)}
    gap, gap1 = at(8), at(8, 1)
    gaps = gap * np.uint64(3) + gap1
    return np.stack(
        [
            mix(1, h[0]),
            mix(2, h[0], at(5)),
            mix(3, at(1)),
            mix(4, at(2)),
            mix(5, at(3)),
            mix(6, at(4)),
            mix(7, at(5), at(7)),
            mix(8, w[0]),
            mix(9, w[-1], w[0]),
            mix(10, w[0], w[1]),
            mix(11, w[-1], w[0], w[1]),
            mix(12, w[-2], w[-1], w[0]),
            mix(13, w[0], w[1], w[2]),
            mix(14, h[-1]),
            mix(15, h[-2]),
            mix(16, h[1]),
            mix(17, h[2]),
            mix(18, h[-2], h[-1]),
            mix(19, h[1], h[2]),
            mix(20, h[-1], w[0]),
            mix(21, w[0], h[1]),
            mix(22, h[-2], h[-1], w[0]),
            mix(23, at(4), w[-1]),
            mix(24, gaps, w[0]),
            mix(25, h[-3]),
            mix(26, h[-1], w[0], h[1]),
            mix(27, w[-3], w[-2], w[0]),
        ],
        axis=1,
    )


class Chains:
    """Runs of scored tokens, side by side. `index` `[tokens, features]`, `labels` `[tokens]` or none; each chain begins and ends beside O."""

    def __init__(self, texts, labels=None, most=256):
        index, gold, starts, lengths, self.where = [], [], [], [], []
        at = 0
        for number, text in enumerate(texts):
            if not text.scored.any():
                continue
            all_ = features(text.rows)
            keep = np.flatnonzero(text.scored)
            index.append(all_[keep].astype(np.int32))
            if labels is not None:
                gold.append(labels[number][keep])
            cuts = np.flatnonzero(np.diff(keep) > 1) + 1
            for run in np.split(keep, cuts):
                for begin in range(0, len(run), most):
                    part = run[begin : begin + most]
                    starts.append(at)
                    lengths.append(len(part))
                    self.where.append((number, int(part[0])))
                    at += len(part)
        self.index = np.concatenate(index) if index else np.zeros((0, 27), dtype=np.int32)
        self.labels = np.concatenate(gold) if gold else None
        self.starts, self.lengths = np.array(starts, dtype=np.int64), np.array(lengths, dtype=np.int64)
        self.order = np.argsort(-self.lengths, kind="stable")

    def matrix(self):
        n, f = self.index.shape
        return csr_matrix((np.ones(n * f, dtype=np.float32), self.index.ravel(), np.arange(0, n * f + 1, f)), shape=(n, 1 << BITS))


def posteriors(chains, emissions, steps):
    """Marginals `[tokens, 5]`, expected steps `[5, 5]`, sums of marginals at borders and the sum of log partitions. `steps[i, j]` weighs j after i."""
    starts, lengths = chains.starts[chains.order], chains.lengths[chains.order]
    e = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    logs = float(emissions.max(axis=1).sum())
    t = np.exp(steps[:5, :5])
    begin, end = np.exp(steps[0, :5]), np.exp(steps[:5, 0])
    longest = int(lengths[0]) if len(lengths) else 0
    alpha = np.zeros_like(e)
    scale = np.ones(len(e))
    for p in range(longest):
        active = int(np.searchsorted(-lengths, -p, side="left"))
        now = starts[:active] + p
        a = begin * e[now] if p == 0 else (alpha[now - 1] @ t) * e[now]
        s = a.sum(axis=1)
        alpha[now], scale[now] = a / s[:, None], s
    last = starts + lengths - 1
    ends = alpha[last] @ end
    logs += float(np.log(scale).sum() + np.log(ends).sum())
    beta = np.zeros_like(e)
    beta[last] = end / ends[:, None]
    expected = np.zeros((5, 5))
    for p in range(longest - 1, 0, -1):
        active = int(np.searchsorted(-lengths, -p, side="left"))
        now = starts[:active] + p
        right = e[now] * beta[now] / scale[now][:, None]
        beta[now - 1] = right @ t.T
        expected += (alpha[now - 1].T @ right) * t
    marginals = alpha * beta
    first = marginals[starts].sum(axis=0)
    final = marginals[last].sum(axis=0)
    return marginals, expected, first, final, logs


class Part:
    """Some of the chains, as `posteriors` reads them."""

    def __init__(self, chains, which):
        self.lengths = chains.lengths[which]
        self.starts = np.cumsum(self.lengths) - self.lengths
        self.order = np.argsort(-self.lengths, kind="stable")
        self.rows = np.concatenate([np.arange(s, s + n) for s, n in zip(chains.starts[which], self.lengths)])


def fit(chains, epochs, seed=3, rate=0.25, decay=2e-6, batch=8000, report=print):
    """Weights `[buckets, 5]` (O's are zero) and steps `[5, 5]`, by AdaGrad over batches of chains. Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods" (2011)."""
    random = np.random.default_rng(seed)
    x = chains.matrix()
    gold = chains.labels
    w, steps = np.zeros((1 << BITS, 4), dtype=np.float32), np.zeros((5, 5))
    sums, step_sums = np.full(w.shape, 1e-4, dtype=np.float32), np.full((5, 5), 1e-4)
    sizes = np.cumsum(chains.lengths)
    parts = max(1, int(sizes[-1] // batch))
    for epoch in range(epochs):
        total = 0.0
        for which in np.array_split(random.permutation(len(chains.lengths)), parts):
            part = Part(chains, which)
            some, labels = x[part.rows], gold[part.rows]
            n = len(labels)
            emission = np.zeros((n, 5))
            emission[:, 1:] = some @ w
            marginals, expected, at_first, at_last, logs = posteriors(part, emission, steps)
            expected[0] += at_first
            expected[:, 0] += at_last
            first, last = part.starts, part.starts + part.lengths - 1
            inner = np.ones(n, dtype=bool)
            inner[first] = False
            seen = np.zeros((5, 5))
            np.add.at(seen, (labels[np.flatnonzero(inner) - 1], labels[inner]), 1)
            np.add.at(seen, (0, labels[first]), 1)
            np.add.at(seen, (labels[last], 0), 1)
            total += logs - float(emission[np.arange(n), labels].sum() + (steps * seen).sum())
            marginals[np.arange(n), labels] -= 1
            gradient = some.T.tocsr() @ marginals[:, 1:].astype(np.float32)
            touched = np.flatnonzero(np.abs(gradient).sum(axis=1))
            g = gradient[touched] + decay * n * w[touched]
            sums[touched] += g * g
            w[touched] -= rate * g / np.sqrt(sums[touched])
            g = expected - seen
            step_sums += g * g
            steps -= rate * g / np.sqrt(step_sums)
        if epoch % 3 == 2 or epoch == epochs - 1:
            report(f"epoch {epoch + 1}: loss {total / len(gold):.5f} a token of {len(gold)}")
    full = np.zeros((1 << BITS, 5))
    full[:, 1:] = w
    return full, steps


def emissions(chains, weights):
    out = np.zeros((len(chains.index), 5))
    for begin in range(0, len(out), 65536):
        out[begin : begin + 65536] = weights[chains.index[begin : begin + 65536]].sum(axis=1)
    return out


def read(texts, weights, steps, least, edge=0.5):
    """Findings of each text: kind, start and end in the folded text, confidence."""
    chains = Chains(texts)
    found = [[] for _ in texts]
    if not len(chains.index):
        return found
    marginals, *_ = posteriors(chains, emissions(chains, weights), steps)
    for (number, first), start, length in zip(chains.where, chains.starts, chains.lengths):
        part = marginals[start : start + length]
        if part[:, 0].min() > 1 - edge:
            continue
        text = texts[number]
        for name, b in (("NAME", 1), ("ADDRESS", 3)):
            p = part[:, b] + part[:, b + 1]
            at = 0
            while at < length:
                if p[at] < edge:
                    at += 1
                    continue
                end = at + 1
                while end < length and p[end] >= edge and part[end, b] < part[end, b + 1]:
                    end += 1
                mean = float(p[at:end].mean())
                if mean >= least[name]:
                    found[number].append((name, text.spans[first + at][0], text.spans[first + end - 1][1], mean))
                at = end
    return found
