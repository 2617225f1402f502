import type {
  BoostedStakingReadOnlyInterface,
  jointStaking,
  JointStakingReadOnlyInterface,
  LicenseNftReadOnlyInterface,
  poolRegistry,
  PoolRegistryReadOnlyInterface,
  stakerRegistry,
  StakerRegistryReadOnlyInterface,
  TreasuryDecayReadOnlyInterface,
} from "./generated/index.js";
import { filteredList, list } from "./pagination.js";

/** The lists of a pool-registry, for `pages` and `all`. */
export function poolRegistryLists(registry: PoolRegistryReadOnlyInterface) {
  return {
    /** Pools, by operator. */
    pools: (filter: { state?: poolRegistry.PoolState } = {}) =>
      list(
        (page: TextPage) => registry.pools({ ...filter, ...page }),
        (answer) => answer.pools,
        (last) => last.pool,
      ),
    /** Everything that somebody holds, by pool. */
    delegations: (filter: { delegator: string }) =>
      list(
        (page: TextPage) => registry.delegations({ ...filter, ...page }),
        (answer) => answer.delegations,
        (last) => last.pool,
      ),
    /** Everybody that holds something in a pool, by address. */
    delegators: (filter: { pool: string }) =>
      list(
        (page: TextPage) => registry.delegators({ ...filter, ...page }),
        (answer) => answer.delegators,
        (last) => last.delegator,
      ),
    /** Somebody's open undelegations, by id. */
    undelegations: (filter: { delegator: string }) =>
      filteredList(
        (page: IdPage) => registry.undelegations({ ...filter, ...page }),
        (answer) => answer.undelegations,
      ),
    /** Open transfers between pools, by id. */
    transfers: (filter: { delegator?: string; toPool?: string } = {}) =>
      filteredList(
        (page: IdPage) => registry.transfers({ ...filter, ...page }),
        (answer) => answer.transfers,
      ),
    /** Who lets others redelegate, by pool, then delegator. */
    autoRewards: (filter: { pool?: string; minAmount?: string } = {}) =>
      filteredList(
        (page: CursorPage<poolRegistry.DelegationCursor>) => registry.autoRewards({ ...filter, ...page }),
        (answer) => answer.auto_rewards,
      ),
    /** Requested commissions, by pool. */
    commissionRequests: () =>
      list(
        (page: TextPage) => registry.commissionRequests(page),
        (answer) => answer.commission_requests,
        (last) => last.pool,
      ),
    /** Changes of stake that a hook did not take, by hook, delegator, pool. */
    missedHooks: () =>
      list(
        (page: CursorPage<poolRegistry.MissedHookCursor>) => registry.missedHooks(page),
        (answer) => answer.missed_hooks,
        ({ hook, delegator, pool }) => ({ hook, delegator, pool }),
      ),
  };
}

/** The lists of a license-nft, for `pages` and `all`. Ids come by their bytes: "10" before "9". */
export function licenseNftLists(collection: LicenseNftReadOnlyInterface) {
  return {
    /** All licences with everything that is remembered of them, by id. */
    allLicenses: () =>
      list(
        (page: TextPage) => collection.allLicenses(page),
        (answer) => answer.licenses,
        (last) => last.token_id,
      ),
    /** Somebody's licences, bonded ones included, by id. */
    licensesByHolder: (filter: { owner: string }) =>
      list(
        (page: TextPage) => collection.licensesByHolder({ ...filter, ...page }),
        (answer) => answer.licenses,
        (last) => last.token_id,
      ),
    /** The ids of a cw721 owner's licences, which of bonded ones is the staker-registry. */
    tokens: (filter: { owner: string }) =>
      list(
        (page: TextPage) => collection.tokens({ ...filter, ...page }),
        (answer) => answer.tokens,
        (last) => last,
      ),
    /** The ids of all licences. */
    allTokens: () =>
      list(
        (page: TextPage) => collection.allTokens(page),
        (answer) => answer.tokens,
        (last) => last,
      ),
    /** Who may transfer all licences of an owner, by address. */
    allOperators: (filter: { owner: string; includeExpired?: boolean }) =>
      list(
        (page: TextPage) => collection.allOperators({ ...filter, ...page }),
        (answer) => answer.operators,
        (last) => last.spender,
      ),
  };
}

/** The lists of a staker-registry, for `pages` and `all`. */
export function stakerRegistryLists(registry: StakerRegistryReadOnlyInterface) {
  return {
    /** All stakers, by identity. */
    stakers: () =>
      list(
        (page: TextPage) => registry.stakers(page),
        (answer) => answer.stakers,
        (last) => last.staker,
      ),
    /** The active stakers with their power, by identity: the consensus weights. */
    validatorSet: () =>
      list(
        (page: TextPage) => registry.validatorSet(page),
        (answer) => answer.validators,
        (last) => last.staker,
      ),
    /** Open unbonds, by id. */
    unbonds: (filter: { owner?: string; staker?: string } = {}) =>
      filteredList(
        (page: IdPage) => registry.unbonds({ ...filter, ...page }),
        (answer) => answer.unbonds,
      ),
    /** Open transfers, by id. */
    transfers: (filter: { owner?: string; staker?: string; to?: string } = {}) =>
      filteredList(
        (page: IdPage) => registry.transfers({ ...filter, ...page }),
        (answer) => answer.transfers,
      ),
    /** Licences in custody for a staker, bonded or on the way out, by id. */
    licenses: (filter: { staker: string; owner?: string }) =>
      list(
        (page: TextPage) => registry.licenses({ ...filter, ...page }),
        (answer) => answer.licenses,
        (last) => last.token_id,
      ),
    /** Items that can be finalised now, by release point, then id. */
    matured: (filter: { kind: stakerRegistry.ItemKind }) =>
      list(
        (page: CursorPage<stakerRegistry.MaturedCursor>) => registry.matured({ ...filter, ...page }),
        (answer) => answer.items,
        ({ release, id }) => ({ release, id }),
      ),
  };
}

