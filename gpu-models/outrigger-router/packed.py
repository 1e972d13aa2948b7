"""The artefact as the product's Java reads it: src/main/resources/dev/outrigger/analyze/router.bin, numbers big endian, landmarks in half precision."""
import json
import pathlib
import struct

import numpy as np
from safetensors.numpy import load_file

import router

FORMAT = "outrigger-router/2"


def opened(folder):
    """The router in a folder, as it was written."""
    folder = pathlib.Path(folder)
    tensors = {name: value.astype(np.float64) for name, value in load_file(folder / "router.safetensors").items()}
    card = json.loads((folder / "router.json").read_text())
    space = router.Space(tensors["mean"], tensors["countsMean"], tensors["countsScale"], tensors["landmarks"], card["gamma"])
    names = [model["name"] for model in card["models"]]
    return router.Router(space, tensors["factors.weight"].T, tensors["factors.bias"], names, tensors["abilities"]), card


def packed(folder):
    trained, card = opened(folder)
    middle, tied = router.presumption(trained.abilities)
    encoder = card["encoder"]

    def text(word):
        return struct.pack(">H", len(word.encode())) + word.encode()

    def singles(values):
        return np.asarray(values).astype(">f4").tobytes()

    landmarks, factors = len(trained.space.landmarks), trained.factor_weights.shape[1]
    parts = [
        text(FORMAT), text(card["version"]), *(text(encoder[key]) for key in ("name", "sha256", "adapterSha256")), struct.pack(">iiii", len(trained.space.mean), len(trained.space.counts_mean), landmarks, factors),
        struct.pack(">fff", card["gamma"], card["countsWeight"], card["countsCut"]), singles(trained.space.mean), singles(trained.space.counts_mean),
        singles(trained.space.counts_scale), trained.space.landmarks.astype(">f2").tobytes(), singles(trained.factor_weights.T), singles(trained.factor_intercepts),
        struct.pack(">i", len(trained.names)), *(text(name) + singles(ability) for name, ability in zip(trained.names, trained.abilities)),
        singles(middle), singles(tied),
    ]  # fmt: skip
    return b"".join(parts)
