"""Trains the analyzer's heads and the encoder adapter under them.

    python train.py --data DIR --encoder DIR --out DIR              the artefact: adapter + heads, labels, temperatures
    python train.py --data DIR --encoder DIR --leave-out oasst1     figures on a source that was not trained on
    python train.py --data DIR --encoder DIR --leave-out oasst1 --frozen    the same without the adapter

DIR of --data holds labelled_prompts/{labelled_prompts,written_prompts}.jsonl.gz. Nothing else is read: no prompts of
disputed or share-alike licences, no `open_eval` rows. The artefact learns from rows of split `train` alone;
temperatures are fitted on the real prompts of split `validation`.
"""
import argparse
import gzip
import json
import pathlib
import random
import time

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional as F

import figures
import minilm

VERSION = "1"
SEED = 20261122
RANK, SCALE = 16, 2.0
EPOCHS, BATCH = 4, 32
RATE_ADAPTER, RATE_HEADS, DROPOUT, SMOOTHING = 1.5e-3, 1e-3, 0.1, 0.05
TASKS = (
    "code math reasoning factual creative roleplay summarization translation extraction classification rewriting"
    " brainstorming advice conversation"
).split()
FIELDS = (
    "general computing mathematics natural_science engineering medicine law finance business social_science history"
    " language_arts arts_media daily_life other"
).split()
# Head: its labels and its share of the loss. A head of two labels is one logit, the probability of the second.
HEADS = {
    "task": (TASKS, 1.0),
    "field": (FIELDS, 0.5),
    "complexity": (["simple", "multi_step"], 0.5),
    "difficulty": (["small_model", "larger_model"], 0.25),
}


def targets(row):
    """Class index of each head for one labelled row."""
    return {
        "task": TASKS.index(row["task"]),
        "field": FIELDS.index(row["field"]),
        "complexity": int(row["steps"] == "multi_step"),
        "difficulty": int(row["difficulty"] >= 2),
    }


def read(folder):
    rows = []
    for name in ("labelled_prompts", "written_prompts"):
        with gzip.open(pathlib.Path(folder) / "labelled_prompts" / f"{name}.jsonl.gz", "rt") as lines:
            rows += [json.loads(line) for line in lines]
    for row in rows:
        assert row["split"] in ("train", "validation"), row["id"]
        row["target"] = targets(row)
        row["second_target"] = targets(row["second"]) if row.get("second") else None
    return rows


def batches(rows, rng):
    """Batches of like length, in random order: a tenth of the padding of random ones."""
    order = sorted(rows, key=lambda row: (len(row["ids"]), rng.random()))
    cut = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(cut)
    return cut


class Analyzer(nn.Module):
    def __init__(self, folder, rank):
        super().__init__()
        self.encoder = minilm.MiniLm(folder, rank, SCALE)
        if rank == 0:
            self.encoder.requires_grad_(False)
        sizes = {name: len(labels) if len(labels) > 2 else 1 for name, (labels, _) in HEADS.items()}
        self.heads = nn.ModuleDict({name: nn.Linear(minilm.WIDTH, size) for name, size in sizes.items()})
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, ids, mask):
        pooled = self.dropout(self.encoder(ids, mask))
        return {name: head(pooled) for name, head in self.heads.items()}


def class_weights(rows, name, size):
    """1/sqrt(count), mean 1 over the rows: a rare task counts, but not as much as a common one."""
    counts = np.bincount([row["target"][name] for row in rows], minlength=size)
    weights = 1 / np.sqrt(np.maximum(counts, 1))
    return torch.tensor(weights * counts.sum() / (weights * counts).sum(), dtype=torch.float32)


def loss_of(logits, batch, weights):
    total = torch.zeros(())
    for name, (labels, share) in HEADS.items():
        want = torch.tensor([row["target"][name] for row in batch])
        if len(labels) > 2:
            part = F.cross_entropy(logits[name], want, weights[name], label_smoothing=SMOOTHING)
        else:
            part = F.binary_cross_entropy_with_logits(logits[name][:, 0], want.float())
        total = total + share * part
    return total


