/**
 * The licences of one chain move to another by scripts/genesis.sh: interrupted and resumed, and the digest is the same on both.
 * `TRIBUTARY_RPC` is the one devnet, `TRIBUTARY_OTHER_RPC` the other.
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";

import { executeMessage, LicenseNftClient, LicenseNftQueryClient } from "tributary-client";
import type { ICosmWasmClient, licenseNft } from "tributary-client";

import { ROOT } from "../../src/artifacts.js";
import { StateAt } from "../../src/at.js";
import type { Account, Chain } from "../../src/chain.js";
import type { JsonObject } from "../../src/json.js";
import { digestOver } from "../../src/genesis/digest.js";
import { Importer } from "../../src/genesis/import.js";
import { readSnapshot } from "../../src/genesis/snapshot.js";
import type { Snapshot } from "../../src/genesis/snapshot.js";
import { newcomer } from "./books.js";
import { deploy, devnet, RPC } from "./support.js";

const OTHER_RPC = process.env["TRIBUTARY_OTHER_RPC"] ?? "";
const skip = OTHER_RPC === "" ? "TRIBUTARY_OTHER_RPC does not name a second devnet" : false;

/** More than two pages of an import. Their order by number is another than by bytes. */
const IDS = Array.from({ length: 120 }, (_, index) => String(index + 1)).sort();
const PAGE = 50;
const FEE = { gas: "50000000", amount: [{ denom: "ufee", amount: "125000" }] };

const folder = mkdtempSync(join(tmpdir(), "tributary-genesis-"));
const file = join(folder, "licences.json");

/** A contract of licences on a chain, whose owner mints, with an account as its staker-registry. */
interface Collection {
  chain: Chain;
  owner: Account;
  registry: Account;
  address: string;
}

let from: Collection;
let to: Collection;
let alice: Account;
let bob: Account;

before(async () => {
  if (skip !== false) return;
  from = await collection("from", RPC, {});
  to = await collection("to", OTHER_RPC, { genesis_import: true });
  alice = await newcomer(from.chain, "alice");
  bob = await newcomer(from.chain, "bob");
  for (let first = 0; first < IDS.length; first += PAGE) {
    const licenses = IDS.slice(first, first + PAGE).map((token_id) => ({
      token_id,
      owner: Number(token_id) % 3 === 0 ? bob.address : alice.address,
      token_uri: Number(token_id) % 2 === 0 ? `https://pool.example/${token_id}` : null,
      extension: { mining_pool: `pool-${Number(token_id) % 7}` },
    }));
    await as(from.owner, from).mintMany({ licenses });
  }
  await bond(from, alice, "10", "validator");
  await bond(from, bob, "9", "resource_node");
});

async function collection(label: string, rpc: string, more: JsonObject): Promise<Collection> {
  const { chain, plan, owner } = await devnet(label, rpc);
  const registry = await newcomer(chain, "registry");
  const init = {
    name: "Licence",
    symbol: "LIC",
    minter: owner.address,
    denom: "ustake",
    coins_per_license: "1000000",
    staker_registry: registry.address,
    ...more,
  };
  const contracts = [{ name: "license-nft", code: "license-nft", init, funds: {} }];
  const { "license-nft": address = "" } = await deploy(chain, { ...plan, contracts, wiring: [] }, owner);
  return { chain, owner, registry, address };
}

/** The contract as an account calls it. */
function as(account: Account, { address }: Collection): LicenseNftClient {
  return new LicenseNftClient(account.connection, account.address, address);
}

/** The registry pulls a licence that it is approved for, and says to which node it belongs. */
async function bond(where: Collection, holder: Account, tokenId: string, role: licenseNft.NodeRole): Promise<void> {
  const { registry } = where;
  await as(holder, where).approve({ spender: registry.address, tokenId });
  await as(registry, where).transferNft({ recipient: registry.address, tokenId });
  await as(registry, where).recordBond({ tokenId, node: holder.address, role });
}

