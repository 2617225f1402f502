/**
 * Test accounts. Anybody can compute their keys from their names: for test chains only, never for coins of value.
 *
 * @module
 */

import { Secp256k1Wallet } from "@cosmjs/amino";
import { sha256 } from "@cosmjs/crypto";
import { toUtf8 } from "@cosmjs/encoding";
import { DirectSecp256k1Wallet } from "@cosmjs/proto-signing";

/** The address prefix of test chains, the default of wasmd. */
export const TEST_PREFIX = "wasm";

const DERIVATION = "tributary/test-account/";

/** An account whose key follows from its name, the same on every test chain and in the simulator. */
export interface TestAccount {
  readonly name: string;
  readonly address: string;
  /** Signs directly; `testAminoWallet` signs as hardware wallets do. */
  readonly wallet: DirectSecp256k1Wallet;
}

/**
 * The private key of a test account: SHA-256 of `tributary/test-account/` and its name.
 *
 * @param name ASCII letters, digits, `_`, `-` and `.`, at least one.
 * @throws RangeError for another name.
 */
export function testKey(name: string): Uint8Array {
  if (!/^[A-Za-z0-9_.-]+$/.test(name)) {
    throw new RangeError(`account name ${JSON.stringify(name)} may have letters, digits, \`_\`, \`-\` and \`.\` only`);
  }
  return sha256(toUtf8(DERIVATION + name));
}

/**
 * The test account of that name.
 *
 * @throws RangeError for a name that `testKey` refuses.
 */
export async function testAccount(name: string): Promise<TestAccount> {
  const wallet = await DirectSecp256k1Wallet.fromKey(testKey(name), TEST_PREFIX);
  const [account] = await wallet.getAccounts();
  if (account === undefined) throw new Error("a wallet of one key has one account");
  return { name, address: account.address, wallet };
}

/**
 * The same account, signing amino documents.
 *
 * @throws RangeError for a name that `testKey` refuses.
 */
export function testAminoWallet(name: string): Promise<Secp256k1Wallet> {
  return Secp256k1Wallet.fromKey(testKey(name), TEST_PREFIX);
}
