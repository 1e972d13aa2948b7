"""The router as it ships, judged on folds of groups: every prompt's probabilities come from a router that did not see its fold. Pools with prices, on
whose hulls a router is compared with each single model, chance, an oracle and nearest neighbours; sources and models left out."""
import json
import pathlib

import numpy as np

import measures
import router

HERE = pathlib.Path(__file__).resolve().parent
FOLDS, NEIGHBOURS, DRAWS = 5, 50, 100
# What a right answer may cost at most, in dollars: from next to nothing to nearly any price.
WORTH = [10 ** (e / 4) for e in range(-24, 5)]
BELIEFS = (1.0, 0.75, 0.5, 0.25, 0.0)
CHARS_A_TOKEN = 4.0


def prices():
    return json.loads((HERE / "prices.json").read_text())


class Split:
    """All prompts, in folds of groups, and routers that are trained on some of them."""

    def __init__(self, rows, x, counts, pools, inner):
        self.rows, self.x, self.counts, self.pools, self.inner = rows, x, counts, pools, inner
        self.folds = np.array([measures.fold(row["group"]) for row in rows])
        self.groups = [row["group"] for row in rows]

    def trained(self, learned, pools=None):
        space = router.Space.of(self.x[learned], self.counts[learned])
        points = space.points(self.x, self.counts)
        return router.train(space, points, pools or self.pools, self.inner, learned), points


class Crossed(Split):
    """Probabilities, and a neighbours' guess, for all prompts and models."""

    def __init__(self, rows, x, counts, pools, inner):
        super().__init__(rows, x, counts, pools, inner)
        models = sum(len(pool.models) for pool in pools)
        self.said, self.near = np.zeros((len(rows), models)), np.zeros((len(rows), models))
        self.routers = []
        for fold in range(FOLDS):
            here = self.folds == fold
            trained, points = self.trained(~here)
            self.names = trained.names
            self.said[here] = trained.probabilities(x[here], counts[here])
            self.neighbours(here, points)
            self.routers.append(trained)
            print(f"fold {fold + 1} of {FOLDS} trained and asked", flush=True)

    def neighbours(self, here, points):
        """The mean score of the nearest training prompts of the same pool."""
        at = 0
        for pool in self.pools:
            learn, judged = pool.rows[~here[pool.rows]], pool.rows[here[pool.rows]]
            scores = router.known(pool.scores[~here[pool.rows]])
            near = np.argpartition(-(points[judged] @ points[learn].T), NEIGHBOURS, 1)[:, :NEIGHBOURS]
            self.near[judged, at : at + len(pool.models)] = scores[near].mean(1)
            at += len(pool.models)

    def column(self, pool, model):
        return self.names.index(f"{pool}/{model}")


