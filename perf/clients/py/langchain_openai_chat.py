"""LangChain's ordinary class for OpenAI."""

import base64

import openai
from langchain_core.messages import HumanMessage, SystemMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from proof import *
from pydantic import BaseModel


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


@tool
def get_weather(city: str) -> str:
    """Current temperature of a city in degrees."""
    return degrees(city)


def plain(to):
    answer = ChatOpenAI(model=to.model, temperature=0.5).invoke([SystemMessage("Be kind."), HumanMessage("Say hello")])
    equal("text", answer.content, HELLO_TEXT)
    equal("finish reason", answer.response_metadata["finish_reason"], "stop")
    usage = answer.usage_metadata
    equal("usage", (usage["input_tokens"], usage["output_tokens"]), (INPUT_TOKENS, OUTPUT_TOKENS))


def streamed(to):
    chunks = list(ChatOpenAI(model=to.model, stream_usage=True).stream("Say hello"))
    pieces = [chunk.content for chunk in chunks if chunk.content]
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"
    whole = sum(chunks[1:], chunks[0])
    usage = whole.usage_metadata
    equal("usage", (usage["input_tokens"], usage["output_tokens"]), (INPUT_TOKENS, OUTPUT_TOKENS))


def results(message):
    return [ToolMessage(get_weather.invoke(call["args"]), tool_call_id=call["id"]) for call in message.tool_calls]


def tools(to):
    model = ChatOpenAI(model=to.model).bind_tools([get_weather])
    answer = model.invoke(ONE)
    equal("calls", [(call["name"], call["args"]) for call in answer.tool_calls], [("get_weather", {"city": "Paris"})])
    equal("answer to the result", model.invoke([HumanMessage(ONE), answer, *results(answer)]).content, SAID_PARIS)


def parallel(to):
    model = ChatOpenAI(model=to.model).bind_tools([get_weather])
    chunks = list(model.stream(IN_TURNS))
    answer = sum(chunks[1:], chunks[0])
    equal("cities", [call["args"]["city"] for call in answer.tool_calls], ["Paris", "Oslo"])
    said = "".join(chunk.content for chunk in model.stream([HumanMessage(IN_TURNS), answer, *results(answer)]))
    equal("answer to the results", said, SAID_BOTH)


def structured(to):
    answer = ChatOpenAI(model=to.model).with_structured_output(Person).invoke(PERSON_QUESTION)
    equal("parsed", answer, Person(**PERSON))


def image(to):
    data = base64.b64encode(png()).decode()
    content = [{"type": "text", "text": IMAGE_QUESTION}, {"type": "image", "base64": data, "mime_type": "image/png"}]
    equal("text", ChatOpenAI(model=to.model).invoke([HumanMessage(content=content)]).content, SEEN)


def errors(to):
    def failing(status, **more):
        return lambda: ChatOpenAI(model=to.failing(status), **more).invoke("Say hello")

    within("message", "scripted 400", raises(openai.BadRequestError, failing(400)).message)
    within("message", "scripted 429", raises(openai.RateLimitError, failing(429, max_retries=0)).message)
    within("message", "scripted 500", raises(openai.InternalServerError, failing(500)).message)
    if to.direct:
        return
    equal("calls for one 500: the SDK was told not to retry", to.calls(500), 1)
    equal("status for the operator's 401", raises(openai.InternalServerError, failing(401)).status_code, 502)
    if to.same:
        stranger = ChatOpenAI(model=to.keyless, api_key="wrong-key")
        raises(openai.AuthenticationError, lambda: stranger.invoke("Say hello"))


def broken(to):
    said = []
    raises(openai.APIError, lambda: [said.append(chunk.content) for chunk in ChatOpenAI(model=to.model).stream("BREAK")])
    equal("text before the break", "".join(said), "This breaks ")


def cancelled(to):
    stream = ChatOpenAI(model=to.model).stream(f"ENDLESS {to.tag()}")
    for count, _ in enumerate(stream):
        if count == 3:
            break
    stream.close()
    left(to.tag())


def embeddings(to):
    if to.backend in NO_EMBEDDINGS:
        return NO_EMBEDDINGS[to.backend]
    # Its own counting of tokens needs a file of OpenAI's, and sends what OpenAI alone can read.
    embedder = OpenAIEmbeddings(model=to.model, check_embedding_ctx_length=False)
    vectors("vectors", embedder.embed_documents(TEXTS), TEXTS)
    vectors("vector", [embedder.embed_query(TEXTS[0])], TEXTS[:1])


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=parallel, structured=structured, image=image,
           errors=errors, broken=broken, cancelled=cancelled, embeddings=embeddings))  # fmt: skip
