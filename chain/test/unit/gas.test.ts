import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "../../src/artifacts.js";
import { ACTS, NOT_MEASURED } from "../../src/gas/suite.js";

interface Schema {
  contract_name: string;
  execute: { oneOf: { required?: string[]; enum?: string[] }[] };
}

test("every message of every contract is measured, or there is a reason", () => {
  const rows = ACTS.flatMap((act) => ("row" in act && act.row !== undefined ? [act.row.replace(/ \(.*\)$/, "")] : []));
  const messages = [
    "boosted-staking",
    "coinbase",
    "joint-staking",
    "license-nft",
    "pool-registry",
    "staker-registry",
    "treasury-decay",
  ].flatMap((contract) => {
    const schema = JSON.parse(readFileSync(join(ROOT, "schema", `${contract}.json`), "utf8")) as Schema;
    return schema.execute.oneOf.flatMap(({ required = [] }) => required.map((message) => `${contract}.${message}`));
  });
  const known = new Set([...rows, ...Object.keys(NOT_MEASURED)]);
  assert.deepEqual(
    messages.filter((message) => !known.has(message)),
    [],
  );
  assert.deepEqual(
    [...known].filter((name) => !messages.includes(name)),
    [],
  );
});
