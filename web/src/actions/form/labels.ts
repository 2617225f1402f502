import type { LeafKind } from "./shape.js";

/** Names of fields that would not read well by themselves; with their kind where that tells fields of one name apart. */
const LABELS: Readonly<Record<string, string>> = {
  "fee integer": "Weight of the fee",
  "performance integer": "Weight of the performance",
  "capacity integer": "Weight of the room",
  fee: "Bounty for whoever finishes it",
  fee_ppm: "Part for whoever redelegates",
  commission_ppm: "Fee",
  owner_share_bps: "Owner’s share",
  share_bps: "Share",
  from_pool: "From pool",
  to_pool: "To pool",
  fee_recipient: "Who gets the bounty",
  metadata_url: "Address of the description",
  metadata_hash: "Blake2b-256 of the description",
  token_id: "Licence or NFT",
  token_uri: "Address of the licence’s description",
  id: "Number",
  bps: "Per cent",
  msg: "Message (JSON)",
  min_base_reward: "Base reward a day, at least",
  transfer_ownership: "Offer it to somebody",
  accept_ownership: "Accept it",
  renounce_ownership: "Renounce it",
  what: "What",
};

/** A field's name as people read it. */
export function labelOf(name: string, kind?: LeafKind): string {
  const own = LABELS[`${name} ${kind}`] ?? LABELS[name];
  if (own !== undefined) return own;
  const text = name
    .replace(/_(ppm|bps|secs)$/, "")
    .replace(/_id$/, " number")
    .replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
