/** What is left alone for a while. Forgotten when the keeper ends: then it costs a simulation to learn it again. */

import type { Why } from "./batches.js";

/** In blocks: the first wait, doubled each time, and the longest, of which twice as much at most is waited. */
const FIRST = 10;
const LONGEST = 10_000;

interface Wait {
  readonly until: number;
  readonly times: number;
}

/** Items that are left alone, and until which height. */
export class AsideList {
  private readonly waits = new Map<string, Wait>();

  /** @param random from 0 to below 1 */
  constructor(private readonly random: () => number) {}

  /**
   * Leaves an item alone.
   *
   * What was too little comes back together with all that was too little, at heights that `FIRST` divides: together it may pay. Everything
   * else waits for a random time, so that items that were set aside together come back apart, and one bad item does not take the same
   * good ones with it each time; and the longer, the oftener it was bad itself.
   */
  add(key: string, why: Why, height: number): void {
    const before = this.waits.get(key)?.times ?? 0;
    if (why === "not worth it") {
      this.waits.set(key, { until: (Math.floor(height / FIRST) + 1) * FIRST, times: before });
      return;
    }
    const times = before + (why === "passed over" ? 0 : 1);
    const longest = Math.min(FIRST * 2 ** times, LONGEST);
    this.waits.set(key, { until: height + Math.ceil(longest * (1 + this.random())), times });
  }

  /** An item was finished: rewards come again under the same key. */
  forget(key: string): void {
    this.waits.delete(key);
  }

  /** Whether an item is left alone at a height. */
  has(key: string, height: number): boolean {
    return isWaiting(height, this.waits.get(key)?.until ?? 0);
  }

  /** Forgets those whose wait is long over, and those of a height that was a lie. */
  prune(height: number): void {
    for (const [key, { until }] of this.waits) if (Math.abs(height - until) > 2 * LONGEST) this.waits.delete(key);
  }

  /** How many are left alone. */
  count(height: number): number {
    return [...this.waits.values()].filter(({ until }) => isWaiting(height, until)).length;
  }
}

function isWaiting(height: number, until: number): boolean {
  return height < until && until - height <= 2 * LONGEST;
}
