import type { ProxyRow, ProxyRows, Texts } from "../src/data/metadataRules.js";
import type { Pool } from "../src/data/poolRegistry.js";

/** A sound pool, but for what is said. */
export function pool(name: string, rest: Partial<Pool> = {}): Pool {
  return {
    pool: name,
    coinbase: `${name}-coinbase`,
    signing_address: `${name}-signer`,
    commission_ppm: 50_000,
    commission_request: null,
    state: "active",
    self_stake: "100000000",
    total_stake: "1000000000",
    pending_stake: "0",
    capacity_left: "9000000000",
    share_ppm: 100_000,
    delegators: 3,
    metadata_url: "https://pool.example/m.json",
    metadata_hash: "ab".repeat(32),
    registered_at: "1700000000000000000",
    lifetime_rewards: "5000000",
    unreleased: "0",
    release_end: null,
    window_rewards: "1000000",
    performance_ppm: 1_000_000,
    score_ppm: 900_000,
    ...rest,
  };
}

/** What a proxy says of a sound pool's file, but for what is said. */
export function row(of: string, rest: Partial<ProxyRow> = {}, texts: Partial<Texts> = {}): ProxyRow {
  const file = { name: "Mill", description: "Grinds.", tags: [], url: "https://mill.example/", ...texts };
  return {
    proxy: "p",
    pool: of,
    hash: pool(of).metadata_hash,
    status: "ok",
    reason: undefined,
    texts: file,
    logo: undefined,
    ...rest,
  };
}

/** What one proxy says. */
export function rowsOf(...rows: readonly ProxyRow[]): ProxyRows {
  return new Map(rows.map((each) => [each.pool, each]));
}
