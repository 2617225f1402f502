import { toBase64, toUtf8 } from "@cosmjs/encoding";

import type { licenseNft } from "./generated/index.js";

/** What a licence that is sent to the staker-registry is for; docs/license-nft.md says who may do what. */
export type LicenseAction =
  | {
      /** Adds it to a staker: the sender's own, or any pool that would admit as many coins. */
      bond_license: {
        /** The staker; of a pool its operator. */
        staker: string;
        /** What it authorises the node to be; in a pool `validator`. */
        role: licenseNft.NodeRole;
      };
    }
  | {
      /** Registers the sender as a staker with it. */
      register_staker: {
        /** The hot key's account, first come. */
        signing_address: string;
        /** Where block rewards go. */
        coinbase_address: string;
        /** What it authorises the node to be. */
        role: licenseNft.NodeRole;
      };
    }
  | {
      /** Opens the sender's pool with it. */
      register_pool: {
        /** Who signs for the pool. */
        signing_address: string;
        /** The operator's part of the rewards, in millionths. */
        commission_ppm: number;
        /** Where the pool describes itself. */
        metadata_url: string;
        /** The Blake2b-256 of that, as 64 hex digits. */
        metadata_hash: string;
      };
    };

/** The `msg` of `send_nft` to the staker-registry: the schema of the contracts knows it as base64 alone. */
export function licenseMessage(action: LicenseAction): licenseNft.Binary {
  return toBase64(toUtf8(JSON.stringify(action)));
}
