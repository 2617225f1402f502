/**
 * How long to wait after a transaction that did not pay for itself.
 *
 * Each transaction is simulated right before it is sent, so that it can only lose to a rival's that gets into the same block or the one
 * before. Two keepers that look at every block meet there each time, and one of them pays for nothing. A random wait lets one be first
 * and the other see, at no cost, that there is nothing left; doubling it tells them apart however many they are. It costs nobody but the
 * waiter, and only time.
 */

const LONGEST = 64;

/** Waits a random number of blocks after losses, more after more of them. */
export class Patience {
  private losses = 0;
  private until = 0;

  /** @param random from 0 to below 1 */
  constructor(private readonly random: () => number) {}

  /** A transaction did not pay for itself. */
  lost(height: number): void {
    this.losses += 1;
    const longest = Math.min(2 ** this.losses, LONGEST);
    this.until = height + 1 + Math.floor(this.random() * longest);
  }

  /** A transaction paid for itself. */
  won(): void {
    this.losses = 0;
  }

  /** How many blocks to wait still. */
  blocksLeft(height: number): number {
    const left = Math.max(0, this.until - height);
    // Longer than there is a reason for: the height then was a lie.
    return left > LONGEST + 1 ? 0 : left;
  }
}
