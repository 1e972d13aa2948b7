"""Judges by models' scores on public benchmarks whether `difficulty` tells which prompts a small model fails at.

    python failing.py --data DIR --encoder DIR [--analyzer DIR] [--work DIR] [--results DIR]    (./outrigger bench outcomes)

The head that ships has learned from rows of every matrix. Here it is fitted anew for each matrix, without that matrix, and judged
there; then also without its benchmarks wherever else they stand; then without one benchmark at a time. Writes RESULTS/outcomes.md, and
the head's temperature into calibration.json and the artefact: run it after train.py.
Vectors are kept in --work by the hash of their text and of the encoder.
"""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import platform
import tempfile

import numpy as np
import torch
from scipy.optimize import minimize_scalar
from scipy.stats import rankdata

import figures
import minilm
import outcomes
import prompts
import reference
import report

HERE = pathlib.Path(__file__).resolve().parent
# The models whose failures are told.
NAMED = {
    "zeroeval": ("gemma-2-2b-it", "Phi-3.5-mini-instruct", "Meta-Llama-3.1-8B-Instruct"),
    "llmrouter": ("mistral-7b-instruct-v0.3", "qwen2.5-7b-instruct", "gemma-2-9b-it"),
    "mmlu_pro": ("Mistral-7B-Instruct-v0.2", "Meta-Llama-3_1-8B-Instruct", "gemma-7b"),
    "routellm": ("mistralai/Mixtral-8x7B-Instruct-v0.1",),
}
WAYS = ("difficulty", "labels alone", "benchmarks alone", "complexity", "length")
ROUNDS = 500


class Vectors:
    """Of texts, computed once for an encoder."""

    def __init__(self, encoder, analyzer, work):
        self.model, self.heads = reference.adapted(encoder, analyzer)
        self.tokenizer = minilm.open_tokenizer(encoder)
        adapter = hashlib.sha256((analyzer / "analyzer.safetensors").read_bytes()).hexdigest()[:12]
        self.file = work / f"vectors-{adapter}.npz"
        self.known = dict(np.load(self.file)) if self.file.exists() else {}

    def of(self, ids):
        keys = [hashlib.sha256(repr(one).encode()).hexdigest()[:24] for one in ids]
        known = dict(zip(self.known.get("keys", []), range(len(self.known.get("keys", [])))))
        new = {key: one for key, one in zip(keys, ids) if key not in known}
        if new:
            print(f"{len(new)} vectors to compute", flush=True)
            found = outcomes.vectors(self.model, list(new.values()))
            before = self.known.get("vectors", np.zeros((0, minilm.WIDTH), np.float32))
            self.known = {"keys": np.array([*known, *new]), "vectors": np.concatenate([before, found])}
            self.file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self.file, **self.known)
            known = dict(zip(self.known["keys"], range(len(self.known["keys"]))))
        return self.known["vectors"][[known[key] for key in keys]]


class Judge:
    def __init__(self, rows, labelled, vectors):
        self.rows, self.labelled = rows, labelled
        self.x = vectors.of([minilm.window(vectors.tokenizer, row["text"]) for row in rows])
        self.x_labelled = vectors.of([row["ids"] for row in labelled])
        head = [vectors.heads[f"heads.complexity.{leaf}"].numpy() for leaf in ("weight", "bias")]
        self.said = {
            "complexity": self.x @ head[0][0] + head[1][0],
            "length": np.array([len(row["text"]) for row in rows], float),
            "labels alone": self.score(outcomes.fit([], self.x[:0], labelled, self.x_labelled)),
        }

    def score(self, fitted):
        return self.x @ fitted[0] + fitted[1]

    def without(self, judged, is_strict):
        """What each way says of all rows, when these were not learned from."""
        learn = outcomes.to_learn(self.rows, judged, is_strict)
        rows, x = [self.rows[i] for i in learn], self.x[learn]
        print(f"{len(judged)} judged, {len(rows)} learned from", flush=True)
        return self.said | {
            "difficulty": self.score(outcomes.fit(rows, x, self.labelled, self.x_labelled)),
            "benchmarks alone": self.score(outcomes.fit(rows, x, self.labelled, self.x_labelled, share=0.0)),
        }

    def of(self, matrix):
        return [i for i, row in enumerate(self.rows) if row["matrix"] == matrix]

    def by_benchmark(self, matrix):
        """What each way says of a matrix when one family of benchmarks after the other was left out."""
        out = {way: np.zeros(len(self.rows)) for way in WAYS}
        for family in sorted({self.rows[i]["family"] for i in self.of(matrix)}):
            some = [i for i in self.of(matrix) if self.rows[i]["family"] == family]
            for way, said in self.without(some, True).items():
                out[way][some] = said[some]
        return out


