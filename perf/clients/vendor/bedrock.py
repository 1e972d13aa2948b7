"""Amazon Bedrock's Converse API, as the service model in botocore shows it."""

import base64
import json
import re
import struct
import zlib
from urllib.parse import unquote

from .script import INPUT_TOKENS, OUTPUT_TOKENS, Asked, Refusal, known, parts

PREFIX = "/bedrock/"
STREAM_TYPE = "application/vnd.amazon.eventstream"
FIELDS = """messages system inferenceConfig toolConfig guardrailConfig projectIdentifier additionalModelRequestFields
promptVariables additionalModelResponseFieldPaths requestMetadata performanceConfig serviceTier outputConfig"""
BLOCKS = """text image document video audio toolUse toolResult guardContent cachePoint reasoningContent citationsContent
searchResult"""
KINDS = {400: "ValidationException", 401: "UnrecognizedClientException", 429: "ThrottlingException",
         500: "InternalServerException"}  # fmt: skip


def key(headers):
    """An API key, or whose signature it is."""
    signed = re.match(r"AWS4-HMAC-SHA256 Credential=([^/]+)/", headers.get("authorization", ""))
    return signed[1] if signed else headers.get("authorization", "").removeprefix("Bearer ")


def read(path, body, headers):
    kind, model, method = path.split("/")
    if kind != "model" or method not in ("converse", "converse-stream"):
        raise Refusal(404, f"no such path: {path}")
    known(body, FIELDS)
    known(body.get("inferenceConfig") or {}, "maxTokens temperature topP stopSequences", "inferenceConfig")
    if (body.get("inferenceConfig") or {}).get("temperature", 0) > 1:
        raise Refusal(400, "Value at 'inferenceConfig.temperature' must be at most 1")
    asked = Asked(unquote(model), method == "converse-stream")
    config = body.get("toolConfig") or {"tools": []}
    for tool in config["tools"]:
        asked.tools[tool["toolSpec"]["name"]] = tool["toolSpec"]["inputSchema"]["json"]
    if "toolConfig" in body and not asked.tools:
        raise Refusal(400, "toolConfig.tools must hold at least 1")
    form = (body.get("outputConfig") or {}).get("textFormat")
    if form:
        asked.schema = json.loads(form["structure"]["jsonSchema"]["schema"])
        strict(asked.schema)
    for system in body.get("system") or []:
        known(system, "text guardContent cachePoint", "system")
        asked.rules += system.get("text", "")
    pending, before = set(), None
    for message in body["messages"]:
        if message["role"] == before:
            raise Refusal(400, "A conversation must alternate between user and assistant roles")
        before = message["role"]
        pending = turn(asked, message, pending)
    if pending:
        raise Refusal(400, f"Expected toolResult blocks for: {sorted(pending)}")
    if asked.calls and "toolConfig" not in body:
        raise Refusal(400, "The toolConfig field must be defined when using toolUse and toolResult content blocks.")
    return asked


def strict(schema):
    for part in parts(schema):
        if part.get("type") == "object" and part.get("additionalProperties") is not False:
            raise Refusal(400, "outputConfig: For 'object' type, 'additionalProperties' must be set to false")


def turn(asked, message, pending):
    """The calls that the next message has to answer."""
    blocks = message["content"]
    if not blocks:
        raise Refusal(400, "The content field in the Message object is empty.")
    for block in blocks:
        known(block, BLOCKS, "messages[].content[]")
        if len(block) != 1 or not block.get("text", "x").strip():
            raise Refusal(400, "The text field in the ContentBlock object is blank.")
    results = [block["toolResult"] for block in blocks if "toolResult" in block]
    if {result["toolUseId"] for result in results} != pending:
        raise Refusal(400, "toolResult blocks must answer the toolUse blocks of the previous turn, and all of them")
    if message["role"] == "assistant":
        calls = [block["toolUse"] for block in blocks if "toolUse" in block]
        asked.calls.update((call["toolUseId"], call["input"]) for call in calls)
        return {call["toolUseId"] for call in calls}
    asked.results = [(result["toolUseId"], texts(result["content"])) for result in results]
    asked.text = texts(blocks) or asked.text
    for block in blocks:
        if "image" in block:
            content = base64.b64decode(block["image"]["source"]["bytes"], validate=True)
            asked.images.append((f"image/{block['image']['format']}", content))
    return set()


def texts(blocks):
    return "".join(block.get("text", "") for block in blocks)


def usage():
    counts = {"inputTokens": INPUT_TOKENS, "outputTokens": OUTPUT_TOKENS, "totalTokens": INPUT_TOKENS + OUTPUT_TOKENS}
    return {"usage": counts, "metrics": {"latencyMs": 5}}


def stop(reply):
    return "tool_use" if reply.calls else "end_turn"


def whole(asked, reply):
    content = [{"text": reply.text}] if reply.pieces else []
    for id_, name, pieces in reply.calls:
        use = {"toolUseId": "tooluse_" + id_, "name": name, "input": json.loads("".join(pieces))}
        content.append({"toolUse": use})
    return {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": stop(reply), **usage()}


def stream(asked, reply):
    yield event("messageStart", role="assistant")
    blocks = [(None, reply.pieces)] if reply.pieces else []
    blocks += [({"toolUse": {"toolUseId": "tooluse_" + id_, "name": name}}, pieces) for id_, name, pieces in reply.calls]
    for index, (start, pieces) in enumerate(blocks):
        if start:
            yield event("contentBlockStart", start=start, contentBlockIndex=index)
        for piece in pieces:
            yield event("contentBlockDelta", delta={"toolUse": {"input": piece}} if start else {"text": piece},
                        contentBlockIndex=index)  # fmt: skip
        if reply.broken:
            yield exception("serviceUnavailableException", "scripted break")
            return
        yield event("contentBlockStop", contentBlockIndex=index)
    yield event("messageStop", stopReason=stop(reply))
    yield event("metadata", **usage())


def event(kind, **content):
    headers = {":event-type": kind, ":content-type": "application/json", ":message-type": "event"}
    return frame(headers, {**content, "p": "abcdef"})


def exception(kind, message):
    headers = {":exception-type": kind, ":content-type": "application/json", ":message-type": "exception"}
    return frame(headers, {"message": message})


def frame(headers, content):
    """One message of the binary event stream."""
    payload = json.dumps(content).encode()
    told = b"".join(
        bytes([len(name)]) + name.encode() + b"\x07" + struct.pack(">H", len(value)) + value.encode()
        for name, value in headers.items()
    )
    prelude = struct.pack(">II", 16 + len(told) + len(payload), len(told))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + told + payload
    return message + struct.pack(">I", zlib.crc32(message))


def error(refusal):
    kind = KINDS.get(refusal.status, "ResourceNotFoundException")
    refusal.headers = {**refusal.headers, "x-amzn-errortype": f"{kind}:http://internal.amazon.com/coral/com.amazon.bedrock/"}
    return {"message": refusal.message}
