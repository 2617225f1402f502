/** Scenario files: what they may contain, read and found to be in order. */

import { amounts, entries, list, object, read, text, whole } from "../json.js";
import type { Amounts, Json, JsonObject } from "../json.js";

/** A contract that is instantiated before the first step. */
export interface Deployment {
  name: string;
  code: string;
  from: string;
  init: JsonObject;
  funds: Amounts;
}

/** An event that must be among those of a step. */
export interface EventPattern {
  type: string;
  attributes: JsonObject;
}

/** What a step that writes expects. */
interface Written {
  /** The call must be refused: with whatever words, or with these. */
  fails: true | string | undefined;
  /** All changes of balances. */
  changes: Record<string, Amounts> | undefined;
  events: EventPattern[];
}

/** What a reader is told before a step. It changes nothing of what is played. */
export interface Caption {
  /** The title of the chapter that begins with the step. */
  chapter: string | undefined;
  /** What to know about the step, or about the chapter that begins with it. */
  note: string | undefined;
}

/** One step. */
export type Step = Caption & Kind;

type Kind =
  | ({
      kind: "execute";
      from: string;
      contract: string;
      execute: JsonObject;
      funds: Amounts;
      saves: Record<string, string>;
    } & Written)
  | ({ kind: "send"; from: string; to: string; coins: Amounts } & Written)
  | { kind: "advance"; seconds: number; blocks: number }
  | { kind: "query"; contract: string; query: JsonObject; equals: Json | undefined; fails: true | string | undefined }
  | { kind: "balance"; name: string; denom: string; equals: Json };

/** A scenario. */
export interface Scenario {
  file: string;
  name: string;
  about: string;
  runsOn: string[];
  accounts: Record<string, Amounts>;
  /** Nothing: the suite of the preset. */
  deploy: Deployment[] | undefined;
  steps: Step[];
}

/** What any step may say to its reader. */
const CAPTION = ["chapter", "note"] as const;

/** What each kind of step may say beside it; the first key is the one that tells the kind. */
const KEYS = {
  execute: ["execute", "from", "contract", "funds", "saves", "fails", "changes", "events", "same_block"],
  send: ["send", "fails", "changes", "events", "same_block"],
  advance: ["advance"],
  query: ["query", "contract", "equals", "fails"],
  balance: ["balance", "denom", "equals"],
} as const;

/**
 * Reads a scenario file.
 *
 * @throws when it is no scenario; the text names the file and what is wrong.
 */
export function readScenario(file: string): Scenario {
  return read(file, (json) => parse(file, json));
}

function parse(file: string, json: Json): Scenario {
  const root = object(json, "scenario", ["name", "about", "runs_on", "clock", "accounts", "deploy", "steps"]);
  if (root["clock"] !== undefined) object(root["clock"], "clock", ["start", "height", "block_seconds"]);
  return {
    file,
    name: text(root["name"], "name"),
    about: root["about"] === undefined ? "" : text(root["about"], "about"),
    runsOn: list(root["runs_on"] ?? ["embedded", "chain"], "runs_on").map((target) => text(target, "runs_on")),
    accounts: entries(root["accounts"], "accounts", amounts),
    deploy: root["deploy"] === undefined ? undefined : list(root["deploy"], "deploy").map(deployment),
    steps: list(root["steps"], "steps").map((value, index) => step(value, `step ${index + 1}`)),
  };
}

function deployment(value: Json): Deployment {
  const given = object(value, "deploy", ["name", "code", "from", "init", "funds"]);
  const code = text(given["code"], "code");
  return {
    name: given["name"] === undefined ? code : text(given["name"], "name"),
    code,
    from: given["from"] === undefined ? "owner" : text(given["from"], "from"),
    init: object(given["init"], "init"),
    funds: amounts(given["funds"], "funds"),
  };
}

function step(value: Json, at: string): Step {
  const all = object(value, at);
  const kinds = (Object.keys(KEYS) as (keyof typeof KEYS)[]).filter((kind) => kind in all);
  const [kind, ...others] = kinds;
  if (kind === undefined || others.length > 0) throw new Error(`${at}: needs exactly one of ${Object.keys(KEYS).join(", ")}`);
  const given = object(value, at, [...KEYS[kind], ...CAPTION]);
  return { chapter: said(given, "chapter", at), note: said(given, "note", at), ...ofKind(kind, given, at) };
}

/** A text for the reader. */
function said(given: JsonObject, key: (typeof CAPTION)[number], at: string): string | undefined {
  const value = given[key];
  if (value === undefined || (typeof value === "string" && value.trim() !== "")) return value;
  throw new Error(`${at}: ${key} is a text for the reader`);
}

function ofKind(kind: keyof typeof KEYS, given: JsonObject, at: string): Kind {
  const named = (key: string): string => text(given[key], `${at}, ${key}`);
  switch (kind) {
    case "execute":
      return {
        kind,
        from: named("from"),
        contract: named("contract"),
        execute: object(given["execute"], `${at}, execute`),
        funds: amounts(given["funds"], `${at}, funds`),
        saves: entries(given["saves"], `${at}, saves`, text),
        ...written(given, at),
      };
    case "send": {
      const send = object(given["send"], `${at}, send`, ["from", "to", "coins"]);
      return {
        kind,
        from: text(send["from"], `${at}, from`),
        to: text(send["to"], `${at}, to`),
        coins: amounts(send["coins"], `${at}, coins`),
        ...written(given, at),
      };
    }
    case "advance": {
      const span = object(given["advance"], `${at}, advance`, ["seconds", "blocks"]);
      return { kind, seconds: whole(span["seconds"], at), blocks: whole(span["blocks"], at) };
    }
    case "query":
      return {
        kind,
        contract: named("contract"),
        query: object(given["query"], `${at}, query`),
        equals: given["equals"],
        fails: refusal(given["fails"], at),
      };
    case "balance":
      return { kind, name: named("balance"), denom: named("denom"), equals: given["equals"] ?? null };
  }
}

function written(given: JsonObject, at: string): Written {
  return {
    fails: refusal(given["fails"], at),
    changes: given["changes"] === undefined ? undefined : entries(given["changes"], `${at}, changes`, amounts),
    events: list(given["events"] ?? [], `${at}, events`).map((value) => {
      const pattern = object(value, `${at}, events`, ["type", "attributes"]);
      return { type: text(pattern["type"], `${at}, type`), attributes: object(pattern["attributes"] ?? {}, `${at}, attributes`) };
    }),
  };
}

function refusal(value: Json | undefined, at: string): true | string | undefined {
  if (value === undefined || value === true || (typeof value === "string" && value.trim() !== "")) return value;
  throw new Error(`${at}: fails is true or the words that the error must contain`);
}
