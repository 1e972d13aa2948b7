"""How often the language of a text is told right: whole sentences, and their beginnings of under 30 characters.

usage: python3 perf/analyzer/language.py --data DIR [--split test]

DIR holds sib200/sib200.jsonl.gz (SIB-200, 40 languages). Asks `./outrigger explain --jsonl`, and writes
perf/results/language.md. The two constants of LanguageLexicon, and its words, were chosen on the split `train`.
"""

import argparse
import collections
import datetime
import gzip
import json
import os
import pathlib
import platform
import random

from asking import ROOT, commit, explained

SHORT = 30
WORDLESS = 14  # characters of a text that is written without spaces
# From the codes of FLORES-200 to those of ISO 639-1.
CODES = dict(
    arb="ar", ben="bn", bul="bg", ces="cs", dan="da", deu="de", ell="el", eng="en", fin="fi", fra="fr", heb="he", hin="hi",
    hrv="hr", hun="hu", ind="id", ita="it", jpn="ja", kor="ko", nld="nl", nob="no", pes="fa", pol="pl", por="pt", ron="ro",
    rus="ru", slk="sk", spa="es", srp="sr", swe="sv", swh="sw", tam="ta", tel="te", tgl="tl", tha="th", tur="tr", ukr="uk",
    vie="vi", zho="zh", zsm="ms",
)  # fmt: skip


def beginning(text):
    """Its first words, of under 30 characters in all."""
    if " " not in text.strip()[:SHORT]:
        return text[:WORDLESS]
    words = text.split()
    kept = words[0]
    for word in words[1:]:
        if len(kept) + 1 + len(word) >= SHORT:
            break
        kept += " " + word
    return kept[: SHORT - 1]


def interval(right, rng, rounds=2000):
    """The 95 % interval of the share, by bootstrap over the texts."""
    shares = sorted(sum(rng.choices(right, k=len(right))) / len(right) for _ in range(rounds))
    return shares[rounds // 40], shares[-rounds // 40]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--split", default="test", choices=("train", "dev", "test"))
    a = arguments.parse_args()
    with gzip.open(pathlib.Path(a.data) / "sib200" / "sib200.jsonl.gz", "rt") as lines:
        rows = [row for row in map(json.loads, lines) if row["split"] == a.split]
    rng = random.Random(20261129)
    report = []
    wrong = collections.Counter()
    for kind, cut in (("sentences", lambda text: text), (f"beginnings of under {SHORT} characters", beginning)):
        answers = [answer["analysis"]["language"] for answer in explained([cut(row["text"]) for row in rows])]
        want = [CODES[row["lang"][:3]] for row in rows]
        right = [int(answer.get("value") == code) for answer, code in zip(answers, want)]
        told = [int("value" in answer) for answer in answers]
        low, high = interval(right, rng)
        each = collections.defaultdict(list)
        for code, is_right in zip(want, right):
            each[code].append(is_right)
        for code, answer, is_right in zip(want, answers, right):
            if not is_right:
                wrong[(kind, code, answer.get("value", "not told"))] += 1
        worst = sorted((sum(marks) / len(marks), code) for code, marks in each.items())[:6]
        report.append(
            f"| {kind} | {len(rows)} | {sum(right) / len(rows):.3f} ({low:.3f}–{high:.3f}) | {sum(told) / len(rows):.3f}"
            f" | {sum(right) / sum(told):.3f} | {', '.join(f'{code} {share:.2f}' for share, code in worst)} |"
        )
    confusions = [f"| {kind} | {code} | {said} | {count} |" for (kind, code, said), count in wrong.most_common(20)]
    text = [
        "# The language of a text",
        "",
        f"SIB-200, 40 languages (Norwegian and both scripts of Chinese as one each), split `{a.split}`: whole sentences, and their first",
        "words. What is not told counts as wrong. In brackets the 95 % interval, by bootstrap.",
        "",
        f"- command: `python3 perf/analyzer/language.py --data DIR --split {a.split}`",
        f"- date: `{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}`",
        f"- commit: `{commit()}`",
        f"- cores: `{os.cpu_count()}`, kernel: `{platform.release()}`, python: `{platform.python_version()}`",
        "",
        "| texts | of them | right | told at all | right of those told | worst languages |",
        "|---|---|---|---|---|---|",
        *report,
        "",
        "What was told wrong most often:",
        "",
        "| texts | language | told | times |",
        "|---|---|---|---|",
        *confusions,
    ]
    (ROOT / "perf" / "results" / "language.md").write_text("\n".join(text) + "\n")
    print("\n".join(report))


if __name__ == "__main__":
    main()
