/** The chain's own staking, measured in the same run: what delegators pay where there is no Tributary. */

import { sha256 } from "@cosmjs/crypto";
import { fromBech32, toBech32, toUtf8 } from "@cosmjs/encoding";

import type { EncodeObject } from "@cosmjs/proto-signing";
import { MsgCreateValidator } from "cosmjs-types/cosmos/staking/v1beta1/tx";
import { PubKey } from "cosmjs-types/cosmos/crypto/ed25519/keys";

import type { Account, Chain } from "../chain.js";
import type { Gas } from "./measure.js";

const GAS = 3_000_000;
const coin = (amount: string): { denom: string; amount: string } => ({ denom: "ustake", amount });

/** The gas of delegating, redelegating, undelegating and withdrawing while rewards wait. */
export async function measureNative(chain: Chain): Promise<Gas> {
  const gas: Gas = new Map();
  const validator = await chain.testAccount("validator");
  const delegator = await chain.testAccount("native");
  await chain.setBalances(delegator, { ustake: "100000000000" });
  const first = operatorOf(validator);
  const second = await smallValidator(chain);

  const send = async (row: string | undefined, message: EncodeObject): Promise<void> => {
    const { gasUsed } = await delegator.send([message], GAS);
    if (row !== undefined) gas.set(row, gasUsed);
    // Two blocks, so that rewards wait for the next message.
    const { height } = await chain.block();
    await chain.waitFor({ height: height + 2, time: 0 });
  };
  const staking = (type: string, fields: object): EncodeObject => ({
    typeUrl: `/cosmos.staking.v1beta1.${type}`,
    value: { delegatorAddress: delegator.address, ...fields },
  });
  const delegate = staking("MsgDelegate", { validatorAddress: first, amount: coin("1000000000") });
  const withdraw = {
    typeUrl: "/cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward",
    value: { delegatorAddress: delegator.address, validatorAddress: first },
  };
  const undelegate = staking("MsgUndelegate", { validatorAddress: first, amount: coin("1000000") });
  const redelegate = staking("MsgBeginRedelegate", {
    validatorSrcAddress: first,
    validatorDstAddress: second,
    amount: coin("1000000"),
  });
  await send("x/staking.MsgDelegate (first)", delegate);
  await send("x/staking.MsgDelegate", delegate);
  await send("x/staking.MsgUndelegate (first)", undelegate);
  await send("x/staking.MsgUndelegate", undelegate);
  await send("x/staking.MsgBeginRedelegate (first)", redelegate);
  await send("x/staking.MsgBeginRedelegate", redelegate);
  await send("x/distribution.MsgWithdrawDelegatorReward", withdraw);
  return gas;
}

/** The operator's address of the account's validator: the same bytes with another prefix. */
function operatorOf(account: Account): string {
  const { prefix, data } = fromBech32(account.address);
  return toBech32(`${prefix}valoper`, data);
}

/** A validator that never signs and weighs too little to be missed: redelegations need a second one. */
async function smallValidator(chain: Chain): Promise<string> {
  const account = await chain.testAccount("small-validator");
  await chain.setBalances(account, { ustake: "1000000000" });
  const operator = operatorOf(account);
  const value = MsgCreateValidator.fromPartial({
    description: { moniker: "small" },
    commission: { rate: "100000000000000000", maxRate: "200000000000000000", maxChangeRate: "10000000000000000" },
    minSelfDelegation: "1",
    delegatorAddress: account.address,
    validatorAddress: operator,
    pubkey: { typeUrl: "/cosmos.crypto.ed25519.PubKey", value: PubKey.encode({ key: sha256(toUtf8(account.address)) }).finish() },
    value: coin("1000000"),
  });
  await account.send([{ typeUrl: MsgCreateValidator.typeUrl, value }], GAS);
  return operator;
}
