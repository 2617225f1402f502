import { useChain } from "../network/ChainProvider.js";
import { useNetwork } from "../network/NetworkProvider.js";
import { useChainQuery } from "./query.js";

/** What an account has of the staking denom, in base units. */
export function useBalance(account: string | undefined) {
  const { connection } = useChain();
  const { denom } = useNetwork();
  const read = async (address: string) => BigInt((await connection.cosmwasm.getBalance(address, denom)).amount);
  return useChainQuery(["balance", account, denom], () => read(account ?? ""), { enabled: account !== undefined });
}
