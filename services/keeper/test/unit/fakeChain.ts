/** A small chain for whole keepers: blocks, fees, sequence numbers, timeouts, rivals, and nodes that fail. */

import type { Outcome } from "../../src/batches.js";
import { callsOf } from "../../src/batches.js";
import type { Account, Chain, Draft, Included, Signed } from "../../src/chain.js";
import type { Item } from "../../src/items.js";
import { keyOf } from "../../src/items.js";
import { NoNode } from "../../src/nodes.js";

/** A transaction that took its place in a block. */
export interface Charged {
  readonly hash: string;
  readonly fee: bigint;
  readonly now: number;
}

const GAS_BESIDE = 100_000n;
const GAS_EACH = 30_000n;

/** Its methods are those of a keeper's node; the rest is the test's. */
export class FakeChain implements Chain {
  readonly address = "me";
  height = 10;
  sequence = 0;
  balance = 1_000_000n;
  denom = "ustake";
  /** What waits, by key. */
  readonly items = new Map<string, Item>();
  /** Keys whose messages are refused. */
  readonly bad = new Set<string>();
  /** Keys whose messages are refused in blocks only. */
  readonly traps = new Set<string>();
  readonly finished: string[] = [];
  readonly charged: Charged[] = [];
  readonly signed: Signed[] = [];
  /** Whether nodes show transactions. */
  indexes = true;
  /** Called before each answer; may throw. */
  trouble: (question: string) => void = () => undefined;
  exists = true;
  simulations = 0;
  private readonly mempool = new Map<string, Draft>();
  private readonly included = new Map<string, Included>();
  private readonly drafts = new Map<string, Draft>();

  put(...items: Item[]): void {
    for (const item of items) this.items.set(keyOf(item), item);
  }

  /** The next block. */
  tick(now = 0): void {
    this.height += 1;
    for (const [hash, draft] of this.mempool) {
      this.mempool.delete(hash);
      if (draft.sequence === this.sequence && this.height <= draft.timeoutHeight && draft.fee <= this.balance) {
        this.execute(hash, draft, now);
      }
    }
  }

  async stakingDenom(): Promise<string> {
    this.trouble("denom");
    return this.denom;
  }

  async account(): Promise<Account | undefined> {
    this.trouble("account");
    if (!this.exists) return undefined;
    return { height: this.height, accountNumber: 1n, sequence: this.sequence, balance: this.balance };
  }

  async find(): Promise<Item[]> {
    this.trouble("find");
    return [...this.items.values()];
  }

  async simulate(items: readonly Item[]): Promise<Outcome> {
    this.trouble("simulate");
    this.simulations += 1;
    if (items.some((item) => this.bad.has(keyOf(item)))) return { refused: "bad" };
    const there = items.filter((item) => this.items.has(keyOf(item)));
    const gas = GAS_BESIDE + GAS_EACH * BigInt(there.length);
    return { gas, report: new Map(there.map((item) => [keyOf(item), item.bounty])) };
  }

  async sign(draft: Draft): Promise<Signed> {
    const hash = `TX${this.signed.length}`;
    const signed = { hash, bytes: new TextEncoder().encode(hash) };
    this.signed.push(signed);
    this.drafts.set(hash, draft);
    return signed;
  }

  async broadcast({ hash }: Signed): Promise<string | undefined> {
    this.trouble("broadcast");
    const draft = this.drafts.get(hash);
    if (draft === undefined) throw new Error("nobody signed that");
    if (draft.sequence !== this.sequence) return "account sequence mismatch";
    this.mempool.set(hash, draft);
    // The node took it, but may be gone before it says so.
    this.trouble("broadcasted");
    return undefined;
  }

  async transaction(hash: string): Promise<Included | undefined> {
    this.trouble("transaction");
    return this.indexes ? this.included.get(hash) : undefined;
  }

  private execute(hash: string, draft: Draft, now: number): void {
    const { height } = this;
    this.sequence += 1;
    this.balance -= draft.fee;
    this.charged.push({ hash, fee: draft.fee, now });
    const call = callsOf(draft.items).findIndex(({ items }) => items.some((item) => this.isRefused(keyOf(item))));
    if (call >= 0) {
      this.included.set(hash, { height, report: new Map(), failed: { reason: "refused", call } });
      return;
    }
    const there = draft.items.filter((item) => this.items.delete(keyOf(item)));
    this.finished.push(...there.map(keyOf));
    this.included.set(hash, { height, report: new Map(there.map((item) => [keyOf(item), item.bounty])) });
  }

  private isRefused(key: string): boolean {
    return this.items.has(key) && (this.bad.has(key) || this.traps.has(key));
  }
}

/** What a node that is not there does. */
export function gone(): never {
  throw new NoNode("no node");
}
