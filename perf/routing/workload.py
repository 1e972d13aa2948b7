"""A mixed workload over the outcome matrices: task types in given shares, one pool of models for all, always the premium model against routed.

Weights are chosen here, for each fold on the others; who is asked is decided, and what came of it is counted, by the product (replayed.py).
"""
import numpy as np

import matrices
import measures
import pools
import replayed
import router

# Of the premium model's quality kept, cheaper, faster. The weights are those whose worst margin over them, on the other folds, is greatest.
AIMS = (0.97, 0.58, 0.44)
# The policy's weights of cost and of latency, where quality has weight 1.
GRID = [(float(f"{10 ** (e / 10):.4g}"), latency) for e in range(-10, 21) for latency in (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0)]
TOKENS_A_CHAR = 1 / pools.CHARS_A_TOKEN
# Task: benchmark prefixes. The first is the simple one.
TASKS = {"simple maths": "zeroeval_matrix/gsm", "code": "zeroeval_matrix/crux", "hard maths": "zeroeval_matrix/math_l5", "knowledge": "mmlu_pro_matrix/"}
# Model: its name in either matrix.
SLOTS = {
    "gemini-1.5-pro": {"zeroeval_matrix": "gemini-1.5-pro", "mmlu_pro_matrix": "gemini-1.5-pro-002"},
    "gemini-1.5-flash": {"zeroeval_matrix": "gemini-1.5-flash", "mmlu_pro_matrix": "gemini-1.5-flash-002"},
    "llama-3.1-70b": {"zeroeval_matrix": "Meta-Llama-3.1-70B-Instruct", "mmlu_pro_matrix": "Meta-Llama-3_1-70B-Instruct"},
    "llama-3.1-8b": {"zeroeval_matrix": "Meta-Llama-3.1-8B-Instruct", "mmlu_pro_matrix": "Meta-Llama-3_1-8B-Instruct"},
}
PREMIUM = "gemini-1.5-pro"
# Stored answers of this one are often the answer line alone: another's length stands for it.
LENGTH_OF = {"gemini-1.5-pro-002": "gemini-1.5-flash-002"}
# Calls measured of the vendor's next generation of the same tier; of the others nothing was measured, and a host's usual speed is assumed.
MEASURED = {"gemini-1.5-pro": "gemini-2.5-pro", "gemini-1.5-flash": "gemini-2.5-flash"}
ASSUMED = {"llama-3.1-70b": (0.5, 75.0), "llama-3.1-8b": (0.5, 150.0)}  # seconds to the first token, tokens a second
FIRST = 0.5


def speeds(folder):
    """Seconds to the first token (assumed) and tokens a second (so that the median call takes its median time), by model."""
    rows = [row for row in matrices.lines(folder, "conduit_latency_cost/observations") if row["success"]]
    out = dict(ASSUMED)
    for model, stand_in in MEASURED.items():
        calls = [row for row in rows if row["model"] == stand_in]
        seconds, tokens = np.median([row["latency_s"] for row in calls]), np.median([row["out_chars"] for row in calls]) * TOKENS_A_CHAR
        out[model] = (FIRST, float(tokens / (seconds - FIRST)))
    return out


class Workload:
    def __init__(self, crossed, folder, every=1, models=tuple(SLOTS)):
        """every: of knowledge, by far the largest task, every so many groups, by their hash."""
        self.every = every
        self.models, self.speeds = list(models), speeds(folder)
        names = {source: [SLOTS[m][source] for m in models] for source in ("zeroeval_matrix", "mmlu_pro_matrix")}
        at = [
            i for i, row in enumerate(crossed.rows)
            if row["source"] in names and all(name in row["scores"] for name in names[row["source"]])
            and (row["source"] == "zeroeval_matrix" or measures.fold(row["group"], every, "some") == 0)
        ]  # fmt: skip
        self.rows = [crossed.rows[i] for i in at]
        named = [names[row["source"]] for row in self.rows]
        self.task = [next(task for task, prefix in TASKS.items() if row["benchmark"].startswith(prefix)) for row in self.rows]
        self.groups, self.folds = [row["group"] for row in self.rows], crossed.folds[at]
        self.score = np.array([[row["scores"][name] for name in own] for row, own in zip(self.rows, named)])
        self.at, self.x, self.counts = np.array(at), crossed.x[at], crossed.counts[at]
        price = pools.prices()["models"]
        self.price = np.array([[price[SLOTS[m]["zeroeval_matrix"]][k] for k in ("input", "output")] for m in models])
        self.tokens_in = np.array([len(row["text"]) * TOKENS_A_CHAR for row in self.rows])
        self.tokens_out = np.array([[pools.tokens_of(row, LENGTH_OF.get(name, name)) for name in own] for row, own in zip(self.rows, named)])
        self.cost = (self.tokens_in[:, None] * self.price[:, 0] + self.tokens_out * self.price[:, 1]) / 1e6
        self.seconds = np.array([self.speeds[m][0] for m in models]) + self.tokens_out / np.array([self.speeds[m][1] for m in models])
        self.premium = self.models.index(PREMIUM)

    def weights(self, simple):
        """Of rows, so that the simple task has this share and the others the rest in equal parts."""
        share = self.mix(simple)
        counts = {task: self.task.count(task) for task in TASKS}
        return np.array([share[task] / counts[task] for task in self.task])

    def usual_seconds(self, fold):
        """Of each model's answers, on the other folds."""
        return self.seconds[self.folds != fold].mean(0)

    def pool(self):
        """One pool of the four models over all tasks, so that a router learns one ability of each: a policy does not know which matrix a prompt is of."""
        return router.Pool(replayed.POOL, self.models, self.at, self.score)

    def chosen(self, choices):
        """For each fold the pair of weights whose worst margin over the aims is greatest on the others, all tasks weighing the same."""
        best = []
        for fold in sorted(set(self.folds)):
            weights = self.weights(0.25) * (self.folds != fold)
            told = [self.told(picked, weights) for picked in choices]
            best.append(measures.safest([(one["kept"], one["cheaper"], one["faster"]) for one in told], AIMS))
        return best

    def told(self, picked, weights):
        """Quality kept, cost saved and time saved, against always the premium model."""
        each, p = np.arange(len(picked)), self.premium
        kept, cost, seconds = (table[each, picked] @ weights / (table[:, p] @ weights) for table in (self.score, self.cost, self.seconds))
        return {"kept": kept, "cheaper": 1 - cost, "faster": 1 - seconds}

    def mix(self, simple):
        """The simple task's share, and the others' equal parts of the rest."""
        tasks = list(TASKS)
        return {task: simple if task == tasks[0] else (1 - simple) / (len(tasks) - 1) for task in tasks}

    def table(self, folds):
        """Rows of the page, each as the product's replay reported it; and the weights, by fold."""
        best = self.chosen(folds.choices(GRID))
        simples = (0.25, 0.0, 0.5, 1.0)
        ways = [("routed", folds.routed([GRID[i] for i in best]))] + [(m, folds.single(m)) for i, m in enumerate(self.models) if i != self.premium]
        found = {}
        for way, policies in ways:
            report = folds.replay(policies, [self.mix(simple) for simple in simples])
            for simple, judged in zip(simples, report["judged"]["rows"]):
                found[simple, way] = {"simple": simple, "way": way, **replayed.row_of(judged, self.models)}
            print(f"{way}: kept {found[0.25, way]['kept']:.4f}, cheaper {found[0.25, way]['cheaper']:.4f}, faster {found[0.25, way]['faster']:.4f}", flush=True)
        return [found[simple, way] for simple in simples for way, _ in ways], [GRID[i] for i in best]
