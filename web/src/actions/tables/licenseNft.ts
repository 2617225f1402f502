import { counted } from "../../words/time.js";
import { warning, type ActionTable, type Consider, type Line } from "../types.js";
import { balanceOf } from "./poolConsequences.js";
import { releasedBy } from "./poolWords.js";
import { always, minterOf } from "./powers.js";
import { guardian, OWNERSHIP, pauses } from "./shared.js";

const HOLDER = "the owner of the licence, or whom it approved";
const OWNER = "the owner";

/** The messages of the licence contract. */
export const LICENSE_NFT: ActionTable<"license-nft"> = {
  ...OWNERSHIP,
  ...guardian(false),
  ...pauses("the guardian, the owner", "minting"),
  transfer_nft: {
    title: "Transfer a licence",
    who: HOLDER,
    says: "Gives a licence to another account.",
    consequences: handing,
  },
  send_nft: {
    title: "Send a licence to a contract",
    who: HOLDER,
    says: "Gives a licence to a contract with a message: to the staker-registry to bond it, to a vault to be boosted by it.",
    consequences: sending,
  },
  approve: {
    title: "Approve for a licence",
    who: "the owner of the licence",
    says: "Lets another account transfer one licence.",
    consequences: approving,
  },
  revoke: {
    title: "Revoke an approval",
    who: "the owner of the licence",
    says: "Another account may transfer the licence no longer.",
  },
  approve_all: {
    title: "Approve for all licences",
    who: "a holder",
    says: "Lets another account transfer all your licences.",
    consequences: approving,
  },
  revoke_all: {
    title: "Revoke for all licences",
    who: "a holder",
    says: "Another account may transfer your licences no longer.",
  },
  burn: {
    title: "Burn a licence",
    who: "testnet: holder or minter; stable: who may transfer it",
    says: "Destroys a licence; in the stage “stable” its coins are paid to its owner.",
    consequences: burning,
  },
  mint: {
    title: "Mint a licence",
    who: "the minter, in the testnet stage",
    says: "Makes a new licence for somebody.",
    consequences: minting,
  },
  mint_many: {
    title: "Mint several licences",
    who: "the minter, in the testnet stage",
    says: "Makes up to 50 new licences, all or none.",
    consequences: minting,
  },
  set_minter: { title: "Set the minter", who: OWNER, says: "Names who mints.", consequences: minterOf },
  set_staker_registry: {
    title: "Set the staker-registry",
    who: OWNER,
    says: "Names who keeps bonded licences; possible while none is bonded.",
    consequences: always(
      warning(
        "It takes bonded licences into its keeping and can burn them for faults. Name none but the registry of this network.",
      ),
    ),
  },
  fund_reserve: {
    title: "Fund the reserve",
    who: "anyone, in the testnet stage",
    says: "Adds coins to the reserve behind the licences.",
    coins: "denom",
    most: { coins: balanceOf },
    consequences: async ({ contracts, coins, voice }) => {
      const status = await contracts.licences?.status();
      if (status === undefined) return [];
      return [
        `The reserve has ${voice.amount(BigInt(status.reserve) + coins)} then; the living licences need ${voice.amount(BigInt(status.reserve_required))}.`,
        "You can take it back until the mainnet opens, afterwards only your share of what was too much.",
      ];
    },
  },
  reclaim_funding: {
    title: "Take funding back",
    who: "who funded the reserve",
    says: "Takes back what you gave to the reserve, as far as it is not needed.",
    most: { amount: reclaimable },
    consequences: async (consider) => {
      const most = await reclaimable(consider);
      return most === undefined ? [] : [`${consider.voice.amount(most)} can be taken back now.`];
    },
  },
  open_mainnet: {
    title: "Open the mainnet stage",
    who: OWNER,
    says: "Licences can change hands and answer for faults; minting ends for ever.",
    consequences: async ({ contracts, voice }) => {
      const status = await contracts.licences?.status();
      const lacks = status === undefined ? 0n : BigInt(status.reserve_required) - BigInt(status.reserve);
      return [...(lacks > 0n ? [warning(`The reserve lacks ${voice.amount(lacks)}.`)] : []), warning("There is no way back.")];
    },
  },
  open_stable: {
    title: "Open the stable stage",
    who: OWNER,
    says: "Licences can be redeemed for their coins.",
    consequences: async () => [warning("There is no way back.")],
  },
  record_bond: {
    title: "Record a bond",
    who: "the staker-registry",
    says: "Notes node and role of a bonded licence.",
    internal: true,
  },
  liquidate: { title: "Burn for a fault", who: "the staker-registry", says: "Burns licences for a fault.", internal: true },
  redeem: {
    title: "Redeem a licence",
    who: "the owner of the licence, in the stable stage",
    says: "Burns a licence and pays you its coins.",
    consequences: redeeming,
  },
  import_licenses: {
    title: "Import licences",
    who: OWNER,
    says: "Takes over a page of another chain’s licences.",
    consequences: always(
      "Each makes a licence for its owner. All of them together must have the count and the digest of the other chain.",
    ),
  },
  finish_import: {
    title: "Finish the import",
    who: OWNER,
    says: "Seals the import; count and digest must be those of the other chain.",
    consequences: always(warning("It cannot be opened again.")),
  },
  register_hook: {
    title: "Add a hook",
    who: OWNER,
    says: "Has a contract told of changes of balances.",
    consequences: always("It is told after each change of somebody’s number of licences. If it fails the change holds even so."),
  },
  remove_hook: {
    title: "Remove a hook",
    who: OWNER,
    says: "A contract is told of balances no longer.",
    consequences: always("A vault that counted licences by it boosts by old numbers until somebody counts anew."),
  },
};

