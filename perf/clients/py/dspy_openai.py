"""DSPy over OpenAI's dialect."""

import asyncio
import base64

import dspy
from proof import *
from pydantic import BaseModel


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


def get_weather(city: str) -> str:
    """Current temperature of a city in degrees."""
    return degrees(city)


def model(to, **more):
    return dspy.LM(f"openai/{to.model}", cache=False, num_retries=0, **more)


def plain(to):
    with dspy.context(lm=model(to)):
        equal("answer", dspy.Predict("question -> answer")(question="Which is the capital of France?").answer, "Paris")


def streamed(to):
    async def gathered():
        listener = dspy.streaming.StreamListener(signature_field_name="answer")
        program = dspy.streamify(dspy.Predict("question -> answer"), stream_listeners=[listener])
        return [value async for value in program(question="Which is the capital of France?")]

    with dspy.context(lm=model(to)):
        *pieces, prediction = asyncio.run(gathered())
    equal("answer", prediction.answer, "Paris")
    equal("pieces", "".join(piece.chunk for piece in pieces), "Paris")


def tools(to):
    signature = dspy.Signature({"question": (str, dspy.InputField()), "tools": (list[dspy.Tool], dspy.InputField()),
                                "calls": (dspy.ToolCalls, dspy.OutputField())})  # fmt: skip
    with dspy.context(lm=model(to), adapter=dspy.ChatAdapter(use_native_function_calling=True)):
        said = dspy.Predict(signature)(question=ONE, tools=[dspy.Tool(get_weather)])
    calls = [(call.name, call.args) for call in said.calls.tool_calls]
    equal("calls", calls, [("get_weather", {"city": "Paris"})])


def structured(to):
    signature = dspy.Signature({"question": (str, dspy.InputField()), "person": (Person, dspy.OutputField())})
    with dspy.context(lm=model(to), adapter=dspy.JSONAdapter()):
        equal("parsed", dspy.Predict(signature)(question=PERSON_QUESTION).person, Person(**PERSON))


def image(to):
    url = "data:image/png;base64," + base64.b64encode(png()).decode()
    content = [{"type": "text", "text": IMAGE_QUESTION}, {"type": "image_url", "image_url": {"url": url}}]
    equal("text", model(to)(messages=[{"role": "user", "content": content}]), [SEEN])


def errors(to):
    import litellm

    def failing(status):
        return lambda: dspy.LM(f"openai/{to.failing(status)}", cache=False, num_retries=0)("Say hello")

    def cause(error):
        return str(error) + str(error.__cause__)

    within("message", "scripted 400", cause(raises((litellm.BadRequestError, dspy.LMError), failing(400))))
    within("message", "scripted 429", cause(raises((litellm.RateLimitError, dspy.LMError), failing(429))))
    within("message", "scripted 500", cause(raises((litellm.InternalServerError, dspy.LMError), failing(500))))


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=None, structured=structured, image=image,
           errors=errors, broken=None, cancelled=None))  # fmt: skip
