import type { ContractCode, Json } from "../act.js";
import type { Action } from "../types.js";
import type { Field } from "../form/shape.js";
import { MESSAGES } from "../generated.js";
import { BOOSTED_STAKING } from "./boostedStaking.js";
import { COINBASE } from "./coinbase.js";
import { JOINT_STAKING } from "./jointStaking.js";
import { LICENSE_NFT } from "./licenseNft.js";
import { POOL_REGISTRY } from "./poolRegistry.js";
import { STAKER_REGISTRY } from "./stakerRegistry.js";
import { TREASURY_DECAY } from "./treasuryDecay.js";

/** Every message of every contract. */
export const ACTIONS: Readonly<Record<ContractCode, Readonly<Record<string, Action>>>> = {
  "pool-registry": POOL_REGISTRY,
  "staker-registry": STAKER_REGISTRY,
  "joint-staking": JOINT_STAKING,
  "boosted-staking": BOOSTED_STAKING,
  "license-nft": LICENSE_NFT,
  "treasury-decay": TREASURY_DECAY,
  coinbase: COINBASE,
};

/** What people call the contracts. */
export const CONTRACT_NAMES: Readonly<Record<ContractCode, string>> = {
  "pool-registry": "Pools",
  "staker-registry": "Stakers",
  "joint-staking": "Joint staking",
  "boosted-staking": "Vault",
  "license-nft": "Licences",
  "treasury-decay": "Treasury",
  coinbase: "Coinbase",
};

/** A message with everything that is needed to fill it in. */
export interface Known {
  readonly action: Action;
  readonly fields: readonly Field[];
}

/**
 * A message by contract and name.
 *
 * @throws RangeError if there is none.
 */
export function knownMessage(code: ContractCode, message: string): Known {
  const action = ACTIONS[code][message];
  const fields = (MESSAGES as Readonly<Record<string, Readonly<Record<string, readonly Field[]>>>>)[code]?.[message];
  if (action === undefined || fields === undefined) throw new RangeError(`${code} has no message ${message}`);
  return { action, fields };
}

/** The messages of a contract in the order of its schema: what people do first, what owners do last. */
export function messagesOf(code: ContractCode): readonly (readonly [string, Action])[] {
  return Object.keys(MESSAGES[code]).map((message) => [message, knownMessage(code, message).action]);
}

/** The JSON of a message; of one with a nameless field that is all of it. */
export function messageJson(message: string, values: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return { [message]: values[""] ?? values };
}
