/** What an account cannot do whoever it is, and how it is told so: what the contracts say to each other alone, and what has nothing to work on here. */

import type { At, Deed, Story } from "../support/deeds.js";
import { licencesOf, poolsOf } from "./contracts.js";

/** Why an action that is not internal is never done in these stories, only refused. */
export const NEVER_DONE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["Pools", "Stakers", "Joint staking", "Vault", "Licences", "Treasury"].map((on) => [
      `${on}: Migrate records`,
      "There are records to migrate only after a migration, and there is no older code to migrate from on a fresh chain.",
    ]),
  ),
  "Treasury: Look an identity up again":
    "It needs a treasury that asks a cw4 group who is identified; neither the embedded chain nor the devnet has such a contract.",
};

const NOT_YOU = /This account may not do that/;
const HASH = "ab".repeat(32);

/** Nothing was migrated, so there is nothing to walk over. */
const migrating = (on: string): Deed => ({
  on,
  title: "Migrate records",
  fill: { Cursor: "0", Limit: "10" },
  refused: /There is nothing to do/,
});

const ID = "Licence or NFT";
const MESSAGE = "Message (JSON)";

/** What tokens and collections say when something was sent along. */
const received = async ({ who }: At) => ({ Amount: "1", Sender: await who("alice"), [MESSAGE]: "{}" });
const receivedNft = async ({ who }: At) => ({ [ID]: "lic-1", Sender: await who("alice"), [MESSAGE]: "{}" });

const POOLS: readonly Deed[] = [
  {
    on: "Pools",
    title: "Open a pool with a licence",
    fill: async (at) => ({
      [ID]: "lic-1",
      "Coins per license": "1000",
      Fee: "5",
      "License nft": licencesOf(at).contractAddress,
      "Blake2b-256 of the description": HASH,
      "Address of the description": "https://alice.example/pool.json",
      Operator: await at.who("alice"),
      "Signing address": await at.who("alice"),
    }),
    refused: NOT_YOU,
  },
  {
    on: "Pools",
    title: "Licences changed",
    fill: async (at) => ({
      Pool: await at.who("anna"),
      [ID]: "lic-1",
      "Coins per license": "1000",
      Delegator: await at.who("alice"),
      "License nft": licencesOf(at).contractAddress,
      Licenses: "1",
    }),
    refused: NOT_YOU,
  },
  {
    on: "Pools",
    title: "Operator liquidated",
    fill: async ({ who }) => ({ Pool: await who("anna"), Licenses: "0", Surplus: "0", Tokens: "1" }),
    refused: NOT_YOU,
  },
];

const LICENCES: readonly Deed[] = [
  {
    on: "Licences",
    title: "Record a bond",
    fill: async ({ who }) => ({ [ID]: "lic-1", Node: await who("anna"), Role: "validator" }),
    refused: NOT_YOU,
  },
  {
    on: "Licences",
    title: "Burn for a fault",
    fill: async ({ who }) => ({ Need: "1000", Node: await who("anna"), "Token ids 1": "lic-1" }),
    refused: NOT_YOU,
  },
];

const COINBASE: readonly Deed[] = [
  {
    on: "Coinbase",
    title: "Pay out of a coinbase",
    address: coinbaseOfAnna,
    fill: async ({ who }) => ({ "Payments 1": "", "Payments 1 / Amount": "1", "Payments 1 / Recipient": await who("alice") }),
    refused: NOT_YOU,
  },
  {
    on: "Coinbase",
    title: "Recover from a coinbase",
    address: coinbaseOfAnna,
    fill: async ({ who }) => ({ Denom: "ufee", Recipient: await who("alice") }),
    refused: NOT_YOU,
  },
];

async function coinbaseOfAnna(at: At): Promise<string> {
  return (await poolsOf(at).pool({ pool: await at.who("anna") })).coinbase;
}

const DEEDS: readonly Deed[] = [
  ...POOLS,
  { on: "Stakers", title: "Receive a licence", fill: receivedNft, refused: NOT_YOU },
  { on: "Joint staking", title: "Receive tokens", fill: received, refused: /This token is not the one that counts here/ },
  { on: "Vault", title: "Receive tokens", fill: received, refused: /This token is not the one that counts here/ },
  { on: "Vault", title: "Receive an NFT", fill: receivedNft, refused: /NFTs of this collection do not count here/ },
  {
    on: "Vault",
    title: "Holdings changed",
    fill: async ({ who }) => ({ Balance: "3", Owner: await who("alice") }),
    refused: NOT_YOU,
  },
  ...LICENCES,
  {
    on: "Treasury",
    title: "Delegation changed",
    fill: async (at) => ({
      Pool: await at.who("anna"),
      Coinbase: await coinbaseOfAnna(at),
      Delegator: await at.who("alice"),
      Missed: "no",
      Stake: "1000",
    }),
    refused: NOT_YOU,
  },
  ...COINBASE,
  ...["Pools", "Stakers", "Joint staking", "Vault", "Licences", "Treasury"].map(migrating),
  {
    on: "Treasury",
    title: "Look an identity up again",
    fill: async ({ who }) => ({ User: await who("alice") }),
    refused: /Identities are kept in another way here/,
  },
];

/** Alice tries it all. */
export const REFUSED: Story = { everybody: "alice", deeds: DEEDS };
