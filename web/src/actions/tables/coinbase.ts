import type { ActionTable } from "../types.js";

/** The messages of a pool's coinbase: the pool-registry alone sends them. */
export const COINBASE: ActionTable<"coinbase"> = {
  pay: {
    title: "Pay out of a coinbase",
    who: "the pool-registry",
    says: "Pays rewards of a pool; the pool-registry sends it.",
    internal: true,
  },
  recover: {
    title: "Recover from a coinbase",
    who: "the pool-registry",
    says: "Sends other coins out of a coinbase; the pool-registry sends it.",
    internal: true,
  },
};