async function handing({ contracts, network, fields, voice }: Consider): Promise<(Line | string)[]> {
  const to = fields.text("recipient");
  const status = await contracts.licences?.status();
  return [
    ...(status?.stage === "testnet" ? [warning("In the testnet stage licences cannot change hands.")] : []),
    ...(to === undefined
      ? []
      : [...stranding(to, network), `The licence belongs to ${voice.whole(to)} then; its approvals end.`]),
  ];
}

/** Characters behind the prefix of an account's address; a contract's has more. */
const ACCOUNT_LETTERS = 38;

/** Contracts are told nothing of what is merely transferred to them, and give back only what they were told of. */
function stranding(to: string, { contracts }: Consider["network"]): Line[] {
  const [label] = Object.entries(contracts).find(([, { address }]) => address === to) ?? [];
  if (label === undefined && to.length - to.lastIndexOf("1") - 1 <= ACCOUNT_LETTERS) return [];
  const whose = label === undefined ? "a contract" : `the contract ${label} of this network`;
  return [
    warning(
      `That is the address of ${whose}. One that does not expect it keeps the licence for ever: nobody can bring it back. To bond it, or to be boosted by it, use “Send a licence to a contract”.`,
    ),
  ];
}

async function sending(consider: Consider): Promise<(Line | string)[]> {
  const { contracts, fields } = consider;
  const to = fields.text("contract");
  if (to === undefined) return [];
  if (to === contracts.stakers.contractAddress) {
    const { unbond_lock: lock } = await contracts.stakers.config();
    return [
      "The licence is bonded: it counts like the coins that it stands for, and stays yours.",
      "Bonded to your own node or pool it answers for faults from the mainnet stage on; bonded to somebody else’s pool it does not.",
      `To get it back you unbond it and release it after the lock of ${releasedBy(lock, consider)} or more.`,
    ];
  }
  if (contracts.vaults.some(({ address }) => address === to))
    return ["It lies in the vault and boosts you; you can take it out whenever you want."];
  return [warning("This is none of the contracts of this network. Make sure that it gives licences back.")];
}

async function approving({ fields, voice }: Consider): Promise<(Line | string)[]> {
  const whom = fields.text("spender") ?? fields.text("operator");
  return whom === undefined
    ? []
    : [
        warning(
          `${voice.whole(whom)} can take ${fields.text("token_id") === undefined ? "any of your licences" : "the licence"} until you revoke it or it expires.`,
        ),
      ];
}

async function burning(consider: Consider): Promise<(Line | string)[]> {
  const status = await consider.contracts.licences?.status();
  return status?.stage === "testnet"
    ? [warning("The licence is gone, and nothing is paid for it in the testnet stage.")]
    : redeeming(consider);
}

async function redeeming({ contracts, voice }: Consider): Promise<(Line | string)[]> {
  const status = await contracts.licences?.status();
  if (status === undefined) return [];
  if (status.stage === "stable")
    return [`The licence is gone and ${voice.amount(BigInt(status.coins_per_license))} are paid for it.`];
  return [warning(`In the ${status.stage} stage that is not possible.`)];
}

async function minting({ contracts, voice }: Consider): Promise<(Line | string)[]> {
  const status = await contracts.licences?.status();
  if (status === undefined) return [];
  const room = status.cap - status.live;
  return [
    ...(status.stage === "testnet" ? [] : [warning("Minting is closed for ever.")]),
    `${counted(room, "licence")} can still be made. Each counts as ${voice.amount(BigInt(status.coins_per_license))}.`,
  ];
}

async function reclaimable({ contracts, sender }: Consider): Promise<bigint | undefined> {
  if (sender === undefined || contracts.licences === undefined) return undefined;
  return BigInt((await contracts.licences.funding({ funder: sender })).reclaimable);
}
