import { bpsText } from "../rates.js";
import { counted } from "../time.js";
import { OWNED, unsaid, type Tellers } from "./tell.js";

/** What treasury-decay reports. */
export const TREASURY_EVENTS: Tellers<"treasury-decay"> = {
  ...OWNED,
  stake_recorded: unsaid,
  revenue_received: ({ amount, distributed, burned }, { amount: of }) =>
    `${of(amount)} of revenue came: ${of(distributed)} for the stakes${burned > 0n ? `, ${of(burned)} were burned` : ""}.`,
  user_settled: ({ user, remaining }, { who }) =>
    `${who(user)} is settled${remaining > 0 ? `, ${counted(remaining, "checkpoint")} remain: send it again` : ""}.`,
  pool_collected: ({ pool, amount }, { amount: of, pool: name }) =>
    `${of(amount)} were sent to ${name(pool)}, which shares them.`,
  share_claimed: ({ amount }, { amount: of }) => `${of(amount)} were paid to you.`,
  user_share_set: ({ share_bps: share }) => `From now on ${bpsText(share)} go straight to the users.`,
  epoch_rolled: ({ epoch, threshold }, { amount }) => `Epoch ${epoch} has begun; the threshold is ${amount(threshold)}.`,
  identity_changed: ({ user, identified }, { who }) =>
    `${who(user)} ${identified ? "is identified now" : "is identified no longer"}.`,
  treasury_spent: ({ to, amount }, { amount: of, whole }) => `${of(amount)} were paid to ${whole(to)}.`,
  other_spent: ({ to }, { whole }) => `It was paid to ${whole(to)}.`,
  config_updated: () => "The parameters have changed.",
};
