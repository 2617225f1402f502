/** The contracts that a network may or may not have, where a story is sure of them. */

import type { At } from "../support/deeds.js";

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("the contract is not deployed");
  return found;
}

export const vaultOf = ({ chain }: At) => there(chain.contracts.vaults[0]).client;
export const marketOf = ({ chain }: At) => there(chain.contracts.markets[0]).client;
export const licencesOf = ({ chain }: At) => there(chain.contracts.licences);
export const treasuryOf = ({ chain }: At) => there(chain.contracts.treasury);
export const stakersOf = ({ chain }: At) => chain.contracts.stakers;
export const poolsOf = ({ chain }: At) => chain.contracts.pools;
