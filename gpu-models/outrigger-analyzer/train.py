"""Trains the analyzer's heads and the encoder adapter under them.

    python train.py --data DIR --encoder DIR --out DIR       (./outrigger train analyzer sets up what it needs, and runs it)

Writes the artefact (artifact.py). It learns from every labelled row; temperatures, least confidences and lengths are read from
calibration.json, which bench.py fits on sources that were not trained on: run that first when anything here was changed. The model is kept as bench.py keeps its own (kept.py). `difficulty` is fitted last,
on the encoder as it is then, to models' failures (outcomes.py); failing.py judges it afterwards and sets its temperature. What is read
says prompts.py.
"""
import argparse
import json
import pathlib
import random
import tempfile
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import artifact
import kept
import minilm
import outcomes
import prompts
import varied
from prompts import HEADS

SEED = 20261122
# What ships is the mean of two models: of all labels, and of those without the newest source of written ones; see `mean`.
MEMBERS = {"all": (), "earlier": ("written6",)}
RANK, SCALE = 16, 2.0
EPOCHS, BATCH = 3, 32
RATE_ADAPTER, RATE_HEADS, DROPOUT, SMOOTHING, DECAY = 1.5e-3, 1e-3, 0.1, 0.05, 0.01
# The domain is summed from the task's probabilities; a share of the loss tells it that mistakes inside a family are lesser ones.
DOMAIN_SHARE = 0.5
# What is kept are the weights' running mean over about the last 1 / (1 - AVERAGE) steps.
AVERAGE = 0.985


class Analyzer(nn.Module):
    def __init__(self, folder, rank=RANK):
        super().__init__()
        self.encoder = minilm.MiniLm(folder, rank, SCALE)
        sizes = {name: len(labels) if len(labels) > 2 else 1 for name, (labels, _) in HEADS.items()}
        self.heads = nn.ModuleDict({name: nn.Linear(minilm.WIDTH, size) for name, size in sizes.items()})
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, ids, mask):
        # Half the time and less where the CPU has bfloat16; norms, softmax, heads and losses stay float32.
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training and torch.cpu._is_avx512_bf16_supported()):
            vectors = self.encoder(ids, mask)
        pooled = self.dropout(vectors.float())
        return {name: head(pooled) for name, head in self.heads.items()}


def padded(rows):
    """Lengths in steps of eight: the kernels are compiled anew for each length."""
    ids, mask = minilm.pad(rows)
    more = -ids.shape[1] % 8
    return F.pad(ids, (0, more)), F.pad(mask, (0, more))


def shown(rows, tokenizer, rng):
    """The rows, some of them said differently."""
    said = [varied.varied(row["prompt"], rng) for row in rows]
    return [
        row if text == row["prompt"] else row | {"ids": minilm.window(tokenizer, prompts.asked_text(row, text))}
        for row, text in zip(rows, said)
    ]


def batches(rows, rng):
    """Batches of like length, in random order: a tenth of the padding of random ones."""
    order = sorted(rows, key=lambda row: (len(row["ids"]), rng.random()))
    cut = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(cut)
    return cut


def class_weights(rows, name, size):
    """1/sqrt(count), mean 1 over the rows: a rare task counts, but not as much as a common one."""
    counts = np.bincount([row["target"][name] for row in rows], minlength=size)
    weights = 1 / np.sqrt(np.maximum(counts, 1))
    return torch.tensor(weights * counts.sum() / (weights * counts).sum(), dtype=torch.float32)


def domain_loss(logits, want):
    """Negative log of the summed probability of the family."""
    families = torch.zeros(len(prompts.TASKS), len(prompts.DOMAINS))
    families[torch.arange(len(prompts.TASKS)), torch.tensor(prompts.DOMAIN_OF)] = 1
    summed = torch.softmax(logits, 1) @ families
    return F.nll_loss((summed + 1e-6).log(), torch.tensor(prompts.DOMAIN_OF)[want])


def loss_of(logits, batch, weights):
    total = torch.zeros(())
    for name, (labels, share) in HEADS.items():
        want = torch.tensor([row["target"][name] for row in batch])
        if len(labels) > 2:
            part = F.cross_entropy(logits[name], want, weights[name], label_smoothing=SMOOTHING)
        else:
            part = F.binary_cross_entropy_with_logits(logits[name][:, 0], want.float())
        total = total + share * part
        if name == "task":
            total = total + DOMAIN_SHARE * domain_loss(logits[name], want)
    return total


