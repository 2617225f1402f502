/**
 * Every command of docs/cli.md, in order, against a devnet and a deployment of its own. `TRIBUTARY_DEVNET` holds the arguments of
 * scripts/devnet.sh, for example `--home DIR --port-offset 200`; the default devnet without. A devnet that was stopped is stopped
 * again.
 */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { ROOT } from "../../src/artifacts.js";
import { devnetOptions } from "../../src/devnet.js";
import { misfit, variablesIn } from "./cli/answer.js";
import type { Step } from "./cli/page.js";
import { shownIn, stepsOf } from "./cli/page.js";
import { Shell } from "./cli/shell.js";

const STEPS = stepsOf(readFileSync(join(ROOT, "docs/cli.md"), "utf8"));
/** The variables of the page that hold contracts: a license-nft of its own takes what another one exports. */
const CONTRACTS = {
  "staker-registry": ["STAKERS"],
  "pool-registry": ["POOLS"],
  coinbase: ["COINBASE"],
  "license-nft": ["LICENSES", "ELSEWHERE"],
  "treasury-decay": ["TREASURY"],
  "boosted-staking": ["VAULT"],
  "joint-staking": ["ESCROW"],
};
const DEVNET = devnetOptions() ?? [];

let shell: Shell;
let instead: [onPage: string, here: string][];
let started = false;

before(() => {
  const ran = spawnSync("scripts/devnet.sh", ["status", ...DEVNET], { cwd: ROOT });
  started = ran.status !== 0;
  const report = execFileSync("scripts/devnet.sh", ["start", ...DEVNET], { cwd: ROOT, encoding: "utf8" });
  const bin = /export PATH=(\S+):"\$PATH"/.exec(report)?.[1];
  assert.ok(bin, report);
  const { chain_id, nodes } = JSON.parse(readFileSync(join(bin, "../devnet.json"), "utf8")) as {
    chain_id: string;
    nodes: [{ rpc: string }];
  };

  const work = mkdtempSync(join(tmpdir(), "tributary-cli-"));
  const plan = JSON.parse(readFileSync(join(ROOT, "deploy/devnet.json"), "utf8")) as object;
  const file = join(work, "plan.json");
  writeFileSync(file, JSON.stringify({ ...plan, chain_id, rpc: nodes[0].rpc, label: `cli-${Date.now()}` }));
  instead = [
    ["./scripts/devnet.sh start", ["./scripts/devnet.sh start", ...DEVNET].join(" ")],
    ...["604800", "2678400"].map((seconds): [string, string] => {
      const onPage = `./scripts/devnet.sh advance ${seconds}`;
      return [onPage, [onPage, ...DEVNET].join(" ")];
    }),
    ["deploy/devnet.json", file],
    ["$PWD/target/devnet/0.61-1/bin", bin],
    ["deployments/tributary-devnet-1.json", join(work, `${chain_id}.json`)],
  ];
  const { TRIBUTARY_RPC, TRIBUTARY_OWNER, ...env } = process.env;
  shell = new Shell(ROOT, { ...(env as Record<string, string>), TRIBUTARY_DEPLOYMENTS: work });
});

after(() => {
  shell.close();
  if (started) execFileSync("scripts/devnet.sh", ["stop", ...DEVNET], { cwd: ROOT });
});

test("every message and every query is on the page", () => {
  const shown = new Set(shownIn(STEPS).map(({ contract, kind, name }) => `${contract} ${kind} ${name}`));
  const missing = Object.entries(CONTRACTS).flatMap(([contract, variables]) =>
    (["execute", "query"] as const).flatMap((kind) =>
      namesIn(contract, kind)
        .filter((name) => !variables.some((variable) => shown.has(`${variable} ${kind} ${name}`)))
        .map((name) => `${contract}: ${kind} ${name}`),
    ),
  );
  assert.deepEqual(missing, []);
});

test("every command does what the page says", { timeout: 600_000 }, async (page) => {
  assert.ok(STEPS.length > 50, `only ${STEPS.length} blocks found`);
  for (const [onPage] of instead)
    assert.ok(
      STEPS.some(({ commands }) => commands.includes(onPage)),
      `${onPage} is not on the page`,
    );
  for (const step of STEPS) {
    await page.test(`line ${step.line}: ${step.commands.split("\n")[0]}`, () => play(step));
  }
});

test("an answer that does not fit is found", () => {
  const variables = new Map([["ALICE", "wasm1a"]]);
  const fits = (answer: string, printed: string): boolean => misfit(answer, printed, variables) === undefined;
  assert.ok(fits('data:\n  pool: $ALICE\n  ...\n  tokens: "..."', 'data:\n  pool: wasm1a\n  one: 1\n  two: 2\n  tokens: "7"\n'));
  assert.ok(!fits("pool: $ALICE", "pool: wasm1b"));
  assert.ok(!fits("a: 1\nb: 2", "a: 1"));
  assert.ok(!fits("a: 1", "a: 1\nb: 2"));
  assert.ok(!fits("a: 1.5", "a: 1x5"));
});

async function play({ commands, answer, refused }: Step): Promise<void> {
  const { status, stdout, stderr } = await shell.run(
    instead.reduce((text, [onPage, here]) => text.replaceAll(onPage, here), commands),
  );
  assert.equal(status !== 0, refused, `status ${status}\n${stdout}${stderr}`);
  if (answer === undefined) return;
  const variables = new Map<string, string>();
  for (const name of variablesIn(answer)) variables.set(name, await shell.variable(name));
  const bad = refused ? misfit(`...\n...${answer.trim()}...\n...`, stderr, variables) : misfit(answer, stdout, variables);
  assert.equal(bad, undefined, `the page has "${bad}", printed was\n${stdout}${stderr}`);
}

/** The messages or queries of a contract, out of its schema. */
function namesIn(contract: string, kind: "execute" | "query"): string[] {
  const schema = JSON.parse(readFileSync(join(ROOT, "schema", `${contract}.json`), "utf8")) as Record<
    string,
    { oneOf: { required: string[] }[] }
  >;
  const variants = schema[kind]?.oneOf ?? [];
  assert.ok(variants.length > 0, `the schema of ${contract} has no ${kind}`);
  return variants.flatMap(({ required }) => required);
}
