/** `deployments/<chain-id>.json`: what is deployed, and by which transactions. The chain is the truth; this is how to find it there. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { ROOT } from "../artifacts.js";

/** A transaction of the deployment; absent where the chain no longer lists it. */
export interface Transaction {
  hash: string;
  height: number;
}

/** A stored code. */
export interface StoredCode {
  code_id: number;
  checksum: string;
  transaction?: Transaction | undefined;
}

/** An instantiated contract. */
export interface DeployedContract {
  code: string;
  address: string;
  label: string;
  transaction?: Transaction | undefined;
}

/** A deployment. */
export interface Deployment {
  chain_id: string;
  label: string;
  deployer: string;
  owner: string;
  admin: string;
  codes: Record<string, StoredCode>;
  contracts: Record<string, DeployedContract>;
  /** Messages that tied the contracts together and handed the ownership over, in order. */
  wiring: { contract: string; execute: unknown; transaction: Transaction }[];
}

/** Where the deployment on a chain is recorded; `TRIBUTARY_DEPLOYMENTS` names another folder. */
export function recordFile(chainId: string): string {
  return join(process.env["TRIBUTARY_DEPLOYMENTS"] ?? join(ROOT, "deployments"), `${chainId}.json`);
}

/** The recorded deployment on a chain, if there is one. */
export function readRecord(chainId: string): Deployment | undefined {
  const file = recordFile(chainId);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Deployment) : undefined;
}

/** Writes the whole record or nothing, whenever the program is interrupted. */
export function writeRecord(deployment: Deployment): void {
  const file = recordFile(deployment.chain_id);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(deployment, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}
