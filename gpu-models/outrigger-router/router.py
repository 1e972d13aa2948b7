"""The router's arithmetic: where a prompt lies, what is likely there, and what a model makes of it.

1. A prompt's *point* is its vector less the mean one, of length 1, beside its counts, scaled; together of length 1 again.
2. Its *nearness* to each landmark, some training prompts, is exp(2·gamma·(point·landmark − 1)): Gaussian, as both have length 1.
3. Ridge regression from nearness to every known model's scores; the singular vectors of what it says of all prompts are a few *factors* of a
   prompt, linear in its nearness: kinds of difficulty.
4. A model is an *ability*, a weight a factor and an intercept: sigmoid(ability · factors + intercept) is the probability that its answer is
   right (multidimensional item response theory, with the prompts' side fixed). Abilities are fitted on factors of prompts that the regression did not
   see, so they are calibrated. They have a Gaussian prior, of the abilities of known models: with it a new model needs few labels, or none.
"""
from dataclasses import dataclass, replace

import numpy as np

CUT = 4.0  # standard deviations, beyond which a count is not told
COUNTS_WEIGHT, GAMMA, LANDMARKS, FACTORS, FOLDS = 0.25, 1.5, 512, 16, 5
RIDGE = 6.0
SEED = 20261130


@dataclass(frozen=True)
class Space:
    mean: np.ndarray  # [width]
    counts_mean: np.ndarray  # [counts]
    counts_scale: np.ndarray  # [counts]
    landmarks: np.ndarray  # [landmarks, width + counts]
    gamma: float = GAMMA

    @staticmethod
    def of(vectors, counts, landmarks=LANDMARKS, gamma=GAMMA, seed=SEED):
        """Made of training prompts alone; no outcome is looked at."""
        space = Space(vectors.mean(0), counts.mean(0), counts.std(0) + 1e-6, np.zeros((0, 0)), gamma)
        drawn = np.random.default_rng(seed).permutation(len(vectors))[:landmarks]
        return replace(space, landmarks=space.points(vectors[drawn], counts[drawn]))

    def points(self, vectors, counts):
        own = unit(vectors - self.mean)
        scaled = np.clip((counts - self.counts_mean) / self.counts_scale, -CUT, CUT)
        return unit(np.concatenate([own, COUNTS_WEIGHT * scaled], 1))

    def nearness(self, points):
        return np.exp(2 * self.gamma * (points @ self.landmarks.T - 1))

    def whitening(self):
        """Nearness times this has the Gaussian kernel for its product (Nyström); ridge on it is kernel ridge on the landmarks."""
        values, vectors = np.linalg.eigh(self.nearness(self.landmarks) + 1e-4 * np.eye(len(self.landmarks)))
        return vectors / np.sqrt(values)


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def ridge(x, y, penalty):
    """Weights and intercepts; y may have many columns."""
    mean, middle = x.mean(0), y.mean(0)
    c = x - mean
    gram = c.T @ c + penalty * np.eye(x.shape[1])
    weights = np.linalg.solve(gram, c.T @ (y - middle))
    return weights, middle - mean @ weights


def known(scores):
    """Where a model was not asked, its mean over the others' prompts stands: it moves no weight."""
    return np.where(np.isnan(scores), np.nanmean(scores, 0), scores)


@dataclass(frozen=True)
class Pool:
    """The models of one matrix: `rows` are indices into all prompts, `scores` [rows, models] with NaN where one was not asked."""

    name: str
    models: list
    rows: np.ndarray
    scores: np.ndarray


def predicted(features, pools, learned, penalty=RIDGE):
    """What ridge says of all prompts, for every model of every pool, learned from rows where `learned`; weights and intercepts beside it."""
    weights, intercepts = [], []
    for pool in pools:
        use = learned[pool.rows]
        w, b = ridge(features[pool.rows[use]], known(pool.scores[use]), penalty)
        weights.append(w)
        intercepts.append(b)
    weights, intercepts = np.concatenate(weights, 1), np.concatenate(intercepts)
    return features @ weights + intercepts, weights, intercepts


