"""Trains the tagger and writes `names.bin` and the reference that `NamesReferenceTest` reads.

python train.py --data DATA --out names.bin --reference names-reference.json [--kept FILE.npz]
"""

import argparse
import json
import os
import struct
import zlib

import numpy as np

import corpus
import people
import tagger
import tokens
import writing

SEED, EACH, EPOCHS = 11, 30, 12
# How likely a token has to be to belong to a finding, and how sure the whole has to be: chosen on presidio's `train` rows, which the tagger they were chosen with had not seen.
EDGE, LEAST = 0.4, {"NAME": 0.4, "ADDRESS": 0.4}
MARK = 0x4F4E4101


def fitted(data, kept, parts=(), held=lambda number, group: False):
    """Weights, steps and lists; from the file of a former run where there is one. Words of the parts and held templates are left out."""
    if kept and os.path.exists(kept):
        z = np.load(kept)
        return z["weights"].astype(np.float64), z["steps"], {int(h): int(b) for h, b in zip(z["words"], z["bits"])}
    texts, labels, known = corpus.training(data, lambda w: people.part(w) not in parts, lambda i, g: not held(i, g), EACH, SEED)
    weights, steps = tagger.fit(tagger.Chains(texts, labels), EPOCHS)
    if kept:
        words = sorted(known)
        np.savez_compressed(kept, weights=weights.astype(np.float32), steps=steps, words=np.array(words, dtype=np.int64), bits=np.array([known[w] for w in words]))
    return weights, steps, known


def quantised(weights):
    """As they are shipped: a signed byte each, of one scale."""
    scale = float(np.float32(np.quantile(np.abs(weights[:, 1:][weights[:, 1:] != 0]), 0.9995) / 127))
    return np.clip(np.rint(weights[:, 1:] / scale), -127, 127).astype(np.int8), scale


def write(path, weights, steps, known):
    small, scale = quantised(weights)
    words = np.array(sorted(known), dtype=np.uint32)
    body = struct.pack(">i4f", MARK, EDGE, LEAST["NAME"], LEAST["ADDRESS"], scale) + struct.pack(">25f", *steps.ravel()) + struct.pack(">i", len(words))
    body += words.astype(">u4").tobytes() + bytes(known[int(w)] for w in words)
    bytes4 = small.astype(np.uint8).astype(np.uint32)
    packed = bytes4[:, 0] | bytes4[:, 1] << 8 | bytes4[:, 2] << 16 | bytes4[:, 3] << 24
    body += packed.astype(">u4").tobytes()
    with open(path, "wb") as file:
        file.write(body + struct.pack(">I", zlib.crc32(body)))
    return as_shipped(small, scale), np.float32(steps).astype(np.float64)


def as_shipped(small, scale):
    full = np.zeros((len(small), 5))
    full[:, 1:] = small.astype(np.float64) * scale
    return full


def reference(path, weights, steps, known):
    """What is found in texts of all kinds, for the same in Java."""
    writer = writing.Writer(5, lambda w: True)
    templates = writing.templates(corpus.HERE + "/templates.txt")
    texts = [writer.write(templates[i][1])[0] for i in range(0, len(templates), 2)] + [writer.noise() for _ in range(10)]
    texts += ["", " \n\t", "O'Brien\u200b, J.", "Ｍｙ name is Ｊｏｈｎ Smith", "mein name ist\u00a0Jörg Müller\u2028Am Markt 5", "I am 𝒳 and José. 😀 Dr. Şahin", "ΑΘΗΝΑ Ερμού 12, Νίκος", "x" * 5000, "算出了它们在 k 下的值 12, 600年 Berlin", "мы хотим разбить его на Иван Петров, ул. Ленина 5", "12 " * 600 + "Main Street"]
    read = [tokens.Text(t, tokens.Words(known)) for t in texts]
    found = tagger.read(read, weights, steps, LEAST, EDGE)
    rows = [{"text": t, "findings": [[k, x.origin(s), x.origin(e - 1) + 1] for k, s, e, _ in f]} for t, x, f in zip(texts, read, found)]
    with open(path, "w", encoding="ascii") as file:
        file.write("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("--data", "--out", "--reference"):
        parser.add_argument(name, required=True)
    parser.add_argument("--kept")
    args = parser.parse_args()
    weights, steps, known = fitted(args.data, args.kept)
    weights, steps = write(args.out, weights, steps, known)
    reference(args.reference, weights, steps, known)
