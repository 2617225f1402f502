import { useMemo } from "react";
import type { TributaryEvent } from "tributary-client";

import { useAssets } from "../data/assets.js";
import { useDescriptions } from "../data/metadata.js";
import { usePools } from "../data/poolRegistry.js";
import { useNetwork } from "../network/NetworkProvider.js";
import { useWallet } from "../wallet/WalletProvider.js";
import { tellEvent } from "./events/index.js";
import type { Voice } from "./events/tell.js";
import { voiceOf } from "./voice.js";

/** How values read here. */
export function useVoice(): Voice {
  const { unit } = useNetwork();
  const { address: own } = useWallet();
  const described = useDescriptions(usePools().data);
  const assets = useAssets();
  return useMemo(() => voiceOf({ unit, assets, described, own }), [unit, assets, described, own]);
}

/** Tells events as sentences. */
export function useTeller(): (event: TributaryEvent) => string {
  const voice = useVoice();
  return (event) => tellEvent(event, voice);
}
