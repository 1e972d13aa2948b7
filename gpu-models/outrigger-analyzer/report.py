"""Writes what the heads are worth as perf/results/analyzer.md, with two charts."""
import os
import platform
import subprocess
from dataclasses import dataclass

import matplotlib
import numpy as np
import torch

import artifact
import figures
import lengths
import prompts

matplotlib.use("agg")
from matplotlib import pyplot  # noqa: E402

NAMES = ["task", "domain", *[name for name in prompts.HEADS if name != "task"]]
WAYS = ("majority", "length", "words", "frozen")


@dataclass
class Part:
    """A family of sources: its real prompts, and what was said of them by models that saw nothing of it."""

    family: str
    learned: int
    rows: list
    said: dict  # "heads/task": logits [rows, labels]; "words/task": probabilities

    def logits(self):
        return {key.split("/")[1]: value for key, value in self.said.items() if key.startswith("heads/")}

    def simple(self, way, name):
        return self.said[f"{way}/{name}"]


def joined(parts):
    return {name: np.concatenate([part.logits()[name] for part in parts]) for name in prompts.HEADS}


def crosswise(parts, name):
    """Probabilities of every prompt at the temperature that the other families' prompts give."""
    out = []
    for part in parts:
        others = [other for other in parts if other is not part]
        rows = [row for other in others for row in other.rows]
        heads = ["task"] if name == "domain" else [name]
        temperatures = {head: figures.temperature(joined(others)[head], figures.want(rows, head)) for head in heads}
        out.append(figures.judged(part.logits(), temperatures, name))
    return np.concatenate(out)


def as_said(parts, name):
    """Probabilities at one temperature for all, as a product has it: for ranks, which a temperature of each family's own would mix up."""
    return figures.judged(joined(parts), {head: 1.0 for head in prompts.HEADS}, name)


def table(head, lines):
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(map(str, x)) + " |" for x in lines), ""]


def heads_table(probabilities, ranked, rows):
    lines = []
    twice = [i for i, row in enumerate(rows) if row["second_target"] is not None]
    for name in NAMES:
        p, y = probabilities[name], figures.want(rows, name)
        y2 = figures.want([rows[i] for i in twice], name, "second_target")
        two = p.shape[1] == 2
        lines.append([
            name, figures.with_interval(figures.accuracy, p, y), figures.short(np.bincount(y).max() / len(y)),
            figures.with_interval(figures.macro_f1, p, y), figures.short(figures.kappa(p, y)),
            figures.with_interval(figures.auc, ranked[name], y) if two else "–", figures.with_interval(figures.surest_half, p, y),
            figures.short(figures.calibration_error(p, y)),
            figures.short((p[twice].argmax(1) == y2).mean()), figures.short((y[twice] == y2).mean()),
        ])  # fmt: skip
    return table(
        ["head", "accuracy", "most frequent", "macro F1", "kappa", "AUC", "accuracy of the surest half", "ECE",
         f"agrees with the second label (n = {len(twice)})", "first and second label agree"], lines)  # fmt: skip


def letters_table(probabilities, ranked, rows):
    lines = []
    is_read = np.array([prompts.is_read(row) for row in rows])
    for title, some in (("read", is_read), ("told to be unknown", ~is_read)):
        for name in NAMES:
            p, y = probabilities[name][some], figures.want(rows, name)[some]
            lines.append([
                title, int(some.sum()), name, figures.with_interval(figures.accuracy, p, y), figures.short(figures.macro_f1(p, y)),
                figures.with_interval(figures.auc, ranked[name][some], y) if p.shape[1] == 2 else "–", figures.short(figures.surest_half(p, y)),
            ])  # fmt: skip
    return table(["texts", "prompts", "head", "accuracy", "macro F1", "AUC", "surest half"], lines)


def lengths_table(probabilities, rows):
    """Of what is read: tokens of the prompt, without the two that frame it."""
    tokens = np.array([len(row["ids"]) - 2 if prompts.is_read(row) else -1 for row in rows])
    lines = []
    for low, high in ((0, 32), (32, 64), (64, 10**6)):
        some = (tokens >= low) & (tokens < high)
        for name in ("task", "domain"):
            p, y = probabilities[name][some], figures.want(rows, name)[some]
            lines.append([f"{low} to {high - 1}" if high < 10**6 else f"{low} and more, of which 94 are shown", int(some.sum()), name, figures.with_interval(figures.accuracy, p, y)])
    return table(["tokens", "prompts", "head", "accuracy"], lines)


def sources_table(parts, probabilities):
    lines, at = [], 0
    for part in parts:
        end = at + len(part.rows)
        for name in NAMES:
            p, y = probabilities[name][at:end], figures.want(part.rows, name)
            lines.append([
                f"{part.family} ({part.learned} rows to learn from)" if name == NAMES[0] else "", len(y), name,
                figures.with_interval(figures.accuracy, p, y), figures.with_interval(figures.macro_f1, p, y),
                figures.with_interval(figures.auc, p, y) if p.shape[1] == 2 else "–",
                figures.short(figures.surest_half(p, y)), figures.short(figures.calibration_error(p, y)),
            ])  # fmt: skip
        at = end
    return table(["left out", "prompts", "head", "accuracy", "macro F1", "AUC", "surest half", "ECE"], lines)


