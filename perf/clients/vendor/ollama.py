"""Ollama's /api/chat and /api/generate, as its documentation shows them."""

import base64
import json

from .script import INPUT_TOKENS, OUTPUT_TOKENS, Asked, Refusal

PREFIX = "/ollama/api/"
STREAM_TYPE = "application/x-ndjson"


def key(headers):
    """A local Ollama asks for none; one that asks takes a bearer token."""
    return headers.get("authorization", "Bearer app-key").removeprefix("Bearer ")


def read(path, body, _):
    if path not in ("chat", "generate"):
        raise Refusal(404, f"no such path: {path}")
    asked = Asked(body["model"], body.get("stream") is not False, prompt=path == "generate")
    for tool in body.get("tools") or []:
        asked.tools[tool["function"]["name"]] = tool["function"]["parameters"]
    if isinstance(body.get("format"), dict):
        asked.schema = body["format"]
    for message in [{**body, "role": "user", "content": body.get("prompt")}] if asked.prompt else body["messages"]:
        turn(asked, message)
    return asked


def turn(asked, message):
    """Calls have ids in newer servers only: without one a result belongs to the first open call of its tool."""
    role, content = message["role"], message.get("content") or ""
    if role == "tool":
        asked.results.append((message.get("tool_call_id") or f"open-{len(asked.results)}", content))
        return
    asked.results = []
    if role == "assistant":
        for at, call in enumerate(message.get("tool_calls") or []):
            arguments = call["function"]["arguments"]
            if not isinstance(arguments, dict):
                raise Refusal(400, "json: cannot unmarshal string into Go struct field of type api.ToolCallFunctionArguments")
            asked.calls[f"open-{at}"] = arguments
            if call.get("id"):
                asked.calls[call["id"]] = arguments
    elif role == "user":
        asked.text = content
        asked.images += [("image/png", base64.b64decode(image, validate=True)) for image in message.get("images") or []]


def frame(asked, content, calls=(), done=False):
    message = {"role": "assistant", "content": content}
    if calls:
        message["tool_calls"] = [
            {"id": id_, "function": {"index": at, "name": name, "arguments": json.loads("".join(pieces))}}
            for at, (id_, name, pieces) in calls
        ]
    said = {"response": content} if asked.prompt else {"message": message}
    head = {"model": asked.model, "created_at": "2025-11-24T16:00:00.123456Z", **said, "done": done}
    if not done:
        return head
    return {
        **head,
        "done_reason": "stop",
        "total_duration": 5_000_000,
        "load_duration": 1_000_000,
        "prompt_eval_count": INPUT_TOKENS,
        "prompt_eval_duration": 2_000_000,
        "eval_count": OUTPUT_TOKENS,
        "eval_duration": 2_000_000,
    }


def whole(asked, reply):
    return frame(asked, reply.text, list(enumerate(reply.calls)), True)


def stream(asked, reply):
    for piece in reply.pieces:
        yield line(frame(asked, piece))
    for call in enumerate(reply.calls):
        yield line(frame(asked, "", [call]))
    if reply.broken:
        yield line({"error": "scripted break"})
        return
    yield line(frame(asked, "", done=True))


def line(content):
    return json.dumps(content) + "\n"


def error(refusal):
    return {"error": refusal.message}
