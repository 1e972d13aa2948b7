"""Teaches the quick heads what the encoder's heads say, and judges them on sources that neither saw.

    python quick.py --data DIR --encoder DIR [--work DIR] [--out FILE] [--reference FILE] [--results DIR]      (./outrigger train quick)

For each family of sources a student learns from a teacher that saw nothing of the family (bench.py keeps them) and is judged there; how sure a
head must be before the encoder need not be asked is set so. Then the committed analyzer teaches the student that ships. Writes asked.bin, a
reference that Java is held to, and RESULTS/quick.md. Run it after every training of the analyzer.
"""
import argparse
import hashlib
import json
import pathlib
import struct
import tempfile

import numpy as np
import torch

import asked
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
VERSION = "2"  # and, in the artefact, the beginning of its teacher's hash
# Share of unseen prompts on which a head that is sure must say what the encoder says. A probability says the same where it is on the same side
# of each of these bounds, the first of which is the default policy's.
AGREE = {"task": 0.95, "domain": 0.95, "field": 0.95, "complexity": 0.97}
BOUNDS = (0.3, 0.5)
SLACK = 0.03  # so much less on one family
FEW = 20


class Shipped:
    """The committed analyzer, as far as a model in training is asked."""

    def __init__(self, encoder):
        self.encoder, weights = reference.adapted(pathlib.Path(encoder), HERE)
        merged(self)
        self.heads = {name: lambda x, name=name: x @ weights[f"heads.{name}.weight"].T + weights[f"heads.{name}.bias"] for name in student.HEADS}


@torch.no_grad()
def merged(model):
    """The same model, its adapter added to its weights, as the product reads it."""
    for linear in model.encoder.linears.values():
        if linear.rank > 0:
            linear.weight += linear.scale * (linear.lora_b @ linear.lora_a)
            linear.rank = 0
    return model


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
    texts = [asked.asked([text]) for text in extra]
    rows = learn + [{"ids": minilm.window(tokenizer, text)} for text in texts]
    bags = [student.bag(text) for text in [row["text"] for row in learn] + texts]
    model = student.fit(bags, [row["target"] for row in learn], said_by(teacher, rows))
    return model, *student.rounded(model)


def judged(rows, a, tokenizer):
    """Of every user's prompt that the encoder reads, what a student and its teacher say who saw nothing of its family."""
    quick, slow, real, family = [], [], [], []
    for name, sources in prompts.FAMILIES.items():
        teacher = merged(bench.model_without(name, rows, a.encoder, a.work))
        learn, unseen = prompts.split(rows, sources)
        unseen = [row for row in unseen if prompts.is_read(row)]
        extra = unlabelled.read(a.data, sources, {row["same"] for row in rows})
        model, *_ = taught(teacher, learn, extra, tokenizer)
        quick.append(student.logits_of(model, [student.bag(row["text"]) for row in unseen]))
        slow.append(said_by(teacher, unseen))
        real += unseen
        family += [name] * len(unseen)
        right = quick[-1]["task"].argmax(1) == figures.want(unseen, "task")
        print(f"without {name}: {len(learn)} labelled, {len(extra)} others; task {right.mean():.3f}", flush=True)
    joined = [{name: np.concatenate([part[name] for part in side]) for name in student.HEADS} for side in (quick, slow)]
    return real, np.array(family), *joined


def agrees(name, q, e):
    """Of each prompt, whether the two say the same."""
    if name == "complexity":
        return np.all([(q[:, 1] > bound) == (e[:, 1] > bound) for bound in BOUNDS], 0)
    return q.argmax(1) == e.argmax(1)


def fitted(logits, slow, real, family, some):
    """Temperatures, and how sure each head must be, by some of the prompts."""
    rows = [row for row, is_of in zip(real, some) if is_of]
    heat = {name: figures.temperature(logits[name][some], figures.want(rows, name)) for name in student.HEADS}
    sure = {}
    for name, least in AGREE.items():
        q = figures.judged(logits, heat, name)
        sure[name] = surest(q[some].max(1), agrees(name, q, slow[name])[some], family[some], least)
    return heat, sure


def crosswise(logits, slow, real, family):
    """Of every prompt, what the heads say and whether they are sure, by what the other families' prompts give."""
    quick, is_sure = {}, {}
    for f in prompts.FAMILIES:
        heat, sure = fitted(logits, slow, real, family, family != f)
        for name in AGREE:
            q = figures.judged(logits, heat, name)
            quick.setdefault(name, np.zeros_like(q))[family == f] = q[family == f]
            is_sure.setdefault(name, np.zeros(len(real), bool))[family == f] = (q.max(1) >= sure[name])[family == f]
    return quick, is_sure


def surest(confidence, same, family, want):
    """Least confidence from which on the two agree so often; over 1 where they never do."""
    for least in np.arange(0.3, 1.0, 0.01).round(2):
        sure = confidence >= least
        if sure.sum() < FEW:
            break
        each = [same[sure & (family == f)] for f in set(family)]
        if same[sure].mean() >= want and all(len(e) < FEW or e.mean() >= want - SLACK for e in each):
            return float(least)
    return 2.0


def share(values):
    """A mean with its interval."""
    return figures.with_interval(lambda p, y: p.mean(), np.asarray(values, float), np.zeros(len(values))) if len(values) else "–"


def auc(p, y):
    return figures.with_interval(figures.auc, p, y) if p.shape[1] == 2 else "–"


def results(real, family, quick, slow, is_sure, sure):
    want = {name: figures.want(real, name) for name in AGREE}
    heads, each = [], []
    for name in AGREE:
        q, e, of = quick[name].argmax(1) == want[name], slow[name].argmax(1) == want[name], is_sure[name]
        agree = agrees(name, quick[name], slow[name])
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
    teacher = hashlib.sha256((HERE / "analyzer.safetensors").read_bytes()).hexdigest()[:12]
    head = utf("outrigger-asked") + utf(f"{VERSION}-{teacher}") + struct.pack(">iiffi", 1 << student.BITS, student.WIDTH, scale, sure["domain"], len(student.HEADS))
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
    temperatures = json.loads((HERE / "calibration.json").read_text())["temperatures"]
    slow = {name: figures.judged(slow, temperatures, name) for name in AGREE}
    heat, sure = fitted(quick, slow, real, family, np.ones(len(real), bool))
    said, is_sure = crosswise(quick, slow, real, family)
    text = [
        "# Quick heads: what plain Java says of what is asked", "",
        f"{len(real):,} users' prompts that the encoder reads, each judged by a student and by its teacher, who both saw nothing of its family of sources; the teacher in",
        "bfloat16. In brackets 95 % intervals of a thousand resamples. A head is sure from the confidence on from which it says what the encoder says so often:",
        ", ".join(f"{name} {least:.2f}" for name, least in AGREE.items()) + f"; by {SLACK} less on one family. Of complexity that is to be on the same side of "
        + " and of ".join(map(str, BOUNDS)) + ". That confidence, and the temperature,",
        "are those that the *other* families' prompts give; *sure from* is of all, and ships. How wide a head is and how long it learns was chosen on oasst1.", "",
        "- command: `./outrigger train quick --data DIR`", f"- machine: {report.machine()}", f"- commit: `{report.commit()}` and what was changed since", "",
        *results(real, family, said, slow, is_sure, sure),
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
