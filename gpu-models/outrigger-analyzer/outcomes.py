"""Which prompts small models failed at, and the head that learns it: `difficulty`.

Read are models' scores on public benchmarks: llmrouter_9models, routellm, mmlu_pro_matrix and zeroeval_matrix of the shared data. A
score under one half is a failure; what is learned is the share of models of at most 9 billion parameters that failed (of RouteLLM's
two, Mixtral 8x7B). Learned from are rows of split `train` whose prompts have a permissive licence, and the labelled prompts with what
annotators thought, which keep the head right about what people ask. The head is a logistic regression over the adapted encoder's
vectors. Every family of benchmarks weighs the same, however many prompts it has, and the labelled prompts as much as all of them.

    python outcomes.py --data DIR --encoder DIR --analyzer DIR

fits it to an artefact that is there, and leaves the rest of it alone; train.py does so by itself.
"""
import argparse
import ast
import gzip
import hashlib
import json
import pathlib
import re

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file

import minilm
import prompts
import reference

# Matrix: its files; the benchmark is named by this column, or is all of a file.
MATRICES = {
    "llmrouter": (("llmrouter_9models/llmrouter_scores",), "task"),
    "routellm": (("routellm/mmlu", "routellm/gsm8k_routing"), None),
    "mmlu_pro": (("mmlu_pro_matrix/mmlu_pro",), "category"),
    "zeroeval": (("zeroeval_matrix/gsm", "zeroeval_matrix/math_l5", "zeroeval_matrix/crux"), None),
}
SMALL = {
    "llmrouter": "mistral-7b-instruct-v0.3 qwen2.5-7b-instruct gemma-2-9b-it llama-3.1-8b-instruct".split(),
    "routellm": ["mistralai/Mixtral-8x7B-Instruct-v0.1"],
    "mmlu_pro": (
        "Llama-2-7b-hf Meta-Llama-3-8B Meta-Llama-3_1-8B-Instruct Meta-Llama-3_1-8B Mistral-7B-Instruct-v0.1 Mistral-7B-Instruct-v0.2"
        " Mistral-7B-v0.1 Mistral-7B-v0.2-hf Phi-3-mini-4k-instruct Qwen1.5-7B-Chat Yi-6B Yi-6b-Chat gemma-7b mathstral-7B"
    ).split(),
    "zeroeval": (
        "gemma-2-2b-it gemma-2-9b-it Meta-Llama-3-8B-Instruct Meta-Llama-3.1-8B-Instruct Phi-3-mini-4k-instruct Phi-3.5-mini-instruct"
        " Qwen2-7B-Instruct Qwen2.5-3B-Instruct Qwen2.5-7B-Instruct Yi-1.5-9B-Chat"
    ).split(),
}
# Benchmarks of llmrouter that are judged on and not learned from: share-alike, of unknown or non-commercial licence, or scored too harshly.
JUDGED_ONLY = {"natural_qa", "arc_challenge", "openbook_qa", "mmlu", "trivia_qa"}
# The same benchmark goes by several names; llmrouter's `mmlu` is another one, passages with questions.
FAMILY = {
    "routellm/mmlu": "mmlu", "routellm/gsm8k_routing": "gsm8k", "zeroeval/gsm": "gsm8k", "zeroeval/math_l5": "math",
    "llmrouter/gsm8k": "gsm8k", "llmrouter/math": "math",
}  # fmt: skip
MOST_ROWS, LABELLED_SHARE, PENALTY, BATCH = 2000, 0.5, 0.03, 64


def choices(given):
    """The lines below a question: lettered options, or the assertions of a program."""
    if isinstance(given, str):
        given = ast.literal_eval(given) if given[:1] in "[{" else [given]
    if isinstance(given, dict):
        labels = given.get("labels") or given["label"]
        return "".join(f"\n{label}. {text}" for label, text in zip(labels, given["text"]))
    if any(str(line).startswith("assert") for line in given or []):
        return "".join(f"\n{line}" for line in given)
    return "".join(f"\n{chr(65 + i)}. {text}" for i, text in enumerate(given or []))


def read(folder):
    """Rows of all matrices: matrix, benchmark, family, text, group, scores, failed (the share) and whether they may be learned from."""
    rows = []
    for matrix, (files, column) in MATRICES.items():
        for file in files:
            with gzip.open(pathlib.Path(folder) / f"{file}.jsonl.gz", "rt") as lines:
                rows += [row_of(matrix, file.split("/")[1], column, json.loads(line)) for line in lines]
    return rows


def row_of(matrix, file, column, row):
    assert row["split"] in ("train", "validation"), row["id"]
    benchmark = row[column] if column else file
    name = f"{matrix}/{benchmark}"
    text = row["prompt"] + choices(row.get("choices") or row.get("options"))
    scores = {model: score for model, score in row["scores"].items() if score is not None}
    failed = [scores[model] < 0.5 for model in SMALL[matrix] if model in scores]
    return {
        "matrix": matrix,
        "benchmark": benchmark,
        "family": "mmlu_pro" if matrix == "mmlu_pro" else FAMILY.get(name, name),
        "text": text,
        "group": row["group"],
        "same": re.sub(r"\W+", " ", text.lower()).strip(),
        "scores": scores,
        "failed": float(np.mean(failed)) if failed else None,
        "is_learned": row["split"] == "train" and bool(failed) and not (matrix == "llmrouter" and benchmark in JUDGED_ONLY),
    }


