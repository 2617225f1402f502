/** Stores codes on a chain, each only once. */

import type { Executed } from "tributary-client";

import type { Artifact } from "./artifacts.js";
import type { Account } from "./chain.js";

/** The id of the code with that checksum: the account's own, else the first that anybody stored. */
export async function findCode(account: Account, checksum: string): Promise<number | undefined> {
  const codes = (await account.client.getCodes()).filter((code) => code.checksum === checksum);
  return (codes.find((code) => code.creator === account.address) ?? codes[0])?.id;
}

/**
 * Stores a code, and answers its id with the transaction.
 *
 * @param gas the gas limit; simulated if omitted
 */
export async function store(account: Account, artifact: Artifact, gas?: number): Promise<{ codeId: number; executed: Executed }> {
  const value = { sender: account.address, wasmByteCode: artifact.wasm, instantiatePermission: undefined };
  const executed = await account.send([{ typeUrl: "/cosmwasm.wasm.v1.MsgStoreCode", value }], gas);
  const codeId = await findCode(account, artifact.checksum);
  if (codeId === undefined) throw new Error(`the chain stored another code than ${artifact.name}`);
  return { codeId, executed };
}
