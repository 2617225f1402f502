import { useChain } from "../network/ChainProvider.js";
import { useChainQuery } from "./query.js";

/**
 * How long the last `blocks` blocks took, in milliseconds: what a window of blocks is in time. Measured from block headers; over
 * fewer blocks where the chain is younger or the node has pruned them.
 */
export function useWindowMs(blocks: number | undefined) {
  const { connection, now } = useChain();
  const read = async (): Promise<number> => {
    const wanted = Math.max(1, now.height - (blocks ?? 0));
    const { earliestHeight } = await earliest();
    const from = Math.max(wanted, earliestHeight);
    const { header } = await connection.cosmwasm.getBlock(from);
    const spent = now.timeMs - Date.parse(header.time);
    return Math.round((spent / Math.max(1, now.height - from)) * (blocks ?? 0));
  };
  const earliest = async () => {
    const { syncInfo } = await connection.comet.status();
    return { earliestHeight: syncInfo.earliestBlockHeight ?? 1 };
  };
  return useChainQuery(["window", blocks], read, { pace: "slow", enabled: blocks !== undefined });
}
