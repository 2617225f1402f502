/** Real block rewards: what a validator earns and what the community pool streams reach delegators, and no unit is lost. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromBech32, toBech32 } from "@cosmjs/encoding";
import { MsgCancelContinuousFund, MsgCreateContinuousFund } from "cosmjs-types/cosmos/protocolpool/v1/tx";

import type { Account, Chain } from "../../src/chain.js";
import { AUTHORITY, govern } from "../../src/governance.js";
import { At, clients, Ledger, newcomer, openPool, STAKE, stakeOf } from "./books.js";
import { deploy, devnet } from "./support.js";

/** Stakes of operator and delegators: 1, 3 and 6 tenths. */
const STAKES = ["1000000", "3000000", "6000000"] as const;
const COMMISSION_PPM = 100_000;
/** What may stay behind when everybody has withdrawn: less than a unit of each, and of the pool. */
const DUST = 3n;

/** A pool of its own, whose coinbase is watched. */
class Pool {
  private constructor(
    readonly chain: Chain,
    readonly suite: Record<string, string>,
    /** The operator first. */
    readonly members: readonly Account[],
    readonly coinbase: string,
    readonly ledger: Ledger,
  ) {}

  static async open(label: string): Promise<Pool> {
    const { chain, plan, owner } = await devnet(label);
    const suite = await deploy(chain, plan, owner);
    const members: Account[] = [];
    for (const name of ["operator", "bob", "cleo"]) members.push(await newcomer(chain, `${label}-${name}`));
    const [operator, ...delegators] = members;
    assert.ok(operator);
    const coinbase = await openPool(operator, suite, STAKES[0], COMMISSION_PPM);
    for (const [index, delegator] of delegators.entries()) {
      await clients(delegator, suite).pools.delegate(
        { pool: operator.address },
        "auto",
        undefined,
        stakeOf(STAKES[index + 1] ?? ""),
      );
    }
    const { height } = await chain.block();
    const ledger = new Ledger(chain.comet, suite["pool-registry"] ?? "", operator.address, coinbase, height);
    return new Pool(chain, suite, members, coinbase, ledger);
  }

  get operator(): string {
    return this.members[0]?.address ?? "";
  }

  /** Withdraws a member's rewards and answers what came, by the member's balance: gas is paid in another denom. */
  async withdraw(member: Account): Promise<bigint> {
    const before = BigInt(await this.chain.balance(member.address, STAKE));
    const { height } = await clients(member, this.suite).pools.withdrawRewards({ pool: this.operator });
    await this.ledger.checkUntil(height);
    return BigInt(await this.chain.balance(member.address, STAKE)) - before;
  }

  /** Rewards of the pool as they stand where the ledger is. */
  async rewards(): Promise<{ outstanding: bigint; unbooked: bigint }> {
    return new At(this.chain.comet, this.ledger.height).rewards(this.suite["pool-registry"] ?? "", this.operator);
  }
}

/** What each member gets of an amount: commission for the operator, the rest by stake. */
function shares(amount: bigint): bigint[] {
  const commission = (amount * BigInt(COMMISSION_PPM)) / 1_000_000n;
  return [1n, 3n, 6n].map((tenths, index) => ((amount - commission) * tenths) / 10n + (index === 0 ? commission : 0n));
}

/** Rounding: the commission is rounded down at each booking, a payment once. */
function assertNear(found: bigint, wanted: bigint, bookings: bigint): void {
  const off = found > wanted ? found - wanted : wanted - found;
  assert.ok(off <= bookings + 1n, `expected ${wanted}, found ${found} after ${bookings} bookings`);
}

/** Tells the chain where to send what a validator earns. */
async function setWithdrawAddress(validator: Account, withdrawAddress: string): Promise<void> {
  const value = { delegatorAddress: validator.address, withdrawAddress };
  await validator.send([{ typeUrl: "/cosmos.distribution.v1beta1.MsgSetWithdrawAddress", value }]);
}

/** Takes out what a validator has earned, rewards and commission, and answers how much by the chain's events. */
async function withdrawEarnings(validator: Account): Promise<{ amount: bigint; height: number }> {
  const { prefix, data } = fromBech32(validator.address);
  const validatorAddress = toBech32(`${prefix}valoper`, data);
  const { chainEvents, height } = await validator.send([
    {
      typeUrl: "/cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward",
      value: { delegatorAddress: validator.address, validatorAddress },
    },
    { typeUrl: "/cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission", value: { validatorAddress } },
  ]);
  const earned = chainEvents.filter(({ type }) => type === "withdraw_rewards" || type === "withdraw_commission");
  assert.equal(earned.length, 2);
  const amounts = earned.map(({ attributes }) => attributes.find(({ key }) => key === "amount")?.value ?? "");
  const ofStake = amounts.map((coins) =>
    coins
      .split(",")
      .find((coin) => coin.endsWith(STAKE))
      ?.slice(0, -STAKE.length),
  );
  return { amount: ofStake.reduce((sum, amount) => sum + BigInt(amount ?? 0), 0n), height };
}

