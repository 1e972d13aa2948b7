"""Teaches the quick heads what the encoder's heads say, and judges them on sources that neither saw.

    python quick.py --data DIR --encoder DIR [--work DIR] [--out FILE] [--reference FILE] [--results DIR]      (./outrigger train quick)

For each family of sources a student learns from a teacher that saw nothing of the family (bench.py keeps them) and is judged there; how sure a
head must be before the encoder need not be asked is set so. Then the committed analyzer teaches the student that ships. Writes asked.bin, a
reference that Java is held to, and RESULTS/quick.md. Run it after every training of the analyzer.
"""
import argparse
import json
import pathlib
import struct
import tempfile
import zlib

import numpy as np
import torch

import bench
import figures
import minilm
import prompts
import reference
import report
import student
import train
import unlabelled

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VERSION = "2"
# Share of unseen prompts on which a head that is sure must say what the encoder says; more of one whose probability is compared with a bound.
AGREE = {"task": 0.95, "domain": 0.95, "field": 0.95, "complexity": 0.98}
SLACK = 0.03  # so much less on one family
FEW = 20


class Shipped:
    """The committed analyzer, as far as a model in training is asked."""

    def __init__(self, encoder):
        self.encoder, weights = reference.adapted(pathlib.Path(encoder), HERE)
        self.heads = {name: lambda x, name=name: x @ weights[f"heads.{name}.weight"].T + weights[f"heads.{name}.bias"] for name in student.HEADS}


@torch.no_grad()
def said_by(teacher, rows):
    """Logits of its heads [rows, labels]; in a fifth of the time where the CPU has bfloat16."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]["ids"]))
    parts = []
    for at in range(0, len(order), train.BATCH):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
            pooled = teacher.encoder(*train.padded([rows[i]["ids"] for i in order[at : at + train.BATCH]]))
        parts.append({name: teacher.heads[name](pooled.float()) for name in student.HEADS})
    back = np.argsort(order)
    return {name: torch.cat([part[name] for part in parts]).numpy()[back] for name in student.HEADS}


def taught(teacher, learn, extra, tokenizer):
    """A student of that teacher, from labelled rows and texts without labels; with its table in eight bits, and their scale."""
    rows = learn + [{"ids": minilm.window(tokenizer, text)} for text in extra]
    bags = [student.bag(student.shown(row)) for row in learn] + [student.bag(student.cut(text, student.LAST_CHARS)) for text in extra]
    model = student.fit(bags, [row["target"] for row in learn], said_by(teacher, rows))
    return model, *student.rounded(model)


def judged(rows, a, tokenizer):
    """Of every user's prompt that the encoder reads, what a student and its teacher say who saw nothing of its family."""
    quick, slow, real, family = [], [], [], []
    for name, sources in prompts.FAMILIES.items():
        teacher = bench.model_without(name, rows, a.encoder, a.work)
        learn, unseen = prompts.split(rows, sources)
        unseen = [row for row in unseen if prompts.is_read(row)]
        extra = unlabelled.read(a.data, sources, {row["same"] for row in rows})
        model, *_ = taught(teacher, learn, extra, tokenizer)
        quick.append(student.logits_of(model, [student.bag(student.shown(row)) for row in unseen]))
        slow.append(said_by(teacher, unseen))
        real += unseen
        family += [name] * len(unseen)
        right = quick[-1]["task"].argmax(1) == figures.want(unseen, "task")
        print(f"without {name}: {len(learn)} labelled, {len(extra)} others; task {right.mean():.3f}", flush=True)
    joined = [{name: np.concatenate([part[name] for part in side]) for name in student.HEADS} for side in (quick, slow)]
    return real, np.array(family), *joined


def surest(confidence, agrees, family, want):
    """Least confidence from which on the two agree so often; over 1 where they never do."""
    for least in np.arange(0.3, 1.0, 0.01).round(2):
        sure = confidence >= least
        if sure.sum() < FEW:
            break
        each = [agrees[sure & (family == f)] for f in set(family)]
        if agrees[sure].mean() >= want and all(len(e) < FEW or e.mean() >= want - SLACK for e in each):
            return float(least)
    return 2.0


def share(values):
    """A mean with its interval."""
    return figures.with_interval(lambda p, y: p.mean(), np.asarray(values, float), np.zeros(len(values))) if len(values) else "–"


def auc(p, y):
    return figures.with_interval(figures.auc, p, y) if p.shape[1] == 2 else "–"


def results(real, family, quick, slow, sure):
    want = {name: figures.want(real, name) for name in AGREE}
    is_sure = {name: quick[name].max(1) >= sure[name] for name in AGREE}
    heads, each = [], []
    for name in AGREE:
        q, e, of = quick[name].argmax(1) == want[name], slow[name].argmax(1) == want[name], is_sure[name]
        agree = quick[name].argmax(1) == slow[name].argmax(1)
        mixed = np.where(of[:, None], quick[name], slow[name])
        heads.append([name, share(q), share(e), share(np.where(of, q, e)), auc(quick[name], want[name]), auc(slow[name], want[name]), auc(mixed, want[name])])
        each.append([name, "all", f"{sure[name]:.2f}", share(of), share(agree[of]), share(q[of]), share(e[of])])
        for f in prompts.FAMILIES:
            some = of & (family == f)
            each.append(["", f, "", share(of[family == f]), share(agree[some]), share(q[some]), share(e[some])])
    both = is_sure["domain"] & is_sure["complexity"]
    return [
        *report.table(["head", "right", "encoder right", "as it runs, right", "AUC", "encoder's AUC", "as it runs, AUC"], heads),
        f"*As it runs*: its answer where it is sure, the encoder's where it is not. Sure of domain and complexity both, so that a policy of these two has nobody else asked: {share(both)}.", "",
        "## Where they are sure", "",
        *report.table(["head", "left out", "sure from", "share that is sure", "says there what the encoder says", "right there", "encoder right there"], each),
    ]


