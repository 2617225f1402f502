import { licenseNftLists, stakerRegistryLists } from "tributary-client";

import { useContracts } from "./contracts.js";
import { everyRow, useChainQuery } from "./query.js";

/** The collection: stage, counts, reserve, who mints. */
export function useLicenceState() {
  const { licences } = useContracts();
  const read = async () => {
    if (licences === undefined) throw new Error("there is no licence contract on this network");
    const [config, status] = await Promise.all([licences.config(), licences.status()]);
    return { config, status };
  };
  return useChainQuery(["licences"], read, { pace: "slow", enabled: licences !== undefined });
}

/** Somebody's licences, and where the bonded ones are: asked once for each node, not for each licence. */
export function useMyLicences(account: string | undefined) {
  const { licences, stakers } = useContracts();
  const read = async (owner: string) => {
    if (licences === undefined) return [];
    const mine = await everyRow(licenseNftLists(licences).licensesByHolder({ owner }));
    const nodes = [...new Set(mine.map(({ node }) => node).filter((node) => node !== null && node !== undefined))];
    const bonds = (
      await Promise.all(nodes.map((staker) => everyRow(stakerRegistryLists(stakers).licenses({ staker, owner }))))
    ).flat();
    const byId = new Map(bonds.map((bond) => [bond.token_id, bond]));
    return mine.map((licence) => ({ licence, bond: byId.get(licence.token_id) }));
  };
  return useChainQuery(["my licences", account], () => read(account ?? ""), {
    enabled: account !== undefined && licences !== undefined,
  });
}

/** What somebody gave to the reserve. */
export function useFunding(account: string | undefined) {
  const { licences } = useContracts();
  const read = async () => (licences === undefined ? undefined : licences.funding({ funder: account ?? "" }));
  return useChainQuery(["licence funding", account], read, {
    enabled: account !== undefined && licences !== undefined,
    pace: "slow",
  });
}
