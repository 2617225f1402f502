/** A suite on the devnet, keepers for it with accounts of their own, and things for them to finish. */

import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";
import { eventOf } from "tributary-client";
import type { Account, Chain as Devnet } from "tributary-chain/dist/src/chain.js";
import { toCoins } from "tributary-chain/dist/src/chain.js";
import { advance } from "tributary-chain/dist/src/clock.js";
import { clients, newcomer, openPool, STAKE, stakeOf } from "tributary-chain/dist/test/e2e/books.js";
import { deploy, devnet, RPC } from "tributary-chain/dist/test/e2e/support.js";

import type { Assembled } from "../../src/assemble.js";
import { assemble } from "../../src/assemble.js";
import { readConfig } from "../../src/config.js";

export { RPC, STAKE };
export const FEE = "ufee";

/** Above all locks of the devnet's plan, in seconds. */
const LOCKS = 60;

/** A suite with two pools, and a delegator in the first. */
export class Town {
  private constructor(
    readonly chain: Devnet,
    readonly suite: Record<string, string>,
    readonly ada: Account,
    readonly eve: Account,
    readonly bob: Account,
    readonly coinbase: string,
  ) {}

  /** Deploys it. */
  static async make(label: string): Promise<Town> {
    const { chain, plan, owner } = await devnet(label);
    const suite = await deploy(chain, plan, owner);
    const [ada, eve, bob] = [await newcomer(chain, "ada"), await newcomer(chain, "eve"), await newcomer(chain, "bob")];
    const coinbase = await openPool(ada, suite, "10000000", 0);
    await openPool(eve, suite, "10000000", 0);
    await clients(bob, suite).pools.delegate({ pool: ada.address }, "auto", undefined, stakeOf("10000000"));
    return new Town(chain, suite, ada, eve, bob, coinbase);
  }

  /** The contracts as bob calls them. */
  get bobs() {
    return clients(this.bob, this.suite);
  }

  /** An undelegation that can be finished; answers its id. */
  async undelegation(fee: string): Promise<number> {
    const { events } = await this.bobs.pools.undelegate({ pool: this.ada.address, amount: "100000", fee });
    return Number(eventOf(events, "pool-registry", "undelegated").attributes.id);
  }

  /** A transfer that can be finished; answers its id. */
  async transfer(fee: string): Promise<number> {
    const [fromPool, toPool] = [this.ada.address, this.eve.address];
    const { events } = await this.bobs.pools.transferDelegation({ fromPool, toPool, amount: "100000", fee });
    return Number(eventOf(events, "pool-registry", "delegation_transferred").attributes.id);
  }

  /** Rewards of bob, half of which are for whoever redelegates them. */
  async rewards(amount: string): Promise<void> {
    await this.bobs.pools.enableAutoRewards({ pool: this.ada.address, feePpm: 500_000 });
    await this.ada.send([this.ada.transfer(this.coinbase, stakeOf(amount))]);
  }

  /** Lets all locks run out. */
  async wait(): Promise<void> {
    await advance(this.chain, await this.chain.block(), LOCKS);
  }

  /** A keeper's configuration file, and its key's address, which has coins for fees. */
  async keeper(change: object = {}, fees = "1000000"): Promise<{ file: string; record: string; address: string }> {
    const folder = mkdtempSync(join(tmpdir(), "keeper-"));
    const wallet = await DirectSecp256k1HdWallet.generate(24, { prefix: "wasm" });
    writeFileSync(join(folder, "key"), wallet.mnemonic);
    chmodSync(join(folder, "key"), 0o600);
    const [{ address } = { address: "" }] = await wallet.getAccounts();
    const faucet = await this.chain.testAccount("faucet");
    await faucet.send([faucet.transfer(address, toCoins({ [FEE]: fees }))]);
    const file = join(folder, "keeper.json");
    const config = {
      chain_id: this.chain.id,
      prefix: "wasm",
      rpc: [RPC],
      pool_registry: this.suite["pool-registry"],
      key: { file: "key" },
      gas: { price: `0.0025${FEE}`, per_transaction: 5_000_000 },
      rate: { fee: "1", stake: "1" },
      min_profit: "100",
      limits: { fee_per_transaction: "20000", fee_per_day: "100000", balance_floor: "1000" },
      record: "record.json",
      poll_seconds: 1,
      ...change,
    };
    writeFileSync(file, JSON.stringify(config));
    return { file, record: join(folder, "record.json"), address };
  }

  /** What somebody has of both denoms. */
  async purse(address: string): Promise<{ stake: bigint; fee: bigint }> {
    const of = async (denom: string): Promise<bigint> => BigInt(await this.chain.balance(address, denom));
    return { stake: await of(STAKE), fee: await of(FEE) };
  }

  /** How many transactions an account has sent. */
  async sequence(address: string): Promise<number> {
    return Number((await this.bob.client.getSequence(address)).sequence);
  }
}

/** The parts of a keeper in this program. */
export async function partsOf(file: string, lines: string[] = []): Promise<Assembled> {
  return assemble(readConfig(file), false, (line) => lines.push(line));
}
