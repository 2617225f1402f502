import type { Described } from "../../data/metadataRules.js";
import type { Pool } from "../../data/poolRegistry.js";
import { millisOf } from "../../words/time.js";

/** The lists that pools are shown in: young ones cannot be compared, broken ones take nothing. */
export type PoolGroup = "active" | "new" | "broken" | "retired";

/**
 * In which list a pool belongs.
 *
 * @param sinceMs when the window of performance began: who was registered later is new. While that is not known, who has no figure.
 */
export function groupOf(pool: Pool, sinceMs: number | undefined): PoolGroup {
  if (pool.state !== "active") return pool.state;
  const young = sinceMs === undefined ? (pool.performance_ppm ?? null) === null : millisOf(pool.registered_at) > sinceMs;
  return young ? "new" : "active";
}

/** By what pools can be ordered. */
export type PoolOrder = "score" | "fee" | "performance" | "stake" | "capacity" | "reward";

/** What the reader wants to see. */
export interface PoolFilter {
  /** In name, tags or address. */
  readonly text: string;
  /** At most this fee, in millionths. */
  readonly maxFeePpm: number | undefined;
  /** Room for so much, in base units. */
  readonly room: bigint | undefined;
}

/** The pools of each list, in the order that was asked for; the address decides between equals, so that nothing jumps. */
export function arrangePools(
  pools: readonly Pool[],
  filter: PoolFilter,
  order: PoolOrder,
  described: ReadonlyMap<string, Described>,
  sinceMs?: number,
): Readonly<Record<PoolGroup, readonly Pool[]>> {
  const groups: Record<PoolGroup, Pool[]> = { active: [], new: [], broken: [], retired: [] };
  for (const pool of pools) if (passes(pool, filter, described.get(pool.pool))) groups[groupOf(pool, sinceMs)].push(pool);
  for (const group of Object.values(groups)) group.sort((a, b) => compare(a, b, order));
  return groups;
}

/** Whether a pool is what the reader wants to see. */
export function passes(pool: Pool, { text, maxFeePpm, room }: PoolFilter, described: Described | undefined): boolean {
  if (maxFeePpm !== undefined && pool.commission_ppm > maxFeePpm) return false;
  if (room !== undefined && BigInt(pool.capacity_left) < room) return false;
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return true;
  return [pool.pool, described?.name ?? "", ...(described?.tags ?? [])].some((part) => part.toLowerCase().includes(wanted));
}

/** Which of two pools comes first. */
export function compare(a: Pool, b: Pool, order: PoolOrder): number {
  return difference(a, b, order) || (a.pool < b.pool ? -1 : 1);
}

function difference(a: Pool, b: Pool, order: PoolOrder): number {
  switch (order) {
    case "score":
      return b.score_ppm - a.score_ppm;
    case "fee":
      return a.commission_ppm - b.commission_ppm;
    case "performance":
      return (b.performance_ppm ?? -1) - (a.performance_ppm ?? -1);
    case "stake":
      return sign(BigInt(b.total_stake) - BigInt(a.total_stake));
    case "capacity":
      return sign(BigInt(b.capacity_left) - BigInt(a.capacity_left));
    case "reward":
      return sign(netRewards(b) * BigInt(a.total_stake) - netRewards(a) * BigInt(b.total_stake));
  }
}

/** What the delegators of a pool got in the window, times a million. */
function netRewards(pool: Pool): bigint {
  return BigInt(pool.window_rewards) * BigInt(1_000_000 - pool.commission_ppm);
}

function sign(value: bigint): number {
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}
