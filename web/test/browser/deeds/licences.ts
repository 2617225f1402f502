/** Licences: passed on, bonded, brought back, redeemed. */

import { expect } from "vitest";

import type { At, Deed, Story } from "../support/deeds.js";
import { licencesOf } from "./contracts.js";

const ON = "Licences";
const ID = "Licence or NFT";

const ownerOf = async (at: At, tokenId: string) => (await licencesOf(at).ownerOf({ tokenId })).owner;
const to =
  (id: string, label: string, name: string) =>
  async ({ who }: At) => ({ [ID]: id, [label]: await who(name) });

const DEEDS: readonly Deed[] = [
  {
    on: ON,
    title: "Transfer a licence",
    fill: to("lic-1", "Recipient", "bob"),
    says: /The licence belongs to .* then; its approvals end/,
    done: /Licence lic-1 belongs to .* now/,
    then: async (at) => expect(await ownerOf(at, "lic-1")).toBe(await at.who("bob")),
  },
  {
    on: ON,
    title: "Approve for a licence",
    fill: to("lic-2", "Spender", "bob"),
    says: /can take the licence until you revoke it/,
    done: /may transfer licence lic-2 now/,
  },
  { on: ON, title: "Revoke an approval", fill: to("lic-2", "Spender", "bob"), done: /may transfer licence lic-2 no longer/ },
  {
    on: ON,
    title: "Approve for all licences",
    fill: async ({ who }) => ({ Operator: await who("bob") }),
    says: /can take any of your licences/,
    done: /may transfer all your licences now/,
  },
  {
    on: ON,
    title: "Revoke for all licences",
    fill: async ({ who }) => ({ Operator: await who("bob") }),
    done: /your licences no longer/,
  },
  {
    on: ON,
    title: "Send a licence to a contract",
    fill: async ({ chain, who }) => ({
      [ID]: "lic-3",
      Contract: chain.contracts.stakers.contractAddress,
      "Message (JSON)": JSON.stringify({ bond_license: { staker: await who("anna"), role: "validator" } }),
    }),
    says: /The licence is bonded: it counts like the coins that it stands for/,
    done: /Licence lic-3 counts for .* now/,
    then: async ({ chain, who }) => {
      const mine = { pool: await who("anna"), delegator: await who("alice") };
      expect((await chain.contracts.pools.delegation(mine)).licenses).toBe(1);
    },
  },
  {
    on: "Stakers",
    title: "Unbond a licence",
    fill: { [ID]: "lic-3" },
    says: /It stops counting at once and can come back after 7 days/,
    done: /Licence lic-3 counts no longer/,
  },
  {
    on: "Stakers",
    title: "Release a licence",
    by: "bob",
    after: 604_800,
    fill: { [ID]: "lic-3" },
    says: /It goes to/,
    done: /Licence lic-3 is back with/,
    then: async (at) => expect(await ownerOf(at, "lic-3")).toBe(await at.who("alice")),
  },
  { on: ON, title: "Open the stable stage", by: "owner", says: /There is no way back/, done: /in stage stable now/ },
  {
    on: ON,
    title: "Redeem a licence",
    fill: { [ID]: "lic-4" },
    says: /The licence is gone and 1,000 STAKE are paid for it/,
    done: /1,000 STAKE were paid to .* for licence lic-4/,
  },
  { on: ON, title: "Burn a licence", fill: { [ID]: "lic-5" }, done: /lic-5/ },
];

/** Alice has licences. */
export const LICENCES: Story = { everybody: "alice", deeds: DEEDS };
