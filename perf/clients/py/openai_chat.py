"""The official Python SDK of OpenAI: chat completions."""

import asyncio
import base64
import json

import openai
from proof import *
from pydantic import BaseModel

client = openai.OpenAI()
TOOL = {
    "type": "function",
    "function": {"name": "get_weather", "description": WEATHER, "parameters": WEATHER_SCHEMA, "strict": True},
}


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


def user(text):
    return [{"role": "user", "content": text}]


def plain(to):
    messages = [{"role": "system", "content": "Be kind."}, *user("Say hello")]
    answer = client.chat.completions.create(model=to.model, messages=messages, temperature=0.5, max_tokens=100)
    equal("text", answer.choices[0].message.content, HELLO_TEXT)
    equal("finish reason", answer.choices[0].finish_reason, "stop")
    equal("usage", (answer.usage.prompt_tokens, answer.usage.completion_tokens), (INPUT_TOKENS, OUTPUT_TOKENS))
    assert answer.id and answer.model and answer.object == "chat.completion", answer


def streamed(to):
    events = []
    with client.chat.completions.stream(
        model=to.model, messages=user("Say hello"), stream_options={"include_usage": True}
    ) as stream:
        events = list(stream)
        answer = stream.get_final_completion()
    pieces = [event.delta for event in events if event.type == "content.delta"]
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"
    equal("text", answer.choices[0].message.content, HELLO_TEXT)
    equal("finish reason", answer.choices[0].finish_reason, "stop")
    equal("usage", (answer.usage.prompt_tokens, answer.usage.completion_tokens), (INPUT_TOKENS, OUTPUT_TOKENS))


def results(message):
    for call in message.tool_calls:
        city = json.loads(call.function.arguments)["city"]
        yield {"role": "tool", "tool_call_id": call.id, "content": degrees(city)}


def tools(to):
    messages = user(ONE)
    answer = client.chat.completions.create(model=to.model, messages=messages, tools=[TOOL])
    message = answer.choices[0].message
    equal("finish reason", answer.choices[0].finish_reason, "tool_calls")
    equal("calls", [call.function.name for call in message.tool_calls or []], ["get_weather"])
    equal("arguments", json.loads(message.tool_calls[0].function.arguments), {"city": "Paris"})
    answer = client.chat.completions.create(
        model=to.model, messages=[*messages, message.model_dump(exclude_none=True), *results(message)], tools=[TOOL]
    )
    equal("answer to the result", answer.choices[0].message.content, SAID_PARIS)


def parallel(to):
    messages, started = user(TWO), []
    with client.chat.completions.stream(model=to.model, messages=messages, tools=[TOOL]) as stream:
        for event in stream:
            if event.type == "tool_calls.function.arguments.done":
                started.append((event.index, event.parsed_arguments))
        message = stream.get_final_completion().choices[0].message
    equal("done events", sorted(started, key=lambda call: call[0]), [(0, {"city": "Paris"}), (1, {"city": "Oslo"})])
    equal("cities", [json.loads(call.function.arguments)["city"] for call in message.tool_calls], ["Paris", "Oslo"])
    equal("different ids", len({call.id for call in message.tool_calls}), 2)
    calls = [call.model_dump(include={"id": True, "type": True, "function": {"name", "arguments"}}) for call in message.tool_calls]
    with client.chat.completions.stream(
        model=to.model,
        messages=[*messages, {"role": "assistant", "tool_calls": calls}, *results(message)],
        tools=[TOOL],
    ) as stream:
        equal("answer to the results", stream.get_final_completion().choices[0].message.content, SAID_BOTH)
    in_turns(to)


def in_turns(to):
    """The SDK's accumulator takes a call as done when another one goes on, so this is what an app writes itself."""
    arguments = {}
    for chunk in client.chat.completions.create(model=to.model, messages=user(IN_TURNS), tools=[TOOL], stream=True):
        for call in chunk.choices[0].delta.tool_calls or []:
            arguments[call.index] = arguments.get(call.index, "") + (call.function.arguments or "")
    equal("arguments", {n: json.loads(text)["city"] for n, text in arguments.items()}, {0: "Paris", 1: "Oslo"})


