"""The vendors' Python clients before a small model that answers in the sidecar's own process, and before `auto`."""

import os
import time
from typing import NamedTuple

from proof import *

# The models by their names at their backends, which answers carry.
HERE, THERE = "smollm2-135m-instruct", "scripted"
FRANCE, PARIS = "What is the capital of France?", "The capital of France is Paris."
PROOF = "Prove that the square root of 2 is irrational, then generalise to all non-square integers"
STORY = "Write a long story about a ship and its captain."
# More than fits into a second, by far.
STORY_TOKENS = 800


class Said(NamedTuple):
    text: str
    finish: str
    tokens: int
    model: str


def chat(turns):
    """Texts of the user and of the model, in turns."""
    return [{"role": ("user", "assistant")[at % 2], "content": text} for at, text in enumerate(turns)]


class OpenAi:
    STOP, LENGTH = "stop", "length"

    def __init__(self):
        import openai

        self.client, self.refused = openai.OpenAI(), openai.BadRequestError

    def create(self, model, turns, limit, stop, tools, **more):
        more |= {"tools": [{"type": "function", "function": {"name": "f", "parameters": WEATHER_SCHEMA}}]} if tools else {}
        more |= {"stop": [stop]} if stop else {}
        return self.client.chat.completions.create(
            model=model, messages=chat(turns), max_tokens=limit, temperature=0, **more
        )

    def ask(self, model, *turns, limit=32, stop=None, tools=False):
        answer = self.create(model, turns, limit, stop, tools)
        choice = answer.choices[0]
        return Said(choice.message.content, choice.finish_reason, answer.usage.completion_tokens, answer.model)

    def pieces(self, model, text, limit=32):
        with self.create(model, (text,), limit, None, False, stream=True) as stream:
            for chunk in stream:
                if chunk.choices and chunk.choices[0].delta.content:
                    yield chunk.choices[0].delta.content


class Responses(OpenAi):
    STOP, LENGTH = "completed", "max_output_tokens"

    def create(self, model, turns, limit, stop, tools, **more):
        more |= {"tools": [{"type": "function", "name": "f", "parameters": WEATHER_SCHEMA}]} if tools else {}
        return self.client.responses.create(model=model, input=chat(turns), max_output_tokens=limit, temperature=0, **more)

    def ask(self, model, *turns, limit=32, stop=None, tools=False):
        answer = self.create(model, turns, limit, stop, tools)
        finish = answer.incomplete_details.reason if answer.status == "incomplete" else answer.status
        return Said(answer.output_text, finish, answer.usage.output_tokens, answer.model)

    def pieces(self, model, text, limit=32):
        with self.create(model, (text,), limit, None, False, stream=True) as stream:
            for event in stream:
                if event.type == "response.output_text.delta":
                    yield event.delta


class Anthropic:
    STOP, LENGTH = "end_turn", "max_tokens"

    def __init__(self):
        import anthropic

        self.client, self.refused = anthropic.Anthropic(), anthropic.BadRequestError

    def ask(self, model, *turns, limit=32, stop=None, tools=False):
        more = {"tools": [{"name": "f", "input_schema": WEATHER_SCHEMA}]} if tools else {}
        more |= {"stop_sequences": [stop]} if stop else {}
        answer = self.client.messages.create(model=model, messages=chat(turns), max_tokens=limit, **more)
        return Said(answer.content[0].text, answer.stop_reason, answer.usage.output_tokens, answer.model)

    def pieces(self, model, text, limit=32):
        with self.client.messages.stream(model=model, messages=chat([text]), max_tokens=limit) as stream:
            yield from stream.text_stream