class Market:
    """A pool of models with prices, over the prompts that all of them were asked: score, cost and, by each way, what is expected of them."""

    def __init__(self, crossed, pool, models):
        self.pool, self.models = pool, models
        asked = [i for i in pool.rows if all(m in crossed.rows[i]["scores"] for m in models)]
        rows = [crossed.rows[i] for i in asked]
        self.groups = [row["group"] for row in rows]
        self.folds = crossed.folds[asked]
        self.benchmarks = [row["benchmark"] for row in rows]
        self.ids = [row["id"] for row in rows]
        self.score = np.array([[row["scores"][m] for m in models] for row in rows])
        columns = [crossed.column(pool.name, m) for m in models]
        self.said, self.near = crossed.said[asked][:, columns], crossed.near[asked][:, columns]
        self.tokens_in = np.array([len(row["text"]) / CHARS_A_TOKEN for row in rows])
        self.tokens_out = np.array([[tokens_of(row, m) for m in models] for row in rows])
        price = prices()["models"]
        self.price = np.array([[price[m]["input"], price[m]["output"]] for m in models])
        self.cost = (self.tokens_in[:, None] * self.price[:, 0] + self.tokens_out * self.price[:, 1]) / 1e6
        self.expected = np.zeros_like(self.cost)
        for fold in set(self.folds):
            # What an answer will cost is not known before: a model's mean answer on the other folds stands for it.
            mean = self.tokens_out[self.folds != fold].mean(0)
            here = self.folds == fold
            self.expected[here] = (self.tokens_in[here][:, None] * self.price[:, 0] + mean * self.price[:, 1]) / 1e6

    def chosen(self, said, worth, listed=None):
        """[prompts]: whom a policy takes that pays so much for a right answer, of the models that it lists (by row, or all)."""
        gain = np.reshape(worth, (-1, 1)) * said - self.expected
        return np.argmax(gain if listed is None else np.where(listed, gain, -np.inf), 1)

    def believed(self, said):
        """What a policy believes of `said` (by row), and whom it lists, chosen for each fold on the others: all models, or those that no mixture of others
        beats; and how far a prompt's probability is taken from the model's mean, from not at all, which is mixing the best models blindly, to fully."""
        out, listed = said.copy(), np.ones(said.shape, bool)
        for fold in set(self.folds):
            weights = (self.folds != fold).astype(float)
            mean = said.T @ weights / weights.sum()
            singles = points(self.singles(), weights)
            edge = measures.hull(singles)
            few = np.array([single in edge for single in singles])
            least, most = min(c for c, _ in singles), max(c for c, _ in singles)
            ways = [(belief, some) for belief in BELIEFS for some in (np.ones(len(few), bool), few)]

            def area(way):
                curve = [self.of(self.chosen(mean + way[0] * (said - mean), worth, way[1])) for worth in WORTH]
                return measures.aiq(measures.hull(points(curve, weights)), least, most)

            belief, some = max(ways, key=area)
            here = self.folds == fold
            out[here], listed[here] = mean + belief * (said[here] - mean), some
        return out, listed

    def of(self, picked):
        rows = np.arange(len(picked))
        return self.cost[rows, picked], self.score[rows, picked]

    def curve(self, said):
        """A (cost, quality) pair of arrays for each worth."""
        believed, listed = self.believed(said)
        return [self.of(self.chosen(believed, worth, listed)) for worth in WORTH]

    def oracle(self):
        """The cheapest of the models that were right most, for each worth."""
        return [self.of(np.argmax(worth * self.score - self.cost, 1)) for worth in WORTH]

    def singles(self):
        return [(self.cost[:, m], self.score[:, m]) for m in range(len(self.models))]


def tokens_of(row, model):
    length = row["out_chars"].get(model)
    return (length if length else prices()["answerChars"]) / CHARS_A_TOKEN


def points(curve, weights):
    total = weights.sum()
    return [(float(cost @ weights / total), float(quality @ weights / total)) for cost, quality in curve]


def compared(market):
    """AIQ of each way, and by how much the routed pool beats each single model at that model's own cost; with intervals over groups."""
    ways = {"router": market.curve(market.said), "neighbours": market.curve(market.near), "oracle": market.oracle(), "singles": market.singles()}
    chance = (market.cost.mean(1), market.score.mean(1))
    even = np.ones(len(market.groups))

    def told(weights):
        singles = points(ways["singles"], weights)
        least, most = min(c for c, _ in singles), max(c for c, _ in singles)
        hulls = {way: measures.hull(points(curve, weights)) for way, curve in ways.items()}
        found = {f"aiq {way}": measures.aiq(one, least, most) for way, one in hulls.items()}
        found["chance"] = points([chance], weights)[0][1]
        routed = measures.hull(points(ways["router"], weights))
        for model, (cost, quality) in zip(market.models, singles):
            found[f"beats {model}"] = measures.reached(routed, max(cost, routed[0][0])) - quality
        return found

    once = told(even)
    drawn = [told(np.array(weights)) for weights in measures.drawn(market.groups, DRAWS)]
    return {
        name: {"value": value, "interval": measures.interval([one[name] for one in drawn])} for name, value in once.items()
    }, {way: points(curve, even) for way, curve in ways.items()}, points([chance], even)[0]  # fmt: skip


