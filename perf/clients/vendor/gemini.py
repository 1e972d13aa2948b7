"""Gemini's generateContent, as its API reference shows it."""

import base64
import json
import re
from urllib.parse import unquote

from .script import IDS, INPUT_TOKENS, OUTPUT_TOKENS, Asked, Refusal, known

PREFIX = "/gemini/"
VERSIONS = ("v1beta", "v1")
STREAM_TYPE = "text/event-stream"
ARRAY_TYPE = "application/json; charset=UTF-8"
FIELDS = "contents tools toolConfig safetySettings systemInstruction generationConfig cachedContent serviceTier store"
GENERATION = """stopSequences responseMimeType responseSchema responseJsonSchema _responseJsonSchema responseModalities
candidateCount maxOutputTokens temperature topP topK seed presencePenalty frequencyPenalty responseLogprobs logprobs
enableEnhancedCivicAnswers speechConfig thinkingConfig imageConfig mediaResolution responseFormat"""
FREE = ("parametersJsonSchema", "responseJsonSchema", "parameters", "responseSchema", "args", "response")
# What Gemini takes for the signature of a call that another model made.
SIGNATURE = base64.b64encode(b"signed by the scripted vendor").decode()
FOREIGN = ("skip_thought_signature_validator", "context_engineering_is_the_way_to_go")
STATES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 429: "RESOURCE_EXHAUSTED", 500: "INTERNAL"}


def key(headers):
    return headers.get("x-goog-api-key", "")


def read(path, body, _):
    version, _, resource = unquote(path).partition("/")
    name, colon, method = resource.removeprefix("models/").rpartition(":")
    if version not in VERSIONS or not colon or method not in ("generateContent", "streamGenerateContent"):
        raise Refusal(404, f"no such path: {path}")
    body = camel(body)
    known(body, FIELDS)
    asked = Asked(name, method == "streamGenerateContent")
    config = body.get("generationConfig") or {}
    known(config, GENERATION, "generationConfig")
    if config.get("responseMimeType") == "application/json":
        asked.schema = config.get("responseJsonSchema") or config.get("responseSchema") or {}
    for group in body.get("tools") or []:
        for tool in group.get("functionDeclarations") or []:
            asked.tools[tool["name"]] = tool.get("parametersJsonSchema") or tool.get("parameters") or {}
    pending = []
    for content in body["contents"]:
        pending = turn(asked, content, pending)
    return asked


def camel(value):
    """Protocol buffers' JSON has both spellings of a name; what holds names of the app's own stays."""
    if isinstance(value, list):
        return [camel(each) for each in value]
    if not isinstance(value, dict):
        return value
    names = {re.sub(r"_([a-z])", lambda match: match[1].upper(), name): content for name, content in value.items()}
    return {name: content if name in FREE else camel(content) for name, content in names.items()}


def turn(asked, content, pending):
    """The ids of the calls that the next turn has to answer."""
    role, parts = content.get("role", "user"), content["parts"]
    if role not in ("user", "model"):
        raise Refusal(400, "Please use a valid role: user, model.")
    calls = [part for part in parts if "functionCall" in part]
    answers = [part["functionResponse"] for part in parts if "functionResponse" in part]
    if len(answers) != len(pending):
        raise Refusal(400, "the number of function response parts must equal that of the function call parts")
    if calls and calls[0].get("thoughtSignature") not in (SIGNATURE, *FOREIGN, *map(encoded, FOREIGN)):
        raise Refusal(400, f"Function call is missing a thought_signature in functionCall parts: {calls[0]}")
    asked.results = [(answer(id_, said), text(said["response"])) for id_, said in zip(pending, answers)]
    said = "".join(part.get("text", "") for part in parts)
    if role == "user" and said:
        asked.text = said
    for part in parts:
        if "inlineData" in part:
            content = part["inlineData"]
            asked.images.append((content["mimeType"], base64.b64decode(content["data"].replace("-", "+").replace("_", "/"))))
    ids = []
    for part in calls:
        call = part["functionCall"]
        ids.append(call.get("id") or f"{call['name']}-{next(IDS)}")
        asked.calls[ids[-1]] = call.get("args") or {}
    return ids


def encoded(text_):
    return base64.b64encode(text_.encode()).decode()


def answer(expected, said):
    if said.get("id") not in (None, "", expected):
        raise Refusal(400, f"function response {said['id']} where {expected} was called")
    return expected


def text(response):
    value = response.get("output", response.get("result", response))
    return value if isinstance(value, str) else json.dumps(value)


def chunk(asked, id_, parts, finished=None, usage=True):
    candidate = {"content": {"parts": parts, "role": "model"}, "index": 0}
    if finished:
        candidate["finishReason"] = finished
    content = {"candidates": [candidate], "modelVersion": asked.model, "responseId": id_}
    if usage:
        content["usageMetadata"] = {
            "promptTokenCount": INPUT_TOKENS,
            "candidatesTokenCount": OUTPUT_TOKENS,
            "totalTokenCount": INPUT_TOKENS + OUTPUT_TOKENS,
            "promptTokensDetails": [{"modality": "TEXT", "tokenCount": INPUT_TOKENS}],
        }
    return content


def calls(reply):
    """Only the first of parallel calls is signed."""
    for at, (id_, name, pieces) in enumerate(reply.calls):
        part = {"functionCall": {"id": id_, "name": name, "args": json.loads("".join(pieces))}}
        yield {**part, "thoughtSignature": SIGNATURE} if at == 0 else part


def whole(asked, reply):
    texts = [{"text": reply.text}] if reply.pieces else []
    return chunk(asked, f"gemini-{next(IDS)}", texts + list(calls(reply)), "STOP")


def wants_events(asked):
    return asked.query.get("alt") == "sse"


def stream_type(asked):
    return STREAM_TYPE if wants_events(asked) else ARRAY_TYPE


def stream(asked, reply):
    """Who does not ask for events gets one array, piece by piece."""
    if wants_events(asked):
        yield from map(data, chunks(asked, reply))
        return
    for at, content in enumerate(chunks(asked, reply)):
        yield ("\n,\r\n" if at else "[") + json.dumps(content)
    yield "\n]"


def chunks(asked, reply):
    id_ = f"gemini-{next(IDS)}"
    for piece in reply.pieces:
        yield chunk(asked, id_, [{"text": piece}])
    for part in calls(reply):
        yield chunk(asked, id_, [part])
    if reply.broken:
        yield {"error": {"code": 503, "message": "scripted break", "status": "UNAVAILABLE"}}
        return
    yield chunk(asked, id_, [{"text": ""}], "STOP")


def data(content):
    return f"data: {json.dumps(content)}\r\n\r\n"


def error(refusal):
    detail = {"code": refusal.status, "message": refusal.message, "status": STATES.get(refusal.status, "NOT_FOUND")}
    if refusal.status == 429:
        detail["details"] = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1s"}]
    return {"error": detail}
