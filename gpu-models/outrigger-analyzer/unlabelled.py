"""Prompts without labels that the quick heads see the encoder's answers to: public sets of permissive licences, split `train` alone.

GSM8K, BIG-bench hard, hh-rlhf, MMLU, CyberSecEval's code prompts and, by its card, MMLU-Pro: MIT. LongFact's prompts and Banking77: CC-BY-4.0.
CLINC150: CC-BY-3.0. T0's templates are Apache-2.0; of their texts those that are MIT or CC-BY-4.0.
"""
import gzip
import json
import pathlib
import random
import re

SEED = 3
# Of T0's texts; other sets have one licence each.
LICENCES = ("MIT", "CC-BY-4.0")
# File, the family of sources that it belongs to where it has one, and the most prompts of it.
SETS = (
    ("hh_rlhf_harmless/first_turns", "hh_rlhf_harmless", 3000),
    ("clinc150/clinc150", None, 3000),
    ("banking77/banking77", None, 1000),
    ("gsm8k/gsm8k", None, 1000),
    ("bbh/bbh", None, 750),
    ("t0_prompts/t0_prompts", None, 1500),
    ("purplellama_code/code_instruct", None, 600),
    ("longfact/longfact", None, 500),
    ("routellm/mmlu", None, 1500),
    ("mmlu_pro_matrix/mmlu_pro", None, 1500),
)


def same(text):
    return re.sub(r"\W+", " ", text.lower()).strip()


def read(folder, left_out, known):
    """Texts, each once, none of them among `known` (as `same` has them), none of the sources left out."""
    rng, seen, texts = random.Random(SEED), set(known), []
    for name, source, most in SETS:
        with gzip.open(pathlib.Path(folder) / f"{name}.jsonl.gz", "rt") as lines:
            rows = [json.loads(line) for line in lines]
        found = [r["prompt"] for r in rows if r["split"] == "train" and r["prompt"].strip() and r.get("base_licence", "MIT") in LICENCES]
        rng.shuffle(found)
        for text in found[:most] if source is None or source not in left_out else []:
            if same(text) not in seen:
                seen.add(same(text))
                texts.append(text)
    return texts
