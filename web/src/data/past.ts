import type { EventScope, PastTransaction, TributaryEvent } from "tributary-client";

/** An event of the past and where it stands. */
export interface Happened {
  readonly height: number;
  readonly transactionHash: string;
  readonly event: TributaryEvent;
}

/** What was read of the past: everything from some height on, without a gap. */
export interface Activity {
  /** Oldest first. */
  readonly events: readonly Happened[];
  /** Whether something older may be there that was not read. */
  readonly cut: boolean;
}

/** Reads transactions, newest first. */
export type ReadPast = (heights: Pick<EventScope, "fromHeight" | "toHeight">) => AsyncIterable<PastTransaction>;

/** Transactions that are read at a time; the block in which they run out is read to its end. */
export const AT_A_TIME = 300;

/** The past of a contract, as far as it was asked for. The past does not change, so nothing is read twice. */
export class Past {
  private events: readonly Happened[] = [];
  /** Everything from here up to there is known. */
  private from = 1;
  private to = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly read: ReadPast) {}

  /** What is known after what is new up to a height was read; the first time not further back than `since`. */
  newer(height: number, since: number): Promise<Activity> {
    return this.inTurn(async () => {
      if (height <= this.to) return;
      const first = this.to === 0;
      const floor = first ? Math.max(1, since) : this.to + 1;
      const news = await this.readBack(floor, height);
      // More than is read at a time came since the last look: what is older begins with a gap and is let go.
      const whole = !first && news.from === floor;
      this.events = whole ? [...this.events, ...news.events] : news.events;
      if (!whole) this.from = news.from;
      this.to = height;
    });
  }

  /** What is known after some more of what is older was read. */
  older(): Promise<Activity> {
    return this.inTurn(async () => {
      if (this.from <= 1) return;
      const { events, from } = await this.readBack(1, this.from - 1);
      this.events = [...events, ...this.events];
      this.from = from;
    });
  }

  private inTurn(work: () => Promise<void>): Promise<Activity> {
    const turn = this.last.then(work).then(() => ({ events: this.events, cut: this.from > 1 }));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async readBack(fromHeight: number, toHeight: number): Promise<{ events: readonly Happened[]; from: number }> {
    const newestFirst: Happened[][] = [];
    let lowest = toHeight + 1;
    for await (const { height, transactionHash, events } of this.read({ fromHeight, toHeight })) {
      if (newestFirst.length >= AT_A_TIME && height < lowest) return { events: newestFirst.reverse().flat(), from: lowest };
      lowest = height;
      newestFirst.push(events.map((event) => ({ height, transactionHash, event })));
    }
    return { events: newestFirst.reverse().flat(), from: fromHeight };
  }
}
