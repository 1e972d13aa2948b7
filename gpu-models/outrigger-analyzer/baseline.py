"""What a head must beat to be worth its place: simple ways, taught the same rows and judged on the same unseen prompts.

- majority: the most frequent label, or its rate
- length: logistic regression over the text's length, lines, question mark, code fence and share of digits
- words: logistic regression over words and pairs of words (tf-idf)
- frozen: logistic regression over the published encoder's vectors, without the adapter
"""
import numpy as np
import torch
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

import figures
import minilm
import prompts


def shape(rows):
    texts = [row["prompt"] for row in rows]
    return np.array([
        [np.log1p(len(t)), np.log1p(len(t.split())), np.log1p(t.count("\n")), "?" in t, "```" in t or "{" in t,
         sum(c.isdigit() for c in t) / max(1, len(t)), t[:1].isupper()]
        for t in texts
    ], dtype=float)  # fmt: skip


@torch.no_grad()
def vectors(rows, folder):
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]["ids"]))
    encoder = minilm.MiniLm(folder).eval()
    parts = []
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
        for at in range(0, len(order), 32):
            parts.append(encoder(*minilm.pad([rows[i]["ids"] for i in order[at : at + 32]])).float())
    return torch.cat(parts).numpy()[np.argsort(order)]


def inputs(learn, unseen, folder):
    """Of each way, what it sees of the rows to learn from and of those to be judged."""
    scale = StandardScaler().fit(shape(learn))
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit([row["prompt"] for row in learn])
    return {
        "length": (scale.transform(shape(learn)), scale.transform(shape(unseen))),
        "words": tuple(words.transform([row["prompt"] for row in rows]) for rows in (learn, unseen)),
        "frozen": (vectors(learn, folder), vectors(unseen, folder)),
    }


def predictions(learn, unseen, folder):
    """Way: head: probabilities [rows, classes] of the unseen rows."""
    seen = inputs(learn, unseen, folder)
    out = {way: {} for way in ("majority", *seen)}
    for name, (labels, _) in prompts.HEADS.items():
        y = figures.want(learn, name)
        rates = np.bincount(y, minlength=len(labels)) / len(y)
        out["majority"][name] = np.tile(rates, (len(unseen), 1))
        for way, (x, x_unseen) in seen.items():
            model = LogisticRegression(max_iter=1000, C=1.0).fit(x, y)
            p = np.zeros((len(unseen), len(labels)))
            p[:, model.classes_] = model.predict_proba(x_unseen)
            out[way][name] = p
    for way in out:
        out[way]["domain"] = figures.domains(out[way]["task"])
    return out
