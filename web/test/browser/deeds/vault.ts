/** A stake in the vault from the first day to the last claim, and what anybody can do with the treasury. */

import { expect } from "vitest";

import type { Deed, Story } from "../support/deeds.js";
import { stake } from "../support/world.js";
import { treasuryOf, vaultOf } from "./contracts.js";

const DAY = 86_400;
const ON = "Vault";
const TREASURY = "Treasury";

const DEEDS: readonly Deed[] = [
  {
    on: ON,
    title: "Stake for a period",
    fill: { Days: "180", Coins: "1,000" },
    says: /There is no way out before/,
    done: /1,000 STAKE are staked for 180 days \(position 1\)/,
    then: async (at) => expect((await vaultOf(at).position({ positionId: 1 })).amount).toBe(stake(1_000)),
  },
  {
    on: ON,
    title: "Fund the rewards",
    fill: { Coins: "5" },
    says: /They do not come back to you/,
    done: /5 STAKE were added to the rewards/,
  },
  { on: ON, title: "Count NFTs anew", fill: async ({ who }) => ({ User: await who("alice") }), done: /is boosted by 5 NFTs/ },
  { on: ON, title: "Count the days", after: DAY, done: /The days are counted up to day \d+/ },
  {
    on: ON,
    title: "Withdraw a principal",
    after: 181 * DAY,
    fill: { "Position number": "1" },
    says: /1,000 STAKE are paid back to you/,
    done: /1,000 STAKE of position 1 were paid back/,
  },
  {
    on: ON,
    title: "Claim vested rewards",
    after: 10 * DAY,
    says: /have vested and are paid to you/,
    done: /of rewards were paid to you/,
    then: async (at) => expect(BigInt((await vaultOf(at).vault()).claimed)).toBeGreaterThan(0n),
  },
  {
    on: TREASURY,
    title: "Leave a share to the users",
    by: "anna",
    fill: { Share: "40" },
    says: /can only be raised/,
    done: /40\s% go straight to the users/,
  },
  {
    on: TREASURY,
    title: "Pay revenue in",
    fill: { Coins: "100" },
    says: /100 STAKE are given away for good/,
    done: /100 STAKE of revenue came/,
  },
  { on: TREASURY, title: "Begin the next epoch", after: 7 * DAY, done: /Epoch \d+ has begun/ },
  {
    on: TREASURY,
    title: "Settle a user",
    after: DAY,
    fill: async ({ who }) => ({ User: await who("dave") }),
    says: /of the stake is effective/,
    done: /is settled/,
  },
  {
    on: TREASURY,
    title: "Collect for a pool",
    fill: async ({ who }) => ({ Pool: await who("anna"), "Users 1": await who("dave"), "Users 2": await who("anna") }),
    says: /which shares them among those who are in it then/,
    done: /were sent to .*, which shares them/,
  },
  {
    on: TREASURY,
    title: "Claim my share",
    by: "dave",
    says: /can be claimed now/,
    done: /STAKE were paid to you/,
    then: async (at) => expect(BigInt((await treasuryOf(at).share({ user: await at.who("dave") })).paid)).toBeGreaterThan(0n),
  },
];

/** Alice stakes and pays in; what she pays in reaches others. */
export const VAULT: Story = { everybody: "alice", deeds: DEEDS };
