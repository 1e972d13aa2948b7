"""Embeddings of the vendors that have them, as their API references show them."""

import base64
import struct

from .gemini import camel
from .script import INPUT_TOKENS, Refusal, known

OPENAI = "/openai/v1/embeddings"
SIZE, LARGEST = 8, 4096


def vector(text, size=SIZE):
    """Numbers that no other text has, none of them round, as float32."""
    if not 1 <= size <= LARGEST:
        raise Refusal(400, f"a vector has 1 to {LARGEST} dimensions")
    content = text.encode(errors="surrogatepass")
    return float32([(at + 1) / 7 + sum(content) / 1000 + len(content) / 10**at for at in range(size)])


def float32(numbers):
    return list(struct.unpack(f"<{len(numbers)}f", struct.pack(f"<{len(numbers)}f", *numbers)))


def answer(path, body):
    """What the vendor answers on this path below its prefix; None where embeddings are not asked for."""
    if path == OPENAI:
        return openai(body)
    if path in ("embed", "embeddings"):
        return ollama(body) if path == "embed" else {"embedding": vector(body["prompt"])}
    if path.endswith((":embedContent", ":batchEmbedContents")):
        return gemini(path, camel(body))
    return None


def openai(body):
    known(body, "model input dimensions encoding_format user")
    texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
    if not all(isinstance(text, str) for text in texts):
        raise Refusal(400, "only texts can be read here")
    vectors = [vector(text, body.get("dimensions", SIZE)) for text in texts]
    if body.get("encoding_format") == "base64":
        vectors = [base64.b64encode(struct.pack(f"<{len(each)}f", *each)).decode() for each in vectors]
    return {
        "object": "list",
        "data": [{"object": "embedding", "index": at, "embedding": each} for at, each in enumerate(vectors)],
        "model": body["model"],
        "usage": {"prompt_tokens": INPUT_TOKENS, "total_tokens": INPUT_TOKENS},
    }


def ollama(body):
    known(body, "model input truncate options keep_alive dimensions")
    texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
    return {
        "model": body["model"],
        "embeddings": [vector(text, body.get("dimensions") or SIZE) for text in texts],
        "total_duration": 14143917,
        "load_duration": 1019500,
        "prompt_eval_count": INPUT_TOKENS,
    }


def gemini(path, body):
    model, _, method = path.partition("/")[2].rpartition(":")
    if method == "embedContent":
        return {"embedding": {"values": one(body)}, "usageMetadata": {"promptTokenCount": INPUT_TOKENS}}
    known(body, "requests")
    for each in body["requests"]:
        if each["model"] != model:
            raise Refusal(400, f"Invalid value at 'requests[]': model must match the path's, {model}")
    return {"embeddings": [{"values": one(each)} for each in body["requests"]]}


def one(request):
    known(request, "model content taskType title outputDimensionality")
    return vector("".join(part["text"] for part in request["content"]["parts"]), request.get("outputDimensionality", SIZE))
