/** What the end-to-end tests share: the devnet, a folder for records, accounts. */

import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Account } from "../../src/chain.js";
import { Chain } from "../../src/chain.js";
import { ROOT } from "../../src/artifacts.js";
import { Deployer } from "../../src/deploy/deploy.js";
import type { Plan } from "../../src/deploy/plan.js";
import { readPlan } from "../../src/deploy/plan.js";
import type { Deployment } from "../../src/deploy/record.js";

export const RPC = process.env["TRIBUTARY_RPC"] ?? "http://127.0.0.1:26657";

/** A devnet, and its plan with a label of its own, so that each test deploys a suite of its own. */
export async function devnet(label: string, rpc = RPC): Promise<{ chain: Chain; plan: Plan; owner: Account }> {
  process.env["TRIBUTARY_DEPLOYMENTS"] = mkdtempSync(join(tmpdir(), "tributary-"));
  const plan = { ...readPlan(join(ROOT, "deploy/devnet.json")), rpc, label: `${label}-${Date.now()}` };
  const chain = await Chain.open(rpc, plan.gasPrice);
  return { chain, plan: { ...plan, chainId: chain.id }, owner: await chain.testAccount("owner") };
}

/** Deploys a plan and answers the addresses by name. */
export async function deploy(chain: Chain, plan: Plan, owner: Account): Promise<Record<string, string>> {
  const record = await new Deployer(chain, plan, owner, () => undefined, false).run();
  return Object.fromEntries(Object.entries(record.contracts).map(([name, { address }]) => [name, address]));
}

/** Every contract of a deployment has its transaction and is on the chain once. */
export async function assertThereOnce(chain: Chain, record: Deployment, owner: Account): Promise<void> {
  for (const [name, { address, label, transaction }] of Object.entries(record.contracts)) {
    assert.ok(transaction, `${name} has its transaction`);
    const { codeId } = await chain.contract(address);
    const labels = (await owner.client.getContracts(codeId)).map(async (other) => (await chain.contract(other)).label);
    const ours = (await Promise.all(labels)).filter((other) => other === label);
    assert.equal(ours.length, 1, `${name} is there once`);
  }
}
