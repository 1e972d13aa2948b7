"""What was answered as perf/results/local-model.md and .json, and as the profile that is shipped with the model."""

import collections
import datetime
import json
import math
import os
import pathlib
import platform
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "perf" / "analyzer"))

from asking import commit, explained  # noqa: E402

RESULTS = ROOT / "perf" / "results"
PROFILE = ROOT / "gpu-models" / "smollm2-135m-instruct" / "profile.yaml"
# Of these there is no right answer: their form is told, and the profile leaves them out.
UNMEASURED = ("conversation",)
SIMPLE = 0.3
Z = 1.959964

HEAD = """# What the local model can do

Prompts of public benchmarks, and some made here, whose answers can be checked by their form: asked of {model} (135 million
parameters, 4 bits) through the sidecar's own chat endpoint, at temperature 0, each once, without examples. In brackets the 95 % interval (Wilson). *Chance*
is what blind guessing would give, where all prompts have options. *Cut* are answers that reached the bound of tokens; they are judged as they are.

- command: `./outrigger bench local-model --data DIR`
- date: `{date}`
- commit: `{commit}`
- cores: `{cores}`, kernel: `{kernel}`, slots: `{slots}`
- asked: {asked} of {planned} prompts; {read} tokens read, {written} written

"""
MEANING = """
Whether an answer is right is told by [checks.py](../localmodel/checks.py), [instructions.py](../localmodel/instructions.py) and
[programs.py](../localmodel/programs.py): the number, the letter or label and no other, one of the accepted texts as whole words, the literal, every
instruction, or a program that passes every test. What each source was asked, how long its answers may be, and its check stand in
[prompts.py](../localmodel/prompts.py). *conversation* has no right answers: only its form is checked (not empty, in English letters, not going round in
circles, no claim to be a person), which says nothing of how good it is, so the profile leaves it out.

What was left out: summaries, translations and rewriting, which no form can judge; prompts over 1,100 characters, of XQuAD contexts over 800; the tasks of
BIG-Bench Hard that are longer or have no list of answers; instructions of IFEval that ask for another language or for more than some 90 words.
"""
SHIPPED = """# What SmolLM2 was measured to answer right, by domain, at 4 bits in this process. Made by ./outrigger bench local-model;
# what was asked, and how it was judged: perf/results/local-model.md. Domains in which nothing can be checked are not here.
domains:
"""


def wilson(right, count):
    """The 95 % interval of a share."""
    share, spread = right / count, Z * Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


class Tally:
    def __init__(self):
        self.count = self.right = self.cut = self.written = 0
        self.chances = []

    def add(self, question, told, right):
        self.count += 1
        self.right += right
        self.cut += told["finish"] == "length"
        self.written += told["written"]
        self.chances += [] if question.chance is None else [question.chance]

    def figures(self):
        low, high = wilson(self.right, self.count)
        figures = {"prompts": self.count, "right": self.right, "share": round(self.right / self.count, 4)}
        figures |= {"low": round(low, 4), "high": round(high, 4), "cut": self.cut, "tokens": self.written}
        if len(self.chances) < self.count:
            return figures
        return figures | {"chance": round(sum(self.chances) / self.count, 3)}


def row(*cells):
    return "| " + " | ".join(map(str, cells)) + " |"


def told_of(figures):
    cells = (figures["prompts"], f"{figures['share']:.3f} ({figures['low']:.3f}–{figures['high']:.3f})", figures.get("chance", ""))
    return (*cells, f"{figures['cut'] / figures['prompts']:.0%}", figures["tokens"])


def table(first, tallies):
    lines = [row(first, "prompts", "right", "chance", "cut", "tokens"), row(*["---"] * 6)]
    return lines + [row(name, *told_of(figures)) for name, figures in tallies.items()]


def figures_of(judged, key):
    tallies = collections.defaultdict(Tally)
    for question, told, right in judged:
        tallies[key(question)].add(question, told, right)
    return {name: tallies[name].figures() for name in sorted(tallies)}


def read_as(judged):
    """By prompt, the domain that the analyzer reads and whether its complexity is that of a simple request."""
    said = {}
    for (question, _, _), answer in zip(judged, explained([question.prompt for question, _, _ in judged])):
        domain, complexity = answer["analysis"]["domain"], answer["analysis"]["complexity"]
        sure = "value" in domain and not domain.get("abstained")
        said[question.source, question.id] = (domain["value"] if sure else "not sure", complexity.get("value", 1) <= SIMPLE)
    return said


def write(asked, answers, slots):
    judged = [(question, told, question.passes(told["answer"])) for question in asked if (told := answers.of(question))]
    domains = figures_of(judged, lambda question: question.domain)
    sources = figures_of(judged, lambda question: f"{question.domain}: {question.source}")
    read = read_as(judged)
    simple = [entry for entry in judged if read[entry[0].source, entry[0].id][1] and entry[0].domain not in UNMEASURED]
    by_reading = figures_of(simple, lambda question: read[question.source, question.id][0])
    head = {
        "model": "smollm2-135m-instruct",
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "commit": commit(),
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "slots": slots,
        "asked": len(judged),
        "planned": len(asked),
        "read": sum(told["read"] for _, told, _ in judged),
        "written": sum(told["written"] for _, told, _ in judged),
    }
    lines = table("domain", {name + (", form alone" if name in UNMEASURED else ""): domains[name] for name in domains})
    lines += ["", "By source:", "", *table("source", sources), ""]
    lines += [f"Those alone that the analyzer finds simple enough (complexity at most {SIMPLE}), by the domain that it reads, without *conversation*:", ""]
    lines += table("read as", by_reading)
    (RESULTS / "local-model.md").write_text(HEAD.format(**head) + "\n".join(lines) + "\n" + MEANING, encoding="utf-8")
    whole = head | {"domains": domains, "sources": sources, "simpleByReading": by_reading}
    (RESULTS / "local-model.json").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    measured = [(name, figures) for name, figures in domains.items() if name not in UNMEASURED]
    shipped = "".join(f"  {name}: {{ prompts: {figures['prompts']}, right: {figures['right']} }}\n" for name, figures in measured)
    PROFILE.write_text(SHIPPED + shipped, encoding="utf-8")
