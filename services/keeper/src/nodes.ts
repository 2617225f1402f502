/** Several nodes of one chain: the next one is asked when one does not answer, is behind, or is of another chain. */

import { setTimeout as sleep } from "node:timers/promises";

import type { Connection } from "tributary-client";
import { connect, refusalIn } from "tributary-client";

import { Refused } from "./config.js";
import type { Say } from "./log.js";
import { wordsOf } from "./log.js";

/** How long a node may take for all that is asked in one go, and how long its fitness is taken for granted. */
const PATIENCE_MS = 20_000;
const FIT_MS = 5_000;
/** The first pause of a node that failed, doubled each time, and the longest. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** A node may be so many blocks behind what we have seen. */
const BLOCKS_BEHIND = 3;
/** No chain makes more blocks in a second; so many more may come at once. */
const BLOCKS_A_SECOND = 10;
const BLOCKS_AT_ONCE = 100;
/** A node that was passed over for its height so long makes us ask all of them again who is right. */
const DOUBT_MS = 60_000;

/** No node answers now. */
export class NoNode extends Error {
  override readonly name = "NoNode";
}

/** A question that a node could not answer, though it answers. */
class Unfit extends Error {}

interface Endpoint {
  readonly url: string;
  /** What is said of it: an address may hold a password. */
  readonly name: string;
  connection: Connection | undefined;
  /** When it was last found fit to be asked. */
  checkedAt: number;
  failures: number;
  pauseUntil: number;
  /** It is of another chain: never asked again. */
  foreign: boolean;
  /** Since when it says a height that is not believed, and which it was at first. */
  doubt: Height | undefined;
}

/** A height, and when it was said. */
interface Height {
  readonly blocks: number;
  readonly at: number;
}

/** What can be shown of a node. */
export interface NodeState {
  readonly name: string;
  readonly up: boolean;
  readonly failures: number;
}

/** Settings that tests change. */
export interface NodeSettings {
  readonly patienceMs?: number;
  readonly open?: (url: string) => Promise<Connection>;
  readonly now?: () => number;
}

/** The nodes of the configuration. */
export class Nodes {
  /** The highest block that was seen and believed. */
  private seen: Height | undefined;
  private readonly endpoints: Endpoint[];
  private readonly patienceMs: number;
  private readonly open: (url: string) => Promise<Connection>;
  private readonly now: () => number;

  constructor(
    urls: readonly string[],
    private readonly chainId: string,
    private readonly say: Say,
    { patienceMs = PATIENCE_MS, open = connect, now = Date.now }: NodeSettings = {},
  ) {
    const fresh = { connection: undefined, checkedAt: 0, failures: 0, pauseUntil: 0, foreign: false, doubt: undefined };
    this.endpoints = urls.map((url, index) => ({ ...fresh, url, name: `node ${index + 1} (${new URL(url).host})` }));
    this.patienceMs = patienceMs;
    this.open = open;
    this.now = now;
  }

  /** How they are. */
  get states(): NodeState[] {
    return this.endpoints.map(({ name, pauseUntil, failures, foreign }) => {
      return { name, failures, up: !foreign && pauseUntil === 0 };
    });
  }

  /**
   * The answer of the first node that gives one, the earlier ones in the configuration before the later. What a chain or a contract
   * refuses is an answer.
   *
   * @throws NoNode when none answers now, Refused when all are of another chain
   */
  async ask<Answer>(question: (connection: Connection) => Promise<Answer>): Promise<Answer> {
    const failed: string[] = [];
    for (const endpoint of this.endpoints) {
      if (endpoint.foreign || endpoint.pauseUntil > this.now()) continue;
      try {
        const answer = await within(this.patienceMs, this.askOne(endpoint, question));
        [endpoint.failures, endpoint.pauseUntil] = [0, 0];
        return answer;
      } catch (error) {
        if (!(error instanceof Unfit) && refusalIn(error)) throw error;
        failed.push(this.note(endpoint, error));
      }
    }
    if (this.endpoints.every(({ foreign }) => foreign)) throw new Refused(`no node is of the chain ${this.chainId}`);
    throw new NoNode(failed.length > 0 ? failed.join("; ") : "all nodes are being left alone for a moment");
  }

  /**
   * A height that a node says in an answer, if it can be.
   *
   * @throws when not: then the node is passed over, as if it had not answered
   */
  believed(height: number): number {
    const why = this.doubtOf(height);
    if (why !== undefined) throw new Unfit(why);
    return height;
  }

