import { PPM } from "../words/rates.js";
import { reached, type ChainNow } from "../words/time.js";
import type { Pool, PoolConfig } from "./poolRegistry.js";

const YEAR_MS = 31_536_000_000n;

/**
 * What a delegator would earn in a year by what the pool earned in the last window, in millionths of the stake: after commission,
 * without compounding. Undefined for a pool that is too young, broken or empty. It is a look back, no promise.
 */
export function yearlyPpm(pool: Pool, windowMs: number | undefined): bigint | undefined {
  const { performance_ppm: performance, state } = pool;
  const stake = BigInt(pool.total_stake);
  if (performance === null || performance === undefined || state !== "active" || stake === 0n || !windowMs) return undefined;
  const net = BigInt(pool.window_rewards) * (PPM - BigInt(pool.commission_ppm));
  return (net * YEAR_MS) / (stake * BigInt(windowMs));
}

/** What the operator must hold of its own, and how much the pool can hold with what it has. */
export function capacityOf(pool: Pool, config: Pick<PoolConfig, "min_self_stake_percentage">): bigint {
  return (100n * BigInt(pool.self_stake)) / BigInt(config.min_self_stake_percentage);
}

/** Part of a whole in millionths, cut; 0 of nothing. */
export function partPpm(part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : (part * PPM) / whole;
}

/** The fee that a pool has announced and can still put in force; a request that has lapsed is none. */
export function openRequest(pool: Pool, now: ChainNow): NonNullable<Pool["commission_request"]> | undefined {
  const request = pool.commission_request ?? undefined;
  return request !== undefined && !reached(request.expires, now) ? request : undefined;
}
