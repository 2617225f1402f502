// Generated from schema/ by `npm run generate`. Do not edit.

export * as boostedStaking from "./BoostedStaking.types.js";
export * from "./BoostedStaking.client.js";
export * as coinbase from "./Coinbase.types.js";
export * from "./Coinbase.client.js";
export * as jointStaking from "./JointStaking.types.js";
export * from "./JointStaking.client.js";
export * as licenseNft from "./LicenseNft.types.js";
export * from "./LicenseNft.client.js";
export * as poolRegistry from "./PoolRegistry.types.js";
export * from "./PoolRegistry.client.js";
export * as stakerRegistry from "./StakerRegistry.types.js";
export * from "./StakerRegistry.client.js";
export * as treasuryDecay from "./TreasuryDecay.types.js";
export * from "./TreasuryDecay.client.js";