class Gemini:
    STOP, LENGTH = "STOP", "MAX_TOKENS"

    def __init__(self):
        from google import genai
        from google.genai import errors, types

        self.client, self.types, self.refused = genai.Client(), types, errors.ClientError

    def config(self, limit, **more):
        return self.types.GenerateContentConfig(temperature=0, max_output_tokens=limit, **more)

    def ask(self, model, *turns, limit=32, stop=None, tools=False):
        declared = {"function_declarations": [{"name": "f", "parameters_json_schema": WEATHER_SCHEMA}]}
        more = {"tools": [declared]} if tools else {}
        more |= {"stop_sequences": [stop]} if stop else {}
        contents = [
            {"role": ("user", "model")[at % 2], "parts": [{"text": text}]} for at, text in enumerate(turns)
        ]  # fmt: skip
        answer = self.client.models.generate_content(model=model, contents=contents, config=self.config(limit, **more))
        finish, tokens = answer.candidates[0].finish_reason.value, answer.usage_metadata.candidates_token_count
        return Said(answer.text, finish, tokens, answer.model_version)

    def pieces(self, model, text, limit=32):
        stream = self.client.models.generate_content_stream(model=model, contents=text, config=self.config(limit))
        try:
            for chunk in stream:
                if chunk.text:
                    yield chunk.text
        finally:
            stream.close()


class Ollama:
    STOP, LENGTH = "stop", "length"

    def __init__(self):
        import ollama

        self.client, self.refused = ollama.Client(), ollama.ResponseError

    def ask(self, model, *turns, limit=32, stop=None, tools=False):
        more = {"tools": [{"type": "function", "function": {"name": "f", "parameters": WEATHER_SCHEMA}}]} if tools else {}
        options = {"temperature": 0, "num_predict": limit, **({"stop": [stop]} if stop else {})}
        answer = self.client.chat(model=model, messages=chat(turns), options=options, **more)
        return Said(answer.message.content, answer.done_reason, answer.eval_count, answer.model)

    def pieces(self, model, text, limit=32):
        options = {"temperature": 0, "num_predict": limit}
        stream = self.client.chat(model=model, messages=chat([text]), options=options, stream=True)
        try:
            for chunk in stream:
                if chunk.message.content:
                    yield chunk.message.content
        finally:
            stream.close()


DIALECT = os.environ["PROOF_DIALECT"]
sdk = {"openai": OpenAi, "responses": Responses, "anthropic": Anthropic, "gemini": Gemini, "ollama": Ollama}[DIALECT]()
LOCAL = "engine-local"


def plain(to):
    equal("answer", sdk.ask(LOCAL, FRANCE), Said(PARIS, sdk.STOP, 7, HERE))


def streamed(to):
    pieces = list(sdk.pieces(LOCAL, FRANCE))
    equal("pieces", "".join(pieces), PARIS)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"


def turns(to):
    equal("text", sdk.ask(LOCAL, FRANCE, PARIS, "And of Italy?").text, "The capital of Italy is Rome.")


def stop(to):
    if DIALECT == "responses":
        return "the Responses API has no stop texts"
    said = sdk.ask(LOCAL, FRANCE, stop=" is")
    equal("answer", (said.text, said.finish), ("The capital of France", sdk.STOP))


def length(to):
    said = sdk.ask(LOCAL, FRANCE, limit=3)
    equal("answer", (said.text.strip(), said.finish, said.tokens), ("The capital of", sdk.LENGTH, 3))


def errors(to):
    refused = raises(sdk.refused, lambda: sdk.ask(LOCAL, FRANCE, tools=True))
    equal("status", getattr(refused, "status_code", None) or refused.code, 400)
    within("message", "no tools", str(refused))


def cancelled(to):
    """There is one slot: who asks next is answered only when it is free."""

    def seconds():
        begin = time.monotonic()
        sdk.ask(LOCAL, FRANCE, limit=1)
        return time.monotonic() - begin

    idle = seconds()
    stream = sdk.pieces(LOCAL, STORY, STORY_TOKENS)
    for count, _ in enumerate(stream):
        if count == 3:
            break
    stream.close()
    after = seconds()
    assert after < 2 * idle + LEFT_SECONDS, f"the slot was free after {after:.2f} s; an idle one answers in {idle:.2f} s"


def auto(to):
    simple = sdk.ask("auto", FRANCE)
    equal("who answers what is simple", (simple.model, simple.text), (HERE, PARIS))
    hard = sdk.ask("auto", PROOF)
    equal("who answers what is hard", (hard.model, hard.text), (THERE, HELLO_TEXT))


prove(dict(plain=plain, streamed=streamed, turns=turns, stop=stop, length=length, errors=errors, cancelled=cancelled,
           auto=auto))  # fmt: skip
