import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { fromBech32, toBech32 } from "@cosmjs/encoding";

import { parseConfig, readConfig } from "../../src/config.js";
import { walletOf } from "../../src/key.js";

/** The test phrase of BIP 39, and its account as it is known on the Cosmos Hub. */
const WORDS = `${"abandon ".repeat(11)}about`;
const ADDRESS = toBech32("wasm", fromBech32("cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4").data);

const good = () => ({
  chain_id: "tributary-devnet-1",
  prefix: "wasm",
  rpc: ["http://127.0.0.1:26657", "https://node.example/rpc"],
  pool_registry: "wasm17etj6pg3d88gykq9m6y5wy8rq5xdxe8eseekhd",
  key: { file: "keeper.key" } as object,
  gas: { price: "0.0025ufee", per_transaction: 5_000_000 } as object,
  rate: { fee: "3", stake: "2" } as object,
  min_profit: "100",
  limits: { fee_per_transaction: "20000", fee_per_day: "1000000", balance_floor: "5000" } as object,
  record: "record.json",
});

test("a configuration is read, paths from its folder", () => {
  const config = parseConfig(good(), "/etc/keeper");
  assert.deepEqual(config.policy, {
    price: { denom: "ufee", numerator: 25n, denominator: 10_000n },
    rate: { fee: 3n, stake: 2n },
    marginPercent: 20n,
    maxGas: 5_000_000n,
    maxFee: 20_000n,
    minProfit: 100n,
  });
  assert.deepEqual(config.limits, { feePerTransaction: 20_000n, feePerDay: 1_000_000n, balanceFloor: 5_000n });
  assert.deepEqual(config.key, { file: "/etc/keeper/keeper.key" });
  assert.equal(config.record, "/etc/keeper/record.json");
  assert.deepEqual([config.pollSeconds, config.metrics], [6, undefined]);
  assert.deepEqual(config.kinds, ["unbonds", "transfers", "auto_rewards"]);
  const more = { ...good(), work: ["transfers"], poll_seconds: 2, metrics: { port: 9464 } };
  assert.deepEqual(parseConfig(more, "/").metrics, { host: "127.0.0.1", port: 9464 });
  assert.deepEqual(parseConfig(more, "/").kinds, ["transfers"]);
});

test("the configuration of the page is one", () => {
  const page = readFileSync(new URL("../../../../../docs/keeper.md", import.meta.url), "utf8");
  const [, block = ""] = /^```jsonc config\n([^]*?)^```$/m.exec(page) ?? [];
  const json = JSON.parse(block) as { pool_registry: string };
  assert.equal(json.pool_registry, "wasm1...");
  parseConfig({ ...json, pool_registry: good().pool_registry }, "/");
});

test("a wrong configuration is refused with words", () => {
  const wrong: [object, RegExp][] = [
    [{ chain_id: undefined }, /chain_id: expected a text/],
    [{ pool_registry: "cosmos1abc" }, /pool_registry: .* is no address that begins with wasm/],
    [{ rpc: [] }, /rpc: expected a list that is not empty/],
    [{ rpc: ["ws://127.0.0.1"] }, /rpc, 1: expected an http or https address/],
    [{ colour: "red" }, /unknown key colour/],
    [{ gas: { price: "0.0025ufee", per_transaction: 5, margin: 3 } }, /gas: unknown key margin/],
    [{ gas: { price: "cheap", per_transaction: 5 } }, /cheap is no gas price/],
    [{ gas: { price: "1ufee" } }, /gas: per_transaction is missing/],
    [{ gas: { price: "1ufee", per_transaction: 0 } }, /per_transaction: expected a whole number from 1/],
    [{ gas: { price: "1ufee", per_transaction: 1.5 } }, /per_transaction: expected a whole number/],
    [{ rate: { fee: "0", stake: "1" } }, /rate, fee: must be above 0/],
    [{ rate: { fee: "1.5", stake: "1" } }, /rate, fee: expected a whole number of base units in a text/],
    [{ min_profit: 100 }, /min_profit: expected a whole number of base units in a text/],
    [{ min_profit: "-1" }, /min_profit: expected a whole number/],
    [{ limits: { fee_per_transaction: "1", fee_per_day: "1" } }, /limits: balance_floor is missing/],
    [{ key: {} }, /key: expected either "file" or "environment"/],
    [{ key: { file: "a", environment: "B" } }, /key: expected either/],
    [{ work: ["cleaning"] }, /work, 1: expected one of unbonds, transfers, auto_rewards/],
    [{ poll_seconds: 0 }, /poll_seconds: expected a whole number from 1/],
    [{ metrics: { port: 70000 } }, /metrics, port: expected/],
  ];
  for (const [change, why] of wrong) assert.throws(() => parseConfig({ ...good(), ...change }, "/"), why);
  assert.throws(() => parseConfig([], "/"), /expected an object/);
  const { record: _, ...without } = good();
  assert.throws(() => parseConfig(without, "/"), /record is missing/);
});

test("a mnemonic in the configuration is refused and not repeated", () => {
  for (const key of [{ file: WORDS }, { environment: WORDS }]) {
    assert.throws(
      () => parseConfig({ ...good(), key }, "/"),
      ({ message }: Error) => /not its content/.test(message) && !message.includes("abandon"),
    );
  }
});

test("a mnemonic in place of the configuration is not repeated", () => {
  const file = join(mkdtempSync(join(tmpdir(), "keeper-")), "keeper.key");
  for (const text of [WORDS, `"${WORDS}`, `{ ${WORDS}`, `{"key":\n${WORDS}`]) {
    writeFileSync(file, text);
    assert.throws(
      () => readConfig(file),
      ({ message }: Error) => /: no JSON( at position \d+)?$/.test(message) && !message.includes("aba"),
    );
  }
});

test("a file that is no JSON is named", () => {
  const file = join(mkdtempSync(join(tmpdir(), "keeper-")), "keeper.json");
  writeFileSync(file, "{");
  assert.throws(() => readConfig(file), { name: "Refused", message: new RegExp(`^${file}: `) });
  assert.throws(() => readConfig(`${file}.not`), { name: "Refused" });
});

test("a key is read from a file of its owner's alone", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "keeper-")), "key");
  await assert.rejects(walletOf({ file }, "wasm"), /there is no file/);
  writeFileSync(file, `${WORDS}\n`, { mode: 0o600 });
  assert.equal((await (await walletOf({ file }, "wasm")).getAccounts())[0]?.address, ADDRESS);
  for (const mode of [0o644, 0o640, 0o700, 0o606]) {
    chmodSync(file, mode);
    await assert.rejects(walletOf({ file }, "wasm"), new RegExp(`has the mode ${mode.toString(8)}`));
  }
});

test("a key is read from the environment, and is gone from there", async () => {
  process.env["KEEPER_TEST_KEY"] = WORDS;
  const wallet = await walletOf({ environment: "KEEPER_TEST_KEY" }, "wasm");
  assert.equal((await wallet.getAccounts())[0]?.address, ADDRESS);
  assert.equal(process.env["KEEPER_TEST_KEY"], undefined);
  await assert.rejects(walletOf({ environment: "KEEPER_TEST_KEY" }, "wasm"), /KEEPER_TEST_KEY is not set/);
});

test("what is no mnemonic is not repeated", async () => {
  process.env["KEEPER_TEST_KEY"] = "abandon hope";
  await assert.rejects(walletOf({ environment: "KEEPER_TEST_KEY" }, "wasm"), { message: "KEEPER_TEST_KEY holds no mnemonic" });
});
