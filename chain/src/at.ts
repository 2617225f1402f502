/** What a node says of the state at one height, which does not change while blocks go on. */

import { fromUtf8, toUtf8 } from "@cosmjs/encoding";
import { QueryClient } from "@cosmjs/stargate";
import type { CometClient } from "@cosmjs/tendermint-rpc";
import { QueryClientImpl as BankQueries } from "cosmjs-types/cosmos/bank/v1beta1/query";
import { QueryClientImpl as WasmQueries } from "cosmjs-types/cosmwasm/wasm/v1/query";
import { refusalIn } from "tributary-client";
import type { ICosmWasmClient } from "tributary-client";

/** What can be asked: the latest state of a chain, or that of one height. */
export interface State extends ICosmWasmClient {
  /** What the bank says that somebody has of a denom. */
  balance(address: string, denom: string): Promise<string>;
}

/** The last height whose state a node has. A block can be known a moment before its state is. */
export async function lastHeight(comet: CometClient): Promise<number> {
  const { lastBlockHeight } = await comet.abciInfo();
  if (lastBlockHeight === undefined) throw new Error("the node has no state yet");
  return lastBlockHeight;
}

/** The state at one height; the generated clients of the contracts take it as their connection. */
export class StateAt implements State {
  /** For the queries of a chain's modules. */
  protected readonly rpc: { request(service: string, method: string, data: Uint8Array): Promise<Uint8Array> };

  constructor(
    comet: CometClient,
    readonly height: number,
  ) {
    const client = new QueryClient(comet);
    this.rpc = {
      request: async (service, method, data) => (await client.queryAbci(`/${service}/${method}`, data, height)).value,
    };
  }

  /**
   * The answer of a contract.
   *
   * @throws when the contract refuses, and when the node does not have that height
   */
  async queryContractSmart<Answer>(address: string, message: object): Promise<Answer> {
    const queryData = toUtf8(JSON.stringify(message));
    const { data } = await new WasmQueries(this.rpc).SmartContractState({ address, queryData }).catch((error: unknown) => {
      throw withoutHeight(error, this.height) ?? refusalIn(error) ?? error;
    });
    return JSON.parse(fromUtf8(data)) as Answer;
  }

  async balance(address: string, denom: string): Promise<string> {
    const { balance } = await new BankQueries(this.rpc).Balance({ address, denom });
    return balance?.amount ?? "0";
  }
}

/** What to do when a node does not have a height, if that is what it says. */
export function withoutHeight(error: unknown, height: number): Error | undefined {
  const says = refusalIn(error)?.reason ?? "";
  if (/height in the future/.test(says)) return new Error(`the node does not have height ${height} yet: ${says}`);
  if (!/version does not exist|failed to load state at height/.test(says)) return undefined;
  return new Error(`the node has pruned height ${height}: take a later height, or a node that keeps more of them (${says})`);
}
