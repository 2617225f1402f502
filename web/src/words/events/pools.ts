import { ppmText } from "../rates.js";
import { counted } from "../time.js";
import { GUARDED, OWNED, skipped, unsaid, type Tellers } from "./tell.js";

/** What the pool-registry reports. */
export const POOL_EVENTS: Tellers<"pool-registry"> = {
  ...OWNED,
  ...GUARDED,
  pool_registered: ({ amount, commission_ppm: fee }, { amount: of }) =>
    `The pool was opened with ${of(amount)} and a fee of ${ppmText(fee)}.`,
  rewards_booked: unsaid,
  coinbase_short: ({ missing }, { amount }) => `${amount(missing)} are missing in the pool’s coinbase.`,
  delegated: ({ delegator, pool, amount, stake }, { amount: of, who, pool: name }) =>
    `${of(amount)} work in ${name(pool)} now; ${who(delegator)} holds ${of(stake)} there.`,
  undelegated: ({ id, amount, fee, pool, release }, { amount: of, pool: name, when }) =>
    `${of(amount)} are on the way out of ${name(pool)} (number ${id}). They can be paid out from ${when(release)} on${fee > 0n ? `, less ${of(fee)} for whoever does it` : ""}.`,
  delegation_transferred: ({ id, amount, from_pool: from, to_pool: to, release }, { amount: of, pool, when }) =>
    `${of(amount)} are on the way from ${pool(from)} to ${pool(to)} (number ${id}). They can arrive from ${when(release)} on.`,
  transfer_cancelled: ({ transfer, id, amount, release }, { amount: of, when }) =>
    `Transfer ${transfer} was taken back: ${of(amount)} are being undelegated instead (number ${id}), to be paid from ${when(release)} on.`,
  rewards_withdrawn: ({ amount, pool, commission }, { amount: of, pool: name }) =>
    `${of(amount)} of rewards were paid out of ${name(pool)}${commission > 0n ? `, ${of(commission)} of them commission` : ""}.`,
  rewards_redelegated: ({ amount, pool, fee }, { amount: of, pool: name }) =>
    `${of(amount)} of rewards in ${name(pool)} were put to work${fee > 0n ? `, ${of(fee)} of them went to whoever did it` : ""}.`,
  finalize_skipped: skipped,
  auto_rewards_enabled: ({ pool, fee_ppm: fee }, { pool: name }) =>
    `Auto rewards are on in ${name(pool)}: anyone may put your rewards to work and keep ${ppmText(fee)} of them.`,
  auto_rewards_disabled: ({ pool }, { pool: name }) => `Auto rewards are off in ${name(pool)}.`,
  commission_change_requested: ({ commission_ppm: old, new_commission_ppm: fee, release, expires }, { when }) =>
    `A fee of ${ppmText(fee)} instead of ${ppmText(old)} was announced. It can come into force from ${when(release)} until ${when(expires)}.`,
  commission_changed: ({ commission_ppm: fee }) => `The fee is ${ppmText(fee)} now.`,
  commission_change_cancelled: () => "The announced fee was taken back.",
  metadata_updated: () => "The pool describes itself anew.",
  pool_state_changed: ({ state, pool }, { pool: name }) => `${name(pool)} is ${state} now.`,
  operator_liquidated: ({ amount, pool }, { amount: of, pool: name }) =>
    `${of(amount)} of the own stake of ${name(pool)} were taken for a fault.`,
  license_changed: ({ delegator, pool, licenses }, { who, pool: name }) =>
    `${who(delegator)} has ${counted(licenses, "licence")} in ${name(pool)} now.`,
  foreign_recovered: ({ amount, denom, pool }, { pool: name }) =>
    `${amount} ${denom} were sent to the operator of ${name(pool)}.`,
  hook_missed: ({ hook }, { who }) =>
    `${who(hook)} did not take note of the change: anyone can repair it by “Tell the hooks again”.`,
  hooks_synced: ({ stake }, { amount }) => `The hooks know of ${amount(stake)} again.`,
  hooks_set: ({ count }) => `Told of stake changes now: ${counted(count, "contract")}.`,
  score_weights_set: ({ fee, performance, capacity }) =>
    `The score counts fee ${fee}, performance ${performance}, room ${capacity}.`,
};
