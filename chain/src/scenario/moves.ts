/** Changes of balances. */

import type { Amounts } from "../json.js";

/** Whose balance changed, of which denom, by how much. */
export type Moves = [name: string, denom: string, change: bigint][];

/** What changed between two moments, but for what `counts` leaves out. */
export function moved(
  before: ReadonlyMap<string, Amounts>,
  after: ReadonlyMap<string, Amounts>,
  counts: (name: string, denom: string) => boolean,
): Moves {
  return [...after].flatMap(([name, is]) => {
    const was = before.get(name) ?? {};
    const denoms = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((denom) => counts(name, denom));
    const changes = denoms.map((denom): Moves[number] => [name, denom, BigInt(is[denom] ?? 0) - BigInt(was[denom] ?? 0)]);
    return changes.filter(([, , change]) => change !== 0n);
  });
}

/** What changed otherwise than expected, one denom left out. */
export function unexpected(expected: Record<string, Amounts>, moves: Moves, ignored: string): string[] {
  const found = new Map<string, bigint>(moves.map(([name, denom, change]) => [`${name}.${denom}`, change]));
  const wanted = new Map<string, bigint>();
  for (const [name, changes] of Object.entries(expected)) {
    for (const [denom, change] of Object.entries(changes)) wanted.set(`${name}.${denom}`, BigInt(change));
  }
  const keys = [...new Set([...found.keys(), ...wanted.keys()])].filter((key) => !key.endsWith(`.${ignored}`));
  return keys.flatMap((key) => {
    const [want, is] = [wanted.get(key) ?? 0n, found.get(key) ?? 0n];
    return want === is ? [] : [`changes.${key}: expected ${want}, found ${is}`];
  });
}
