/** What the proxy says, as JSON. */

import type { Config } from "./config.js";
import type { Description } from "./rules.js";
import { STATUSES } from "./status.js";
import type { Status } from "./status.js";
import type { Watched, Watcher } from "./watcher.js";

/** A pool: what the chain names, what came of it, and what the file says if there is a good one with that hash. */
export interface PoolAnswer extends Partial<Description> {
  pool: string;
  metadata_url: string;
  metadata_hash: string;
  status: Status;
  reason?: string;
  /** Path of the logo at this proxy. */
  logo?: string;
}

/** All pools. */
export interface PoolsAnswer {
  chain_id: string;
  registry: string;
  height: number | null;
  checked_at: string | null;
  pools: PoolAnswer[];
}

/** How the proxy does. */
export interface HealthAnswer {
  status: "ok" | "stale";
  reason?: string;
  chain_id: string;
  registry: string;
  height: number | null;
  checked_at: string | null;
  age_seconds: number | null;
  pools: Record<Status, number>;
}

/** The answer about one pool. */
export function poolAnswer(watcher: Watcher, { pool, url, hash, status, reason }: Watched): PoolAnswer {
  const description = url === "" ? undefined : watcher.store.description(hash);
  return {
    pool,
    metadata_url: url,
    metadata_hash: hash,
    status,
    ...(reason !== undefined && { reason }),
    ...(description && { ...description, logo: `/v1/logos/${hash}.png` }),
  };
}

/** The answer about all of them. */
export function poolsAnswer(config: Config, watcher: Watcher): PoolsAnswer {
  const pools = [...watcher.pools.values()].map((pool) => poolAnswer(watcher, pool));
  return { ...seen(config, watcher), pools };
}

/** The answer about the proxy itself. */
export function healthAnswer(config: Config, watcher: Watcher): HealthAnswer {
  const pools = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const { status } of watcher.pools.values()) pools[status] += 1;
  const { fresh, trouble, checkedAt } = watcher;
  return {
    status: fresh ? "ok" : "stale",
    ...(trouble !== undefined && { reason: trouble }),
    ...seen(config, watcher),
    age_seconds: checkedAt === undefined ? null : Math.floor((Date.now() - checkedAt) / 1000),
    pools,
  };
}

function seen({ chain_id, registry }: Config, { height, checkedAt }: Watcher): Omit<PoolsAnswer, "pools"> {
  const checked_at = checkedAt === undefined ? null : new Date(checkedAt).toISOString();
  return { chain_id, registry, height: height ?? null, checked_at };
}
