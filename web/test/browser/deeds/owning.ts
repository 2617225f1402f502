/** What owners, guardians, registrars, the oracle and the slasher do. */

import { expect } from "vitest";

import type { At, Deed, Story } from "../support/deeds.js";
import { stake } from "../support/world.js";
import { licencesOf, marketOf, poolsOf, stakersOf, treasuryOf, vaultOf } from "./contracts.js";

const DAY = 86_400;

/** What is alike in all contracts that have it. */
interface Governed {
  readonly on: string;
  readonly of: (at: At) => {
    ownership(): Promise<{ readonly owner?: string | null }>;
    config(): Promise<object>;
  };
  /** What its pause stops. */
  readonly stops?: RegExp;
  /** Whether its guardian is named by a message of its own. */
  readonly guarded?: boolean;
}

const GOVERNED: readonly Governed[] = [
  { on: "Pools", of: poolsOf, stops: /Nobody can use opening, delegating, moving and redelegating/, guarded: true },
  { on: "Stakers", of: stakersOf, stops: /Nobody can use registering, bonding and transferring/, guarded: true },
  { on: "Joint staking", of: marketOf, stops: /Nobody can use offering and accepting/, guarded: true },
  { on: "Vault", of: vaultOf, stops: /Nobody can use staking/ },
  { on: "Licences", of: licencesOf, stops: /Nobody can use minting/, guarded: true },
  { on: "Treasury", of: treasuryOf },
];

/** A pause by the guardian and its end by the owner. */
const pausing = ({ on, of, stops }: Governed): readonly Deed[] =>
  stops === undefined
    ? []
    : [
        {
          on,
          title: "Pause",
          by: "guardian",
          says: stops,
          done: /Entries are stopped/,
          then: async (at) => expect(await of(at).config()).toMatchObject({ paused: true }),
        },
        {
          on,
          title: "End the pause",
          done: /Entries are open again/,
          then: async (at) => expect(await of(at).config()).toMatchObject({ paused: false }),
        },
      ];

const guarding = ({ on, of, guarded }: Governed): readonly Deed[] =>
  guarded !== true
    ? []
    : [
        {
          on,
          title: "Set the guardian",
          fill: async ({ who }) => ({ Guardian: await who("bert") }),
          says: /can stop entries at any time then/,
          done: /may pause now/,
          then: async (at) => expect(await of(at).config()).toMatchObject({ guardian: await at.who("bert") }),
        },
      ];

/** An offer of the ownership, and bob, who takes it. */
const handingOver = ({ on, of }: Governed): readonly Deed[] => [
  {
    on,
    title: "Ownership",
    fill: async ({ who }) => ({ What: "transfer_ownership", "New owner": await who("bob") }),
    says: /it decides instead of you/,
    done: /The ownership was offered to/,
    then: async (at) => expect((await of(at).ownership()).owner).toBe(await at.who("owner")),
  },
  {
    on,
    title: "Ownership",
    by: "bob",
    fill: { What: "accept_ownership" },
    done: /The ownership has changed hands/,
    then: async (at) => expect((await of(at).ownership()).owner).toBe(await at.who("bob")),
  },
];

const ANNOUNCED = /The change was announced/;
const WHEN_DUE = /one unbond lock \(7 days\) and a day later/;

const ANNOUNCEMENTS: readonly Deed[] = [
  { on: "Pools", title: "Announce new parameters", fill: { "Min delegation": "5" }, says: WHEN_DUE, done: ANNOUNCED },
  { on: "Pools", title: "Take back the announcement", done: /The announced change was taken back/ },
  { on: "Pools", title: "Announce new parameters", fill: { "Min delegation": "6" }, done: ANNOUNCED },
  { on: "Stakers", title: "Announce new parameters", fill: { "Transfer lock": "3" }, says: WHEN_DUE, done: ANNOUNCED },
  { on: "Stakers", title: "Take back the announcement", done: /The announced change was taken back/ },
  {
    on: "Stakers",
    title: "Announce new parameters",
    fill: { "Unit of Transfer lock": "minutes", "Transfer lock": "20" },
    says: /The transfer lock of 20 minutes holds for what is asked for once it is in force/,
    done: ANNOUNCED,
  },
  {
    on: "Pools",
    title: "Apply the announced parameters",
    by: "bert",
    after: 8 * DAY + 60,
    says: /They count for everybody from this block on/,
    done: /The announced change is in force/,
    then: async (at) => expect((await poolsOf(at).config()).min_delegation).toBe(stake(6)),
  },
  {
    on: "Stakers",
    title: "Apply the announced parameters",
    by: "bert",
    done: /The announced change is in force/,
    then: async (at) => expect((await stakersOf(at).config()).transfer_lock).toEqual({ time: 1_200 }),
  },
];

