/**
 * What pools say of themselves is foreign text: it is checked by the rules of docs/proxy.md, compared and shown as such, never
 * trusted. A file and a row of a proxy are held to the same rules.
 */

import { fromBase64 } from "../words/bytes.js";
import { statusOf, type FileStatus } from "./fileStatus.js";
import { base64Of, logoAddress } from "./logo.js";

/** What a pool says of itself. */
export interface Texts {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly url: string;
}

/** What a proxy says of a pool. */
export interface ProxyRow {
  readonly proxy: string;
  readonly pool: string;
  readonly hash: string;
  /** What its last look at the file came to. */
  readonly status: FileStatus;
  /** Why, in the proxy's words. */
  readonly reason: string | undefined;
  /** What the file of that hash says; undefined if the proxy never had it, or says what no file may say. */
  readonly texts: Texts | undefined;
  /** The address of the logo, at the proxy. */
  readonly logo: string | undefined;
}

/** What a proxy says of all pools, by pool. */
export type ProxyRows = ReadonlyMap<string, ProxyRow>;

/** What the proxies together say of a pool. */
export interface Described {
  /** The name that all proxies agree on which have the file that the chain names. */
  readonly name: string | undefined;
  readonly logo: string | undefined;
  readonly tags: readonly string[];
  /** Whether they say different things of the same file. */
  readonly disagree: boolean;
  /** What is wrong with the file, if no proxy finds it in order. */
  readonly trouble: FileStatus | undefined;
  /** What each of them says. */
  readonly rows: readonly ProxyRow[];
}

/** A description that keeps the rules. */
export interface MetadataFile extends Texts {
  /** A PNG as a data address. */
  readonly logo: string;
}

/** Characters and numbers, at most. A character is a Unicode code point. */
const MAX = { name: 64, description: 256, tags: 10, tag: 35, url: 2048, reason: 256 };

/** Rows of a proxy that are read: it serves 5,000 if it is not told otherwise. */
const MAX_ROWS = 20_000;

/** Control characters, halves of characters, separators of lines, what cannot be seen or turns the direction; but the joiners. */
const UNWANTED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;

/** So many marks on one letter cover the lines above and below. */
const HEAPED = /\p{M}{7,}/u;

const VISIBLE = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Joins what the proxies say of the pools. A row counts only for the hash that the chain names now. */
export function mergeMetadata(
  pools: readonly { pool: string; metadata_hash: string }[],
  answers: readonly { rows: ProxyRows }[],
): ReadonlyMap<string, Described> {
  return new Map(
    pools.map(({ pool, metadata_hash: hash }) => [
      pool,
      described(
        answers.flatMap(({ rows }) => rows.get(pool) ?? []),
        hash,
      ),
    ]),
  );
}

function described(rows: readonly ProxyRow[], hash: string): Described {
  const current = rows.filter((row) => row.hash === hash);
  // A file that was good and vanished is still shown: its hash is that on the chain.
  const good = current.filter(({ texts }) => texts !== undefined);
  const [first] = good;
  const disagree = good.some((row) => JSON.stringify(row.texts) !== JSON.stringify(first?.texts));
  const trusted = disagree ? undefined : first;
  const looked = current.filter(({ status }) => status !== "pending" && status !== "none");
  const trouble = looked.some(({ status }) => status === "ok") ? undefined : looked[0]?.status;
  return { name: trusted?.texts?.name, logo: trusted?.logo, tags: trusted?.texts?.tags ?? [], disagree, trouble, rows };
}

/**
 * Reads `GET /v1/pools` of a proxy.
 *
 * @throws Error if it is no such list. What is no row is left out, and so are a second row of a pool and the end of a list too long.
 */
export function parseProxyList(json: unknown, proxy: string): ProxyRows {
  const { pools } = fieldsOf(json);
  if (!Array.isArray(pools)) throw new Error("the answer is no list of pools");
  const rows = new Map<string, ProxyRow>();
  for (const entry of pools.slice(0, MAX_ROWS)) {
    const fields = fieldsOf(entry);
    const { pool } = fields;
    if (typeof pool !== "string" || rows.has(pool)) continue;
    const row = rowOf(pool, fields, proxy);
    if (row !== undefined) rows.set(pool, row);
  }
  return rows;
}

function rowOf(pool: string, fields: Record<string, unknown>, proxy: string): ProxyRow | undefined {
  const { metadata_hash: hash, reason, logo } = fields;
  const status = statusOf(fields["status"]);
  if (typeof hash !== "string" || status === undefined) return undefined;
  const texts = orNothing(() => textsOf(fields));
  const own = texts !== undefined && /^[0-9a-f]{64}$/.test(hash) && logo === `/v1/logos/${hash}.png`;
  return {
    ...{ proxy, pool, hash, status, texts },
    reason: reason === undefined ? undefined : orNothing(() => visible(reason, MAX.reason)),
    logo: own ? `${proxy}${logo}` : undefined,
  };
}

/** Reads a description; undefined if it breaks the rules. */
export function parseFile(bytes: Uint8Array): MetadataFile | undefined {
  return orNothing(() => {
    const json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(json);
    const keys = outerKeys(json);
    if (Array.isArray(value) || new Set(keys).size !== keys.length) throw new Broken();
    const file = fieldsOf(value);
    if (file["schema_version"] !== 1) throw new Broken();
    return { ...textsOf(file), logo: logoOf(file["logo"]) };
  });
}

/** A rule is broken; which one only the proxy says. */
class Broken extends Error {}

function orNothing<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function textsOf({ name, description, tags, url }: Record<string, unknown>): Texts {
  if (!Array.isArray(tags) || tags.length > MAX.tags) throw new Broken();
  return {
    name: visible(name, MAX.name),
    description: screened(description, MAX.description),
    tags: tags.map((tag: unknown) => visible(tag, MAX.tag)),
    url: siteOf(url),
  };
}

function screened(value: unknown, most: number): string {
  // A character has one or two units.
  if (typeof value !== "string" || value.length > 2 * most || [...value].length > most) throw new Broken();
  if (UNWANTED.test(value) || HEAPED.test(value)) throw new Broken();
  return value;
}

function visible(value: unknown, most: number): string {
  const text = screened(value, most);
  if (!VISIBLE.test(text)) throw new Broken();
  return text;
}

function siteOf(value: unknown): string {
  const text = screened(value, MAX.url);
  const { protocol, username, password, href } = new URL(text);
  const named = username !== "" || password !== "";
  if (protocol !== "https:" || /\s/.test(text) || named || href.length > MAX.url) throw new Broken();
  return href;
}

function logoOf(value: unknown): string {
  const bytes = typeof value === "string" ? fromBase64(value) : undefined;
  const address = bytes === undefined || base64Of(bytes) !== value ? undefined : logoAddress(bytes);
  if (address === undefined) throw new Broken();
  return address;
}

/** The keys of the outermost object of a valid JSON text, repeated ones too. */
function outerKeys(json: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at] ?? "";
    if ("{[".includes(character)) depth += 1;
    else if ("}]".includes(character)) depth -= 1;
    else if (character === '"') {
      const start = at;
      for (at += 1; json[at] !== '"'; at += 1) if (json[at] === "\\") at += 1;
      if (depth === 1 && isBeforeColon(json, at + 1)) keys.push(JSON.parse(json.slice(start, at + 1)) as string);
    }
  }
  return keys;
}

function isBeforeColon(json: string, from: number): boolean {
  let at = from;
  while (" \t\r\n".includes(json[at] ?? "-")) at += 1;
  return json[at] === ":";
}

function fieldsOf(json: unknown): Record<string, unknown> {
  return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
}
