/** The keeper: looks, simulates, sends, one transaction at a time, round by round. */

import { setTimeout as sleep } from "node:timers/promises";

import { AsideList } from "./aside.js";
import type { Batch, Policy } from "./batches.js";
import { callsOf, GAS_EACH, isWorthALook, judge, pack } from "./batches.js";
import type { Account, Chain, Included } from "./chain.js";
import { Refused } from "./config.js";
import { Counters, metricsOf } from "./counters.js";
import type { Finder } from "./finder.js";
import type { Group, Item } from "./items.js";
import { GROUPS, groupOf, keyOf } from "./items.js";
import type { Say } from "./log.js";
import { wordsOf } from "./log.js";
import type { Metrics } from "./metrics.js";
import { Patience } from "./patience.js";
import type { Store } from "./record.js";
import { earnedIn } from "./report.js";
import type { Fate } from "./sender.js";
import { Sender } from "./sender.js";
import type { End, Limits, Pending } from "./spending.js";
import { settled, stopOf } from "./spending.js";
import { costOf, feeOf, profitOf } from "./value.js";

/** Simulations of one round: who has many items made that fail does not keep the keeper from its work for long. */
const SIMULATIONS_A_ROUND = 64;

/** After a transaction the keeper looks again this soon. */
const SOON_MS = 1000;

/** How a round ended: with a transaction whose end is awaited or was just learned, or with nothing to do. */
export type Round = "busy" | "idle";

/** What a keeper is made of. */
export interface Parts {
  readonly chain: Chain;
  readonly store: Store;
  readonly finder: Finder;
  readonly policy: Policy;
  readonly limits: Limits;
  readonly say: Say;
  /** Says what it would do and sends nothing. */
  readonly dryRun: boolean;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How long a keeper runs. */
export interface Run {
  readonly pollMs: number;
  /** Ends when there is nothing to do, and at the first error. */
  readonly once: boolean;
  readonly signal: AbortSignal;
}

/** A bounty seeker. */
export class Keeper {
  private readonly counters = new Counters();
  private readonly aside: AsideList;
  /** Each group waits by itself: a trap among the rewards does not hold up the rest. */
  private readonly patience: Readonly<Record<Group, Patience>>;
  private readonly sender: Sender;
  /** The last account that was read. */
  private account: Account | undefined;
  /** What the open transaction is to finish; unknown after a restart. */
  private sent: readonly Item[] = [];
  private lastSaid = "";

  constructor(private readonly parts: Parts) {
    const { chain, store, limits, now, random } = parts;
    this.aside = new AsideList(random);
    this.patience = { passing: new Patience(random), failing: new Patience(random) };
    this.sender = new Sender(chain, store, limits, now);
  }

