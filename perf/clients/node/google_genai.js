// The official Node SDK of Google: the Gemini API.

import { ApiError, GoogleGenAI } from "@google/genai";
import {
  IMAGE_QUESTION, IN_TURNS, ONE, PERSON_QUESTION, SAID_BOTH, SAID_PARIS, SCRIPT, SEEN, WEATHER, WEATHER_SCHEMA,
  degrees, equal, left, prove, raises, within,
} from "./proof.js";

const client = new GoogleGenAI({});
const WITH_TOOL = {
  tools: [{ functionDeclarations: [{ name: "get_weather", description: WEATHER, parametersJsonSchema: WEATHER_SCHEMA }] }],
};
const PERSON_SCHEMA = {
  type: "OBJECT",
  properties: { name: { type: "STRING" }, age: { type: "INTEGER" }, tags: { type: "ARRAY", items: { type: "STRING" } } },
  required: ["name", "age", "tags"],
};

const usageOf = (answer) => [answer.usageMetadata.promptTokenCount, answer.usageMetadata.candidatesTokenCount];
const partsOf = (answer) => answer.candidates?.[0]?.content?.parts ?? [];

async function gathered(asked) {
  const chunks = [];
  for await (const chunk of await client.models.generateContentStream(asked)) chunks.push(chunk);
  return chunks;
}

// The SDK's own `text` warns about parts of other kinds.
const textOf = (chunk) => partsOf(chunk).map((part) => part.text ?? "").join("");

async function plain(to) {
  const config = { systemInstruction: "Be kind.", temperature: 0.5, maxOutputTokens: 100 };
  const answer = await client.models.generateContent({ model: to.model, contents: "Say hello", config });
  equal("text", answer.text, SCRIPT.hello);
  equal("finish reason", answer.candidates[0].finishReason, "STOP");
  equal("usage", usageOf(answer), SCRIPT.usage);
}

async function streamed(to) {
  const chunks = await gathered({ model: to.model, contents: "Say hello" });
  const pieces = chunks.map((chunk) => chunk.text).filter(Boolean);
  equal("pieces", pieces.join(""), SCRIPT.hello);
  equal("more than three pieces", pieces.length > 3, true);
  equal("finish reason", chunks.at(-1).candidates[0].finishReason, "STOP");
  equal("usage", usageOf(chunks.at(-1)), SCRIPT.usage);
}

function turns(question, content, calls) {
  const parts = calls.map((call) => ({
    functionResponse: { id: call.id, name: call.name, response: { output: degrees(call.args.city) } },
  }));
  return [{ role: "user", parts: [{ text: question }] }, content, { role: "user", parts }];
}

async function tools(to) {
  const answer = await client.models.generateContent({ model: to.model, contents: ONE, config: WITH_TOOL });
  const calls = answer.functionCalls ?? [];
  equal("calls", calls.map((call) => [call.name, call.args]), [["get_weather", { city: "Paris" }]]);
  const contents = turns(ONE, answer.candidates[0].content, calls);
  const second = await client.models.generateContent({ model: to.model, contents, config: WITH_TOOL });
  equal("answer to the result", second.text, SAID_PARIS);
}

async function parallel(to) {
  const chunks = await gathered({ model: to.model, contents: IN_TURNS, config: WITH_TOOL });
  const parts = chunks.flatMap(partsOf).filter((part) => part.functionCall);
  const calls = parts.map((part) => part.functionCall);
  equal("cities", calls.map((call) => call.args.city), ["Paris", "Oslo"]);
  const contents = turns(IN_TURNS, { role: "model", parts }, calls);
  const second = await gathered({ model: to.model, contents, config: WITH_TOOL });
  equal("answer to the results", second.map(textOf).join(""), SAID_BOTH);
}

async function structured(to) {
  const config = { responseMimeType: "application/json", responseSchema: PERSON_SCHEMA };
  const answer = await client.models.generateContent({ model: to.model, contents: PERSON_QUESTION, config });
  equal("parsed", JSON.parse(answer.text), SCRIPT.person);
}

async function image(to) {
  const contents = [{ inlineData: { mimeType: "image/png", data: SCRIPT.png } }, { text: IMAGE_QUESTION }];
  equal("text", (await client.models.generateContent({ model: to.model, contents })).text, SEEN);
}

async function errors(to) {
  const failing = (status, of = client) =>
    raises(ApiError, () => of.models.generateContent({ model: to.failing(status), contents: "Say hello" }));
  for (const status of [400, 429, 500]) {
    const error = await failing(status);
    equal("status", error.status, status);
    within("message", `scripted ${status}`, error.message);
  }
  if (to.direct) return;
  // The key is the operator's: what is wrong with it is no fault of the app's.
  equal("status for the operator's 401", (await failing(401)).status, 502);
  if (to.same) {
    const stranger = new GoogleGenAI({ apiKey: "wrong-key" });
    const refused = await raises(ApiError, () =>
      stranger.models.generateContent({ model: to.keyless, contents: "Say hello" }));
    equal("status", refused.status, 401);
  }
}

async function broken(to) {
  let said = "";
  await raises(ApiError, async () => {
    for await (const chunk of await client.models.generateContentStream({ model: to.model, contents: "BREAK" })) {
      said += chunk.text ?? "";
    }
    return said;
  });
  equal("text before the break", said, "This breaks ");
}

async function cancelled(to) {
  const abort = new AbortController();
  const stream = await client.models.generateContentStream({
    model: to.model, contents: `ENDLESS ${to.tag}`, config: { abortSignal: abort.signal },
  });
  let seen = 0;
  for await (const _ of stream) {
    if (++seen === 3) break;
  }
  abort.abort();
  await left(to.tag);
}

await prove({ plain, streamed, tools, parallel, structured, image, errors, broken, cancelled });
