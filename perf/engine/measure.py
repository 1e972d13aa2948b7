"""The local engine beside llama.cpp, with the same file and the same threads, in one run, their rounds in turn.

usage: measure.py --model FILE --python PYTHON [--rounds N] [--threads N] -- JAVA_COMMAND...     (./outrigger bench engine says all but --rounds)

Writes perf/results/engine.md and engine.json: medians of the rounds, with the lowest and the highest.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import signal
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from ours import Ours  # noqa: E402
from theirs import Theirs  # noqa: E402

SLOTS = 8
DECODED = 96
TOGETHER = 64
COPIED = 48
WORDS = "the harbour master wrote that seven boats had come in before noon with salt fish rope lamps and two letters for the school ".split()
COPIES = [
    f'Copy this text exactly: "On {day} the harbour master wrote that seven boats had come in before noon, with salt, fish, rope, lamps and two letters'
    f' for the school. Nobody had seen the eighth, and {who} was asked to look for it from the lighthouse."'
    for day, who in (("Monday", "Ann"), ("Tuesday", "Ben"), ("Wednesday", "Cleo"), ("Thursday", "Dan"), ("Friday", "Eve"))
]
STORIES = [f"Tell me a long story about {what}." for what in ("a lighthouse", "two foxes", "a lost key", "a mountain village", "an old ship", "a clock", "a river", "a garden")]


def long_prompt(words, number):
    """Of so many words and no beginning like another's."""
    return f"{number} is the number of this report. " + " ".join(WORDS[(number + i) % len(WORDS)] for i in range(words)) + ". What came in?"


def round_of(engine, number):
    told = {"decode": engine.decode(STORIES[number % len(STORIES)], DECODED), "together": engine.together(STORIES, TOGETHER)}
    told["copy"] = engine.decode(COPIES[number % len(COPIES)], COPIED)
    for words in (100, 480):
        told[f"prefill {words}"] = engine.prefill(long_prompt(words, 1000 + number))
    return told


def per_token(rows, what):
    return [1000 * row[what] / row["tokens"] for row in rows]


def measure(ours, theirs, rounds):
    told = {engine.name: [] for engine in (ours, theirs)}
    beside = []
    for engine in (ours, theirs):
        round_of(engine, 99)  # warm
    for number in range(rounds):
        for engine in (ours, theirs) if number % 2 else (theirs, ours):
            told[engine.name].append(round_of(engine, number))
        beside.append(ours.beside(STORIES[number % len(STORIES)], 500, long_prompt(800, 2000 + number)))
    return told, beside


def cell(values, digits=1):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}…{max(values):.{digits}f})"


def table(told):
    names = list(told)
    lines = [f"| | {names[0]} | {names[1]} | ratio of the medians |", "|---|---:|---:|---:|"]

    def row(label, values, better_is_less=True, digits=1):
        a, b = (statistics.median(values[name]) for name in names)
        ratio = b / a if better_is_less else a / b
        lines.append(f"| {label} | {cell(values[names[0]], digits)} | {cell(values[names[1]], digits)} | {ratio:.2f} |")

    for kind, label in (("decode", "one answer: ms a token"), ("copy", "one answer that copies a text: ms a token"), ("together", f"{SLOTS} answers at once, prompts included: ms a token")):
        for what, unit in (("seconds", "wall"), ("cpu", "CPU")):
            row(f"{label}, {unit}", {name: per_token([one[kind] for one in told[name]], what) for name in names}, digits=2)
    for words in (100, 480):
        tokens = told[names[0]][0][f"prefill {words}"]["tokens"]
        for what, unit in (("seconds", "wall"), ("cpu", "CPU")):
            row(f"first token of a prompt of {tokens}: ms, {unit}", {name: [1000 * one[f"prefill {words}"][what] for one in told[name]] for name in names}, digits=0)
    return lines


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def beside_lines(beside):
    alone = [1000 * gap for one in beside for gap in one["alone"]]
    during = [1000 * gap for one in beside for gap in one["beside"]]
    return [
        f"Gaps between the tokens of one answer, ms: alone p50 {quantile(alone, 0.5):.1f}, p99 {quantile(alone, 0.99):.1f} ({len(alone)} gaps); while a prompt of",
        f"some 850 tokens is read p50 {quantile(during, 0.5):.1f}, p99 {quantile(during, 0.99):.1f} ({len(during)} gaps), {quantile(during, 0.99) / quantile(alone, 0.99):.2f} times at p99.",
        f"That prompt's first token came after {cell([one['first'] for one in beside], 2)} s.",
    ]


def check_lines():
    """What the tests before the measurement wrote down."""
    target = pathlib.Path(__file__).resolve().parent.parent.parent / "target"
    exact, restless = (json.loads((target / f"engine-{name}.json").read_text(encoding="utf-8")) for name in ("agreement", "restless"))
    return [
        f"Exactness: unpacked and in float32, {exact['same']} of {exact['prompts']} answers of 40 tokens are those of transformers in float32. As it serves (four",
        f"bits, bfloat16), {exact['agreed']} of {exact['steps']} tokens ({100 * exact['agreed'] / exact['steps']:.1f} %) are the same behind the same tokens, and the cosine of the logits is at",
        f"least {exact['cosine']:.4f}. (LlamaAgreementIT)",
        "",
        f"{restless['generations']} answers, {restless['cancelled']} cancelled and {restless['refused']} refused at random: no slot was kept, and native memory changed by {restless['bytesEach']} bytes an answer",
        "(slope behind the first third). (LlamaRestlessIT)",
        "",
    ]


def commit():
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()


def main():
    cut = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--python", required=True, help="one that has llama-cpp-python")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(sys.argv[1:cut])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load = pathlib.Path("/proc/loadavg").read_text().strip()
    with Ours(sys.argv[cut + 1 :], SLOTS, options.threads) as ours, Theirs(options.python, options.model, SLOTS, options.threads) as theirs:
        told, beside = measure(ours, theirs, options.rounds)
        resident = {engine.name: engine.resident() for engine in (ours, theirs)}
    cpu = next((line.split(":")[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "?")
    version = subprocess.run([options.python, "-c", "import llama_cpp; print(llama_cpp.__version__)"], capture_output=True, text=True, check=True).stdout.strip()
    lines = [
        "# The local engine beside llama.cpp",
        "",
        "SmolLM2-135M-Instruct, the same GGUF file (Q4_1), greedy. Outrigger is asked over HTTP and streams, as an app has it; llama.cpp is stepped",
        "through its C interface without any server. Each figure is the median of the rounds, which take turns, with the lowest and the highest. A ratio",
        "above 1 is in Outrigger's favour.",
        "",
        f"- command: `./outrigger bench engine --rounds {options.rounds} --threads {options.threads}`",
        f"- date: `{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}`, commit `{commit()}`",
        f"- machine: `{cpu}`, {os.cpu_count()} cores, kernel `{platform.release()}`, load at the start `{load}`",
        f"- llama.cpp: llama-cpp-python `{version}`, built here; {options.threads} thread(s) each, {SLOTS} slots of 1,024 tokens",
        "",
        *table(told),
        "",
        f"Resident memory at the end, MiB: {resident['Outrigger']:.0f} (the whole sidecar) and {resident['llama.cpp']:.0f} (with Python).",
        "",
        *beside_lines(beside),
        "",
        *check_lines(),
    ]
    results = pathlib.Path(__file__).resolve().parent.parent / "results"
    (results / "engine.md").write_text("\n".join(lines), encoding="utf-8")
    (results / "engine.json").write_text(json.dumps({"rounds": told, "beside": beside, "resident": resident}) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
