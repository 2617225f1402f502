/** What the keeper counts, and how it is shown. */

import type { Item } from "./items.js";
import { bountyOf, KINDS } from "./items.js";
import type { Metric, Metrics } from "./metrics.js";
import { label } from "./metrics.js";
import type { Book, Limits } from "./spending.js";
import { spentToday } from "./spending.js";

/** How a transaction can end. */
const RESULTS = ["paid", "lost", "failed", "expired", "unseen"] as const;
type Result = (typeof RESULTS)[number];

/** Why nothing is sent. */
const STATES = ["account", "pending", "patience", "day", "floor"] as const;

/** Counts since the start; sums of money are in the book. */
export class Counters {
  rounds = 0;
  lastRound = 0;
  errors = 0;
  simulations = 0;
  state: string | undefined;
  found: readonly Item[] = [];
  open: readonly Item[] = [];
  private readonly ends: Record<Result, number> = { paid: 0, lost: 0, failed: 0, expired: 0, unseen: 0 };

  /** A transaction ended. */
  count(result: Result): void {
    this.ends[result] += 1;
  }

  /** What a round found, and what of it may be simulated. */
  look(found: readonly Item[], open: readonly Item[]): void {
    [this.found, this.open] = [found, open];
  }

  /** Transactions by how they ended. */
  get results(): Readonly<Record<Result, number>> {
    return this.ends;
  }
}

/** What a moment looks like. */
export interface Moment {
  readonly book: Book;
  readonly limits: Limits;
  readonly now: number;
  readonly height: number;
  readonly balance: bigint;
  readonly aside: number;
}

/** All metrics but those of the nodes. */
export function metricsOf(counters: Counters, { book, limits, now, height, balance, aside }: Moment): Metrics {
  const { earned, fees, feesLost, items, itemsLost } = book.totals;
  const kinds = KINDS.map((kind) => [label("kind", kind), counters.found.filter((item) => item.kind === kind).length]);
  const results = RESULTS.map((result) => [label("result", result), counters.results[result]]);
  const states = STATES.map((state) => [label("reason", state), counters.state === state ? 1 : 0]);
  return {
    tributary_keeper_items_found: gauge("Items with a bounty that the last look found", Object.fromEntries(kinds)),
    tributary_keeper_items_open: gauge("Of those, what may pay and is not left alone", { "": counters.open.length }),
    tributary_keeper_bounties_open: gauge("What they offer, in the staking denom", { "": bountyOf(counters.open) }),
    tributary_keeper_items_aside: gauge("Items that are left alone for a while", { "": aside }),
    tributary_keeper_items_finished_total: counter("Items finished, kept over restarts", { "": items }),
    tributary_keeper_items_lost_total: counter("Items that were gone in the block, kept over restarts", { "": itemsLost }),
    tributary_keeper_earned_total: counter("Bounties in the staking denom, kept over restarts", { "": earned }),
    tributary_keeper_fees_total: counter("Fees paid, kept over restarts", { "": fees }),
    tributary_keeper_fees_lost_total: counter("Fees of transactions that earned nothing, kept over restarts", { "": feesLost }),
    tributary_keeper_transactions_total: counter("Transactions by how they ended", Object.fromEntries(results)),
    tributary_keeper_simulations_total: counter("Simulations", { "": counters.simulations }),
    tributary_keeper_fees_today: gauge("What counts of fees in the last 24 to 25 hours", { "": spentToday(book, now) }),
    tributary_keeper_fees_limit_day: gauge("The limit of that", { "": limits.feePerDay }),
    tributary_keeper_balance: gauge("The account's balance of the fee's denom", { "": balance }),
    tributary_keeper_balance_floor: gauge("The limit of that", { "": limits.balanceFloor }),
    tributary_keeper_held_back: gauge("1 for what keeps it from sending now", Object.fromEntries(states)),
    tributary_keeper_height: gauge("The height of the last look", { "": height }),
    tributary_keeper_rounds_total: counter("Rounds in which a node answered", { "": counters.rounds }),
    tributary_keeper_errors_total: counter("Rounds that failed", { "": counters.errors }),
    tributary_keeper_last_round_seconds: gauge("When the last round was, seconds since 1970", {
      "": Math.floor(counters.lastRound / 1000),
    }),
  };
}

/** The metrics of the nodes. */
export function nodeMetrics(nodes: readonly { name: string; up: boolean; failures: number }[]): Metrics {
  const each = (value: (node: { up: boolean; failures: number }) => number): Metric["values"] =>
    Object.fromEntries(nodes.map((node) => [label("node", node.name), value(node)]));
  return {
    tributary_keeper_node_up: gauge(
      "1 unless the node failed when it was asked last",
      each(({ up }) => (up ? 1 : 0)),
    ),
    tributary_keeper_node_failures: gauge(
      "Failures of the node since it answered last",
      each(({ failures }) => failures),
    ),
  };
}

function gauge(help: string, values: Metric["values"]): Metric {
  return { type: "gauge", help, values };
}

function counter(help: string, values: Metric["values"]): Metric {
  return { type: "counter", help, values };
}
