import type { Pool } from "../data/poolRegistry.js";
import { ppmText, shortPpmText } from "../words/rates.js";
import { POOL_STATES } from "../words/states.js";
import { pointText, reached, type ChainNow } from "../words/time.js";
import { seenNow, type Earned, type ScoreConfig, type Seen, type Standing } from "./seen.js";

/** What was seen last, by pool. */
export type Snapshot = Readonly<Record<string, Seen>>;

export const NOTICE_KINDS = ["state", "fee announced", "fee", "metadata", "score", "stake", "rewards"] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something that a delegator should know. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly pool: string;
  /** What happened, to be read behind the pool's name: "is broken". */
  readonly text: string;
  /** Whether it is to the reader's disadvantage. */
  readonly bad: boolean;
}

/** A notice with when it was noticed. */
export interface KeptNotice extends Notice {
  readonly id: string;
  readonly timeMs: number;
  readonly read: boolean;
}

/** A score that fell by so much is worth a notice: five points of a hundred. */
export const SCORE_DROP_PPM = 50_000;
/** A part of the score that cost so much of it is a reason: a point of a hundred. */
const REASON_PPM = 10_000;
/** A large amount of stake has left: a fifth of it, in per cent. */
const STAKE_DROP = 20n;
/** Rewards have diminished significantly: by a third more than the stake that earns them, since luck moves them. */
const REWARDS_DROP = 33n;

/** Compares what was seen last with how the pools are now. A pool that was not watched before is news to nobody. */
export function compare(
  before: Snapshot,
  pools: readonly Pool[],
  config: ScoreConfig,
  now: ChainNow,
): { readonly snapshot: Snapshot; readonly notices: readonly Notice[] } {
  const notices: Notice[] = [];
  const entries = pools.map((pool) => {
    const present = seenNow(pool, config, now);
    const seen = Object.hasOwn(before, pool.pool) ? before[pool.pool] : undefined;
    if (seen === undefined) return [pool.pool, present] as const;
    const told = (notice: Omit<Notice, "pool"> | undefined): boolean => {
      if (notice !== undefined) notices.push({ pool: pool.pool, ...notice });
      return notice !== undefined;
    };
    changes(seen, present, now).forEach(told);
    return [pool.pool, { ...present, ...watermarks(seen, present, told) }] as const;
  });
  return { snapshot: Object.fromEntries(entries), notices };
}

type Said = Omit<Notice, "pool">;

/** What is compared with its best since the last notice, so that a slow decline is told too. A broken pool says all by its state. */
function watermarks(
  seen: Seen,
  present: Seen,
  told: (notice: Said | undefined) => boolean,
): Pick<Seen, "best" | "stake" | "earned"> {
  if (present.state !== "active") return present;
  const lower = !told(scoreNotice(present.best, seen.best)) && present.best.scorePpm < seen.best.scorePpm;
  const smaller = !told(stakeNotice(present.stake, seen.stake)) && BigInt(present.stake) < BigInt(seen.stake);
  const poorer =
    !told(rewardsNotice(present.earned, seen.earned)) && BigInt(present.earned.rewards) < BigInt(seen.earned.rewards);
  return {
    best: lower ? seen.best : present.best,
    stake: smaller ? seen.stake : present.stake,
    earned: poorer ? seen.earned : present.earned,
  };
}

function changes(seen: Seen, present: Seen, now: ChainNow): Said[] {
  const { state, feePpm: fee, announced } = present;
  const found: (Said | false)[] = [
    state !== seen.state && { kind: "state", bad: state !== "active", text: stateText(state) },
    announced !== null &&
      JSON.stringify(announced) !== JSON.stringify(seen.announced) && {
        kind: "fee announced",
        bad: announced.feePpm > fee,
        text: `announced a fee of ${ppmText(announced.feePpm)} instead of ${ppmText(fee)}, possible from ${pointText(announced.release)} on`,
      },
    announced === null &&
      seen.announced !== null &&
      fee === seen.feePpm && {
        kind: "fee announced",
        bad: false,
        text: `${reached(seen.announced.expires, now) ? "let the announced fee lapse" : "took back the announced fee"} of ${ppmText(seen.announced.feePpm)}`,
      },
    fee !== seen.feePpm && {
      kind: "fee",
      bad: fee > seen.feePpm,
      text: `takes ${ppmText(fee)} now, before it was ${ppmText(seen.feePpm)}`,
    },
    present.metadataHash !== seen.metadataHash
      ? { kind: "metadata", bad: false, text: "describes itself anew" }
      : present.metadataUrl !== seen.metadataUrl && {
          kind: "metadata",
          bad: false,
          text: "keeps its description at another address; what it says is the same",
        },
  ];
  return found.filter((notice) => notice !== false);
}