def left_out_sources(crossed):
    """Areas on a source whose outcomes the factors did not learn from; of abilities only an accuracy is told. Groups of it are left out everywhere."""
    out = []
    for pool in crossed.pools:
        judged = np.zeros(len(crossed.rows), bool)
        judged[pool.rows] = True
        barred = {crossed.groups[i] for i in pool.rows}
        learned = np.array([group not in barred for group in crossed.groups])
        others = [asked_enough(other, learned) for other in crossed.pools if other.name != pool.name]
        trained, _ = crossed.trained(learned, others)
        factors = trained.factors(crossed.x[pool.rows], crossed.counts[pool.rows])
        told = []
        for m, model in enumerate(pool.models):
            asked = ~np.isnan(pool.scores[:, m])
            y = pool.scores[asked, m]
            ability, _ = router.prior(trained.abilities, float(np.clip(y.mean(), 0.02, 0.98)))
            p = router.sigmoid(factors[asked] @ ability[:-1] + ability[-1])
            own = crossed.said[pool.rows, crossed.column(pool.name, model)][asked]
            told.append((measures.auc(p.tolist(), y.tolist()), measures.auc(own.tolist(), y.tolist())))
        out.append((pool.name, len(pool.models), len(pool.rows), *np.mean(told, 0)))
        print(f"{pool.name} left out", flush=True)
    return out


def asked_enough(pool, learned, least=200):
    """Those of its models that were asked enough of what may be learned from."""
    kept = [m for m in range(len(pool.models)) if (~np.isnan(pool.scores[learned[pool.rows], m])).sum() >= least]
    return router.Pool(pool.name, [pool.models[m] for m in kept], pool.rows, pool.scores[:, kept])


def left_out_models(crossed, labels=(20, 50, 200), most=12):
    """A model that no factor learned of, judged on fold 0: with its accuracy alone, with so many labels of other folds, with all. Columns are (area, Brier)
    of each way, then of a constant."""
    out = []
    here = crossed.folds == 0
    for pool in crossed.pools:
        if len(pool.models) < 5:
            continue
        step = max(2, len(pool.models) // most)  # at most every other: the rest are whom it is like
        gone = list(range(0, len(pool.models), step))[:most]
        kept = [m for m in range(len(pool.models)) if m not in gone]
        rest = [router.Pool(p.name, [p.models[m] for m in kept], p.rows, p.scores[:, kept]) if p is pool else p for p in crossed.pools]
        trained, _ = crossed.trained(~here, rest)
        z = trained.factors(crossed.x, crossed.counts)
        own = np.array([name.startswith(pool.name + "/") for name in trained.names])
        told = [one for m in gone if (one := new_model(trained.abilities[own], pool, z, here, m, labels))]
        out.append((pool.name, len(told), np.mean(told, 0)))
        print(f"models of {pool.name} left out", flush=True)
    return out


def new_model(abilities, pool, z, here, m, labels):
    asked = ~np.isnan(pool.scores[:, m])
    learn, judged = pool.rows[asked & ~here[pool.rows]], pool.rows[asked & here[pool.rows]]
    y_learn, y = pool.scores[asked & ~here[pool.rows], m], pool.scores[asked & here[pool.rows], m]
    if len(y) < 60:
        return None
    accuracy = float(np.clip(y_learn.mean(), 0.02, 0.98))
    found = []

    def judge(ability):
        p = router.sigmoid(z[judged] @ ability[:-1] + ability[-1])
        found.extend((measures.auc(p.tolist(), y.tolist()), float(((p - y) ** 2).mean())))

    judge(router.prior(abilities, accuracy)[0])
    drawn = np.random.default_rng(m).permutation(len(learn))
    for count in (*labels, len(learn)):
        some = drawn[:count]
        judge(router.logistic(z[learn[some]], y_learn[some], *router.prior(abilities)))
    found.extend((0.5, float(((accuracy - y) ** 2).mean())))
    return found
