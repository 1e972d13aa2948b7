"""The labelled prompts, what is asked of them, and who may be on which side of a judgement.

Read are labelled_prompts/{labelled_prompts,written_prompts}.jsonl.gz of the shared data and labels/{real,written}.jsonl.gz beside
this file. Nothing else: no prompts of disputed or share-alike licences, no `open_eval` rows.
"""
import gzip
import json
import pathlib
import re
import unicodedata

import asked
import minilm

TASKS = (
    "code math reasoning factual creative roleplay summarization translation extraction classification rewriting"
    " brainstorming advice conversation"
).split()
FIELDS = (
    "general computing mathematics natural_science engineering medicine law finance business social_science history"
    " language_arts arts_media daily_life other"
).split()
# As `dev.outrigger.analyze.TaskFamily` has it: the domain that a task belongs to. Others are their own.
FAMILY = {
    "advice": "factual",
    "roleplay": "creative",
    "brainstorming": "creative",
    "summarization": "language",
    "translation": "language",
    "extraction": "language",
    "classification": "language",
    "rewriting": "language",
}
DOMAINS = list(dict.fromkeys(FAMILY.get(task, task) for task in TASKS))
DOMAIN_OF = [DOMAINS.index(FAMILY.get(task, task)) for task in TASKS]
# Head: its labels and its share of the loss. A head of two labels is one logit, the probability of the second.
HEADS = {
    "task": (TASKS, 1.0),
    "field": (FIELDS, 0.5),
    "complexity": (["simple", "multi_step"], 0.5),
    "difficulty": (["small_model", "larger_model"], 0.25),
    "style": (["concise", "neutral", "verbose"], 0.2),
    "expectedOutput": (["short", "medium", "long"], 0.25),
    "latency": (["interactive", "either", "batch"], 0.2),
    "harm": (["harmless", "harmful"], 0.25),
}
# Texts of which more than this share of letters is neither Latin nor Greek, or of tokens unknown, are not read: the encoder knows few
# words of them.
MOST_UNKNOWN = 0.5
# Whoever is judged is judged by a model that saw nothing of its family.
FAMILIES = {
    "oasst1": ["oasst1"],
    "arena_hard": ["arena_hard"],
    "hh_rlhf, self_instruct, awesome": ["hh_rlhf_harmless", "self_instruct", "awesome_chatgpt_prompts"],
}


def targets(row):
    """Class index of each head for one labelled row."""
    return {
        "task": TASKS.index(row["task"]),
        "field": FIELDS.index(row["field"]),
        "complexity": int(row["steps"] == "multi_step"),
        "difficulty": int(row["difficulty"] >= 2),
        "style": HEADS["style"][0].index(row["style"]),
        "expectedOutput": "SML".index(row["output"]),
        "latency": HEADS["latency"][0].index(row["latency"]),
        "harm": int(bool(row["harm"])),
    }


def asked_text(row, prompt=None):
    """What the product shows its heads of a conversation; with the prompt said otherwise where another is given."""
    before = [turn["text"] for turn in row.get("context") or [] if turn["role"] == "user"]
    return asked.asked([*before, row["prompt"] if prompt is None else prompt])


def foreign(text):
    """The share of a text's letters that are neither Latin nor Greek; as `dev.outrigger.analyze.Letters` has it."""
    letters = [letter for letter in text if letter.isalpha()]
    others = [letter for letter in letters if not re.match("LATIN|GREEK|(MODIFIER|FEMININE|MASCULINE) ", unicodedata.name(letter, ""))]
    return len(others) / max(1, len(letters))


def is_read(row):
    """Whether the product asks its heads about it."""
    ids = row["ids"][1:-1]
    return foreign(row["text"]) <= MOST_UNKNOWN and ids.count(minilm.UNKNOWN) <= MOST_UNKNOWN * len(ids)


def read(folder, tokenizer):
    own = pathlib.Path(__file__).resolve().parent / "labels"
    files = [pathlib.Path(folder) / "labelled_prompts" / f"{name}_prompts.jsonl.gz" for name in ("labelled", "written")]
    rows = []
    for file in [*files, own / "real.jsonl.gz", own / "written.jsonl.gz"]:
        with gzip.open(file, "rt") as lines:
            rows += [json.loads(line) | {"is_later": file.parent == own} for line in lines]
    for row in rows:
        assert row["split"] in ("train", "validation"), row["id"]
        row["target"] = targets(row)
        row["second_target"] = targets(row["second"]) if row.get("second") else None
        row["is_written"] = row["source"].startswith("written")
        row["same"] = re.sub(r"\W+", " ", row["prompt"].lower()).strip()
        row["text"] = asked_text(row)
        row["ids"] = minilm.window(tokenizer, row["text"])
    return rows


def without(rows, others):
    """Those of rows that share neither group nor words with any of the others."""
    groups, same = {row["group"] for row in others}, {row["same"] for row in others}
    return [row for row in rows if row["group"] not in groups and row["same"] not in same]


def split(rows, left_out):
    """Two parts: to learn from, and all real prompts of the sources left out, which nothing chosen here may depend on."""
    unseen = [row for row in rows if row["source"] in left_out]
    return without([row for row in rows if row["source"] not in left_out], unseen), unseen
