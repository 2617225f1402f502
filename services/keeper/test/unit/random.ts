/** Numbers that look random and come again with the same seed. */
export class Random {
  constructor(private state: number) {}

  /** From 0 to below 1. */
  readonly next = (): number => {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** The same for amounts. */
  amount(least: number, most: number): bigint {
    return BigInt(this.whole(least, most));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }
}

/** Runs a test for many seeds; a failure names its seed. */
export function forSeeds(count: number, test: (random: Random) => void): void {
  for (let seed = 1; seed <= count; seed += 1) {
    try {
      test(new Random(seed));
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
}
