/** The configuration file: read, and refused with words where it is wrong. */

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { fromBech32 } from "@cosmjs/encoding";

import type { Policy } from "./batches.js";
import type { Kind } from "./items.js";
import { KINDS } from "./items.js";
import type { Limits } from "./spending.js";
import { parseGasPrice } from "./value.js";

/** Something that a person must change before the keeper can work. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** Where the mnemonic is. */
export type KeySource = { readonly file: string } | { readonly environment: string };

/** The configuration. */
export interface Config {
  readonly chainId: string;
  readonly prefix: string;
  readonly rpc: readonly string[];
  readonly poolRegistry: string;
  readonly key: KeySource;
  readonly policy: Policy;
  readonly limits: Limits;
  readonly record: string;
  readonly pollSeconds: number;
  readonly kinds: readonly Kind[];
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
}

/**
 * Reads the file. Paths in it are relative to its folder.
 *
 * @throws Refused
 */
export function readConfig(path: string): Config {
  try {
    return parseConfig(parseJson(readFileSync(path, "utf8")), dirname(resolve(path)));
  } catch (error) {
    throw new Refused(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Reads JSON.
 *
 * @throws Error that repeats nothing of the text: it may be the file of a mnemonic that was named by mistake
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [at = ""] = / at position \d+/.exec(error instanceof Error ? error.message : "") ?? [];
    throw new Error(`no JSON${at}`);
  }
}

/** @throws Error that says what is wrong */
export function parseConfig(json: unknown, folder: string): Config {
  const top = fields(json, "the file", TOP, TOP_OPTIONAL);
  const prefix = matching(top["prefix"], "prefix", /^[a-z][a-z0-9]{0,82}$/);
  const limits = readLimits(top["limits"]);
  const policy = readPolicy(top, limits);
  return {
    chainId: matching(top["chain_id"], "chain_id", /^\S{1,128}$/),
    prefix,
    rpc: list(top["rpc"], "rpc").map((url, index) => endpoint(url, `rpc, ${index + 1}`)),
    poolRegistry: address(top["pool_registry"], "pool_registry", prefix),
    key: readKey(top["key"], folder),
    policy,
    limits,
    record: resolve(folder, matching(top["record"], "record", /./)),
    pollSeconds: whole(top["poll_seconds"] ?? 6, "poll_seconds", 1, 3600),
    kinds: readKinds(top["work"]),
    metrics: readMetrics(top["metrics"]),
  };
}

const TOP = ["chain_id", "prefix", "rpc", "pool_registry", "key", "gas", "rate", "min_profit", "limits", "record"];
const TOP_OPTIONAL = ["poll_seconds", "work", "metrics"];

function readPolicy(top: Row, { feePerTransaction }: Limits): Policy {
  const gas = fields(top["gas"], "gas", ["price", "per_transaction"], ["margin_percent"]);
  const rate = fields(top["rate"], "rate", ["fee", "stake"]);
  return {
    price: parseGasPrice(matching(gas["price"], "gas, price", /./)),
    marginPercent: BigInt(whole(gas["margin_percent"] ?? 20, "gas, margin_percent", 0, 1000)),
    maxGas: BigInt(whole(gas["per_transaction"], "gas, per_transaction", 1, Number.MAX_SAFE_INTEGER)),
    maxFee: feePerTransaction,
    rate: { fee: positive(rate["fee"], "rate, fee"), stake: amount(rate["stake"], "rate, stake") },
    minProfit: amount(top["min_profit"], "min_profit"),
  };
}

function readLimits(value: unknown): Limits {
  const limits = fields(value, "limits", ["fee_per_transaction", "fee_per_day", "balance_floor"]);
  return {
    feePerTransaction: amount(limits["fee_per_transaction"], "limits, fee_per_transaction"),
    feePerDay: amount(limits["fee_per_day"], "limits, fee_per_day"),
    balanceFloor: amount(limits["balance_floor"], "limits, balance_floor"),
  };
}

/** A mnemonic itself is never named in a message. */
function readKey(value: unknown, folder: string): KeySource {
  const key = fields(value, "key", [], ["file", "environment"]);
  if (Object.keys(key).length !== 1) throw new Error('key: expected either "file" or "environment"');
  if (key["file"] !== undefined) {
    const file = text(key["file"], "key, file");
    if (file === "" || file.split(/\s+/).length >= 12) throw new Error("key, file: expected the name of a file, not its content");
    return { file: resolve(folder, file) };
  }
  const name = text(key["environment"], "key, environment");
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Error("key, environment: expected the name of a variable, not its content");
  }
  return { environment: name };
}

function readKinds(value: unknown): readonly Kind[] {
  if (value === undefined) return KINDS;
  const kinds = list(value, "work").map((name, index) => {
    const kind = KINDS.find((known) => known === name);
    if (kind === undefined) throw new Error(`work, ${index + 1}: expected one of ${KINDS.join(", ")}`);
    return kind;
  });
  return [...new Set(kinds)];
}

function readMetrics(value: unknown): Config["metrics"] {
  if (value === undefined) return undefined;
  const metrics = fields(value, "metrics", ["port"], ["host"]);
  return {
    host: matching(metrics["host"] ?? "127.0.0.1", "metrics, host", /^\S+$/),
    port: whole(metrics["port"], "metrics, port", 0, 65535),
  };
}

type Row = Record<string, unknown>;

function fields(value: unknown, at: string, required: readonly string[], optional: readonly string[] = []): Row {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${at}: expected an object`);
  const unknown = Object.keys(value).find((key) => !required.includes(key) && !optional.includes(key));
  if (unknown !== undefined) throw new Error(`${at}: unknown key ${unknown}`);
  const missing = required.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) throw new Error(`${at}: ${missing} is missing`);
  return value as Row;
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error(`${at}: expected a list that is not empty`);
  return value;
}

function text(value: unknown, at: string): string {
  if (typeof value !== "string") throw new Error(`${at}: expected a text`);
  return value;
}

function matching(value: unknown, at: string, pattern: RegExp): string {
  const found = text(value, at);
  if (!pattern.test(found)) throw new Error(`${at}: ${JSON.stringify(found)} cannot be one`);
  return found;
}

function endpoint(value: unknown, at: string): string {
  const found = text(value, at);
  const protocol = URL.canParse(found) ? new URL(found).protocol : "";
  if (protocol !== "http:" && protocol !== "https:") throw new Error(`${at}: expected an http or https address`);
  return found;
}

function address(value: unknown, at: string, prefix: string): string {
  const found = text(value, at);
  try {
    if (fromBech32(found).prefix === prefix) return found;
  } catch {
    // Said below.
  }
  throw new Error(`${at}: ${JSON.stringify(found)} is no address that begins with ${prefix}`);
}

function whole(value: unknown, at: string, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least || value > most) {
    throw new Error(`${at}: expected a whole number from ${least} to ${most}`);
  }
  return value;
}

function amount(value: unknown, at: string): bigint {
  if (typeof value !== "string" || !/^\d{1,38}$/.test(value)) {
    throw new Error(`${at}: expected a whole number of base units in a text`);
  }
  return BigInt(value);
}

function positive(value: unknown, at: string): bigint {
  const found = amount(value, at);
  if (found === 0n) throw new Error(`${at}: must be above 0`);
  return found;
}
