"""Judges the learned router on groups that it did not see.    ./outrigger bench routing --data DIR

Writes RESULTS/routing.md, routing.json, routing-reliability.png and routing-hull.png, and the mixed workload's rows into --work.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
ROUTER = HERE.parents[1] / "gpu-models" / "outrigger-router"
sys.path[:0] = [str(HERE), str(ROUTER)]

import matrices  # noqa: E402
import pair  # noqa: E402
import plots  # noqa: E402
import pools  # noqa: E402
import report  # noqa: E402
import router  # noqa: E402
import slices  # noqa: E402
import train  # noqa: E402
import workload  # noqa: E402
from vectors import ANALYZER, Vectors, counted  # noqa: E402

MARKETS = {
    "mmlu_pro_matrix": (
        "gemini-1.5-pro-002 gemini-1.5-flash-002 DeepSeek-Coder-V2 Meta-Llama-3_1-70B-Instruct Meta-Llama-3_1-8B-Instruct"
        " Mixtral-8x7B-Instruct-v0.1 Phi-3-mini-4k-instruct mathstral-7B"
    ).split(),
    "zeroeval_matrix": (
        "gpt-4o-2024-08-06 gpt-4o-mini-2024-07-18 claude-3-5-sonnet-20241022 claude-3-5-haiku-20241022 claude-3-haiku-20240307 gemini-1.5-pro"
        " gemini-1.5-flash Mistral-Large-2 deepseek-v2.5-0908 Meta-Llama-3.1-70B-Instruct Meta-Llama-3.1-8B-Instruct"
    ).split(),
    "llmrouter_9models": None,
}


def texts(rows):
    return [row["text"] for row in rows]


def pairs(rows, vectors):
    """The protocol on both benchmarks: with at most 1,500 labels, and with all."""
    out = {}
    for name, benchmark, like in (("MMLU", "routellm/mmlu", None), ("GSM8K", "routellm/gsm8k_routing", "zeroeval_matrix/gsm")):
        own = [row for row in rows if row["benchmark"] == benchmark]
        aid = pair.aid_of(own, [row for row in rows if row["benchmark"] == like]) if like else None
        one = pair.Pair(name, own, vectors.of(texts(own)), counted(texts(own)), aid)
        for told, cap, aided in (("at most 1,500 labels", pair.CAP, False), ("all labels", None, True)):
            said, chosen = one.scores(cap, aided)
            untouched = [i for i, fold in enumerate(one.folds) if fold == 0]
            out[f"{name}, {told}"] = {**one.judged(said), "first fold": one.judged(said, untouched)["apgr"], "chosen": chosen}
            print(f"{name}, {told}: APGR {out[f'{name}, {told}']['apgr']:.3f}", flush=True)
        if aid is not None:
            out[f"{name}, if other models' outcomes on the same question were known"] = one.judged(np.nan_to_num(aid))
    return out


def conversations(folder, rows, vectors, crossed):
    """MT-Bench, of which no grade was learned from: by the router's two probabilities, by the analyzer's heads, and both."""
    asked = matrices.mt_bench(folder)
    x, counts = vectors.of(texts(asked)), counted(texts(asked))
    trained, _ = crossed.trained(np.ones(len(rows), bool))
    said = trained.probabilities(x, counts)
    gap = said[:, trained.names.index(f"routellm/{matrices.STRONG}")] - said[:, trained.names.index(f"routellm/{matrices.WEAK}")]
    ways = {"router": gap}
    from safetensors import safe_open

    with safe_open(ANALYZER / "analyzer.safetensors", "np") as heads:
        for head in ("difficulty", "complexity"):
            ways[f"`{head}`"] = x @ heads.get_tensor(f"heads.{head}.weight").astype(float)[0]
    ways["router and `difficulty`"] = standard(gap) + standard(ways["`difficulty`"])
    weak, strong = ([row["scores"][m] for row in asked] for m in (matrices.WEAK, matrices.STRONG))
    return {way: pair.judged(list(one), weak, strong, [row["group"] for row in asked]) for way, one in ways.items()}


def standard(values):
    return (values - values.mean()) / values.std()


def markets(crossed, folder):
    out, drawn = {}, []
    told = [(pool.name, pools.Market(crossed, pool, MARKETS[pool.name] or pool.models)) for pool in crossed.pools if pool.name in MARKETS]
    for name, market in [*told, ("llmrouterbench_slice", slices.Slice(folder))]:
        found, curves, chance = pools.compared(market)
        out[name] = {"prompts": len(market.groups), "models": len(market.models), "found": found}
        drawn.append((name, market, curves, chance))
        print(f"{name}: AIQ {found['aiq router']['value']:.3f}, of single models {found['aiq singles']['value']:.3f}", flush=True)
    return out, drawn


def floors(mixed):
    """What another floor of quality would have given, at 25 % each."""
    out = []
    for floor in (0.97, 0.9725, 0.975, 0.98, 0.985, 0.99):
        picked, _ = mixed.routed(floor)
        out.append({"floor": floor, **{k: v for k, v in mixed.told(picked, mixed.weights(0.25)).items() if k in ("kept", "cheaper", "faster", "shares")}})
    return out


def commit():
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True)
    return told.stdout.strip() or "none"


def main():
    arguments = argparse.ArgumentParser(prog="outrigger bench routing")
    arguments.add_argument("--data", required=True, type=pathlib.Path, metavar="DIR", help="holds the matrices")
    arguments.add_argument("--encoder", required=True, type=pathlib.Path, metavar="DIR", help="holds all-MiniLM-L6-v2")
    kept = pathlib.Path(tempfile.gettempdir()) / "outrigger-router"
    arguments.add_argument("--work", default=kept, type=pathlib.Path, metavar="DIR", help="keeps the vectors, and gets the workload's rows")
    arguments.add_argument("--results", default=HERE.parent / "results", type=pathlib.Path, metavar="DIR")
    a = arguments.parse_args()
    rows = matrices.read(a.data)
    vectors = Vectors(a.encoder, a.work)
    x, counts = vectors.of(texts(rows)), counted(texts(rows))
    found = {"pair": pairs(rows, vectors)}
    crossed = pools.Crossed(rows, x, counts, train.pools_of(rows), np.array([train.fold(row["group"]) for row in rows]))
    found["mtBench"] = conversations(a.data, rows, vectors, crossed)
    found["asShipped"] = {
        name: crossed_pair(crossed, benchmark) for name, benchmark in (("MMLU", "routellm/mmlu"), ("GSM8K", "routellm/gsm8k_routing"))
    }  # fmt: skip
    found["reliability"] = plots.reliability(crossed, a.results / "routing-reliability.png")
    found["markets"], drawn = markets(crossed, a.data)
    plots.hulls(drawn, a.results / "routing-hull.png")
    mixed = workload.Workload(crossed, a.data)
    table, worths, picked = mixed.table()
    mixed.write(a.work / "mixed-workload.jsonl", picked)
    found["workload"] = {
        "rows": table, "worths": worths, "floors": floors(mixed), "models": mixed.models, "speeds": mixed.speeds, "prompts": len(mixed.rows),
        "tasks": {task: mixed.task.count(task) for task in workload.TASKS},
    }  # fmt: skip
    found["sourcesLeftOut"] = pools.left_out_sources(crossed)
    found["modelsLeftOut"] = [(name, count, list(told)) for name, count, told in pools.left_out_models(crossed)]
    found["about"] = {
        "date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}", "commit": commit(), "cores": os.cpu_count(),
        "kernel": platform.release(), "python": platform.python_version(), "numpy": np.__version__, "data": train.data_hash(a.data),
        "prompts": len(rows), "factors": router.FACTORS, "landmarks": router.LANDMARKS,
    }  # fmt: skip
    (a.results / "routing.json").write_text(json.dumps(found, indent=1, default=plain) + "\n")
    (a.results / "routing.md").write_text(report.text(json.loads((a.results / "routing.json").read_text())))
    print(a.results / "routing.md")


def crossed_pair(crossed, benchmark):
    """The protocol with all labels, by the two probabilities as the product has them."""
    at = [i for i, row in enumerate(crossed.rows) if row["benchmark"] == benchmark]
    said = crossed.said[at][:, [crossed.column("routellm", m) for m in (matrices.STRONG, matrices.WEAK)]]
    weak, strong = ([crossed.rows[i]["scores"][m] for i in at] for m in (matrices.WEAK, matrices.STRONG))
    ranks = pair.measures.within(list(said[:, 0] - said[:, 1]), list(crossed.folds[at]))
    return pair.judged(ranks, weak, strong, [crossed.groups[i] for i in at])


def plain(value):
    return round(float(value), 6) if isinstance(value, (np.floating, float)) else value.tolist() if hasattr(value, "tolist") else list(value)


if __name__ == "__main__":
    main()
