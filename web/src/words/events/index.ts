import type { TributaryEvent } from "tributary-client";

import { LICENCE_EVENTS } from "./licences.js";
import { MARKET_EVENTS } from "./market.js";
import { POOL_EVENTS } from "./pools.js";
import { STAKER_EVENTS } from "./stakers.js";
import { unsaid, type Tellers, type Voice } from "./tell.js";
import { TREASURY_EVENTS } from "./treasury.js";
import { VAULT_EVENTS } from "./vault.js";

const COINBASE_EVENTS: Tellers<"coinbase"> = { paid: unsaid, recovered: unsaid };

const EVENTS = {
  "boosted-staking": VAULT_EVENTS,
  coinbase: COINBASE_EVENTS,
  "joint-staking": MARKET_EVENTS,
  "license-nft": LICENCE_EVENTS,
  "pool-registry": POOL_EVENTS,
  "staker-registry": STAKER_EVENTS,
  "treasury-decay": TREASURY_EVENTS,
} as const;

/** Tables by contract and name, for an event whose kind is known only when it comes. */
type AnyTable = Readonly<Record<string, Readonly<Record<string, (attributes: object, voice: Voice) => string>>>>;

/** What an event says to people; empty for what only machines need. */
export function tellEvent({ contract, name, attributes, address }: TributaryEvent, voice: Voice): string {
  return (EVENTS as unknown as AnyTable)[contract]?.[name]?.(attributes, voice.at(address)) ?? "";
}

/** What a transaction brought about, each thing once. What stands for the same in both registries is told by the pools'. */
export function tellEvents(events: readonly TributaryEvent[], voice: Voice): string[] {
  const names = new Set(events.map(({ contract, name }) => `${contract}/${name}`));
  const told = events.filter(({ contract, name }) => !(contract === "staker-registry" && names.has(SAME[name] ?? "")));
  return [...new Set(told.map((event) => tellEvent(event, voice)).filter((sentence) => sentence !== ""))];
}

/** Events of the staker-registry that the pool-registry reports better. */
const SAME: Readonly<Record<string, string>> = {
  staker_registered: "pool-registry/pool_registered",
  bonded: "pool-registry/delegated",
  unbonded: "pool-registry/undelegated",
  stake_transferred: "pool-registry/delegation_transferred",
  transfer_cancelled: "pool-registry/transfer_cancelled",
  state_changed: "pool-registry/pool_state_changed",
};
