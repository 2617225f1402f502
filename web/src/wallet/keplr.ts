import type { OfflineSigner } from "@cosmjs/proto-signing";

import type { Network } from "../network/network.js";

/** What we use of the wallet that the Keplr extension puts into the page. */
interface Keplr {
  enable(chainId: string): Promise<void>;
  experimentalSuggestChain(chain: object): Promise<void>;
  /** With `preferNoSetFee` it signs the fee that it is given, unless its owner changes that. */
  getOfflineSignerAuto(chainId: string, options?: { readonly preferNoSetFee: boolean }): Promise<OfflineSigner>;
}

declare global {
  interface Window {
    readonly keplr?: Keplr;
  }
}

/** What Keplr fires when its owner chooses another account. */
export const KEPLR_CHANGED = "keplr_keystorechange";

/** Whether the extension is there. */
export function hasKeplr(): boolean {
  return window.keplr !== undefined;
}

/** How long Keplr is waited for, and how often it is looked for, in milliseconds: some browsers put it into the page after that is loaded. */
const [PATIENCE_MS, LOOK_MS] = [3_000, 100];

/** Keplr, as soon as it is there; undefined if it does not come. */
async function keplrWithin(patienceMs: number): Promise<Keplr | undefined> {
  for (const end = Date.now() + patienceMs; ;) {
    if (window.keplr !== undefined || Date.now() >= end) return window.keplr;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/**
 * A signer of the account that is chosen in Keplr; suggests the chain if Keplr does not know it.
 *
 * @throws Error if there is no Keplr, its owner refuses, or it cannot learn of the chain.
 */
export async function keplrSigner(network: Network, patienceMs = PATIENCE_MS): Promise<OfflineSigner> {
  const keplr = await keplrWithin(patienceMs);
  if (keplr === undefined) throw new Error("Keplr is not installed in this browser");
  const { chainId } = network;
  try {
    await keplr.enable(chainId);
  } catch (error) {
    if (isRefusal(error)) throw error;
    await keplr.experimentalSuggestChain(keplrChain(network));
    await keplr.enable(chainId);
  }
  return keplr.getOfflineSignerAuto(chainId, { preferNoSetFee: true });
}

/** Whether a wallet failed because its owner said no. */
export function isRefusal(error: unknown): boolean {
  const text = error instanceof Error ? error.message : typeof error === "string" ? error : "";
  return /request rejected|user (?:rejected|denied|refused)/i.test(text);
}

/**
 * How Keplr is told of a chain.
 *
 * @throws Error if the network names no REST address: Keplr reads accounts there, and the RPC does not answer such questions.
 */
export function keplrChain({ chainId, rpc, rest, prefix, denom, unit, gasPrice }: Network): object {
  if (rest === undefined)
    throw new Error(
      `Keplr does not know ${chainId}, and network.json names no REST address ("rest") by which it could learn of it`,
    );
  const { symbol, decimals } = unit;
  const currency = { coinDenom: symbol, coinMinimalDenom: denom, coinDecimals: decimals };
  const [, price = "0", feeDenom = denom] = /^([\d.]+)(.+)$/.exec(gasPrice) ?? [];
  const fee = feeDenom === denom ? currency : { coinDenom: feeDenom, coinMinimalDenom: feeDenom, coinDecimals: 0 };
  return {
    chainId,
    chainName: chainId,
    rpc,
    rest,
    bip44: { coinType: 118 },
    bech32Config: {
      bech32PrefixAccAddr: prefix,
      bech32PrefixAccPub: `${prefix}pub`,
      bech32PrefixValAddr: `${prefix}valoper`,
      bech32PrefixValPub: `${prefix}valoperpub`,
      bech32PrefixConsAddr: `${prefix}valcons`,
      bech32PrefixConsPub: `${prefix}valconspub`,
    },
    currencies: feeDenom === denom ? [currency] : [currency, fee],
    feeCurrencies: [{ ...fee, gasPriceStep: gasSteps(price) }],
    stakeCurrency: currency,
    features: ["cosmwasm"],
  };
}

/** Keplr wants JSON numbers; a price of gas is no amount of money. */
function gasSteps(price: string): object {
  const low = Number(price);
  return { low, average: low, high: low * 2 };
}
