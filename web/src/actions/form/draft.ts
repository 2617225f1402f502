import { fromBase64, fromUtf8, toBase64, toUtf8 } from "../../words/bytes.js";
import { amountProblem, inputText, parseAmount } from "../../words/amounts.js";
import { parsePercent, percentInput } from "../../words/rates.js";
import type { Json } from "../act.js";
import type { Field, LeafKind, Shape } from "./shape.js";

/** What stands in the inputs of a form, as it was typed. */
export type Draft = string | readonly Draft[] | { readonly [key: string]: Draft };

/** What a draft means: a value, nothing (an optional field is left out), or a problem. */
export type Read = { readonly value: Json } | { readonly value?: undefined; readonly problem?: string };

/** Seconds of the units in which a duration is typed; blocks are none. */
export const DURATION_UNITS: Readonly<Record<string, number>> = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 };

/** A form that nobody has touched. */
export function emptyDraft(shape: Shape): Draft {
  switch (shape.kind) {
    case "list":
      return [];
    case "object":
      return Object.fromEntries(shape.fields.map((field) => [field.name, emptyDraft(field.shape)]));
    case "variants":
      return { variant: "", value: "" };
    case "duration":
      return { count: "", unit: "days" };
    case "point":
      return { count: "", unit: "time" };
    default:
      return "";
  }
}

/** The draft that stands for a value, to begin a form with what is known. */
export function draftOf(shape: Shape, value: Json, decimals: number): Draft {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  switch (shape.kind) {
    case "amount":
      return inputText(BigInt(text), decimals);
    case "ppm":
      return percentInput(Number(text), 4);
    case "bps":
      return percentInput(Number(text), 2);
    case "boolean":
      return value === true ? "yes" : "no";
    case "binary":
      return fromUtf8(fromBase64(text));
    case "list":
      return Array.isArray(value) ? value.map((entry: Json) => draftOf(shape.of, entry, decimals)) : [];
    case "object":
      return Object.fromEntries(
        shape.fields.map((field) => {
          const own = partOf(value, field.name);
          return [field.name, own === undefined ? emptyDraft(field.shape) : draftOf(field.shape, own, decimals)];
        }),
      );
    case "variants":
    case "duration":
    case "point":
      return emptyDraft(shape);
    default:
      return text;
  }
}

/** Reads what was typed for a message: its fields, or what is wrong with some of them. */
export function readFields(
  fields: readonly Field[],
  draft: Draft,
  decimalsOf: (field: string) => number,
): { values: Record<string, Json>; problems: Record<string, string> } {
  const values: Record<string, Json> = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const read = readDraft(field.shape, partOfDraft(draft, field.name), decimalsOf(field.name));
    if (read.value !== undefined) values[field.name] = read.value;
    else if (read.problem !== undefined) problems[field.name] = read.problem;
    else if (field.required && field.shape.kind === "list") values[field.name] = [];
    else if (field.required) problems[field.name] = MISSING;
  }
  return { values, problems };
}

/** What is said of a required field that is empty. */
export const MISSING = "This is needed";

/** Reads what was typed for one field. */
export function readDraft(shape: Shape, draft: Draft, decimals: number): Read {
  switch (shape.kind) {
    case "list":
      return readList(shape.of, draft, decimals);
    case "object":
      return readObject(shape.fields, draft, decimals);
    case "variants": {
      const chosen = shape.options.find(({ name }) => name === partOfDraft(draft, "variant"));
      if (chosen === undefined) return {};
      if (chosen.shape === undefined) return { value: chosen.name };
      const read = readDraft(chosen.shape, partOfDraft(draft, "value"), decimals);
      if (read.value !== undefined) return { value: { [chosen.name]: read.value } };
      return read.problem === undefined ? { problem: MISSING } : read;
    }
    case "duration":
      return readDuration(draft);
    case "point":
      return readPoint(draft);
    case "choice":
      return typeof draft === "string" && shape.options.includes(draft) ? { value: draft } : {};
    default:
      return typeof draft === "string" ? readLeaf(shape.kind, draft.trim(), decimals) : {};
  }
}

function readLeaf(kind: LeafKind, text: string, decimals: number): Read {
  if (text === "") return {};
  const orProblem = (value: Json | undefined, problem: string): Read => (value === undefined ? { problem } : { value });
  switch (kind) {
    case "amount":
      return orProblem(parseAmount(text, decimals)?.toString(), amountProblem(text, decimals));
    case "ppm":
      return orProblem(parsePercent(text, 4), "A rate with at most 4 digits behind the point");
    case "bps":
      return orProblem(parsePercent(text, 2), "A rate with at most 2 digits behind the point");
    case "integer":
      return orProblem(/^\d{1,15}$/.test(text) ? Number(text) : undefined, "A whole number");
    case "decimal":
      return orProblem(/^\d+(\.\d{1,18})?$/.test(text) ? text : undefined, "A number with at most 18 digits behind the point");
    case "boolean":
      return { value: text === "yes" };
    case "binary":
      return orProblem(isJson(text) ? toBase64(toUtf8(text)) : undefined, "JSON is expected");
    default:
      return { value: text };
  }
}

function readList(of: Shape, draft: Draft, decimals: number): Read {
  if (!Array.isArray(draft) || draft.length === 0) return {};
  const reads = draft.map((entry: Draft) => readDraft(of, entry, decimals));
  const bad = reads.find(({ value }) => value === undefined);
  if (bad !== undefined) return { problem: ("problem" in bad ? bad.problem : undefined) ?? MISSING };
  return { value: reads.map(({ value }) => value ?? null) };
}

function readObject(fields: readonly Field[], draft: Draft, decimals: number): Read {
  const { values, problems } = readFields(fields, draft, () => decimals);
  const [problem] = Object.values(problems);
  if (problem !== undefined) return { problem };
  return { value: values };
}

function readDuration(draft: Draft): Read {
  const [count, unit] = [partOfDraft(draft, "count"), partOfDraft(draft, "unit")];
  if (typeof count !== "string" || count.trim() === "") return {};
  if (!/^\d{1,9}$/.test(count.trim())) return { problem: "A whole number" };
  if (unit === "blocks") return { value: { height: Number(count) } };
  return { value: { time: Number(count) * (DURATION_UNITS[String(unit)] ?? 1) } };
}

function readPoint(draft: Draft): Read {
  const [count, unit] = [partOfDraft(draft, "count"), partOfDraft(draft, "unit")];
  if (unit === "never") return { value: { never: {} } };
  if (typeof count !== "string" || count.trim() === "") return {};
  if (unit === "height")
    return /^\d{1,12}$/.test(count.trim()) ? { value: { at_height: Number(count) } } : { problem: "A whole number" };
  const millis = Date.parse(count);
  return Number.isNaN(millis) ? { problem: "A date and a time" } : { value: { at_time: String(BigInt(millis) * 1_000_000n) } };
}

/** A part of a draft; empty if it has none of that name. A nameless field is the draft of the whole message. */
export function partOfDraft(draft: Draft, name: string): Draft {
  if (typeof draft === "string" || Array.isArray(draft)) return "";
  return (draft as Readonly<Record<string, Draft>>)[name] ?? "";
}

function partOf(value: Json, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as Readonly<Record<string, Json>>)[name];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
