// What the Node programs share: the pairings they are to prove, and one line of JSON for each result.

import { readFileSync } from "node:fs";
import { isDeepStrictEqual, inspect } from "node:util";

// Of vendor/script.py, as the harness wrote it.
export const SCRIPT = JSON.parse(readFileSync(process.env.PROOF_SCRIPT, "utf8"));
export const SAID_PARIS = "Results: Paris=21";
export const SAID_BOTH = "Results: Paris=21, Oslo=12";
export const SEEN = "I see an image of type image/png.";
export const ONE = "What is the weather in Paris?";
export const TWO = "What is the weather in these two cities: Paris and Oslo?";
// The pieces of the calls come in turns, where the vendor's dialect can say that.
export const IN_TURNS = TWO + " Both in turns.";
export const PERSON_QUESTION = "Who wrote the first program?";
export const IMAGE_QUESTION = "What do you see?";
export const WEATHER = "Current temperature of a city in degrees.";
export const WEATHER_SCHEMA = {
  type: "object",
  properties: { city: { type: "string", description: "The city's name" } },
  required: ["city"],
  additionalProperties: false,
};
const LEFT_MILLIS = 1000;
const CASE_MILLIS = 30_000;

export class Pairing {
  constructor(backend) {
    this.backend = backend;
    this.client = process.env.PROOF_CLIENT;
    this.same = backend === process.env.PROOF_DIALECT;
    this.direct = "PROOF_DIRECT" in process.env;
    this.model = `${backend}-scripted`;
    // A backend without a key of its own is sent the app's.
    this.keyless = `${backend}-keyless`;
    this.tag = `${this.client}.${backend}`;
  }

  // A model of this program alone: after an error the sidecar lets a model rest.
  failing(status) {
    return `${this.client}.${this.backend}.${status}`;
  }

  async calls(status) {
    return (await asked("/calls"))[this.failing(status)] ?? 0;
  }
}

async function asked(path) {
  return (await fetch(process.env.PROOF_VENDORS + path)).json();
}

// The vendor has to see within a second that the client left.
export async function left(tag) {
  const end = Date.now() + LEFT_MILLIS;
  while (Date.now() < end) {
    if ((await asked("/left")).tags.includes(tag)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`after a second the vendor has not seen that the client left: ${(await asked("/left")).all[tag]}`);
}

export function equal(what, got, wanted) {
  if (!isDeepStrictEqual(got, wanted)) throw new Error(`${what}: ${inspect(got)} instead of ${inspect(wanted)}`);
}

export function within(what, part, whole) {
  if (!String(whole).includes(part)) throw new Error(`${what}: no '${part}' in '${whole}'`);
}

// The error, which has to be of this class.
export async function raises(kind, action) {
  let result;
  try {
    result = await action();
  } catch (error) {
    if (error instanceof kind) return error;
    throw new Error(`${error.constructor.name} instead of ${kind.name}: ${error.message}`, { cause: error });
  }
  throw new Error(`no ${kind.name}, but ${inspect(result)}`);
}

export function degrees(city) {
  return SCRIPT.degrees[city];
}

// Runs each capability's case on each pairing; a case that is null is one that the client has not, and one that returns
// a text says why the pairing cannot have it.
export async function prove(cases) {
  for (const backend of process.env.PROOF_BACKENDS.split(",")) {
    for (const [capability, proof] of Object.entries(cases)) {
      const result = { backend, capability, ok: proof === null ? null : true };
      if (proof !== null) {
        try {
          const why = await Promise.race([proof(new Pairing(backend)), late()]);
          if (typeof why === "string") Object.assign(result, { ok: null, why });
        } catch (error) {
          Object.assign(result, { ok: false, why: `${error.name}: ${error.message}`, where: place(error) });
        }
      }
      console.log(JSON.stringify(result));
    }
  }
  process.exit(0);
}

function late() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("did not end in time")), CASE_MILLIS).unref());
}

function place(error) {
  const own = (error.stack ?? "").split("\n").filter((line) => /\.js:\d+/.test(line) && !line.includes("node_modules"));
  const line = own.find((each) => !each.includes("proof.js")) ?? own[0] ?? "";
  return line.match(/[\w-]+\.js:\d+/)?.[0] ?? "";
}