def fit(rows, folder, frozen):
    random.seed(SEED)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model = Analyzer(folder, 0 if frozen else RANK)
    weights = {n: class_weights(rows, n, len(labels)) for n, (labels, _) in HEADS.items() if len(labels) > 2}
    adapter = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": model.heads.parameters(), "lr": 1e-2 if frozen else RATE_HEADS}]
    if adapter:
        groups.append({"params": adapter, "lr": RATE_ADAPTER})
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    epochs = 5 * EPOCHS if frozen else EPOCHS
    steps = epochs * -(-len(rows) // BATCH)
    decay = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 20, max(0.0, 1 - s / steps)))
    start = time.time()
    for epoch in range(epochs):
        model.train()
        sum_loss = 0.0
        for batch in batches(rows, rng):
            loss = loss_of(model(*minilm.pad([row["ids"] for row in batch])), batch, weights)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            decay.step()
            sum_loss += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: loss {sum_loss / len(rows):.4f}, {time.time() - start:.0f} s", flush=True)
    return model.eval()


@torch.no_grad()
def logits_of(model, rows):
    out = {name: [] for name in HEADS}
    for i in range(0, len(rows), BATCH):
        for name, value in model(*minilm.pad([row["ids"] for row in rows[i : i + BATCH]])).items():
            out[name].append(value)
    return {name: torch.cat(parts).numpy() for name, parts in out.items()}


def export(model, temperatures, out):
    half = {}
    for name, parameter in model.encoder.named_parameters():
        kind, key, leaf = name.split(".")
        half[key.replace("/", ".") + "." + leaf] = parameter.data.to(torch.float16).contiguous()
    for name, head in model.heads.items():
        half[f"heads.{name}.weight"] = head.weight.data.to(torch.float16).contiguous()
        half[f"heads.{name}.bias"] = head.bias.data.to(torch.float16).contiguous()
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    save_file(half, out / "analyzer.safetensors", metadata={"lora_scale": str(SCALE), "version": VERSION})
    card = {
        "version": VERSION,
        "encoder": "all-MiniLM-L6-v2",
        "maxTokens": minilm.HEAD_TOKENS + minilm.TAIL_TOKENS + 2,
        "heads": [
            {"name": name, "labels": labels, "temperature": round(temperatures[name], 4)}
            for name, (labels, _) in HEADS.items()
        ],
    }
    (out / "analyzer.json").write_text(json.dumps(card, indent=2) + "\n")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--encoder", required=True)
    arguments.add_argument("--out")
    arguments.add_argument("--leave-out", default="")
    arguments.add_argument("--frozen", action="store_true")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--dump", help="where the logits of the rows judged go, as .npz")
    a = arguments.parse_args()
    torch.set_num_threads(a.threads)
    tokenizer = minilm.open_tokenizer(a.encoder)
    rows = read(a.data)
    for row in rows:
        row["ids"] = minilm.window(tokenizer, row["prompt"])
    left = [source for source in a.leave_out.split(",") if source]
    unseen = [row for row in rows if row["source"] in left]
    groups = {row["group"] for row in unseen}
    seen = [row for row in rows if row["source"] not in left and row["group"] not in groups]
    learn = [row for row in seen if row["split"] == "train"]
    check = [row for row in seen if row["split"] == "validation" and row["source"] != "written"]
    assert not {row["group"] for row in learn} & {row["group"] for row in check + unseen}
    print(f"train {len(learn)}, validation {len(check)}, unseen {len(unseen)} {left}", flush=True)
    model = fit(learn, a.encoder, a.frozen)
    checked = logits_of(model, check)
    temperatures = {name: figures.temperature(checked[name], check, name) for name in HEADS}
    judged = unseen or check
    logits = logits_of(model, judged)
    figures.report(logits, judged, temperatures, {name: labels for name, (labels, _) in HEADS.items()})
    if a.dump:
        np.savez(a.dump, ids=np.array([row["id"] for row in judged]), **logits)
    if a.out:
        export(model, temperatures, a.out)


if __name__ == "__main__":
    main()
