/** How many looks there are at once. */

interface Waiting {
  host: string;
  urgency: number;
  start(): void;
}

/** Runs tasks, so many at once, and so many at once of a host. */
export class Queue {
  private readonly waiting: Waiting[] = [];
  private readonly hosts = new Map<string, number>();
  private running = 0;

  constructor(
    private readonly atOnce: number,
    private readonly ofHost: number,
  ) {}

  /**
   * Runs a task when it is its turn.
   *
   * @param urgency the lowest first, so that those who keep failing do not hold up the others
   */
  async run<T>(host: string, urgency: number, task: () => Promise<T>): Promise<T> {
    await new Promise<void>((start) => {
      this.waiting.push({ host, urgency, start });
      this.next();
    });
    try {
      return await task();
    } finally {
      this.running -= 1;
      const left = this.ofThe(host) - 1;
      if (left > 0) this.hosts.set(host, left);
      else this.hosts.delete(host);
      this.next();
    }
  }

  private ofThe(host: string): number {
    return this.hosts.get(host) ?? 0;
  }

  private next(): void {
    if (this.running >= this.atOnce) return;
    let best: number | undefined;
    for (const [index, { host, urgency }] of this.waiting.entries()) {
      if (this.ofThe(host) < this.ofHost && urgency < (this.waiting[best ?? -1]?.urgency ?? Infinity)) best = index;
    }
    if (best === undefined) return;
    const [chosen] = this.waiting.splice(best, 1);
    if (chosen === undefined) return;
    this.running += 1;
    this.hosts.set(chosen.host, this.ofThe(chosen.host) + 1);
    chosen.start();
  }
}
