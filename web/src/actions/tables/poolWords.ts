import { openRequest } from "../../data/estimates.js";
import type { Pool, PoolConfig } from "../../data/poolRegistry.js";
import { ppmText } from "../../words/rates.js";
import { after, durationText, leftText, pointText, type Duration } from "../../words/time.js";
import { warning, type Consider, type Line } from "../types.js";
import { ifAny } from "./asking.js";

/** The pool that a field names, if there is one. */
export async function poolIn({ contracts, fields }: Consider, name: string): Promise<Pool | undefined> {
  const pool = fields.text(name);
  return pool === undefined ? undefined : ifAny(contracts.pools.pool({ pool }));
}

/** What the sender holds in the pool that a field names. */
export async function heldIn({ contracts, fields, sender }: Consider, name: string) {
  const pool = fields.text(name);
  if (pool === undefined || sender === undefined) return undefined;
  return ifAny(contracts.pools.delegation({ pool, delegator: sender }));
}

/** What may leave a pool: coins that are not locked. */
export async function freeIn(consider: Consider, name: string): Promise<bigint | undefined> {
  const held = await heldIn(consider, name);
  return held === undefined ? undefined : BigInt(held.tokens) - BigInt(held.locked);
}

/** What to know of a pool before stake goes there: state, fee, announced fee, room. */
export function entering(pool: Pool, amount: bigint, { voice, now, sender }: Consider): (Line | string)[] {
  const lines: (Line | string)[] = [];
  const own = sender === pool.pool;
  const room = BigInt(pool.capacity_left);
  if (pool.state !== "active" && !own) lines.push(warning(`${voice.pool(pool.pool)} is ${pool.state} and takes nothing.`));
  else if (amount > room && !own) lines.push(warning(`The pool has room for ${voice.amount(room)} only.`));
  lines.push(`The pool’s fee is ${ppmText(pool.commission_ppm)} of each reward.`);
  const request = openRequest(pool, now);
  if (request !== undefined) {
    lines.push(
      warning(`A fee of ${ppmText(request.commission_ppm)} is announced and possible ${leftText(request.release, now)}.`),
    );
  }
  return lines;
}

/** What it means for a pool that its operator takes out stake of that weight; nothing if the pool stays sound. */
export function breaking(pool: Pool, weight: bigint, rules: SelfStakeRules): Line[] {
  const self = BigInt(pool.self_stake) - weight;
  const total = BigInt(pool.total_stake) - weight;
  const capacity = (100n * self) / BigInt(rules.min_self_stake_percentage);
  if (self >= BigInt(rules.min_self_stake) && total <= capacity) return [];
  const what = self <= 0n ? "Your pool retires" : `Your pool ${pool.state === "active" ? "breaks" : "stays broken"}`;
  const delegators = self <= 0n ? "" : ", until your own stake is large enough again";
  return [
    warning(
      `${what}: it earns nothing any more and takes nothing${delegators}. That is so for its delegators too, and they must leave or move by themselves.`,
    ),
  ];
}

/** What a pool asks of its operator. */
type SelfStakeRules = Pick<PoolConfig, "min_self_stake" | "min_self_stake_percentage">;

/** What an operator's stake on its way out has to do with faults. */
export const STILL_LIABLE = "Until it is paid it answers for faults of your node.";

/** When something that is asked for now would be released. */
export function releasedBy(lock: Duration, { now }: Consider): string {
  return `${durationText(lock)} (${pointText(after(lock, now))})`;
}

/** What a bounty does to an amount. */
export function bountyLine(amount: bigint, fee: bigint, what: string, { voice }: Consider): string {
  if (fee === 0n) return `You offer no bounty: ${what} by yourself when it is due, or somebody may do it for nothing.`;
  return `Whoever does it for you then earns ${voice.amount(fee)} out of the amount: ${voice.amount(amount - fee)} remain.`;
}
