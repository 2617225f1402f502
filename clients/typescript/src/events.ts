import { EVENTS } from "./generated/events.js";

type Table = typeof EVENTS;

/** A contract that reports events, for example `pool-registry`. */
export type ContractName = keyof Table;

/** The events of a contract, for example `delegated`. */
export type EventName<C extends ContractName> = keyof Table[C] & string;

/**
 * How the types of attributes read here. Amounts are in base units, points in time heights or nanoseconds, as the contract counts;
 * every other type is an address or a word.
 */
interface Kinds {
  Uint128: bigint;
  Uint256: bigint;
  u64: bigint;
  Expiration: bigint;
  u32: number;
  bool: boolean;
}

type Plain<Type> = Type extends keyof Kinds ? Kinds[Type] : string;
type Value<Type> = Type extends `${infer Inner}?` ? Plain<Inner> | undefined : Plain<Type>;

/** One event of a contract. */
export interface EventOf<C extends ContractName, N extends EventName<C>> {
  /** Contract and name together, by which a `switch` tells events apart. */
  readonly type: `${C}/${N}`;
  readonly contract: C;
  readonly name: N;
  /** Who reported it. Any contract can report anything under any name: compare this with the address you trust. */
  readonly address: string;
  /** Which message of the transaction, from 0; undefined if the chain does not say. */
  readonly message: number | undefined;
  readonly attributes: { readonly [Key in keyof Table[C][N]]: Value<Table[C][N][Key]> };
}

/** Every event of every contract. */
export type TributaryEvent = {
  [C in ContractName]: { [N in EventName<C>]: EventOf<C, N> }[EventName<C>];
}[ContractName];

/** An event as a chain gives it. */
export interface ChainEvent {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** An attribute that is missing, or is not what its type says. */
const MALFORMED = Symbol("malformed");

type Decoded = string | number | bigint | boolean | undefined | typeof MALFORMED;

/**
 * The events of our contracts among those of a transaction or a block, in order. What is not ours is left out, and so is what is
 * named like ours but has not its attributes.
 */
export function decodeEvents(events: readonly ChainEvent[]): TributaryEvent[] {
  return events.map(decodeEvent).filter((event) => event !== undefined);
}

/**
 * The events of one name of one contract.
 *
 * @param address only of the contract at this address; leave it out only where other contracts cannot matter.
 */
export function eventsOf<C extends ContractName, N extends EventName<C>>(
  events: readonly TributaryEvent[],
  contract: C,
  name: N,
  address?: string,
): EventOf<C, N>[] {
  const type: string = `${contract}/${name}`;
  const found = events.filter((event) => event.type === type && (address === undefined || event.address === address));
  return found as unknown as EventOf<C, N>[];
}

/**
 * The event of one name of one contract, where there is exactly one: what a transaction of one message reports of itself.
 *
 * @throws RangeError if there is none, or more than one.
 */
export function eventOf<C extends ContractName, N extends EventName<C>>(
  events: readonly TributaryEvent[],
  contract: C,
  name: N,
  address?: string,
): EventOf<C, N> {
  const [event, ...others] = eventsOf(events, contract, name, address);
  if (event === undefined || others.length > 0) {
    throw new RangeError(`one ${contract}/${name} was expected, ${event === undefined ? 0 : others.length + 1} came`);
  }
  return event;
}

/** The type under which a chain lists an event, for example `wasm-tributary_pool_registry/delegated`. */
export function chainEventType<C extends ContractName>(contract: C, name: EventName<C>): string {
  return `wasm-tributary_${contract.replaceAll("-", "_")}/${name}`;
}

function decodeEvent(event: ChainEvent): TributaryEvent | undefined {
  const [, module, name] = /^wasm-tributary_([a-z0-9_]+)\/([a-z0-9_]+)$/.exec(event.type) ?? [];
  if (module === undefined || name === undefined) return undefined;
  const contract = module.replaceAll("_", "-");
  const types = attributeTypes(contract, name);
  const texts = new Map(event.attributes.map(({ key, value }) => [key, value]));
  const address = texts.get("_contract_address");
  if (types === undefined || address === undefined) return undefined;

  const attributes = Object.entries(types).map(([key, type]) => [key, decodeValue(type, texts.get(key))] as const);
  if (attributes.some(([, value]) => value === MALFORMED)) return undefined;
  const index = texts.get("msg_index");
  return {
    type: `${contract}/${name}`,
    contract,
    name,
    address,
    message: index === undefined ? undefined : Number(index),
    attributes: Object.fromEntries(attributes),
  } as unknown as TributaryEvent;
}

function attributeTypes(contract: string, name: string): Readonly<Record<string, string>> | undefined {
  const table: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = EVENTS;
  const events = Object.hasOwn(table, contract) ? table[contract] : undefined;
  return events !== undefined && Object.hasOwn(events, name) ? events[name] : undefined;
}

function decodeValue(type: string, text: string | undefined): Decoded {
  if (text === undefined) return absent(type);
  switch (type.replace("?", "")) {
    case "Uint128":
    case "Uint256":
    case "u64":
    case "Expiration":
      return /^\d+$/.test(text) ? BigInt(text) : MALFORMED;
    case "u32":
      return /^\d{1,10}$/.test(text) ? Number(text) : MALFORMED;
    case "bool":
      return text === "true" || text === "false" ? text === "true" : MALFORMED;
    default:
      return text;
  }
}

/** Contracts leave empty texts out, because chains refuse them; an empty list is one too. */
function absent(type: string): Decoded {
  if (type.endsWith("?")) return undefined;
  return type === "String" || type.startsWith("Vec<") ? "" : MALFORMED;
}
