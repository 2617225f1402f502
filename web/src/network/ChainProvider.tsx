import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, use, useCallback, useMemo, type ReactNode } from "react";
import { connect, type Connection } from "tributary-client";

import { Waiting } from "../parts/Waiting.js";
import { WholePage } from "../parts/WholePage.js";
import type { ChainNow } from "../words/time.js";
import { useNetwork } from "./NetworkProvider.js";

/** How often the node is asked for its last block. */
const BEAT_MS = 3_000;
/** Blocks may come faster than large lists should be read anew. */
const SLOW_MS = 15_000;

/** A chain that answered at least once. */
export interface Chain {
  readonly connection: Connection;
  /** The last block that is known. */
  readonly now: ChainNow;
  /** The height at which large lists were or are being read; it follows `now` with some delay. */
  readonly slowHeight: number;
  /** Whether the node has fallen silent since. */
  readonly silent: boolean;
  /** Asks for the last block at once, and has everything read anew. */
  readonly refresh: () => Promise<void>;
}

const ChainContext = createContext<Chain | undefined>(undefined);

/** Connects to the node, follows its blocks, and says so when it does not answer. */
export function ChainProvider({ children }: { readonly children: ReactNode }) {
  const { rpc, chainId } = useNetwork();
  const client = useQueryClient();
  const connection = useQuery({
    queryKey: ["connection", rpc],
    queryFn: () => connectTo(rpc, chainId),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    refetchInterval: ({ state }) => (state.data === undefined ? BEAT_MS : false),
  });
  const beat = useQuery({
    queryKey: ["beat", rpc, "quick"],
    queryFn: () => lastBlock(connection.data),
    enabled: connection.data !== undefined,
    refetchInterval: BEAT_MS,
    retry: false,
  });
  const slow = useQuery({
    queryKey: ["beat", rpc, "slow"],
    queryFn: async () => (await lastBlock(connection.data)).height,
    enabled: connection.data !== undefined,
    refetchInterval: SLOW_MS,
    retry: false,
  });
  const now = beat.data;
  const slowHeight = slow.data ?? now?.height ?? 0;
  const refresh = useCallback(() => client.refetchQueries({ queryKey: ["beat", rpc] }), [client, rpc]);
  const silent = beat.isError;
  const chain = useMemo(
    () => (connection.data && now ? { connection: connection.data, now, slowHeight, silent, refresh } : undefined),
    [connection.data, now, slowHeight, silent, refresh],
  );

  if (chain !== undefined) return <ChainContext value={chain}>{children}</ChainContext>;
  const error = connection.error ?? beat.error;
  if (error === null) return <Waiting what="the chain" whole />;
  return (
    <WholePage title="The node does not answer" action="Try again" onAction={() => void connection.refetch()}>
      {rpc} gave no answer ({error.message}). This page tries again by itself every few seconds.
    </WholePage>
  );
}

/** The chain; only inside `ChainProvider`. */
export function useChain(): Chain {
  const chain = use(ChainContext);
  if (chain === undefined) throw new Error("useChain stands outside ChainProvider");
  return chain;
}

async function connectTo(rpc: string, chainId: string): Promise<Connection> {
  const connection = await connect(rpc);
  const found = await connection.cosmwasm.getChainId();
  if (found !== chainId) throw new Error(`it runs ${found}, not ${chainId}`);
  return connection;
}

async function lastBlock(connection: Connection | undefined): Promise<ChainNow> {
  if (connection === undefined) throw new Error("there is no connection");
  const { syncInfo } = await connection.comet.status();
  const { latestBlockHeight: height, latestBlockTime: time } = syncInfo;
  if (time === undefined) throw new Error("the node tells no time");
  return { height, timeMs: time.getTime() };
}
