import type { Connection } from "tributary-client";

import type { Network } from "../network/network.js";

/**
 * Makes sure that what is signed through a connection is for the network that the page shows. The connection keeps the answer, and
 * signs for no other chain afterwards.
 *
 * @throws Error if the node runs another chain.
 */
export async function ensureChain(
  { cosmwasm }: { readonly cosmwasm: Pick<Connection["cosmwasm"], "getChainId"> },
  { chainId, rpc }: Pick<Network, "chainId" | "rpc">,
): Promise<void> {
  const found = await cosmwasm.getChainId();
  if (found !== chainId) throw new Error(`the node ${rpc} runs ${found}, not ${chainId}: nothing is signed for it`);
}
