"""Judges the learned router on groups that it did not see.    ./outrigger bench routing --data DIR

Writes RESULTS/routing.md, routing.json, routing-reliability.png and routing-hull.png, and into --work/replayed what the mixed workload's replay read.
After -- stands how the product is started.
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
import replayed  # noqa: E402
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


def workload_found(a, java, rows, x, counts, vectors):
    """The mixed workload: routers that learn the four models over all tasks, and the product's replay with them."""
    inner, all_pools = np.array([train.fold(row["group"]) for row in rows]), train.pools_of(rows)
    crossed = pools.Split(rows, x, counts, all_pools, inner)
    mixed = workload.Workload(crossed, a.data, a.knowledge_every)
    joined = [*all_pools, mixed.pool()]
    routers = [crossed.trained(crossed.folds != fold, joined)[0] for fold in range(pools.FOLDS)]
    folds = replayed.Folds(replayed.Product(java, a.work.resolve() / "replayed"), mixed, routers, replayed.encoder_of(vectors), a.at_once)
    table, weights = mixed.table(folds)
    return {
        "rows": table, "weights": weights, "knowledgeEvery": mixed.every, "models": mixed.models, "speeds": mixed.speeds, "prompts": len(mixed.rows),
        "tasks": {task: mixed.task.count(task) for task in workload.TASKS}, "about": about_run(),
    }  # fmt: skip


def commit():
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True)
    return told.stdout.strip() or "none"


def about_run():
    return {"date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}", "commit": commit()}


def main():
    arguments = argparse.ArgumentParser(prog="outrigger bench routing")
    arguments.add_argument("--data", required=True, type=pathlib.Path, metavar="DIR", help="holds the matrices")
    arguments.add_argument("--encoder", required=True, type=pathlib.Path, metavar="DIR", help="holds all-MiniLM-L6-v2")
    kept = pathlib.Path(tempfile.gettempdir()) / "outrigger-router"
    arguments.add_argument("--work", default=kept, type=pathlib.Path, metavar="DIR", help="keeps the vectors, and gets the workload's rows")
    arguments.add_argument("--results", default=HERE.parent / "results", type=pathlib.Path, metavar="DIR")
    arguments.add_argument("--only", choices=["workload"], help="measure this part anew; the others stay as they were found")
    arguments.add_argument("--knowledge-every", default=1, type=int, metavar="N", help="the workload has this part of the knowledge prompts (default: all)")
    arguments.add_argument("--at-once", default=1, type=int, metavar="N", help="processes of the product that read prompts (default: 1)")
    cut = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    a, java = arguments.parse_args(sys.argv[1:cut]), sys.argv[cut + 1 :]
    rows = matrices.read(a.data)
    vectors = Vectors(a.encoder, a.work)
    x, counts = vectors.of(texts(rows)), counted(texts(rows))
    if a.only:
        found = json.loads((a.results / "routing.json").read_text())
        found["workload"] = workload_found(a, java, rows, x, counts, vectors)
        written(a.results, found)
        return
    found = {"pair": pairs(rows, vectors)}
    crossed = pools.Crossed(rows, x, counts, train.pools_of(rows), np.array([train.fold(row["group"]) for row in rows]))
    found["mtBench"] = conversations(a.data, rows, vectors, crossed)
    found["asShipped"] = {
        name: crossed_pair(crossed, benchmark) for name, benchmark in (("MMLU", "routellm/mmlu"), ("GSM8K", "routellm/gsm8k_routing"))
    }  # fmt: skip
    found["reliability"] = plots.reliability(crossed, a.results / "routing-reliability.png")
    found["markets"], drawn = markets(crossed, a.data)
    plots.hulls(drawn, a.results / "routing-hull.png")
    found["workload"] = workload_found(a, java, rows, x, counts, vectors)
    found["sourcesLeftOut"] = pools.left_out_sources(crossed)
    found["modelsLeftOut"] = [(name, count, list(told)) for name, count, told in pools.left_out_models(crossed)]
    found["about"] = {
        **about_run(), "cores": os.cpu_count(),
        "kernel": platform.release(), "python": platform.python_version(), "numpy": np.__version__, "data": train.data_hash(a.data),
        "prompts": len(rows), "factors": router.FACTORS, "landmarks": router.LANDMARKS,
    }  # fmt: skip
    written(a.results, found)


def written(folder, found):
    (folder / "routing.json").write_text(json.dumps(found, indent=1, default=plain) + "\n")
    (folder / "routing.md").write_text(report.text(json.loads((folder / "routing.json").read_text())))
    print(folder / "routing.md")


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
