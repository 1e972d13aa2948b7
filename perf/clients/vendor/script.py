"""What the scripted models answer, whatever the dialect."""

import base64
import functools
import hashlib
import itertools
import json
import re
import struct
import zlib
from dataclasses import dataclass, field

INPUT_TOKENS, OUTPUT_TOKENS = 11, 7
HELLO = ["Hello ", "from the ", "scripted ", "model: ", "grüße, ", "你好, ", "🙂."]
PERSON = {"name": "Ada", "age": 36, "tags": ["math", "poetry"]}
DEGREES = {"Paris": "21", "Oslo": "12"}
RETRY_SECONDS = 1


def png():
    """The picture that is sent: two pixels."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00\x00\x00\xff", 9))
        + chunk(b"IEND", b"")
    )


def constants():
    """What programs in other languages have to know."""
    return {
        "hello": "".join(HELLO),
        "person": PERSON,
        "degrees": DEGREES,
        "usage": [INPUT_TOKENS, OUTPUT_TOKENS],
        "png": base64.b64encode(png()).decode(),
    }


PNG_DIGEST = hashlib.sha256(png()).digest()


class Refusal(Exception):
    """An error answer of the vendor."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message
        self.headers = {"retry-after": str(RETRY_SECONDS)} if status == 429 else {}


@dataclass
class Asked:
    """A request, read."""

    model: str
    stream: bool = False
    text: str = ""  # the last words of the user
    tools: dict = field(default_factory=dict)  # name -> JSON schema
    calls: dict = field(default_factory=dict)  # id -> arguments, of the turns before
    results: list = field(default_factory=list)  # (id, text) that end the conversation
    images: list = field(default_factory=list)  # (media type, bytes)
    schema: dict | None = None
    rules: str = ""  # the system's words
    usage: bool = True  # whether a stream's usage was asked for
    tool_duty: bool = False  # whether a tool has to be called
    query: dict = field(default_factory=dict)  # of the address
    prompt: bool = False  # whether it is Ollama's generate, which has a shape of its own


@dataclass
class Reply:
    """What to say: texts in pieces, or tool calls as (id, name, pieces of the arguments)."""

    pieces: list = field(default_factory=list)
    calls: list = field(default_factory=list)
    endless: str | None = None
    broken: bool = False  # ends in an error event
    in_turns: bool = False  # the pieces of the calls, where the dialect can say that

    @property
    def text(self):
        return "".join(self.pieces)


IDS = itertools.count(1)


def reply(asked):
    error = re.search(r"\.(\d{3})$", asked.model)
    if error:
        raise Refusal(int(error[1]), f"scripted {error[1]}")
    if "ENDLESS " in asked.text:
        tag = re.search(r"ENDLESS (\S+)", asked.text)[1]
        return Reply(pieces=(f"word{n} " for n in range(1500)), endless=tag)
    if "REPEAT " in asked.text:
        return Reply(pieces=in_pieces(asked.text.partition("REPEAT ")[2]))
    if "BREAK" in asked.text:
        return Reply(pieces=["This ", "breaks "], broken=True)
    if asked.results:
        return Reply(pieces=in_pieces(results(asked)))
    if asked.tools:
        return tools(asked)
    if asked.schema is not None:
        return Reply(pieces=in_pieces(structured(asked.schema)))
    if re.search(r"Answer with (one JSON object|JSON) and nothing else", asked.rules):
        return Reply(pieces=in_pieces(json.dumps({"person": PERSON})))
    if asked.images:
        return Reply(pieces=in_pieces(" ".join(map(seen, asked.images))))
    return Reply(pieces=in_pieces(phrase(asked.text)) or HELLO)


def phrase(text):
    """What the prompts of frameworks want, which ask in words of their own."""
    if "[[ ## answer ## ]]" in text:
        return "[[ ## answer ## ]]\nParis\n\n[[ ## completed ## ]]"
    if "choice: 1" in text:
        return '[{"choice": 2, "reason": "the second is about cities"}]'
    return ""


def in_pieces(text):
    return [text[at : at + 5] for at in range(0, len(text), 5)]


def results(asked):
    said = []
    for call, text in asked.results:
        if call not in asked.calls:
            raise Refusal(400, f"a tool result is for no call of this conversation: {call}")
        said.append(f"{asked.calls[call].get('city')}={text}")
    return "Results: " + ", ".join(said)


def tools(asked):
    if len(asked.tools) == 1 and "get_weather" not in asked.tools:
        # A framework's way to structured output: a tool whose arguments are the answer.
        (name, schema), *_ = asked.tools.items()
        made = json.loads(structured(schema))
        return Reply(calls=[call(name, made if isinstance(made, dict) else {})])
    schema = asked.tools.get("get_weather", {})
    if schema.get("properties", {}).get("city", {}).get("type", "").lower() != "string":
        return Reply(pieces=["no tool get_weather with a text 'city' arrived"])
    cities = ["Paris", "Oslo"] if "two cities" in asked.text else ["Paris"]
    return Reply(calls=[call("get_weather", {"city": city}) for city in cities], in_turns="in turns" in asked.text)


def in_order(said):
    """(index, piece) of the calls' arguments: one call after the other, as vendors do, or all in turns."""
    pieces = [[(index, piece) for piece in pieces] for index, (_, _, pieces) in enumerate(said.calls)]
    if said.in_turns:
        pieces = ([piece for piece in turn if piece] for turn in itertools.zip_longest(*pieces))
    return itertools.chain.from_iterable(pieces)


def call(name, arguments):
    return (f"call_{next(IDS):06d}", name, in_pieces(json.dumps(arguments)))


def structured(schema):
    return json.dumps(instance(schema, schema))


def instance(schema, root, name=None):
    """An answer that the schema allows: the person, wherever its fields are asked for."""
    if "$ref" in schema:
        return instance(functools.reduce(dict.__getitem__, schema["$ref"].split("/")[1:], root), root, name)
    if name in PERSON:
        return PERSON[name]
    for choice in schema.get("anyOf", []):
        return instance(choice, root, name)
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {field: instance(part, root, field) for field, part in schema["properties"].items()}
    kind = str(schema.get("type", "string")).lower()
    return {"integer": 1, "number": 1.5, "boolean": True, "array": [], "object": {}}.get(kind, "Paris")


def seen(image):
    kind, content = image
    if hashlib.sha256(content).digest() != PNG_DIGEST:
        return f"I see a broken image of {len(content)} bytes."
    return f"I see an image of type {kind}."


def known(body, names, where="the request"):
    """Vendors refuse fields that they do not know."""
    strange = sorted(set(body) - set(names.split()))
    if strange:
        raise Refusal(400, f"{where} has unknown fields: {', '.join(strange)}")


def closed(schema, where):
    """What strict schemas have to be: objects without fields of other names, whose fields are all required."""
    for part in parts(schema):
        if part.get("type") == "object" and part.get("additionalProperties") is not False:
            raise Refusal(400, f"{where}: 'additionalProperties' is required to be supplied and to be false")
        missing = set(part.get("properties", {})) - set(part.get("required", []))
        if missing:
            raise Refusal(400, f"{where}: 'required' has to name every property; missing: {sorted(missing)}")


def parts(schema):
    """The schema and all below it."""
    yield schema
    below = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", [])]
    for part in below + ([schema["items"]] if isinstance(schema.get("items"), dict) else []):
        yield from parts(part)
