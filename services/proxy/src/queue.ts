/** How many looks there are at once. */

interface Waiting {
  readonly host: string;
  /** When it counts as having come. */
  readonly since: number;
  readonly number: number;
  start(): void;
}

/** What waits, who came first in front. A heap: adding and taking cost little however many there are. */
class Line {
  private readonly heap: Waiting[] = [];

  add(it: Waiting): void {
    const { heap } = this;
    let at = heap.push(it) - 1;
    for (let above = parent(at); at > 0 && isBefore(it, heap[above]); above = parent(at)) {
      this.swap(at, above);
      at = above;
    }
  }

  take(): Waiting | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const below = isBefore(heap[right], heap[left]) ? right : left;
      if (!isBefore(heap[below], last)) return first;
      this.swap(at, below);
      at = below;
    }
  }

  private swap(one: number, other: number): void {
    const { heap } = this;
    const [first, second] = [heap[one], heap[other]];
    if (first !== undefined && second !== undefined) [heap[one], heap[other]] = [second, first];
  }
}

function parent(at: number): number {
  return (at - 1) >> 1;
}

function isBefore(one: Waiting | undefined, other: Waiting | undefined): boolean {
  if (one === undefined || other === undefined) return one !== undefined;
  return one.since === other.since ? one.number < other.number : one.since < other.since;
}

/** Of a host: how many tasks run, and those that came to their turn while it had as many as it may. */
interface Host {
  running: number;
  readonly held: Line;
}

/** Runs tasks, so many at once, and so many at once of a host. */
export class Queue {
  private readonly line = new Line();
  private readonly hosts = new Map<string, Host>();
  private running = 0;
  private count = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly atOnce: number,
    private readonly ofHost: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Runs a task when it is its turn.
   *
   * @param handicap milliseconds by which it counts as having come later: who keeps failing does not hold up the others, and waits for
   *   those who come after him no longer than that
   */
  async run<T>(host: string, handicap: number, task: () => Promise<T>): Promise<T> {
    await new Promise<void>((start) => {
      this.count += 1;
      this.line.add({ host, since: this.now() + handicap, number: this.count, start });
      this.next();
    });
    try {
      return await task();
    } finally {
      this.leave(host);
      this.next();
    }
  }

  private next(): void {
    while (this.running < this.atOnce) {
      const first = this.line.take();
      if (first === undefined) return;
      const host = this.hosts.get(first.host) ?? { running: 0, held: new Line() };
      this.hosts.set(first.host, host);
      if (host.running >= this.ofHost) {
        host.held.add(first);
        continue;
      }
      host.running += 1;
      this.running += 1;
      first.start();
    }
  }

  /** A task ended: the first of its host that was held is in line again. */
  private leave(name: string): void {
    this.running -= 1;
    const host = this.hosts.get(name);
    if (host === undefined) return;
    host.running -= 1;
    const held = host.held.take();
    if (held !== undefined) this.line.add(held);
    else if (host.running === 0) this.hosts.delete(name);
  }
}
