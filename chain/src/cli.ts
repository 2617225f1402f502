/** The command behind the scripts that work on a real chain. */

import { parseArgs } from "node:util";

import { connect } from "tributary-client";

import { lastHeight, StateAt } from "./at.js";
import { Chain } from "./chain.js";
import { acceptOwnership, Deployer } from "./deploy/deploy.js";
import { holds, lineOf, monitor, reportOf } from "./deploy/monitor.js";
import type { Plan } from "./deploy/plan.js";
import { readPlan } from "./deploy/plan.js";
import type { Deployment } from "./deploy/record.js";
import { readRecord, recordFile } from "./deploy/record.js";
import { verify } from "./deploy/verify.js";
import { exportLicenses } from "./genesis/export.js";
import { Importer } from "./genesis/import.js";
import { ensureNew, prefixOf, readSnapshot, writeSnapshot } from "./genesis/snapshot.js";
import { gasTable } from "./gas/run.js";
import { grown, write } from "./gas/table.js";
import { govern, pinMessage, pinned } from "./governance.js";
import { signerFrom } from "./keys.js";
import { play } from "./scenario/player.js";
import { scenarioFiles } from "./scenario/files.js";
import { readScenario } from "./scenario/format.js";
import { readWords, Teller } from "./scenario/teller.js";

const USAGE = `usage:
  deploy FILE [--dry-run]    deploy what the file says, or go on where it was interrupted
  accept FILE                accept the ownership, signed by TRIBUTARY_OWNER
  verify FILE                compare the chain with the file and the artifacts
  monitor FILE [--height N] [--json]
                             compute invariants of what is deployed anew, all of one height
  export CONTRACT FILE --rpc URL [--height N]
                             write all licences of a license-nft at one height into a new file
  import FILE CONTRACT --rpc URL --gas-price PRICE
                             hand them to a contract on another chain, or go on, and seal it, signed by TRIBUTARY_OWNER
  play PATH...               play scenarios, files or folders, on the devnet at TRIBUTARY_RPC
  tell FILE [--words WORDS]  play one there and tell it, with the sentences that tributary-sim demo --words wrote, and the
                             closing account of all contracts; exit status 0 only if all held and balances
  pin FILE                   propose and vote, on a devnet, that the codes of the deployment are pinned
  gas [--check]              measure every message on a fresh devnet at TRIBUTARY_RPC; write docs/gas.*, or compare`;

const DEVNET_RPC = process.env["TRIBUTARY_RPC"] ?? "http://127.0.0.1:26657";
const DEVNET_GAS_PRICE = "0.0025ufee";

const say = (line: string): void => console.log(line);

async function open(file: string): Promise<{ plan: Plan; chain: Chain }> {
  const plan = readPlan(file);
  return { plan, chain: await Chain.open(plan.rpc, plan.gasPrice) };
}

async function deploy(file: string, dryRun: boolean): Promise<void> {
  const { plan, chain } = await open(file);
  const deployer = await chain.account(await signerFrom("TRIBUTARY_DEPLOYER", plan.prefix));
  const record = await new Deployer(chain, plan, deployer, say, dryRun).run();
  if (dryRun || !process.env["TRIBUTARY_OWNER"]) return;
  await acceptOwnership(chain, record, await chain.account(await signerFrom("TRIBUTARY_OWNER", plan.prefix)), say);
}

function deployed(plan: Plan): Deployment {
  const record = readRecord(plan.chainId);
  if (!record) throw new Error(`${recordFile(plan.chainId)} is not there: nothing is deployed`);
  if (record.label !== plan.label)
    throw new Error(`${recordFile(plan.chainId)} is the deployment ${record.label}, not ${plan.label}`);
  return record;
}

async function accept(file: string): Promise<void> {
  const { plan, chain } = await open(file);
  const owner = await chain.account(await signerFrom("TRIBUTARY_OWNER", plan.prefix));
  if (plan.owner !== owner.address)
    throw new Error(`TRIBUTARY_OWNER is ${owner.address}, the owner in ${plan.file} is ${plan.owner}`);
  await acceptOwnership(chain, deployed(plan), owner, say);
}

async function check(file: string): Promise<void> {
  const { plan, chain } = await open(file);
  const checks = await verify(chain, plan, deployed(plan));
  for (const { what, differs, unknown } of checks) {
    if (unknown !== undefined) say(`UNKNOWN ${unknown}`);
    else say(differs.length === 0 ? `ok      ${what}` : `DIFFERS ${differs.join("\n        ")}`);
  }
  const bad = checks.filter(({ differs }) => differs.length > 0).length;
  if (bad > 0) throw new Error(`${bad} of ${checks.length} checks differ`);
  const unmade = checks.filter(({ unknown }) => unknown !== undefined).length;
  say(`${checks.length - unmade} checks, no difference${unmade > 0 ? `; ${unmade} could not be made` : ""}`);
}

