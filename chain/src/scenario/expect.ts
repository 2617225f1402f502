/** Compares what a scenario expects, references resolved, with what was found. Each function returns what is not as expected. */

import type { Event } from "@cosmjs/stargate";

import { isObject } from "../json.js";
import type { Json, JsonObject } from "../json.js";

/** An answer: objects by subset, lists element by element and of equal length, scalars exactly, `$near` by distance. */
export function differences(expected: Json, found: Json | undefined, at = "equals"): string[] {
  const different = [`${at}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found) ?? "nothing"}`];
  if (isObject(expected) && "$near" in expected) return isNear(expected["$near"], found) ? [] : different;
  if (isObject(expected)) {
    if (!isObject(found)) return different;
    return Object.entries(expected).flatMap(([key, value]) => differences(value, found[key], `${at}.${key}`));
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return different;
    return expected.flatMap((value, index) => differences(value, found[index], `${at}[${index}]`));
  }
  return expected === found ? [] : different;
}

/** Events: each pattern behind the one before it. */
export function missingEvent(patterns: { type: string; attributes: JsonObject }[], events: readonly Event[]): string[] {
  let from = 0;
  for (const [position, pattern] of patterns.entries()) {
    const index = events.findIndex((event, at) => at >= from && matches(pattern, event));
    if (index < 0) {
      const same = events.filter((event) => plainType(event) === pattern.type).map((event) => JSON.stringify(event.attributes));
      return [`events[${position}]: expected ${JSON.stringify(pattern)}, found ${same.join(", ") || "none of this type"}`];
    }
    from = index + 1;
  }
  return [];
}

function matches(pattern: { type: string; attributes: JsonObject }, event: Event): boolean {
  const holds = ([key, value]: [string, Json]): boolean =>
    event.attributes.some((attribute) => attribute.key === key && differences(asText(value), attribute.value).length === 0);
  return plainType(event) === pattern.type && Object.entries(pattern.attributes).every(holds);
}

/** Attributes are text, whatever the scenario calls them. */
function asText(value: Json): Json {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function plainType(event: Event): string {
  return event.type.replace(/^wasm-/, "");
}

/** `[value, distance]`: the same kind, text or number, and no further away. Integers only, as everywhere. */
function isNear(pair: Json | undefined, found: Json | undefined): boolean {
  if (!Array.isArray(pair) || found === undefined || typeof pair[0] !== typeof found) return false;
  const distance = BigInt(String(found)) - BigInt(String(pair[0]));
  return (distance < 0n ? -distance : distance) <= BigInt(String(pair[1]));
}
