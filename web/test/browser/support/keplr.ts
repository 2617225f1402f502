/** A `window.keplr` that signs with the key of a test account, or says no as Keplr does. */

import type { Page } from "playwright-core";
import { testAccount } from "tributary-client/testing";

/** How it behaves; as a willing wallet that knows the chain if nothing is said. */
export interface Mood {
  /** Whether it has heard of the chain. */
  readonly known?: boolean;
  /** Whether its owner lets the page in. */
  readonly opens?: boolean;
  /** Whether its owner signs. */
  readonly signs?: boolean;
}

/** The document that a wallet signs, with bytes as lists of numbers, as they cross from the page to here. */
interface CrossingDoc {
  readonly bodyBytes: number[];
  readonly authInfoBytes: number[];
  readonly chainId: string;
  readonly accountNumber: string;
}

/** Puts the wallet into a page and loads that anew. */
export async function fakeKeplr(page: Page, name: string, mood: Mood = {}): Promise<{ readonly suggested: string[] }> {
  const { wallet } = await testAccount(name);
  const suggested: string[] = [];
  await page.exposeFunction("keplrAccounts", async () =>
    (await wallet.getAccounts()).map(({ address, algo, pubkey }) => ({ address, algo, pubkey: [...pubkey] })),
  );
  await page.exposeFunction("keplrSign", async (signer: string, doc: CrossingDoc) => {
    const { signature } = await wallet.signDirect(signer, {
      ...doc,
      bodyBytes: Uint8Array.from(doc.bodyBytes),
      authInfoBytes: Uint8Array.from(doc.authInfoBytes),
      accountNumber: BigInt(doc.accountNumber),
    });
    return signature;
  });
  await page.exposeFunction("keplrSuggested", (chainId: string) => void suggested.push(chainId));
  await page.addInitScript(`(${install.toString()})(${JSON.stringify(mood)})`);
  await page.reload();
  return { suggested };
}

/** What runs in the page: nothing of this file is there but what is inside. */
function install({ known = true, opens = true, signs = true }: Mood): void {
  interface Crossing {
    keplrAccounts(): Promise<{ address: string; algo: string; pubkey: number[] }[]>;
    keplrSign(signer: string, doc: CrossingDoc): Promise<object>;
    keplrSuggested(chainId: string): Promise<void>;
    keplr: object;
  }
  const page = window as unknown as Crossing;
  let knows = known;
  const refuse = (): never => {
    throw new Error("Request rejected");
  };
  const signDirect = async (
    signer: string,
    doc: { bodyBytes: Uint8Array; authInfoBytes: Uint8Array; chainId: string; accountNumber: bigint },
  ) => {
    if (!signs) refuse();
    const { bodyBytes, authInfoBytes, chainId, accountNumber } = doc;
    const crossing = {
      bodyBytes: [...bodyBytes],
      authInfoBytes: [...authInfoBytes],
      chainId,
      accountNumber: String(accountNumber),
    };
    return { signed: doc, signature: await page.keplrSign(signer, crossing) };
  };
  const getAccounts = async () =>
    (await page.keplrAccounts()).map((account) => ({ ...account, pubkey: Uint8Array.from(account.pubkey) }));
  page.keplr = {
    enable: async (chainId: string) => {
      if (!opens) refuse();
      if (!knows) throw new Error(`There is no chain info for ${chainId}`);
    },
    experimentalSuggestChain: async ({ chainId }: { chainId: string }) => {
      await page.keplrSuggested(chainId);
      knows = true;
    },
    getOfflineSignerAuto: async () => ({ getAccounts, signDirect }),
  };
}
