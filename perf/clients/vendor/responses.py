"""OpenAI's Responses API, as its reference shows it."""

import base64
import json
import re

from . import openai
from .script import IDS, INPUT_TOKENS, OUTPUT_TOKENS, Asked, Refusal, closed, in_order, known

PREFIX = "/openai/v1/responses"
STREAM_TYPE = "text/event-stream; charset=utf-8"
FIELDS = """model input background context_management conversation include instructions max_output_tokens max_tool_calls
metadata moderation parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_options
prompt_cache_retention reasoning safety_identifier service_tier store stream stream_options temperature text tool_choice
tools top_logprobs top_p truncation user"""

key, error = openai.key, openai.error


def read(path, body, _):
    if path:
        raise Refusal(404, f"no such path: {path}")
    known(body, FIELDS)
    asked = Asked(body["model"], body.get("stream") is True)
    for tool in body.get("tools") or []:
        asked.tools[tool["name"]] = tool.get("parameters") or {}
        # Unsaid is strict here.
        if tool.get("strict") is not False:
            closed(asked.tools[tool["name"]], "tools.parameters")
    form = (body.get("text") or {}).get("format") or {"type": "text"}
    if form["type"] == "json_schema":
        asked.schema = form["schema"]
        if form.get("strict"):
            closed(asked.schema, "text.format.schema")
    given = body["input"]
    items = [{"role": "user", "content": given}] if isinstance(given, str) else given
    open_calls = set()
    for item in items:
        turn(asked, item, open_calls)
    if open_calls:
        raise Refusal(400, f"No tool output found for function call {sorted(open_calls)[0]}.")
    return asked


def turn(asked, item, open_calls):
    kind = item.get("type", "message")
    if kind == "function_call":
        asked.calls[item["call_id"]] = json.loads(item["arguments"])
        open_calls.add(item["call_id"])
    elif kind == "function_call_output":
        if item["call_id"] not in open_calls:
            raise Refusal(400, f"No tool call found for function call output with call_id {item['call_id']}.")
        open_calls.discard(item["call_id"])
        asked.results.append((item["call_id"], texts(item["output"])))
    elif kind == "message" and item["role"] == "user":
        asked.results, asked.text = [], texts(item["content"])
        if not isinstance(item["content"], str):
            asked.images += [image(part) for part in item["content"] if part["type"] == "input_image"]


def texts(content):
    if isinstance(content, str):
        return content
    return "".join(part["text"] for part in content if part["type"] in ("input_text", "output_text"))


def image(part):
    match = re.fullmatch(r"data:([a-z/]+);base64,(.*)", part["image_url"], re.DOTALL)
    if not match:
        raise Refusal(400, "only data URLs can be seen here")
    return match[1], base64.b64decode(match[2], validate=True)


def items(reply):
    return [
        {
            "id": "fc_" + id_,
            "type": "function_call",
            "status": "completed",
            "call_id": id_,
            "name": name,
            "arguments": "".join(pieces),
        }
        for id_, name, pieces in reply.calls
    ]


def message(id_, text, status="completed"):
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    return {"id": id_, "type": "message", "status": status, "role": "assistant", "content": [part]}


def response(asked, id_, output, status="completed"):
    usage = {
        "input_tokens": INPUT_TOKENS,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": OUTPUT_TOKENS,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": INPUT_TOKENS + OUTPUT_TOKENS,
    }
    return {
        "id": id_,
        "object": "response",
        "created_at": 1764000000,
        "status": status,
        "background": False,
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "max_output_tokens": None,
        "model": asked.model,
        "output": output,
        "parallel_tool_calls": True,
        "previous_response_id": None,
        "reasoning": {"effort": None, "summary": None},
        "store": True,
        "temperature": 1.0,
        "text": {"format": {"type": "text"}},
        "tool_choice": "auto",
        "tools": [],
        "top_p": 1.0,
        "truncation": "disabled",
        "usage": usage if status == "completed" else None,
        "metadata": {},
    }


def whole(asked, reply):
    output = items(reply) or [message(f"msg_{next(IDS)}", reply.text)]
    return response(asked, f"resp_{next(IDS)}", output)


def stream(asked, reply):
    id_, numbers = f"resp_{next(IDS)}", iter(range(10**9))

    def event(kind, **content):
        body = {"type": kind, "sequence_number": next(numbers), **content}
        return f"event: {kind}\ndata: {json.dumps(body)}\n\n"

    begun = response(asked, id_, [], "in_progress")
    yield event("response.created", response=begun)
    yield event("response.in_progress", response=begun)
    output = []
    body = calls(event, items(reply), reply, output) if reply.calls else text(event, reply.pieces, output)
    for frame in body:
        if reply.broken and "output_text.done" in frame.split("\n", 1)[0]:
            failed = response(asked, id_, [], "failed")
            failed["error"] = {"code": "server_error", "message": "scripted break"}
            yield event("response.failed", response=failed)
            return
        yield frame
    yield event("response.completed", response=response(asked, id_, output))


def text(event, pieces, output):
    at = {"item_id": f"msg_{next(IDS)}", "output_index": 0, "content_index": 0}
    begun = {**message(at["item_id"], "", "in_progress"), "content": []}
    yield event("response.output_item.added", output_index=0, item=begun)
    part = {"type": "output_text", "text": "", "annotations": [], "logprobs": []}
    yield event("response.content_part.added", **at, part=part)
    said = []
    for piece in pieces:
        said.append(piece)
        yield event("response.output_text.delta", **at, delta=piece, logprobs=[])
    done = message(at["item_id"], "".join(said))
    yield event("response.output_text.done", **at, text="".join(said), logprobs=[])
    yield event("response.content_part.done", **at, part=done["content"][0])
    yield event("response.output_item.done", output_index=0, item=done)
    output.append(done)


def calls(event, made, reply, output):
    left = {index: len(pieces) for index, (_, _, pieces) in enumerate(reply.calls)}
    begun = set()
    for index, piece in in_order(reply):
        item = made[index]
        if index not in begun:
            begun.add(index)
            shown = {**item, "status": "in_progress", "arguments": ""}
            yield event("response.output_item.added", output_index=index, item=shown)
        yield event("response.function_call_arguments.delta", item_id=item["id"], output_index=index, delta=piece)
        left[index] -= 1
        if not left[index]:
            done = {"item_id": item["id"], "output_index": index, "name": item["name"], "arguments": item["arguments"]}
            yield event("response.function_call_arguments.done", **done)
            yield event("response.output_item.done", output_index=index, item=item)
    output.extend(made)
