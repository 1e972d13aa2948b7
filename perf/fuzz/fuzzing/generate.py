"""Makes requests from one OpenAPI document: values at the bounds of its schemas, values that fit, values that do not.

usage: generate.py DOCUMENT SEED EXAMPLES      in an environment with requirements.txt

Writes one JSON a line: {"place": "POST /v1/…", "kind": "bounds" | "fitting" | "unfitting", "method": …, "target": …,
"headers": [[name, value]], "body": base64 or null}. The same seed makes the same requests.
"""

import base64
import itertools
import json
import random
import sys
import warnings
import zlib

import hypothesis
import requests
import schemathesis
import schemathesis.core.errors
from schemathesis import GenerationMode
from schemathesis.generation.drivers import CoverageGenerator
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.overrides import Override

BASE = "http://localhost"
# Cases at the bounds that are made for each that is sent.
SHARE = 30
TRIES = 20
KINDS = {GenerationMode.POSITIVE: "fitting", GenerationMode.NEGATIVE: "unfitting"}
# Set by who sends, or the generator's own.
NOT_SENT = ("connection", "accept-encoding", "user-agent", "accept", "content-length", "x-schemathesis-testcaseid")


def main():
    document, seed, examples = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    warnings.simplefilter("ignore")
    schema = schemathesis.openapi.from_path(document)
    for result in schema.get_all_operations():
        operation = result.ok()
        own = zlib.crc32(f"{seed} {operation.label}".encode())
        emit(operation, "bounds", bounds(operation, own, examples))
        for mode, kind in KINDS.items():
            emit(operation, kind, drawn(operation, mode, own, examples))


def bounds(operation, seed, most):
    """Of the cases at the bounds as many as are wanted, from all over those that take no longer to make than the others."""
    generator = CoverageGenerator(
        operation=operation,
        generation_modes=list(GenerationMode),
        generation_config=operation.schema.config.generation,
        auth_storage=None,
        override=Override(),
        feedback=FeedbackSources(),
    )
    cases = list(itertools.islice(generator, SHARE * most))
    return cases if len(cases) <= most else random.Random(seed).sample(cases, most)


def drawn(operation, mode, seed, examples):
    cases = []
    for again in range(TRIES):
        try:
            draw(operation, mode, seed + again, examples - len(cases), cases)
            break
        except hypothesis.errors.Unsatisfiable:
            # What takes no parameter cannot be asked wrongly.
            break
        except schemathesis.core.errors.InvalidSchema:
            # A mutation of the schema that nothing fits ends the drawing.
            if len(cases) >= examples:
                break
    return cases[:examples]


def draw(operation, mode, seed, examples, cases):
    """Adds so many cases, or those before one that cannot be made."""

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode, feedback=FeedbackSources()))
    def add(case):
        cases.append(case)

    add()


def emit(operation, kind, cases):
    for case in cases:
        try:
            prepared = requests.Request(**case.as_transport_kwargs(base_url=BASE)).prepare()
        except (requests.exceptions.RequestException, ValueError):
            # Not even a client can say it.
            continue
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
        headers = [(text(name), text(value)) for name, value in prepared.headers.items()]
        said = {
            "place": operation.label,
            "kind": kind,
            "method": prepared.method,
            "target": prepared.path_url,
            "headers": [field for field in headers if field[0].lower() not in NOT_SENT],
            "body": None if body is None else base64.b64encode(body).decode(),
        }
        print(json.dumps(said), flush=True)


def text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else value


if __name__ == "__main__":
    main()