async function watch(file: string, height: string | undefined, json: boolean): Promise<void> {
  const { plan, chain } = await open(file);
  if (chain.id !== plan.chainId) throw new Error(`${chain.rpc} is the chain ${chain.id}, the plan is for ${plan.chainId}`);
  const contracts = Object.entries(deployed(plan).contracts).map(([name, contract]) => ({ name, ...contract }));
  const state = new StateAt(chain.comet, heightIn(height) ?? (await lastHeight(chain.comet)));
  const invariants = await monitor(state, contracts);
  const broken = invariants.filter((invariant) => !holds(invariant)).length;
  if (json) say(JSON.stringify(reportOf(chain.id, state.height, invariants), undefined, 2));
  else for (const invariant of invariants) say(lineOf(invariant));
  if (broken > 0) throw new Error(`${broken} of ${invariants.length} invariants do not hold at height ${state.height}`);
  if (!json) say(`${invariants.length} invariants hold at height ${state.height}`);
}

function heightIn(text: string | undefined): number | undefined {
  if (text !== undefined && !/^[1-9][0-9]*$/.test(text)) throw new Error(`--height is a number above 0, not ${text}`);
  return text === undefined ? undefined : Number(text);
}

async function playAll(paths: string[]): Promise<void> {
  const chain = await Chain.open(DEVNET_RPC, DEVNET_GAS_PRICE);
  const counts = { ok: 0, failed: 0, skipped: 0 };
  for (const file of paths.flatMap(scenarioFiles)) {
    const scenario = readScenario(file);
    const started = Date.now();
    const result = await play(chain, scenario);
    const verdict = result.skipped ? "skipped" : result.failures.length === 0 ? "ok" : "failed";
    counts[verdict] += 1;
    const took = result.skipped
      ? "for the embedded chain only"
      : `${result.steps} steps in ${Math.round((Date.now() - started) / 1000)} s`;
    say(`${verdict.padEnd(8)} ${scenario.name} (${took}) ${file}`);
    if (result.skipped) continue;
    for (const { at, problems } of result.failures) for (const problem of problems) say(`    ${at}: ${problem}`);
  }
  say(`${counts.ok} ok, ${counts.failed} failed, ${counts.skipped} skipped`);
  if (counts.failed > 0 || counts.ok === 0) process.exitCode = 1;
}

async function tell(file: string, words: string | undefined): Promise<void> {
  const chain = await Chain.open(DEVNET_RPC, DEVNET_GAS_PRICE);
  const scenario = readScenario(file);
  const teller = new Teller(chain, words === undefined ? {} : readWords(words), say);
  const result = await play(chain, scenario, teller);
  if (result.skipped) throw new Error(`${file} is for the embedded chain only`);
  const held = result.failures.length === 0;
  say(held ? `All expectations of the ${result.steps} steps held.` : "Something is not as it should be.");
  if (!held || !teller.balanced) process.exitCode = 1;
}

async function pin(file: string): Promise<void> {
  const { plan, chain } = await open(file);
  if (!plan.chainId.startsWith("tributary-devnet-")) throw new Error(`${plan.file}: on a chain its own governance pins`);
  const ids = Object.values(deployed(plan).codes).map((code) => code.code_id);
  const validator = await chain.testAccount("validator");
  await govern(chain, validator, [validator], "Pin Tributary", [pinMessage(ids)]);
  say(`pinned: codes ${(await pinned(chain)).join(", ")}`);
}

async function gas(check: boolean): Promise<void> {
  const chain = await Chain.open(DEVNET_RPC, DEVNET_GAS_PRICE);
  const table = await gasTable(chain, say);
  if (!check) return write(table);
  const growth = grown(table);
  for (const line of growth) say(line);
  if (growth.length > 0)
    throw new Error(
      "docs/gas.json is not what was measured: make the messages cheaper, or run scripts/gas.sh and commit the table",
    );
  say(`${Object.keys(table).length} messages cost what docs/gas.json says, or less`);
}

async function exportTo(file: string, contract: string, rpc: string, height: string | undefined): Promise<void> {
  const at = heightIn(height);
  ensureNew(file);
  const chain = await connect(rpc);
  writeSnapshot(file, await exportLicenses(chain, contract, at, say));
  say(`written to ${file}`);
}

async function importFrom(file: string, contract: string, rpc: string, gasPrice: string): Promise<void> {
  const snapshot = readSnapshot(file);
  const chain = await Chain.open(rpc, gasPrice);
  const owner = await chain.account(await signerFrom("TRIBUTARY_OWNER", prefixOf(contract)));
  await new Importer(chain, owner, contract, snapshot, say).run();
}

async function main(): Promise<void> {
  const options = {
    "dry-run": { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    rpc: { type: "string" },
    height: { type: "string" },
    "gas-price": { type: "string" },
    words: { type: "string" },
    json: { type: "boolean", default: false },
  } as const;
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const [command, ...paths] = positionals;
  const [file, other] = paths;
  const { rpc, height, "gas-price": gasPrice } = values;
  if (command === "deploy" && file !== undefined) return deploy(file, values["dry-run"]);
  if (command === "accept" && file !== undefined) return accept(file);
  if (command === "verify" && file !== undefined) return check(file);
  if (command === "monitor" && file !== undefined) return watch(file, height, values.json);
  if (command === "play" && file !== undefined) return playAll(paths);
  if (command === "tell" && file !== undefined) return tell(file, values.words);
  if (command === "pin" && file !== undefined) return pin(file);
  if (command === "export" && file && other && rpc) return exportTo(other, file, rpc, height);
  if (command === "import" && file && other && rpc && gasPrice) return importFrom(file, other, rpc, gasPrice);
  if (command === "gas") return gas(values.check);
  console.error(USAGE);
  process.exitCode = 2;
}

main().catch((error: unknown) => {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
