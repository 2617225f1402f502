/** The devnet that the environment names, as a chain for the application. */

import { readFile } from "node:fs/promises";

import { Chain } from "tributary-chain/dist/src/chain.js";
import { advance } from "tributary-chain/dist/src/clock.js";
import { readScenario } from "tributary-chain/dist/src/scenario/format.js";
import { play } from "tributary-chain/dist/src/scenario/player.js";

import { networkOfDevnet, type Deployment, type Devnet } from "../../../serve/network.js";

/** `devnet.json` in the home of a devnet on which the tests are to run; `TRIBUTARY_DEVNET` and `TRIBUTARY_RPC` mean the same one. */
export const DEVNET = process.env["TRIBUTARY_DEVNET_JSON"];

/**
 * Plays a scenario there, with contracts of its own.
 *
 * @throws Error if a step is refused.
 */
export async function playedOnDevnet(
  home: string,
  scenario: string,
): Promise<{ readonly file: object; readonly url: string; readonly advance: (seconds: number) => Promise<void> }> {
  const devnet = JSON.parse(await readFile(home, "utf8")) as Devnet & { readonly chain_id: string };
  const url = devnet.nodes[0]?.rpc ?? "";
  const chain = await Chain.open(url, devnet.gas_price);
  const contracts: Record<string, Deployment["contracts"][string]> = {};
  const result = await play(chain, readScenario(scenario), {
    deployed: ({ name, code }, address) => void (contracts[name] = { code, address }),
    played: () => undefined,
    ended: async () => undefined,
  });
  if (result.skipped || result.failures.length > 0) throw new Error(`the scenario does not hold: ${JSON.stringify(result)}`);
  return {
    file: await networkOfDevnet(devnet, { chain_id: devnet.chain_id, contracts }),
    url,
    advance: async (seconds) => void (await advance(chain, await chain.block(), seconds)),
  };
}
