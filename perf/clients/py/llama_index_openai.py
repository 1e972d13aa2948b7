"""LlamaIndex's ordinary class for OpenAI, and a router that asks it for a choice."""

import openai
from llama_index.core.base.response.schema import Response
from llama_index.core.llms import ChatMessage, ImageBlock, TextBlock
from llama_index.core.query_engine import CustomQueryEngine, RouterQueryEngine
from llama_index.core.selectors import LLMSingleSelector
from llama_index.core.tools import FunctionTool, QueryEngineTool
from llama_index.llms.openai import OpenAI
from proof import *
from pydantic import BaseModel


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


def get_weather(city: str) -> str:
    """Current temperature of a city in degrees."""
    return degrees(city)


TOOL = FunctionTool.from_defaults(get_weather)


class Fixed(CustomQueryEngine):
    says: str

    def custom_query(self, query_str: str):
        return Response(self.says)


def plain(to):
    model = OpenAI(model=to.model, temperature=0.5)
    answer = model.chat([ChatMessage("Be kind.", role="system"), ChatMessage("Say hello")])
    equal("text", answer.message.content, HELLO_TEXT)
    usage = answer.raw.usage
    equal("usage", (usage.prompt_tokens, usage.completion_tokens), (INPUT_TOKENS, OUTPUT_TOKENS))
    equal("completion", model.complete("Say hello").text, HELLO_TEXT)
    routed(model)


def routed(model):
    """The choice is JSON in a text: the answer has to reach the selector's parser as it was."""
    engines = [
        QueryEngineTool.from_defaults(Fixed(says=about), description=f"Knows about {about}.") for about in ("trees", "cities")
    ]
    router = RouterQueryEngine(selector=LLMSingleSelector.from_defaults(llm=model), query_engine_tools=engines, llm=model)
    equal("the router's choice", str(router.query("How big is Paris?")), "cities")


def streamed(to):
    pieces = [chunk.delta for chunk in OpenAI(model=to.model).stream_chat([ChatMessage("Say hello")]) if chunk.delta]
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"


def results(model, answer):
    for call in model.get_tool_calls_from_response(answer):
        content = TOOL.call(**call.tool_kwargs).content
        yield ChatMessage(content, role="tool", additional_kwargs={"tool_call_id": call.tool_id})


def tools(to):
    model, asked = OpenAI(model=to.model), ChatMessage(ONE)
    answer = model.chat_with_tools([TOOL], chat_history=[asked])
    calls = model.get_tool_calls_from_response(answer)
    equal("calls", [(c.tool_name, c.tool_kwargs) for c in calls], [("get_weather", {"city": "Paris"})])
    second = model.chat_with_tools([TOOL], chat_history=[asked, answer.message, *results(model, answer)])
    equal("answer to the result", second.message.content, SAID_PARIS)


def parallel(to):
    model, asked = OpenAI(model=to.model), ChatMessage(TWO)
    *_, answer = model.stream_chat_with_tools([TOOL], chat_history=[asked], allow_parallel_tool_calls=True)
    calls = model.get_tool_calls_from_response(answer)
    equal("cities", [call.tool_kwargs["city"] for call in calls], ["Paris", "Oslo"])
    history = [asked, answer.message, *results(model, answer)]
    *_, second = model.stream_chat_with_tools([TOOL], chat_history=history, allow_parallel_tool_calls=True)
    equal("answer to the results", second.message.content, SAID_BOTH)


def structured(to):
    """Asked for by a tool that has to be called, since this framework does not know that the model can do better."""
    if to.backend == "ollama":
        refusal = raises(openai.BadRequestError, lambda: asked_for_person(to))
        within("message", "cannot be told tool_choice", refusal.message)
        return "Ollama cannot be told that a tool has to be called: 400 says so"
    equal("parsed", asked_for_person(to), Person(**PERSON))


def asked_for_person(to):
    return OpenAI(model=to.model).as_structured_llm(Person).chat([ChatMessage(PERSON_QUESTION)]).raw


def image(to):
    blocks = [TextBlock(text=IMAGE_QUESTION), ImageBlock(image=png(), image_mimetype="image/png")]
    equal("text", OpenAI(model=to.model).chat([ChatMessage(blocks=blocks)]).message.content, SEEN)


def errors(to):
    def failing(status, **more):
        return lambda: OpenAI(model=to.failing(status), **more).chat([ChatMessage("Say hello")])

    within("message", "scripted 400", raises(openai.BadRequestError, failing(400)).message)
    within("message", "scripted 429", raises(openai.RateLimitError, failing(429, max_retries=0)).message)
    # This framework retries by itself and knows no header that forbids it.
    within("message", "scripted 500", raises(openai.InternalServerError, failing(500, max_retries=0)).message)
    if to.direct:
        return
    operator = raises(openai.InternalServerError, failing(401, max_retries=0))
    equal("status for the operator's 401", operator.status_code, 502)
    if to.same:
        stranger = OpenAI(model=to.keyless, api_key="wrong-key")
        raises(openai.AuthenticationError, lambda: stranger.chat([ChatMessage("Say hello")]))


def broken(to):
    said = []
    stream = OpenAI(model=to.model).stream_chat([ChatMessage("BREAK")])
    raises(openai.APIError, lambda: [said.append(chunk.delta or "") for chunk in stream])
    equal("text before the break", "".join(said), "This breaks ")


def cancelled(to):
    stream = OpenAI(model=to.model).stream_chat([ChatMessage(f"ENDLESS {to.tag()}")])
    for count, _ in enumerate(stream):
        if count == 3:
            break
    stream.close()
    left(to.tag())


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=parallel, structured=structured, image=image,
           errors=errors, broken=broken, cancelled=cancelled))  # fmt: skip
