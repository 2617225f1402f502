import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "../../src/artifacts.js";
import { readPlan } from "../../src/deploy/plan.js";
import type { Json } from "../../src/json.js";
import { codesIn, resolve } from "../../src/references.js";
import { holds } from "../../src/scenario/books.js";
import type { Row } from "../../src/scenario/books.js";
import { differences, missingEvent } from "../../src/scenario/expect.js";
import { scenarioFiles } from "../../src/scenario/files.js";
import { readScenario } from "../../src/scenario/format.js";
import { moved, unexpected } from "../../src/scenario/moves.js";
import { coins } from "../../src/scenario/teller.js";

const folder = mkdtempSync(join(tmpdir(), "tributary-"));
const file = (json: Json): string => {
  const path = join(folder, "scenario.json");
  writeFileSync(path, JSON.stringify(json));
  return path;
};
const step = (json: Json): string => file({ name: "one", steps: [json] });

test("all scenarios of the repository are in order", () => {
  assert.ok(scenarioFiles(join(ROOT, "scenarios")).map(readScenario).length >= 9);
});

test("unknown keys, wrong kinds and wrong values are refused with their place", () => {
  assert.throws(() => readScenario(file({ name: "one", steps: [], stepz: [] })), /unknown key stepz/);
  assert.throws(() => readScenario(step({ from: "ada" })), /step 1: needs exactly one of/);
  assert.throws(
    () => readScenario(step({ execute: {}, query: {}, from: "ada", contract: "pools" })),
    /step 1: needs exactly one of/,
  );
  assert.throws(
    () => readScenario(step({ execute: {}, from: "ada", contract: "pools", eqals: {} })),
    /step 1: unknown key eqals/,
  );
  assert.throws(() => readScenario(step({ execute: {}, from: "ada", contract: "pools", fails: false })), /step 1: fails is/);
  assert.throws(
    () => readScenario(step({ execute: {}, from: "ada", contract: "pools", funds: { ustake: 5 } })),
    /expected an amount/,
  );
});

test("chapters and notes stand beside any step and say something", () => {
  const told = readScenario(step({ advance: { seconds: 1 }, chapter: "One", note: "What to know." })).steps[0];
  assert.deepEqual([told?.chapter, told?.note], ["One", "What to know."]);
  assert.throws(() => readScenario(step({ advance: {}, chapter: " " })), /step 1: chapter is a text for the reader/);
  assert.throws(() => readScenario(step({ advance: {}, note: 5 })), /step 1: note is a text for the reader/);
});

test("changes of balances are found, and those that were not expected", () => {
  const before = new Map([["ada", { ustake: "10", ufee: "9" }]]);
  const after = new Map<string, Record<string, string>>([
    ["ada", { ustake: "7", ufee: "8" }],
    ["pool", { ustake: "3" }],
  ]);
  const moves = moved(before, after, (name, denom) => name !== "ada" || denom !== "ufee");
  assert.deepEqual(moves, [
    ["ada", "ustake", -3n],
    ["pool", "ustake", 3n],
  ]);
  assert.deepEqual(unexpected({ ada: { ustake: "-3" }, pool: { ustake: "+3" } }, moves, "ufee"), []);
  assert.deepEqual(unexpected({ ada: { ustake: "-3" } }, moves, "ufee"), ["changes.pool.ustake: expected 0, found 3"]);
  assert.deepEqual(unexpected({ eli: { ustake: "1" } }, [], "ufee"), ["changes.eli.ustake: expected 1, found 0"]);
});

test("amounts are told in coins, exactly", () => {
  assert.equal(coins(1_234_500_000n, "ustake"), "1,234.5 STAKE");
  assert.equal(coins(-1n, "ustake"), "-0.000001 STAKE");
  assert.equal(coins(0n, "ustake"), "0 STAKE");
  assert.equal(coins(2_500_000n, "ufee"), "2,500,000 ufee");
});

test("a contract that has more or less than it says is found", () => {
  const row = (code: string, banked: bigint): Row => ({ contract: "it", code, denom: "ustake", says: [["owed", 5n]], banked });
  assert.ok(holds(row("staker-registry", 5n)));
  assert.ok(!holds(row("staker-registry", 6n)));
  assert.ok(!holds(row("staker-registry", 4n)));
  assert.ok(holds(row("joint-staking", 6n)), "dust");
  assert.ok(!holds(row("joint-staking", 4n)));
  assert.ok(!holds(row("joint-staking", 500n)));
});

test("answers are compared by subset, lists whole, scalars exactly", () => {
  assert.deepEqual(differences({ a: "1" }, { a: "1", b: 2 }), []);
  assert.deepEqual(differences({ a: "1" }, { a: 1 }), ['equals.a: expected "1", found 1']);
  assert.deepEqual(differences({ a: null }, {}), ["equals.a: expected null, found nothing"]);
  assert.equal(differences([{ a: 1 }], [{ a: 1 }, {}]).length, 1);
  assert.deepEqual(differences({ $near: ["100", "2"] }, "98"), []);
  assert.equal(differences({ $near: ["100", "2"] }, "97").length, 1);
  assert.equal(differences({ $near: ["100", "2"] }, 100).length, 1);
});

test("events are found in their order", () => {
  const event = (name: string, id: string) => ({ type: `wasm-tributary/${name}`, attributes: [{ key: "id", value: id }] });
  const events = [event("one", "1"), event("two", "2")];
  const pattern = (name: string, id: number) => ({ type: `tributary/${name}`, attributes: { id } });
  assert.deepEqual(missingEvent([pattern("one", 1), pattern("two", 2)], events), []);
  assert.equal(missingEvent([pattern("two", 2), pattern("one", 1)], events).length, 1);
  assert.equal(missingEvent([pattern("one", 2)], events).length, 1);
});

test("references lead somewhere or are refused", async () => {
  const names = {
    address: async (name: string) => `addr-${name}`,
    code: async () => 7,
    saved: (name: string) => `saved-${name}`,
    time: async (seconds: number) => `${seconds}000000000`,
  };
  const message = { to: "@ada", id: "$exit", code: { $code: "coinbase" }, msg: { $json: { to: "@ben" } }, at: { $time: 5 } };
  assert.deepEqual(await resolve(message, names), {
    at: "5000000000",
    to: "addr-ada",
    id: "saved-exit",
    code: 7,
    msg: Buffer.from('{"to":"addr-ben"}').toString("base64"),
  });
  assert.deepEqual(codesIn(message), ["coinbase"]);
  await assert.rejects(resolve({ $time: "5" }, names), /\$time here is no reference/);
  await assert.rejects(resolve({ $cod: "coinbase" }, names), /\$cod here is no reference/);
});

test("the ready-made plans are in order", () => {
  for (const name of ["devnet.json", "testnet.example.json"]) {
    assert.equal(readPlan(join(ROOT, "deploy", name)).contracts.length, 6, name);
  }
});
