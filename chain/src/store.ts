/** Stores codes on a chain, each only once. */

import type { Artifact } from "./artifacts.js";
import type { Account } from "./chain.js";

/** A code on the chain, and the transaction that put it there, if it was ours. */
export interface Stored {
  codeId: number;
  transaction: { hash: string; height: number } | undefined;
}

/** The id of the code with that checksum: the account's own, else the first that anybody stored. */
export async function findCode(account: Account, checksum: string): Promise<number | undefined> {
  const codes = (await account.client.getCodes()).filter((code) => code.checksum === checksum);
  return (codes.find((code) => code.creator === account.address) ?? codes[0])?.id;
}

/** Stores a code, unless the chain has it already. */
export async function storeOnce(account: Account, artifact: Artifact): Promise<Stored> {
  const known = await findCode(account, artifact.checksum);
  if (known !== undefined) return { codeId: known, transaction: undefined };
  const value = { sender: account.address, wasmByteCode: artifact.wasm, instantiatePermission: undefined };
  const { transactionHash, height } = await account.send([{ typeUrl: "/cosmwasm.wasm.v1.MsgStoreCode", value }]);
  const codeId = await findCode(account, artifact.checksum);
  if (codeId === undefined) throw new Error(`the chain stored another code than ${artifact.name}`);
  return { codeId, transaction: { hash: transactionHash, height } };
}
