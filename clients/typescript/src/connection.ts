import type { Coin, StdFee } from "@cosmjs/amino";
import { CosmWasmClient, SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { fromUtf8, toUtf8 } from "@cosmjs/encoding";
import type { EncodeObject, OfflineSigner } from "@cosmjs/proto-signing";
import { calculateFee, GasPrice, type IndexedTx } from "@cosmjs/stargate";
import {
  Comet1Client,
  Comet38Client,
  HttpClient,
  Tendermint37Client,
  WebsocketClient,
  type CometClient,
  type HttpEndpoint,
  type RpcClient,
} from "@cosmjs/tendermint-rpc";
import { MsgExecuteContract, MsgExecuteContractResponse } from "cosmjs-types/cosmwasm/wasm/v1/tx";

import type { Executed, ICosmWasmClient, ISigningCosmWasmClient } from "./baseClient.js";
import { overdue, refusalIn, refusalOf } from "./errors.js";
import { decodeEvents } from "./events.js";

/** How transactions are paid and waited for. */
export interface SigningOptions {
  /** Price of one unit of gas with its denom, for example `"0.0025ufee"`. */
  readonly gasPrice: string;
  /** How often to look whether a transaction is in a block, in milliseconds; 1000 if omitted. A devnet takes 100. */
  readonly broadcastPollIntervalMs?: number;
  /** When to give up looking, in milliseconds; 60000 if omitted. */
  readonly broadcastTimeoutMs?: number;
  /** What the gas of a simulation is multiplied with for a fee of `"auto"`; 1.3 if omitted. */
  readonly gasMultiplier?: number;
}

/** Gas for what a simulation leaves out: the transfer of the fee. */
const GAS_BESIDE_SIMULATION = 30_000;

/**
 * Connects to a chain for queries.
 *
 * @param endpoint the RPC of a node, for example `http://127.0.0.1:26657`.
 * @throws Error if there is no node.
 */
export async function connect(endpoint: string | HttpEndpoint): Promise<Connection>;
/**
 * Connects to a chain for queries and transactions.
 *
 * @param signer signs directly or amino; its accounts are the possible senders.
 * @throws Error if there is no node.
 */
export async function connect(
  endpoint: string | HttpEndpoint,
  signer: OfflineSigner,
  options: SigningOptions,
): Promise<SigningConnection>;
export async function connect(
  endpoint: string | HttpEndpoint,
  signer?: OfflineSigner,
  options?: SigningOptions,
): Promise<Connection> {
  const comet = await connectComet(endpoint);
  if (signer === undefined || options === undefined) return new Connection(comet, await CosmWasmClient.create(comet));
  const [first] = await signer.getAccounts();
  if (first === undefined) throw new Error("the signer has no account");
  return new SigningConnection(comet, signer, first.address, options);
}

/** Which client speaks with a node of this CometBFT version. 0.39 speaks like 0.38, which CosmJS does not know. */
export function cometClientFor(version: string): typeof Comet38Client | typeof Comet1Client | typeof Tendermint37Client {
  if (/^0\.3[89]\./.test(version)) return Comet38Client;
  return version.startsWith("1.") ? Comet1Client : Tendermint37Client;
}

async function connectComet(endpoint: string | HttpEndpoint): Promise<CometClient> {
  const rpc = rpcClient(endpoint);
  const probe = await Comet38Client.create(rpc);
  const { nodeInfo } = await probe.status();
  const client = cometClientFor(nodeInfo.version);
  return client === Comet38Client ? probe : client.create(rpc);
}

function rpcClient(endpoint: string | HttpEndpoint): RpcClient {
  const websocket = typeof endpoint === "string" && /^wss?:/.test(endpoint);
  return websocket ? new WebsocketClient(endpoint) : new NamedHttpClient(endpoint);
}

/** Says which node does not answer: of itself, `fetch` says that it failed, and the cause not always where. */
class NamedHttpClient extends HttpClient {
  override async execute(...request: Parameters<HttpClient["execute"]>): ReturnType<HttpClient["execute"]> {
    try {
      return await super.execute(...request);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      const cause = error.cause instanceof Error ? error.cause.message : error.message;
      throw new Error(`no answer from ${this.url}: ${cause}`, { cause: error });
    }
  }
}

/** A connection for queries. */
export class Connection implements ICosmWasmClient {
  /** The node. */
  readonly comet: CometClient;
  /** The client of CosmJS, for everything that is not about our contracts. It throws CosmJS's errors. */
  readonly cosmwasm: CosmWasmClient;

  constructor(comet: CometClient, cosmwasm: CosmWasmClient) {
    this.comet = comet;
    this.cosmwasm = cosmwasm;
  }

  async queryContractSmart<Answer>(contractAddress: string, query: object): Promise<Answer> {
    return orRefusal(this.cosmwasm.queryContractSmart(contractAddress, query) as Promise<Answer>);
  }

  /** Closes the connection, which a WebSocket needs. */
  disconnect(): void {
    this.comet.disconnect();
  }
}

/** A connection for queries and transactions. */
export class SigningConnection extends Connection implements ISigningCosmWasmClient {
  override readonly cosmwasm: SigningCosmWasmClient;
  /** The signer's first account. */
  readonly address: string;
  readonly #gasPrice: GasPrice;
  readonly #gasMultiplier: number;
  readonly #pollIntervalMs: number;
  readonly #timeoutMs: number;
  /** The transaction that was sent last: the next one waits, since both would take the same sequence number. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(comet: CometClient, signer: OfflineSigner, address: string, options: SigningOptions) {
    const { broadcastPollIntervalMs = 1000, broadcastTimeoutMs = 60_000, gasMultiplier = 1.3 } = options;
    const gasPrice = GasPrice.fromString(options.gasPrice);
    const settings = { gasPrice, broadcastPollIntervalMs, broadcastTimeoutMs };
    const cosmwasm = SigningCosmWasmClient.createWithSigner(comet, signer, settings);
    super(comet, cosmwasm);
    this.cosmwasm = cosmwasm;
    this.address = address;
    this.#gasPrice = gasPrice;
    this.#gasMultiplier = gasMultiplier;
    this.#pollIntervalMs = broadcastPollIntervalMs;
    this.#timeoutMs = broadcastTimeoutMs;
  }

  async execute(
    sender: string,
    contractAddress: string,
    message: object,
    fee: number | StdFee | "auto",
    memo = "",
    funds: readonly Coin[] = [],
  ): Promise<Executed> {
    return this.send(sender, [executeMessage(sender, contractAddress, message, funds)], fee, memo);
  }

  /**
   * Sends messages of any kind in one transaction and waits for its block. Transactions of one connection wait for each other.
   *
   * @param fee `"auto"` simulates first; a number does so too and multiplies the result; an `StdFee` is taken as it is.
   * @throws TributaryError if the chain or a contract refuses one of them: then nothing has changed but the fee.
   */
  async send(
    sender: string,
    messages: readonly EncodeObject[],
    fee: number | StdFee | "auto" = "auto",
    memo = "",
  ): Promise<Executed> {
    const sent = this.#last.then(() => orRefusal(this.#sendNow(sender, messages, fee, memo)));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #sendNow(
    sender: string,
    messages: readonly EncodeObject[],
    fee: number | StdFee | "auto",
    memo: string,
  ): Promise<Executed> {
    const paid = typeof fee === "object" ? fee : await this.estimateFee(sender, messages, fee, memo);
    const included = await this.#included(await this.cosmwasm.signAndBroadcastSync(sender, messages, paid, memo));
    if (included.code !== 0) throw refusalOf(included);
    return executed(included);
  }

  /**
   * Waits until a transaction is in a block, also while the node restarts. CosmJS's own waiting keeps a process alive for a minute
   * after a refusal.
   */
  async #included(hash: string): Promise<IndexedTx> {
    const deadline = Date.now() + this.#timeoutMs;
    for (;;) {
      let cause: unknown;
      const found = await this.cosmwasm.getTx(hash).catch((error: unknown) => {
        cause = error;
        return null;
      });
      if (found !== null) return found;
      if (Date.now() >= deadline) throw overdue(hash, { cause });
      await new Promise((resolve) => setTimeout(resolve, this.#pollIntervalMs));
    }
  }

  /**
   * Simulates messages of any kind in one transaction: what sending them with that `fee` would pay, as the chain is now.
   *
   * @throws TributaryError if the chain or a contract would refuse one of them.
   */
  async estimateFee(
    sender: string,
    messages: readonly EncodeObject[],
    fee: number | "auto" = "auto",
    memo = "",
  ): Promise<StdFee> {
    const gas = await orRefusal(this.cosmwasm.simulate(sender, messages, memo));
    const multiplier = fee === "auto" ? this.#gasMultiplier : fee;
    return calculateFee(Math.ceil(gas * multiplier) + GAS_BESIDE_SIMULATION, this.#gasPrice);
  }
}

/** The message of an execute, to be sent together with others. `funds` are coins in base units, sorted by denom. */
export function executeMessage(
  sender: string,
  contractAddress: string,
  message: object,
  funds: readonly Coin[] = [],
): EncodeObject {
  return {
    typeUrl: MsgExecuteContract.typeUrl,
    value: MsgExecuteContract.fromPartial({
      sender,
      contract: contractAddress,
      msg: toUtf8(JSON.stringify(message)),
      funds: [...funds],
    }),
  };
}

function executed(included: IndexedTx): Executed {
  const { height, hash: transactionHash, gasUsed, gasWanted, events: chainEvents, msgResponses } = included;
  const data = msgResponses.map(({ typeUrl, value }) =>
    typeUrl === MsgExecuteContractResponse.typeUrl ? parseData(MsgExecuteContractResponse.decode(value).data) : undefined,
  );
  return { height, transactionHash, gasUsed, gasWanted, events: decodeEvents(chainEvents), chainEvents, data };
}

/** Our contracts return JSON; others may return anything. */
function parseData(data: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(data));
  } catch {
    return undefined;
  }
}

async function orRefusal<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    throw refusalIn(error) ?? error;
  }
}
