import { NOTICE_KINDS, type KeptNotice, type NoticeKind, type Snapshot } from "./compare.js";
import type { Announced, Earned, Seen, Standing, Weights } from "./seen.js";

/** What this browser remembers for one account on one chain. */
export interface Memory {
  readonly snapshot: Snapshot;
  readonly notices: readonly KeptNotice[];
}

/** Nothing is remembered. */
export const EMPTY: Memory = { snapshot: {}, notices: [] };

/** Reads what the browser kept. What is not as it was written is dropped: such a pool is seen for the first time. */
export function readMemory(text: string | undefined): Memory {
  try {
    const { snapshot, notices } = fields(JSON.parse(text ?? ""));
    const seen = Object.entries(fields(snapshot)).flatMap(([pool, value]) => tried(() => [[pool, seenOf(value)] as const]));
    return {
      snapshot: Object.fromEntries(seen),
      notices: Array.isArray(notices) ? notices.flatMap((notice: unknown) => tried(() => [noticeOf(notice)])) : [],
    };
  } catch {
    return EMPTY;
  }
}

class Malformed extends Error {}

function tried<Value>(read: () => readonly Value[]): readonly Value[] {
  try {
    return read();
  } catch {
    return [];
  }
}

function seenOf(value: unknown): Seen {
  const { state, feePpm, announced, metadataUrl, metadataHash, best, stake, earned } = fields(value);
  return {
    state: oneOf(["active", "broken", "retired"] as const, state),
    feePpm: number(feePpm),
    announced: announced === null ? null : announcedOf(announced),
    metadataUrl: text(metadataUrl),
    metadataHash: text(metadataHash),
    best: standingOf(best),
    stake: amount(stake),
    earned: earnedOf(earned),
  };
}

function announcedOf(value: unknown): Announced {
  const { feePpm, release, expires } = fields(value);
  return { feePpm: number(feePpm), release: pointOf(release), expires: pointOf(expires) };
}

function pointOf(value: unknown): Announced["release"] {
  const point = fields(value);
  if ("at_height" in point) return { at_height: number(point["at_height"]) };
  if ("at_time" in point) return { at_time: amount(point["at_time"]) };
  if ("never" in point) return { never: {} };
  throw new Malformed();
}

function standingOf(value: unknown): Standing {
  const { scorePpm, feePpm, performancePpm, roomPpm, weights } = fields(value);
  return {
    scorePpm: number(scorePpm),
    feePpm: number(feePpm),
    performancePpm: performancePpm === null ? null : number(performancePpm),
    roomPpm: number(roomPpm),
    weights: weightsOf(weights),
  };
}

function weightsOf(value: unknown): Weights {
  const { fee, performance, capacity } = fields(value);
  return { fee: number(fee), performance: number(performance), capacity: number(capacity) };
}

function earnedOf(value: unknown): Earned {
  const { rewards, stake } = fields(value);
  return { rewards: amount(rewards), stake: amount(stake) };
}

function noticeOf(value: unknown): KeptNotice {
  const { kind, pool, text: says, bad, id, timeMs, read } = fields(value);
  return {
    kind: oneOf<NoticeKind>(NOTICE_KINDS, kind),
    pool: text(pool),
    text: text(says),
    bad: bad === true,
    id: text(id),
    timeMs: number(timeMs),
    read: read === true,
  };
}

function fields(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Malformed();
  return value as Record<string, unknown>;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Malformed();
  return value;
}

function amount(value: unknown): string {
  const digits = text(value);
  if (!/^\d{1,78}$/.test(digits)) throw new Malformed();
  return digits;
}

/** A whole number: a rate, a height, or milliseconds. Above 8.64e15 no date can be written. */
function number(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 8.64e15) throw new Malformed();
  return value;
}

function oneOf<Word extends string>(words: readonly Word[], value: unknown): Word {
  const word = words.find((each) => each === value);
  if (word === undefined) throw new Malformed();
  return word;
}
