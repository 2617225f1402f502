/** What a proxy is told: a JSON file, and options of the command line that go before it. */

import { readFileSync } from "node:fs";
import { isIP } from "node:net";

import { rangeOf } from "./addresses.js";

/** By key: what it is, and what is taken if it is left out; without that it must be there. docs/proxy.md explains each. */
const KEYS = {
  chain_id: { kind: "text" },
  rpc: { kind: "text" },
  registry: { kind: "text" },
  cache: { kind: "text" },
  host: { kind: "text", fallback: "127.0.0.1" },
  port: { kind: "whole", from: 0, to: 65_535, fallback: 7780 },
  poll_seconds: { kind: "whole", from: 1, to: 86_400, fallback: 30 },
  retry_seconds: { kind: "whole", from: 1, to: 86_400, fallback: 60 },
  recheck_seconds: { kind: "whole", from: 1, to: 604_800, fallback: 21_600 },
  timeout_seconds: { kind: "whole", from: 1, to: 600, fallback: 10 },
  concurrency: { kind: "whole", from: 1, to: 256, fallback: 16 },
  per_host: { kind: "whole", from: 1, to: 256, fallback: 2 },
  max_pools: { kind: "whole", from: 1, to: 100_000, fallback: 5000 },
  ports: { kind: "wholes", from: 1, to: 65_535, fallback: [443] },
  deny: { kind: "texts", fallback: [] },
  dns: { kind: "texts", fallback: [] },
  ca: { kind: "texts", fallback: [] },
} as const satisfies Record<string, Key>;

interface Key {
  kind: keyof Kinds;
  from?: number;
  to?: number;
  fallback?: Kinds[keyof Kinds] | readonly number[] | readonly string[];
}

interface Kinds {
  text: string;
  whole: number;
  texts: readonly string[];
  wholes: readonly number[];
}

/** The configuration, by the keys of the file. */
export type Config = { readonly [Name in keyof typeof KEYS]: Kinds[(typeof KEYS)[Name]["kind"]] };

/** The options of the command line: `poll-seconds` for `poll_seconds`. */
export const OPTIONS = Object.fromEntries(
  Object.keys(KEYS).map((key) => [key.replaceAll("_", "-"), { type: "string" as const }]),
);

/**
 * Reads a configuration.
 *
 * @param file may be left out if the options have all that is needed
 * @param options as on the command line, lists with commas
 * @throws when something is missing, unknown or wrong; the text says what
 */
export function readConfig(file: string | undefined, options: Readonly<Record<string, string | undefined>> = {}): Config {
  const given = file === undefined ? {} : object(file);
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(KEYS, key));
  if (unknown !== undefined) throw new Error(`${file}: there is no key ${unknown}; there are ${Object.keys(KEYS).join(", ")}`);
  const entries = Object.entries<Key>(KEYS).map(([key, rule]) => {
    const option = key.replaceAll("_", "-");
    const typed = options[option];
    if (typed !== undefined) return [key, read(fromOption(typed, rule), rule, `--${option}`)];
    if (Object.hasOwn(given, key)) return [key, read(given[key], rule, `${file}: ${key}`)];
    if (rule.fallback === undefined)
      throw new Error(`${key} is missing: it stands in the configuration file or behind --${option}`);
    return [key, rule.fallback];
  });
  const config = Object.fromEntries(entries) as Config;
  check(config);
  return config;
}

function object(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${file}: expected a JSON object`);
  return value as Record<string, unknown>;
}

/** A number stays a text if it is none, and is refused as such. */
function fromOption(typed: string, { kind }: Key): unknown {
  const whole = (text: string): unknown => (/^[0-9]+$/.test(text) ? Number(text) : text);
  if (kind === "text") return typed;
  if (kind === "whole") return whole(typed);
  const parts = typed.split(",").filter((part) => part !== "");
  return kind === "texts" ? parts : parts.map(whole);
}

function read(value: unknown, rule: Key, at: string): unknown {
  switch (rule.kind) {
    case "text":
      return text(value, at);
    case "whole":
      return whole(value, rule, at);
    case "texts":
      return list(value, at).map((each) => text(each, at));
    case "wholes":
      return list(value, at).map((each) => whole(each, rule, at));
  }
}

function text(value: unknown, at: string): string {
  if (typeof value !== "string" || value === "") throw new Error(`${at}: expected a text`);
  return value;
}

function whole(value: unknown, { from = 0, to = 0 }: Key, at: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < from || value > to) {
    throw new Error(`${at}: expected a whole number from ${from} to ${to}`);
  }
  return value;
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${at}: expected a list`);
  return value;
}

/** @throws when a text is not what it should be */
function check({ rpc, deny, dns, ca }: Config): void {
  if (!URL.canParse(rpc) || !/^https?:$/.test(new URL(rpc).protocol))
    throw new Error(`rpc: ${rpc} is no http:// or https:// URL`);
  for (const range of deny) demand(() => rangeOf(range), `deny: ${range} is no range such as 203.0.113.0/24`);
  for (const server of dns) {
    const [, host = server] = /^\[(.*)\](?::[0-9]+)?$/.exec(server) ?? /^([0-9.]+):[0-9]+$/.exec(server) ?? [];
    if (isIP(host) === 0) throw new Error(`dns: ${server} is no address of a name server`);
  }
  for (const file of ca) demand(() => readFileSync(file), `ca: there is no file ${file}`);
}

function demand(attempt: () => unknown, words: string): void {
  try {
    attempt();
  } catch {
    throw new Error(words);
  }
}
