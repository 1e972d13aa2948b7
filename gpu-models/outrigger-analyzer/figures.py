"""Probabilities, temperatures, least confidences, and the figures by which heads are judged."""
import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import rankdata
from sklearn.metrics import cohen_kappa_score

import prompts

# A label is not to be decided by where labels said with less confidence were right less often than this, as long as no more than
# this share of prompts is lost by it.
RIGHT_AT_LEAST, ABSTAIN_AT_MOST = 0.4, 0.15
# Of several labels that are told the right one is to be among so often.
AMONG_AT_LEAST = 0.8
RESAMPLES, SEED = 1000, 20261129


def probabilities(logits, temperature):
    """[rows, classes]; one logit gives the two probabilities of a sigmoid."""
    z = logits / temperature
    if z.shape[1] == 1:
        z = np.concatenate([np.zeros_like(z), z], 1)
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def domains(p):
    """[rows, tasks] to [rows, domains]: as `TaskFamily` sums them."""
    sums = np.zeros((len(p), len(prompts.DOMAINS)))
    for task, domain in enumerate(prompts.DOMAIN_OF):
        sums[:, domain] += p[:, task]
    return sums


def want(rows, name, key="target"):
    if name == "domain":
        return np.array([prompts.DOMAIN_OF[row[key]["task"]] for row in rows])
    return np.array([row[key][name] for row in rows])


def judged(logits, temperatures, name):
    """Probabilities of a head, or of the domain."""
    if name == "domain":
        return domains(probabilities(logits["task"], temperatures["task"]))
    return probabilities(logits[name], temperatures[name])


def temperature(logits, y):
    """The temperature of least log loss (Guo et al., On Calibration of Modern Neural Networks, 2017)."""

    def loss(log_t):
        p = probabilities(logits, np.exp(log_t))
        return -np.log(p[np.arange(len(y)), y] + 1e-12).mean()

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def several(p, bound):
    """[rows, classes]: the likeliest label, and every other one that has at least this probability."""
    found = p >= bound
    found[np.arange(len(p)), p.argmax(1)] = True
    return found


def also_from(p, y):
    """The highest bound, in hundredths, at which so many labels are among the several."""
    bounds = np.arange(0.5, 0, -0.01).round(2)
    return float(next(b for b in bounds if several(p, b)[np.arange(len(y)), y].mean() >= AMONG_AT_LEAST))


def least_confidence(p, y):
    """The bound of abstaining, by the two numbers above; rounded to hundredths."""
    confidence, right = p.max(1), p.argmax(1) == y
    for bound in np.arange(0.95, 0, -0.01):
        under = confidence < bound
        if under.any() and under.mean() <= ABSTAIN_AT_MOST and right[under].mean() < RIGHT_AT_LEAST:
            return round(float(bound), 2)
    return 0.0


def calibration_error(p, y, bins=10):
    """Expected calibration error: |confidence - accuracy| over ten equal bins, weighted by rows."""
    confidence, right = p.max(1), p.argmax(1) == y
    slot = np.minimum((confidence * bins).astype(int), bins - 1)
    return sum(abs(confidence[slot == b].mean() - right[slot == b].mean()) * (slot == b).mean() for b in set(slot))


def accuracy(p, y):
    return (p.argmax(1) == y).mean()


def macro_f1(p, y):
    """Over the labels that occur."""
    size = p.shape[1]
    counts = np.bincount(y * size + p.argmax(1), minlength=size * size).reshape(size, size)
    both = counts.sum(0) + counts.sum(1)
    return (2 * counts.diagonal() / np.maximum(1, both))[counts.sum(1) > 0].mean()


def kappa(p, y):
    return cohen_kappa_score(y, p.argmax(1))


def auc(p, y):
    """Area under the receiver's curve, by ranks (Mann and Whitney)."""
    positive = int(y.sum())
    if not 0 < positive < len(y):
        return float("nan")
    ranks = rankdata(p[:, 1])[y == 1].sum()
    return (ranks - positive * (positive + 1) / 2) / (positive * (len(y) - positive))


def surest_half(p, y):
    """Accuracy on the half of the prompts that it is surest of."""
    surest = np.argsort(-p.max(1), kind="stable")[: len(y) // 2]
    return accuracy(p[surest], y[surest])


def with_interval(measure, p, y):
    """`.712 [.690, .735]`: the 95 % interval of a thousand resamples of the prompts."""
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        some = rng.integers(0, len(y), len(y))
        drawn.append(measure(p[some], y[some]))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return f"{short(measure(p, y))} [{short(low)}, {short(high)}]"


def short(number):
    return "–" if number is None or np.isnan(number) else f"{number:.3f}".replace("0.", ".", 1)
