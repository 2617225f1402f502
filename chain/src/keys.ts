/** Whose key signs: named by an environment variable, never by a file. */

import { execFileSync } from "node:child_process";

import { fromHex } from "@cosmjs/encoding";
import type { OfflineSigner } from "@cosmjs/proto-signing";
import { DirectSecp256k1HdWallet, DirectSecp256k1Wallet } from "@cosmjs/proto-signing";
import { testAccount } from "tributary-client/testing";

const FORMS = "mnemonic:WORDS, hex:PRIVATE_KEY, keyring:NAME (of wasmd, see WASMD) or, on test chains, test:NAME";

/**
 * The signer that an environment variable names.
 *
 * `keyring:NAME` asks the command in `WASMD` (for example `wasmd --keyring-backend os`; `wasmd` if unset) for the key.
 *
 * @throws when it is not set, or names no key; the text never holds the value
 */
export async function signerFrom(variable: string, prefix: string): Promise<OfflineSigner> {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: set it to ${FORMS}`);
  const colon = value.indexOf(":");
  const [kind, rest] = [value.slice(0, colon), value.slice(colon + 1)];
  try {
    switch (kind) {
      case "mnemonic":
        return await DirectSecp256k1HdWallet.fromMnemonic(rest, { prefix });
      case "hex":
        return await DirectSecp256k1Wallet.fromKey(fromHex(rest), prefix);
      case "keyring":
        return await DirectSecp256k1Wallet.fromKey(fromHex(exported(rest)), prefix);
      case "test":
        return (await testAccount(rest)).wallet;
    }
  } catch (error) {
    // What a command or a file says may be shown; the words of a mnemonic may not.
    const why = kind === "keyring" && error instanceof Error ? `: ${error.message}` : "";
    throw new Error(`${variable}: there is no such ${kind} key${why}`);
  }
  throw new Error(`${variable} must begin with ${FORMS}`);
}

function exported(name: string): string {
  const [command = "wasmd", ...options] = (process.env["WASMD"] ?? "wasmd").split(/\s+/);
  const given = ["keys", "export", name, "--unarmored-hex", "--unsafe", "--yes", ...options];
  return execFileSync(command, given, { encoding: "utf8", stdio: ["inherit", "pipe", "inherit"] }).trim();
}
