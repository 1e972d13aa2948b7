"""The official Python SDK of OpenAI: responses."""

import base64
import json

import openai
from proof import *
from pydantic import BaseModel

client = openai.OpenAI()
TOOL = {"type": "function", "name": "get_weather", "description": WEATHER, "parameters": WEATHER_SCHEMA, "strict": True}


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


def usage(answer):
    return answer.usage.input_tokens, answer.usage.output_tokens


def plain(to):
    answer = client.responses.create(model=to.model, instructions="Be kind.", input="Say hello", max_output_tokens=100)
    equal("text", answer.output_text, HELLO_TEXT)
    equal("status", answer.status, "completed")
    equal("usage", usage(answer), (INPUT_TOKENS, OUTPUT_TOKENS))
    assert answer.id and answer.model and answer.object == "response", answer


def streamed(to):
    with client.responses.stream(model=to.model, input="Say hello") as stream:
        pieces = [event.delta for event in stream if event.type == "response.output_text.delta"]
        answer = stream.get_final_response()
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"
    equal("text", answer.output_text, HELLO_TEXT)
    equal("status", answer.status, "completed")
    equal("usage", usage(answer), (INPUT_TOKENS, OUTPUT_TOKENS))


def turns(question, answer):
    asked = [{"role": "user", "content": question}, *answer.output]
    for call in answer.output:
        if call.type == "function_call":
            said = degrees(json.loads(call.arguments)["city"])
            asked.append({"type": "function_call_output", "call_id": call.call_id, "output": said})
    return asked


def cities(answer):
    return [json.loads(item.arguments)["city"] for item in answer.output if item.type == "function_call"]


def tools(to):
    answer = client.responses.create(model=to.model, input=ONE, tools=[TOOL])
    equal("cities", cities(answer), ["Paris"])
    answer = client.responses.create(model=to.model, input=turns(ONE, answer), tools=[TOOL])
    equal("answer to the result", answer.output_text, SAID_PARIS)


def parallel(to):
    done = []
    with client.responses.stream(model=to.model, input=IN_TURNS, tools=[TOOL]) as stream:
        for event in stream:
            if event.type == "response.function_call_arguments.done":
                done.append(json.loads(event.arguments)["city"])
        answer = stream.get_final_response()
    equal("done events", sorted(done), ["Oslo", "Paris"])
    equal("cities", cities(answer), ["Paris", "Oslo"])
    with client.responses.stream(model=to.model, input=turns(IN_TURNS, answer), tools=[TOOL]) as stream:
        stream.until_done()
        equal("answer to the results", stream.get_final_response().output_text, SAID_BOTH)


def structured(to):
    answer = client.responses.parse(model=to.model, input=PERSON_QUESTION, text_format=Person)
    equal("parsed", answer.output_parsed, Person(**PERSON))


def image(to):
    url = "data:image/png;base64," + base64.b64encode(png()).decode()
    content = [{"type": "input_text", "text": IMAGE_QUESTION}, {"type": "input_image", "image_url": url, "detail": "auto"}]
    answer = client.responses.create(model=to.model, input=[{"role": "user", "content": content}])
    equal("text", answer.output_text, SEEN)


def failing(to, status, retries=openai.DEFAULT_MAX_RETRIES):
    with_retries = client.with_options(max_retries=retries)
    return lambda: with_retries.responses.create(model=to.failing(status), input="Say hello")


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
        raises(openai.AuthenticationError, lambda: stranger.responses.create(model=to.keyless, input="Say hello"))


def broken(to):
    """How this dialect ends a failed stream: an event that says so, which the SDK hands to the app."""
    said, ends = [], []
    try:
        for event in client.responses.create(model=to.model, input="BREAK", stream=True):
            if event.type == "response.output_text.delta":
                said.append(event.delta)
            ends.append(event.type)
        assert ends[-1] in ("response.failed", "error"), f"ended with {ends[-1]}"
    except openai.APIError:
        pass
    equal("text before the break", "".join(said), "This breaks ")


def cancelled(to):
    stream, seen = client.responses.create(model=to.model, input=f"ENDLESS {to.tag()}", stream=True), 0
    for event in stream:
        seen += event.type == "response.output_text.delta"
        if seen == 3:
            break
    stream.close()
    left(to.tag())


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=parallel, structured=structured, image=image,
           errors=errors, broken=broken, cancelled=cancelled))  # fmt: skip
