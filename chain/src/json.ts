/** JSON of files, read strictly. */

import { readFileSync } from "node:fs";

/** Any JSON. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  [key: string]: Json;
}
/** Denom to amount in base units; a change carries its sign. */
export type Amounts = Record<string, string>;

/**
 * Reads a file and makes something of its JSON.
 *
 * @throws when it is not what it should be; the text names the file and what is wrong.
 */
export function read<T>(file: string, parse: (json: Json) => T): T {
  try {
    return parse(JSON.parse(readFileSync(file, "utf8")) as Json);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** An object, with no other keys than these if they are named. */
export function object(value: Json | undefined, at: string, keys?: readonly string[]): JsonObject {
  if (!isObject(value)) throw new Error(`${at}: expected an object`);
  const unknown = keys && Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new Error(`${at}: unknown key ${unknown}`);
  return value;
}

/** Whether it is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list. */
export function list(value: Json | undefined, at: string): Json[] {
  if (!Array.isArray(value)) throw new Error(`${at}: expected a list`);
  return value;
}

/** A text. */
export function text(value: Json | undefined, at: string): string {
  if (typeof value !== "string") throw new Error(`${at}: expected a text`);
  return value;
}

/** A whole number, 0 if it is missing. */
export function whole(value: Json | undefined, at: string): number {
  if (value === undefined) return 0;
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new Error(`${at}: expected a whole number`);
  return value;
}

/** Amounts by denom, which may be missing. */
export function amounts(value: Json | undefined, at: string): Amounts {
  return entries(value, at, (amount, where) => {
    if (typeof amount !== "string" || !/^[+-]?[0-9]+$/.test(amount)) throw new Error(`${where}: expected an amount in a text`);
    return amount;
  });
}

/** The entries of an object, which may be missing. */
export function entries<T>(value: Json | undefined, at: string, parse: (value: Json, at: string) => T): Record<string, T> {
  const given = value === undefined ? {} : object(value, at);
  return Object.fromEntries(Object.entries(given).map(([key, entry]) => [key, parse(entry, `${at}, ${key}`)]));
}
