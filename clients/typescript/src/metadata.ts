import { blake2b } from "@noble/hashes/blake2.js";
import { toHex } from "@cosmjs/encoding";

/**
 * The hash by which a pool names its metadata file: Blake2b-256, lower-case hex. Show a file only if it has the hash that the pool
 * names; open `https:` addresses only, nothing on chain tests them.
 */
export function metadataHash(file: Uint8Array): string {
  return toHex(blake2b(file, { dkLen: 32 }));
}
