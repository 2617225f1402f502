// Plays every example against a devnet and prints each call with its answer: npm run examples
//
//   TRIBUTARY_RPC   the devnet, http://127.0.0.1:26657 if omitted
//   TRIBUTARY_POOL_REGISTRY, TRIBUTARY_STAKER_REGISTRY
//                   a suite that is deployed there, whose locks are waited for; without them one with locks of a few blocks is
//                   deployed first

import { inspect } from "node:util";

import { play } from "./play.js";

await play((call, answer) => console.log(`${call}: ${inspect(answer, { depth: 4, maxArrayLength: 3 })}`));
