/** The rules for a pool's metadata file. */

import { logoOf } from "./logo.js";
import { Fault } from "./status.js";

/** The only version there is. */
const SCHEMA_VERSION = 1;

/** Characters and numbers, at most. A character is a Unicode code point. */
const MAX = { name: 64, description: 256, tags: 10, tag: 35, url: 2048 };

/**
 * What text may not have: control characters, halves of characters, separators of lines, and characters that cannot be seen or turn the
 * direction of what follows. Those that some scripts and emoji need are looked at by `STRAY`.
 */
const UNWANTED =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u2800\u{13441}\u{13442}\u{16fe4}\u{1d159}]|(?![\u200c\u200d\ufe0e\ufe0f])[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Scripts whose letters look otherwise with a joiner (U+200C, U+200D) between them. */
const JOINING = "Arab Syrc Nkoo Mong Adlm Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr"
  .split(" ")
  .map((script) => `\\p{scx=${script}}`)
  .join("");

/** The sign without which a consonant has a vowel; a joiner behind it shows it at the end of a word. */
const VIRAMA = "\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca";

/** Where joiners and what chooses between text and emoji (U+FE0E, U+FE0F) change what is seen. */
const NEEDED = [
  `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`,
  `(?<=[${VIRAMA}])\\u200d`,
  "(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})",
  "(?<=\\p{Extended_Pictographic})[\\ufe0e\\ufe0f]",
  "(?<=[0-9#*])\\ufe0f(?=\\u20e3)",
].join("|");

/** Such a character anywhere else. */
const STRAY = new RegExp(`(?!${NEEDED})[\\u200c\\u200d\\ufe0e\\ufe0f]`, "u");

/** So many marks on one letter cover the lines above and below. */
const HEAPED = /(?:\p{M}[\u200c\u200d]*){7}/u;

const VISIBLE = /[^\p{Zs}\p{M}\u200c\u200d]/u;

/** How a pool describes itself. */
export interface Description {
  name: string;
  description: string;
  tags: string[];
  /** As browsers write it, names in ASCII. */
  url: string;
}

/**
 * Reads a file.
 *
 * @returns the texts, and the logo encoded anew
 * @throws Fault if it breaks a rule
 */
export function readFile(bytes: Uint8Array): { description: Description; logo: Buffer } {
  const file = objectIn(textOf(bytes));
  if (file["schema_version"] !== SCHEMA_VERSION) throw malformed(`schema_version: expected ${SCHEMA_VERSION}`);
  const description = {
    name: visible(file["name"], "name", MAX.name),
    description: spaced(screened(file["description"], "description", MAX.description)),
    tags: tags(file["tags"]),
    url: url(file["url"]),
  };
  return { description, logo: logoOf(text(file["logo"], "logo")) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed("not UTF-8");
  }
}

/** Other keys than ours are left alone: the specification says what a file has, not what else it may have. */
function objectIn(json: string): Record<string, unknown> {
  if (json.startsWith("\ufeff")) throw malformed("a byte order mark stands before the JSON");
  const value = parse(json);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed("expected a JSON object");
  const keys = outerKeys(json);
  if (new Set(keys).size !== keys.length) throw malformed("a key stands there twice, of which readers take either");
  return value as Record<string, unknown>;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw malformed("not JSON");
  }
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

function text(value: unknown, at: string): string {
  if (typeof value !== "string") throw malformed(`${at}: expected a text`);
  return value;
}

function screened(value: unknown, at: string, max: number): string {
  const given = text(value, at);
  // A character has one or two units.
  if (given.length > 2 * max || [...given].length > max) throw malformed(`${at}: more than ${max} characters`);
  if (UNWANTED.test(given) || STRAY.test(given)) throw malformed(`${at}: a control character or an invisible one`);
  if (HEAPED.test(given)) throw malformed(`${at}: marks heaped on a letter`);
  return given;
}

function visible(value: unknown, at: string, max: number): string {
  const given = screened(value, at, max);
  if (!VISIBLE.test(given)) throw malformed(`${at}: nothing to be seen`);
  return spaced(given);
}

/** Without spaces around, and one for many: who has more of them, or wider ones, would look like another. */
function spaced(given: string): string {
  return given.replace(/^\p{Zs}+|\p{Zs}+$/gu, "").replace(/\p{Zs}{2,}/gu, " ");
}

function tags(value: unknown): string[] {
  if (!Array.isArray(value)) throw malformed("tags: expected a list");
  if (value.length > MAX.tags) throw malformed(`tags: more than ${MAX.tags}`);
  return value.map((tag) => visible(tag, "tags", MAX.tag));
}

function url(value: unknown): string {
  const given = screened(value, "url", MAX.url);
  const { protocol, username, password, href } = URL.canParse(given) ? new URL(given) : {};
  if (protocol !== "https:" || /\s/.test(given) || href === undefined) throw malformed("url: expected one with https://");
  if (username !== "" || password !== "") throw malformed("url: a user name or password");
  if (href.length > MAX.url) throw malformed(`url: more than ${MAX.url} characters`);
  return href;
}

function malformed(reason: string): Fault {
  return new Fault("malformed", reason);
}