/** The lists of a treasury-decay, for `pages` and `all`. */
export function treasuryDecayLists(treasury: TreasuryDecayReadOnlyInterface) {
  return {
    /** Thresholds under which revenue was released, and the one in force, by number. */
    checkpoints: () =>
      list(
        (page: IdPage) => treasury.checkpoints(page),
        (answer) => answer.checkpoints,
        (last) => last.index,
      ),
    /** Everybody with a stake, by address. */
    users: () =>
      list(
        (page: TextPage) => treasury.users(page),
        (answer) => answer.users,
        (last) => last.user,
      ),
    /** Pools that ever had a stake, by operator. */
    pools: () =>
      list(
        (page: TextPage) => treasury.pools(page),
        (answer) => answer.pools,
        (last) => last.pool,
      ),
    /** Somebody's stakes, by pool. */
    delegations: (filter: { user: string }) =>
      list(
        (page: TextPage) => treasury.delegations({ ...filter, ...page }),
        (answer) => answer.delegations,
        (last) => last.pool,
      ),
    /** Who is identified, by address. */
    identities: () =>
      list(
        (page: TextPage) => treasury.identities(page),
        (answer) => answer.users,
        (last) => last,
      ),
  };
}

/** The lists of a boosted-staking, for `pages` and `all`. */
export function boostedStakingLists(vault: BoostedStakingReadOnlyInterface) {
  return {
    /** Somebody's positions whose principal is still there, by id. */
    positions: (filter: { user: string }) =>
      list(
        (page: IdPage) => vault.positions({ ...filter, ...page }),
        (answer) => answer.positions,
        (last) => last.position_id,
      ),
    /** Somebody's rewards that vest or were not claimed in full, by position. */
    batches: (filter: { user: string }) =>
      list(
        (page: IdPage) => vault.batches({ ...filter, ...page }),
        (answer) => answer.batches,
        (last) => last.position_id,
      ),
    /** The ids of the NFTs that somebody has deposited, by their bytes. */
    deposits: (filter: { user: string }) =>
      list(
        (page: TextPage) => vault.deposits({ ...filter, ...page }),
        (answer) => answer.deposits,
        (last) => last,
      ),
    /** What each day emits. */
    emissions: () =>
      list(
        (page: IdPage) => vault.emissions(page),
        (answer) => answer.emissions,
        (last) => last.day,
      ),
  };
}

interface CursorPage<Cursor> {
  startAfter?: Cursor;
  limit: number;
}

type TextPage = CursorPage<string>;
type IdPage = CursorPage<number>;

/** The lists of a joint-staking, for `pages` and `all`. */
export function jointStakingLists(escrow: JointStakingReadOnlyInterface) {
  return {
    /** Classes of devices, by name. */
    classes: () =>
      list(
        (page: TextPage) => escrow.classes(page),
        (answer) => answer.classes,
        (last) => last.class,
      ),
    /** Devices, all or somebody's, by id. */
    devices: (filter: { owner?: string } = {}) =>
      list(
        (page: TextPage) => escrow.devices({ ...filter, ...page }),
        (answer) => answer.devices,
        (last) => last.device,
      ),
    /** Open offers, all or those of a class, lock or owner, by id. */
    openOffers: (filter: { filter?: jointStaking.OfferFilterForString } = {}) =>
      list(
        (page: IdPage) => escrow.openOffers({ ...filter, ...page }),
        (answer) => answer.offers,
        (last) => last.offer_id,
      ),
    /** Open offers, the smallest share of the owner first. */
    openOffersByShare: () =>
      list(
        (page: CursorPage<jointStaking.ShareKey>) => escrow.openOffersByShare(page),
        (answer) => answer.offers,
        ({ owner_share_bps, offer_id }) => ({ owner_share_bps, offer_id }),
      ),
    /** Open offers, the smallest stake first. */
    openOffersByStake: () =>
      list(
        (page: CursorPage<jointStaking.StakeKey>) => escrow.openOffersByStake(page),
        (answer) => answer.offers,
        ({ required_stake, offer_id }) => ({ required_stake, offer_id }),
      ),
    /** An owner's agreements, closed ones included, by id. */
    agreementsByOwner: (filter: { owner: string }) =>
      list(
        (page: IdPage) => escrow.agreementsByOwner({ ...filter, ...page }),
        (answer) => answer.agreements,
        (last) => last.agreement_id,
      ),
    /** A staker's agreements, closed ones included, by id. */
    agreementsByStaker: (filter: { staker: string }) =>
      list(
        (page: IdPage) => escrow.agreementsByStaker({ ...filter, ...page }),
        (answer) => answer.agreements,
        (last) => last.agreement_id,
      ),
  };
}
