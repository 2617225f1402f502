import { grouped } from "./amounts.js";

/** Where the chain is: what "now" means to the contracts. */
export interface ChainNow {
  readonly height: number;
  /** Of the last block, in milliseconds since 1970. */
  readonly timeMs: number;
}

/** How long something lasts, as the contracts say it. */
export type Duration = { readonly height: number } | { readonly time: number };

/** When something happens, as the contracts say it. */
export type Point = { readonly at_height: number } | { readonly at_time: string } | { readonly never: object };

const UNITS: readonly (readonly [number, string])[] = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
];

/** Seconds in at most two units: `2 days 3 hours`. */
export function secondsText(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const first = UNITS.findIndex(([size]) => whole >= size);
  if (first < 0) return "no time";
  const parts = UNITS.slice(first, first + 2).map(([size], index) => {
    const rest = index === 0 ? whole : whole % (UNITS[first]?.[0] ?? 1);
    return counted(Math.floor(rest / size), UNITS[first + index]?.[1] ?? "");
  });
  return parts.filter((part) => !part.startsWith("0 ")).join(" ");
}

/** `1 block`, `3 pools`, `1,000 rows`. */
export function counted(count: number | bigint, word: string, plural = `${word}s`): string {
  return `${grouped(count)} ${BigInt(count) === 1n ? word : plural}`;
}

/** `21 days`, `100 blocks`, `at once`. */
export function durationText(duration: Duration): string {
  if ("height" in duration) return duration.height === 0 ? "no time" : counted(duration.height, "block");
  return secondsText(duration.time);
}

/** Whether a point is reached. */
export function reached(point: Point, now: ChainNow): boolean {
  if ("at_height" in point) return now.height >= point.at_height;
  return "at_time" in point && now.timeMs >= millisOf(point.at_time);
}

/** How far away a point is: `in 2 days 3 hours`, `in 40 blocks`, `now`. */
export function leftText(point: Point, now: ChainNow): string {
  if ("never" in point) return "never";
  if (reached(point, now)) return "now";
  if ("at_height" in point) return `in ${counted(point.at_height - now.height, "block")}`;
  return `in ${secondsText((millisOf(point.at_time) - now.timeMs) / 1000)}`;
}

/** A point as people note it: `3 March 2026, 14:05` or `height 1,200`. */
export function pointText(point: Point): string {
  if ("never" in point) return "never";
  return "at_height" in point ? `height ${grouped(point.at_height)}` : dateText(millisOf(point.at_time));
}

/** The point that an event's attribute means, by the kind of lock: a height or nanoseconds. */
export function pointOf(value: bigint, kind: Duration): Point {
  return "height" in kind ? { at_height: Number(value) } : { at_time: String(value) };
}

/** The point that lies a duration after now. */
export function after(duration: Duration, now: ChainNow): Point {
  if ("height" in duration) return { at_height: now.height + duration.height };
  return { at_time: String((BigInt(now.timeMs) + BigInt(duration.time) * 1000n) * 1_000_000n) };
}

/** Milliseconds of the chain's nanoseconds. */
export function millisOf(nanoseconds: string | bigint): number {
  return Number(BigInt(nanoseconds) / 1_000_000n);
}

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

/** Date and time, in the reader's time zone. */
export function dateText(millis: number): string {
  return DATE.format(millis);
}

/** The date alone. */
export function dayText(millis: number): string {
  return DAY.format(millis);
}
