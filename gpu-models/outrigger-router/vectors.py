"""Vectors of texts by the encoder as the product runs it: all-MiniLM-L6-v2 with the analyzer's adapter, at most 96 tokens, mean-pooled."""
import hashlib
import pathlib
import sys

import numpy as np

import counts

ANALYZER = pathlib.Path(__file__).resolve().parents[1] / "outrigger-analyzer"


def sha256(file):
    return hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()


class Vectors:
    """Computed once a text and encoder; kept in the folder `work`."""

    def __init__(self, encoder, work, threads=1):
        self.encoder, self.threads = pathlib.Path(encoder), threads
        self.adapter = sha256(ANALYZER / "analyzer.safetensors")
        self.file = pathlib.Path(work) / f"vectors-{self.adapter[:12]}.npz"
        known = np.load(self.file) if self.file.exists() else {"keys": [], "vectors": np.zeros((0, 384), np.float32)}
        self.keys, self.vectors = list(known["keys"]), known["vectors"]

    def of(self, texts):
        """float64 [texts, 384]"""
        asked = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
        known = set(self.keys)
        new = {key: text for key, text in zip(asked, texts) if key not in known}
        if new:
            print(f"{len(new)} vectors to compute: some minutes", flush=True)
            self.keys += list(new)
            self.vectors = np.concatenate([self.vectors, self.computed(list(new.values()))])
            self.file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self.file, keys=np.array(self.keys), vectors=self.vectors)
        place = {key: i for i, key in enumerate(self.keys)}
        return self.vectors[[place[key] for key in asked]].astype(np.float64)

    def computed(self, texts):
        # Only here, because torch takes a second to load and the vectors are mostly there.
        sys.path.insert(0, str(ANALYZER))
        import minilm
        import outcomes
        import reference
        import torch

        torch.set_num_threads(self.threads)
        tokenizer = minilm.open_tokenizer(self.encoder)
        model, _ = reference.adapted(self.encoder, ANALYZER)
        return outcomes.vectors(model, [minilm.window(tokenizer, text) for text in texts])


def counted(texts):
    """float64 [texts, 11]"""
    return np.array([counts.counts(text) for text in texts])