function stateText(state: Pool["state"]): string {
  if (state === "active") return "takes part again";
  const name = POOL_STATES[state].name.toLowerCase();
  return `is ${name}: your stake earns nothing there now; you can move it to another pool at any time`;
}

function scoreNotice(present: Standing, best: Standing): Said | undefined {
  if (best.scorePpm - present.scorePpm < SCORE_DROP_PPM) return undefined;
  const points = (ppm: number): number => Math.floor(ppm / 10_000);
  const reasons = reasonsOf(present, best);
  const why = reasons.length === 0 ? "for no reason that can be seen here" : reasons.join(", ");
  return {
    kind: "score",
    bad: true,
    text: `fell in attractiveness from ${points(best.scorePpm)} to ${points(present.scorePpm)} of 100: ${why}`,
  };
}

/** The parts of the score that cost it something, the contract's weights among them. */
function reasonsOf(present: Standing, best: Standing): string[] {
  const { weights, performancePpm: performance } = present;
  const sum = weights.fee + weights.capacity + (performance === null ? 0 : weights.performance);
  const costs = (before: number, after: number, weight: number): boolean => (before - after) * weight >= REASON_PPM * sum;
  const measured = (performance === null) !== (best.performancePpm === null);
  const reasons = [
    JSON.stringify(weights) !== JSON.stringify(best.weights) && "the weights of the score are others now",
    costs(present.feePpm, best.feePpm, weights.fee) && `its fee rose to ${ppmText(present.feePpm)}`,
    performance !== null &&
      best.performancePpm !== null &&
      costs(capped(best.performancePpm), capped(performance), weights.performance) &&
      `it earns less than its stake should, ${shortPpmText(performance)} of it`,
    measured && (performance === null ? "its performance is not measured now" : performedText(performance)),
    costs(best.roomPpm, present.roomPpm, weights.capacity) &&
      `less room is left, ${shortPpmText(present.roomPpm)} of what it can hold`,
  ];
  return reasons.filter((reason) => reason !== false);
}

function performedText(ppm: number): string {
  return `its performance is measured now, ${shortPpmText(ppm)} of what its stake should earn`;
}

/** More than the whole counts as the whole. */
function capped(ppm: number): number {
  return Math.min(ppm, 1_000_000);
}

function stakeNotice(present: string, most: string): Said | undefined {
  const [after, before] = [BigInt(present), BigInt(most)];
  if (after * 100n > before * (100n - STAKE_DROP) || before === 0n) return undefined;
  const left = ((before - after) * 1_000_000n) / before;
  return { kind: "stake", bad: true, text: `has lost much stake: ${shortPpmText(left)} of it have left` };
}

/** Fewer rewards because less stake earns them are no loss of whoever stays. */
function rewardsNotice(present: Earned, most: Earned): Said | undefined {
  const [after, before] = [BigInt(present.rewards), BigInt(most.rewards)];
  const [stake, stakeBefore] = [BigInt(present.stake), BigInt(most.stake)];
  const kept = stake < stakeBefore ? stake : stakeBefore;
  if (before === 0n || after * 100n * stakeBefore > before * (100n - REWARDS_DROP) * kept) return undefined;
  const lost = ((before - after) * 1_000_000n) / before;
  return { kind: "rewards", bad: true, text: `earns much less: its rewards of a window fell by ${shortPpmText(lost)}` };
}
