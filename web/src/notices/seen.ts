import { capacityOf, openRequest, partPpm } from "../data/estimates.js";
import type { Pool, PoolConfig } from "../data/poolRegistry.js";
import type { ChainNow, Point } from "../words/time.js";

/** What is remembered of a pool that somebody is in. Amounts are texts of base units, as the chain gives them. */
export interface Seen {
  readonly state: Pool["state"];
  readonly feePpm: number;
  /** The announced fee; null if none is. */
  readonly announced: Announced | null;
  readonly metadataUrl: string;
  readonly metadataHash: string;
  /** How it stood when its score was best since the last notice of a drop. */
  readonly best: Standing;
  /** Its stake when it was largest since the last notice that much has left. */
  readonly stake: string;
  /** Its rewards of a window when they were highest since the last notice that they fell. */
  readonly earned: Earned;
}

/** An announcement: two of the same fee are told apart by their dates. */
export interface Announced {
  readonly feePpm: number;
  readonly release: Point;
  readonly expires: Point;
}

/** What a score comes from: the parts in millionths, and what each counts. */
export interface Standing {
  readonly scorePpm: number;
  readonly feePpm: number;
  /** Null for a pool that is too young to be measured: then it does not count. */
  readonly performancePpm: number | null;
  readonly roomPpm: number;
  readonly weights: Weights;
}

export type Weights = Readonly<Record<"fee" | "performance" | "capacity", number>>;

/** Rewards of a window, and the stake that earned them. */
export interface Earned {
  readonly rewards: string;
  readonly stake: string;
}

/** What of the parameters matters here. */
export type ScoreConfig = Pick<PoolConfig, "min_self_stake_percentage" | "score_weights">;

/** A pool as it is now, all its heights of the past forgotten. */
export function seenNow(pool: Pool, config: ScoreConfig, now: ChainNow): Seen {
  const request = openRequest(pool, now);
  return {
    state: pool.state,
    feePpm: pool.commission_ppm,
    announced:
      request === undefined ? null : { feePpm: request.commission_ppm, release: request.release, expires: request.expires },
    metadataUrl: pool.metadata_url,
    metadataHash: pool.metadata_hash,
    best: standingOf(pool, config),
    stake: pool.total_stake,
    earned: { rewards: pool.window_rewards, stake: pool.total_stake },
  };
}

function standingOf(pool: Pool, config: ScoreConfig): Standing {
  const { fee, performance, capacity } = config.score_weights;
  return {
    scorePpm: pool.score_ppm,
    feePpm: pool.commission_ppm,
    performancePpm: pool.performance_ppm ?? null,
    roomPpm: Number(partPpm(BigInt(pool.capacity_left), capacityOf(pool, config))),
    weights: { fee, performance, capacity },
  };
}