def pack(model, eight, scale, heat, sure):
    """As dev.outrigger.analyze.QuickHeads reads it: big endian."""

    def utf(text):
        return struct.pack(">H", len(text.encode())) + text.encode()

    named = b""
    for name in student.HEADS:
        labels = prompts.HEADS[name][0]
        named += utf(name) + struct.pack(">fi", sure[name], len(labels)) + b"".join(map(utf, labels))
    weights = np.concatenate([model.heads[name].weight.data.numpy() / heat[name] for name in student.HEADS])
    biases = np.concatenate([model.heads[name].bias.data.numpy() / heat[name] for name in student.HEADS])
    dense = [model.offset.data.numpy(), model.bend.weight.data.numpy(), model.bend.bias.data.numpy(), weights, biases]
    head = utf("outrigger-asked") + utf(VERSION) + struct.pack(">iiffi", 1 << student.BITS, student.WIDTH, scale, sure["domain"], len(student.HEADS))
    return head + named + b"".join(part.astype(">f4").tobytes() for part in dense) + eight.tobytes()


def recorded(model, heat):
    """What Java must find of some texts."""
    bags = [student.bag(text) for text in reference.JUDGED]
    logits = student.logits_of(model, bags)
    samples = []
    for i, text in enumerate(reference.JUDGED):
        heads = {name: [round(float(p), 5) for p in figures.probabilities(logits[name][i : i + 1], heat[name])[0]] for name in student.HEADS}
        samples.append({"text": text, "features": len(bags[i]), "heads": heads})
    return "[\n" + ",\n".join("  " + json.dumps(sample, ensure_ascii=True) for sample in samples) + "\n]\n"


def main():
    arguments = argparse.ArgumentParser(prog="outrigger train quick")
    arguments.add_argument("--data", required=True, metavar="DIR", help="holds labelled_prompts/ and the sets that unlabelled.py names")
    arguments.add_argument("--encoder", required=True, metavar="DIR", help="holds all-MiniLM-L6-v2")
    arguments.add_argument("--work", default=pathlib.Path(tempfile.gettempdir()) / "outrigger-analyzer", metavar="DIR", help="where bench.py keeps its models")
    arguments.add_argument("--out", default=ROOT / "src/main/resources/dev/outrigger/analyze/asked.bin", metavar="FILE")
    arguments.add_argument("--reference", default=ROOT / "src/test/resources/dev/outrigger/analyze/asked-reference.json", metavar="FILE")
    arguments.add_argument("--results", default=ROOT / "perf/results", metavar="DIR")
    arguments.add_argument("--threads", type=int, default=2)
    a = arguments.parse_args()
    torch.set_num_threads(a.threads)
    tokenizer = minilm.open_tokenizer(a.encoder)
    rows = prompts.read(a.data, tokenizer)
    real, family, quick, slow = judged(rows, a, tokenizer)
    heat = {name: figures.temperature(quick[name], figures.want(real, name)) for name in student.HEADS}
    temperatures = json.loads((HERE / "calibration.json").read_text())["temperatures"]
    quick, slow = ({name: figures.judged(side, heats, name) for name in AGREE} for side, heats in ((quick, heat), (slow, temperatures)))
    sure = {name: surest(quick[name].max(1), quick[name].argmax(1) == slow[name].argmax(1), family, least) for name, least in AGREE.items()}
    text = [
        "# Quick heads: what plain Java says of what is asked", "",
        f"{len(real)} users' prompts that the encoder reads, each judged by a student and by its teacher, who both saw nothing of its family of sources. In brackets 95 %",
        "intervals of a thousand resamples. A head is sure from the confidence on from which it says what the encoder says so often: " + ", ".join(f"{name} {least:.2f}" for name, least in AGREE.items()) + f"; by {SLACK} less on one family.", "",
        "- command: `./outrigger train quick --data DIR`", f"- machine: {report.machine()}", f"- commit: `{report.commit()}` and what was changed since", "",
        *results(real, family, quick, slow, sure),
    ]
    (pathlib.Path(a.results) / "quick.md").write_text("\n".join(text) + "\n")
    learn, _ = prompts.split(rows, [])
    model, eight, scale = taught(Shipped(a.encoder), learn, unlabelled.read(a.data, [], {row["same"] for row in rows}), tokenizer)
    artefact = pack(model, eight, scale, heat, sure)
    pathlib.Path(a.out).write_bytes(artefact)
    pathlib.Path(a.reference).write_text(recorded(model, heat))
    print(f"{len(artefact)} bytes; sure from {sure}")


if __name__ == "__main__":
    main()
