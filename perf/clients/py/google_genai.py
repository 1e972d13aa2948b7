"""The official Python SDK of Google: the Gemini API."""

from google import genai
from google.genai import errors as failures
from google.genai import types
from proof import *
from pydantic import BaseModel

client = genai.Client()
TOOL = types.Tool(
    function_declarations=[
        types.FunctionDeclaration(name="get_weather", description=WEATHER, parameters_json_schema=WEATHER_SCHEMA)
    ]
)
WITH_TOOL = types.GenerateContentConfig(
    tools=[TOOL], automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True)
)


class Person(BaseModel):
    name: str
    age: int
    tags: list[str]


def plain(to):
    config = types.GenerateContentConfig(system_instruction="Be kind.", temperature=0.5, max_output_tokens=100)
    answer = client.models.generate_content(model=to.model, contents="Say hello", config=config)
    equal("text", answer.text, HELLO_TEXT)
    equal("finish reason", answer.candidates[0].finish_reason, types.FinishReason.STOP)
    usage = answer.usage_metadata
    equal("usage", (usage.prompt_token_count, usage.candidates_token_count), (INPUT_TOKENS, OUTPUT_TOKENS))


def streamed(to):
    chunks = list(client.models.generate_content_stream(model=to.model, contents="Say hello"))
    pieces = [chunk.text for chunk in chunks if chunk.text]
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"
    equal("finish reason", chunks[-1].candidates[0].finish_reason, types.FinishReason.STOP)
    usage = chunks[-1].usage_metadata
    equal("usage", (usage.prompt_token_count, usage.candidates_token_count), (INPUT_TOKENS, OUTPUT_TOKENS))


def turns(question, content, calls):
    results = [
        types.Part(
            function_response=types.FunctionResponse(id=call.id, name=call.name, response={"output": degrees(call.args["city"])})
        )
        for call in calls
    ]
    asked = types.Content(role="user", parts=[types.Part(text=question)])
    return [asked, content, types.Content(role="user", parts=results)]


def tools(to):
    answer = client.models.generate_content(model=to.model, contents=ONE, config=WITH_TOOL)
    calls = answer.function_calls or []
    equal("calls", [(call.name, call.args) for call in calls], [("get_weather", {"city": "Paris"})])
    answer = client.models.generate_content(
        model=to.model, contents=turns(ONE, answer.candidates[0].content, calls), config=WITH_TOOL
    )
    equal("answer to the result", answer.text, SAID_PARIS)


def parallel(to):
    parts = []
    for chunk in client.models.generate_content_stream(model=to.model, contents=IN_TURNS, config=WITH_TOOL):
        parts += (chunk.candidates and chunk.candidates[0].content and chunk.candidates[0].content.parts) or []
    calls = [part.function_call for part in parts if part.function_call]
    equal("cities", [call.args["city"] for call in calls], ["Paris", "Oslo"])
    content = types.Content(role="model", parts=[part for part in parts if part.function_call])
    chunks = client.models.generate_content_stream(
        model=to.model, contents=turns(IN_TURNS, content, calls), config=WITH_TOOL
    )
    equal("answer to the results", "".join(chunk.text or "" for chunk in chunks), SAID_BOTH)


def structured(to):
    config = types.GenerateContentConfig(response_mime_type="application/json", response_schema=Person)
    answer = client.models.generate_content(model=to.model, contents=PERSON_QUESTION, config=config)
    equal("parsed", answer.parsed, Person(**PERSON))


def image(to):
    contents = [types.Part.from_bytes(data=png(), mime_type="image/png"), IMAGE_QUESTION]
    equal("text", client.models.generate_content(model=to.model, contents=contents).text, SEEN)


def failing(to, status, of=client):
    return lambda: of.models.generate_content(model=to.failing(status), contents="Say hello")


def errors(to):
    refused = raises(failures.ClientError, failing(to, 400))
    equal("code", (refused.code, refused.status), (400, "INVALID_ARGUMENT"))
    within("message", "scripted 400", refused.message)
    limited = raises(failures.ClientError, failing(to, 429))
    equal("code", (limited.code, limited.status), (429, "RESOURCE_EXHAUSTED"))
    within("message", "scripted 500", raises(failures.ServerError, failing(to, 500)).message)
    if to.direct:
        return
    # The key is the operator's: what is wrong with it is no fault of the app's.
    equal("status for the operator's 401", raises(failures.ServerError, failing(to, 401)).code, 502)
    if to.same:
        stranger = genai.Client(api_key="wrong-key")
        refused = raises(
            failures.ClientError, lambda: stranger.models.generate_content(model=to.keyless, contents="Say hello")
        )
        equal("code", refused.code, 401)


def broken(to):
    said = []

    def read():
        for chunk in client.models.generate_content_stream(model=to.model, contents="BREAK"):
            said.append(chunk.text or "")
        return said

    raises(failures.APIError, read)
    equal("text before the break", "".join(said), "This breaks ")


def cancelled(to):
    stream = client.models.generate_content_stream(model=to.model, contents=f"ENDLESS {to.tag()}")
    for count, _ in enumerate(stream):
        if count == 3:
            break
    stream.close()
    left(to.tag())


def embeddings(to):
    if to.backend in NO_EMBEDDINGS:
        return NO_EMBEDDINGS[to.backend]
    one = client.models.embed_content(model=to.model, contents=TEXTS[0])
    vectors("vector", [one.embeddings[0].values], TEXTS[:1])
    config = types.EmbedContentConfig(output_dimensionality=3, task_type="RETRIEVAL_QUERY", title="Food")
    # Of some models' names the client makes of several texts the parts of one content.
    contents = [types.Content(parts=[types.Part(text=text)]) for text in TEXTS]
    several = client.models.embed_content(model=to.model, contents=contents, config=config)
    vectors("vectors", [each.values for each in several.embeddings], TEXTS, 3)


prove(dict(plain=plain, streamed=streamed, tools=tools, parallel=parallel, structured=structured, image=image,
           errors=errors, broken=broken, cancelled=cancelled, embeddings=embeddings))  # fmt: skip
