import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { all, MAX_LIMIT, type List } from "tributary-client";

import { useChain } from "../network/ChainProvider.js";

/** How a query follows the chain: with every known block, in slow steps (large lists), or not at all (what never changes). */
export type Pace = "block" | "slow" | "once";

/** How long an answer of an old height is kept, in milliseconds. */
const KEEP_MS = 20_000;

/**
 * Reads something of the chain, anew as blocks come. The last answer stays visible while the next one is read, and while the node
 * is silent.
 *
 * @param key what is read, without the height.
 */
export function useChainQuery<Answer>(
  key: readonly unknown[],
  read: () => Promise<Answer>,
  { pace = "block", enabled = true }: { readonly pace?: Pace; readonly enabled?: boolean } = {},
): UseQueryResult<Answer> {
  const { now, slowHeight } = useChain();
  const height = { block: now.height, slow: slowHeight, once: 0 }[pace];
  return useQuery({
    queryKey: ["chain", ...key, height],
    queryFn: read,
    enabled,
    staleTime: Infinity,
    gcTime: pace === "once" ? Infinity : KEEP_MS,
    retry: pace === "once" ? 3 : false,
    placeholderData: (previous, query) => (sameButHeight(query?.queryKey, key) ? keepPreviousData(previous) : undefined),
  });
}

/** All rows of a list, as few pages as possible. */
export async function everyRow<Row, Cursor>(list: List<Row, Cursor>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of all(list, MAX_LIMIT)) rows.push(row);
  return rows;
}

/** Another account's rows are no placeholder for this one's. */
function sameButHeight(before: readonly unknown[] | undefined, key: readonly unknown[]): boolean {
  return before !== undefined && JSON.stringify(before.slice(1, -1)) === JSON.stringify(key);
}