  private async askOne<Answer>(endpoint: Endpoint, question: (connection: Connection) => Promise<Answer>): Promise<Answer> {
    endpoint.connection ??= await this.open(endpoint.url);
    if (this.now() - endpoint.checkedAt > FIT_MS) await this.check(endpoint, endpoint.connection);
    return question(endpoint.connection);
  }

  private async check(endpoint: Endpoint, connection: Connection): Promise<void> {
    const { nodeInfo, syncInfo } = await connection.comet.status();
    if (nodeInfo.network !== this.chainId) {
      endpoint.foreign = true;
      throw new Unfit(`it is of the chain ${nodeInfo.network}, not ${this.chainId}, and will not be asked again`);
    }
    if (syncInfo.catchingUp) throw new Unfit("it is catching up");
    await this.weigh(endpoint, syncInfo.latestBlockHeight);
    endpoint.checkedAt = this.now();
  }

  /** Takes or refuses what a node says of its height. One that lies must not put the others out of work, nor after it is gone. */
  private async weigh(endpoint: Endpoint, blocks: number): Promise<void> {
    if (this.seen === undefined || (endpoint.doubt && this.now() - endpoint.doubt.at >= DOUBT_MS)) await this.agree();
    const why = this.doubtOf(blocks);
    if (why !== undefined) {
      endpoint.doubt ??= { blocks, at: this.now() };
      throw new Unfit(why);
    }
    endpoint.doubt = undefined;
    this.seen = { blocks: Math.max(blocks, this.seen?.blocks ?? 0), at: this.now() };
  }

  /** Why a height cannot be. */
  private doubtOf(blocks: number): string | undefined {
    if (!isHeight(blocks)) return `${blocks} is no height`;
    if (this.seen === undefined) return undefined;
    const { blocks: seen, at } = this.seen;
    if (blocks < seen - BLOCKS_BEHIND) return `it is at height ${blocks}, ${seen} was seen already`;
    const possible = seen + BLOCKS_AT_ONCE + (BLOCKS_A_SECOND * Math.max(0, this.now() - at)) / 1000;
    return blocks > possible ? `it is at height ${blocks}, which no chain reaches so soon after ${seen}` : undefined;
  }

  /**
   * Asks all nodes for their height and believes what at least half of them say, else the first one. One that was passed over and did
   * not get on meanwhile does not count as long as there are others.
   */
  private async agree(): Promise<void> {
    const asked = this.endpoints.filter(({ foreign }) => !foreign);
    const answers = await Promise.all(
      asked.map(async (endpoint) => {
        const blocks = await within(this.patienceMs / 4, this.heightOf(endpoint)).catch(() => undefined);
        return { endpoint, blocks };
      }),
    );
    const said = answers.flatMap(({ endpoint: { doubt }, blocks }) =>
      blocks === undefined || !isHeight(blocks) ? [] : [{ blocks, stands: doubt !== undefined && blocks <= doubt.blocks }],
    );
    const moving = said.filter(({ stands }) => !stands);
    const heights = (moving.length > 0 ? moving : said).map(({ blocks }) => blocks);
    const near = (one: number): number => heights.filter((other) => Math.abs(other - one) <= BLOCKS_AT_ONCE).length;
    const blocks = heights.find((one) => 2 * near(one) >= heights.length) ?? heights[0];
    this.seen = blocks === undefined ? undefined : { blocks, at: this.now() };
    for (const endpoint of asked) endpoint.doubt = undefined;
  }

  private async heightOf(endpoint: Endpoint): Promise<number | undefined> {
    endpoint.connection ??= await this.open(endpoint.url);
    const { nodeInfo, syncInfo } = await endpoint.connection.comet.status();
    return nodeInfo.network === this.chainId && !syncInfo.catchingUp ? syncInfo.latestBlockHeight : undefined;
  }

  private note(endpoint: Endpoint, error: unknown): string {
    endpoint.connection?.disconnect();
    endpoint.connection = undefined;
    endpoint.checkedAt = 0;
    endpoint.pauseUntil = this.now() + Math.min(FIRST_PAUSE_MS * 2 ** endpoint.failures, LONGEST_PAUSE_MS);
    endpoint.failures += 1;
    const line = `${endpoint.name}: ${wordsOf(error).replaceAll(endpoint.url, endpoint.name)}`;
    // Once, and then each time that it has become much longer.
    if (Number.isInteger(Math.log2(endpoint.failures))) this.say(line);
    return line;
  }
}

function isHeight(blocks: number): boolean {
  return Number.isSafeInteger(blocks) && blocks >= 0;
}

async function within<Answer>(ms: number, answer: Promise<Answer>): Promise<Answer> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Unfit(`no answer within ${ms / 1000} s`);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    late.catch(() => undefined);
    timer.abort();
  }
}