def simple_table(parts, probabilities, ranked):
    rows = [row for part in parts for row in part.rows]
    lines = []
    for name in NAMES:
        y = figures.want(rows, name)
        two = probabilities[name].shape[1] == 2
        measure = figures.auc if two else lambda p, y: (figures.accuracy(p, y) + figures.macro_f1(p, y)) / 2
        said = ranked[name] if two else probabilities[name]
        own = measure(said, y)
        ways = {way: measure(np.concatenate([part.simple(way, name) for part in parts]), y) for way in WAYS}
        best = max(ways, key=ways.get)
        drawn = np.random.default_rng(figures.SEED)
        p_best = np.concatenate([part.simple(best, name) for part in parts])
        more = []
        for _ in range(figures.RESAMPLES):
            some = drawn.integers(0, len(y), len(y))
            more.append(measure(said[some], y[some]) - measure(p_best[some], y[some]))
        low, high = np.percentile(more, [2.5, 97.5])
        lines.append([
            name, "AUC" if two else "mean of accuracy and macro F1", figures.short(own), *[figures.short(ways[way]) for way in WAYS],
            f"{own - ways[best]:+.3f} [{low:+.3f}, {high:+.3f}]", "yes" if name in (*artifact.SHIPPED, "domain") else "no",
        ])  # fmt: skip
    return table(["head", "measure", "head's", *WAYS, "more than the best of them", "shipped"], lines)


def abstain_table(probabilities, rows, least):
    lines = []
    for name, bound in least.items():
        p, y = probabilities[name], figures.want(rows, name)
        kept, right = p.max(1) >= bound, p.argmax(1) == y
        others = right[~kept].mean() if (~kept).any() else None
        lines.append([name, bound, *map(figures.short, (kept.mean(), right[kept].mean(), others))])
    head = ["dimension", "least confidence", "share of prompts decided by", "right among them", "right among the others"]
    return table(head, lines)


def several_table(parts):
    lines = []
    for part in parts:
        others = [other for other in parts if other is not part]
        learned = [(p, row["target"]["field"]) for other in others for p, row in zip(fields_of(other, others), other.rows) if prompts.is_read(row)]
        bound = figures.also_from(np.array([p for p, _ in learned]), np.array([y for _, y in learned]))
        some = np.array([prompts.is_read(row) for row in part.rows])
        said, y = figures.several(fields_of(part, others)[some], bound), figures.want(part.rows, "field")[some]
        right = said[np.arange(len(y)), y]
        lines.append([part.family, len(y), bound, figures.short(right.mean()), f"{said.sum(1).mean():.2f}"])
    return table(["left out", "prompts", "bound", "right one among them", "labels a prompt"], lines)


def fields_of(part, others):
    """Probabilities of a part's fields, at the temperature that others give."""
    heat = figures.temperature(joined(others)["field"], figures.want([row for other in others for row in other.rows], "field"))
    return figures.probabilities(part.logits()["field"], heat)


def bounds_table(probabilities, rows):
    lines = []
    for name in ("complexity", "difficulty", "harm"):
        p, y = probabilities[name][:, 1], figures.want(rows, name)
        for bound in (0.2, 0.3, 0.4, 0.5, 0.6):
            over = p >= bound
            precision = y[over].mean() if over.any() else None
            lines.append([f"{name} {bound}", *map(figures.short, (precision, over[y == 1].mean(), over.mean()))])
    return table(["at least", "precision", "recall", "share of prompts"], lines)


def confusion_chart(p, rows, file):
    y, labels = figures.want(rows, "task"), prompts.TASKS
    counts = np.zeros((len(labels), len(labels)), int)
    np.add.at(counts, (y, p.argmax(1)), 1)
    figure, axes = pyplot.subplots(figsize=(7, 6.4))
    axes.imshow(counts / np.maximum(1, counts.sum(1, keepdims=True)), cmap="Blues", vmin=0, vmax=1)
    for i, row in enumerate(counts):
        for j, count in enumerate(row):
            if count:
                axes.text(j, i, count, ha="center", va="center", fontsize=7, color="white" if count > row.sum() / 2 else "black")
    axes.set_xticks(range(len(labels)), labels, rotation=60, ha="right", fontsize=8)
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    axes.set(xlabel="said", ylabel="labelled", title="Task, on sources that were not trained on")
    figure.tight_layout()
    figure.savefig(file, dpi=80)
    pyplot.close(figure)