def structured(to):
    answer = client.chat.completions.parse(model=to.model, messages=user(PERSON_QUESTION), response_format=Person)
    equal("parsed", answer.choices[0].message.parsed, Person(**PERSON))


def image(to):
    url = "data:image/png;base64," + base64.b64encode(png()).decode()
    content = [{"type": "text", "text": IMAGE_QUESTION}, {"type": "image_url", "image_url": {"url": url}}]
    answer = client.chat.completions.create(model=to.model, messages=user(content))
    equal("text", answer.choices[0].message.content, SEEN)


def failing(to, status, retries=openai.DEFAULT_MAX_RETRIES):
    with_retries = client.with_options(max_retries=retries)
    return lambda: with_retries.chat.completions.create(model=to.failing(status), messages=user("Say hello"))


def errors(to):
    within("message", "scripted 400", raises(openai.BadRequestError, failing(to, 400)).message)
    limited = raises(openai.RateLimitError, failing(to, 429, 0))
    within("message", "scripted 429", limited.message)
    equal("retry-after", limited.response.headers.get("retry-after"), "1")
    within("message", "scripted 500", raises(openai.InternalServerError, failing(to, 500)).message)
    if to.direct:
        return
    equal("calls for one 500: the SDK was told not to retry", to.calls(500), 1)
    # The key is the operator's: what is wrong with it is no fault of the app's.
    equal("status for the operator's 401", raises(openai.InternalServerError, failing(to, 401)).status_code, 502)
    if to.same:
        stranger = client.with_options(api_key="wrong-key")
        raises(
            openai.AuthenticationError,
            lambda: stranger.chat.completions.create(model=to.keyless, messages=user("Say hello")),
        )


def broken(to):
    said = []

    def read():
        for chunk in client.chat.completions.create(model=to.model, messages=user("BREAK"), stream=True):
            said.append(chunk.choices[0].delta.content or "")
        return said

    raises(openai.APIError, read)
    equal("text before the break", "".join(said), "This breaks ")


def cancelled(to):
    stream = client.chat.completions.create(model=to.model, messages=user(f"ENDLESS {to.tag()}"), stream=True)
    seen = 0
    for chunk in stream:
        seen += bool(chunk.choices[0].delta.content)
        if seen == 3:
            break
    stream.close()
    left(to.tag())


def embeddings(to):
    if to.backend in NO_EMBEDDINGS:
        return NO_EMBEDDINGS[to.backend]
    one = client.embeddings.create(model=to.model, input=TEXTS[0])
    vectors("vector", [one.data[0].embedding], TEXTS[:1])
    if to.backend != "gemini" or to.same:
        equal("usage", one.usage.prompt_tokens, INPUT_TOKENS)
    several = client.embeddings.create(model=to.model, input=TEXTS, dimensions=3, user="someone")
    vectors("vectors", [each.embedding for each in several.data], TEXTS, 3)
    equal("indexes", [each.index for each in several.data], [0, 1])
    floats = client.embeddings.create(model=to.model, input=TEXTS, encoding_format="float")
    vectors("floats", [each.embedding for each in floats.data], TEXTS)
    vectors("vectors of the other client", asyncio.run(asynchronously(to)), TEXTS)
    if not to.direct:
        raises(openai.BadRequestError, lambda: client.embeddings.create(model="auto", input="hi"))


async def asynchronously(to):
    async with openai.AsyncOpenAI() as other:
        answer = await other.embeddings.create(model=to.model, input=TEXTS)
    return [each.embedding for each in answer.data]


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=parallel, structured=structured, image=image,
           errors=errors, broken=broken, cancelled=cancelled, embeddings=embeddings))  # fmt: skip
