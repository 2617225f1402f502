/** A node with nothing but a pool-registry, behind the RPC of CometBFT. */

import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { QuerySmartContractStateRequest, QuerySmartContractStateResponse } from "cosmjs-types/cosmwasm/wasm/v1/query";

import type { Pool } from "../../src/registry.js";

interface Call {
  id: number;
  method: string;
  params: { path?: string; data?: string };
}

interface Query {
  pools: { start_after?: string; limit: number };
}

export const REGISTRY = "wasm1registry";

/** Pools, each of which names a file. */
export class FakeNode {
  pools: Pool[] = [];
  height = 100;
  chainId = "tributary-test-1";
  catchingUp = false;
  /** Queries of pages that were answered. */
  pages = 0;

  private server: Server | undefined;
  private port = 0;

  static async start(): Promise<FakeNode> {
    const node = new FakeNode();
    await node.open();
    return node;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Answers, at the same port as before. */
  async open(): Promise<void> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const call = JSON.parse(Buffer.concat(parts).toString()) as Call;
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ jsonrpc: "2.0", id: call.id, result: this.answer(call) }));
      });
    });
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Is gone, with all connections. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  }

  private answer({ method, params }: Call): unknown {
    if (method === "status") return this.status();
    if (method === "abci_info") return { response: { last_block_height: String(this.height) } };
    if (method === "abci_query" && params.path === "/cosmwasm.wasm.v1.Query/SmartContractState") {
      const { address, queryData } = QuerySmartContractStateRequest.decode(Buffer.from(params.data ?? "", "hex"));
      const found = address === REGISTRY ? this.query(JSON.parse(Buffer.from(queryData).toString()) as Query) : undefined;
      if (found === undefined)
        return { response: { code: 22, codespace: "wasm", log: `no such contract: ${address}`, height: "0" } };
      const data = Buffer.from(JSON.stringify(found));
      const value = Buffer.from(QuerySmartContractStateResponse.encode({ data }).finish()).toString("base64");
      return { response: { code: 0, value, height: String(this.height) } };
    }
    throw new Error(`the node has no ${method}`);
  }

  private query({ pools: { start_after: after = "", limit } }: Query): object {
    this.pages += 1;
    const later = this.pools.filter(({ pool }) => pool > after).sort((one, other) => (one.pool < other.pool ? -1 : 1));
    return { pools: later.slice(0, limit).map(({ pool, url, hash }) => ({ pool, metadata_url: url, metadata_hash: hash })) };
  }

  private status(): object {
    const time = "2026-01-02T03:04:05Z";
    return {
      node_info: {
        id: "00",
        listen_addr: "tcp://127.0.0.1:0",
        network: this.chainId,
        version: "0.38.21",
        channels: "00",
        moniker: "test",
        protocol_version: { p2p: "8", block: "11", app: "0" },
        other: { tx_index: "on", rpc_address: "tcp://127.0.0.1:0" },
      },
      sync_info: {
        latest_block_hash: "00",
        latest_app_hash: "00",
        latest_block_time: time,
        latest_block_height: String(this.height),
        earliest_block_hash: "00",
        earliest_app_hash: "00",
        earliest_block_time: time,
        earliest_block_height: "1",
        catching_up: this.catchingUp,
      },
      validator_info: { address: "00", pub_key: { type: "tendermint/PubKeyEd25519", value: "AAAA" }, voting_power: "1" },
    };
  }
}
