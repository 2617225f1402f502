/** What the pool-registry says: which pools there are, and which file each names. */

import { all, connect, PoolRegistryQueryClient, poolRegistryLists } from "tributary-client";
import type { Connection, ICosmWasmClient } from "tributary-client";

import type { Config } from "./config.js";

/** A pool, and the file that it names. */
export interface Pool {
  /** The operator's address. */
  pool: string;
  /** Chosen by the operator; may be empty. */
  url: string;
  /** Blake2b-256 of the file, lower-case hex. */
  hash: string;
}

/** The pools of a registry. */
export interface PoolList {
  /** The block from which on they are read. */
  height: number;
  pools: Pool[];
  /** Whether there are no more of them than a proxy takes. */
  complete: boolean;
}

/** Milliseconds to wait for one answer of the node. */
const PATIENCE = 20_000;

/** A pool-registry behind a node that may come and go. */
export class Registry {
  private connection: Connection | undefined;

  constructor(private readonly config: Config) {}

  /**
   * All pools.
   *
   * @throws when the node does not answer, lags, is of another chain, or says something else than pools
   */
  async read(): Promise<PoolList> {
    try {
      this.connection ??= await inTime(connect(this.config.rpc));
      return await this.readFrom(this.connection);
    } catch (error) {
      this.connection?.disconnect();
      this.connection = undefined;
      throw error;
    }
  }

  private async readFrom({ comet, cosmwasm }: Connection): Promise<PoolList> {
    const { chain_id: wanted, registry, max_pools: most } = this.config;
    const { nodeInfo, syncInfo } = await inTime(comet.status());
    if (nodeInfo.network !== wanted) throw new Error(`the node is of the chain ${nodeInfo.network}, not of ${wanted}`);
    if (syncInfo.catchingUp) throw new Error("the node is still catching up with its chain");
    const { lastBlockHeight: height } = await inTime(comet.abciInfo());
    if (height === undefined) throw new Error("the node has no state yet");

    const client: ICosmWasmClient = {
      queryContractSmart: async (address, query) => inTime(cosmwasm.queryContractSmart(address, query)),
    };
    const pools: Pool[] = [];
    for await (const row of all(poolRegistryLists(new PoolRegistryQueryClient(client, registry)).pools())) {
      if (pools.length === most) return { height, pools, complete: false };
      pools.push(poolIn({ pool: row.pool, url: row.metadata_url, hash: row.metadata_hash }));
    }
    return { height, pools, complete: true };
  }
}

/**
 * A pool as the contract promises it: addresses and hashes become names of files and paths.
 *
 * @throws when it is something else
 */
export function poolIn({ pool, url, hash }: { [Key in keyof Pool]: unknown }): Pool {
  if (typeof pool !== "string" || !/^[a-z0-9]{1,128}$/.test(pool)) throw new Error("a pool is not named by an address");
  if (typeof url !== "string" || !/^[ -~]{0,256}$/.test(url)) throw new Error(`the metadata URL of pool ${pool} cannot be one`);
  if (typeof hash !== "string" || !/^[0-9a-f]{64}$/.test(hash))
    throw new Error(`the metadata hash of pool ${pool} cannot be one`);
  return { pool, url, hash };
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the node does not answer within ${PATIENCE / 1000} s`)), PATIENCE);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
