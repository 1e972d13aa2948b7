"""How often a request is routed elsewhere when it is said a little differently.

usage: python3 perf/analyzer/stability.py --data DIR [--prompts 2000]

DIR holds oasst1, arena_hard, self_instruct and hh_rlhf_harmless. Takes users' prompts, says each in nine other ways that ask the same,
asks `./outrigger explain --jsonl` with one local and one remote model, and counts how often the model that is asked first is another
than for the prompt as it was. Writes perf/results/stability.md.
"""

import argparse
import collections
import datetime
import gzip
import json
import os
import pathlib
import platform
import random
import re

from asking import LOCAL_FIRST, MODELS, ROOT, commit, explained

SOURCES = ("oasst1/oasst1_en_validation_prompts", "arena_hard/questions", "self_instruct/instructions", "hh_rlhf_harmless/first_turns")
LONGEST = 2000
SEED = 20261129


def polite(text, rng):
    before = rng.choice(["Please, ", "Hi! ", "Hello, could you help me with this? ", "Hey, ", "I would like to ask you something. "])
    return before + text


def thankful(text, rng):
    return text.rstrip() + rng.choice([" Thanks!", " Thank you very much.", " please", " Thanks in advance!"])


def courteous(text, rng):
    """In ways that `Courtesy` does not know."""
    before = rng.choice(["Dear assistant, ", "Good morning! Hope you can help me. ", "I hope you are well. I was wondering: ", ""])
    after = [" Best regards, Anna", " Thank you for your time.", " I really appreciate it!"]
    return before + text if before else text.rstrip() + rng.choice(after)


def lower(text, rng):
    return text.lower()


def upper(text, rng):
    return text.upper()


def bare(text, rng):
    """Without the punctuation at its end."""
    return text.rstrip().rstrip("?.!")


def spaced(text, rng):
    return "  " + re.sub(r" ", lambda gap: "  " if rng.random() < 0.3 else " ", text) + "\n\n"


def mistyped(text, rng):
    """One of each 60 letters changes places with the next, at least one."""
    places = [at for at in range(len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha() and text[at] != text[at + 1]]
    letters = list(text)
    for at in rng.sample(places, min(len(places), max(1, len(text) // 60))):
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def reordered(text, rng):
    """Its last sentence first, where it has several and they are of one paragraph."""
    sentences = re.split(r"(?<=[.!?]) +", text.strip())
    if len(sentences) < 2 or "\n" in text:
        return None
    return " ".join([sentences[-1], *sentences[:-1]])


WAYS = (polite, thankful, courteous, lower, upper, bare, spaced, mistyped, reordered)


def prompts(data, count, rng):
    found = {}
    for source in SOURCES:
        with gzip.open(pathlib.Path(data) / f"{source}.jsonl.gz", "rt") as lines:
            for row in map(json.loads, lines):
                text = row["prompt"]
                if row.get("split", "train") in ("train", "validation") and 3 <= len(text) <= LONGEST:
                    found.setdefault(text.strip(), source.split("/")[0])
    chosen = rng.sample(sorted(found), min(count, len(found)))
    return [(text, found[text]) for text in chosen]


def first_models(texts):
    return [answer["decision"]["candidates"][0]["model"] for answer in explained(texts, MODELS + LOCAL_FIRST)]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--prompts", type=int, default=2000)
    a = arguments.parse_args()
    rng = random.Random(SEED)
    rows = prompts(a.data, a.prompts, rng)
    asked = [(at, "as it was", text) for at, (text, _) in enumerate(rows)]
    for way in WAYS:
        for at, (text, _) in enumerate(rows):
            said = way(text, rng)
            if said and said.strip() and said != text:
                asked.append((at, way.__name__, said))
    models = first_models([text for _, _, text in asked])
    was = models[: len(rows)]
    flips, said = collections.Counter(), collections.Counter()
    for (at, way, _), model in list(zip(asked, models))[len(rows) :]:
        said[way] += 1
        flips[way] += model != was[at]
    local = sum(model == "smol" for model in was)
    total, flipped = sum(said.values()), sum(flips.values())
    table = [f"| {way.__name__} | {said[way.__name__]} | {flips[way.__name__]} | {100 * flips[way.__name__] / said[way.__name__]:.2f} |" for way in WAYS]
    text = [
        "# Said a little differently",
        "",
        f"{len(rows)} users' prompts, and each said in up to nine other ways that ask the same. Counted is how often another model is asked",
        f"first than for the prompt as it was; of those, {local} go to the local model ({100 * local / len(rows):.1f} %).",
        "",
        "`polite` and `thankful` say what the product takes away before it reads; `courteous` says others.",
        "",
        "- command: `python3 perf/analyzer/stability.py --data DIR`",
        f"- date: `{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}`",
        f"- commit: `{commit()}`",
        f"- cores: `{os.cpu_count()}`, kernel: `{platform.release()}`, python: `{platform.python_version()}`, seed: `{SEED}`",
        "",
        "| said | prompts | routed elsewhere | per cent |",
        "|---|---|---|---|",
        *table,
        f"| all | {total} | {flipped} | {100 * flipped / total:.2f} |",
    ]
    (ROOT / "perf" / "results" / "stability.md").write_text("\n".join(text) + "\n")
    print("\n".join(text[-len(table) - 1 :]))


if __name__ == "__main__":
    main()
