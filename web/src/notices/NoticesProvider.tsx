import { useLocalStorage } from "@mantine/hooks";
import { createContext, use, useEffect, useMemo, type ReactNode } from "react";

import { useHoldings, usePoolConfig, usePools } from "../data/poolRegistry.js";
import { useChain } from "../network/ChainProvider.js";
import { useNetwork } from "../network/NetworkProvider.js";
import { useWallet } from "../wallet/WalletProvider.js";
import { compare, type KeptNotice } from "./compare.js";
import { EMPTY, readMemory, type Memory } from "./memory.js";

/** The notices of the account that is connected. */
export interface Notices {
  readonly notices: readonly KeptNotice[];
  readonly unread: number;
  readonly markRead: () => void;
  readonly clear: () => void;
}

/** Older notices are forgotten. */
const MOST = 200;

const NoticesContext = createContext<Notices | undefined>(undefined);

/** Compares the pools that somebody is in with what was seen last, also since the last visit. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const { chainId } = useNetwork();
  const { address } = useWallet();
  const { now } = useChain();
  const [memory, setMemory] = useLocalStorage<Memory>({
    key: `tributary/notices/${chainId}/${address ?? ""}`,
    defaultValue: EMPTY,
    deserialize: readMemory,
    getInitialValueInEffect: false,
  });
  const holdings = useHoldings(address).data;
  const pools = usePools().data;
  const config = usePoolConfig().data;

  useEffect(() => {
    if (address === undefined || holdings === undefined || pools === undefined || config === undefined) return;
    const mine = new Set([
      ...holdings.delegations.map(({ pool }) => pool),
      ...holdings.transfers.map(({ to_pool: pool }) => pool),
    ]);
    const watched = pools.filter(({ pool }) => mine.has(pool));
    setMemory((last) => {
      const { snapshot, notices } = compare(last.snapshot, watched, config, now);
      if (notices.length === 0 && JSON.stringify(snapshot) === JSON.stringify(last.snapshot)) return last;
      const fresh = notices.map((notice, index) => ({
        ...notice,
        id: `${now.timeMs}-${index}`,
        timeMs: now.timeMs,
        read: false,
      }));
      return { snapshot, notices: [...fresh, ...last.notices].slice(0, MOST) };
    });
    // Only what was read anew is compared: the time alone is no news.
  }, [address, holdings, pools, config]);

  const value = useMemo(
    (): Notices => ({
      notices: memory.notices,
      unread: memory.notices.filter(({ read }) => !read).length,
      markRead: () => setMemory((last) => ({ ...last, notices: last.notices.map((notice) => ({ ...notice, read: true })) })),
      clear: () => setMemory((last) => ({ ...last, notices: [] })),
    }),
    [memory, setMemory],
  );
  return <NoticesContext value={value}>{children}</NoticesContext>;
}

/** The notices; only inside `NoticesProvider`. */
export function useNotices(): Notices {
  const notices = use(NoticesContext);
  if (notices === undefined) throw new Error("useNotices stands outside NoticesProvider");
  return notices;
}
