"""The mixed workload, decided by the product: `explain --record` reads each fold's prompts with a router that did not see them and writes a decision log, in
which the premium model is always asked; `replay` decides anew by the policy that was chosen on the other folds, and judges both by what every model made of them.
"""
import concurrent.futures
import hashlib
import json
import pathlib
import shutil
import subprocess

import numpy as np

import packed
import router
import train

POOL = "workload"
NOBODY = '{ kind: openai, url: "http://127.0.0.1:9/v1" }'  # nobody listens there, and nobody is asked
# The product's own constants (route.Utility): dollars and seconds of worth one half, and tokens of an answer whose length is not known.
HALF_COST, HALF_LATENCY, ANSWER_TOKENS = 0.01, 5.0, 400


class Product:
    """Verbs of the product, in a folder without a configuration."""

    def __init__(self, java, folder):
        self.java, self.folder = java, folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def run(self, *verb):
        done = subprocess.run([*self.java, *map(str, verb)], cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"outrigger {' '.join(map(str, verb[:2]))} failed: {done.stderr.strip()[-2000:]}")
        return done.stdout


def artefact(trained, folder, encoder):
    """router.bin, as the product reads it."""
    card = {
        "version": train.VERSION, "gamma": trained.space.gamma, "countsWeight": router.COUNTS_WEIGHT, "countsCut": router.CUT, "encoder": encoder,
        "models": [{"name": name} for name in trained.names],
    }  # fmt: skip
    train.write(trained, folder, card)
    file = folder / "router.bin"
    file.write_bytes(packed.packed(folder))
    return file


def configuration(file, models, price, seconds, premium, weights):
    """Of one fold: `default` always asks the premium model, and reads what `routed` would; that weighs quality, cost and latency so."""
    learned = "{ learned: { as: { " + ", ".join(f"{m}: {POOL}/{m}" for m in models) + " } } }"
    of = [
        f"  {m}: {{ backend: nobody, model: {m}, price: {{ input: {price[k][0]}, output: {price[k][1]} }}, latency: {seconds[k]:.4f} }}"
        for k, m in enumerate(models)
    ]  # fmt: skip
    return "\n".join([
        f"analyzer: {{ router: {json.dumps(str(file))} }}", f"backends: {{ nobody: {NOBODY} }}", "models:", *of, "policies:",
        f'  default: {{ stages: [ {learned}, {{ rule: {{ when: "true", prefer: [{premium}] }} }}, {{ score: {{}} }} ] }}',
        f"  routed: {{ objective: {{ quality: 1, cost: {weights[0]}, latency: {weights[1]} }}, stages: [ {learned}, {{ score: {{}} }} ] }}", "",
    ])  # fmt: skip


def utilities(said, tokens, price, seconds, weights):
    """[prompts, models] as the product's stage score counts them, to choose weights by; what counts in the end is what the product decides."""
    cost = (tokens[:, None] * price[:, 0] + ANSWER_TOKENS * price[:, 1]) / 1e6
    return said + weights[0] / (1 + cost / HALF_COST) + weights[1] / (1 + seconds / HALF_LATENCY)


