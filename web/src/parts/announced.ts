import { labelOf } from "../actions/form/labels.js";
import { durationText, type Duration } from "../words/time.js";

/**
 * What announced parameters change, a line each: `Unbond lock: 14 days instead of 7 days`.
 *
 * @param change what is announced; what is left out or null stays.
 * @param now the parameters in force, by the same names.
 * @param amount how an amount of base units reads.
 */
export function changeLines(change: object, now: object, amount: (base: bigint) => string): string[] {
  const present = new Map<string, unknown>(Object.entries(now));
  return Object.entries(change)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => {
      const [after, before] = [value, present.get(name)].map((each: unknown) => valueText(each, amount));
      return `${labelOf(name)}: ${after} instead of ${before}`;
    });
}

function valueText(value: unknown, amount: (base: bigint) => string): string {
  if (value === null || value === undefined) return "nobody";
  if (Array.isArray(value)) return value.length === 0 ? "nobody" : value.join(", ");
  if (isDuration(value)) return durationText(value);
  if (typeof value === "object") return "set" in value ? String(value.set) : "nobody";
  const text = String(value);
  return /^\d+$/.test(text) ? amount(BigInt(text)) : text;
}

function isDuration(value: unknown): value is Duration {
  return typeof value === "object" && value !== null && ("time" in value || "height" in value);
}
