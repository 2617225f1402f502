/** What the registrar of devices does, and a principal that works in a pool while its agreement runs. */

import { expect } from "vitest";

import type { At, Deed, Story } from "../support/deeds.js";
import { stake } from "../support/world.js";
import { marketOf, poolsOf } from "./contracts.js";

const ON = "Joint staking";
const DAY = 86_400;
const WEEK = 7 * DAY;

/** Agreements have the numbers of their offers. */
const agreement = { "Agreement number": "3" };
const principalIs = (state: string) => async (at: At) =>
  expect((await marketOf(at).agreement({ agreementId: 3 })).principal_state).toBe(state);

const RECORDING: readonly Deed[] = [
  {
    on: ON,
    title: "Set a class of devices",
    fill: async ({ who }) => ({
      Class: "working",
      "Base value": "20",
      Capacity: "10,000",
      "Activation stake": "1,000",
      Pool: await who("anna"),
    }),
    says: /Running agreements keep what they earn/,
    done: /Class working is set/,
    then: async (at) => expect((await marketOf(at)._class({ class: "working" })).pool).toBe(await at.who("anna")),
  },
  {
    on: ON,
    title: "Record a device",
    fill: async ({ who }) => ({ Device: "rack-9", Class: "working", Owner: await who("dora") }),
    says: /From now on its owner can offer it/,
    done: /Device rack-9 of .* is recorded/,
  },
  {
    on: ON,
    title: "Change a device",
    fill: async ({ who }) => ({ Device: "rack-9", Owner: await who("bob") }),
    says: /A running agreement keeps its parties and terms/,
    done: /Device rack-9 belongs to .* and is of class working/,
    then: async (at) => expect((await marketOf(at).device({ device: "rack-9" })).owner).toBe(await at.who("bob")),
  },
  {
    on: ON,
    title: "Suspend a device",
    fill: { Device: "rack-1" },
    says: /earn nothing until you resume it/,
    done: /Device rack-1 is down and earns nothing/,
  },
  { on: ON, title: "Resume a device", fill: { Device: "rack-1" }, done: /Device rack-1 is up again/ },
  {
    on: ON,
    title: "Forget a device",
    fill: { Device: "rack-1" },
    says: /It can be offered no more/,
    done: /Device rack-1 is forgotten/,
    then: async (at) => expect((await marketOf(at).devices({})).devices.map(({ device }) => device)).not.toContain("rack-1"),
  },
];

const WORKING: readonly Deed[] = [
  {
    on: ON,
    title: "Offer a device",
    by: "bob",
    fill: { Device: "rack-9", "Lock days": "30", "Owner’s share": "40", "Required stake": "2,000" },
    says: /A device of class working needs at least 1,000 STAKE/,
    done: /Device rack-9 is on offer \(number 3\)/,
  },
  {
    on: ON,
    title: "Accept an offer",
    by: "alice",
    fill: { "Offer number": "3", Coins: "2,000" },
    done: /Agreement 3 has started with 2,000 STAKE/,
    then: principalIs("delegated"),
  },
  {
    on: ON,
    title: "Collect a pool’s rewards",
    by: "bob",
    after: DAY,
    fill: async ({ who }) => ({ Pool: await who("anna") }),
    done: /of the pool’s rewards are in the reward pool/,
  },
  {
    on: ON,
    title: "Work off ended agreements",
    by: "bob",
    after: 31 * DAY,
    done: /Worked off: 1 ended agreement/,
  },
  {
    on: ON,
    title: "Settle an agreement",
    by: "bob",
    fill: agreement,
    says: /2,000 STAKE go back to .*, after the pool’s unbond lock/,
    done: /Agreement 3 is settled: 2,000 STAKE go back after the pool’s lock/,
    then: principalIs("unbonding"),
  },
  {
    on: ON,
    title: "Release a principal",
    by: "alice",
    after: DAY,
    fill: agreement,
    done: /2,000 STAKE are on the way out of/,
  },
  {
    on: ON,
    title: "Release a principal",
    by: "bob",
    after: WEEK,
    fill: agreement,
    says: /It is paid when the pool’s unbond lock is over/,
    done: /2,000 STAKE of agreement 3 are back with/,
    then: async (at) => {
      await principalIs("returned")(at);
      const market = marketOf(at).contractAddress;
      expect((await poolsOf(at).delegation({ pool: await at.who("anna"), delegator: market })).weight).toBe(stake(0));
    },
  },
];

/** The registrar, an owner of a device, and whoever stakes for it. */
export const DEVICES: Story = { everybody: "registrar", deeds: [...RECORDING, ...WORKING] };
