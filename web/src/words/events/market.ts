import { bpsText } from "../rates.js";
import { counted } from "../time.js";
import { OWNED, type Tellers } from "./tell.js";

/** Seconds as the nanoseconds that `when` reads. */
const nanoseconds = (seconds: bigint): bigint => seconds * 1_000_000_000n;

/** What joint-staking reports. */
export const MARKET_EVENTS: Tellers<"joint-staking"> = {
  ...OWNED,
  class_set: ({ class: name, enabled }) => `Class ${name} is set${enabled ? "" : "; it takes no new offers"}.`,
  device_registered: ({ device, owner }, { who }) => `Device ${device} of ${who(owner)} is recorded.`,
  device_updated: ({ device, owner, class: name }, { who }) =>
    `Device ${device} belongs to ${who(owner)} and is of class ${name}.`,
  device_removed: ({ device }) => `Device ${device} is forgotten.`,
  device_suspended: ({ device }) => `Device ${device} is down and earns nothing meanwhile.`,
  device_resumed: ({ device }) => `Device ${device} is up again.`,
  offer_opened: ({ offer_id: id, device, owner_share_bps: share, required_stake: required, lock_days: days }, { stake }) =>
    `Device ${device} is on offer (number ${id}): ${stake(required)} for ${counted(days, "day")}, the owner keeps ${bpsText(share)}.`,
  offer_edited: ({ offer_id: id, owner_share_bps: share, required_stake: required, lock_days: days }, { stake }) =>
    `Offer ${id} asks for ${stake(required)} for ${counted(days, "day")} now; the owner keeps ${bpsText(share)}.`,
  offer_cancelled: ({ offer_id: id }) => `Offer ${id} was taken back.`,
  agreement_started: ({ agreement_id: id, principal, end_secs: end }, { stake, when }) =>
    `Agreement ${id} has started with ${stake(principal)}; its lock is over on ${when(nanoseconds(end))}.`,
  rewards_claimed: ({ agreement_id: id, amount }, { reward: of }) => `${of(amount)} of agreement ${id} were paid to you.`,
  agreement_settled: ({ agreement_id: id, principal_returned: principal, pool }, { stake }) =>
    `Agreement ${id} is settled: ${stake(principal)} go back${pool === undefined ? "" : " after the pool’s lock"}.`,
  agreement_terminated: ({ agreement_id: id, penalty, principal_returned: principal, pool }, { stake, reward }) =>
    `Agreement ${id} is ended for a penalty of ${reward(penalty)}; ${stake(principal)} go back to the staker${pool === undefined ? "" : " after the pool’s lock"}.`,
  exit_consented: ({ agreement_id: id }) => `The consent to end agreement ${id} is noted.`,
  exit_consent_revoked: ({ agreement_id: id }) => `The consent to end agreement ${id} was taken back.`,
  rewards_funded: ({ amount }, { reward: of }) => `${of(amount)} were added to the reward pool.`,
  advanced: ({ ends }) => `Worked off: ${counted(ends, "ended agreement")}.`,
  revenue_forwarded: ({ treasury, amount }, { reward: of, who }) =>
    `${of(amount)} of penalties went to ${treasury === undefined ? "the reward pool" : who(treasury)}.`,
  delegation_refused: ({ agreement_id: id }) => `The principal of agreement ${id} stays in the escrow: its pool did not take it.`,
  undelegation_started: ({ pool, amount, release }, { stake: of, pool: name, when }) =>
    `${of(amount)} are on the way out of ${name(pool)}, to be paid from ${when(release)} on.`,
  principal_released: ({ agreement_id: id, staker, amount }, { stake: of, who }) =>
    `${of(amount)} of agreement ${id} are back with ${who(staker)}.`,
  pool_rewards_collected: ({ amount }, { reward: of }) => `${of(amount)} of the pool’s rewards are in the reward pool.`,
  config_updated: () => "The parameters have changed.",
  treasury_set: ({ treasury }, { who }) =>
    treasury === undefined ? "Penalties go to the reward pool now." : `Penalties go to ${who(treasury)} now.`,
};
