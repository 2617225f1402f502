import { useQueries, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useLocalStorage } from "@mantine/hooks";
import { useMemo } from "react";
import { metadataHash } from "tributary-client";

import { useNetwork } from "../network/NetworkProvider.js";
import { fetchBytes } from "./fetched.js";
import { logoAddress } from "./logo.js";
import { mergeMetadata, parseFile, parseProxyList, type Described, type MetadataFile, type ProxyRows } from "./metadataRules.js";
import type { Pool } from "./poolRegistry.js";

/** How often proxies are asked. */
const PROXY_MS = 60_000;
/** A description is smaller than this, by the rules. */
const MAX_FILE = 1_048_576;
/** A list of all pools that a proxy serves has 2 MB or so; a logo made anew has 0.3 MB. */
const MAX_LIST = 16 * MAX_FILE;
const MAX_LOGO = 400_000;
/** Proxies that are asked at most. */
const MAX_PROXIES = 20;

/** The proxies that are asked: those of the network, unless the reader chose others. */
export function useProxies(): readonly [readonly string[], (proxies: string[]) => void, () => void] {
  const network = useNetwork();
  const [chosen, choose, reset] = useLocalStorage<string[] | undefined>({
    key: `tributary/proxies/${network.chainId}`,
    deserialize: keptProxies,
  });
  return [chosen ?? network.proxies, choose, reset];
}

/** The choice that the browser kept; what is no address of a proxy is dropped. Nothing if it is no list at all. */
export function keptProxies(text: string | undefined): string[] | undefined {
  try {
    const kept: unknown = JSON.parse(text ?? "");
    return Array.isArray(kept) ? [...new Set(kept)].filter(isProxy).slice(0, MAX_PROXIES) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a proxy can be there. */
export function isProxy(address: unknown): address is string {
  return typeof address === "string" && /^https?:/.test(address) && URL.canParse(address);
}

/** What a proxy said, or why it said nothing. */
export interface ProxyAnswer {
  readonly proxy: string;
  readonly rows: ProxyRows;
  readonly problem: string | undefined;
}

/** What the proxies say that have answered. One that is silent or talks nonsense is named and otherwise passed over; nobody waits for it. */
export function useProxyAnswers(): readonly ProxyAnswer[] {
  const [proxies] = useProxies();
  return useQueries({
    queries: [...new Set(proxies)].map((proxy) => ({
      queryKey: ["proxy", proxy],
      queryFn: () => askProxy(proxy),
      refetchInterval: PROXY_MS,
      staleTime: PROXY_MS,
    })),
    combine: answersOf,
  });
}

function answersOf(results: readonly UseQueryResult<ProxyAnswer>[]): readonly ProxyAnswer[] {
  return results.flatMap(({ data }) => data ?? []);
}

/** How each pool describes itself, by the proxies: by pool. */
export function useDescriptions(pools: readonly Pool[] | undefined): ReadonlyMap<string, Described> {
  const answers = useProxyAnswers();
  return useMemo(() => mergeMetadata(pools ?? [], answers), [pools, answers]);
}

/** A pool's description itself, from whichever proxy first has the file of the hash that the chain names. */
export function useCheckedFile(hash: string | undefined) {
  const [proxies] = useProxies();
  return useQuery({
    queryKey: ["metadata file", hash, proxies],
    queryFn: () => checkedFile(hash ?? "", proxies),
    enabled: hash !== undefined && proxies.length > 0,
    // A file of that hash never changes. One that nobody has may come.
    staleTime: ({ state }) => (state.data === null ? PROXY_MS : Infinity),
    refetchInterval: ({ state }) => (state.data === null ? PROXY_MS : false),
  });
}

/** A file of the right hash and what it says; null if no proxy has one. */
export interface CheckedFile {
  readonly proxy: string;
  /** Undefined if the file breaks the rules. */
  readonly file: MetadataFile | undefined;
}

/** Asks all proxies at once: a silent one delays nobody. */
export async function checkedFile(hash: string, proxies: readonly string[]): Promise<CheckedFile | null> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null;
  const tries = proxies.map(async (proxy) => {
    const bytes = await fetchBytes(`${proxy}/v1/files/${hash}`, MAX_FILE - 1);
    if (metadataHash(bytes) !== hash) throw new Error("it is another file");
    return { proxy, file: parseFile(bytes) };
  });
  return Promise.any(tries).catch(() => null);
}

/** A logo that a proxy has, as an address that needs no server; nothing until it is there, or if it is none. */
export function useLogo(address: string | undefined): string | undefined {
  const { data } = useQuery({
    queryKey: ["logo", address],
    queryFn: async () => logoAddress(await fetchBytes(address ?? "", MAX_LOGO)) ?? null,
    enabled: address !== undefined,
    staleTime: Infinity,
    retry: false,
  });
  return data ?? undefined;
}

async function askProxy(proxy: string): Promise<ProxyAnswer> {
  try {
    const text = new TextDecoder().decode(await fetchBytes(`${proxy}/v1/pools`, MAX_LIST));
    return { proxy, rows: parseProxyList(JSON.parse(text), proxy), problem: undefined };
  } catch (error) {
    return { proxy, rows: new Map(), problem: error instanceof Error ? error.message : String(error) };
  }
}