class RunningMean:
    """Of the weights that learn, warmed up so that the first ones are soon forgotten."""

    def __init__(self, model):
        self.learning = [p for p in model.parameters() if p.requires_grad]
        self.means = [p.detach().clone() for p in self.learning]
        self.steps = 0

    def add(self):
        self.steps += 1
        keep = min(AVERAGE, (self.steps + 1) / (self.steps + 10))
        for mean, p in zip(self.means, self.learning):
            mean.mul_(keep).add_(p.detach(), alpha=1 - keep)

    def put(self):
        for mean, p in zip(self.means, self.learning):
            p.data.copy_(mean)


def fit(rows, folder):
    random.seed(SEED)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model = Analyzer(folder)
    tokenizer = minilm.open_tokenizer(folder)
    weights = {n: class_weights(rows, n, len(labels)) for n, (labels, _) in HEADS.items() if len(labels) > 2}
    adapter = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": model.heads.parameters(), "lr": RATE_HEADS}, {"params": adapter, "lr": RATE_ADAPTER}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = EPOCHS * -(-len(rows) // BATCH)
    decay = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 20, max(0.0, 1 - s / steps)))
    mean = RunningMean(model)
    start = time.time()
    for epoch in range(EPOCHS):
        model.train()
        sum_loss = 0.0
        for batch in batches(shown(rows, tokenizer, rng), rng):
            loss = loss_of(model(*padded([row["ids"] for row in batch])), batch, weights)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            decay.step()
            mean.add()
            sum_loss += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: loss {sum_loss / len(rows):.4f}, {time.time() - start:.0f} s", flush=True)
    mean.put()
    return model.eval()


@torch.no_grad()
def mean(models, folder):
    """One model of the mean weights (Wortsman et al., Model soups, 2022): better than any of them, and no slower. The mean of
    adapters of rank r is an adapter of rank r times their number: A on A, and B beside B."""
    found = Analyzer(folder, RANK * len(models))
    parts = [dict(model.named_parameters()) for model in models]
    for name, parameter in found.named_parameters():
        if not parameter.requires_grad:
            continue
        each = [part[name].data for part in parts]
        if name.endswith("lora_a"):
            parameter.copy_(torch.cat(each, 0))
        elif name.endswith("lora_b"):
            parameter.copy_(torch.cat(each, 1) / len(models))
        else:
            parameter.copy_(torch.stack(each).mean(0))
    return found.eval()


@torch.no_grad()
def logits_of(model, rows):
    """[rows, logits] for each head."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]["ids"]))
    parts = [model(*padded([rows[i]["ids"] for i in order[at : at + BATCH]])) for at in range(0, len(order), BATCH)]
    back = np.argsort(order)
    return {name: torch.cat([part[name] for part in parts]).numpy()[back] for name in HEADS}


def main():
    here = pathlib.Path(__file__).resolve().parent
    arguments = argparse.ArgumentParser(prog="outrigger train analyzer")
    arguments.add_argument("--data", required=True, metavar="DIR", help="holds labelled_prompts/ and what outcomes.py reads")
    arguments.add_argument("--encoder", required=True, metavar="DIR", help="holds all-MiniLM-L6-v2")
    arguments.add_argument("--out", default=here, metavar="DIR", help="where the artefact goes (default: beside this file)")
    work = pathlib.Path(tempfile.gettempdir()) / "outrigger-analyzer"
    arguments.add_argument("--work", default=work, metavar="DIR", help="keeps the model, so that a later calibration can be put into it")
    arguments.add_argument("--threads", type=int, default=2)
    a = arguments.parse_args()
    calibration = json.loads((here / "calibration.json").read_text())
    torch.set_num_threads(a.threads)
    tokenizer = minilm.open_tokenizer(a.encoder)
    rows = prompts.read(a.data, tokenizer)
    learn, _ = prompts.split(rows, [])
    model = kept.model("all", learn, rows, a.encoder, a.work)
    outcomes.put(model, a.data, tokenizer, learn)
    artifact.export(model, calibration, SCALE, a.out)


if __name__ == "__main__":
    main()