const PARAMETERS: readonly Deed[] = [
  {
    on: "Pools",
    title: "Set the weights of the score",
    fill: { "Weight of the room": "1", "Weight of the fee": "2", "Weight of the performance": "3" },
    says: /Nobody’s stake or reward changes/,
    done: /The score counts fee 2, performance 3, room 1/,
  },
  {
    on: "Joint staking",
    title: "Change parameters",
    fill: { Penalty: "12", "Mutual exit free": "no" },
    says: /Penalties and multipliers of running agreements stay as they are/,
    done: /The parameters have changed/,
    then: async (at) => expect(await marketOf(at).config()).toMatchObject({ penalty_bps: 1_200, mutual_exit_free: false }),
  },
  {
    on: "Joint staking",
    title: "Set the treasury",
    says: /It concerns penalties alone/,
    done: /Penalties go to the reward pool now/,
    then: async (at) => expect((await marketOf(at).config()).treasury ?? null).toBeNull(),
  },
  {
    on: "Vault",
    title: "Change parameters",
    fill: { "Min stake": "2" },
    says: /Stakes that are there already keep their terms/,
    done: /The parameters have changed/,
    then: async (at) => expect((await vaultOf(at).config()).min_stake).toBe(stake(2)),
  },
  {
    on: "Vault",
    title: "Set loyalty scores",
    by: "oracle",
    fill: async ({ who }) => ({ "Scores 1": "", "Scores 1 / Score": "10000", "Scores 1 / User": await who("alice") }),
    says: /weighs more or less from this second on/,
    done: /a loyalty score of 10000/,
  },
  {
    on: "Licences",
    title: "Set the minter",
    fill: async ({ who }) => ({ Minter: await who("bob") }),
    says: /Minting is closed for ever: it changes nothing/,
    done: /mints now/,
  },
];

const TREASURY: readonly Deed[] = [
  {
    on: "Treasury",
    title: "Change parameters",
    fill: { "Min stake": "2", "Unstaked share": "treasury" },
    says: /What the stakes have earned so far stays/,
    done: /The parameters have changed/,
    then: async (at) => expect(await treasuryOf(at).config()).toMatchObject({ min_stake: stake(2), unstaked_share: "treasury" }),
  },
  {
    on: "Treasury",
    title: "Identify users",
    by: "registrar",
    fill: async ({ who }) => ({ "Users 1": await who("bob"), "Users 2": await who("dora") }),
    says: /2 accounts are settled first/,
    done: /is identified now/,
    then: async (at) => expect((await treasuryOf(at).identity({ user: await at.who("dora") })).identified).toBe(true),
  },
  {
    on: "Treasury",
    title: "Revoke identities",
    by: "registrar",
    fill: async ({ who }) => ({ "Users 1": await who("dave") }),
    says: /Nobody loses what it has earned/,
    done: /is identified no longer/,
    then: async (at) => expect((await treasuryOf(at).identity({ user: await at.who("dave") })).identified).toBe(false),
  },
  {
    on: "Stakers",
    title: "Liquidate for a fault",
    by: "slasher",
    fill: async ({ who }) => ({ Staker: await who("bert"), Amount: "100", "Evidence number": "block 7", Reason: "signed twice" }),
    says: /Delegators of a pool lose nothing/,
    done: /100 STAKE were taken from/,
  },
  { on: "Stakers", title: "Forward revenue", says: /100 STAKE are due/, done: /100 STAKE went to the treasury/ },
  {
    on: "Treasury",
    title: "Spend from the treasury",
    after: 31 * DAY,
    fill: async ({ who }) => ({ To: await who("bert"), Amount: "1" }),
    says: /STAKE stay in the treasury/,
    done: /1 STAKE were paid to/,
  },
  {
    on: "Treasury",
    title: "Spend other coins",
    fill: async ({ who }) => ({ To: await who("bert"), Amount: "3000", Asset: "native", Native: "ufee" }),
    says: /Neither revenue nor what the stakes have earned can be spent by it/,
    done: /It was paid to/,
    then: async (at) => {
      const left = await at.chain.contracts.bank.getBalance(treasuryOf(at).contractAddress, "ufee");
      expect(left.amount).toBe("2000");
    },
  },
];

/** The owner, as long as it is the owner. */
export const OWNING: Story = {
  everybody: "owner",
  deeds: [
    ...GOVERNED.flatMap(pausing),
    ...GOVERNED.flatMap(guarding),
    ...PARAMETERS,
    ...ANNOUNCEMENTS,
    ...TREASURY,
    ...GOVERNED.flatMap(handingOver),
  ],
};