def reliability_chart(probabilities, rows, file):
    names = ["task", "domain", "field", "complexity", "difficulty"]
    figure, panels = pyplot.subplots(1, len(names), figsize=(13, 2.9), sharey=True)
    for axes, name in zip(panels, names):
        p, y = probabilities[name], figures.want(rows, name)
        sure, right = (p[:, 1], y == 1) if p.shape[1] == 2 else (p.max(1), p.argmax(1) == y)
        slot = np.minimum((sure * 10).astype(int), 9)
        full = [b for b in range(10) if (slot == b).sum() >= 10]
        axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
        axes.plot([sure[slot == b].mean() for b in full], [right[slot == b].mean() for b in full], marker="o", markersize=4)
        axes.set(title=name, xlabel="probability" if p.shape[1] == 2 else "confidence", xlim=(0, 1), ylim=(0, 1))
    panels[0].set_ylabel("observed")
    figure.tight_layout()
    figure.savefig(file, dpi=70)
    pyplot.close(figure)


def machine():
    try:
        with open("/proc/cpuinfo") as lines:
            model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    except OSError:
        model = platform.processor()
    return f"{os.cpu_count()} cores of {model or platform.machine()}, torch {torch.__version__}"


def commit():
    here = os.path.dirname(os.path.abspath(__file__))
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=here)
    return found.stdout.strip() or "unknown"


def write(parts, calibration, replied, folder):
    folder.mkdir(parents=True, exist_ok=True)
    rows = [row for part in parts for row in part.rows]
    probabilities, ranked = ({name: way(parts, name) for name in NAMES} for way in (crosswise, as_said))
    is_read = np.array([prompts.is_read(row) for row in rows])
    shipped = {
        name: figures.judged(joined(parts), calibration["temperatures"], name)[is_read] for name in calibration["leastConfidence"]
    }
    first = [i for i, row in enumerate(rows) if not row["is_later"]]
    lines = [
        "# What the analyzer's heads are worth", "",
        "Each of three models was trained without a family of sources and is judged on that family's real prompts alone, so that",
        f"each of the {len(rows):,} prompts is judged once, by a model that saw nothing of its source. In brackets are 95 % intervals of a",
        "thousand resamples of the prompts. Probabilities are taken at the temperature that the *other* families' prompts give; AUC over several",
        "families at one temperature for all.", "",
        "- command: `./outrigger bench analyzer --data DIR`", f"- machine: {machine()}", f"- commit: `{commit()}`", "",
        "## Every head, all sources", "", *heads_table(probabilities, ranked, rows),
        f"## The {len(first):,} prompts of the first labelling alone", "",
        *heads_table(*({name: p[first] for name, p in said.items()} for said in (probabilities, ranked)), [rows[i] for i in first]),
        f"`difficulty` is judged here as it learns beside the others; what ships is fitted to failures instead: [outcomes.md](outcomes.md).", "",
        "## By what it is written in", "",
        "The encoder knows English and few words of other alphabets. A text of which most letters are neither Latin nor Greek is told to be",
        "unknown; the figures of others say what the product says.", "", *letters_table(probabilities, ranked, rows),
        "## By length, of what is read", "", *lengths_table(probabilities, rows),
        "## By source left out", "", *sources_table(parts, probabilities),
        "## Against simple ways", "",
        "`length`, `words` and `frozen` are logistic regressions over the text's shape, over its words, and over the published encoder's",
        "vectors; they learned from the same rows and are judged on the same prompts.", "", *simple_table(parts, probabilities, ranked),
        "## Abstaining", "",
        "A label is not decided by where those said with less confidence were right less than",
        f"{figures.RIGHT_AT_LEAST:.0%} of the time, as long as at most {figures.ABSTAIN_AT_MOST:.0%} of the prompts are lost by it.", "",
        *abstain_table(shipped, [row for row in rows if prompts.is_read(row)], calibration["leastConfidence"]),
        "## Several subjects", "",
        f"`fields` has the likeliest, and each other of at least {calibration['alsoFrom']['field']}: the highest bound at which the right one is among them in",
        f"{figures.AMONG_AT_LEAST:.0%} of what is read. By bounds that the *other* families' prompts give:", "", *several_table(parts),
        "## Bounds of the probabilities", "", *bounds_table(probabilities, rows),
        "## How long an answer will be", "",
        f"`expectedOutput` and its quantiles against the best human replies to {len(replied[2])} prompts of oasst1 (characters / 4.2), lengths by label",
        "fitted on the other four fifths of them. The loss is the quantile's, of the logarithm.", "", *lengths.lines(*replied),
        "## Charts", "", "![tasks said and labelled](analyzer-confusion.png)", "", "![confidence and truth](analyzer-reliability.png)",
    ]  # fmt: skip
    (folder / "analyzer.md").write_text("\n".join(lines) + "\n")
    confusion_chart(probabilities["task"], rows, folder / "analyzer-confusion.png")
    reliability_chart(probabilities, rows, folder / "analyzer-reliability.png")
