/** Everything that a delegator does, and that anybody can do for one. */

import { expect } from "vitest";

import type { At, Deed, Story } from "../support/deeds.js";
import { stake } from "../support/world.js";

const WEEK = 604_800;
const POOLS = "Pools";

const held = async ({ chain, who }: At, pool: string, delegator = "alice") =>
  chain.contracts.pools.delegation({ pool: await who(pool), delegator: await who(delegator) });
const pool =
  (name: string) =>
  async ({ who }: At) => ({ Pool: await who(name) });
const weighs = (of: string, whole: number) => async (at: At) => expect((await held(at, of)).weight).toBe(stake(whole));

const DEEDS: readonly Deed[] = [
  {
    on: POOLS,
    title: "Delegate",
    fill: async ({ who }) => ({ Pool: await who("anna"), Coins: "1,000" }),
    says: /You hold 1,000 STAKE in .* then, and it earns from this block on/,
    done: /1,000 STAKE work in .* now; your account holds 1,000 STAKE there/,
    then: weighs("anna", 1_000),
  },
  {
    on: POOLS,
    title: "Undelegate",
    fill: async ({ who }) => ({ Pool: await who("anna"), Amount: "100", "Bounty for whoever finishes it": "1" }),
    says: /earns 1 STAKE out of the amount: 99 STAKE remain/,
    done: /100 STAKE are on the way out .* less 1 STAKE/,
    then: weighs("anna", 900),
  },
  {
    on: POOLS,
    title: "Move to another pool",
    fill: async ({ who }) => ({ "From pool": await who("anna"), "To pool": await who("bert"), Amount: "200" }),
    says: /10 minutes/,
    done: /200 STAKE are on the way from .* to /,
    then: weighs("anna", 700),
  },
  {
    on: POOLS,
    title: "Let a transfer arrive",
    after: 600,
    fill: openTransfer,
    done: /has arrived: 200 STAKE/,
    then: weighs("bert", 200),
  },
  {
    on: POOLS,
    title: "Move to another pool",
    fill: async ({ who }) => ({ "From pool": await who("anna"), "To pool": await who("bert"), Amount: "50" }),
    done: /50 STAKE are on the way/,
  },
  {
    on: POOLS,
    title: "Take a transfer back",
    fill: openTransfer,
    says: /The whole amount is paid to you after the unbond lock: 7 days/,
    done: /was taken back: 50 STAKE are being undelegated instead/,
    then: weighs("anna", 650),
  },
  {
    on: "Stakers",
    title: "Pay to another account",
    fill: async ({ chain, who }) => {
      const { undelegations } = await chain.contracts.pools.undelegations({ delegator: await who("alice") });
      return { Number: String(undelegations.at(-1)?.id), Recipient: await who("bob") };
    },
    says: /The coins will belong to .* nobody can bring them back/,
    done: /will be paid to/,
  },
  {
    on: POOLS,
    title: "Pay out an undelegation",
    by: "bob",
    after: WEEK,
    fill: async ({ chain, who }) => {
      const { undelegations } = await chain.contracts.pools.undelegations({ delegator: await who("alice") });
      return { Number: String(undelegations.find(({ amount }) => amount === stake(100))?.id) };
    },
    done: /is paid: 99 STAKE to .*, 1 STAKE to whoever did it/,
  },
  {
    on: POOLS,
    title: "Finish everything that is due",
    by: "bob",
    fill: async ({ chain, who }) => {
      const { unbonds } = await chain.contracts.stakers.unbonds({ owner: await who("alice") });
      return { "Unbonds 1": String(unbonds[0]?.id) };
    },
    says: /1 undelegations and 0 transfers are finished/,
    done: /is paid: 50 STAKE/,
  },
  {
    on: POOLS,
    title: "Redelegate for somebody",
    by: "bob",
    fill: async ({ who }) => ({ Pool: await who("anna"), Delegator: await who("dave") }),
    says: /you earn/,
    done: /of rewards in .* were put to work, .* of them went to whoever did it/,
    then: async (at) => expect(BigInt((await held(at, "anna", "dave")).weight)).toBeGreaterThan(BigInt(stake(500))),
  },
  {
    on: POOLS,
    title: "Withdraw rewards",
    by: "dave",
    fill: pool("anna"),
    says: /are paid to you by now; your stake stays as it is/,
    done: /of rewards were paid out of/,
    then: async (at) => expect(Number((await held(at, "anna", "dave")).rewards)).toBeLessThan(100_000),
  },
  {
    on: POOLS,
    title: "Redelegate rewards",
    by: "anna",
    fill: pool("anna"),
    says: /become stake: you hold/,
    done: /of rewards in .* were put to work/,
    then: async (at) => expect(BigInt((await held(at, "anna", "anna")).weight)).toBeGreaterThan(BigInt(stake(10_000))),
  },
  {
    on: POOLS,
    title: "Switch auto rewards on",
    fill: async ({ who }) => ({ Pool: await who("bert"), "Part for whoever redelegates": "1.5" }),
    says: /Of each reward 1.5\s% goes to whoever redelegates it/,
    done: /Auto rewards are on/,
    then: async (at) => expect((await held(at, "bert")).auto_fee_ppm).toBe(15_000),
  },
  {
    on: POOLS,
    title: "Switch auto rewards off",
    fill: pool("bert"),
    done: /Auto rewards are off/,
    then: async (at) => expect((await held(at, "bert")).auto_fee_ppm ?? null).toBeNull(),
  },
  {
    on: POOLS,
    title: "Recover other coins",
    by: "bob",
    fill: async ({ who }) => ({ Pool: await who("anna"), Denom: "ufee" }),
    done: /5000 ufee were sent to the operator of/,
  },
  {
    on: POOLS,
    title: "Tell the hooks again",
    fill: async ({ who }) => ({ Pool: await who("anna"), Delegator: await who("alice") }),
    done: /The hooks know of 650 STAKE again/,
  },
];

async function openTransfer({ chain, who }: At) {
  const { transfers } = await chain.contracts.pools.transfers({ delegator: await who("alice") });
  return { Number: String(transfers[0]?.id) };
}

/** Alice delegates; others do what anybody can. */
export const DELEGATING: Story = { everybody: "alice", deeds: DEEDS };