test("a validator's rewards and commission reach delegators through its withdraw address", async () => {
  const pool = await Pool.open("earnings");
  const validator = await pool.chain.testAccount("validator");
  await setWithdrawAddress(validator, pool.coinbase);
  try {
    // The first round is booked by the first withdrawal, the second meets what is outstanding of it.
    const first = await withdrawEarnings(validator);
    await pool.ledger.checkUntil(first.height);
    assert.ok(first.amount > 1_000_000n, `the validator earned only ${first.amount}`);
    assert.equal(pool.ledger.arrived, first.amount);
    assert.deepEqual(await pool.rewards(), { outstanding: 0n, unbooked: first.amount });

    const [operator, bob, cleo] = pool.members;
    assert.ok(operator && bob && cleo);
    const [, shareOfBob = 0n] = shares(first.amount);
    const bobFirst = await pool.withdraw(bob);
    assertNear(bobFirst, shareOfBob, 1n);
    assert.deepEqual(await pool.rewards(), { outstanding: first.amount - bobFirst, unbooked: 0n });

    const second = await withdrawEarnings(validator);
    await pool.ledger.checkUntil(second.height);
    assert.equal((await pool.rewards()).unbooked, second.amount);
    const paid = [await pool.withdraw(operator), bobFirst + (await pool.withdraw(bob)), await pool.withdraw(cleo)];

    for (const [index, share] of shares(first.amount + second.amount).entries()) assertNear(paid[index] ?? 0n, share, 2n);
    assert.equal(
      pool.ledger.paid,
      paid.reduce((sum, one) => sum + one),
    );
    const { outstanding, unbooked } = await pool.rewards();
    assert.equal(unbooked, 0n);
    assert.equal(outstanding, first.amount + second.amount - pool.ledger.paid);
    assert.ok(outstanding <= DUST, `${outstanding} stay behind`);
  } finally {
    await setWithdrawAddress(validator, validator.address);
  }
});

test("a stream of the community pool reaches delegators while it flows", async () => {
  const pool = await Pool.open("stream");
  const validator = await pool.chain.testAccount("validator");
  for (const type of [MsgCreateContinuousFund, MsgCancelContinuousFund]) validator.client.registry.register(type.typeUrl, type);
  const create = { authority: AUTHORITY, recipient: pool.coinbase, percentage: String(10n ** 17n) };
  const cancel = { authority: AUTHORITY, recipient: pool.coinbase };
  const change = async (title: string, message: { typeUrl: string; value: unknown }): Promise<number> => {
    await govern(pool.chain, validator, [validator], title, [message]);
    return (await pool.chain.block()).height;
  };

  let height = await change("A stream to a pool", {
    typeUrl: MsgCreateContinuousFund.typeUrl,
    value: MsgCreateContinuousFund.fromPartial(create),
  });
  const paid = pool.members.map(() => 0n);
  const withdrawAll = async (): Promise<void> => {
    for (const [index, member] of pool.members.entries()) paid[index] = (paid[index] ?? 0n) + (await pool.withdraw(member));
  };
  try {
    // A tenth of what the community pool gets arrives in every block, between any two withdrawals too.
    await pool.chain.waitFor({ height: height + 5, time: 0 });
    for (let round = 0; round < 3; round += 1) await withdrawAll();
    const { arrived } = pool.ledger;
    await pool.chain.waitFor({ height: pool.ledger.height + 3, time: 0 });
    await pool.ledger.checkUntil(pool.ledger.height + 3);
    assert.ok(pool.ledger.arrived > arrived, "it still flows");
    assert.ok(paid.every((amount) => amount > 0n));
  } finally {
    height = await change("No stream any more", {
      typeUrl: MsgCancelContinuousFund.typeUrl,
      value: MsgCancelContinuousFund.fromPartial(cancel),
    });
  }

  await pool.ledger.checkUntil(height);
  const { arrived } = pool.ledger;
  await withdrawAll();
  assert.equal(pool.ledger.arrived, arrived, "nothing arrives any more");
  assert.equal(
    pool.ledger.paid,
    paid.reduce((sum, one) => sum + one),
  );
  const { outstanding, unbooked } = await pool.rewards();
  assert.equal(unbooked, 0n);
  assert.ok(outstanding <= DUST, `${outstanding} stay behind`);
  for (const [index, share] of shares(arrived).entries()) assertNear(paid[index] ?? 0n, share, 12n);
});
