"""Haystack's ordinary class for OpenAI."""

import base64
import gc

import openai
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage, ImageContent
from haystack.tools import Tool
from haystack.utils import Secret
from proof import *
from pydantic import BaseModel


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


TOOL = Tool(name="get_weather", description=WEATHER, parameters=WEATHER_SCHEMA, function=degrees)


def said(answer):
    return answer["replies"][0].text


def plain(to):
    messages = [ChatMessage.from_system("Be kind."), ChatMessage.from_user("Say hello")]
    answer = OpenAIChatGenerator(model=to.model, generation_kwargs={"temperature": 0.5}).run(messages)
    equal("text", said(answer), HELLO_TEXT)
    meta = answer["replies"][0].meta
    equal("finish reason", meta["finish_reason"], "stop")
    usage = meta["usage"]
    equal("usage", (usage["prompt_tokens"], usage["completion_tokens"]), (INPUT_TOKENS, OUTPUT_TOKENS))


def streamed(to):
    pieces = []
    model = OpenAIChatGenerator(model=to.model, streaming_callback=lambda chunk: pieces.append(chunk.content))
    equal("text", said(model.run([ChatMessage.from_user("Say hello")])), HELLO_TEXT)
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len([piece for piece in pieces if piece]) > 3, f"only {pieces}"


def looped(to, question, **more):
    model, asked = OpenAIChatGenerator(model=to.model, tools=[TOOL], **more), ChatMessage.from_user(question)
    answer = model.run([asked])["replies"][0]
    results = [ChatMessage.from_tool(degrees(call.arguments["city"]), origin=call) for call in answer.tool_calls]
    return [call.arguments["city"] for call in answer.tool_calls], said(model.run([asked, answer, *results]))


def tools(to):
    equal("cities and answer to the result", looped(to, ONE), (["Paris"], SAID_PARIS))


def parallel(to):
    both = looped(to, IN_TURNS, streaming_callback=lambda chunk: None)
    equal("cities and answer to the results", both, (["Paris", "Oslo"], SAID_BOTH))


def structured(to):
    model = OpenAIChatGenerator(model=to.model, generation_kwargs={"response_format": Person})
    answer = model.run([ChatMessage.from_user(PERSON_QUESTION)])
    equal("parsed", Person.model_validate_json(said(answer)), Person(**PERSON))


def image(to):
    picture = ImageContent(base64_image=base64.b64encode(png()).decode(), mime_type="image/png")
    asked = ChatMessage.from_user(content_parts=[IMAGE_QUESTION, picture])
    equal("text", said(OpenAIChatGenerator(model=to.model).run([asked])), SEEN)


def errors(to):
    def failing(status, **more):
        return lambda: OpenAIChatGenerator(model=to.failing(status), **more).run([ChatMessage.from_user("Say hello")])

    within("message", "scripted 400", raises(openai.BadRequestError, failing(400)).message)
    within("message", "scripted 429", raises(openai.RateLimitError, failing(429, max_retries=0)).message)
    within("message", "scripted 500", raises(openai.InternalServerError, failing(500)).message)
    if to.direct:
        return
    equal("calls for one 500: the SDK was told not to retry", to.calls(500), 1)
    equal("status for the operator's 401", raises(openai.InternalServerError, failing(401)).status_code, 502)
    if to.same:
        stranger = OpenAIChatGenerator(model=to.keyless, api_key=Secret.from_token("wrong-key"))
        raises(openai.AuthenticationError, lambda: stranger.run([ChatMessage.from_user("Say hello")]))


def broken(to):
    pieces = []
    model = OpenAIChatGenerator(model=to.model, streaming_callback=lambda chunk: pieces.append(chunk.content))
    raises(openai.APIError, lambda: model.run([ChatMessage.from_user("BREAK")]))
    equal("text before the break", "".join(pieces), "This breaks ")


class Enough(Exception):
    pass


def cancelled(to):
    """A callback is all that an app has of a stream: it ends it by an error of its own."""
    pieces = []

    def callback(chunk):
        pieces.append(chunk)
        if len(pieces) == 4:
            raise Enough

    model = OpenAIChatGenerator(model=to.model, streaming_callback=callback)
    try:
        model.run([ChatMessage.from_user(f"ENDLESS {to.tag()}")])
    except Enough:
        pass
    # Nobody closes the stream: it is over when Python finds that nobody has it any more.
    gc.collect()
    left(to.tag())


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=parallel, structured=structured, image=image,
           errors=errors, broken=broken, cancelled=cancelled))  # fmt: skip
