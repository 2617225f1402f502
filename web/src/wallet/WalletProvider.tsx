import { useLocalStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { createContext, use, useEffect, useMemo, type ReactNode } from "react";
import { connect, type SigningConnection } from "tributary-client";

import { useNetwork } from "../network/NetworkProvider.js";
import type { Network } from "../network/network.js";
import { ensureChain } from "./chain.js";
import { KEPLR_CHANGED, keplrSigner } from "./keplr.js";

/** Which wallet somebody chose; remembered until it is left. */
export type Choice = { readonly kind: "keplr" } | { readonly kind: "test"; readonly name: string };

/** Somebody's wallet, or none. */
export interface Wallet {
  /** The account that signs; undefined as long as none is connected. */
  readonly address: string | undefined;
  readonly choice: Choice | undefined;
  readonly connection: SigningConnection | undefined;
  /** Whether the wallet is being asked. */
  readonly connecting: boolean;
  /** Why it could not be connected. */
  readonly problem: unknown;
  readonly choose: (choice: Choice) => void;
  readonly leave: () => void;
}

const WalletContext = createContext<Wallet | undefined>(undefined);

/** Connects the wallet that was chosen; everything can be read without one. */
export function WalletProvider({ children }: { readonly children: ReactNode }) {
  const network = useNetwork();
  const [choice, setChoice, leave] = useLocalStorage<Choice | undefined>({ key: `tributary/wallet/${network.chainId}` });
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["wallet", network.chainId, choice],
    queryFn: () => openWallet(network, choice),
    enabled: choice !== undefined,
    staleTime: Infinity,
    retry: false,
  });
  useEffect(() => {
    if (choice?.kind !== "keplr") return undefined;
    const changed = (): void => void refetch();
    window.addEventListener(KEPLR_CHANGED, changed);
    return () => window.removeEventListener(KEPLR_CHANGED, changed);
  }, [choice, refetch]);

  const connection = choice === undefined ? undefined : data;
  const wallet = useMemo(
    (): Wallet => ({
      address: connection?.address,
      choice,
      connection,
      connecting: isFetching,
      problem: choice === undefined ? null : error,
      choose: (next) => {
        setChoice(next);
        if (JSON.stringify(next) === JSON.stringify(choice)) void refetch();
      },
      leave,
    }),
    [connection, choice, isFetching, error, setChoice, leave, refetch],
  );
  return <WalletContext value={wallet}>{children}</WalletContext>;
}

/** The wallet; only inside `WalletProvider`. */
export function useWallet(): Wallet {
  const wallet = use(WalletContext);
  if (wallet === undefined) throw new Error("useWallet stands outside WalletProvider");
  return wallet;
}

async function openWallet(network: Network, choice: Choice | undefined): Promise<SigningConnection> {
  if (choice === undefined) throw new Error("no wallet is chosen");
  const signer = choice.kind === "keplr" ? await keplrSigner(network) : await testSigner(network, choice.name);
  const connection = await connect(network.rpc, signer, {
    gasPrice: network.gasPrice,
    broadcastPollIntervalMs: network.testWallets === undefined ? 1000 : 200,
  });
  await ensureChain(connection, network);
  return connection;
}

/** Test accounts are read only where they are allowed, so that no other page even loads them. */
async function testSigner(network: Network, name: string) {
  if (network.testWallets === undefined) throw new Error("there are no test wallets on this network");
  const { testAccount } = await import("tributary-client/testing");
  return (await testAccount(name)).wallet;
}
