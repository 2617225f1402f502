import type { Unit } from "../words/amounts.js";

/** What the application must know of a network: `network.json` beside it. */
export interface Network {
  readonly chainId: string;
  /** The node that is asked. */
  readonly rpc: string;
  /** Keplr wants it to learn of an unknown chain. */
  readonly rest: string | undefined;
  /** The staking denom. */
  readonly denom: string;
  /** How that is shown. */
  readonly unit: Unit;
  /** Price of a unit of gas with its denom. */
  readonly gasPrice: string;
  /** What addresses begin with. */
  readonly prefix: string;
  /** What is deployed, by label. */
  readonly contracts: Readonly<Record<string, Deployed>>;
  /** Metadata proxies. */
  readonly proxies: readonly string[];
  /** Names of accounts whose keys anybody knows and which can sign, to be suggested; undefined if there are none, as on every chain but test chains. */
  readonly testWallets: readonly string[] | undefined;
  /** Where the chain's clock can be moved, if it can. */
  readonly clock: string | undefined;
}

/** A contract on the chain. */
export interface Deployed {
  /** Which code, for example `pool-registry`. */
  readonly code: string;
  readonly address: string;
}

/**
 * Reads a `network.json`.
 *
 * @param base what relative addresses in it start from.
 * @throws Error that names what is missing.
 */
export function parseNetwork(json: unknown, base: string): Network {
  const read = reader(json);
  const contracts = Object.entries(read.object("contracts")).map(([label, value]) => {
    const entry = reader(value);
    return [label, { code: entry.text("code"), address: entry.text("address") }] as const;
  });
  const absolute = (address: string): string => new URL(address, base).href.replace(/\/$/, "");
  const clock = read.optional("clock");
  return {
    chainId: read.text("chain_id"),
    rpc: absolute(read.text("rpc")),
    rest: read.optional("rest"),
    denom: read.text("denom"),
    unit: { symbol: read.text("display_denom"), decimals: read.whole("decimals") },
    gasPrice: read.text("gas_price"),
    prefix: read.text("bech32_prefix"),
    contracts: Object.fromEntries(contracts),
    proxies: read.texts("proxies").map(absolute),
    testWallets: read.yes("test_wallets") ? [] : read.someTexts("test_wallets"),
    clock: clock === undefined ? undefined : absolute(clock),
  };
}

/** The contracts of a code, by label: there may be several vaults. */
export function deployedOf(network: Network, code: string): readonly { label: string; address: string }[] {
  return Object.entries(network.contracts)
    .filter(([, deployed]) => deployed.code === code)
    .map(([label, { address }]) => ({ label, address }));
}

function reader(json: unknown) {
  if (typeof json !== "object" || json === null) throw new Error("network.json: an object is expected");
  const values = new Map<string, unknown>(Object.entries(json));
  const wrong = (key: string, what: string): Error => new Error(`network.json: ${key} must be ${what}`);
  const optional = (key: string): string | undefined => {
    const value = values.get(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const texts = (key: string): string[] | undefined => {
    const value = values.get(key) ?? false;
    if (value === false) return undefined;
    if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string")) throw wrong(key, "a list of texts");
    return value;
  };
  return {
    optional,
    text: (key: string): string => {
      const value = optional(key);
      if (value === undefined) throw wrong(key, "a text");
      return value;
    },
    whole: (key: string): number => {
      const value = values.get(key);
      if (typeof value !== "number" || !Number.isInteger(value) || value < 0) throw wrong(key, "a whole number");
      return value;
    },
    texts: (key: string): string[] => texts(key) ?? [],
    someTexts: (key: string): string[] | undefined => {
      const found = texts(key);
      return found?.length === 0 ? undefined : found;
    },
    yes: (key: string): boolean => values.get(key) === true,
    object: (key: string): object => {
      const value = values.get(key);
      if (typeof value !== "object" || value === null) throw wrong(key, "an object");
      return value;
    },
  };
}
