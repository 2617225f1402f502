/** What a transaction, simulated or in a block, did to each item: read from its events. */

import type { TributaryEvent } from "tributary-client";

import { rewardsKey } from "./items.js";

/** Whose events count: any contract can report anything. */
export interface Suite {
  readonly stakerRegistry: string;
  readonly poolRegistry: string;
  /** The staking denom, in which bounties are paid. */
  readonly denom: string;
}

/** What was paid to us for each item that was finished, by its key. What is missing was gone, or passed over. */
export type Report = ReadonlyMap<string, bigint>;

/** @param address who is to have the fees */
export function reportOf(events: readonly TributaryEvent[], suite: Suite, address: string): Report {
  const paid = new Map<string, bigint>();
  const pay = (key: string, { fee, fee_recipient }: { fee: bigint; fee_recipient: string | undefined }): void => {
    paid.set(key, (paid.get(key) ?? 0n) + (fee_recipient === address ? fee : 0n));
  };
  for (const event of events) {
    if (event.address !== suite.stakerRegistry && event.address !== suite.poolRegistry) continue;
    switch (event.type) {
      case "staker-registry/unbond_finalized":
        pay(`unbonds/${event.attributes.id}`, event.attributes);
        break;
      case "staker-registry/transfer_finalized":
        pay(`transfers/${event.attributes.id}`, event.attributes);
        break;
      case "pool-registry/rewards_redelegated":
        pay(rewardsKey(event.attributes.pool, event.attributes.delegator), event.attributes);
        break;
    }
  }
  return paid;
}

/** All that was paid. */
export function earnedIn(report: Report): bigint {
  return [...report.values()].reduce((sum, fee) => sum + fee, 0n);
}
