import { counted } from "../time.js";
import { OWNED, unsaid, type Tellers } from "./tell.js";

/** What the licence contract reports. */
export const LICENCE_EVENTS: Tellers<"license-nft"> = {
  ...OWNED,
  license_minted: ({ token_id: id, owner }, { who }) => `Licence ${id} was minted to ${who(owner)}.`,
  license_imported: ({ token_id: id, owner }, { who }) => `Licence ${id} of ${who(owner)} was imported.`,
  licenses_imported: ({ count }) => `Imported so far: ${counted(count, "licence")}.`,
  import_finished: ({ count }) => `The import is over: ${counted(count, "licence")}.`,
  license_transferred: ({ token_id: id, to }, { whole }) => `Licence ${id} belongs to ${whole(to)} now.`,
  custody_taken: unsaid,
  bond_recorded: ({ token_id: id, node, role }, { who }) =>
    `Licence ${id} makes ${who(node)} a ${role === "validator" ? "validator" : "resource node"}.`,
  custody_returned: unsaid,
  license_burned: ({ token_id: id }) => `Licence ${id} is gone.`,
  license_redeemed: ({ token_id: id, owner, amount }, { amount: of, who }) =>
    `${of(amount)} were paid to ${who(owner)} for licence ${id}.`,
  licenses_liquidated: ({ burned, released }, { amount }) => `${counted(burned, "licence")} burned, ${amount(released)} freed.`,
  approved: ({ token_id: id, spender }, { whole }) => `${whole(spender)} may transfer licence ${id} now.`,
  revoked: ({ token_id: id, spender }, { who }) => `${who(spender)} may transfer licence ${id} no longer.`,
  operator_approved: ({ operator }, { whole }) => `${whole(operator)} may transfer all your licences now.`,
  operator_revoked: ({ operator }, { who }) => `${who(operator)} may transfer your licences no longer.`,
  reserve_funded: ({ amount, reserve }, { amount: of }) =>
    `${of(amount)} were added to the reserve, which has ${of(reserve)} now.`,
  funding_reclaimed: ({ amount, reserve }, { amount: of }) => `${of(amount)} were taken back; the reserve has ${of(reserve)}.`,
  stage_opened: ({ stage }) => `The collection is in stage ${stage} now.`,
  minter_set: ({ minter }, { whole }) => `${whole(minter)} mints now.`,
  staker_registry_set: ({ staker_registry: registry }, { who }) =>
    registry === undefined ? "No registry keeps bonded licences now." : `${who(registry)} keeps bonded licences now.`,
  hook_registered: ({ hook }, { who }) => `${who(hook)} is told of balances now.`,
  hook_removed: ({ hook }, { who }) => `${who(hook)} is told of balances no longer.`,
  hook_failed: ({ hook }, { who }) => `${who(hook)} did not take note of the change.`,
};
