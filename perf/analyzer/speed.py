"""How long an analysis takes, one request after the other, over users' prompts.

usage: python3 perf/analyzer/speed.py --data DIR [--prompts 2000]

DIR holds oasst1, arena_hard, self_instruct, hh_rlhf_harmless, mt_bench, ifeval and xstest. Asks `./outrigger explain --jsonl` once with the default policy, which reads
complexity, domain and language, and with policies that read nothing learned; writes perf/results/analyzer-speed.md: the whole analysis,
and of the default policy how many prompts the encoder was asked about, and how long those and the others took. The first 200 requests
of each are not counted.
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


ENCODER = "learned"


def timings(texts, policy):
    return [answer["timings"] for answer in explained(texts, MODELS + policy)[WARM_UP:]]


def whole(one):
    return one["analyzeMillis"]


def encoder(one):
    """Milliseconds that the encoder took with its queue, or None where it was not asked."""
    runs = [run["millis"] for run in one["probes"] if run["probe"] == ENCODER]
    return runs[0] if runs else None


def row(name, times, of):
    times = sorted(times)
    if not times:
        return f"| {name} | 0 of {of} | – | – | – | – |"
    p50, p90, p99 = (times[int(len(times) * share)] for share in (0.5, 0.9, 0.99))
    return f"| {name} | {len(times)} of {of} | {p50:.3f} | {p90:.3f} | {p99:.3f} | {times[-1]:.3f} |"


def rows(texts, named):
    found = []
    for name, policy in POLICIES.items():
        all_of = timings(texts, policy)
        found.append(row(f"{named}: {name}", [whole(one) for one in all_of], len(all_of)))
        if policy != LOCAL_FIRST:
            continue
        asked = [one for one in all_of if encoder(one) is not None]
        spared = [one for one in all_of if encoder(one) is None]
        found.append(row(f"{named}: the same, where quick heads were sure", [whole(one) for one in spared], len(all_of)))
        found.append(row(f"{named}: the same, where the encoder was asked", [whole(one) for one in asked], len(all_of)))
        found.append(row(f"{named}: of these, the encoder alone with its queue", [encoder(one) for one in asked], len(all_of)))
    return found


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