def auc(said, failed):
    """Area under the receiver's curve, by ranks."""
    positive = int(failed.sum())
    if not 0 < positive < len(failed):
        return float("nan")
    return (rankdata(said)[failed].sum() - positive * (positive + 1) / 2) / (positive * (len(failed) - positive))


def interval(said, failed):
    rng = np.random.default_rng(figures.SEED)
    drawn = (rng.integers(0, len(failed), len(failed)) for _ in range(ROUNDS))
    low, high = np.nanpercentile([auc(said[some], failed[some]) for some in drawn], [2.5, 97.5])
    return f"{figures.short(auc(said, failed))} [{figures.short(low)}, {figures.short(high)}]"


def lines(judge, matrix, said, but=None):
    """One for each named model: pooled over benchmarks, but for one, then the mean of what is told within each."""
    for model in NAMED[matrix]:
        some = [i for i in judge.of(matrix) if judge.rows[i]["benchmark"] != but]
        at = np.array([i for i in some if model in judge.rows[i]["scores"]])
        failed = np.array([judge.rows[i]["scores"][model] < 0.5 for i in at])
        benchmarks = np.array([judge.rows[i]["benchmark"] for i in at])
        own = said["difficulty"][at]
        within = np.nanmean([auc(own[benchmarks == one], failed[benchmarks == one]) for one in set(benchmarks)])
        rest = [figures.short(auc(said[way][at], failed)) for way in WAYS[1:]]
        yield [f"{matrix} without {but}" if but else matrix, model, len(at), figures.short(failed.mean()), interval(own, failed), figures.short(within), *rest]


def calibration(judge, said):
    """A line for each matrix: shares that failed, then the mean probability and its error over ten equal bins, at the temperature of the
    other matrices; and the temperature of all of them."""
    parts, table = {}, []
    for matrix in NAMED:
        at = np.array([i for i in judge.of(matrix) if judge.rows[i]["failed"] is not None])
        parts[matrix] = said[matrix][at], np.array([judge.rows[i]["failed"] for i in at])
    for matrix, (z, failed) in parts.items():
        heat = temperature([part for other, part in parts.items() if other != matrix])
        p = 1 / (1 + np.exp(-z / heat))
        slot = np.minimum((p * 10).astype(int), 9)
        error = sum(abs(p[slot == b].mean() - failed[slot == b].mean()) * (slot == b).mean() for b in set(slot))
        table.append([matrix, len(z), figures.short(failed.mean()), figures.short(p.mean()), figures.short(error), f"{heat:.2f}"])
    shipped = temperature(list(parts.values()))
    table.append(["all, as shipped", sum(len(z) for z, _ in parts.values()), "", "", "", f"{shipped:.2f}"])
    return table, shipped


