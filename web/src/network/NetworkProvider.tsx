import { useQuery } from "@tanstack/react-query";
import { createContext, use, type ReactNode } from "react";

import { Waiting } from "../parts/Waiting.js";
import { WholePage } from "../parts/WholePage.js";
import { parseNetwork, type Network } from "./network.js";

const NetworkContext = createContext<Network | undefined>(undefined);

/** Reads `network.json` once and gives it to everything inside. */
export function NetworkProvider({ children }: { readonly children: ReactNode }) {
  const { data, error, refetch } = useQuery({ queryKey: ["network"], queryFn: readNetwork, staleTime: Infinity, retry: 1 });
  if (data !== undefined) return <NetworkContext value={data}>{children}</NetworkContext>;
  if (error === null) return <Waiting what="the network" whole />;
  return (
    <WholePage title="No network is described here" action="Try again" onAction={() => void refetch()}>
      The file network.json beside this page says which chain and which contracts to talk to. It could not be read:{" "}
      {error.message}
    </WholePage>
  );
}

/** The network; only inside `NetworkProvider`. */
export function useNetwork(): Network {
  const network = use(NetworkContext);
  if (network === undefined) throw new Error("useNetwork stands outside NetworkProvider");
  return network;
}

async function readNetwork(): Promise<Network> {
  const address = new URL(`${import.meta.env.BASE_URL}network.json`, window.location.origin);
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return parseNetwork(await response.json(), address.href);
}
