/** Reads all licences of a contract at one height, page by page. */

import { LicenseNftQueryClient, list, MAX_LIMIT, pages } from "tributary-client";
import type { Connection, licenseNft } from "tributary-client";

import { lastHeight, StateAt } from "../at.js";
import type { Say } from "../deploy/deploy.js";
import { bytesOf, digestOver } from "./digest.js";
import { format, parse } from "./snapshot.js";
import type { Snapshot } from "./snapshot.js";

/** After how many licences the next line says how far it is. */
const LINE = 1000;

/** A contract's address has so many bytes; that of a key 20. */
const CONTRACT_BYTES = 32;

/**
 * All licences of a contract.
 *
 * @param height the last one if omitted
 * @throws when the contract's own digest is not that of the licences, and when the node has pruned that height
 */
export async function exportLicenses(
  { comet, cosmwasm }: Connection,
  contract: string,
  height: number | undefined,
  say: Say,
): Promise<Snapshot> {
  const state = new StateAt(comet, height ?? (await lastHeight(comet)));
  const chainId = await cosmwasm.getChainId();
  say(`${contract} on ${chainId} at height ${state.height}`);
  const { licenses, digest } = await licensesAt(state, contract, say);
  const snapshot = { chainId, contract, height: state.height, digest, licenses };
  // An import must be able to read it: numbers, for example, that JSON cannot hold exactly are found here.
  parse(JSON.parse(format(snapshot)));
  say(`${licenses.length} licences, digest ${digest}`);
  const held = licenses.filter(({ owner }) => bytesOf(owner).length === CONTRACT_BYTES).length;
  if (held > 0) say(`${held} of them belong to contracts: on the other chain these addresses may belong to nobody`);
  return snapshot;
}

/**
 * The licences of a contract at one height, and its own digest over them.
 *
 * @throws when the two do not agree
 */
export async function licensesAt(
  state: StateAt,
  contract: string,
  say: Say,
): Promise<{ licenses: licenseNft.License[]; digest: string }> {
  const client = new LicenseNftQueryClient(state, contract);
  const rows = list(
    (page: { startAfter?: string; limit: number }) => client.allLicenses(page),
    (answer) => answer.licenses,
    (last) => last.token_id,
  );
  const licenses: licenseNft.License[] = [];
  for await (const page of pages(rows, MAX_LIMIT)) {
    licenses.push(...page);
    if (licenses.length % LINE === 0) say(`${licenses.length} read`);
  }
  let answer = await client.digest({ limit: MAX_LIMIT });
  while (!answer.done) {
    const { digest, last } = answer;
    answer = await client.digest({ previous: digest, ...(last && { startAfter: last }), limit: MAX_LIMIT });
  }
  const computed = digestOver(licenses);
  if (computed !== answer.digest) {
    throw new Error(
      `${contract} says that its digest at height ${state.height} is ${answer.digest}, its ${licenses.length} licences give ${computed}`,
    );
  }
  return { licenses, digest: answer.digest };
}