class Folds:
    """A decision log and an artefact for each fold, and the outcomes of all."""

    def __init__(self, product, mixed, routers, encoder, at_once):
        self.product, self.mixed = product, mixed
        self.ids, self.tokens = np.empty(len(mixed.rows), object), np.zeros(len(mixed.rows))
        self.said = np.zeros_like(mixed.score)
        self.folds = sorted(set(mixed.folds))
        work = []
        for fold, trained in zip(self.folds, routers):
            here = np.flatnonzero(mixed.folds == fold)
            work.append((fold, here))
            trained = router.rounded(trained)
            file = artefact(trained, self.of(fold), encoder)
            self.said[here] = trained.probabilities(mixed.x[here], mixed.counts[here])[:, [trained.names.index(f"{POOL}/{m}") for m in mixed.models]]
            self.configure(fold, file, (0.3, 0.1))
        with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
            list(pool.map(lambda one: self.record(*one), work))
        self.outcomes()

    def of(self, fold):
        return self.product.folder / f"fold-{fold}"

    def configure(self, fold, file, weights):
        m = self.mixed
        text = configuration(file, m.models, m.price, m.usual_seconds(fold), m.models[m.premium], weights)
        (self.of(fold) / "outrigger.yaml").write_text(text)

    def record(self, fold, here):
        folder = self.of(fold)
        with open(folder / "prompts.jsonl", "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps({"prompt": self.mixed.rows[i]["text"]}) + "\n" for i in here)
        told = self.product.run("explain", "--config", folder / "outrigger.yaml", "--jsonl", folder / "prompts.jsonl", "--record", folder / "log")
        answers = [json.loads(line) for line in told.splitlines()]
        assert len(answers) == len(here), (len(answers), len(here))
        for i, answer in zip(here, answers):
            self.ids[i], self.tokens[i] = answer["exchange"], answer["analysis"]["tokens"]["value"]
        unread = sum("value" not in answer["analysis"]["factors"] for answer in answers)
        print(f"fold {fold + 1}: {len(answers)} decisions recorded, {unread} without factors", flush=True)

    def outcomes(self):
        """What every model made of every prompt, whoever is asked in the end."""
        m = self.mixed
        with open(self.product.folder / "outcomes.ndjson", "w", encoding="utf-8") as lines:
            for i in range(len(m.rows)):
                models = {
                    name: {"quality": float(m.score[i, k]), "dollars": float(m.cost[i, k]), "seconds": float(m.seconds[i, k])} for k, name in enumerate(m.models)
                }  # fmt: skip
                group = hashlib.sha256(m.groups[i].encode()).hexdigest()[:16]
                lines.write(json.dumps({"exchange": self.ids[i], "group": group, "task": m.task[i], "models": models}) + "\n")

    def choices(self, grid):
        """Whom each pair of weights would ask, by the product's own arithmetic."""
        m = self.mixed
        seconds = np.zeros_like(m.cost)
        for fold in self.folds:
            seconds[m.folds == fold] = m.usual_seconds(fold)
        return [np.argmax(utilities(self.said, self.tokens, m.price, seconds, weights), 1) for weights in grid]

    def routed(self, weights):
        """A version of the policy for each fold, by the weights that were chosen on the others."""
        files = []
        for fold, chosen in zip(self.folds, weights):
            self.configure(fold, self.of(fold) / "router.bin", chosen)
            file = self.of(fold) / "routed.yaml"
            file.write_text(self.product.run("policy", "export", "--config", self.of(fold) / "outrigger.yaml", "routed"))
            files.append(file)
        return files

    def single(self, model):
        """A policy that always asks this model."""
        file = self.product.folder / f"{model}.yaml"
        file.write_text(f'format: 1\nname: single\npolicy: {{ stages: [ {{ rule: {{ when: "true", prefer: [{model}] }} }} ] }}\n')
        return [file]

    def replay(self, policies, mixes):
        """The report, for programs; a row for each mix of tasks."""
        verb = ["replay", "--json", "--outcomes", self.product.folder / "outcomes.ndjson"]
        for policy in policies:
            verb += ["--policy", policy]
        for fold in self.folds:
            verb += ["--from", self.of(fold) / "log"]
        for mix in mixes:
            verb += ["--mix", ",".join(f"{task}={share}" for task, share in mix.items())]
        report = json.loads(self.product.run(*verb))
        assert report["check"]["differing"] == 0 and report["check"]["unread"] == 0, report["check"]
        assert report["judged"]["decisions"] == len(self.mixed.rows), (report["cannot"], report["judged"]["cannot"])
        return report


def row_of(judged, models):
    """One row of the page."""

    def saved(ratio):
        return 1 - ratio["part"], sorted((1 - ratio["interval"]["low"], 1 - ratio["interval"]["high"]))

    quality, dollars, seconds = judged["quality"], judged["dollars"], judged["seconds"]
    cheaper, cheaper_interval = saved(dollars)
    faster, faster_interval = saved(seconds)
    return {
        "quality": quality["instead"], "premiumQuality": quality["then"], "kept": quality["part"],
        "keptInterval": [quality["interval"]["low"], quality["interval"]["high"]],
        "cheaper": cheaper, "cheaperInterval": cheaper_interval, "faster": faster, "fasterInterval": faster_interval,
        "cost": dollars["instead"] * 1e3, "premiumCost": dollars["then"] * 1e3, "seconds": seconds["instead"], "premiumSeconds": seconds["then"],
        "shares": [judged["shares"].get(m, 0.0) for m in models],
    }  # fmt: skip


def encoder_of(vectors):
    return {"name": "all-MiniLM-L6-v2", "sha256": train.sha256(pathlib.Path(vectors.encoder) / "model.safetensors"), "adapterSha256": vectors.adapter}
