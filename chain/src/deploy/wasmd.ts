/** Which wasmd a chain runs, and whether the suite is safe there: docs/SECURITY.md, hooks. */

import { createProtobufRpcClient, QueryClient } from "@cosmjs/stargate";
import type { CometClient } from "@cosmjs/tendermint-rpc";
import type { VersionInfo } from "cosmjs-types/cosmos/base/tendermint/v1beta1/query";
import { ServiceClientImpl as NodeQueries } from "cosmjs-types/cosmos/base/tendermint/v1beta1/query";

/** The first patches that hold replies to the limit of nested calls, by the lines that had to be mended. */
const MENDED: Record<number, number> = { 54: 3, 60: 2, 61: 6 };

/** The wasmd in what a node tells of itself; nothing if it tells none. */
export function wasmdIn({ appName, version, buildDeps }: VersionInfo): string | undefined {
  const library = buildDeps.find(({ path }) => path === "github.com/CosmWasm/wasmd")?.version;
  const found = /\d+\.\d+\.\d+.*/.exec(library ?? (appName === "wasmd" ? version : ""));
  return found?.[0];
}

/** The wasmd of a node, nothing if it does not tell. */
export async function wasmdOf(comet: CometClient): Promise<string | undefined> {
  const queries = new NodeQueries(createProtobufRpcClient(new QueryClient(comet)));
  const info = await queries.GetNodeInfo().catch(() => undefined);
  return info?.applicationVersion && wasmdIn(info.applicationVersion);
}

/** Whether no stranger can make hooks fail on this wasmd. What comes before a version is the one before. */
export function supported(wasmd: string): boolean {
  const [, major, minor, patch, early] = /^(\d+)\.(\d+)\.(\d+)(-?)/.exec(wasmd) ?? [];
  if (Number(major) > 0 || Number(minor) > 61) return true;
  const first = MENDED[Number(minor)];
  return first !== undefined && Number(patch) - (early ? 1 : 0) >= first;
}
