"""Trains the router: router.safetensors, router.json, and both packed as Java reads them.    ./outrigger train routing --data DIR [--out DIR]

What ships is learned from rows of split `train` whose prompts have a permissive licence; its metrics are of the rows of split `validation`.
`./outrigger bench routing` judges the same recipe on folds of groups.
"""
import argparse
import datetime
import hashlib
import json
import pathlib
import tempfile

import numpy as np
from safetensors.numpy import save_file

import matrices
import packed
import router
from counts import NAMES
from vectors import Vectors, counted, sha256

HERE = pathlib.Path(__file__).resolve().parent
PACKED = HERE.parents[1] / "src/main/resources/dev/outrigger/analyze/router.bin"
VERSION = "1"
LEAST_PROMPTS = 300  # of a model; one that was asked less is not learned


def fold(group, folds=router.FOLDS):
    return int(hashlib.sha256(f"inner{group}".encode()).hexdigest(), 16) % folds


def pools_of(rows, sources=tuple(matrices.SOURCES), least=LEAST_PROMPTS):
    """A pool a source, of the models that were asked often enough."""
    out = []
    for source in sources:
        at = np.array([i for i, row in enumerate(rows) if row["source"] == source])
        asked = [model for i in at for model in rows[i]["scores"]]
        models = sorted(model for model in set(asked) if asked.count(model) >= least)
        out.append(router.Pool(source, models, at, np.array([[rows[i]["scores"].get(m, np.nan) for m in models] for i in at])))
    return out


def data_hash(folder):
    """Of the files that are read."""
    found = hashlib.sha256()
    for source, (files, _) in matrices.SOURCES.items():
        for file in files:
            found.update(f"{source}/{file} {sha256(pathlib.Path(folder) / source / f'{file}.jsonl.gz')}\n".encode())
    return found.hexdigest()


def told(trained, rows, pools, said, judged):
    """By model: prompts, accuracy, mean probability, area, Brier score, calibration error over ten bins, of the rows to judge by."""
    out = {}
    for pool in pools:
        use = judged[pool.rows]
        for m, model in enumerate(pool.models):
            name = f"{pool.name}/{model}"
            y, p = pool.scores[use, m], said[pool.rows[use], trained.names.index(name)]
            p, y = p[~np.isnan(y)], y[~np.isnan(y)]
            if len(y) < 50:
                continue
            bins = np.minimum((p * 10).astype(int), 9)
            error = sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in set(bins))
            out[name] = {
                "prompts": len(y), "accuracy": round(float(y.mean()), 4), "said": round(float(p.mean()), 4), "auc": round(area(p, y), 4),
                "brier": round(float(((p - y) ** 2).mean()), 4), "ece": round(float(error), 4),
            }  # fmt: skip
    return out


def area(p, y):
    right, wrong = p[y > 0.5], p[y <= 0.5]
    if not len(right) or not len(wrong):
        return 0.5
    below = np.searchsorted(np.sort(wrong), right, "left") + np.searchsorted(np.sort(wrong), right, "right")
    return float(below.sum() / 2 / len(right) / len(wrong))


def write(trained, folder, card):
    half = {
        "mean": trained.space.mean, "countsMean": trained.space.counts_mean, "countsScale": trained.space.counts_scale,
        "factors.weight": trained.factor_weights.T, "factors.bias": trained.factor_intercepts, "abilities": trained.abilities,
    }  # fmt: skip
    tensors = {name: np.ascontiguousarray(value, np.float32) for name, value in half.items()}
    tensors["landmarks"] = np.ascontiguousarray(trained.space.landmarks, np.float16)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "router.safetensors", metadata={"version": VERSION})
    (folder / "router.json").write_text(json.dumps(card, indent=2) + "\n")


def main():
    arguments = argparse.ArgumentParser(prog="outrigger train routing")
    arguments.add_argument("--data", required=True, type=pathlib.Path, metavar="DIR", help="holds the matrices")
    arguments.add_argument("--out", default=HERE, type=pathlib.Path, metavar="DIR", help="where the artefact goes, with router.bin (default: beside this file, and into src/main)")
    arguments.add_argument("--encoder", required=True, type=pathlib.Path, metavar="DIR", help="holds all-MiniLM-L6-v2")
    kept = pathlib.Path(tempfile.gettempdir()) / "outrigger-router"
    arguments.add_argument("--work", default=kept, type=pathlib.Path, metavar="DIR", help="keeps the vectors")
    a = arguments.parse_args()
    rows = [row for row in matrices.read(a.data) if row["benchmark"] not in matrices.JUDGED_ONLY]
    vectors = Vectors(a.encoder, a.work)
    x, counts = vectors.of([row["text"] for row in rows]), counted([row["text"] for row in rows])
    validated = {row["group"] for row in rows if row["split"] == "validation"}
    learned = np.array([row["group"] not in validated for row in rows])
    pools, folds = pools_of(rows), np.array([fold(row["group"]) for row in rows])
    space = router.Space.of(x[learned], counts[learned])
    trained = router.rounded(router.train(space, space.points(x, counts), pools, folds, learned))
    said = trained.probabilities(x, counts)
    metrics = told(trained, rows, pools, said, ~learned)
    middle, precision = router.prior(trained.abilities)
    card = {
        "version": VERSION,
        "date": f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}",
        "encoder": {"name": "all-MiniLM-L6-v2", "sha256": sha256(a.encoder / "model.safetensors"), "adapterSha256": vectors.adapter, "maxTokens": 96},
        "data": {"sha256": data_hash(a.data), "prompts": int(learned.sum()), "validation": int((~learned).sum())},
        "countsWeight": router.COUNTS_WEIGHT, "countsCut": router.CUT, "gamma": space.gamma,
        "counts": list(NAMES),
        "calibration": "abilities are logistic regressions on factors that were regressed on other folds; no further step",
        "metrics": {
            "of": "rows of split validation, whose groups were not learned from",
            **{key: round(float(np.mean([m[key] for m in metrics.values()])), 4) for key in ("auc", "brier", "ece")},
        },
        "prior": {"mean": [round(float(v), 5) for v in middle], "precision": [[round(float(v), 4) for v in row] for row in precision]},
        "models": [{"name": name, **metrics.get(name, {})} for name in trained.names],
    }  # fmt: skip
    write(trained, a.out, card)
    (PACKED if a.out.resolve() == HERE else a.out / "router.bin").write_bytes(packed.packed(a.out))
    print(json.dumps(card["metrics"]), f"{len(trained.names)} models ->", a.out)


if __name__ == "__main__":
    main()
