// Vercel's AI SDK with its OpenAI provider: chat completions, or responses, which is its default.

import { openai } from "@ai-sdk/openai";
import { APICallError, Output, generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import {
  IMAGE_QUESTION, IN_TURNS, ONE, PERSON_QUESTION, SAID_BOTH, SAID_PARIS, SCRIPT, SEEN, WEATHER, degrees, equal, left, prove,
  raises, within,
} from "./proof.js";

const named = (name) => (process.env.PROOF_DIALECT === "openai" ? openai.chat(name) : openai(name));
const get_weather = tool({
  description: WEATHER,
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => degrees(city),
});
const WITH_TOOL = { tools: { get_weather }, stopWhen: stepCountIs(3) };
const Person = z.object({ name: z.string(), age: z.number().int(), tags: z.array(z.string()) });

async function plain(to) {
  const answer = await generateText({ model: named(to.model), system: "Be kind.", prompt: "Say hello" });
  equal("text", answer.text, SCRIPT.hello);
  equal("finish reason", answer.finishReason, "stop");
  equal("usage", [answer.usage.inputTokens, answer.usage.outputTokens], SCRIPT.usage);
}

async function streamed(to) {
  const answer = streamText({ model: named(to.model), prompt: "Say hello" });
  const pieces = [];
  for await (const piece of answer.textStream) pieces.push(piece);
  equal("pieces", pieces.join(""), SCRIPT.hello);
  equal("more than three pieces", pieces.length > 3, true);
  equal("finish reason", await answer.finishReason, "stop");
  const usage = await answer.usage;
  equal("usage", [usage.inputTokens, usage.outputTokens], SCRIPT.usage);
}

const citiesOf = (steps) => steps.flatMap((step) => step.toolCalls.map((call) => call.input.city));

async function tools(to) {
  const answer = await generateText({ model: named(to.model), prompt: ONE, ...WITH_TOOL });
  equal("cities", citiesOf(answer.steps), ["Paris"]);
  equal("answer to the result", answer.text, SAID_PARIS);
}

async function parallel(to) {
  const answer = streamText({ model: named(to.model), prompt: IN_TURNS, ...WITH_TOOL });
  let text = "";
  for await (const piece of answer.textStream) text += piece;
  equal("cities", citiesOf(await answer.steps).sort(), ["Oslo", "Paris"]);
  equal("answer to the results", text, SAID_BOTH);
}

async function structured(to) {
  const output = Output.object({ schema: Person });
  const answer = await generateText({ model: named(to.model), prompt: PERSON_QUESTION, output });
  equal("parsed", answer.output, SCRIPT.person);
}

async function image(to) {
  const content = [{ type: "text", text: IMAGE_QUESTION }, { type: "image", image: Buffer.from(SCRIPT.png, "base64") }];
  const answer = await generateText({ model: named(to.model), messages: [{ role: "user", content }] });
  equal("text", answer.text, SEEN);
}

async function errors(to) {
  // This client retries by itself and knows no header that forbids it.
  const failing = (status) =>
    raises(APICallError, () => generateText({ model: named(to.failing(status)), prompt: "Say hello", maxRetries: 0 }));
  for (const status of [400, 429, 500]) {
    const error = await failing(status);
    equal("status", error.statusCode, status);
    within("message", `scripted ${status}`, error.message);
  }
  if (to.direct) return;
  // The key is the operator's: what is wrong with it is no fault of the app's.
  equal("status for the operator's 401", (await failing(401)).statusCode, 502);
}

async function broken(to) {
  let text = "", failure;
  const answer = streamText({ model: named(to.model), prompt: "BREAK", onError: ({ error }) => (failure = error) });
  for await (const part of answer.fullStream) {
    if (part.type === "text-delta") text += part.text;
  }
  equal("an error was told", failure !== undefined, true);
  equal("text before the break", text, "This breaks ");
}

async function cancelled(to) {
  const abort = new AbortController();
  const answer = streamText({ model: named(to.model), prompt: `ENDLESS ${to.tag}`, abortSignal: abort.signal });
  let seen = 0;
  for await (const _ of answer.textStream) {
    if (++seen === 3) break;
  }
  abort.abort();
  await left(to.tag);
}

await prove({ plain, streamed, tools, parallel, structured, image, errors, broken, cancelled });
