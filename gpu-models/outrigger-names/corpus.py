"""What the tagger learns from: filled templates, and honest prompts without a name in them."""

import collections
import glob
import gzip
import json
import os
import random
import re
import zlib

import faker.providers.lorem
import numpy
import numpy as np
import scipy

import people
import tokens
import writing

HERE = __file__.rsplit("/", 1)[0] if "/" in __file__ else "."
PRESIDIO = ["presidio_research/generated_large", "presidio_research/synth_dataset_v2"]
# Apache-2.0 twice, CC-BY-4.0, MIT twice, CC0, MIT, Apache-2.0. Rows of clinc150 and arena_hard are read by nobody here but the figures.
HONEST = [
    "oasst1/oasst1_en_validation_prompts",
    "self_instruct/instructions",
    "banking77/banking77",
    "conduit_code_prompts/code_prompts",
    "hh_rlhf_harmless/*",
    "awesome_chatgpt_prompts/*",
    "purplellama_code/*",
    "mmlu_pro_matrix/*",
]
# Of each source at most.
MOST = 2000
KINDS = {"PERSON": "NAME", "ADDRESS": "ADDRESS", "STREET_ADDRESS": "ADDRESS"}


def rows(data, name):
    with gzip.open(f"{data}/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def files(data, name):
    return sorted(path[len(data) + 1 : -9] for path in glob.glob(f"{data}/{name}.jsonl.gz"))


def sources():
    """Pieces of the sources of pinned packages (BSD-3-Clause): code and technical prose."""
    found = []
    for package in (numpy, scipy):
        root = package.__path__[0]
        for folder, _, names in sorted(os.walk(root)):
            for name in sorted(names):
                if name.endswith(".py"):
                    lines = open(f"{folder}/{name}", encoding="utf-8").read().split("\n")
                    found += ["\n".join(lines[i : i + 30])[:1500] for i in range(30, len(lines) - 30, 30)]
    return found


def lorem():
    """Common words of other languages (Faker's, MIT)."""
    found = set()
    for _, provider in people.locales(faker.providers.lorem):
        found.update(w for w in getattr(provider, "word_list", ()) if people.is_ours(w) and w == w.lower())
    return sorted(found)


def prompt(row):
    return row.get("prompt") or row.get("instruction") or row.get("text") or ""


def honest(data):
    """Prompts of the honest sets with the part they belong to, of ten; whole groups together."""
    found = []
    for name in (file for pattern in HONEST for file in files(data, pattern)):
        texts = {}
        for row in rows(data, name):
            text = prompt(row)
            if text and row.get("lang", "en") == "en" and row["split"] != "open_eval":
                texts.setdefault(text, (name.split("/")[0], zlib.crc32(str(row.get("group", text)).encode()) % 10, text))
        some = list(texts.values())
        random.Random(5).shuffle(some)
        found += some[:MOST]
    return found


def lists(writer, prompts):
    """Bits of each known word, by its hash. Common words are those that the prompts have in lower case."""
    bits = collections.Counter()

    def add(word, bit):
        for part in re.split(r"[\s\-.'’,]+", word):
            low = tokens.lower(part[: tokens.LONGEST])
            if len(low) > 1:
                bits[low] |= bit

    for first, last in writer.pools.values():
        for word in first:
            add(word, tokens.FIRST)
        for word in last:
            add(word, tokens.LAST)
    for city in writer.addresses.all_cities + people.COUNTRIES + people.NATIONS:
        add(city, tokens.PLACE)
    for word in people.STREET_WORDS:
        add(word, tokens.STREET)
    for word in people.TITLES:
        add(word, tokens.TITLE)
    low, high = collections.Counter(), collections.Counter()
    for text in prompts:
        for match in re.finditer(r"(?:^|(?<=[^.!?:\s])\s|\s)([^\W\d_]+)", text):
            word = match.group(1)
            (low if word.islower() else high)[tokens.lower(word[: tokens.LONGEST])] += 1
    for word, count in low.items():
        is_name = bits[word] & (tokens.FIRST | tokens.LAST)
        if len(word) == 1 or (count >= 20 and count >= 3 * high[word] if is_name else count >= 3):
            bits[word] |= tokens.COMMON
    for word in lorem():
        if not bits[word] & (tokens.FIRST | tokens.LAST | tokens.STREET):
            bits[word] |= tokens.COMMON
    return {tokens.fnv(word): value for word, value in bits.items() if value}


def without_names(text, known):
    """Its lines in which no name of the lists stands with a capital: what is not marked must not be taught as none."""

    def is_name(word):
        bits = known.get(tokens.fnv(tokens.lower(word[: tokens.LONGEST])), 0)
        return bits & (tokens.FIRST | tokens.LAST) and not bits & tokens.COMMON

    return "\n".join(line for line in text.split("\n") if not any(w[0].isupper() and is_name(w) for w in re.findall(r"[^\W\d_]+", line)))


def label(text, marks):
    """The label of each token: 0 outside, 1 and 2 a name, 3 and 4 an address. Marks are offsets of the text as it was."""
    out = np.zeros(len(text.spans), dtype=np.int64)
    for start, end, kind in marks:
        begin = 1 if kind == "NAME" else 3
        first = True
        for i, (s, e, _) in enumerate(text.spans):
            if text.origin(s) >= start and text.origin(e - 1) < end:
                out[i] = begin if first else begin + 1
                first = False
    return out


def marked(row):
    """A public row's names and addresses as UTF-16 offsets; pieces of one address that nothing but blanks and commas part are one."""
    text = row["text"]
    found = []
    for span in sorted(row["spans"], key=lambda s: s["start"]):
        kind = KINDS.get(span["type"])
        if kind is None:
            continue
        if found and kind == "ADDRESS" == found[-1][2] and not text[found[-1][1] : span["start"]].strip(" ,\n"):
            found[-1] = (found[-1][0], span["end"], kind)
        else:
            found.append((span["start"], span["end"], kind))
    wide = lambda at: at + sum(1 for c in text[:at] if ord(c) > 0xFFFF)
    return [(wide(s), wide(e), k) for s, e, k in found]


def training(data, keep, wanted, each, seed):
    """Texts, labels, and the lists they were read with. `wanted` says of the number and the group of a template whether it counts."""
    writer = writing.Writer(seed, keep)
    prompts = [(source, text) for source, part, text in honest(data) if part < 8]
    code = sources()
    known = lists(writer, [text for _, text in prompts] + code)
    random.Random(6).shuffle(code)
    prompts += [("sources", text) for text in code[:MOST]]
    ours = [t for i, t in enumerate(writing.templates(HERE + "/templates.txt")) if wanted(i, t[0])]
    texts, labels = [], []
    chance = random.Random(seed + 1)
    names = tokens.FIRST | tokens.LAST | tokens.PLACE
    # A third of the texts is read as if no name or place were known, so that what stands around is learnt too.
    plain, blind = tokens.Words(known), tokens.Words({h: b & ~names for h, b in known.items()})
    for _, template in ours:
        # What has no hole says the same each time.
        for _ in range(each if "{" in template else 4):
            text, marks = writer.write(template)
            read = tokens.Text(text, blind if chance.random() < 0.33 else plain)
            texts.append(read)
            labels.append(label(read, marks))
    others = [without_names(text[:2500], known) for _, text in prompts] + [writer.noise() for _ in range(1500)]
    for text in others:
        read = tokens.Text(writer.dress(text, [])[0], plain)
        texts.append(read)
        labels.append(np.zeros(len(read.spans), dtype=np.int64))
    return texts, labels, known
