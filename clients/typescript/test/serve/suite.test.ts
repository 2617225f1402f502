import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { connect, eventOf, pastEvents, refusalIn, type SigningConnection } from "../../src/index.js";
import { testAccount, testAminoWallet } from "../../src/testing.js";
import { serve, type LocalServer } from "../support/server.js";
import { clients, openPool, type Suite } from "../support/suite.js";

const OPTIONS = { gasPrice: "0.0025ufee", broadcastPollIntervalMs: 10 };
const DAY = 86_400;

interface Record {
  chain_id: string;
  codes: { [name: string]: { code_id: number; checksum: string } };
  contracts: { [name: string]: { code: string; address: string; transaction: { hash: string; height: number } } };
}

let server: LocalServer;
let record: Record;
let suite: Suite;
let alice: SigningConnection;
let bob: SigningConnection;

async function connectAs(name: string): Promise<SigningConnection> {
  return connect(server.url, (await testAccount(name)).wallet, OPTIONS);
}

function address(contract: string): string {
  const found = record.contracts[contract];
  assert.ok(found, contract);
  return found.address;
}

before(async () => {
  server = await serve("--chain-id", "local-1");
  record = (await server.ask("/deployment")) as Record;
  suite = { poolRegistry: address("pool-registry"), stakerRegistry: address("staker-registry") };
  [alice, bob] = await Promise.all([connectAs("alice"), connectAs("bob")]);
});

after(async () => {
  assert.equal(await server.stop(), 0);
});

const stake = (amount: string) => [{ denom: "ustake", amount }];

test("the wallets are the test accounts", async () => {
  const { wallets } = (await server.ask("/wallets")) as { wallets: { name: string; address: string }[] };
  for (const { name, address } of wallets) assert.equal((await testAccount(name)).address, address);
  assert.ok(wallets.some(({ name }) => name === "minter"));
});

test("what is deployed is there, as a chain tells it", async () => {
  assert.equal(await alice.cosmwasm.getChainId(), "local-1");
  const codes = await alice.cosmwasm.getCodes();
  for (const { code, address, transaction } of Object.values(record.contracts)) {
    const { codeId, label } = await alice.cosmwasm.getContract(address);
    const stored = codes.find(({ id }) => id === codeId);
    assert.deepEqual([codeId, stored?.checksum], [record.codes[code]?.code_id, record.codes[code]?.checksum], label);
    assert.equal((await alice.cosmwasm.getTx(transaction.hash))?.height, transaction.height);
  }
  assert.equal((await alice.cosmwasm.getCodeDetails(codes[0]?.id ?? 0)).checksum, codes[0]?.checksum);
});

test("a month passes at once, and what was locked is free", async () => {
  const pool = await openPool(alice, suite, 50_000);
  const { pools } = clients(bob, suite);
  await pools.delegate({ pool }, "auto", undefined, stake("5000000"));
  const { events } = await pools.undelegate({ pool, amount: "2000000" });
  const { id } = eventOf(events, "pool-registry", "undelegated", suite.poolRegistry).attributes;
  const early = await pools.finalizeUndelegate({ id: Number(id) }).catch(refusalIn);
  assert.ok(early !== undefined && "words" in early && early.words.includes("locked"), String(early));
  const before = await bob.cosmwasm.getBlock();

  const jumped = (await server.ask("/clock", { advance_seconds: 30 * DAY })) as { height: number; time: string };

  const passed = Date.parse(jumped.time) - Date.parse(before.header.time);
  assert.ok(passed >= 30 * DAY * 1000 && passed < 30 * DAY * 1000 + 60_000, String(passed));
  assert.ok(jumped.height >= before.header.height + 30 * DAY);
  const between = await bob.cosmwasm.getBlock(before.header.height + 15 * DAY);
  const half = Date.parse(between.header.time) - Date.parse(before.header.time);
  assert.ok(Math.abs(half - 15 * DAY * 1000) < 60_000, String(half));
  const finalized = await pools.finalizeUndelegate({ id: Number(id) });
  assert.ok(finalized.height > jumped.height);
  await assert.rejects(server.ask("/clock", { advance_seconds: -1 }), /from 1 to/);
});

test("the past is found by event, sender, contract and height", async () => {
  const { poolRegistry } = suite;
  const past = pastEvents(bob, { contract: "pool-registry", name: "delegated", address: poolRegistry });
  const amounts: bigint[] = [];
  for await (const { event } of past) amounts.push(event.attributes.amount);
  assert.ok(amounts.includes(5_000_000n));

  const sent = await bob.cosmwasm.searchTx([{ key: "message.sender", value: bob.address }]);
  assert.ok(sent.length >= 3 && sent.every(({ code }) => code === 0));
  const [first] = sent;
  assert.ok(first);
  assert.ok((await bob.cosmwasm.searchTx(`tx.height=${first.height}`)).some(({ hash }) => hash === first.hash));
  const results = await bob.comet.blockResults(first.height);
  assert.equal(results.results[0]?.gasUsed, first.gasUsed);
  const block = await bob.cosmwasm.getBlock(first.height);
  assert.deepEqual(block.txs, [first.tx]);
});

test("the faucet makes an account, which signs amino like a hardware wallet", async () => {
  const connection = await connect(server.url, await testAminoWallet("newcomer"), OPTIONS);
  assert.equal(await connection.cosmwasm.getAccount(connection.address), null);
  await server.ask("/faucet", { address: connection.address });

  const message = { delegate: { pool: alice.address } };
  const { height } = await connection.execute(
    connection.address,
    suite.poolRegistry,
    message,
    "auto",
    "<memo> & more",
    stake("1000000"),
  );

  assert.ok(height > 0);
  const { amount } = await connection.cosmwasm.getBalance(connection.address, "ustake");
  assert.equal(amount, "9999000000");
  await assert.rejects(server.ask("/faucet", { address: "wasm1nobody" }), /invalid address/);
});

test("a plain client of CosmJS sends coins and sees its refusals", async () => {
  const sent = await alice.cosmwasm.sendTokens(alice.address, bob.address, stake("7"), "auto");
  assert.equal(sent.code, 0);
  const two = [stake("1"), stake("1000000000000000")].map((amount) => ({
    typeUrl: "/cosmos.bank.v1beta1.MsgSend",
    value: { fromAddress: alice.address, toAddress: bob.address, amount },
  }));
  const before = await bob.cosmwasm.getBalance(bob.address, "ustake");
  const fee = { gas: "200000", amount: [{ denom: "ufee", amount: "500" }] };
  const failed = await alice.send(alice.address, two, fee).catch(refusalIn);
  assert.ok(failed !== undefined && "kind" in failed);
  assert.deepEqual([failed.kind, failed.code, failed.messageIndex], ["balance", 5, 1]);
  assert.deepEqual(await bob.cosmwasm.getBalance(bob.address, "ustake"), before);
});
