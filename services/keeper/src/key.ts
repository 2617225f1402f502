/** The key that signs, from a file that nobody else may read or from the environment. */

import { readFileSync, statSync } from "node:fs";

import { DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";

import type { KeySource } from "./config.js";
import { Refused } from "./config.js";

/**
 * The wallet of a mnemonic, account 0 of m/44'/118'/0'/0. A variable is gone from `process.env` afterwards, not from what
 * the system shows of the process.
 *
 * @throws Refused when there is none; its text never holds a word of it
 */
export async function walletOf(source: KeySource, prefix: string): Promise<DirectSecp256k1HdWallet> {
  const [where, words] = "file" in source ? [source.file, fromFile(source.file)] : fromEnvironment(source.environment);
  try {
    return await DirectSecp256k1HdWallet.fromMnemonic(words.trim().split(/\s+/).join(" "), { prefix });
  } catch {
    throw new Refused(`${where} holds no mnemonic`);
  }
}

function fromFile(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Refused(`there is no file ${path} with the mnemonic`);
  const mode = found.mode & 0o777;
  if (mode !== 0o600 && mode !== 0o400) {
    throw new Refused(`${path} has the mode ${mode.toString(8)}: only its owner may read it (chmod 600)`);
  }
  return readFileSync(path, "utf8");
}

function fromEnvironment(name: string): [string, string] {
  const words = process.env[name];
  delete process.env[name];
  if (!words) throw new Refused(`${name} is not set: it is to hold the mnemonic`);
  return [name, words];
}
