"""Models that were trained are kept in --work under a name made of what they depend on: a stopped run goes on, and others may ask them."""
import hashlib
import json
import pathlib

import torch

import train

HERE = pathlib.Path(__file__).resolve().parent


def fingerprint(rows):
    """Of what is learned: how, and from which rows."""
    files = [HERE / f"{name}.py" for name in ("train", "minilm", "prompts", "asked", "varied", "baseline")]
    known = json.dumps([[row["source"], row["text"], row["target"]] for row in rows]).encode()
    return hashlib.sha256(b"".join(file.read_bytes() for file in files) + known).hexdigest()[:12]


def place(name, rows, work, ending):
    return pathlib.Path(work) / f"{fingerprint(rows)}-{name}.{ending}"


def model(name, learn, rows, encoder, work):
    """The model of that name, the mean of its members, which learned from `learn`, a part of the rows."""
    parts = {member: [row for row in learn if row["source"] not in left] for member, left in train.MEMBERS.items()}
    return train.mean([one(f"{name}-{member}", part, rows, encoder, work) for member, part in parts.items()], encoder)


def one(name, learn, rows, encoder, work):
    """One of them."""
    file = place(name, rows, work, "pt")
    if file.exists():
        found, known = train.Analyzer(encoder), torch.load(file)
        assert known.keys() == {key for key, value in found.named_parameters() if value.requires_grad}, f"{file} is of another model"
        found.load_state_dict(known, strict=False)
        return found.eval()
    print(f"{name}: {len(learn)} prompts to learn from", flush=True)
    found = train.fit(learn, encoder)
    file.parent.mkdir(parents=True, exist_ok=True)
    torch.save({key: value for key, value in found.named_parameters() if value.requires_grad}, file.with_suffix(".new"))
    file.with_suffix(".new").rename(file)
    return found
