"""What the adapter must beat: logistic regression over the published encoder's vectors.

    python baseline.py --data DIR --encoder DIR --leave-out oasst1
"""
import argparse

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score

import minilm
import train


@torch.no_grad()
def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--encoder", required=True)
    arguments.add_argument("--leave-out", required=True)
    a = arguments.parse_args()
    tokenizer, encoder = minilm.open_tokenizer(a.encoder), minilm.MiniLm(a.encoder).eval()
    rows = sorted(train.read(a.data), key=lambda row: len(row["prompt"]))
    vectors = [
        encoder(*minilm.pad([minilm.window(tokenizer, row["prompt"]) for row in rows[i : i + 32]]))
        for i in range(0, len(rows), 32)
    ]
    x = torch.cat(vectors).numpy()
    unseen = np.array([row["source"] in a.leave_out.split(",") for row in rows])
    groups = {row["group"] for row, out in zip(rows, unseen) if out}
    learn = np.array([row["split"] == "train" and row["group"] not in groups for row in rows]) & ~unseen
    for name in train.HEADS:
        y = np.array([row["target"][name] for row in rows])
        guess = LogisticRegression(max_iter=2000, C=1.0).fit(x[learn], y[learn]).predict(x[unseen])
        f1 = f1_score(y[unseen], guess, average="macro", labels=sorted(set(y[unseen])), zero_division=0)
        print(f"| {name} | {unseen.sum()} | {accuracy_score(y[unseen], guess):.3f} | {f1:.3f} |")


if __name__ == "__main__":
    main()
