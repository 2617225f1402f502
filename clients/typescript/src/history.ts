import { toHex } from "@cosmjs/encoding";
import { fromTendermintEvent } from "@cosmjs/stargate";

import type { Connection } from "./connection.js";
import { decodeEvents, eventsOf, type ContractName, type EventName, type EventOf, type TributaryEvent } from "./events.js";

/** Whose events of the past are wanted, and from when. */
export interface EventScope {
  /** The contract's address. */
  readonly address: string;
  /** From this height on; from the beginning if omitted. */
  readonly fromHeight?: number;
  /** Up to this height; up to now if omitted. */
  readonly toHeight?: number;
}

/** Which events of the past are wanted. */
export interface EventQuery<C extends ContractName, N extends EventName<C>> extends EventScope {
  readonly contract: C;
  readonly name: N;
  /** Only with these attributes, for example `{ delegator: "wasm1..." }`. */
  readonly where?: Partial<EventOf<C, N>["attributes"]>;
}

/** An event of the past and where it stands. */
export interface PastEvent<C extends ContractName, N extends EventName<C>> {
  readonly height: number;
  /** Upper-case hex. */
  readonly transactionHash: string;
  readonly event: EventOf<C, N>;
}

/** A transaction of the past and what our contracts reported in it. */
export interface PastTransaction {
  readonly height: number;
  /** Upper-case hex. */
  readonly transactionHash: string;
  /** Of all contracts, in order. */
  readonly events: readonly TributaryEvent[];
}

const TRANSACTIONS_PER_PAGE = 50;

/**
 * The transactions that executed a contract, as far as a node has indexed them. What the node has pruned is missing.
 *
 * @param order oldest first (`asc`) or newest first (`desc`).
 * @throws Error if the node does not index transactions.
 */
export async function* pastTransactions(
  connection: Connection,
  scope: EventScope,
  order: "asc" | "desc" = "asc",
): AsyncGenerator<PastTransaction, void, undefined> {
  const search = { query: searchText(scope), per_page: TRANSACTIONS_PER_PAGE, order_by: order };
  let unread = true;
  for (let page = 1; unread; page += 1) {
    const { txs, totalCount } = await connection.comet.txSearch({ ...search, page });
    unread = page * TRANSACTIONS_PER_PAGE < totalCount;
    for (const { height, hash, result } of txs) {
      const events = decodeEvents(result.events.map(fromTendermintEvent));
      yield { height, transactionHash: toHex(hash).toUpperCase(), events };
    }
  }
}

/**
 * The events of one name from the transactions that a node has indexed, oldest first. What the node has pruned is missing.
 *
 * The node finds the transactions that execute the contract; names and attributes are compared here, because CometBFT's query
 * language knows no `/`, which our events have in their types. Give heights where there are many transactions.
 *
 * @throws Error if the node does not index transactions.
 */
export async function* pastEvents<C extends ContractName, N extends EventName<C>>(
  connection: Connection,
  query: EventQuery<C, N>,
): AsyncGenerator<PastEvent<C, N>, void, undefined> {
  const { contract, name, address } = query;
  const wanted = Object.entries(query.where ?? {});
  for await (const { height, transactionHash, events } of pastTransactions(connection, query)) {
    for (const event of eventsOf(events, contract, name, address)) {
      const attributes = new Map<string, unknown>(Object.entries(event.attributes));
      if (wanted.every(([key, value]) => attributes.get(key) === value)) yield { height, transactionHash, event };
    }
  }
}

function searchText({ address, fromHeight = 0, toHeight }: EventScope): string {
  const until = toHeight === undefined ? "" : ` AND tx.height <= ${toHeight}`;
  return `execute._contract_address = '${address}' AND tx.height >= ${fromHeight}${until}`;
}
