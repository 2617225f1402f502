import { useContracts } from "./contracts.js";
import { useChainQuery } from "./query.js";

/** The treasury: parameters, threshold, epoch, where revenue is. */
export function useTreasuryState() {
  const { treasury } = useContracts();
  const read = async () => {
    if (treasury === undefined) throw new Error("there is no treasury on this network");
    const [config, threshold, epoch, revenue] = await Promise.all([
      treasury.config(),
      treasury.threshold(),
      treasury.epoch(),
      treasury.revenue(),
    ]);
    return { config, threshold, epoch, revenue };
  };
  return useChainQuery(["treasury"], read, { pace: "slow", enabled: treasury !== undefined });
}

/** How much of somebody's stake counts, and what waits for it. */
export function useMyTreasury(account: string | undefined) {
  const { treasury } = useContracts();
  const read = async (user: string) => {
    if (treasury === undefined) return undefined;
    const [efficiency, share] = await Promise.all([treasury.efficiency({ user }), treasury.share({ user })]);
    return { efficiency, share };
  };
  return useChainQuery(["my treasury", account], () => read(account ?? ""), {
    enabled: account !== undefined && treasury !== undefined,
  });
}

/** Multiples of the threshold at which the curve is asked, in quarters. */
const QUARTERS = [0, 2, 4, 5, 6, 8, 10, 12, 16, 20, 28, 40];

/** The curve as the contract computes it: how much of a stake counts. It changes with the threshold alone. */
export function useCurve(threshold: string | undefined) {
  const { treasury } = useContracts();
  const read = async () => {
    if (treasury === undefined || threshold === undefined) return [];
    const stakes = QUARTERS.map((quarters) => (BigInt(threshold) * BigInt(quarters)) / 4n);
    const answers = await Promise.all(stakes.map((stake) => treasury.efficiencyAt({ stake: stake.toString() })));
    return answers.map(({ effective_stake: effective }, index) => ({ stake: stakes[index] ?? 0n, effective: BigInt(effective) }));
  };
  return useChainQuery(["curve", threshold], read, {
    pace: "once",
    enabled: treasury !== undefined && threshold !== undefined && threshold !== "0",
  });
}
