"""How long an analysis takes, one request after the other, over users' prompts.

usage: python3 perf/analyzer/speed.py --data DIR [--prompts 2000]

DIR holds oasst1, arena_hard, self_instruct, hh_rlhf_harmless, mt_bench, ifeval and xstest. Asks `./outrigger explain --jsonl` once with the default policy, which reads
complexity, domain and language, and once with a policy that reads nothing learned; writes perf/results/analyzer-speed.md. The first
200 requests of each are not counted.
"""

import argparse
import datetime
import gzip
import json
import os
import pathlib
import platform
import random

from asking import LOCAL_FIRST, MODELS, ROOT, commit, explained
from stability import SEED, prompts

WARM_UP = 200
POLICIES = {
    "complexity, domain and language (the default policy)": LOCAL_FIRST,
    "the injection score alone (plain Java)": (
        "policies:\n  default:\n    stages:\n      - rule: { when: 'analysis.injection > 0.9', prefer: [smol] }\n"
    ),
    "tokens alone (plain Java)": "policies:\n  default:\n    stages:\n      - rule: { when: 'analysis.tokens > 100000', prefer: [best] }\n",
}


# Sets that nothing learned from: their prompts are as new to the heads as an app's.
UNSEEN = (("mt_bench/questions", lambda row: row["turns"][0]), ("ifeval/ifeval", lambda row: row["prompt"]), ("xstest/xstest", lambda row: row["text"]))


def unseen(folder, rng):
    texts = []
    for name, of in UNSEEN:
        with gzip.open(pathlib.Path(folder) / f"{name}.jsonl.gz", "rt") as lines:
            texts += [of(json.loads(line)) for line in lines]
    rng.shuffle(texts)
    return texts


def millis(texts, policy):
    answers = explained(texts, MODELS + policy)
    return [answer["timings"]["analyzeMillis"] for answer in answers[WARM_UP:]]


def row(name, times):
    times = sorted(times)
    p50, p90, p99 = (times[int(len(times) * share)] for share in (0.5, 0.9, 0.99))
    return f"| {name} | {len(times)} | {p50:.3f} | {p90:.3f} | {p99:.3f} | {times[-1]:.3f} |"


def rows(texts, named):
    return [row(f"{named}: {name}", millis(texts, policy)) for name, policy in POLICIES.items()]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--prompts", type=int, default=2000)
    a = arguments.parse_args()
    load = os.getloadavg()
    table = rows([text for text, _ in prompts(a.data, a.prompts, random.Random(SEED))], "users' prompts, of which many were learned from")
    table += rows(unseen(a.data, random.Random(SEED)), "MT-Bench, IFEval and XSTest, of which none was")
    text = [
        "# How long an analysis takes",
        "",
        "Prompts one after the other, in one process; milliseconds of the whole analysis as `explain` tells them. Quick heads are sure of more of the prompts",
        "that they learned from; of users' prompts of sources left out the encoder has to be asked of two thirds (quick.md).",
        "",
        "- command: `python3 perf/analyzer/speed.py --data DIR`",
        f"- date: `{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}`",
        f"- commit: `{commit()}`",
        f"- cores: `{os.cpu_count()}`, kernel: `{platform.release()}`, load at the start: `{load[0]:.1f}`",
        "",
        "| what the policy reads | requests | p50 | p90 | p99 | most |",
        "|---|---|---|---|---|---|",
        *table,
    ]
    (ROOT / "perf" / "results" / "analyzer-speed.md").write_text("\n".join(text) + "\n")
    print("\n".join(table))


if __name__ == "__main__":
    main()
