/** The two sides of joint staking, from the offer to each of its ends. */

import { expect } from "vitest";

import type { At, Deed, Story } from "../support/deeds.js";
import { stake } from "../support/world.js";
import { marketOf } from "./contracts.js";

const ON = "Joint staking";
const DAY = 86_400;

const agreement = (id: number) => (at: At) => marketOf(at).agreement({ agreementId: id });
const number = { "Agreement number": "1" };

const DEEDS: readonly Deed[] = [
  {
    on: ON,
    title: "Offer a device",
    fill: { Device: "rack-1", "Lock days": "60", "Owner’s share": "50", "Required stake": "1,500" },
    says: /You keep 50\s% of the rewards, the staker gets 50\s%/,
    done: /Device rack-1 is on offer \(number 3\): 1,500 STAKE for 60 days/,
  },
  {
    on: ON,
    title: "Change an offer",
    fill: { "Offer number": "3", "Required stake": "2,500" },
    done: /Offer 3 asks for 2,500 STAKE/,
    then: async (at) => expect((await marketOf(at).offer({ offerId: 3 })).required_stake).toBe(stake(2_500)),
  },
  { on: ON, title: "Take an offer back", fill: { "Offer number": "3" }, done: /Offer 3 was taken back/ },
  {
    on: ON,
    title: "Accept an offer",
    fill: { "Offer number": "1", Coins: "2,000" },
    says: /2,000 STAKE are locked for 30 days\. You get 60\s% of what the device earns/,
    done: /Agreement 1 has started with 2,000 STAKE/,
    then: async (at) => expect((await agreement(1)(at)).principal).toBe(stake(2_000)),
  },
  { on: ON, title: "Accept an offer", by: "bob", fill: { "Offer number": "2", Coins: "2000" }, done: /Agreement 2 has started/ },
  {
    on: ON,
    title: "Claim rewards",
    after: 2 * DAY,
    fill: number,
    says: /STAKE can be claimed now/,
    done: /of agreement 1 were paid to you/,
  },
  {
    on: ON,
    title: "Consent to end it",
    fill: number,
    says: /If the other party has agreed already it ends at once/,
    done: /consent to end agreement 1 is noted/,
  },
  { on: ON, title: "Take the consent back", fill: number, done: /consent to end agreement 1 was taken back/ },
  {
    on: ON,
    title: "End an agreement early",
    by: "bob",
    fill: { "Agreement number": "2" },
    says: /It costs you a penalty of/,
    done: /Agreement 2 is ended for a penalty of/,
    then: async (at) => expect((await agreement(2)(at)).status).toBe("terminated"),
  },
  {
    on: ON,
    title: "Fund the reward pool",
    fill: { Coins: "10" },
    says: /10 STAKE are given to the agreements\. They do not come back to you/,
    done: /10 STAKE were added to the reward pool/,
  },
  {
    on: ON,
    title: "Settle an agreement",
    by: "bob",
    after: 40 * DAY,
    fill: number,
    says: /2,000 STAKE go back to/,
    done: /Agreement 1 is settled: 2,000 STAKE go back/,
    then: async (at) => expect((await agreement(1)(at)).status).toBe("settled"),
  },
  { on: ON, title: "Forward penalties", done: /STAKE of penalties went to/ },
];

/** Alice has a device and stakes for others, bob stakes and leaves early. */
export const MARKET: Story = { everybody: "alice", deeds: DEEDS };
