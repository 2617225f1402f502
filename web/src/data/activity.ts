import { useMutation, useQueryClient } from "@tanstack/react-query";
import { pastTransactions, type Connection } from "tributary-client";

import { useChain } from "../network/ChainProvider.js";
import { useContracts } from "./contracts.js";
import { Past, type Activity } from "./past.js";
import { useChainQuery } from "./query.js";

const DAY_MS = 86_400_000;
/** How far back the past is read without being asked for more. */
const DAYS = 30;

/**
 * What happened in the pool-registry lately, read once for all pools and then only what is new: nodes cannot look for the events
 * of one pool. A node that keeps no index of transactions has none of it.
 *
 * @param blockMs how long a block takes; nothing is read while that is not known.
 */
export function useRegistryActivity(blockMs: number | undefined) {
  const { connection, slowHeight } = useChain();
  const { pools } = useContracts();
  const client = useQueryClient();
  const key = ["activity", pools.contractAddress];
  const since = slowHeight - Math.ceil((DAYS * DAY_MS) / Math.max(1, blockMs ?? 1));
  const past = pastOf(connection, pools.contractAddress);
  const query = useChainQuery(key, () => past.newer(slowHeight, since), { pace: "slow", enabled: blockMs !== undefined });
  const older = useMutation({
    mutationFn: () => past.older(),
    onSuccess: (activity) => client.setQueriesData<Activity>({ queryKey: ["chain", ...key] }, activity),
  });
  return { query, older };
}

/** What is known already, by connection. */
const KNOWN = new WeakMap<Connection, Past>();

function pastOf(connection: Connection, address: string): Past {
  const known = KNOWN.get(connection) ?? new Past((heights) => pastTransactions(connection, { address, ...heights }, "desc"));
  KNOWN.set(connection, known);
  return known;
}

/** The times of some heights, so that charts have dates. At most a dozen blocks are asked; between them we interpolate. */
export function useDates(heights: readonly number[]) {
  const { connection } = useChain();
  const anchors = anchorsOf(heights);
  const read = async () => {
    const blocks = await Promise.all(anchors.map((height) => connection.cosmwasm.getBlock(height)));
    const known = blocks.map(({ header }) => ({ height: header.height, timeMs: Date.parse(header.time) }));
    return (height: number): number => timeOf(height, known);
  };
  return useChainQuery(["dates", anchors.join()], read, { pace: "once", enabled: anchors.length > 0 });
}

const ANCHORS = 12;

/** Evenly chosen heights, the first and the last among them. */
export function anchorsOf(heights: readonly number[]): number[] {
  const sorted = [...new Set(heights)].sort((a, b) => a - b);
  if (sorted.length <= ANCHORS) return sorted;
  const step = (sorted.length - 1) / (ANCHORS - 1);
  return Array.from({ length: ANCHORS }, (_, index) => sorted[Math.round(index * step)] ?? 0);
}

/** The time of a height that lies between known ones. */
export function timeOf(height: number, known: readonly { height: number; timeMs: number }[]): number {
  const right = known.findIndex((anchor) => anchor.height >= height);
  const [before, after] = [known[right - 1], known[right]];
  if (after === undefined) return known.at(-1)?.timeMs ?? 0;
  if (before === undefined || after.height === height) return after.timeMs;
  const part = (height - before.height) / (after.height - before.height);
  return before.timeMs + part * (after.timeMs - before.timeMs);
}
