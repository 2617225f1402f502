/** Governance of a devnet: proposals of messages, voted at once by those who hold the stake. */

import { setTimeout as sleep } from "node:timers/promises";

import type { EncodeObject } from "@cosmjs/proto-signing";
import { createProtobufRpcClient, QueryClient } from "@cosmjs/stargate";
import { ProposalStatus, VoteOption } from "cosmjs-types/cosmos/gov/v1/gov";
import { QueryClientImpl as GovernanceQueries } from "cosmjs-types/cosmos/gov/v1/query";
import { MsgSubmitProposal, MsgVote } from "cosmjs-types/cosmos/gov/v1/tx";
import { QueryClientImpl as WasmQueries } from "cosmjs-types/cosmwasm/wasm/v1/query";
import { MsgPinCodes } from "cosmjs-types/cosmwasm/wasm/v1/tx";

import type { Account, Chain } from "./chain.js";

/** The account in whose name governance acts: the address of the module `gov`, of prefix `wasm`. */
export const AUTHORITY = "wasm10d07y265gmmuvt4z0w9aw880jnsr700js7zslc";

const GAS = 1_000_000;

/** Milliseconds after which a voting period of a devnet must be over. */
const VOTING = 120_000;

/**
 * Proposes messages of governance, has the voters agree, and waits for the end of the voting period.
 *
 * @throws when the proposal does not pass
 */
export async function govern(
  chain: Chain,
  proposer: Account,
  voters: readonly Account[],
  title: string,
  messages: readonly EncodeObject[],
): Promise<void> {
  for (const { client } of [proposer, ...voters]) {
    client.registry.register(MsgSubmitProposal.typeUrl, MsgSubmitProposal);
    client.registry.register(MsgVote.typeUrl, MsgVote);
    client.registry.register(MsgPinCodes.typeUrl, MsgPinCodes);
  }
  const proposal = MsgSubmitProposal.fromPartial({
    messages: messages.map((message) => proposer.client.registry.encodeAsAny(message)),
    initialDeposit: [{ denom: "ustake", amount: "1000" }],
    proposer: proposer.address,
    title,
    summary: title,
  });
  const submitted = await proposer.send([{ typeUrl: MsgSubmitProposal.typeUrl, value: proposal }], GAS);
  const id = submitted.chainEvents.flatMap(({ attributes }) => attributes).find(({ key }) => key === "proposal_id")?.value;
  if (id === undefined) throw new Error(`the chain gave the proposal "${title}" no id`);
  for (const voter of voters) {
    const vote = MsgVote.fromPartial({ proposalId: BigInt(id), voter: voter.address, option: VoteOption.VOTE_OPTION_YES });
    await voter.send([{ typeUrl: MsgVote.typeUrl, value: vote }], GAS);
  }

  const queries = new GovernanceQueries(createProtobufRpcClient(new QueryClient(chain.comet)));
  for (const end = Date.now() + VOTING; Date.now() < end;) {
    const { proposal } = await queries.Proposal({ proposalId: BigInt(id) });
    if (proposal?.status === ProposalStatus.PROPOSAL_STATUS_PASSED) return;
    if (proposal?.status !== ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD) {
      throw new Error(`the proposal "${title}" did not pass: ${proposal?.failedReason || "it was voted down"}`);
    }
    await sleep(200);
  }
  throw new Error(`the voting on "${title}" does not end`);
}

/** Keeps codes in the memory of every node, which saves loading them in each transaction. */
export function pinMessage(codeIds: readonly number[]): EncodeObject {
  return { typeUrl: MsgPinCodes.typeUrl, value: MsgPinCodes.fromPartial({ authority: AUTHORITY, codeIds: codeIds.map(BigInt) }) };
}

/** Which codes are pinned. */
export async function pinned(chain: Chain): Promise<number[]> {
  const queries = new WasmQueries(createProtobufRpcClient(new QueryClient(chain.comet)));
  return (await queries.PinnedCodes({})).codeIds.map(Number);
}
