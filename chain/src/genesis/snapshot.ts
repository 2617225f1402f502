/** The file between two chains: every licence of a contract at one height. */

import { createHash } from "node:crypto";
import { existsSync, renameSync, writeFileSync } from "node:fs";

import { fromBech32, toBech32 } from "@cosmjs/encoding";
import type { licenseNft } from "tributary-client";

import { list, object, read, text, whole } from "../json.js";
import type { Json, JsonObject } from "../json.js";
import { digestOver } from "./digest.js";

type License = licenseNft.License;

/** All licences of a contract at one height. */
export interface Snapshot {
  chainId: string;
  contract: string;
  height: number;
  /** The contract's own digest over them. */
  digest: string;
  /** In ascending order of their ids. */
  licenses: License[];
}

const KEYS = ["chain_id", "contract", "height", "count", "digest", "sha256", "licenses"];
const LICENSE_KEYS = ["token_id", "owner", "token_uri", "mining_pool", "minted_at_secs", "role", "node"];

/** The text of the file, a licence a line. */
export function format(snapshot: Snapshot): string {
  const { chainId: chain_id, contract, height, digest, licenses } = snapshot;
  const head = { chain_id, contract, height, count: licenses.length, digest, sha256: checksum(licenses) };
  const lines = licenses.map((license) => `    ${JSON.stringify(license)}`);
  return `${JSON.stringify(head, undefined, 2).replace(/\n\}$/, "")},\n  "licenses": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/** Refuses a file that exists: an import may be half-way through it. */
export function ensureNew(file: string): void {
  if (existsSync(file)) throw new Error(`${file} is there already: move it away, or name another file`);
}

/** Writes the whole file or nothing, whenever the program is interrupted. */
export function writeSnapshot(file: string, snapshot: Snapshot): void {
  writeFileSync(`${file}.new`, format(snapshot));
  renameSync(`${file}.new`, file);
}

/**
 * Reads the file.
 *
 * @throws when it is none, or not as it was written; the text names the file and what is wrong
 */
export function readSnapshot(file: string): Snapshot {
  return read(file, parse);
}

/** The same licences with addresses of another prefix: the bytes stay, and so does the digest. */
export function recoded({ licenses }: Pick<Snapshot, "licenses">, prefix: string): License[] {
  const address = (given: string): string => toBech32(prefix, fromBech32(given).data);
  return licenses.map((license) => ({
    ...license,
    owner: address(license.owner),
    node: license.node ? address(license.node) : null,
  }));
}

/** What a file holds. */
export function parse(json: Json): Snapshot {
  const given = complete(json, "file", KEYS);
  const contract = text(given["contract"], "contract");
  const prefix = prefixOf(contract);
  const licenses = list(given["licenses"], "licenses").map((value, index) => license(value, `licence ${index + 1}`, prefix));
  for (const [index, { token_id: id }] of licenses.entries()) {
    const before = licenses[index - 1]?.token_id;
    // Ids are ASCII, so their order is that of their bytes.
    if (before !== undefined && before >= id)
      throw new Error(`licence ${id} stands behind ${before}: ids must increase by bytes`);
  }
  const digest = text(given["digest"], "digest");
  same("licences", whole(given["count"], "count"), licenses.length);
  same("digest", digest, digestOver(licenses));
  same("sha256", text(given["sha256"], "sha256"), checksum(licenses));
  return { chainId: text(given["chain_id"], "chain_id"), contract, height: whole(given["height"], "height"), digest, licenses };
}

function license(value: Json, at: string, prefix: string): License {
  const given = complete(value, at, LICENSE_KEYS);
  const textOrNull = (key: string): string | null => (given[key] === null ? null : text(given[key], `${at}, ${key}`));
  const id = text(given["token_id"], `${at}, token_id`);
  if (!/^[!-~]{1,64}$/.test(id)) {
    throw new Error(`${at}: the id ${JSON.stringify(id)} is not 1 to 64 printable ASCII characters without blank`);
  }
  const role = textOrNull("role");
  if (role !== null && role !== "resource_node" && role !== "validator") {
    throw new Error(`${at}: the role is resource_node, validator or null, not ${role}`);
  }
  const node = textOrNull("node");
  if ((role === null) !== (node === null)) throw new Error(`${at}: role and node come together`);
  const owner = text(given["owner"], `${at}, owner`);
  for (const address of [owner, ...(node === null ? [] : [node])]) {
    if (prefixOf(address) !== prefix) throw new Error(`${at}: ${address} does not begin with ${prefix}1 as the contract does`);
  }
  return {
    token_id: id,
    owner,
    token_uri: textOrNull("token_uri"),
    mining_pool: text(given["mining_pool"], `${at}, mining_pool`),
    minted_at_secs: whole(given["minted_at_secs"], `${at}, minted_at_secs`),
    role,
    node,
  };
}

/** An object with all of these keys and no others. */
function complete(value: Json, at: string, keys: readonly string[]): JsonObject {
  const given = object(value, at, keys);
  const missing = keys.find((key) => !(key in given));
  if (missing !== undefined) throw new Error(`${at}: ${missing} is missing`);
  return given;
}

/**
 * What an address begins with.
 *
 * @throws when it is no address
 */
export function prefixOf(address: string): string {
  try {
    return fromBech32(address).prefix;
  } catch {
    throw new Error(`${JSON.stringify(address)} is no address`);
  }
}

/** Over everything, since the digest leaves out what does not count as stake. */
function checksum(licenses: readonly License[]): string {
  const fields = licenses.map((license) => LICENSE_KEYS.map((key) => license[key as keyof License]));
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}

function same(what: string, said: number | string, found: number | string): void {
  if (said !== found) throw new Error(`the file was changed: it says ${what} ${said}, what stands in it gives ${found}`);
}
