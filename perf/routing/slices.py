"""LLMRouterBench's slice: real costs of current models, and no prompts. A router that knows the benchmark alone, and no more, stands for one that reads."""
import numpy as np

import matrices
import measures
import pools


class Slice(pools.Market):
    def __init__(self, folder):
        rows = matrices.lines(folder, "llmrouterbench_slice/slice_240x33")
        # A model without a price costs nothing in the source; it is left out.
        self.models = sorted(m for m in rows[0]["scores"] if all(row["cost_usd"].get(m, 0) > 0 for row in rows))
        self.ids = self.groups = [row["id"] for row in rows]
        self.folds = np.array([measures.fold(group) for group in self.groups])
        self.benchmarks = np.array([row["dataset"] for row in rows])
        self.score = np.array([[row["scores"][m] for m in self.models] for row in rows])
        self.cost = np.array([[row["cost_usd"][m] for m in self.models] for row in rows])
        self.said, self.expected = np.zeros_like(self.score), np.zeros_like(self.cost)
        for fold in set(self.folds):
            for benchmark in set(self.benchmarks):
                here = (self.folds == fold) & (self.benchmarks == benchmark)
                there = (self.folds != fold) & (self.benchmarks == benchmark)
                self.said[here], self.expected[here] = self.score[there].mean(0), self.cost[there].mean(0)
        self.near = self.said
