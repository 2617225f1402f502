/** Watches the registry and the files that its pools name. */

import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

import { metadataHash } from "tributary-client";

import type { Config } from "./config.js";
import type { Fetcher } from "./fetcher.js";
import { Queue } from "./queue.js";
import type { Pool, PoolList, Registry } from "./registry.js";
import type { Status } from "./status.js";
import { Fault } from "./status.js";
import type { Store } from "./store.js";

/** A pool, and what came of the last look at its file. */
export interface Watched extends Pool {
  status: Status;
  /** Why it is not `ok`. */
  reason?: string;
  /** Looks that failed since the last good one. */
  failures: number;
  /** When the next look is due, in milliseconds since 1970; nothing before the first. */
  due: number | undefined;
  /** Stays the same when the chain names another file. */
  readonly visits: Visits;
}

/** Looks at whatever files a pool names and named. */
interface Visits {
  /** Whether one waits or is under way. */
  looking: boolean;
  /** When the last fetch ended, in milliseconds since 1970. */
  fetched: number;
}

/** How often it is seen which looks are due, in milliseconds. */
const TICK = 500;

/** So many failures at most count when those who fail stand back for the others. */
const STANDING_BACK = 6;

/** Keeps the list and the files as they are on chain and at the operators. */
export class Watcher {
  /** By operator. */
  pools = new Map<string, Watched>();
  /** The block of the list; nothing before there is one. */
  height: number | undefined;
  /** When that was, in milliseconds since 1970. */
  checkedAt: number | undefined;
  /** Why the last look at the registry failed, or what is left out. */
  trouble: string | undefined;
  /** Counts changes of all that is here. */
  version = 0;

  private readonly queue: Queue;
  private readonly stopping = new AbortController();

  constructor(
    private readonly config: Config,
    private readonly registry: Registry,
    private readonly fetcher: Fetcher,
    readonly store: Store,
    private readonly say: (line: string) => void,
  ) {
    this.queue = new Queue(config.concurrency, config.per_host);
    setMaxListeners(config.concurrency + 1, this.stopping.signal);
  }

  /** Whether the list is the registry's of now, give or take some failed looks. */
  get fresh(): boolean {
    const { poll_seconds: period, timeout_seconds: patience } = this.config;
    return this.checkedAt !== undefined && Date.now() - this.checkedAt <= 1000 * (3 * period + patience);
  }

  /** Watches until `stop`. */
  async run(): Promise<void> {
    await this.restore().catch((error: unknown) => this.say(`the cache cannot be read: ${wordsOf(error)}`));
    const ticking = setInterval(() => this.lookAtDue(), TICK);
    while (!this.stopping.signal.aborted) {
      await this.poll();
      await sleep(this.config.poll_seconds * 1000, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    clearInterval(ticking);
  }

  /** Ends it; looks under way are broken off. */
  stop(): void {
    this.stopping.abort();
  }

  /** Goes on with what there was when the proxy ended. */
  private async restore(): Promise<void> {
    const saved = await this.store.savedList();
    const ours = saved?.chain_id === this.config.chain_id && saved.registry === this.config.registry;
    if (saved === undefined || !ours) return this.store.load(new Set());
    this.take(saved, saved.checked_at);
    await this.store.load(this.named());
    this.version += 1;
    this.say(`${this.pools.size} pools of height ${saved.height} from ${this.config.cache}`);
  }

  private async poll(): Promise<void> {
    const before = this.trouble;
    try {
      const list = await this.registry.read();
      this.trouble = list.complete
        ? undefined
        : `the registry has more than ${this.config.max_pools} pools: the others are left out`;
      const checked_at = Date.now();
      this.take(list, checked_at);
      const { chain_id, registry } = this.config;
      await this.store.saveList({ chain_id, registry, checked_at, ...list });
      await this.store.retain(this.named());
    } catch (error) {
      this.trouble = wordsOf(error);
      this.version += 1;
    }
    if (this.trouble !== before) this.say(this.trouble ?? `${this.pools.size} pools at height ${this.height}`);
  }

  private take(list: PoolList, checkedAt: number): void {
    this.height = list.height;
    this.checkedAt = checkedAt;
    this.pools = new Map(list.pools.map((pool) => [pool.pool, this.watched(pool)]));
    this.version += 1;
  }

  /** A pool that changed is looked at anew. */
  private watched(pool: Pool): Watched {
    const known = this.pools.get(pool.pool);
    if (known?.url === pool.url && known.hash === pool.hash) return known;
    const visits = known?.visits ?? { looking: false, fetched: 0 };
    return { ...pool, status: pool.url === "" ? "none" : "pending", failures: 0, due: undefined, visits };
  }

  /** The hashes of all files that are wanted. */
  private named(): Set<string> {
    return new Set([...this.pools.values()].filter(({ url }) => url !== "").map(({ hash }) => hash));
  }

  private lookAtDue(): void {
    const now = Date.now();
    for (const pool of this.pools.values()) {
      const { status, visits, due = visits.fetched + 1000 * this.config.retry_seconds } = pool;
      if (status === "none" || visits.looking || due > now) continue;
      visits.looking = true;
      void this.look(pool);
    }
  }

  /** Looks at a pool's file and says in the pool what came of it. */
  private async look(pool: Watched): Promise<void> {
    const { retry_seconds: retry, recheck_seconds: recheck } = this.config;
    const [status, reason] = await this.outcome(pool);
    pool.visits.looking = false;
    pool.failures = status === "ok" ? 0 : pool.failures + 1;
    pool.due = Date.now() + 1000 * (status === "ok" ? recheck : Math.min(recheck, retry * 2 ** Math.min(pool.failures - 1, 20)));
    pool.status = status;
    if (reason === undefined) delete pool.reason;
    else pool.reason = reason;
    this.version += 1;
  }

  private async outcome(pool: Watched): Promise<[Status, string?]> {
    try {
      const target = this.fetcher.target(pool.url);
      const handicap = 1000 * this.config.timeout_seconds * Math.min(pool.failures, STANDING_BACK);
      await this.queue.run(target.host, handicap, async () => {
        if (this.isGone(pool)) return;
        const fetching = this.fetcher.fetch(target, this.stopping.signal);
        const bytes = await fetching.finally(() => (pool.visits.fetched = Date.now()));
        if (metadataHash(bytes) !== pool.hash) throw new Fault("wrong_hash", "the file is another than the one named on chain");
        if (this.store.description(pool.hash) === undefined && !this.isGone(pool)) await this.store.keepChecked(pool.hash, bytes);
      });
      return ["ok"];
    } catch (error) {
      if (error instanceof Fault) return [error.status, error.message];
      this.say(`the file of ${pool.pool} cannot be kept: ${wordsOf(error)}`);
      return ["pending", "the proxy cannot keep the file"];
    }
  }

  /** Whether the chain names another file by now, or the proxy ends. */
  private isGone(pool: Watched): boolean {
    return this.pools.get(pool.pool) !== pool || this.stopping.signal.aborted;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
