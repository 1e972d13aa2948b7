"""Amazon's SDK for Python: converse and converse_stream of bedrock-runtime."""

import json

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, EventStreamError
from proof import *

ONCE = dict(retries={"total_max_attempts": 1}, proxies={})
client = boto3.client("bedrock-runtime", config=Config(**ONCE))
TOOL = {"toolSpec": {"name": "get_weather", "description": WEATHER, "inputSchema": {"json": WEATHER_SCHEMA}}}
TOOLS = {"tools": [TOOL]}
PERSON_SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "age": {"type": "integer"},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["name", "age", "tags"],
    "additionalProperties": False,
}


def user(*blocks):
    return [{"role": "user", "content": list(blocks)}]


def said(text):
    return user({"text": text})


def text(answer):
    return "".join(block.get("text", "") for block in answer["output"]["message"]["content"])


def plain(to):
    answer = client.converse(
        modelId=to.model,
        system=[{"text": "Be kind."}],
        messages=said("Say hello"),
        inferenceConfig={"temperature": 0.5, "maxTokens": 100},
    )
    equal("text", text(answer), HELLO_TEXT)
    equal("stop", answer["stopReason"], "end_turn")
    usage = answer["usage"]
    equal("usage", (usage["inputTokens"], usage["outputTokens"]), (INPUT_TOKENS, OUTPUT_TOKENS))


def told(stream):
    """Blocks by their index, with what comes at the end."""
    blocks, end = {}, {}
    for event in stream:
        if "contentBlockStart" in event:
            begun = event["contentBlockStart"]
            blocks[begun["contentBlockIndex"]] = {**begun["start"]["toolUse"], "input": ""}
        elif "contentBlockDelta" in event:
            index, delta = event["contentBlockDelta"]["contentBlockIndex"], event["contentBlockDelta"]["delta"]
            if "text" in delta:
                blocks.setdefault(index, []).append(delta["text"])
            elif "toolUse" in delta:
                blocks[index]["input"] += delta["toolUse"]["input"]
        elif "messageStop" in event or "metadata" in event:
            end.update(event)
    return [blocks[index] for index in sorted(blocks)], end


def streamed(to):
    stream = client.converse_stream(modelId=to.model, messages=said("Say hello"))["stream"]
    (pieces,), end = told(stream)
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"
    equal("stop", end["messageStop"]["stopReason"], "end_turn")
    usage = end["metadata"]["usage"]
    equal("usage", (usage["inputTokens"], usage["outputTokens"]), (INPUT_TOKENS, OUTPUT_TOKENS))


def results(calls):
    return user(
        *({"toolResult": {"toolUseId": c["toolUseId"], "content": [{"text": degrees(c["input"]["city"])}]}} for c in calls)
    )


def tools(to):
    messages = said(ONE)
    answer = client.converse(modelId=to.model, messages=messages, toolConfig=TOOLS)
    equal("stop", answer["stopReason"], "tool_use")
    message = answer["output"]["message"]
    calls = [block["toolUse"] for block in message["content"] if "toolUse" in block]
    equal("calls", [(call["name"], call["input"]) for call in calls], [("get_weather", {"city": "Paris"})])
    messages += [message, *results(calls)]
    equal("answer to the result", text(client.converse(modelId=to.model, messages=messages, toolConfig=TOOLS)), SAID_PARIS)


def parallel(to):
    messages = said(IN_TURNS)
    blocks, _ = told(client.converse_stream(modelId=to.model, messages=messages, toolConfig=TOOLS)["stream"])
    calls = [{**block, "input": json.loads(block["input"])} for block in blocks if isinstance(block, dict)]
    equal("cities", [call["input"]["city"] for call in calls], ["Paris", "Oslo"])
    messages += [{"role": "assistant", "content": [{"toolUse": call} for call in calls]}, *results(calls)]
    (pieces,), _ = told(client.converse_stream(modelId=to.model, messages=messages, toolConfig=TOOLS)["stream"])
    equal("answer to the results", "".join(pieces), SAID_BOTH)


def structured(to):
    form = {"schema": json.dumps(PERSON_SCHEMA), "name": "person"}
    answer = client.converse(
        modelId=to.model,
        messages=said(PERSON_QUESTION),
        outputConfig={"textFormat": {"type": "json_schema", "structure": {"jsonSchema": form}}},
    )
    equal("parsed", json.loads(text(answer)), PERSON)


def image(to):
    picture = {"image": {"format": "png", "source": {"bytes": png()}}}
    answer = client.converse(modelId=to.model, messages=user({"text": IMAGE_QUESTION}, picture))
    equal("text", text(answer), SEEN)


def failing(to, status, kind=ClientError):
    return raises(kind, lambda: client.converse(modelId=to.failing(status), messages=said("Say hello")))


def errors(to):
    kinds = client.exceptions
    mapped = {400: kinds.ValidationException, 429: kinds.ThrottlingException, 500: kinds.InternalServerException}
    for status, kind in mapped.items():
        error = failing(to, status, kind)
        equal("status", error.response["ResponseMetadata"]["HTTPStatusCode"], status)
        within("message", f"scripted {status}", error.response["Error"]["Message"])
    if to.direct:
        return
    # The key is the operator's: what is wrong with it is no fault of the app's.
    status = failing(to, 401).response["ResponseMetadata"]["HTTPStatusCode"]
    equal("status for the operator's 401", status, 502)


def broken(to):
    pieces = []

    def read():
        for event in client.converse_stream(modelId=to.model, messages=said("BREAK"))["stream"]:
            if "contentBlockDelta" in event:
                pieces.append(event["contentBlockDelta"]["delta"]["text"])
        return pieces

    raises(EventStreamError, read)
    equal("text before the break", "".join(pieces), "This breaks ")


def cancelled(to):
    stream = client.converse_stream(modelId=to.model, messages=said(f"ENDLESS {to.tag()}"))["stream"]
    for count, _ in enumerate(stream):
        if count == 3:
            break
    stream.close()
    left(to.tag())


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=parallel, structured=structured, image=image,
           errors=errors, broken=broken, cancelled=cancelled))  # fmt: skip
