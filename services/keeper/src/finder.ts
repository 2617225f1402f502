/** Looks for what waits, by the lists of the registries. */

import type { List, PoolRegistryReadOnlyInterface, StakerRegistryReadOnlyInterface } from "tributary-client";
import { DEFAULT_LIMIT, poolRegistryLists, refusalIn, stakerRegistryLists } from "tributary-client";

import type { Item, Kind } from "./items.js";
import { keyOf } from "./items.js";
import type { Say } from "./log.js";

/**
 * Pages of one list that one look reads; the next look goes on there. Anybody can make lists longer, by items without a bounty for
 * example: a look is bounded nevertheless, and comes to every item in the end.
 */
export const PAGES_A_LOOK = 20;

/** A list of the registries, as items that can be finished now. */
type Source = List<Item | undefined, unknown>;

/** Remembers how far each list was read. */
export class Finder {
  private readonly cursors = new Map<Kind, unknown>();

  /** @param kinds what is wanted */
  constructor(
    private readonly kinds: readonly Kind[],
    private readonly say: Say,
  ) {}

  /**
   * What can be finished now, as the node says. A list that is refused is left out.
   *
   * @param minRewards rewards below that are left out
   */
  async look(
    stakers: StakerRegistryReadOnlyInterface,
    pools: PoolRegistryReadOnlyInterface,
    minRewards: bigint,
  ): Promise<Item[]> {
    const sources = sourcesOf(stakers, pools, minRewards);
    const found = new Map<string, Item>();
    for (const kind of this.kinds) {
      for (const item of await this.read(kind, sources[kind])) found.set(keyOf(item), item);
    }
    return [...found.values()];
  }

  private async read(kind: Kind, source: Source): Promise<Item[]> {
    const items: Item[] = [];
    let limit = DEFAULT_LIMIT;
    for (let page = 0; page < PAGES_A_LOOK; page += 1) {
      const answer = await source(this.cursors.get(kind), limit).catch((error: unknown) => refusedIn(error));
      if (typeof answer === "string") {
        // A page can be more than the node's gas for queries.
        limit = Math.floor(limit / 3);
        if (limit > 0) continue;
        this.say(`the list of ${kind} is refused: ${answer}`);
        this.cursors.delete(kind);
        break;
      }
      items.push(...answer.rows.filter((item) => item !== undefined));
      this.cursors.set(kind, answer.next);
      if (answer.next === undefined) break;
    }
    return items;
  }
}

/** Why a contract or a chain refused; any other error is thrown again. */
function refusedIn(error: unknown): string {
  const refusal = refusalIn(error);
  if (refusal === undefined) throw error;
  return refusal.reason;
}

function sourcesOf(
  stakers: StakerRegistryReadOnlyInterface,
  pools: PoolRegistryReadOnlyInterface,
  minRewards: bigint,
): Record<Kind, Source> {
  const { matured } = stakerRegistryLists(stakers);
  const { transfers, autoRewards } = poolRegistryLists(pools);
  return {
    unbonds: items(matured({ kind: "unbond" }), ({ id, fee }) => ({ kind: "unbonds", id, bounty: BigInt(fee) })),
    transfers: items(transfers(), ({ id, fee, ready, accepted }) =>
      ready && accepted ? { kind: "transfers", id, bounty: BigInt(fee) } : undefined,
    ),
    auto_rewards: items(autoRewards({ minAmount: String(minRewards) }), ({ pool, delegator, fee, accepted }) =>
      accepted ? { kind: "auto_rewards", pool, delegator, bounty: BigInt(fee) } : undefined,
    ),
  };
}

function items<Row, Cursor>(list: List<Row, Cursor>, item: (row: Row) => Item | undefined): Source {
  return async (startAfter, limit) => {
    const { rows, next } = await list(startAfter as Cursor | undefined, limit);
    return { rows: rows.map(item).filter((found) => found !== undefined && found.bounty > 0n), next };
  };
}
