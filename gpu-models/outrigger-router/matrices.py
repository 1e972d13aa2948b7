"""Outcomes of models on public prompts: what is read of them, and as what.

Read are files of the shared data: `routellm` (two models), `mmlu_pro_matrix` (29), `zeroeval_matrix` (42 to 51) and `llmrouter_9models`. A row is
a prompt with the score, 0 to 1, of each model that was asked. Two rows of one `group` have (nearly) the same text, also across matrices, and
never stand on both sides of a split; neither do two of the same words. Prompts that RouteLLM found in its own training data are left out, as
its evaluation leaves them out.
"""
import ast
import gzip
import json
import pathlib
import re

WEAK, STRONG = "mistralai/Mixtral-8x7B-Instruct-v0.1", "gpt-4-1106-preview"
# Source: its files, and the column that names the benchmark, or none.
SOURCES = {
    "routellm": (("mmlu", "gsm8k_routing"), None),
    "mmlu_pro_matrix": (("mmlu_pro",), "category"),
    "zeroeval_matrix": (("gsm", "math_l5", "crux"), None),
    "llmrouter_9models": (("llmrouter_scores",), "task"),
}
# Scores are exact matches against one spelling, of which three in four are wrong for every model.
UNFAIR = {"llmrouter_9models/trivia_qa"}
# Not learned from by what ships: share-alike, of unknown or non-commercial licence.
JUDGED_ONLY = UNFAIR | {f"llmrouter_9models/{name}" for name in ("natural_qa", "arc_challenge", "openbook_qa", "mmlu")}


def lines(folder, name):
    with gzip.open(pathlib.Path(folder) / f"{name}.jsonl.gz", "rt", encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def choices(given):
    """The lines below a question: lettered options, or the assertions of a program."""
    if isinstance(given, str):
        given = ast.literal_eval(given) if given[:1] in "[{" else [] if given == "None" else [given]
    if isinstance(given, dict):
        labels = given.get("labels") or given["label"]
        return "".join(f"\n{label}. {text}" for label, text in zip(labels, given["text"]))
    if any(str(line).startswith("assert") for line in given or []):
        return "".join(f"\n{line}" for line in given)
    return "".join(f"\n{chr(65 + i)}. {text}" for i, text in enumerate(given or []))


def contaminated(folder):
    """The prompts that RouteLLM's training data held, by file."""
    return {row["eval_prompt"].strip() for name in ("gsm8k", "mmlu", "mt_bench") for row in lines(folder, f"routellm/contaminated_{name}")}


def row_of(source, file, column, row):
    benchmark = f"{source}/{row[column] if column else file}"
    text = row["prompt"] + choices(row.get("choices") or row.get("options"))
    return {
        "id": row["id"], "source": source, "benchmark": benchmark, "subject": row.get("subject"), "text": text, "group": row["group"],
        "words": re.sub(r"\W+", " ", text.lower()).strip(), "split": row["split"],
        "scores": {model: float(score) for model, score in row["scores"].items() if score is not None},
        "out_chars": row.get("out_chars") or {},
    }  # fmt: skip


def read(folder, sources=SOURCES):
    """Rows of these sources, in the files' order."""
    left_out = contaminated(folder)
    rows = []
    for source in sources:
        files, column = SOURCES[source]
        for file in files:
            rows += [row_of(source, file, column, row) for row in lines(folder, f"{source}/{file}")]
    rows = [row for row in rows if row["text"].strip() not in left_out and row["benchmark"] not in UNFAIR]
    assert all(row["split"] in ("train", "validation") for row in rows)
    return joined(rows)


def joined(rows):
    """The rows, with one group for all that share a group or their words."""
    parent = {}

    def root(one):
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for row in rows:
        parent[root("group " + row["group"])] = root("words " + row["words"])
    return [row | {"group": root("group " + row["group"])} for row in rows]


def mt_bench(folder):
    """The 80 conversations, for reporting only: text of the first turn, and both turns' mean grade of each model, 0 to 1."""
    left_out = contaminated(folder)
    rows = [row for row in lines(folder, "routellm/mt_bench") if not any(turn.strip() in left_out for turn in row["turns"])]
    return [
        {
            "id": row["id"], "source": "mt_bench", "benchmark": "mt_bench", "subject": row["category"], "text": row["turns"][0], "group": row["group"],
            "scores": {model: sum(turns.values()) / len(turns) / 10 for model, turns in row["scores_by_turn"].items()},
        }
        for row in rows
    ]  # fmt: skip
