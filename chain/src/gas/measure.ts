/** Plays the acts on a chain and reads the gas off the blocks. */

import type { EncodeObject } from "@cosmjs/proto-signing";

import type { Account, Chain } from "../chain.js";
import { toCoins } from "../chain.js";
import { advance } from "../clock.js";
import type { Json, JsonObject } from "../json.js";
import { isObject } from "../json.js";
import { resolve } from "../references.js";
import type { Act, Call } from "./acts.js";

const GAS = 20_000_000;
const PURSE = { ustake: "100000000000000" };

/** Gas of each row. */
export type Gas = Map<string, bigint>;

/** Plays the acts in contracts at these addresses; each row is measured in its first and only transaction. */
export async function measure(chain: Chain, contracts: Record<string, string>, acts: readonly Act[]): Promise<Gas> {
  const gas: Gas = new Map();
  const saved = new Map<string, Json>();
  // The owner has what it needs.
  const funded = new Set(["owner"]);
  const names = {
    address: async (name: string): Promise<string> => contracts[name] ?? (await chain.testAccount(name)).address,
    code: async (): Promise<number> => 0,
    saved: (name: string): Json => saved.get(name) ?? null,
  };

  for (const act of acts) {
    if ("wait" in act) {
      await advance(chain, await chain.block(), act.wait);
    } else if ("reward" in act) {
      const pool = await chain.query(contracts["pool-registry"] ?? "", { pool: { pool: await names.address(act.reward) } });
      await deposit(isObject(pool) ? String(pool["coinbase"]) : "", act.denom ?? "ustake", act.amount);
    } else if ("deposit" in act) {
      await deposit(await names.address(act.deposit), act.denom, act.amount);
    } else if ("batch" in act) {
      const sender = await senderOf(act.from);
      const messages: EncodeObject[] = [];
      for (const call of act.batch) messages.push(await message(sender, call));
      await sender.send(messages, GAS);
    } else {
      const sender = await senderOf(act.from);
      const done = await sender.send([await message(sender, act)], GAS);
      if (act.row !== undefined) gas.set(act.row, done.gasUsed);
      const data = done.data[0] as Json | undefined;
      if (act.saves !== undefined && isObject(data)) saved.set(act.saves, data["id"] ?? null);
    }
  }
  return gas;

  async function deposit(address: string, denom: string, amount: string): Promise<void> {
    const faucet = await chain.testAccount("faucet");
    await faucet.send([faucet.transfer(address, toCoins({ [denom]: amount }))], GAS);
  }

  async function senderOf(name: string): Promise<Account> {
    const sender = await chain.testAccount(name);
    if (!funded.has(name)) await chain.setBalances(sender, PURSE);
    funded.add(name);
    return sender;
  }

  async function message(sender: Account, call: Call): Promise<EncodeObject> {
    const msg = (await resolve(call.msg, names)) as JsonObject;
    return sender.execute(contracts[call.contract] ?? "", msg, call.funds === undefined ? [] : toCoins({ ustake: call.funds }));
  }
}
