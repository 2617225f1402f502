/** A keeper with all its parts, from a configuration. */

import { RemoteChain } from "./chain.js";
import type { Config } from "./config.js";
import { Finder } from "./finder.js";
import type { Parts } from "./keeper.js";
import { walletOf } from "./key.js";
import type { Say } from "./log.js";
import { Nodes } from "./nodes.js";
import { RecordFile } from "./record.js";

/** What a keeper is made of, and what is needed around it. */
export interface Assembled extends Parts {
  readonly nodes: Nodes;
  readonly store: RecordFile;
}

/**
 * Reads key and record; asks no node yet.
 *
 * @throws Refused
 */
export async function assemble(config: Config, dryRun: boolean, say: Say): Promise<Assembled> {
  const { chainId, poolRegistry, policy, limits } = config;
  const wallet = await walletOf(config.key, config.prefix);
  const nodes = new Nodes(config.rpc, chainId, say);
  const chain = await RemoteChain.of(nodes, wallet, { chainId, poolRegistry, feeDenom: policy.price.denom });
  const store = new RecordFile(config.record, chainId, chain.address);
  const finder = new Finder(config.kinds, say);
  return { nodes, chain, store, finder, policy, limits, say, dryRun, random: Math.random, now: Date.now };
}
