"""What is asked: rows, fits and judgements of the heads of task, field, complexity and difficulty."""

import gzip
import json
import re
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

import features

ROWS = 1 << 14
SHIFT = features.BITS - 14
LAST_CHARS = 900
HEADS = {
    "task": ["code", "math", "reasoning", "factual", "creative", "roleplay", "summarization", "translation", "extraction", "classification",
             "rewriting", "brainstorming", "advice", "conversation"],
    "field": ["general", "computing", "mathematics", "natural_science", "engineering", "medicine", "law", "finance", "business",
              "social_science", "history", "language_arts", "arts_media", "daily_life", "other"],
    "complexity": ["simple", "multi_step"],
    "difficulty": ["small_model", "larger_model"],
}
FAMILY = {"advice": "factual", "roleplay": "creative", "brainstorming": "creative", "summarization": "language", "translation": "language",
          "extraction": "language", "classification": "language", "rewriting": "language"}
OUT = {"oasst1": ("oasst1",), "arena_hard": ("arena_hard",), "others": ("self_instruct", "hh_rlhf", "awesome")}


def shown(text):
    """As AskedText cuts the last turn."""
    text = text.strip()
    if len(text) <= LAST_CHARS:
        return text
    head = LAST_CHARS * 2 // 3
    return text[:head] + "\n" + text[-(LAST_CHARS - head) :]


def source(row):
    name = row["source"]
    for known in ("oasst", "arena_hard", "self_instruct", "hh_rlhf", "awesome", "written"):
        if name.startswith(known):
            return "oasst1" if known == "oasst" else known
    if "hh" in name:
        return "hh_rlhf"
    if "arena" in name:
        return "arena_hard"
    raise ValueError(name)


def labels(row):
    return {"task": row["task"], "field": row["field"], "complexity": row["steps"], "difficulty": "larger_model" if row["difficulty"] >= 2 else "small_model"}


def rows(data):
    """(text, source, labels, split), each text once; rows of the validation split are kept for orientation only."""
    here = Path(__file__).resolve().parent.parent / "outrigger-analyzer/labels"
    files = [Path(data) / "labelled_prompts/labelled_prompts.jsonl.gz", here / "real.jsonl.gz", Path(data) / "labelled_prompts/written_prompts.jsonl.gz", here / "written.jsonl.gz"]
    seen, out = set(), []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                key = re.sub(r"\W+", " ", row["prompt"].lower()).strip()
                if key in seen or row["split"] == "open_eval" or row.get("context"):
                    continue
                seen.add(key)
                out.append((shown(row["prompt"]), source(row), labels(row), row["split"], row["group"]))
    return out


def matrix(texts):
    """[texts, ROWS]; neighbouring buckets share a row and add up."""
    columns, ends, values = [], [0], []
    for text in texts:
        found = features.whole(text)
        columns += [b >> SHIFT for b in found]
        values += [1 / np.sqrt(len(found))] * len(found)
        ends.append(len(columns))
    x = sparse.csr_matrix((np.array(values, np.float32), np.array(columns, np.int32), ends), shape=(len(texts), ROWS))
    x.sum_duplicates()
    return x


def fit(x, label, names, weight, c):
    """(weights [ROWS, labels], bias [labels]); labels that do not occur have no chance."""
    model = LogisticRegression(C=c, max_iter=300, tol=1e-3)
    model.fit(x, label, sample_weight=weight)
    coefficients, bias = np.zeros((x.shape[1], len(names)), np.float32), np.full(len(names), -20.0, np.float32)
    if len(model.classes_) == 2:
        at = names.index(model.classes_[1])
        other = names.index(model.classes_[0])
        coefficients[:, at], bias[at], bias[other] = model.coef_[0], model.intercept_[0], 0
    else:
        for i, name in enumerate(model.classes_):
            at = names.index(name)
            coefficients[:, at], bias[at] = model.coef_[i], model.intercept_[i]
    return coefficients, bias


def softmax(logits):
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def domains(p):
    """Chances of the families, summed from those of the tasks; and the families."""
    families = list(dict.fromkeys(FAMILY.get(task, task) for task in HEADS["task"]))
    out = np.zeros((len(p), len(families)))
    for i, task in enumerate(HEADS["task"]):
        out[:, families.index(FAMILY.get(task, task))] += p[:, i]
    return out, families
