"""Judges the analyzer's heads on sources that they were not trained on.

    python bench.py --data DIR --encoder DIR [--work DIR] [--only FAMILY] [--results DIR]    (./outrigger bench analyzer)

Trains one model for each family of sources, without that family, and judges it there, so that every real prompt is judged once by
a model that saw nothing of its family. Writes calibration.json beside this file (train.py puts it into the artefact) and
RESULTS/analyzer.md with its charts. What a model said is kept in --work under a name made of the sources and labels, so that a
stopped run goes on where it was.
"""
import argparse
import json
import pathlib
import tempfile

import numpy as np
import torch

import baseline
import figures
import kept
import lengths
import minilm
import prompts
import report
import train

HERE = pathlib.Path(__file__).resolve().parent


def model_without(family, rows, encoder, work):
    """A model that saw nothing of the family."""
    sources = prompts.FAMILIES[family]
    return kept.model(f"without-{sources[0]}", prompts.split(rows, sources)[0], rows, encoder, work)


def judge(family, rows, encoder, work):
    """What a model that saw nothing of the family says of its real prompts, and what the simple ways say."""
    learn, unseen = prompts.split(rows, prompts.FAMILIES[family])
    file = kept.place(f"without-{prompts.FAMILIES[family][0]}", rows, work, "npz")
    if not file.exists():
        model = model_without(family, rows, encoder, work)
        found = {f"heads/{name}": z for name, z in train.logits_of(model, unseen).items()}
        for way, said in baseline.predictions(learn, unseen, encoder).items():
            found |= {f"{way}/{name}": p for name, p in said.items()}
        np.savez(file.with_suffix(".new.npz"), **found)
        file.with_suffix(".new.npz").rename(file)
    found = np.load(file)
    return report.Part(family, len(learn), unseen, {key: found[key] for key in found.files})


def replied(parts, calibration, tokens):
    """Of the prompts that are read and have a human reply: probabilities of short, medium and long, the label, the reply's tokens."""
    rows, logits = [row for part in parts for row in part.rows], report.joined(parts)
    some = [i for i, row in enumerate(rows) if row["id"] in tokens and prompts.is_read(row)]
    p = figures.judged(logits, calibration["temperatures"], "expectedOutput")[some]
    return p, figures.want([rows[i] for i in some], "expectedOutput"), np.array([tokens[rows[i]["id"]] for i in some])


def calibrate(parts, tokens):
    """Temperatures on the logits of unseen prompts, the confidences under which labels are not to be decided by, and lengths of answers."""
    rows = [row for part in parts for row in part.rows]
    logits = report.joined(parts)
    is_read = np.array([prompts.is_read(row) for row in rows])
    rows, logits = [row for row in rows if prompts.is_read(row)], {name: z[is_read] for name, z in logits.items()}
    temperatures = {name: round(figures.temperature(z, figures.want(rows, name)), 4) for name, z in logits.items()}
    # The chance that a model fails is fitted to models' failures: failing.py.
    temperatures["difficulty"] = json.loads((HERE / "calibration.json").read_text())["temperatures"]["difficulty"]
    least = {
        name: figures.least_confidence(figures.judged(logits, temperatures, name), figures.want(rows, name))
        for name in ("task", "domain", "field", "style")
    }
    also = {"field": figures.also_from(figures.judged(logits, temperatures, "field"), figures.want(rows, "field"))}
    found = {"temperatures": temperatures, "leastConfidence": least, "alsoFrom": also}
    _, labels, lengths_of_replies = replied(parts, found, tokens)
    by_label = [[round(number, 1) for number in row] for row in lengths.tables(labels, lengths_of_replies)]
    return found | {"lengths": {"expectedOutput": {"levels": lengths.LEVELS, "tokens": by_label}}}


def main():
    arguments = argparse.ArgumentParser(prog="outrigger bench analyzer")
    arguments.add_argument("--data", required=True, metavar="DIR", help="holds labelled_prompts/ and oasst1/")
    arguments.add_argument("--encoder", required=True, metavar="DIR", help="holds all-MiniLM-L6-v2")
    work = pathlib.Path(tempfile.gettempdir()) / "outrigger-analyzer"
    arguments.add_argument("--work", default=work, metavar="DIR", help="keeps what the models said")
    arguments.add_argument("--only", metavar="SOURCE", help="judges this family alone and reports nothing")
    arguments.add_argument("--results", default=HERE.parent.parent / "perf" / "results", metavar="DIR")
    arguments.add_argument("--threads", type=int, default=2)
    a = arguments.parse_args()
    torch.set_num_threads(a.threads)
    rows = prompts.read(a.data, minilm.open_tokenizer(a.encoder))
    families = [family for family in prompts.FAMILIES if a.only is None or a.only in family]
    parts = [judge(family, rows, a.encoder, pathlib.Path(a.work)) for family in families]
    if a.only is None:
        tokens = lengths.replies(a.data)
        calibration = calibrate(parts, tokens)
        (HERE / "calibration.json").write_text(json.dumps(calibration, indent=2) + "\n")
        report.write(parts, calibration, replied(parts, calibration, tokens), pathlib.Path(a.results))
        print(f"written: {pathlib.Path(a.results) / 'analyzer.md'}")


if __name__ == "__main__":
    main()
