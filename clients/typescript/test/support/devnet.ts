import { MsgSend } from "cosmjs-types/cosmos/bank/v1beta1/tx";

import { connect, TributaryError, type Executed, type SigningConnection, type SigningOptions } from "../../src/index.js";
import { testAccount, testAminoWallet } from "../../src/testing.js";

/** The devnet's RPC. */
export const RPC = process.env["TRIBUTARY_RPC"] ?? "http://127.0.0.1:26657";

/** What is staked on the devnet, and what fees are paid in. */
export const STAKE = "ustake";
export const FEE = "ufee";

const SIGNING = { gasPrice: `0.0025${FEE}`, broadcastPollIntervalMs: 100 };

/** What every new account starts with, in base units of either coin. */
const PURSE = "10000000000";

/** Names end like this, so that each run makes accounts that were not in genesis. */
const RUN = `${Date.now().toString(36)}-${process.pid}`;

/** Connects a test account. */
export async function connectAs(name: string, options: Partial<SigningOptions> = {}): Promise<SigningConnection> {
  return connect(RPC, (await testAccount(name)).wallet, { ...SIGNING, ...options });
}

/** The full name of an account that `newAccounts` makes. */
export function nameOfNew(name: string): string {
  return `${name}-${RUN}`;
}

/** Makes accounts that the chain has never seen, with coins from the faucet. */
export async function newAccounts<Name extends string>(...names: Name[]): Promise<Record<Name, SigningConnection>> {
  const connections = await Promise.all(names.map((name) => connectAs(nameOfNew(name))));
  await fund(connections.map(({ address }) => address));
  return Object.fromEntries(names.map((name, index) => [name, connections[index]])) as Record<Name, SigningConnection>;
}

/** The same, but it signs amino documents, as hardware wallets do. */
export async function newAminoAccount(name: string): Promise<SigningConnection> {
  const connection = await connect(RPC, await testAminoWallet(nameOfNew(name)), SIGNING);
  await fund([connection.address]);
  return connection;
}

/** Sends coins of the staking denom, as a block reward arrives. */
export function reward(from: SigningConnection, coinbase: string, amount: string): Promise<Executed> {
  return from.send(from.address, [send(from.address, coinbase, [{ denom: STAKE, amount }])]);
}

/** Times in nanoseconds are above this, heights below. */
const EARLIEST_TIME = 10n ** 15n;

/** Waits for a release point: a height, or a block time in nanoseconds. */
export async function waitFor(connection: SigningConnection, release: bigint): Promise<void> {
  for (;;) {
    // The newest block may not be carried out yet; the one before it is.
    const newest = (await connection.cosmwasm.getBlock()).header.height;
    const { header } = await connection.cosmwasm.getBlock(newest - 1);
    const now = release < EARLIEST_TIME ? BigInt(header.height) : BigInt(Date.parse(header.time)) * 1_000_000n;
    if (now >= release) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function fund(addresses: readonly string[]): Promise<void> {
  const faucet = await connectAs("faucet");
  const coins = [FEE, STAKE].map((denom) => ({ denom, amount: PURSE }));
  const messages = addresses.map((address) => send(faucet.address, address, coins));
  for (;;) {
    try {
      await faucet.send(faucet.address, messages);
      return;
    } catch (error) {
      // Other programs use the same faucet.
      if (!(error instanceof TributaryError && error.kind === "sequence")) throw error;
    }
  }
}

function send(fromAddress: string, toAddress: string, amount: { denom: string; amount: string }[]) {
  return { typeUrl: MsgSend.typeUrl, value: MsgSend.fromPartial({ fromAddress, toAddress, amount }) };
}
