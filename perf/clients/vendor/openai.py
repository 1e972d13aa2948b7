"""OpenAI's chat completions, as its API reference shows them."""

import base64
import json
import re

from .script import IDS, INPUT_TOKENS, OUTPUT_TOKENS, Asked, Refusal, closed, in_order, known

PREFIX = "/openai/v1/chat/"
STREAM_TYPE = "text/event-stream"
FIELDS = """model messages audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens
max_tokens metadata modalities n parallel_tool_calls prediction presence_penalty prompt_cache_key reasoning_effort
response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools
top_logprobs top_p user verbosity web_search_options prompt_cache_options prompt_cache_retention"""
KINDS = {400: "invalid_request_error", 401: "invalid_request_error", 429: "rate_limit_error", 500: "server_error"}


def key(headers):
    return headers.get("authorization", "").removeprefix("Bearer ")


def read(path, body, _):
    if path != "completions":
        raise Refusal(404, f"no such path: {path}")
    known(body, FIELDS)
    asked = Asked(body["model"], body.get("stream") is True)
    asked.usage = (body.get("stream_options") or {}).get("include_usage") is True
    for tool in body.get("tools") or []:
        asked.tools[tool["function"]["name"]] = tool["function"].get("parameters", {})
        if tool["function"].get("strict"):
            closed(tool["function"]["parameters"], "tools.function.parameters")
    form = body.get("response_format") or {"type": "text"}
    if form["type"] == "json_schema":
        asked.schema = form["json_schema"]["schema"]
        if form["json_schema"].get("strict"):
            closed(asked.schema, "response_format.json_schema.schema")
    open_calls = set()
    for message in body["messages"]:
        turn(asked, message, open_calls)
    if open_calls:
        raise Refusal(400, f"tool calls without an answer: {sorted(open_calls)}")
    return asked


def turn(asked, message, open_calls):
    role, content = message["role"], message.get("content")
    if role == "tool":
        if message["tool_call_id"] not in open_calls:
            raise Refusal(400, "a message of role 'tool' must answer a preceding call")
        open_calls.discard(message["tool_call_id"])
        asked.results.append((message["tool_call_id"], texts(content)))
        return
    if open_calls:
        raise Refusal(400, f"tool calls without an answer: {sorted(open_calls)}")
    asked.results = []
    if role == "assistant":
        for call in message.get("tool_calls") or []:
            asked.calls[call["id"]] = json.loads(call["function"]["arguments"])
            open_calls.add(call["id"])
    elif role == "user":
        asked.text = texts(content)
        asked.images += [image(part) for part in content if part["type"] == "image_url"] if isinstance(content, list) else []


def texts(content):
    if isinstance(content, str):
        return content
    return "".join(part["text"] for part in content or [] if part["type"] == "text")


def image(part):
    match = re.fullmatch(r"data:([a-z/]+);base64,(.*)", part["image_url"]["url"], re.DOTALL)
    if not match:
        raise Refusal(400, "only data URLs can be seen here")
    return match[1], base64.b64decode(match[2], validate=True)


def usage():
    return {
        "prompt_tokens": INPUT_TOKENS,
        "completion_tokens": OUTPUT_TOKENS,
        "total_tokens": INPUT_TOKENS + OUTPUT_TOKENS,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }


def finish(reply):
    return "tool_calls" if reply.calls else "stop"


def whole(asked, reply):
    message = {"role": "assistant", "content": reply.text or None, "refusal": None, "annotations": []}
    if reply.calls:
        message["tool_calls"] = [
            {"id": id_, "type": "function", "function": {"name": name, "arguments": "".join(pieces)}}
            for id_, name, pieces in reply.calls
        ]
    return {
        "id": f"chatcmpl-{next(IDS)}",
        "object": "chat.completion",
        "created": 1764000000,
        "model": asked.model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish(reply)}],
        "usage": usage(),
        "service_tier": "default",
        "system_fingerprint": "fp_scripted",
    }


def stream(asked, reply):
    head = {
        "id": f"chatcmpl-{next(IDS)}",
        "object": "chat.completion.chunk",
        "created": 1764000000,
        "model": asked.model,
        "service_tier": "default",
        "system_fingerprint": "fp_scripted",
    }

    def frame(delta, finished=None):
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finished}
        return data({**head, "choices": [choice], **({"usage": None} if asked.usage else {})})

    yield frame({"role": "assistant", "content": None if reply.calls else "", "refusal": None})
    for piece in reply.pieces:
        yield frame({"content": piece})
    for delta in calls(reply):
        yield frame({"tool_calls": [delta]})
    if reply.broken:
        yield data({"error": {"message": "scripted break", "type": "server_error", "param": None, "code": None}})
        return
    yield frame({}, finish(reply))
    if asked.usage:
        yield data({**head, "choices": [], "usage": usage()})
    yield "data: [DONE]\n\n"


def calls(reply):
    begun = set()
    for index, piece in in_order(reply):
        if index not in begun:
            id_, name, _ = reply.calls[index]
            yield {"index": index, "id": id_, "type": "function", "function": {"name": name, "arguments": ""}}
            begun.add(index)
        yield {"index": index, "function": {"arguments": piece}}


def data(content):
    return f"data: {json.dumps(content)}\n\n"


def error(refusal):
    code = {401: "invalid_api_key", 429: "rate_limit_exceeded"}.get(refusal.status)
    return {"error": {"message": refusal.message, "type": KINDS.get(refusal.status, KINDS[400]), "param": None, "code": code}}