def logistic(x, targets, prior_mean, prior_precision, weights=None):
    """The likeliest weights (the last is the intercept) under a Gaussian prior, by Newton's method."""
    z = np.concatenate([x, np.ones((len(x), 1))], 1)
    weights = np.ones(len(x)) if weights is None else weights
    found = prior_mean.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(z @ found, -30, 30)))
        gradient = z.T @ (weights * (p - targets)) + prior_precision @ (found - prior_mean)
        step = np.linalg.solve((z * (weights * p * (1 - p))[:, None]).T @ z + prior_precision, gradient)
        found = found - step * min(1.0, 3.0 / max(1e-9, np.abs(step).max()))
        if np.abs(step).max() < 1e-7:
            break
    return found


@dataclass(frozen=True)
class Router:
    space: Space
    factor_weights: np.ndarray  # [landmarks, factors]
    factor_intercepts: np.ndarray  # [factors]
    names: list  # pool/model
    abilities: np.ndarray  # [models, factors + 1]

    def factors(self, vectors, counts):
        return self.space.nearness(self.space.points(vectors, counts)) @ self.factor_weights + self.factor_intercepts

    def probabilities(self, vectors, counts):
        """[prompts, models]"""
        return sigmoid(self.factors(vectors, counts) @ self.abilities[:, :-1].T + self.abilities[:, -1])


def rounded(trained):
    """As it is written: landmarks in half precision, the rest in single."""
    landmarks = trained.space.landmarks.astype(np.float16).astype(np.float64)
    return replace(trained, space=replace(trained.space, landmarks=landmarks))


def sigmoid(logits):
    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


def train(space, points, pools, folds, learned, factors=FACTORS):
    """A router of the rows where `learned`. `folds` are of groups: what a fold's factors are was regressed on the others."""
    whitening = space.whitening()
    features = space.nearness(points) @ whitening
    said, weights, intercepts = predicted(features, pools, learned)
    apart = np.zeros_like(said)
    for fold in range(FOLDS):
        here = folds == fold
        apart[here] = predicted(features, pools, learned & ~here)[0][here]
    middle = said[learned].mean(0)
    _, size, directions = np.linalg.svd(balanced(said - middle, pools, learned), full_matrices=False)
    # Scaled to variance 1, so that one prior fits all.
    axes = directions[:factors].T / (size[:factors] / np.sqrt(len(pools)))
    z = (apart - middle) @ axes
    abilities = abilities_of(z, pools, learned)
    return Router(
        space, whitening @ (weights @ axes), (intercepts - middle) @ axes, [f"{pool.name}/{m}" for pool in pools for m in pool.models], abilities
    )  # fmt: skip


def balanced(said, pools, learned):
    """Each pool's prompts weigh the same, however many they are."""
    parts = []
    for pool in pools:
        own = said[pool.rows[learned[pool.rows]]]
        parts.append(own / np.sqrt(len(own)))
    return np.concatenate(parts)


def abilities_of(z, pools, learned):
    """[models, factors + 1], each by itself under a weak prior."""
    out = []
    for pool in pools:
        use = learned[pool.rows]
        x, scores = z[pool.rows[use]], pool.scores[use]
        weak = np.eye(z.shape[1] + 1)
        weak[-1, -1] = 1e-3
        for m in range(len(pool.models)):
            asked = ~np.isnan(scores[:, m])
            out.append(logistic(x[asked], scores[asked, m], np.zeros(len(weak)), weak))
    return np.array(out)


def spread_of(abilities):
    """Mean and covariance of known models' abilities, the latter a little widened."""
    spread = np.cov(abilities.T) if len(abilities) > 2 else np.eye(abilities.shape[1])
    return abilities.mean(0), spread + 0.05 * np.diag(np.diag(spread)) + 1e-3 * np.eye(abilities.shape[1])


def presumption(abilities):
    """The mean ability, and what goes along with a point of its intercept."""
    middle, spread = spread_of(abilities)
    return middle, spread[:, -1] / spread[-1, -1]


def prior(abilities, accuracy=None):
    """Mean and precision of a new model's ability: those of known models, and where its accuracy (0 to 1, over the same prompts) is told, those given
    the intercept that goes with it."""
    middle, spread = spread_of(abilities)
    if accuracy is not None:
        logit = np.log(accuracy / (1 - accuracy))
        tied = spread[:, -1] / spread[-1, -1]
        middle = middle + tied * (logit - middle[-1])
        spread = spread - np.outer(tied, spread[-1]) + 1e-3 * np.eye(len(middle))
    return middle, np.linalg.inv(spread)
