/** Our books on a chain, read at single heights: what the contracts say they hold, and what the bank says. */

import assert from "node:assert/strict";

import type { CometClient, comet38 } from "@cosmjs/tendermint-rpc";
import { PoolRegistryClient, StakerRegistryClient } from "tributary-client";

import type { State } from "../../src/at.js";
import { StateAt } from "../../src/at.js";
import type { Account, Chain } from "../../src/chain.js";
import { holds, lineOf, monitor } from "../../src/deploy/monitor.js";

/** The staking denom of the devnet. */
export const STAKE = "ustake";

const RUN = Date.now().toString(36);

/** The contracts as an account calls them. */
export function clients(
  { connection }: Account,
  suite: Record<string, string>,
): { pools: PoolRegistryClient; stakers: StakerRegistryClient } {
  return {
    pools: new PoolRegistryClient(connection, connection.address, suite["pool-registry"] ?? ""),
    stakers: new StakerRegistryClient(connection, connection.address, suite["staker-registry"] ?? ""),
  };
}

/** An account that was not in genesis, with plenty of the staking denom. */
export async function newcomer(chain: Chain, name: string): Promise<Account> {
  const account = await chain.testAccount(`${name}-${RUN}`);
  await chain.setBalances(account, { [STAKE]: "1000000000" });
  return account;
}

/** Opens the operator's pool and answers its coinbase. */
export async function openPool(
  operator: Account,
  suite: Record<string, string>,
  stake: string,
  commissionPpm: number,
): Promise<string> {
  const { pools } = clients(operator, suite);
  const metadata = { metadataUrl: "https://pool.example/meta.json", metadataHash: "00".repeat(32) };
  await pools.registerPool({ signingAddress: operator.address, commissionPpm, ...metadata }, "auto", undefined, stakeOf(stake));
  return (await pools.pool({ pool: operator.address })).coinbase;
}

/** Coins of the staking denom. */
export function stakeOf(amount: string): { denom: string; amount: string }[] {
  return [{ denom: STAKE, amount }];
}

/** The state at one height, with what a pool's registry says. */
export class At extends StateAt {
  /** Rewards of a pool: booked and not yet paid, and not yet booked. */
  async rewards(registry: string, pool: string): Promise<{ outstanding: bigint; unbooked: bigint }> {
    const ask = async (query: string): Promise<bigint> =>
      BigInt((await this.queryContractSmart<{ amount: string }>(registry, { [query]: { pool } })).amount);
    return { outstanding: await ask("outstanding_rewards"), unbooked: await ask("unbooked_rewards") };
  }
}

/** The books of one pool's coinbase, checked block by block against what the blocks report. */
export class Ledger {
  /** Everything that came in, and everything that went out. */
  arrived = 0n;
  paid = 0n;

  /** @param height the last height that is checked already; nothing may have arrived until then */
  constructor(
    private readonly comet: CometClient,
    private readonly registry: string,
    private readonly pool: string,
    private readonly coinbase: string,
    public height: number,
  ) {}

  /** Goes on to a height. At each: `arrived == paid + outstanding + unbooked`, and the balance is the last two, to the unit. */
  async checkUntil(height: number): Promise<void> {
    while (this.height < height) {
      this.height += 1;
      const events = await eventsAt(this.comet, this.height);
      this.arrived += moved(events, "coin_received", "receiver", this.coinbase);
      this.paid += moved(events, "coin_spent", "spender", this.coinbase);
      const at = new At(this.comet, this.height);
      const { outstanding, unbooked } = await at.rewards(this.registry, this.pool);
      const where = `at height ${this.height}`;
      assert.equal(BigInt(await at.balance(this.coinbase, STAKE)), outstanding + unbooked, `the coinbase's balance ${where}`);
      assert.equal(this.arrived, this.paid + outstanding + unbooked, `what arrived ${where}`);
    }
  }
}

/** All invariants that can be computed hold, and what is held is to the unit what is owed: nobody made gifts. */
export async function assertBalanced(state: State, suite: Record<string, string>): Promise<void> {
  // The devnet's plan calls the contracts by their codes.
  const contracts = Object.entries(suite).map(([name, address]) => ({ name, code: name, address }));
  const invariants = await monitor(state, contracts);
  assert.deepEqual(invariants.filter((invariant) => !holds(invariant)).map(lineOf), []);
  const { left, right } = invariants.find(({ id }) => id === "G-02") ?? assert.fail("nothing is held");
  assert.equal(left[1], right[1]);
}

type Event = comet38.Event;

async function eventsAt(comet: CometClient, height: number): Promise<readonly Event[]> {
  const { results, finalizeBlockEvents } = (await comet.blockResults(height)) as comet38.BlockResultsResponse;
  return [...finalizeBlockEvents, ...results.flatMap(({ events }) => events)];
}

/** What the events of one type moved for somebody, in the staking denom. */
function moved(events: readonly Event[], type: string, role: string, address: string): bigint {
  return events.reduce((sum, event) => {
    const value = (key: string): string | undefined => event.attributes.find((attribute) => attribute.key === key)?.value;
    if (event.type !== type || value(role) !== address) return sum;
    const coin = value("amount")
      ?.split(",")
      .find((text) => text.replace(/^\d+/, "") === STAKE);
    return sum + BigInt(coin?.slice(0, -STAKE.length) ?? 0);
  }, 0n);
}
