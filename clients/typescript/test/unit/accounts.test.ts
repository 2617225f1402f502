import assert from "node:assert/strict";
import { test } from "node:test";

import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { toHex } from "@cosmjs/encoding";
import type { OfflineSigner } from "@cosmjs/proto-signing";

import { executeMessage } from "../../src/index.js";
import { testAccount, testAminoWallet, testKey } from "../../src/testing.js";

/** The vectors of packages/simulator/src/accounts.rs. */
const VECTORS = [
  ["alice", "a9b96b90092340f6fbfae3f24183beb4f946f0bc3fae27421cf3897d9cd97357", "wasm1rzr0sm2dzrjq5q3karz3049dl2zccql0yr044x"],
  ["owner", "cd55fbccc49465d884d1d90107e6373ef1359362ad553960dae7d43f047ad365", "wasm17etj6pg3d88gykq9m6y5wy8rq5xdxe8eseekhd"],
  ["P.sign", "840efeb006a36f4e00d865e3ac1ba0b2f18e32f03f4062d0307eda2405429279", "wasm1whv47eq8vfnnffu8vuh850p88qgzzj6hqg3d5c"],
] as const;

/** SDK 0.54 numbers accounts that are made after genesis like this. */
const LARGEST_ACCOUNT_NUMBER = 2n ** 64n - 1n;

test("accounts are the ones of the simulator", async () => {
  for (const [name, key, address] of VECTORS) {
    const [amino] = await (await testAminoWallet(name)).getAccounts();

    assert.equal(toHex(testKey(name)), key);
    assert.equal((await testAccount(name)).address, address);
    assert.equal(amino?.address, address);
  }
});

test("names that look like something else have no account", () => {
  for (const name of ["", "coinbase:ada", "@bob", "$id", "two words", "zoë"]) {
    assert.throws(() => testKey(name), RangeError);
  }
});

test("an account number of 64 bits is signed for, directly and amino", async () => {
  const { address, wallet } = await testAccount("alice");
  for (const signer of [wallet, await testAminoWallet("alice")] satisfies OfflineSigner[]) {
    const client = await SigningCosmWasmClient.offline(signer);
    const message = executeMessage(address, address, { withdraw_rewards: { pool: address } });
    const fee = { amount: [], gas: "200000" };
    const signerData = { accountNumber: LARGEST_ACCOUNT_NUMBER, sequence: 1, chainId: "devnet-1" };

    const signed = await client.sign(address, [message], fee, "", signerData);

    assert.equal(signed.signatures[0]?.length, 64);
  }
});
