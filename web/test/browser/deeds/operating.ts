/** What operators of pools and solo stakers do. */

import { expect } from "vitest";

import type { At, Deed, Story } from "../support/deeds.js";
import { stake } from "../support/world.js";

const POOLS = "Pools";
const STAKERS = "Stakers";
const WEEK = 604_800;

const ownPool = async ({ chain, who }: At) => chain.contracts.pools.pool({ pool: await who("bob") });
const staker = async ({ chain, who }: At, name = "dora") => chain.contracts.stakers.staker({ staker: await who(name) });

const DEEDS: readonly Deed[] = [
  {
    on: POOLS,
    title: "Open a pool",
    fill: async ({ who }) => ({
      Fee: "5",
      "Blake2b-256 of the description": "ab".repeat(32),
      "Address of the description": "https://bob.example/pool.json",
      "Signing address": await who("bob"),
      Coins: "2000",
    }),
    says: /With 2,000 STAKE of your own others can add up to 198,000 STAKE/,
    done: /The pool was opened with 2,000 STAKE and a fee of 5\s%/,
    then: async (at) => expect((await ownPool(at)).state).toBe("active"),
  },
  {
    on: POOLS,
    title: "Announce another fee",
    fill: { Fee: "7" },
    says: /7\s% can be put in force after 7 days/,
    done: /A fee of 7\s% instead of 5\s% was announced/,
  },
  { on: POOLS, title: "Take back the announced fee", done: /The announced fee was taken back/ },
  { on: POOLS, title: "Announce another fee", fill: { Fee: "8" }, done: /A fee of 8\s% instead of 5\s% was announced/ },
  {
    on: POOLS,
    title: "Put the announced fee in force",
    after: WEEK,
    says: /The fee becomes 8\s% instead of 5\s%/,
    done: /The fee is 8\s% now/,
    then: async (at) => expect((await ownPool(at)).commission_ppm).toBe(80_000),
  },
  {
    on: POOLS,
    title: "Change the description",
    fill: { "Blake2b-256 of the description": "cd".repeat(32), "Address of the description": "https://bob.example/new.json" },
    says: /It counts at once/,
    done: /describes itself anew/,
    then: async (at) => expect((await ownPool(at)).metadata_hash).toBe("cd".repeat(32)),
  },
  {
    on: POOLS,
    title: "Change the signing address",
    fill: async ({ who }) => ({ "Signing address": await who("bob-key") }),
    says: /can change again after 7 days/,
    done: /signs now/,
  },
  {
    on: STAKERS,
    title: "Register as a staker",
    by: "dora",
    fill: async ({ who }) => ({
      "Signing address": await who("dora"),
      "Coinbase address": await who("dora"),
      "Coins, if needed": "3,000",
    }),
    says: /The stake answers for faults/,
    done: /is registered with 3,000 STAKE/,
  },
  {
    on: STAKERS,
    title: "Add stake",
    by: "dora",
    fill: async ({ who }) => ({ Staker: await who("dora"), Coins: "1,000" }),
    says: /has 4,000 STAKE bonded then/,
    done: /has 4,000 STAKE bonded/,
  },
  {
    on: STAKERS,
    title: "Take stake out",
    by: "dora",
    fill: async ({ who }) => ({ Staker: await who("dora"), Amount: "500" }),
    says: /3,500 STAKE stay bonded/,
    done: /500 STAKE are on the way out/,
    then: async (at) => expect((await staker(at)).tokens).toBe(stake(3_500)),
  },
  {
    on: STAKERS,
    title: "Register as a staker",
    by: "alice",
    fill: async ({ who }) => ({
      "Signing address": await who("alice"),
      "Coinbase address": await who("alice"),
      "Coins, if needed": "1,000",
    }),
    done: /is registered with 1,000 STAKE/,
  },
  {
    on: STAKERS,
    title: "Transfer stake",
    by: "dora",
    fill: async ({ who }) => ({ From: await who("dora"), To: await who("alice"), Amount: "300" }),
    says: /It counts for neither until it arrives, after 10 minutes/,
    done: /300 STAKE are on the way to/,
  },
  {
    on: STAKERS,
    title: "Let a transfer of stake arrive",
    by: "dora",
    after: 600,
    fill: async ({ chain, who }) => {
      const { transfers } = await chain.contracts.stakers.transfers({ owner: await who("dora") });
      return { Number: String(transfers[0]?.id) };
    },
    done: /has arrived: 300 STAKE/,
    then: async (at) => expect((await staker(at, "alice")).tokens).toBe(stake(1_300)),
  },
  {
    on: STAKERS,
    title: "Transfer stake",
    by: "dora",
    fill: async ({ who }) => ({ From: await who("dora"), To: await who("alice"), Amount: "100" }),
    done: /100 STAKE are on the way to/,
  },
  {
    on: STAKERS,
    title: "Take a transfer back",
    by: "dora",
    fill: async ({ chain, who }) => {
      const { transfers } = await chain.contracts.stakers.transfers({ owner: await who("dora") });
      return { Number: String(transfers[0]?.id) };
    },
    says: /The whole amount is paid after the unbond lock: 7 days/,
    done: /was taken back: 100 STAKE are on the way out instead/,
  },
  {
    on: STAKERS,
    title: "Pay out an unbond",
    by: "dora",
    after: WEEK,
    fill: async ({ chain, who }) => {
      const { unbonds } = await chain.contracts.stakers.unbonds({ owner: await who("dora") });
      return { Number: String(unbonds[0]?.id) };
    },
    done: /is paid: 500 STAKE/,
  },
  {
    on: STAKERS,
    title: "Finish everything that is due",
    by: "dora",
    fill: async ({ chain, who }) => {
      const { unbonds } = await chain.contracts.stakers.unbonds({ owner: await who("dora") });
      return { "Unbonds 1": String(unbonds[0]?.id) };
    },
    done: /is paid: 100 STAKE/,
    then: async ({ chain, who }) => {
      const { unbonds } = await chain.contracts.stakers.unbonds({ owner: await who("dora") });
      expect(unbonds).toEqual([]);
    },
  },
  {
    on: STAKERS,
    title: "Change the signing address",
    by: "dora",
    fill: async ({ who }) => ({ Staker: await who("dora"), "Signing address": await who("dora-key") }),
    says: /can change again after 7 days/,
    done: /signs now/,
    then: async (at) => expect((await staker(at)).signing_address).toBe(await at.who("dora-key")),
  },
  {
    on: STAKERS,
    title: "Change the address for rewards",
    by: "dora",
    fill: async ({ who }) => ({ Staker: await who("dora"), "Coinbase address": await who("dora-purse") }),
    says: /what is sent there nobody can bring back/,
    done: /Block rewards go to .* now/,
    then: async (at) => expect((await staker(at)).coinbase_address).toBe(await at.who("dora-purse")),
  },
  {
    on: STAKERS,
    title: "Take part or pause",
    by: "dora",
    fill: async ({ who }) => ({ Staker: await who("dora"), Active: "no" }),
    done: /takes no part any more/,
  },
  {
    on: "Treasury",
    title: "Leave a share to the users",
    fill: { Share: "40" },
    says: /40\s% count from now on/,
    done: /40\s% go straight to the users/,
  },
];

/** Bob opens a pool, dora stakes alone. */
export const OPERATING: Story = { everybody: "bob", deeds: DEEDS };
