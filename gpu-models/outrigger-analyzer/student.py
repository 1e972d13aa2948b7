"""Small heads that plain Java reads in microseconds, taught by the encoder's heads.

A text is a bag of hashed features (../outrigger-tier0/features.py). Each has a row of a table; their sum, by the root of their number,
and a layer over it say what the heads say. The same in Java: dev.outrigger.analyze.QuickHeads.

Source: G. Hinton and others, Distilling the Knowledge in a Neural Network (2015), https://arxiv.org/abs/1503.02531; A. Joulin and others,
Bag of Tricks for Efficient Text Classification (2016), https://arxiv.org/abs/1607.01759.
"""
import functools
import pathlib
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import figures
import prompts

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "outrigger-tier0"))
import features  # noqa: E402

HEADS = {"task": 1.0, "field": 0.5, "complexity": 0.5}  # and their shares of the loss
BITS, WIDTH = 15, 64
EPOCHS, BATCH, RATE, DECAY = 8, 64, 3e-3, 0.01
LOST, DROPOUT, DROPOUT_BENT = 0.2, 0.2, 0.1
# Of a labelled prompt so much of what is learned is the label, the rest the teacher's answer. A prompt without a label counts half.
OF_LABEL, OF_UNLABELLED = 0.5, 0.5
SEED = 20261130


@functools.cache
def bag(text):
    """A row of the table for each feature, int64, in order; neighbouring buckets share one, which then counts twice."""
    return np.array(sorted(b >> features.BITS - BITS for b in features.whole(text)), np.int64)


class Student(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Parameter(torch.randn(1 << BITS, WIDTH) * 0.1)
        self.offset = nn.Parameter(torch.zeros(WIDTH))
        self.bend = nn.Linear(WIDTH, WIDTH)
        self.heads = nn.ModuleDict({name: nn.Linear(2 * WIDTH, len(prompts.HEADS[name][0])) for name in HEADS})

    def forward(self, bags):
        """bags: of each text, its rows -> logits of each head, float32 [texts, labels]."""
        counts = torch.tensor([max(1, len(b)) for b in bags], dtype=torch.float32)
        starts = torch.tensor(np.cumsum([0] + [len(b) for b in bags[:-1]]))
        summed = F.embedding_bag(torch.tensor(np.concatenate(bags)), self.table, starts, mode="sum")
        v = summed / counts[:, None].sqrt() + self.offset
        u = F.relu(self.bend(F.dropout(F.relu(v), DROPOUT, self.training)))
        both = torch.cat([v, F.dropout(u, DROPOUT_BENT, self.training)], 1)
        return {name: head(both) for name, head in self.heads.items()}


def fewer(bags, rng):
    """Some features lost, another share of each text."""
    return [b[rng.random(len(b)) >= 2 * LOST * rng.random()] if len(b) > 8 else b for b in bags]


def wanted(labels, taught):
    """What is to be said of each text: labels of the first ones (dicts of class indices), mixed with what the teacher said of all."""
    want = {}
    for name in HEADS:
        answer = torch.tensor(figures.probabilities(taught[name], 1.0), dtype=torch.float32)
        said = F.one_hot(torch.tensor([label[name] for label in labels]), answer.shape[1]).float()
        answer[: len(labels)] = OF_LABEL * said + (1 - OF_LABEL) * answer[: len(labels)]
        want[name] = answer
    return want


def fit(bags, labels, taught):
    """bags of all texts, the labelled first; what the teacher's heads said, logits [texts, labels]."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    model, want = Student(), wanted(labels, taught)
    weight = torch.ones(len(bags))
    weight[len(labels) :] = OF_UNLABELLED
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(bags) // BATCH)
    decay = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, 1 - step / steps))
    model.train()
    for _ in range(EPOCHS):
        order = rng.permutation(len(bags))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            said, loss = model(fewer([bags[i] for i in chosen], rng)), torch.zeros(())
            for name, share in HEADS.items():
                part = -(want[name][chosen] * F.log_softmax(said[name], 1)).sum(1)
                loss = loss + share * (part * weight[chosen]).mean()
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            decay.step()
    return model.eval()


def rounded(model):
    """The table in eight bits and its scale; the few largest numbers are clipped. The model is left as Java will read it."""
    table = model.table.data
    scale = float(np.quantile(table.abs().numpy(), 0.9999)) / 127
    eight = (table / scale).round().clamp(-127, 127)
    model.table.data = eight * scale
    return eight.to(torch.int8).numpy(), scale


@torch.no_grad()
def logits_of(model, bags):
    """[texts, labels] of each head."""
    parts = [model(bags[at : at + 512]) for at in range(0, len(bags), 512)]
    return {name: torch.cat([part[name] for part in parts]).numpy() for name in HEADS}