  /**
   * Rounds until the signal. Whatever goes wrong on the way is said and tried again.
   *
   * @throws Refused when a person has to change something, and an error that could not be helped if it is to run once
   */
  async run({ pollMs, once, signal }: Run): Promise<void> {
    while (!signal.aborted) {
      const round = await this.round(signal).catch((error: unknown) => {
        if (error instanceof Refused || once) throw error;
        this.counters.errors += 1;
        this.sayOnce(wordsOf(error));
        return "idle" as const;
      });
      if (once && round === "idle") return;
      await sleep(round === "busy" ? Math.min(SOON_MS, pollMs) : pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Settles the open transaction, or looks for work and sends at most one. Nothing is sent after the signal. */
  async round(signal?: AbortSignal): Promise<Round> {
    const { chain, store, finder, dryRun } = this.parts;
    await this.checkRate();
    const account = await chain.account();
    this.account = account;
    this.counters.rounds += 1;
    this.counters.lastRound = this.parts.now();
    if (account) this.aside.prune(account.height);
    if (account === undefined)
      return this.idle("account", `${chain.address} does not exist on the chain: send it coins for fees`);
    const { pending } = store.book;
    if (pending && dryRun)
      return this.idle("pending", `transaction ${pending.hash} is open, nothing else would be sent before its end`);
    if (pending) return this.settle(pending, account);

    const found = await chain.find(finder, this.leastRewards());
    const open = found.filter((item) => isWorthALook(item, this.parts.policy) && !this.aside.has(keyOf(item), account.height));
    this.counters.look(found, open);
    const ready = open.filter((item) => this.patience[groupOf(item)].blocksLeft(account.height) === 0);
    if (ready.length === 0 && open.length > 0) return this.idle("patience");
    return this.work(pack(ready, this.parts.policy), account, signal);
  }

  /** What is shown of it. */
  metrics(): Metrics {
    const { store, limits, now } = this.parts;
    const height = this.account?.height ?? 0;
    return metricsOf(this.counters, {
      book: store.book,
      limits,
      now: now(),
      height,
      balance: this.account?.balance ?? 0n,
      aside: this.aside.count(height),
    });
  }

  /** Simulates batch by batch until one can be sent. */
  private async work(batches: readonly Item[][], account: Account, signal?: AbortSignal): Promise<Round> {
    const { chain, policy, limits, store, dryRun, now } = this.parts;
    const queue: (readonly Item[])[] = [...batches];
    for (let tries = 0; tries < SIMULATIONS_A_ROUND; tries += 1) {
      const items = queue.shift();
      if (items === undefined || signal?.aborted) break;
      const verdict = judge(items, await chain.simulate(items, account.sequence), policy);
      this.counters.simulations += 1;
      if (verdict.send === undefined) {
        for (const { item, why } of verdict.aside) this.aside.add(keyOf(item), why, account.height);
        queue.unshift(...verdict.next);
        continue;
      }
      const stop = stopOf(store.book, limits, verdict.send.fee, account.balance, now());
      if (stop) return this.idle(stop, `nothing is sent: a fee of ${verdict.send.fee} is more than the limit leaves (${stop})`);
      if (dryRun) this.parts.say(`would send: ${this.describe(verdict.send)}`);
      else if (!signal?.aborted) return this.send(verdict.send, account);
    }
    return this.idle(undefined);
  }

  private async send(batch: Batch, account: Account): Promise<Round> {
    this.sent = batch.items;
    this.counters.state = undefined;
    this.parts.say(`sends: ${this.describe(batch)}`);
    const refused = await this.sender.send(batch, account);
    if (refused !== undefined) this.parts.say(`the node refused it: ${refused}`);
    return "busy";
  }

  private async settle(pending: Pending, account: Account): Promise<Round> {
    const fate = await this.sender.fate(pending, account);
    if (fate === "open") {
      this.counters.state = "pending";
      return "busy";
    }
    const end = this.endOf(fate, pending, account);
    this.parts.store.save(settled(this.parts.store.book, end, this.parts.now()));
    this.sent = [];
    return "busy";
  }

  /** Says how a transaction ended, and draws the conclusions. */
  private endOf(fate: Exclude<Fate, "open">, pending: Pending, { height }: Account): End {
    const { hash, fee, items, timeoutHeight } = pending;
    if (fate === "expired") {
      this.counters.count("expired");
      for (const each of this.waiting()) each.lost(height);
      this.parts.say(`${hash} is in no block and cannot come into one any more`);
      return fate;
    }
    if (fate === "stray") {
      this.counters.count("expired");
      this.parts.say(`${hash} is in no block, and is not waited for up to height ${timeoutHeight}: the node that said ours lied`);
      return "expired";
    }
    if (fate === "unseen") {
      this.counters.count("unseen");
      this.parts.say(`${hash} is in a block that no node shows: its fee of ${fee} counts, what it earned is not known`);
      return fate;
    }
    const { included } = fate;
    const earned = earnedIn(included.report);
    const done = included.report.size;
    const lost = profitOf(earned, fee, this.parts.policy.rate) < 0n;
    for (const each of this.waiting()) {
      if (lost) each.lost(height);
      else each.won();
    }
    if (included.failed) this.blame(included, height);
    for (const key of included.report.keys()) this.aside.forget(key);
    this.counters.count(included.failed ? "failed" : earned === 0n ? "lost" : "paid");
    const how = included.failed ? `failed: ${included.failed.reason}` : `finished ${done} of ${items} items and earned ${earned}`;
    this.parts.say(`${hash} at height ${included.height} ${how}; its fee was ${fee}`);
    return { earned, items: done };
  }

  /** Who learns from how the last transaction ended. After a restart it is not known what was in it. */
  private waiting(): Patience[] {
    const groups = this.sent.length > 0 ? new Set(this.sent.map(groupOf)) : GROUPS;
    return [...groups].map((group) => this.patience[group]);
  }

  /** Leaves alone what made a transaction fail in its block, though its simulation went well. */
  private blame({ failed }: Included, height: number): void {
    const call = failed?.call === undefined ? undefined : callsOf(this.sent)[failed.call];
    for (const item of call?.items ?? this.sent) this.aside.add(keyOf(item), "refused", height);
  }

  private idle(state: string | undefined, line?: string): Round {
    this.counters.state = state;
    if (line !== undefined) this.sayOnce(line);
    else if (state === undefined) this.lastSaid = "";
    return "idle";
  }

  private sayOnce(line: string): void {
    if (line !== this.lastSaid) this.parts.say(line);
    this.lastSaid = line;
  }

  private describe({ items, gasLimit, fee, bounty }: Batch): string {
    const profit = profitOf(bounty, fee, this.parts.policy.rate);
    const { denom } = this.parts.policy.price;
    return `${items.map(keyOf).join(", ")} for ${bounty}; gas limit ${gasLimit}, fee ${fee}${denom}, profit ${profit}`;
  }

  /** Rewards whose caller's part, which is always less, cannot pay for the call. */
  private leastRewards(): bigint {
    const { price, rate } = this.parts.policy;
    const least = costOf(feeOf(GAS_EACH.auto_rewards, price), rate);
    return least > 1n ? least : 1n;
  }

  private async checkRate(): Promise<void> {
    const { price, rate } = this.parts.policy;
    const denom = await this.parts.chain.stakingDenom();
    if (denom === price.denom && rate.fee !== rate.stake) {
      throw new Refused(`rate: fees and bounties are both paid in ${denom}, so that one is worth the other`);
    }
  }
}
