// The official Node SDK of OpenAI: responses.

import OpenAI from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";
import {
  IMAGE_QUESTION, IN_TURNS, ONE, PERSON_QUESTION, SAID_BOTH, SAID_PARIS, SCRIPT, SEEN, WEATHER, WEATHER_SCHEMA,
  degrees, equal, left, prove, raises, within,
} from "./proof.js";

const client = new OpenAI();
const TOOL = { type: "function", name: "get_weather", description: WEATHER, parameters: WEATHER_SCHEMA, strict: true };
const Person = z.object({ name: z.string(), age: z.number().int(), tags: z.array(z.string()) });

async function plain(to) {
  const answer = await client.responses.create({ model: to.model, instructions: "Be kind.", input: "Say hello" });
  equal("text", answer.output_text, SCRIPT.hello);
  equal("status", answer.status, "completed");
  equal("usage", [answer.usage.input_tokens, answer.usage.output_tokens], SCRIPT.usage);
}

async function streamed(to) {
  const pieces = [];
  const stream = client.responses.stream({ model: to.model, input: "Say hello" });
  stream.on("response.output_text.delta", (event) => pieces.push(event.delta));
  const answer = await stream.finalResponse();
  equal("pieces", pieces.join(""), SCRIPT.hello);
  equal("more than three pieces", pieces.length > 3, true);
  equal("text", answer.output_text, SCRIPT.hello);
  equal("usage", [answer.usage.input_tokens, answer.usage.output_tokens], SCRIPT.usage);
}

const callsOf = (answer) => answer.output.filter((item) => item.type === "function_call");
const cityOf = (call) => JSON.parse(call.arguments).city;

// The accumulator adds a field of its own, which OpenAI refuses.
const asSent = ({ parsed_arguments, ...item }) => item;

function turns(question, answer) {
  const results = callsOf(answer).map((call) => ({
    type: "function_call_output", call_id: call.call_id, output: degrees(cityOf(call)),
  }));
  return [{ role: "user", content: question }, ...answer.output.map(asSent), ...results];
}

async function tools(to) {
  const answer = await client.responses.create({ model: to.model, input: ONE, tools: [TOOL] });
  equal("cities", callsOf(answer).map(cityOf), ["Paris"]);
  const second = await client.responses.create({ model: to.model, input: turns(ONE, answer), tools: [TOOL] });
  equal("answer to the result", second.output_text, SAID_PARIS);
}

async function parallel(to) {
  const answer = await client.responses.stream({ model: to.model, input: IN_TURNS, tools: [TOOL] }).finalResponse();
  equal("cities", callsOf(answer).map(cityOf), ["Paris", "Oslo"]);
  const second = client.responses.stream({ model: to.model, input: turns(IN_TURNS, answer), tools: [TOOL] });
  equal("answer to the results", (await second.finalResponse()).output_text, SAID_BOTH);
}

async function structured(to) {
  const answer = await client.responses.parse({
    model: to.model, input: PERSON_QUESTION, text: { format: zodTextFormat(Person, "person") },
  });
  equal("parsed", answer.output_parsed, SCRIPT.person);
}

async function image(to) {
  const url = `data:image/png;base64,${SCRIPT.png}`;
  const content = [{ type: "input_text", text: IMAGE_QUESTION }, { type: "input_image", image_url: url, detail: "auto" }];
  const answer = await client.responses.create({ model: to.model, input: [{ role: "user", content }] });
  equal("text", answer.output_text, SEEN);
}

async function errors(to) {
  const failing = (status, options) => () =>
    client.responses.create({ model: to.failing(status), input: "Say hello" }, options);
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
    await raises(OpenAI.AuthenticationError, () => stranger.responses.create({ model: to.keyless, input: "Say hello" }));
  }
}

// How this dialect ends a failed stream: an event that says so, which the SDK hands to the app, or an error.
async function broken(to) {
  let said = "", last;
  try {
    for await (const event of await client.responses.create({ model: to.model, input: "BREAK", stream: true })) {
      if (event.type === "response.output_text.delta") said += event.delta;
      last = event.type;
    }
    equal("the last event is one of failure", ["response.failed", "error"].includes(last), true);
  } catch (error) {
    if (!(error instanceof OpenAI.APIError)) throw error;
  }
  equal("text before the break", said, "This breaks ");
}

async function cancelled(to) {
  const stream = await client.responses.create({ model: to.model, input: `ENDLESS ${to.tag}`, stream: true });
  let seen = 0;
  for await (const event of stream) {
    if (event.type === "response.output_text.delta" && ++seen === 3) break;
  }
  await left(to.tag);
}

await prove({ plain, streamed, tools, parallel, structured, image, errors, broken, cancelled });
