/**
 * Typed client of the Tributary staking contracts.
 *
 * @module
 */

export type { Executed, ICosmWasmClient, ISigningCosmWasmClient } from "./baseClient.js";
export { cometClientFor, connect, Connection, executeMessage, SigningConnection } from "./connection.js";
export type { SigningOptions } from "./connection.js";
export { REFUSAL_WORDS, refusalIn, TributaryError } from "./errors.js";
export type { RefusalFacts, RefusalKind, RefusalWord } from "./errors.js";
export { chainEventType, decodeEvents, eventOf, eventsOf } from "./events.js";
export type { ChainEvent, ContractName, EventName, EventOf, TributaryEvent } from "./events.js";
export * from "./generated/index.js";
export { pastEvents, pastTransactions } from "./history.js";
export type { EventQuery, EventScope, PastEvent, PastTransaction } from "./history.js";
export { licenseMessage } from "./licenses.js";
export type { LicenseAction } from "./licenses.js";
export {
  boostedStakingLists,
  jointStakingLists,
  licenseNftLists,
  poolRegistryLists,
  stakerRegistryLists,
  treasuryDecayLists,
} from "./lists.js";
export { metadataHash } from "./metadata.js";
export { all, DEFAULT_LIMIT, filteredList, list, MAX_LIMIT, pages } from "./pagination.js";
export type { List, Page } from "./pagination.js";
