/** References in messages: `"@name"` an address, `{"$code": "coinbase"}` a code id, and in scenarios `"$name"`, `$json` and `$time`. */

import { toBase64, toUtf8 } from "@cosmjs/encoding";

import { isObject } from "./json.js";
import type { Json, JsonObject } from "./json.js";

/** What references lead to. Each function throws when they lead nowhere. */
export interface Names {
  /** The address of an account, a contract or a coinbase. */
  address(name: string): Promise<string>;
  /** The id of a contract's code. */
  code(name: string): Promise<number>;
  /** A value that an earlier step saved; without it such references are refused. */
  saved?(name: string): Json;
  /** So many seconds after the latest block, as chains write a moment; without it such references are refused. */
  time?(seconds: number): Promise<string>;
}

/** The same JSON with its references replaced. */
export async function resolve(value: Json, names: Names): Promise<Json> {
  if (typeof value === "string") return resolveText(value, names);
  if (Array.isArray(value)) return inOrder(value, (item) => resolve(item, names));
  if (!isObject(value)) return value;
  const form = Object.keys(value).find((key) => key.startsWith("$"));
  if (form !== undefined) return resolveForm(form, value, names);
  const entries = await inOrder(Object.entries(value), async ([key, item]) => [key, await resolve(item, names)] as const);
  return Object.fromEntries(entries);
}

async function resolveText(text: string, names: Names): Promise<Json> {
  if (text.startsWith("@")) return names.address(text.slice(1));
  if (text.startsWith("$") && names.saved) return names.saved(text.slice(1));
  return text;
}

async function resolveForm(form: string, value: JsonObject, names: Names): Promise<Json> {
  const content = value[form];
  if (Object.keys(value).length === 1 && content !== undefined) {
    if (form === "$code" && typeof content === "string") return names.code(content);
    if (form === "$json") return toBase64(toUtf8(JSON.stringify(await resolve(content, names))));
    if (form === "$time" && names.time && Number.isSafeInteger(content)) return names.time(content as number);
    if (form === "$near" && Array.isArray(content)) return { $near: await resolve(content, names) };
  }
  throw new Error(
    `${form} here is no reference; known are {"$json": ..}, {"$code": name}, in scenarios {"$time": seconds} and, in expectations, {"$near": [value, distance]}`,
  );
}

async function inOrder<T, U>(items: readonly T[], map: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await map(item));
  return results;
}

/** The names of all codes that a value refers to by `{"$code": name}`. */
export function codesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(codesIn);
  if (!isObject(value)) return [];
  const code = value["$code"];
  return typeof code === "string" ? [code] : Object.values(value).flatMap(codesIn);
}
