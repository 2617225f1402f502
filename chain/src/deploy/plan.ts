/** What is to be deployed where: the file that a chain team writes. */

import { amounts, list, object, read, text } from "../json.js";
import type { Amounts, Json, JsonObject } from "../json.js";

/** A contract of a plan. */
export interface PlannedContract {
  /** Its name in the plan, and the end of its label. */
  name: string;
  /** Which contract of the suite. */
  code: string;
  /** The instantiate message, with references, without owner: that is the deployer until everything is wired. */
  init: JsonObject;
  funds: Amounts;
}

/** A message that ties contracts together, and how to see that it has been sent. */
export interface Wiring {
  contract: string;
  execute: JsonObject;
  holds: { query: JsonObject; equals: JsonObject };
}

/** A plan. */
export interface Plan {
  file: string;
  chainId: string;
  rpc: string;
  /** For example `0.0025ufee`. */
  gasPrice: string;
  /** The address prefix. */
  prefix: string;
  /** What labels begin with; another label is another deployment. */
  label: string;
  /** Who owns the contracts in the end. */
  owner: string;
  /** Who may migrate them: an address; nobody if empty. */
  admin: string;
  contracts: PlannedContract[];
  wiring: Wiring[];
}

/**
 * Reads a plan.
 *
 * @throws when the file is no plan; the text names the file and what is wrong
 */
export function readPlan(file: string): Plan {
  return read(file, (json) => parse(file, json));
}

function parse(file: string, json: Json): Plan {
  const keys = ["about", "chain_id", "rpc", "gas_price", "prefix", "label", "owner", "admin", "contracts", "wiring"];
  const given = object(json, "plan", keys);
  const named = (key: string): string => text(given[key], key);
  const contracts = list(given["contracts"], "contracts").map(contract);
  const names = new Set(contracts.map(({ name }) => name));
  if (names.size < contracts.length) throw new Error("contracts: a name is there twice");
  return {
    file,
    chainId: named("chain_id"),
    rpc: process.env["TRIBUTARY_RPC"] ?? named("rpc"),
    gasPrice: named("gas_price"),
    prefix: named("prefix"),
    label: named("label"),
    owner: named("owner"),
    admin: named("admin"),
    contracts,
    wiring: list(given["wiring"], "wiring").map((value) => wiring(value, names)),
  };
}

function contract(value: Json): PlannedContract {
  const given = object(value, "contracts", ["name", "code", "init", "funds"]);
  const code = text(given["code"], "code");
  const init = object(given["init"], `${code}, init`);
  if ("owner" in init) throw new Error(`${code}, init: the owner is that of the plan`);
  const name = given["name"] === undefined ? code : text(given["name"], "name");
  return { name, code, init, funds: amounts(given["funds"], `${code}, funds`) };
}

function wiring(value: Json, names: Set<string>): Wiring {
  const given = object(value, "wiring", ["contract", "execute", "holds"]);
  const holds = object(given["holds"], "wiring, holds", ["query", "equals"]);
  const name = text(given["contract"], "wiring, contract");
  if (!names.has(name)) throw new Error(`wiring: no contract ${name} in this plan`);
  return {
    contract: name,
    execute: object(given["execute"], "wiring, execute"),
    holds: { query: object(holds["query"], "wiring, query"), equals: object(holds["equals"], "wiring, equals") },
  };
}
