// The official Node SDK of OpenAI: chat completions.

import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import {
  IMAGE_QUESTION, IN_TURNS, ONE, PERSON_QUESTION, SAID_BOTH, SAID_PARIS, SCRIPT, SEEN, TWO, WEATHER, WEATHER_SCHEMA,
  degrees, equal, left, prove, raises, within,
} from "./proof.js";

const client = new OpenAI();
const TOOL = {
  type: "function",
  function: { name: "get_weather", description: WEATHER, parameters: WEATHER_SCHEMA, strict: true },
};
const Person = z.object({ name: z.string(), age: z.number().int(), tags: z.array(z.string()) });

const user = (content) => [{ role: "user", content }];

async function plain(to) {
  const messages = [{ role: "system", content: "Be kind." }, ...user("Say hello")];
  const answer = await client.chat.completions.create({ model: to.model, messages, temperature: 0.5, max_tokens: 100 });
  equal("text", answer.choices[0].message.content, SCRIPT.hello);
  equal("finish reason", answer.choices[0].finish_reason, "stop");
  equal("usage", [answer.usage.prompt_tokens, answer.usage.completion_tokens], SCRIPT.usage);
}

async function streamed(to) {
  const pieces = [];
  const stream = client.chat.completions.stream({
    model: to.model, messages: user("Say hello"), stream_options: { include_usage: true },
  });
  stream.on("content", (delta) => pieces.push(delta));
  const answer = await stream.finalChatCompletion();
  equal("pieces", pieces.join(""), SCRIPT.hello);
  equal("more than three pieces", pieces.length > 3, true);
  equal("text", answer.choices[0].message.content, SCRIPT.hello);
  equal("finish reason", answer.choices[0].finish_reason, "stop");
  equal("usage", [answer.usage.prompt_tokens, answer.usage.completion_tokens], SCRIPT.usage);
}

const cityOf = (call) => JSON.parse(call.function.arguments).city;

function results(message) {
  return message.tool_calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: degrees(cityOf(call)) }));
}

async function tools(to) {
  const asked = { model: to.model, messages: user(ONE), tools: [TOOL] };
  const answer = await client.chat.completions.create(asked);
  const message = answer.choices[0].message;
  equal("finish reason", answer.choices[0].finish_reason, "tool_calls");
  equal("cities", message.tool_calls.map(cityOf), ["Paris"]);
  const second = await client.chat.completions.create({ ...asked, messages: [...asked.messages, message, ...results(message)] });
  equal("answer to the result", second.choices[0].message.content, SAID_PARIS);
}

async function parallel(to) {
  const asked = { model: to.model, messages: user(TWO), tools: [TOOL] };
  const done = [];
  const stream = client.chat.completions.stream(asked);
  stream.on("tool_calls.function.arguments.done", (call) => done.push(call.parsed_arguments.city));
  const message = (await stream.finalChatCompletion()).choices[0].message;
  equal("done events", done, ["Paris", "Oslo"]);
  equal("cities", message.tool_calls.map(cityOf), ["Paris", "Oslo"]);
  equal("different ids", new Set(message.tool_calls.map((call) => call.id)).size, 2);
  const said = { role: "assistant", tool_calls: message.tool_calls.map(({ id, type, function: { name, arguments: a } }) => ({ id, type, function: { name, arguments: a } })) };
  const second = client.chat.completions.stream({ ...asked, messages: [...asked.messages, said, ...results(message)] });
  equal("answer to the results", await second.finalContent(), SAID_BOTH);
  await inTurns(to);
}

// The SDK's accumulator takes a call as done when another one goes on, so this is what an app writes itself.
async function inTurns(to) {
  const texts = [];
  const stream = await client.chat.completions.create({ model: to.model, messages: user(IN_TURNS), tools: [TOOL], stream: true });
  for await (const chunk of stream) {
    for (const call of chunk.choices[0]?.delta.tool_calls ?? []) {
      texts[call.index] = (texts[call.index] ?? "") + (call.function.arguments ?? "");
    }
  }
  equal("arguments", texts.map((text) => JSON.parse(text).city), ["Paris", "Oslo"]);
}

async function structured(to) {
  const answer = await client.chat.completions.parse({
    model: to.model, messages: user(PERSON_QUESTION), response_format: zodResponseFormat(Person, "person"),
  });
  equal("parsed", answer.choices[0].message.parsed, SCRIPT.person);
}

async function image(to) {
  const url = `data:image/png;base64,${SCRIPT.png}`;
  const content = [{ type: "text", text: IMAGE_QUESTION }, { type: "image_url", image_url: { url } }];
  const answer = await client.chat.completions.create({ model: to.model, messages: user(content) });
  equal("text", answer.choices[0].message.content, SEEN);
}

async function errors(to) {
  const failing = (status, options) => () =>
    client.chat.completions.create({ model: to.failing(status), messages: user("Say hello") }, options);
  within("message", "scripted 400", (await raises(OpenAI.BadRequestError, failing(400))).message);
  const limited = await raises(OpenAI.RateLimitError, failing(429, { maxRetries: 0 }));
  within("message", "scripted 429", limited.message);
  equal("retry-after", limited.headers.get("retry-after"), "1");
  within("message", "scripted 500", (await raises(OpenAI.InternalServerError, failing(500))).message);
  if (to.direct) return;
  equal("calls for one 500: the SDK was told not to retry", await to.calls(500), 1);
  // The key is the operator's: what is wrong with it is no fault of the app's.
  equal("status for the operator's 401", (await raises(OpenAI.InternalServerError, failing(401))).status, 502);
  if (to.same) {
    const stranger = new OpenAI({ apiKey: "wrong-key" });
    await raises(OpenAI.AuthenticationError, () =>
      stranger.chat.completions.create({ model: to.keyless, messages: user("Say hello") }));
  }
}

async function broken(to) {
  let said = "";
  await raises(OpenAI.APIError, async () => {
    const stream = await client.chat.completions.create({ model: to.model, messages: user("BREAK"), stream: true });
    for await (const chunk of stream) said += chunk.choices[0].delta.content ?? "";
    return said;
  });
  equal("text before the break", said, "This breaks ");
}

async function cancelled(to) {
  const stream = await client.chat.completions.create({
    model: to.model, messages: user(`ENDLESS ${to.tag}`), stream: true,
  });
  let seen = 0;
  for await (const chunk of stream) {
    if (chunk.choices[0].delta.content && ++seen === 3) break;
  }
  await left(to.tag);
}

// The client asks for base64 unless it is told otherwise.
async function embeddings(to) {
  if (to.backend === "anthropic") return "Anthropic has no embeddings";
  if (to.backend === "bedrock") return "Converse has no embeddings";
  const asked = { model: to.model, input: ["The food was delicious.", "Où est la gare ?"] };
  const packed = await client.embeddings.create(asked);
  const plain = await client.embeddings.create({ ...asked, encoding_format: "float" });
  const numbers = (answer) => answer.data.map((each) => each.embedding.map(Math.fround));
  equal("lengths", packed.data.map((each) => each.embedding.length), [8, 8]);
  equal("numbers", numbers(packed), numbers(plain));
}

await prove({ plain, streamed, tools, parallel, structured, image, errors, broken, cancelled, embeddings });