def temperature(parts):
    """Of least log loss, each part weighing the same."""
    def loss(log_t):
        total = 0.0
        for z, failed in parts:
            p = np.clip(1 / (1 + np.exp(-z / np.exp(log_t))), 1e-9, 1 - 1e-9)
            total -= (failed * np.log(p) + (1 - failed) * np.log(1 - p)).mean()
        return total

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def write(judge, folder):
    head = ["matrix", "model", "prompts", "failed", "difficulty", "within a benchmark", *WAYS[1:]]
    # What trivia_qa counts as failed is mostly another wording of the right answer.
    shown = [("zeroeval", None), ("llmrouter", None), ("llmrouter", "trivia_qa"), ("mmlu_pro", None), ("routellm", None)]
    apart = {matrix: judge.without(judge.of(matrix), False) for matrix in NAMED}
    strictly = {matrix: judge.without(judge.of(matrix), True) for matrix in NAMED}
    probabilities, heat = calibration(judge, {matrix: said["difficulty"] for matrix, said in apart.items()})
    text = [
        "# Which prompts a small model fails at", "",
        "Area under the ROC curve of predictions that a model fails, by its scores on public benchmarks; in brackets the 95 % interval, by bootstrap",
        "over prompts. `difficulty` is fitted anew for each row, without what it is judged on; `labels alone` is the same head taught only what",
        "annotators thought, `benchmarks alone` only outcomes. AUCs are over all prompts of a matrix; `within a benchmark` is the mean over its benchmarks.",
        "The aim, .72 on an unseen matrix for a named model, is about the first table.", "",
        "- command: `./outrigger bench outcomes --data DIR`", f"- date: `{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}`",
        f"- commit: `{report.commit()}`", f"- cores: `{os.cpu_count()}`, kernel: `{platform.release()}`, python: `{platform.python_version()}`, torch: `{torch.__version__}`", "",
        "## A matrix left out", "", "Benchmarks of the same name may stand in another matrix, with other questions: GSM8K and MATH in zeroeval and llmrouter.", "",
        *report.table(head, [line for matrix, but in shown for line in lines(judge, matrix, apart[matrix], but)]),
        "## And its benchmarks, wherever they stand", "",
        *report.table(head, [line for matrix in NAMED for line in lines(judge, matrix, strictly[matrix])]),
        "## One benchmark left out after the other", "",
        "Of llmrouter's twelve; the others, and the other matrices, are learned from. Scores of twelve heads are pooled.", "",
        *report.table(head, list(lines(judge, "llmrouter", judge.by_benchmark("llmrouter")))),
        "## Probabilities", "", "Of the first table's heads: the share of small models that failed, and what was said, at the temperature that the other matrices give.", "",
        *report.table(["matrix left out", "prompts", "failed", "said", "ECE", "temperature"], probabilities),
    ]  # fmt: skip
    (folder / "outcomes.md").write_text("\n".join(text).rstrip() + "\n")
    print(folder / "outcomes.md")
    return heat


def main():
    arguments = argparse.ArgumentParser(prog="outrigger bench outcomes")
    arguments.add_argument("--data", required=True, metavar="DIR", help="holds the matrices and labelled_prompts/")
    arguments.add_argument("--encoder", required=True, type=pathlib.Path, metavar="DIR", help="holds all-MiniLM-L6-v2")
    arguments.add_argument("--analyzer", default=HERE, type=pathlib.Path, metavar="DIR", help="holds the adapter (default: beside this file)")
    kept = pathlib.Path(tempfile.gettempdir()) / "outrigger-analyzer"
    arguments.add_argument("--work", default=kept, type=pathlib.Path, metavar="DIR", help="keeps the vectors")
    arguments.add_argument("--results", default=HERE.parent.parent / "perf" / "results", type=pathlib.Path, metavar="DIR")
    arguments.add_argument("--threads", type=int, default=1)
    a = arguments.parse_args()
    torch.set_num_threads(a.threads)
    vectors = Vectors(a.encoder, a.analyzer, a.work)
    labelled, _ = prompts.split(prompts.read(a.data, vectors.tokenizer), [])
    heat = write(Judge(outcomes.read(a.data), labelled, vectors), a.results)
    known = json.loads((HERE / "calibration.json").read_text())
    known["temperatures"]["difficulty"] = round(heat, 4)
    (HERE / "calibration.json").write_text(json.dumps(known, indent=2) + "\n")
    card = json.loads((a.analyzer / "analyzer.json").read_text())
    for head in card["heads"]:
        head["temperature"] = round(heat, 4) if head["name"] == "difficulty" else head["temperature"]
    (a.analyzer / "analyzer.json").write_text(json.dumps(card, indent=2) + "\n")


if __name__ == "__main__":
    main()
