"""What the Python programs share: the pairings they are to prove, and one line of JSON for each result."""

import inspect
import json
import os
import signal
import sys
import time
import traceback
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from vendor.embeddings import SIZE, float32, vector  # noqa: E402,F401
from vendor.script import DEGREES, HELLO, INPUT_TOKENS, OUTPUT_TOKENS, PERSON, png  # noqa: E402,F401

HELLO_TEXT = "".join(HELLO)
SAID_PARIS, SAID_BOTH = "Results: Paris=21", "Results: Paris=21, Oslo=12"
SEEN = "I see an image of type image/png."
ONE, TWO = "What is the weather in Paris?", "What is the weather in these two cities: Paris and Oslo?"
# The pieces of the calls come in turns, where the vendor's dialect can say that.
IN_TURNS = TWO + " Both in turns."
PERSON_QUESTION, IMAGE_QUESTION = "Who wrote the first program?", "What do you see?"
WEATHER = "Current temperature of a city in degrees."
WEATHER_SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string", "description": "The city's name"}},
    "required": ["city"],
    "additionalProperties": False,
}
LEFT_SECONDS = 1.0
CASE_SECONDS = 30


class Pairing:
    """One backend's models, as the app names them."""

    def __init__(self, backend):
        self.backend, self.client = backend, os.environ["PROOF_CLIENT"]
        self.same = backend == os.environ["PROOF_DIALECT"]
        # Without the sidecar, to prove the program and the vendor.
        self.direct = "PROOF_DIRECT" in os.environ
        self.naming = os.environ["PROOF_NAMING"]
        known = json.loads(os.environ["PROOF_KNOWN"])
        self.model = known.get(backend) or self.naming.format(f"{backend}-scripted")
        # A backend without a key of its own is sent the app's.
        self.keyless = self.naming.format(f"{backend}-keyless")

    def failing(self, status):
        """A model of this program alone: after an error the sidecar lets a model rest."""
        return self.naming.format(f"{self.client}.{self.backend}.{status}")

    def calls(self, status):
        return asked("/calls").get(self.failing(status), 0)

    def tag(self):
        return f"{self.client}.{self.backend}"


def asked(path):
    # No proxy stands between the programs of one machine.
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(os.environ["PROOF_VENDORS"] + path) as answer:
        return json.load(answer)


def left(tag):
    """The vendor has to see within a second that the client left."""
    end = time.monotonic() + LEFT_SECONDS
    while time.monotonic() < end:
        if tag in asked("/left")["tags"]:
            return
        time.sleep(0.02)
    raise AssertionError(f"after {LEFT_SECONDS:.0f} s the vendor has not seen that the client left: {asked('/left')['all'].get(tag)}")


def equal(what, got, wanted):
    assert got == wanted, f"{what}: {got!r} instead of {wanted!r}"


def within(what, part, whole):
    assert part in whole, f"{what}: no {part!r} in {whole!r}"


# Two texts to embed, and a vendor that cannot.
TEXTS = ["The food was delicious.", "Où est la gare ? 🙂"]
NO_EMBEDDINGS = {"anthropic": "Anthropic has no embeddings", "bedrock": "Converse has no embeddings"}


def vectors(what, got, texts, size=SIZE):
    equal(what, [float32(list(each)) for each in got], [vector(text, size) for text in texts])


def raises(kind, action):
    """The error, which has to be of exactly this class or of one below it."""
    try:
        result = action()
    except kind as error:
        return error
    except Exception as error:
        raise AssertionError(f"{type(error).__name__} instead of {kind.__name__}: {error}") from error
    raise AssertionError(f"no {kind.__name__}, but {result!r}")


def degrees(city):
    return DEGREES[city]


def prove(cases):
    """Runs each capability's case on each pairing.

    A case that is None is one that the client has not; one that returns a text says why the pairing cannot have it.
    """
    signal.signal(signal.SIGALRM, late)
    for backend in os.environ["PROOF_BACKENDS"].split(","):
        for capability, case in cases.items():
            begin, result = time.monotonic(), {"backend": backend, "capability": capability, "ok": True}
            signal.alarm(CASE_SECONDS)
            try:
                if case is None:
                    result["ok"] = None
                elif why := case(Pairing(backend)):
                    result.update(ok=None, why=why)
            except Exception as error:
                result.update(ok=False, why=f"{type(error).__name__}: {error}", where=place(error))
            signal.alarm(0)
            result["seconds"] = round(time.monotonic() - begin, 3)
            print(json.dumps(result), flush=True)


def late(*_):
    raise TimeoutError(f"did not end within {CASE_SECONDS} s")


def place(error):
    """The last line of the program itself."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).name == Path(sys.argv[0]).name]
    frame = (own or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


__all__ = [name for name, value in globals().items() if not name.startswith("_") and not inspect.ismodule(value)]
