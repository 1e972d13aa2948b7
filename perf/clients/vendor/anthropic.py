"""Anthropic's Messages API, as its reference shows it."""

import base64
import json

from .script import IDS, INPUT_TOKENS, OUTPUT_TOKENS, Asked, Refusal, known, parts

PREFIX = "/anthropic/v1/"
STREAM_TYPE = "text/event-stream; charset=utf-8"
FIELDS = """model messages max_tokens cache_control container context_management inference_geo mcp_servers metadata
output_config output_format service_tier speed stop_sequences stream system temperature thinking tool_choice tools top_k
top_p"""
KINDS = {400: "invalid_request_error", 401: "authentication_error", 429: "rate_limit_error", 500: "api_error"}


def key(headers):
    return headers.get("x-api-key") or headers.get("authorization", "").removeprefix("Bearer ")


def read(path, body, headers):
    if path != "messages":
        raise Refusal(404, f"no such path: {path}")
    if not headers.get("anthropic-version"):
        raise Refusal(400, "anthropic-version: header is required")
    known(body, FIELDS)
    if not isinstance(body.get("max_tokens"), int) or body["max_tokens"] < 1:
        raise Refusal(400, "max_tokens: Field required")
    asked = Asked(body["model"], body.get("stream") is True)
    for tool in body.get("tools") or []:
        asked.tools[tool["name"]] = tool["input_schema"]
    form = (body.get("output_config") or {}).get("format") or body.get("output_format")
    if form:
        if form["type"] != "json_schema":
            raise Refusal(400, f"output_config.format.type: {form['type']}")
        asked.schema = form["schema"]
        strict(asked.schema)
    pending = set()
    for message in body["messages"]:
        pending = turn(asked, message, pending)
    if pending:
        raise Refusal(400, f"tool_use ids were found without tool_result blocks: {sorted(pending)}")
    return asked


def strict(schema):
    """Structured output wants every object closed."""
    for part in parts(schema):
        if part.get("type") == "object" and part.get("additionalProperties") is not False:
            raise Refusal(400, "output_config.format.schema: For 'object' type, 'additionalProperties' must be set to false")


def turn(asked, message, pending):
    """The calls that the next message has to answer."""
    content = message["content"]
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    if not blocks:
        raise Refusal(400, "messages: text content blocks must be non-empty")
    answered = [block["tool_use_id"] for block in blocks if block["type"] == "tool_result"]
    if set(answered) != pending:
        raise Refusal(400, "each tool_result must answer a tool_use in the previous message, and each of those be answered")
    if message["role"] == "assistant":
        calls = [block for block in blocks if block["type"] == "tool_use"]
        asked.calls.update((block["id"], block["input"]) for block in calls)
        return {block["id"] for block in calls}
    asked.results = [(b["tool_use_id"], texts(b.get("content"))) for b in blocks if b["type"] == "tool_result"]
    asked.text = texts(blocks) or asked.text
    for block in blocks:
        if block["type"] == "image":
            source = block["source"]
            if source["type"] != "base64":
                raise Refusal(400, "only base64 can be seen here")
            asked.images.append((source["media_type"], base64.b64decode(source["data"], validate=True)))
    return set()


def texts(content):
    if isinstance(content, str):
        return content
    return "".join(block["text"] for block in content or [] if block["type"] == "text")


def message(asked, content, stop, output):
    return {
        "id": f"msg_{next(IDS):06d}",
        "type": "message",
        "role": "assistant",
        "model": asked.model,
        "content": content,
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {
            "input_tokens": INPUT_TOKENS,
            "cache_creation_input_tokens": 0,
            "cache_read_input_tokens": 0,
            "output_tokens": output,
            "service_tier": "standard",
        },
    }


def stop(reply):
    return "tool_use" if reply.calls else "end_turn"


def whole(asked, reply):
    content = [{"type": "text", "text": reply.text}] if reply.pieces else []
    for id_, name, pieces in reply.calls:
        content.append({"type": "tool_use", "id": "toolu_" + id_, "name": name, "input": json.loads("".join(pieces))})
    return message(asked, content, stop(reply), OUTPUT_TOKENS)


def stream(asked, reply):
    yield event("message_start", message=message(asked, [], None, 1))
    blocks = [({"type": "text", "text": ""}, "text_delta", "text", reply.pieces)] if reply.pieces else []
    for id_, name, pieces in reply.calls:
        head = {"type": "tool_use", "id": "toolu_" + id_, "name": name, "input": {}}
        blocks.append((head, "input_json_delta", "partial_json", ["", *pieces]))
    for index, (head, kind, field, pieces) in enumerate(blocks):
        yield event("content_block_start", index=index, content_block=head)
        if index == 0:
            yield event("ping")
        for piece in pieces:
            yield event("content_block_delta", index=index, delta={"type": kind, field: piece})
        if reply.broken:
            yield event("error", error={"type": "overloaded_error", "message": "scripted break"})
            return
        yield event("content_block_stop", index=index)
    delta = {"stop_reason": stop(reply), "stop_sequence": None}
    yield event("message_delta", delta=delta, usage={"output_tokens": OUTPUT_TOKENS})
    yield event("message_stop")


def event(kind, **content):
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **content})}\n\n"


def error(refusal):
    detail = {"type": KINDS.get(refusal.status, "not_found_error"), "message": refusal.message}
    return {"type": "error", "error": detail, "request_id": f"req_{next(IDS)}"}
