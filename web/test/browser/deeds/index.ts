/** Everything that is done in the browser: a story a file of tests. */

import type { Story } from "../support/deeds.js";
import { DELEGATING } from "./delegating.js";
import { DEVICES } from "./devices.js";
import { FOUNDING } from "./founding.js";
import { LICENCES } from "./licences.js";
import { MARKET } from "./market.js";
import { OPERATING } from "./operating.js";
import { OWNING } from "./owning.js";
import { REFUSED } from "./refused.js";
import { VAULT } from "./vault.js";

/** By the name of the file that plays it. */
export const STORIES = {
  delegating: DELEGATING,
  devices: DEVICES,
  founding: FOUNDING,
  licences: LICENCES,
  market: MARKET,
  operating: OPERATING,
  owning: OWNING,
  refused: REFUSED,
  vault: VAULT,
} as const satisfies Readonly<Record<string, Story>>;
