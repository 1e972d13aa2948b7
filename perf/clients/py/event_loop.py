"""The vendors' asynchronous Python clients: one event loop, and many streams on it at once."""

import asyncio
import contextlib
import os

from proof import *

STREAMS = 20


class OpenAi:
    """Chat completions."""

    def __init__(self, retries=None):
        import openai

        more = {} if retries is None else {"max_retries": retries}
        self.client = openai.AsyncOpenAI(**more)
        self.raised = {400: openai.BadRequestError, 429: openai.RateLimitError, 500: openai.InternalServerError}

    async def ask(self, model, text):
        answer = await self.client.chat.completions.create(model=model, messages=[{"role": "user", "content": text}])
        return answer.choices[0].message.content

    async def pieces(self, model, text):
        asked = {"model": model, "messages": [{"role": "user", "content": text}]}
        async with await self.client.chat.completions.create(**asked, stream=True) as stream:
            async for chunk in stream:
                if chunk.choices and chunk.choices[0].delta.content:
                    yield chunk.choices[0].delta.content


class Responses(OpenAi):
    async def ask(self, model, text):
        return (await self.client.responses.create(model=model, input=text)).output_text

    async def pieces(self, model, text):
        async with self.client.responses.stream(model=model, input=text) as stream:
            async for event in stream:
                if event.type == "response.output_text.delta":
                    yield event.delta


class Anthropic:
    def __init__(self, retries=None):
        import anthropic

        more = {} if retries is None else {"max_retries": retries}
        self.client = anthropic.AsyncAnthropic(**more)
        self.raised = {400: anthropic.BadRequestError, 429: anthropic.RateLimitError, 500: anthropic.InternalServerError}

    def asking(self, model, text):
        return {"model": model, "max_tokens": 100, "messages": [{"role": "user", "content": text}]}

    async def ask(self, model, text):
        return (await self.client.messages.create(**self.asking(model, text))).content[0].text

    async def pieces(self, model, text):
        async with self.client.messages.stream(**self.asking(model, text)) as stream:
            async for piece in stream.text_stream:
                yield piece


class Gemini:
    def __init__(self, retries=None):
        from google import genai
        from google.genai import errors

        self.client = genai.Client().aio
        self.raised = {400: errors.ClientError, 429: errors.ClientError, 500: errors.ServerError}

    async def ask(self, model, text):
        return (await self.client.models.generate_content(model=model, contents=text)).text

    async def pieces(self, model, text):
        async for chunk in await self.client.models.generate_content_stream(model=model, contents=text):
            if chunk.text:
                yield chunk.text


class Ollama:
    def __init__(self, retries=None):
        import ollama

        self.client = ollama.AsyncClient()
        self.raised = dict.fromkeys((400, 429, 500), ollama.ResponseError)

    async def ask(self, model, text):
        return (await self.client.chat(model=model, messages=[{"role": "user", "content": text}])).message.content

    async def pieces(self, model, text):
        async for chunk in await self.client.chat(model=model, messages=[{"role": "user", "content": text}], stream=True):
            if chunk.message.content:
                yield chunk.message.content


SDK = {"openai": OpenAi, "responses": Responses, "anthropic": Anthropic, "gemini": Gemini, "ollama": Ollama}[
    os.environ["PROOF_DIALECT"]
]


async def gathered(sdk, model, text):
    return [piece async for piece in sdk.pieces(model, text)]


def plain(to):
    async def run():
        equal("text", await SDK().ask(to.model, "Say hello"), HELLO_TEXT)

    asyncio.run(run())


def streamed(to):
    async def run():
        return await gathered(SDK(), to.model, "Say hello")

    pieces = asyncio.run(run())
    equal("pieces", "".join(pieces), HELLO_TEXT)
    assert len(pieces) > 3, f"only {len(pieces)} pieces"


def errors(to):
    def failing(status, ask):
        async def run():
            sdk = SDK(retries=0)
            return await ask(sdk, to.failing(status), "Say hello")

        return lambda: asyncio.run(run())

    for status in (400, 429, 500):
        within("message", f"scripted {status}", str(raises(SDK().raised[status], failing(status, SDK.ask))))
    # Before its first piece a stream fails as an answer does.
    raises(SDK().raised[400], failing(400, gathered))


def cancelled(to):
    async def run():
        begun = asyncio.Event()

        async def read():
            sdk, seen = SDK(), 0
            async with contextlib.aclosing(sdk.pieces(to.model, f"ENDLESS {to.tag()}")) as pieces:
                async for _ in pieces:
                    seen += 1
                    if seen == 3:
                        begun.set()

        reading = asyncio.create_task(read())
        await asyncio.wait_for(begun.wait(), 10)
        reading.cancel()
        # The loop goes on, as an app's does.
        await asyncio.gather(reading, return_exceptions=True)
        await asyncio.to_thread(left, to.tag())

    asyncio.run(run())


def together(to):
    async def run():
        sdk = SDK()
        return await asyncio.gather(*(gathered(sdk, to.model, f"REPEAT {text}") for text in questions))

    questions = [f"{to.tag()} number {n}: " + "grüße 🙂 " * n + "end" for n in range(STREAMS)]
    for question, pieces in zip(questions, asyncio.run(run()), strict=True):
        equal("answer", "".join(pieces), question)


prove(dict(plain=plain, streamed=streamed, errors=errors, cancelled=cancelled, together=together))
