import type { Activity, Happened } from "../../data/past.js";

/** A figure at a height. */
export interface Step {
  readonly height: number;
  readonly value: bigint;
}

/** What is known of a pool's past. */
export interface PoolHistory {
  readonly stake: readonly Step[];
  /** All rewards booked since the first that is known, gross. */
  readonly rewards: readonly Step[];
  /** In millionths. */
  readonly fee: readonly Step[];
  /** What changed for its delegators, newest first. */
  readonly changes: readonly Happened[];
}

/** The events that a pool's delegators should know of. */
const CHANGES: ReadonlySet<string> = new Set([
  "pool-registry/pool_registered",
  "pool-registry/commission_change_requested",
  "pool-registry/commission_changed",
  "pool-registry/commission_change_cancelled",
  "pool-registry/metadata_updated",
  "pool-registry/pool_state_changed",
  "pool-registry/operator_liquidated",
]);

/** Reads a pool's past out of what happened in its registry. Events of other contracts count for nothing. */
export function poolHistory(pool: string, registry: string, { events }: Activity): PoolHistory {
  const stake: Step[] = [];
  const rewards: Step[] = [];
  const fee: Step[] = [];
  const changes: Happened[] = [];
  for (const happened of events) {
    const { event, height } = happened;
    if (event.contract !== "pool-registry" || event.address !== registry) continue;
    if (event.name === "delegation_transferred" && event.attributes.from_pool === pool) {
      stake.push({ height, value: event.attributes.pool_stake });
    }
    if (!("pool" in event.attributes) || event.attributes.pool !== pool) continue;
    if (CHANGES.has(event.type)) changes.push(happened);
    if ("pool_stake" in event.attributes) stake.push({ height, value: event.attributes.pool_stake });
    if (event.name === "pool_registered") stake.push({ height, value: event.attributes.amount });
    if (event.name === "rewards_booked") rewards.push({ height, value: (rewards.at(-1)?.value ?? 0n) + event.attributes.amount });
    if (event.name === "commission_changed" || event.name === "pool_registered") {
      fee.push({ height, value: BigInt(event.attributes.commission_ppm) });
    }
  }
  return { stake, rewards, fee, changes: changes.reverse() };
}
