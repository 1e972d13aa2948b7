// The official Node SDK of Anthropic: messages.

import Anthropic from "@anthropic-ai/sdk";
import { jsonSchemaOutputFormat } from "@anthropic-ai/sdk/helpers/json-schema";
import {
  IMAGE_QUESTION, IN_TURNS, ONE, PERSON_QUESTION, SAID_BOTH, SAID_PARIS, SCRIPT, SEEN, WEATHER, WEATHER_SCHEMA,
  degrees, equal, left, prove, raises, within,
} from "./proof.js";

const client = new Anthropic();
const TOOL = { name: "get_weather", description: WEATHER, input_schema: WEATHER_SCHEMA };
const PERSON_SCHEMA = {
  type: "object",
  properties: { name: { type: "string" }, age: { type: "integer" }, tags: { type: "array", items: { type: "string" } } },
  required: ["name", "age", "tags"],
  additionalProperties: false,
};

const asking = (to, content, more) => ({
  model: to.model, max_tokens: 100, messages: [{ role: "user", content }], ...more,
});

async function plain(to) {
  const answer = await client.messages.create(asking(to, "Say hello", { system: "Be kind." }));
  equal("text", answer.content[0].text, SCRIPT.hello);
  equal("stop reason", answer.stop_reason, "end_turn");
  equal("usage", [answer.usage.input_tokens, answer.usage.output_tokens], SCRIPT.usage);
}

async function streamed(to) {
  const pieces = [];
  const stream = client.messages.stream(asking(to, "Say hello"));
  stream.on("text", (delta) => pieces.push(delta));
  const answer = await stream.finalMessage();
  equal("pieces", pieces.join(""), SCRIPT.hello);
  equal("more than three pieces", pieces.length > 3, true);
  equal("text", answer.content[0].text, SCRIPT.hello);
  equal("stop reason", answer.stop_reason, "end_turn");
  equal("output tokens", answer.usage.output_tokens, SCRIPT.usage[1]);
}

const callsOf = (message) => message.content.filter((block) => block.type === "tool_use");

function turns(question, message) {
  const results = callsOf(message).map((call) => ({
    type: "tool_result", tool_use_id: call.id, content: degrees(call.input.city),
  }));
  return [
    { role: "user", content: question },
    { role: "assistant", content: message.content },
    { role: "user", content: results },
  ];
}

async function tools(to) {
  const asked = asking(to, ONE, { tools: [TOOL] });
  const answer = await client.messages.create(asked);
  equal("stop reason", answer.stop_reason, "tool_use");
  equal("calls", callsOf(answer).map((call) => [call.name, call.input]), [["get_weather", { city: "Paris" }]]);
  const second = await client.messages.create({ ...asked, messages: turns(ONE, answer) });
  equal("answer to the result", second.content[0].text, SAID_PARIS);
}

async function parallel(to) {
  const asked = asking(to, IN_TURNS, { tools: [TOOL] });
  const blocks = [];
  const stream = client.messages.stream(asked);
  stream.on("contentBlock", (block) => block.type === "tool_use" && blocks.push(block.input.city));
  const answer = await stream.finalMessage();
  equal("blocks", blocks, ["Paris", "Oslo"]);
  equal("cities", callsOf(answer).map((call) => call.input.city), ["Paris", "Oslo"]);
  equal("different ids", new Set(callsOf(answer).map((call) => call.id)).size, 2);
  equal("stop reason", answer.stop_reason, "tool_use");
  const second = client.messages.stream({ ...asked, messages: turns(IN_TURNS, answer) });
  equal("answer to the results", await second.finalText(), SAID_BOTH);
}

async function structured(to) {
  const format = jsonSchemaOutputFormat(PERSON_SCHEMA);
  const answer = await client.messages.parse(asking(to, PERSON_QUESTION, { output_config: { format } }));
  equal("parsed", answer.parsed_output, SCRIPT.person);
}

async function image(to) {
  const source = { type: "base64", media_type: "image/png", data: SCRIPT.png };
  const content = [{ type: "image", source }, { type: "text", text: IMAGE_QUESTION }];
  equal("text", (await client.messages.create(asking(to, content))).content[0].text, SEEN);
}

async function errors(to) {
  const failing = (status, options) => () =>
    client.messages.create({ ...asking(to, "Say hello"), model: to.failing(status) }, options);
  within("message", "scripted 400", (await raises(Anthropic.BadRequestError, failing(400))).message);
  const limited = await raises(Anthropic.RateLimitError, failing(429, { maxRetries: 0 }));
  within("message", "scripted 429", limited.message);
  equal("retry-after", limited.headers.get("retry-after"), "1");
  within("message", "scripted 500", (await raises(Anthropic.InternalServerError, failing(500))).message);
  if (to.direct) return;
  equal("calls for one 500: the SDK was told not to retry", await to.calls(500), 1);
  // The key is the operator's: what is wrong with it is no fault of the app's.
  equal("status for the operator's 401", (await raises(Anthropic.InternalServerError, failing(401))).status, 502);
  if (to.same) {
    const stranger = new Anthropic({ apiKey: "wrong-key" });
    await raises(Anthropic.AuthenticationError, () =>
      stranger.messages.create({ ...asking(to, "Say hello"), model: to.keyless }));
  }
}

async function broken(to) {
  let said = "";
  await raises(Anthropic.APIError, async () => {
    const stream = client.messages.stream(asking(to, "BREAK"));
    for await (const event of stream) {
      if (event.type === "content_block_delta") said += event.delta.text;
    }
    return said;
  });
  equal("text before the break", said, "This breaks ");
}

async function cancelled(to) {
  const stream = client.messages.stream(asking(to, `ENDLESS ${to.tag}`));
  let seen = 0;
  for await (const event of stream) {
    if (event.type === "content_block_delta" && ++seen === 3) break;
  }
  await left(to.tag);
}

await prove({ plain, streamed, tools, parallel, structured, image, errors, broken, cancelled });
