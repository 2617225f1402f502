import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { BroadcastTxError, TimeoutError } from "@cosmjs/stargate";

import { REFUSAL_WORDS, refusalIn, TributaryError, type RefusalWord } from "../../src/index.js";
import { repositoryFile } from "../support/repository.js";

/** As wasmd 0.61.14 words them. */
const SIMULATED =
  "Query failed with (6): rpc error: code = Unknown desc = failed to execute message; message index: 2: insufficient stake: 500 is " +
  "held, 501 was asked for: execute wasm contract failed [CosmWasm/wasmd@v0.61.14/x/wasm/keeper/keeper.go:452] with gas used: " +
  "'107840': unknown request";
const QUERIED = "Query failed with (6): unknown pool wasm1samerate: query wasm contract failed: unknown request";
const FAILED =
  "Error when broadcasting tx 5C3504A2 at height 1629. Code: 4; Raw log: failed to execute message; message index: 0: Error parsing " +
  "into type tributary_types::staker_registry::messages::InstantiateMsg: unknown field `foo`, expected one of `denom`, `treasury`: " +
  "instantiate wasm contract failed";
const OUT_OF_GAS = "out of gas in location: Loading CosmWasm module: execute; gasWanted: 220000, gasUsed: 260202: out of gas";

function refusal(message: string): TributaryError {
  const found = refusalIn(new Error(message));
  assert.ok(found);
  return found;
}

test("a refused simulation is the contract's reason, its word, and the gas used until then", () => {
  const { kind, reason, words, messageIndex, gasUsed, message } = refusal(SIMULATED);
  assert.equal(kind, "contract");
  assert.equal(reason, "insufficient stake: 500 is held, 501 was asked for");
  assert.equal(message, reason);
  assert.deepEqual(words, ["insufficient", "stake"]);
  assert.equal(messageIndex, 2);
  assert.equal(gasUsed, 107_840n);
});

test("a refused query is too, and words within addresses are none", () => {
  const { kind, reason, words, gasUsed } = refusal(QUERIED);
  assert.deepEqual([kind, reason, words, gasUsed], ["contract", "unknown pool wasm1samerate", ["unknown"], undefined]);
});

test("a message that cannot be read has no word", () => {
  const { kind, words, code, height, transactionHash } = refusal(FAILED);
  assert.deepEqual([kind, words, code, height, transactionHash], ["contract", [], 4, 1629, "5C3504A2"]);
});

test("out of gas is recognised with both figures", () => {
  const { kind, gasUsed, gasWanted } = new TributaryError(OUT_OF_GAS, { code: 11 });
  assert.deepEqual([kind, gasUsed, gasWanted], ["out of gas", 260_202n, 220_000n]);
});

test("what the chain refuses before a block has its kind", () => {
  const logs = {
    sequence: "account sequence mismatch, expected 5, got 4: incorrect account sequence",
    fee: "insufficient fees; got: 1ufee required: 1000ufee: insufficient fee",
    balance: "spendable balance 5ufee is smaller than 9ufee: insufficient funds: insufficient funds",
    chain: "tx already exists in cache",
  };
  for (const [kind, log] of Object.entries(logs)) {
    const found = refusalIn(new BroadcastTxError(13, "sdk", log));
    assert.deepEqual([found?.kind, found?.code, found?.codespace, found?.words], [kind, 13, "sdk", []]);
  }
});

test("a transaction that is in no block in time is named", () => {
  const found = refusalIn(new TimeoutError("submitted", "AB12"));
  assert.deepEqual([found?.kind, found?.transactionHash], ["timeout", "AB12"]);
});

test("what is no refusal is none", () => {
  assert.equal(refusalIn(new TypeError("fetch failed")), undefined);
  assert.equal(refusalIn("text"), undefined);
});

test("every word of docs/errors.md is known, in every text of it", async () => {
  const page = await readFile(repositoryFile("docs/errors.md"), "utf8");
  const rows = [...page.matchAll(/^\| ([a-z_ -]+?) \| `(.+?)` \|/gm)].filter(([, word]) => word !== "-");
  assert.ok(rows.length > 50);
  for (const [, word, text] of rows) {
    assert.ok(word !== undefined && text !== undefined);
    const { words } = new TributaryError(`${text}: execute wasm contract failed`);
    assert.ok(REFUSAL_WORDS.includes(word as RefusalWord), word);
    // The word of a limit's text stands in what is filled in.
    if (text.includes(word)) assert.ok(words.includes(word as RefusalWord), `${word}: ${text}`);
  }
});
