/** What the tools read of a node. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { devnet } from "./support.js";

const POLLS = 300;

test("the latest block is one that queries answer from", async () => {
  const { chain } = await devnet("blocks");
  for (let poll = 0; poll < POLLS; poll += 1) {
    const block = await chain.block();
    const answer = await chain.comet.abciQuery({ path: "/cosmos.bank.v1beta1.Query/Params", data: new Uint8Array() });
    assert.ok((answer.height ?? 0) >= block.height, `block ${block.height}, answered at ${answer.height}`);
  }
});
