import assert from "node:assert/strict";
import { before, test } from "node:test";

import { TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";

import { connect, executeMessage, refusalIn, TributaryError, type RefusalKind, type SigningConnection } from "../../src/index.js";
import { connectAs, FEE, nameOfNew, newAccounts, STAKE } from "../support/devnet.js";
import { clients, deploy, openPool, type Suite } from "../support/suite.js";

let suite: Suite;
let ada: SigningConnection;
let bob: SigningConnection;
let pool: string;

before(async () => {
  const accounts = await newAccounts("owner", "ada", "bob");
  ({ ada, bob } = accounts);
  suite = await deploy(accounts.owner);
  pool = await openPool(ada, suite, 0);
  await clients(bob, suite).pools.delegate({ pool }, "auto", undefined, [{ denom: STAKE, amount: "500" }]);
});

/** A fee that pays for this much gas. */
const feeFor = (gas: number) => ({ gas: String(gas), amount: [{ denom: FEE, amount: String(Math.ceil(gas / 400)) }] });

async function refusal(call: Promise<unknown>): Promise<TributaryError> {
  const error: unknown = await call.then(
    () => new Error("nothing was refused"),
    (thrown: unknown) => refusalIn(thrown) ?? thrown,
  );
  assert.ok(error instanceof TributaryError, String(error));
  return error;
}

function assertKind(error: TributaryError, kind: RefusalKind): void {
  assert.equal(error.kind, kind, error.message);
  if (kind !== "contract") assert.deepEqual(error.words, []);
}

test("a simulation says what the contract says", async () => {
  const error = await refusal(clients(bob, suite).pools.undelegate({ pool, amount: "501" }));

  assertKind(error, "contract");
  assert.equal(error.reason, "insufficient stake: 500 is held, 501 was asked for");
  assert.deepEqual(error.words, ["insufficient", "stake"]);
  assert.equal(error.messageIndex, 0);
  assert.equal(error.height, undefined);
});

test("a transaction that fails in its block says so too, with what it cost", async () => {
  const error = await refusal(clients(bob, suite).pools.undelegate({ pool, amount: "501" }, feeFor(400_000)));

  assertKind(error, "contract");
  assert.equal(error.reason, "insufficient stake: 500 is held, 501 was asked for");
  assert.equal(error.code, 5);
  assert.equal(error.gasWanted, 400_000n);
  assert.ok(error.gasUsed !== undefined && error.gasUsed < 400_000n);
  assert.ok(error.height !== undefined && error.height > 0);
  assert.match(error.transactionHash ?? "", /^[0-9A-F]{64}$/);
});

test("a query says what the contract says", async () => {
  const error = await refusal(clients(bob, suite).pools.pool({ pool: bob.address }));
  assertKind(error, "contract");
  assert.equal(error.reason, `unknown pool ${bob.address}`);
});

test("a refusal of the contract behind the contract is read like any other", async () => {
  const error = await refusal(clients(bob, suite).pools.finalizeUndelegate({ id: 4_000_000 }));
  assertKind(error, "contract");
  assert.equal(error.reason, "unknown unbond 4000000");
});

test("an unknown field is refused", async () => {
  const error = await refusal(bob.execute(bob.address, suite.poolRegistry, { delegate: { pool, extra: 1 } }, "auto"));
  assertKind(error, "contract");
  assert.match(error.reason, /unknown field `extra`/);
});

test("another denom, and two coins, are refused", async () => {
  const { pools } = clients(bob, suite);
  const ufee = { denom: FEE, amount: "5" };
  for (const coins of [[ufee], [ufee, { denom: STAKE, amount: "5" }]]) {
    const error = await refusal(pools.delegate({ pool }, "auto", undefined, coins));
    assertKind(error, "contract");
    assert.deepEqual(error.words[0], "funds");
  }
});

test("too little gas is recognised, and nothing has changed", async () => {
  const { pools } = clients(bob, suite);
  const delegate = (fee: number) => pools.delegate({ pool }, feeFor(fee), undefined, [{ denom: STAKE, amount: "5" }]);
  const { gasUsed } = await delegate(1_000_000);
  const balance = await bob.cosmwasm.getBalance(bob.address, STAKE);
  const { tokens } = await pools.delegation({ pool, delegator: bob.address });
  // Used up while the first contract is loaded, while it runs, and near the end of the one that it calls.
  for (const gas of [60_000, 150_000, Number(gasUsed) - 5_000]) {
    const error = await refusal(delegate(gas));
    assertKind(error, "out of gas");
    assert.equal(error.code, 11);
    assert.equal(error.gasWanted, BigInt(gas));
    assert.ok((error.gasUsed ?? 0n) >= BigInt(gas));
  }
  assert.deepEqual(await bob.cosmwasm.getBalance(bob.address, STAKE), balance);
  assert.equal((await pools.delegation({ pool, delegator: bob.address })).tokens, tokens);
});

test("coins that are not there are told from a contract's refusal", async () => {
  const lots = [{ denom: STAKE, amount: "1000000000000000000" }];
  assertKind(await refusal(clients(bob, suite).pools.delegate({ pool }, "auto", undefined, lots)), "balance");
});

test("a fee below the node's price is recognised", async () => {
  const fee = { gas: "400000", amount: [{ denom: FEE, amount: "1" }] };
  const error = await refusal(clients(bob, suite).pools.withdrawRewards({ pool }, fee));
  assertKind(error, "fee");
  assert.equal(error.codespace, "sdk");
});

test("a wrong sequence and a wrong chain are recognised", async () => {
  const { accountNumber, sequence } = await bob.cosmwasm.getSequence(bob.address);
  const chainId = await bob.cosmwasm.getChainId();
  const message = executeMessage(bob.address, suite.poolRegistry, { withdraw_rewards: { pool } });
  const broadcast = async (signerData: { accountNumber: bigint; sequence: number; chainId: string }) => {
    const signed = await bob.cosmwasm.sign(bob.address, [message], feeFor(400_000), "", signerData);
    return bob.cosmwasm.broadcastTxSync(TxRaw.encode(signed).finish());
  };

  const early = await refusal(broadcast({ accountNumber, sequence: sequence + 1, chainId }));
  const elsewhere = await refusal(broadcast({ accountNumber, sequence, chainId: "elsewhere-1" }));

  assertKind(early, "sequence");
  assertKind(elsewhere, "signature");
});

test("a transaction that is in no block in time is named", async () => {
  const impatient = await connectAs(nameOfNew("bob"), { broadcastPollIntervalMs: 1, broadcastTimeoutMs: 1 });

  const error = await refusal(clients(impatient, suite).pools.withdrawRewards({ pool }));

  assertKind(error, "timeout");
  assert.match(error.transactionHash ?? "", /^[0-9A-F]{64}$/);
});

test("without a node there is a plain error", async () => {
  await assert.rejects(connect("http://127.0.0.1:9"), (error) => refusalIn(error) === undefined);
});
