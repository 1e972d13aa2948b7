"""A mixed workload over the outcome matrices: task types in given shares, one pool of models for all, always the premium model against routed.

Each prompt's facts are written one JSON a line, so that decisions made elsewhere can be priced by the same table: id, task, fold, prompt, and for each model what
it scored, cost, was expected to cost, how long it took, and the probability that a router, which did not see the prompt's fold, gave it.
"""
import json

import numpy as np

import matrices
import measures
import pools

FLOOR = 0.975  # of the premium model's quality, on the other folds, by which the policy is chosen there: half a point above the aim
WORTH = [10 ** (e / 10) for e in range(-40, 1)]  # dollars for a right answer
PATIENCE = (0.0, 1e-5, 3e-5, 1e-4, 3e-4)  # dollars for a second less
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
    def __init__(self, crossed, folder, models=tuple(SLOTS)):
        self.models, self.speeds = list(models), speeds(folder)
        names = {source: [SLOTS[m][source] for m in models] for source in ("zeroeval_matrix", "mmlu_pro_matrix")}
        at = [
            i for i, row in enumerate(crossed.rows) if row["source"] in names and all(name in row["scores"] for name in names[row["source"]])
        ]  # fmt: skip
        self.rows = [crossed.rows[i] for i in at]
        named = [names[row["source"]] for row in self.rows]
        self.task = [next(task for task, prefix in TASKS.items() if row["benchmark"].startswith(prefix)) for row in self.rows]
        self.groups, self.folds = [row["group"] for row in self.rows], crossed.folds[at]
        self.score = np.array([[row["scores"][name] for name in own] for row, own in zip(self.rows, named)])
        self.said = np.array([
            [crossed.said[i, crossed.column(row["source"], name)] for name in own] for i, row, own in zip(at, self.rows, named)
        ])  # fmt: skip
        price = pools.prices()["models"]
        self.price = np.array([[price[SLOTS[m]["zeroeval_matrix"]][k] for k in ("input", "output")] for m in models])
        self.tokens_in = np.array([len(row["text"]) * TOKENS_A_CHAR for row in self.rows])
        self.tokens_out = np.array([[pools.tokens_of(row, LENGTH_OF.get(name, name)) for name in own] for row, own in zip(self.rows, named)])
        self.cost = (self.tokens_in[:, None] * self.price[:, 0] + self.tokens_out * self.price[:, 1]) / 1e6
        self.seconds = np.array([self.speeds[m][0] for m in models]) + self.tokens_out / np.array([self.speeds[m][1] for m in models])
        self.expected, self.expected_seconds = np.zeros_like(self.cost), np.zeros_like(self.cost)
        for fold in set(self.folds):
            mean = self.tokens_out[self.folds != fold].mean(0)
            here = self.folds == fold
            self.expected[here] = (self.tokens_in[here][:, None] * self.price[:, 0] + mean * self.price[:, 1]) / 1e6
            self.expected_seconds[here] = self.seconds[self.folds != fold].mean(0)
        self.premium = self.models.index(PREMIUM)

    def weights(self, simple):
        """Of rows, so that the simple task has this share and the others the rest in equal parts."""
        tasks = list(TASKS)
        share = {task: simple if task == tasks[0] else (1 - simple) / (len(tasks) - 1) for task in tasks}
        counts = {task: self.task.count(task) for task in tasks}
        return np.array([share[task] / counts[task] for task in self.task])

    def routed(self, least=FLOOR):
        """Whom a policy takes: of the worths of a right answer and of a second, those that kept enough of the premium model's quality on the other folds
        and saved most there, money and time counting the same."""
        picked, worths = np.zeros(len(self.rows), int), []
        grid = [(worth, patience) for worth in WORTH for patience in PATIENCE]
        choices = [np.argmax(worth * self.said - self.expected - patience * self.expected_seconds, 1) for worth, patience in grid]
        each, p = np.arange(len(self.rows)), self.premium
        for fold in sorted(set(self.folds)):
            weights = self.weights(0.25) * (self.folds != fold)
            floor = least * (self.score[:, self.premium] @ weights)
            spent = [
                (self.cost[each, one] @ weights / (self.cost[:, p] @ weights) + self.seconds[each, one] @ weights / (self.seconds[:, p] @ weights), i)
                for i, one in enumerate(choices)
                if self.score[each, one] @ weights >= floor
            ]
            best = min(spent)[1] if spent else len(choices) - 1
            worths.append(grid[best])
            picked[self.folds == fold] = choices[best][self.folds == fold]
        return picked, worths

    def told(self, picked, weights):
        """Quality kept, cost saved, time saved, against always the premium model; and the shares of each model."""
        each, p = np.arange(len(picked)), self.premium
        total = weights.sum()
        q, c, s = (table[each, picked] @ weights / total for table in (self.score, self.cost, self.seconds))
        pq, pc, ps = (table[:, p] @ weights / total for table in (self.score, self.cost, self.seconds))
        return {
            "quality": q, "premiumQuality": pq, "kept": q / pq, "cheaper": 1 - c / pc, "faster": 1 - s / ps,
            "cost": c * 1e3, "premiumCost": pc * 1e3, "seconds": s, "premiumSeconds": ps,
            "shares": [float(weights[picked == m].sum() / total) for m in range(len(self.models))],
        }  # fmt: skip

    def table(self, draws=200):
        picked, worths = self.routed()
        out = []
        ways = [("routed", picked)] + [(m, np.full(len(picked), i)) for i, m in enumerate(self.models) if i != self.premium]
        drawn = [np.array(weights) for weights in measures.drawn(self.groups, draws)]
        for simple in (0.25, 0.0, 0.5, 1.0):
            weights = self.weights(simple)
            for way, one in ways:
                found = self.told(one, weights)
                again = [self.told(one, weights * draw) for draw in drawn]
                for key in ("kept", "cheaper", "faster"):
                    found[key + "Interval"] = measures.interval([a[key] for a in again])
                out.append({"simple": simple, "way": way, **found})
        return out, worths, picked

    def write(self, file, picked):
        with open(file, "w", encoding="utf-8") as lines:
            for i, row in enumerate(self.rows):
                facts = {
                    m: {
                        "score": self.score[i, k], "dollars": float(self.cost[i, k]), "expectedDollars": float(self.expected[i, k]),
                        "seconds": float(self.seconds[i, k]), "probability": round(float(self.said[i, k]), 5),
                    }
                    for k, m in enumerate(self.models)
                }  # fmt: skip
                told = {"id": row["id"], "task": self.task[i], "fold": int(self.folds[i]), "prompt": row["text"], "routed": self.models[picked[i]], "models": facts}
                lines.write(json.dumps(told) + "\n")
