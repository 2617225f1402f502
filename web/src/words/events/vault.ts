import { counted } from "../time.js";
import { OWNED, type Tellers } from "./tell.js";

/** What a vault reports. */
export const VAULT_EVENTS: Tellers<"boosted-staking"> = {
  ...OWNED,
  staked: ({ position_id: id, amount, days, ends_at: ends }, { stake: of, when }) =>
    `${of(amount)} are staked for ${counted(days, "day")} (position ${id}), until ${when(ends)}.`,
  position_matured: ({ position_id: id, reward }, { reward: of }) =>
    `Position ${id} has matured; its reward of ${of(reward)} vests from its end on.`,
  withdrawn: ({ position_id: id, amount }, { stake: of }) => `${of(amount)} of position ${id} were paid back.`,
  batch_claimed: ({ position_id: id, claimed, total }, { reward }) =>
    `Of the reward of position ${id}, ${reward(claimed)} of ${reward(total)} are paid by now.`,
  claimed: ({ amount }, { reward: of }) => `${of(amount)} of rewards were paid to you.`,
  funded: ({ amount, funded }, { reward: of }) => `${of(amount)} were added to the rewards, ${of(funded)} by now.`,
  boost_changed: ({ user, nfts, loyalty }, { who }) =>
    `${who(user)} is boosted by ${counted(nfts, "NFT")} and a loyalty score of ${loyalty}.`,
  nft_deposited: ({ token_id: id }) => `NFT ${id} lies in the vault and boosts you.`,
  nft_withdrawn: ({ token_id: id }) => `NFT ${id} is back with you.`,
  advanced: ({ day }) => `The days are counted up to day ${day}.`,
  unused_swept: ({ to, amount }, { reward: of, who }) => `${of(amount)} that nobody earned went to ${who(to)}.`,
  config_updated: () => "The parameters have changed.",
};
