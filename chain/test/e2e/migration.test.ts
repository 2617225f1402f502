/** Scenarios that begin on the contracts of release 0.1.0 and end on those of this one; run by `scripts/test-chain.sh --migration`. */

import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { test } from "node:test";

import { ROOT } from "../../src/artifacts.js";
import type { Account } from "../../src/chain.js";
import { Chain } from "../../src/chain.js";
import { scenarioFiles } from "../../src/scenario/files.js";
import type { Scenario } from "../../src/scenario/format.js";
import { readScenario } from "../../src/scenario/format.js";
import { play } from "../../src/scenario/player.js";
import { EXITS, Migration } from "./migration.js";
import { RPC } from "./support.js";

const STORY = join(ROOT, "scenarios/story.json");
const artifacts = process.env["TRIBUTARY_OLD_ARTIFACTS"];
const chain = await Chain.open(RPC, "0.0025ufee");
const exits = new Set<string>();
let written = 0;

for (const file of scenarioFiles(join(ROOT, "scenarios"))) {
  const scenario = readScenario(file);
  if (!scenario.runsOn.includes("chain")) continue;
  // What takes time is what a migration may fall into: the passing of it is waited for from the step before.
  const pauses = scenario.steps.flatMap(({ kind }, index) => (kind === "advance" ? [index] : []));
  const middle = pauses[Math.floor((pauses.length - 1) / 2)];
  // At the last one of the story everybody is leaving.
  for (const after of file === STORY ? [middle, pauses.at(-1)] : [middle])
    test(`${relative(ROOT, file)}, migrated after step ${after}`, (t) =>
      migrated(scenario, after ?? 0, (line) => t.diagnostic(line)));
}

test("rows were written anew, and each contract was left while its migration was open", () => {
  assert.ok(written > 0);
  for (const code of Object.keys(EXITS))
    assert.ok(
      [...exits].some((exit) => exit.startsWith(`${code} `)),
      code,
    );
});

async function migrated(scenario: Scenario, after: number, say: (line: string) => void): Promise<void> {
  assert.ok(artifacts, "TRIBUTARY_OLD_ARTIFACTS names the contracts of release 0.1.0");
  const [admin, stranger] = [await withFees("migration-admin"), await withFees("stranger")];
  const migration = new Migration(chain, admin, stranger, scenario.steps, after);
  const result = await play(chain, scenario, migration, { artifacts, admin: admin.address });
  assert.ok(!result.skipped);
  assert.deepEqual(result.failures, []);
  const { refusals, steps, pages, passed, rewritten } = migration.seen;
  assert.ok(pages > 0 && steps > 0);
  written += rewritten;
  say(
    `${refusals} calls refused, ${pages} pages with ${passed} rows, ${rewritten} of them written anew, ${steps} steps meanwhile`,
  );
  if (migration.exits.size > 0) say(`left by ${[...migration.exits].sort().join(", ")}`);
  for (const exit of migration.exits) exits.add(exit);
}

async function withFees(name: string): Promise<Account> {
  const account = await chain.testAccount(name);
  await chain.setBalances(account, {});
  return account;
}
