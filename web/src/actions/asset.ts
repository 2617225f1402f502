import { executeMessage } from "tributary-client";

import type { Asset } from "../data/assets.js";
import { toBase64, toUtf8 } from "../words/bytes.js";
import type { Json } from "./act.js";

/** A message as it is sent: coins are attached to it; tokens are sent to the contract with the message inside. */
export function withAsset(
  sender: string,
  address: string,
  message: Readonly<Record<string, Json>>,
  asset: Asset | undefined,
  amount: bigint,
) {
  if (asset?.token !== undefined && amount > 0n) {
    const send = { contract: address, amount: amount.toString(), msg: toBase64(toUtf8(JSON.stringify(message))) };
    return executeMessage(sender, asset.token, { send });
  }
  const funds = asset?.denom === undefined || amount === 0n ? [] : [{ denom: asset.denom, amount: amount.toString() }];
  return executeMessage(sender, address, message, funds);
}
