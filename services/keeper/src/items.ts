/** What waits for anybody to finish it. */

/** Kinds of items, as the configuration names them. */
export const KINDS = ["unbonds", "transfers", "auto_rewards"] as const;

/** A kind of item. */
export type Kind = (typeof KINDS)[number];

/** Items that may share a transaction: what is passed over when it cannot be finished, and what makes all fail then. */
export const GROUPS = ["passing", "failing"] as const;

/** A group of items. */
export type Group = (typeof GROUPS)[number];

/** The group of an item. */
export function groupOf({ kind }: Item): Group {
  return kind === "auto_rewards" ? "failing" : "passing";
}

/** An unbond of a pool's delegator or a solo staker, a transfer between pools, or rewards that may be redelegated. */
export type Item = { readonly bounty: bigint } & (
  | { readonly kind: "unbonds" | "transfers"; readonly id: number }
  | { readonly kind: "auto_rewards"; readonly pool: string; readonly delegator: string }
);

/** What an item is called, also before and after it was seen in a list: `transfers/8`. */
export function keyOf(item: Item): string {
  return item.kind === "auto_rewards" ? rewardsKey(item.pool, item.delegator) : `${item.kind}/${item.id}`;
}

/** The key of somebody's rewards. */
export function rewardsKey(pool: string, delegator: string): string {
  return `auto_rewards/${pool}/${delegator}`;
}

/** The sum of what items offer. */
export function bountyOf(items: readonly Item[]): bigint {
  return items.reduce((sum, { bounty }) => sum + bounty, 0n);
}