def to_learn(rows, judged=(), is_strict=False):
    """Indices of what may be learned from when these rows are judged: no row of theirs, none of their groups, none of the same words; strictly,
    none of their benchmarks' families either, in whatever matrix. Of a family at most MOST_ROWS, drawn by the hash of their text."""
    judged = [rows[i] for i in judged]
    barred = {id(row) for row in judged}
    families = {row["family"] for row in judged} if is_strict else set()
    kept = prompts.without([row for row in rows if row["is_learned"] and id(row) not in barred and row["family"] not in families], judged)
    by_family = {}
    for row in sorted(kept, key=lambda row: hashlib.sha256(row["text"].encode()).digest()):
        by_family.setdefault(row["family"], []).append(id(row))
    drawn = {one for some in by_family.values() for one in some[:MOST_ROWS]}
    return [i for i, row in enumerate(rows) if id(row) in drawn]


@torch.no_grad()
def vectors(encoder, ids):
    """float32 [rows, 384] of lists of token ids."""
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out = np.zeros((len(ids), minilm.WIDTH), np.float32)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            out[some] = encoder(*minilm.pad([ids[i] for i in some])).float().numpy()
    return out


def fit(rows, row_vectors, labelled, labelled_vectors, share=LABELLED_SHARE):
    """Weights float64 [384] and bias of the logit that a small model fails. Either part may be empty."""
    families = [row["family"] for row in rows]
    counts = {family: families.count(family) for family in set(families)}
    share = 1.0 if not rows else share
    weights = np.concatenate([
        [(1 - share) / len(counts) / counts[family] for family in families], np.full(len(labelled), share / max(1, len(labelled))),
    ])  # fmt: skip
    targets = np.array([row["failed"] for row in rows] + [float(row["target"]["difficulty"]) for row in labelled])
    return logistic(np.concatenate([row_vectors, labelled_vectors]).astype(np.float64), targets, weights / weights.sum())


def logistic(x, targets, weights):
    """Of probabilities as targets, by Newton's method; the penalty is on weights of inputs scaled to variance 1."""
    mean = weights @ x
    scale = np.sqrt(weights @ (x - mean) ** 2) + 1e-6
    z = np.concatenate([(x - mean) / scale, np.ones((len(x), 1))], 1)
    penalty = np.r_[np.full(x.shape[1], PENALTY), 0.0]
    found = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ found))
        curved = (z * (weights * p * (1 - p))[:, None]).T @ z + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curved, z.T @ (weights * (p - targets)) + penalty * found)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    own = found[:-1] / scale
    return own, found[-1] - own @ mean


def head(encoder, data, tokenizer, labelled):
    """The head for this encoder: weights float32 [1, 384], bias [1]."""
    rows = read(data)
    rows = [rows[i] for i in to_learn(rows)]
    seen = vectors(encoder, [minilm.window(tokenizer, row["text"]) for row in rows])
    weights, bias = fit(rows, seen, labelled, vectors(encoder, [row["ids"] for row in labelled]))
    print(f"difficulty: learned from {len(rows)} prompts of benchmarks and {len(labelled)} labelled ones", flush=True)
    return torch.tensor(weights, dtype=torch.float32)[None], torch.tensor([bias], dtype=torch.float32)


def put(model, data, tokenizer, labelled):
    """Puts the head where the one stood that learned together with the others."""
    weight, bias = head(model.encoder, data, tokenizer, labelled)
    model.heads["difficulty"].weight.data.copy_(weight)
    model.heads["difficulty"].bias.data.copy_(bias)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True, metavar="DIR")
    arguments.add_argument("--encoder", required=True, type=pathlib.Path, metavar="DIR")
    arguments.add_argument("--analyzer", required=True, type=pathlib.Path, metavar="DIR")
    arguments.add_argument("--threads", type=int, default=1)
    a = arguments.parse_args()
    torch.set_num_threads(a.threads)
    tokenizer = minilm.open_tokenizer(a.encoder)
    learn, _ = prompts.split(prompts.read(a.data, tokenizer), [])
    encoder, _ = reference.adapted(a.encoder, a.analyzer)
    weight, bias = head(encoder, a.data, tokenizer, learn)
    file, card = a.analyzer / "analyzer.safetensors", a.analyzer / "analyzer.json"
    with safe_open(file, "pt") as stored:
        tensors, metadata = {name: stored.get_tensor(name) for name in stored.keys()}, stored.metadata()
    tensors |= {"heads.difficulty.weight": weight.to(torch.float16), "heads.difficulty.bias": bias.to(torch.float16)}
    save_file(tensors, file, metadata=metadata)
    known = json.loads(card.read_text())
    temperatures = json.loads((pathlib.Path(__file__).resolve().parent / "calibration.json").read_text())["temperatures"]
    for one in known["heads"]:
        one["temperature"] = temperatures["difficulty"] if one["name"] == "difficulty" else one["temperature"]
    card.write_text(json.dumps(known, indent=2) + "\n")


if __name__ == "__main__":
    main()
