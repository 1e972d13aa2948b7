"""The official Python SDK of Anthropic: messages."""

import base64

import anthropic
from proof import *
from pydantic import BaseModel

client = anthropic.Anthropic()
TOOL = {"name": "get_weather", "description": WEATHER, "input_schema": WEATHER_SCHEMA}


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


def asking(to, content, **more):
    return {"model": to.model, "max_tokens": 100, "messages": [{"role": "user", "content": content}], **more}


def plain(to):
    answer = client.messages.create(**asking(to, "Say hello", system="Be kind."))
    equal("text", answer.content[0].text, HELLO_TEXT)
    equal("stop reason", answer.stop_reason, "end_turn")
    equal("usage", (answer.usage.input_tokens, answer.usage.output_tokens), (INPUT_TOKENS, OUTPUT_TOKENS))
    assert answer.id and answer.model and answer.type == "message" and answer.role == "assistant", answer


def streamed(to):
    with client.messages.stream(**asking(to, "Say hello")) as stream:
        pieces = list(stream.text_stream)
        answer = stream.get_final_message()
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"
    equal("text", answer.content[0].text, HELLO_TEXT)
    equal("stop reason", answer.stop_reason, "end_turn")
    equal("output tokens", answer.usage.output_tokens, OUTPUT_TOKENS)
    if to.same:
        equal("input tokens", answer.usage.input_tokens, INPUT_TOKENS)


def turns(question, message):
    calls = [block for block in message.content if block.type == "tool_use"]
    results = [{"type": "tool_result", "tool_use_id": c.id, "content": degrees(c.input["city"])} for c in calls]
    return [
        {"role": "user", "content": question},
        {"role": "assistant", "content": message.content},
        {"role": "user", "content": results},
    ]


def tools(to):
    answer = client.messages.create(**asking(to, ONE, tools=[TOOL]))
    equal("stop reason", answer.stop_reason, "tool_use")
    calls = [block for block in answer.content if block.type == "tool_use"]
    equal("calls", [(call.name, call.input) for call in calls], [("get_weather", {"city": "Paris"})])
    answer = client.messages.create(model=to.model, max_tokens=100, messages=turns(ONE, answer), tools=[TOOL])
    equal("answer to the result", answer.content[0].text, SAID_PARIS)


def parallel(to):
    snapshots = []
    with client.messages.stream(**asking(to, IN_TURNS, tools=[TOOL])) as stream:
        for event in stream:
            if event.type == "content_block_stop" and event.content_block.type == "tool_use":
                snapshots.append(event.content_block.input)
        answer = stream.get_final_message()
    calls = [block for block in answer.content if block.type == "tool_use"]
    equal("snapshots", snapshots, [{"city": "Paris"}, {"city": "Oslo"}])
    equal("cities", [call.input["city"] for call in calls], ["Paris", "Oslo"])
    equal("different ids", len({call.id for call in calls}), 2)
    equal("stop reason", answer.stop_reason, "tool_use")
    with client.messages.stream(model=to.model, max_tokens=100, messages=turns(IN_TURNS, answer), tools=[TOOL]) as stream:
        equal("answer to the results", stream.get_final_text(), SAID_BOTH)


def structured(to):
    answer = client.messages.parse(**asking(to, PERSON_QUESTION, output_format=Person))
    equal("parsed", answer.parsed_output, Person(**PERSON))


def image(to):
    source = {"type": "base64", "media_type": "image/png", "data": base64.b64encode(png()).decode()}
    answer = client.messages.create(
        **asking(to, [{"type": "image", "source": source}, {"type": "text", "text": IMAGE_QUESTION}])
    )
    equal("text", answer.content[0].text, SEEN)


def failing(to, status, retries=anthropic.DEFAULT_MAX_RETRIES):
    with_retries = client.with_options(max_retries=retries)
    return lambda: with_retries.messages.create(**asking(to, "Say hello") | {"model": to.failing(status)})


def errors(to):
    within("message", "scripted 400", raises(anthropic.BadRequestError, failing(to, 400)).message)
    limited = raises(anthropic.RateLimitError, failing(to, 429, 0))
    within("message", "scripted 429", limited.message)
    equal("retry-after", limited.response.headers.get("retry-after"), "1")
    within("message", "scripted 500", raises(anthropic.InternalServerError, failing(to, 500)).message)
    if to.direct:
        return
    equal("calls for one 500: the SDK was told not to retry", to.calls(500), 1)
    # The key is the operator's: what is wrong with it is no fault of the app's.
    equal("status for the operator's 401", raises(anthropic.InternalServerError, failing(to, 401)).status_code, 502)
    if to.same:
        stranger = client.with_options(api_key="wrong-key")
        asked_of = asking(to, "Say hello") | {"model": to.keyless}
        raises(anthropic.AuthenticationError, lambda: stranger.messages.create(**asked_of))


def broken(to):
    said = []

    def read():
        with client.messages.stream(**asking(to, "BREAK")) as stream:
            said.extend(stream.text_stream)
        return said

    raises(anthropic.APIError, read)
    equal("text before the break", "".join(said), "This breaks ")


def cancelled(to):
    with client.messages.stream(**asking(to, f"ENDLESS {to.tag()}")) as stream:
        for count, _ in enumerate(stream.text_stream):
            if count == 3:
                break
    left(to.tag())


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=parallel, structured=structured, image=image,
           errors=errors, broken=broken, cancelled=cancelled))  # fmt: skip
