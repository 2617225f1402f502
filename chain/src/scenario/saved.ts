/** What a step saves under a name, out of what the called contract returned and reported. */

import type { Event } from "@cosmjs/stargate";
import type { Executed } from "tributary-client";

import type { Json } from "../json.js";
import { isObject } from "../json.js";

/** The value of a key: of the contract's data, or else of its events; nothing if neither has it. */
export function savedFrom(result: Executed, contract: string, key: string): Json | undefined {
  const data = result.data[0] as Json | undefined;
  return (isObject(data) ? data[key] : undefined) ?? attribute(result.chainEvents, contract, key);
}

/**
 * The last attribute with that key in the contract's own events; or else in anybody's, for a token that is sent only passes
 * something on.
 */
function attribute(events: readonly Event[], contract: string, key: string): string | number | undefined {
  const told = events.filter((event) => /^wasm(-|$)/.test(event.type));
  const own = told.filter((event) => event.attributes.some((a) => a.key === "_contract_address" && a.value === contract));
  const value = last(own, key) ?? last(told, key);
  return value === undefined ? undefined : typed(key, value);
}

function last(events: readonly Event[], key: string): string | undefined {
  return events.flatMap((event) => event.attributes).findLast((a) => a.key === key)?.value;
}

/** Attributes are texts. Ids that the contracts count are numbers in their messages; those of NFTs are texts there as well. */
function typed(key: string, value: string): string | number {
  return key.endsWith("_id") && key !== "token_id" && /^\d+$/.test(value) ? Number(value) : value;
}