/** What the contract itself says, page by page. */
async function saidBy(client: ICosmWasmClient, { address }: Collection): Promise<{ digest: string; licenses: unknown[] }> {
  const contract = new LicenseNftQueryClient(client, address);
  const licenses: licenseNft.License[] = [];
  let answer: licenseNft.DigestResponse | undefined;
  while (answer?.done !== true) {
    const page: { limit: number; startAfter?: string } = { limit: 33, ...(answer?.last && { startAfter: answer.last }) };
    licenses.push(...(await contract.allLicenses(page)).licenses);
    answer = await contract.digest({ ...page, ...(answer && { previous: answer.digest }) });
  }
  return { digest: answer.digest, licenses };
}

interface Ran {
  status: number | NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Runs a command; a line that contains `killAt` is the last that it prints. */
async function run(command: string, args: readonly string[], key?: string, killAt?: string): Promise<Ran> {
  const child = spawn(command, args, { env: { ...process.env, ...(key !== undefined && { TRIBUTARY_OWNER: key }) } });
  const ran: Ran = { status: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    ran.stdout += text;
    if (killAt !== undefined && text.includes(killAt)) child.kill("SIGKILL");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (ran.stderr += text));
  ran.status = await new Promise((resolve) => child.on("close", (status, signal) => resolve(status ?? signal)));
  return ran;
}

const SCRIPT = join(ROOT, "scripts/genesis.sh");
/** What the script starts when everything is compiled. */
const COMMAND = join(ROOT, "chain/dist/src/cli.js");

function importing(path: string, { address }: Collection, rpc: string): string[] {
  return ["import", path, address, "--rpc", rpc, "--gas-price", "0.0025ufee"];
}

function importNow(path: string, where = to, key = "test:owner", rpc = OTHER_RPC): Promise<Ran> {
  return run(process.execPath, [COMMAND, ...importing(path, where, rpc)], key);
}

function refused({ status, stderr }: Ran, says: RegExp): void {
  assert.equal(status, 1, stderr);
  assert.match(stderr, /^error: /);
  assert.match(stderr, says);
}

test("an export is all licences of one height, whatever happens meanwhile", { skip }, async () => {
  const { status, stdout, stderr } = await run(SCRIPT, ["export", from.address, file, "--rpc", RPC]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /120 licences, digest [0-9a-f]{64}\n/);
  const { height, digest, licenses } = readSnapshot(file);
  assert.deepEqual(
    licenses.map(({ token_id }) => token_id),
    IDS,
  );
  assert.deepEqual(
    licenses.flatMap(({ token_id, role, node }) => (role ? [[token_id, role, node]] : [])),
    [
      ["10", "validator", alice.address],
      ["9", "resource_node", bob.address],
    ],
  );
  const there = await saidBy(new StateAt(from.chain.comet, height), from);
  assert.deepEqual(there, { digest, licenses });

  await as(from.owner, from).burn({ tokenId: "1" });
  await as(from.owner, from).mintMany({
    licenses: [{ token_id: "0", owner: bob.address, extension: { mining_pool: "late" } }],
  });
  const again = join(folder, "again.json");
  const exporting = ["export", from.address, again, "--rpc", RPC];
  assert.equal((await run(process.execPath, [COMMAND, ...exporting, "--height", String(height)])).status, 0);
  assert.equal(readFileSync(again, "utf8"), readFileSync(file, "utf8"));
  refused(await run(process.execPath, [COMMAND, ...exporting]), /again\.json is there already/);
});

test("an import that is killed half-way goes on, and the digest is the same on both chains", { skip }, async () => {
  const killed = await run(process.execPath, [COMMAND, ...importing(file, to, OTHER_RPC)], "test:owner", "50 of 120");
  assert.equal(killed.status, "SIGKILL", killed.stderr);
  // What was sent before the end may still arrive.
  await to.chain.waitFor({ height: (await to.chain.block()).height + 2, time: 0 });
  const half = await as(to.owner, to).genesis();
  assert.ok(!half.finished && half.count >= PAGE && half.count < IDS.length, JSON.stringify(half));

  const other = join(folder, "other.json");
  assert.equal((await run(process.execPath, [COMMAND, "export", from.address, other, "--rpc", RPC])).status, 0);
  refused(await importNow(other), /which are no beginning of the file/);
  const changed = join(folder, "changed.json");
  writeFileSync(changed, readFileSync(file, "utf8").replace('"pool-3"', '"pool-4"'));
  refused(await importNow(changed), /the file was changed/);
  refused(await importNow(file, to, "test:bob"), /the owner of wasm1\w+ is wasm1\w+, the key is that of wasm1/);
  refused(await importNow(file, from, "test:owner", RPC), /was not instantiated with genesis_import/);
  assert.deepEqual(await as(to.owner, to).genesis(), half);

  const { status, stdout, stderr } = await run(SCRIPT, importing(file, to, OTHER_RPC), "test:owner");
  assert.equal(status, 0, stderr);
  assert.match(stdout, new RegExp(`: ${half.count} of 120 licences imported\n`));
  assert.match(stdout, /\n120 of 120 licences imported\n/);

  const { digest, licenses, height } = readSnapshot(file);
  assert.equal(stdout.split(digest).length - 1, 3, `the digest of both chains, and that which is sealed: ${stdout}`);
  const there = await saidBy(new StateAt(from.chain.comet, height), from);
  const here = await saidBy(to.owner.connection, to);
  assert.deepEqual(here, there);
  assert.deepEqual(here, { digest, licenses });
  assert.deepEqual(await as(to.owner, to).genesis(), { expected: true, finished: true, count: 120, digest });
});

test("what is done is done: another run sends nothing", { skip }, async () => {
  const before = await to.owner.client.getSequence(to.owner.address);
  const { status, stdout, stderr } = await importNow(file);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^done: \w+ is sealed with 120 licences/);
  assert.deepEqual(await to.owner.client.getSequence(to.owner.address), before);
  refused(await importNow(join(folder, "other.json")), /which are no beginning of the file/);
});

