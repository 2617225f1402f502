/** The digest over licences, computed apart from the contracts: docs/license-nft.md says what it covers. */

import { createHash } from "node:crypto";

import { fromBech32, fromHex, toUtf8 } from "@cosmjs/encoding";
import type { licenseNft } from "tributary-client";

/** The digest over no licence. */
export const EMPTY = sha256(toUtf8("tributary/licenses/v1"));

const ROLES = { resource_node: 1, validator: 2 } as const;

/**
 * The digest over licences in ascending order of the bytes of their ids.
 *
 * @param previous the digest over those before them
 * @returns 64 hex digits in lower case
 */
export function digestOver(licenses: readonly licenseNft.License[], previous = EMPTY): string {
  return licenses.reduce(
    (digest, { token_id, owner, role, node }) =>
      sha256(
        fromHex(digest),
        ...field(toUtf8(token_id)),
        ...field(bytesOf(owner)),
        Uint8Array.of(role ? ROLES[role] : 0),
        ...field(node ? bytesOf(node) : new Uint8Array()),
      ),
    previous,
  );
}

/** An address without the prefix of its chain. */
export function bytesOf(address: string): Uint8Array {
  return fromBech32(address).data;
}

/** The length in 2 bytes, then the bytes. */
function field(bytes: Uint8Array): Uint8Array[] {
  return [Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes];
}

function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
