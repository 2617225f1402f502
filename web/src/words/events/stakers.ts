import { GUARDED, OWNED, skipped, type Tellers } from "./tell.js";

/** What the staker-registry reports. */
export const STAKER_EVENTS: Tellers<"staker-registry"> = {
  ...OWNED,
  ...GUARDED,
  staker_registered: ({ staker, amount }, { amount: of, who }) => `${who(staker)} is registered with ${of(amount)}.`,
  bonded: ({ staker, tokens }, { amount, who }) => `${who(staker)} has ${amount(tokens)} bonded.`,
  unbonded: ({ id, amount, release }, { amount: of, when }) =>
    `${of(amount)} are on the way out (number ${id}), to be paid from ${when(release)} on.`,
  stake_transferred: ({ id, amount, to, release }, { amount: of, pool, when }) =>
    `${of(amount)} are on the way to ${pool(to)} (number ${id}), to arrive from ${when(release)} on.`,
  transfer_cancelled: ({ transfer, id, amount, release }, { amount: of, when }) =>
    `Transfer ${transfer} was taken back: ${of(amount)} are on the way out instead (number ${id}), to be paid from ${when(release)} on.`,
  unbond_finalized: ({ id, amount, fee, recipient }, { amount: of, who }) =>
    `Number ${id} is paid: ${of(amount - fee)} to ${who(recipient)}${fee > 0n ? `, ${of(fee)} to whoever did it` : ""}.`,
  transfer_finalized: ({ id, amount, fee, to }, { amount: of, pool }) =>
    `Transfer ${id} has arrived: ${of(amount - fee)} in ${pool(to)}${fee > 0n ? `, ${of(fee)} went to whoever did it` : ""}.`,
  finalize_skipped: skipped,
  unbond_redirected: ({ id, recipient }, { whole }) => `Number ${id} will be paid to ${whole(recipient)}.`,
  state_changed: ({ staker, active }, { who }) => `${who(staker)} ${active ? "takes part again" : "takes no part any more"}.`,
  signing_address_set: ({ signing_address: address, next_signing_change: next }, { who, when }) =>
    `${who(address)} signs now. It can change again from ${when(next)} on.`,
  coinbase_address_set: ({ coinbase_address: address }, { whole }) => `Block rewards go to ${whole(address)} now.`,
  liquidated: ({ staker, taken, left }, { amount, who }) =>
    `${amount(taken)} were taken from ${who(staker)}; ${amount(left)} were asked for and not there.`,
  license_burned: ({ token_id: id }) => `Licence ${id} was burned for a fault.`,
  surplus_liquidated: ({ token_id: id, taken }, { amount }) => `${amount(taken)} were taken from what was left of licence ${id}.`,
  item_liquidated: ({ id, taken }, { amount }) => `${amount(taken)} were taken from number ${id}.`,
  license_contract_set: ({ coins_per_license: coins }, { amount }) => `Licences count as stake now, ${amount(coins)} each.`,
  license_bonded: ({ token_id: id, staker }, { pool }) => `Licence ${id} counts for ${pool(staker)} now.`,
  license_unbonded: ({ token_id: id, release }, { when }) =>
    `Licence ${id} counts no longer. It can be released from ${when(release)} on.`,
  license_released: ({ token_id: id, bonder, surplus }, { amount, who }) =>
    surplus > 0n
      ? `${amount(surplus)} were left of licence ${id} and went to ${who(bonder)}.`
      : `Licence ${id} is back with ${who(bonder)}.`,
  revenue_forwarded: ({ treasury, amount }, { amount: of, who }) => `${of(amount)} went to the treasury ${who(treasury)}.`,
};