/** The first licences of the file as if they were all. */
function beginning(count: number): Snapshot {
  const snapshot = readSnapshot(file);
  const licenses = snapshot.licenses.slice(0, count);
  return { ...snapshot, licenses, digest: digestOver(licenses) };
}

test("a page that is still on its way, a burn and a bond meanwhile do not stop an import", { skip }, async () => {
  const where = await collection("meanwhile", OTHER_RPC, { genesis_import: true });
  const { owner, chain, address } = where;
  const snapshot = beginning(60);
  const message = executeMessage(owner.address, address, { import_licenses: { licenses: snapshot.licenses.slice(0, PAGE) } });
  await owner.client.signAndBroadcastSync(owner.address, [message], FEE);
  const halfway = (line: string): void => assert.doesNotMatch(line, /^60 of 60/, "broken off");
  await assert.rejects(new Importer(chain, owner, address, snapshot, halfway).run(), /broken off/);

  const holder = await newcomer(chain, "alice");
  assert.equal(holder.address, alice.address);
  await as(holder, where).burn({ tokenId: "1" });
  await bond(where, holder, "100", "validator");
  const lines: string[] = [];
  await new Importer(chain, owner, address, snapshot, (line) => lines.push(line)).run();
  assert.match(lines.join("\n"), /they differ by what happened there since the import: 1 burned, 1 bonded or returned/);
  const { finished, count, digest } = await as(owner, where).genesis();
  assert.deepEqual({ finished, count, digest }, { finished: true, count: 60, digest: snapshot.digest });
});

test("what would be refused on the way is refused before", { skip }, async () => {
  const where = await collection("small", OTHER_RPC, { genesis_import: true, cap: 2 });
  const { owner, chain, address } = where;
  const silent = (): void => undefined;
  await assert.rejects(new Importer(chain, owner, address, beginning(3), silent).run(), /takes 2 licences, the file has 3/);
  assert.equal((await as(owner, where).genesis()).count, 0);
  await new Importer(chain, owner, address, beginning(2), silent).run();
  await assert.rejects(new Importer(chain, owner, address, beginning(3), silent).run(), /sealed with the first 2 of the 3/);
});
