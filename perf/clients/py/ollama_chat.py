"""The official Python client of Ollama: chat."""

import ollama
from proof import *
from pydantic import BaseModel

client = ollama.Client()
TOOL = {"type": "function", "function": {"name": "get_weather", "description": WEATHER, "parameters": WEATHER_SCHEMA}}


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


def user(text, **more):
    return [{"role": "user", "content": text, **more}]


def plain(to):
    messages = [{"role": "system", "content": "Be kind."}, *user("Say hello")]
    answer = client.chat(model=to.model, messages=messages, options={"temperature": 0.5, "num_predict": 100})
    equal("text", answer.message.content, HELLO_TEXT)
    equal("done", (answer.done, answer.done_reason), (True, "stop"))
    equal("usage", (answer.prompt_eval_count, answer.eval_count), (INPUT_TOKENS, OUTPUT_TOKENS))


def streamed(to):
    chunks = list(client.chat(model=to.model, messages=user("Say hello"), stream=True))
    pieces = [chunk.message.content for chunk in chunks if chunk.message.content]
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"
    equal("done", (chunks[-1].done, chunks[-1].done_reason), (True, "stop"))
    equal("usage", (chunks[-1].prompt_eval_count, chunks[-1].eval_count), (INPUT_TOKENS, OUTPUT_TOKENS))


def results(calls):
    """A result names its tool, and nothing more: that is all this client's type has."""
    for call in calls:
        yield {"role": "tool", "tool_name": call.function.name, "content": degrees(call.function.arguments["city"])}


def tools(to):
    messages = user(ONE)
    answer = client.chat(model=to.model, messages=messages, tools=[TOOL])
    calls = answer.message.tool_calls or []
    equal("calls", [(c.function.name, c.function.arguments) for c in calls], [("get_weather", {"city": "Paris"})])
    answer = client.chat(model=to.model, messages=[*messages, answer.message, *results(calls)], tools=[TOOL])
    equal("answer to the result", answer.message.content, SAID_PARIS)


def parallel(to):
    messages, calls = user(IN_TURNS), []
    for chunk in client.chat(model=to.model, messages=messages, tools=[TOOL], stream=True):
        calls += chunk.message.tool_calls or []
    equal("cities", [call.function.arguments["city"] for call in calls], ["Paris", "Oslo"])
    said = ollama.Message(role="assistant", content="", tool_calls=calls)
    chunks = client.chat(model=to.model, messages=[*messages, said, *results(calls)], tools=[TOOL], stream=True)
    equal("answer to the results", "".join(chunk.message.content or "" for chunk in chunks), SAID_BOTH)


def structured(to):
    answer = client.chat(model=to.model, messages=user(PERSON_QUESTION), format=Person.model_json_schema())
    equal("parsed", Person.model_validate_json(answer.message.content), Person(**PERSON))


def image(to):
    answer = client.chat(model=to.model, messages=user(IMAGE_QUESTION, images=[png()]))
    equal("text", answer.message.content, SEEN)


def failing(to, status):
    return raises(ollama.ResponseError, lambda: client.chat(model=to.failing(status), messages=user("Say hello")))


def errors(to):
    for status in (400, 429, 500):
        error = failing(to, status)
        equal("status", error.status_code, status)
        within("message", f"scripted {status}", error.error)
    if to.direct:
        return
    # The key is the operator's: what is wrong with it is no fault of the app's.
    equal("status for the operator's 401", failing(to, 401).status_code, 502)


def broken(to):
    said = []

    def read():
        for chunk in client.chat(model=to.model, messages=user("BREAK"), stream=True):
            said.append(chunk.message.content)
        return said

    raises(ollama.ResponseError, read)
    equal("text before the break", "".join(said), "This breaks ")


def cancelled(to):
    stream = client.chat(model=to.model, messages=user(f"ENDLESS {to.tag()}"), stream=True)
    for count, _ in enumerate(stream):
        if count == 3:
            break
    stream.close()
    left(to.tag())


def embeddings(to):
    if to.backend in NO_EMBEDDINGS:
        return NO_EMBEDDINGS[to.backend]
    one = client.embed(model=to.model, input=TEXTS[0], truncate=True, keep_alive="5m")
    vectors("vector", one.embeddings, TEXTS[:1])
    several = client.embed(model=to.model, input=TEXTS, dimensions=3)
    vectors("vectors", several.embeddings, TEXTS, 3)
    if to.backend != "gemini":
        equal("usage", several.prompt_eval_count, INPUT_TOKENS)
    vectors("vector of the older path", [client.embeddings(model=to.model, prompt=TEXTS[1]).embedding], TEXTS[1:])


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=parallel, structured=structured, image=image,
           errors=errors, broken=broken, cancelled=cancelled, embeddings=embeddings))  # fmt: skip
