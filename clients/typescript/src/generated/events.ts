// Generated from schema/events.json by `npm run generate`. Do not edit.

/** The events of each contract: the keys of their attributes and the types of these, with `?` where one may be absent. */
export const EVENTS = {
  "boosted-staking": {
    /** A position was opened. */
    staked: {
      /** Its number. */
      position_id: "u64",
      /** Whose it is. */
      user: "Addr",
      /** The principal, in base units. */
      amount: "Uint128",
      /** The period in days. */
      days: "u32",
      /** The period in months. */
      months: "u32",
      /** When it matures. */
      ends_at: "Timestamp",
      /** What it weighs, rounded down. */
      weight: "Uint256",
      /** What all open positions weigh, rounded down. */
      total_weight: "Uint256",
    },
    /** A position is over. Told by the first message that touches its user afterwards. */
    position_matured: {
      /** Its number. */
      position_id: "u64",
      /** Whose it is. */
      user: "Addr",
      /** When it matured. */
      ended_at: "Timestamp",
      /** What it earned, in base units; from then on it vests. */
      reward: "Uint128",
    },
    /** A principal was paid back. */
    withdrawn: {
      /** The position, which is gone. */
      position_id: "u64",
      /** Whose it was. */
      user: "Addr",
      /** The principal, in base units. */
      amount: "Uint128",
    },
    /** What had vested of a batch was paid. */
    batch_claimed: {
      /** The position that earned it. */
      position_id: "u64",
      /** What was paid, in base units. */
      amount: "Uint128",
      /** What was ever paid of it. */
      claimed: "Uint128",
      /** The whole reward; once all is claimed, the batch is gone. */
      total: "Uint128",
    },
    /** A user claimed. */
    claimed: {
      /** Who. */
      user: "Addr",
      /** How much, in base units. */
      amount: "Uint128",
      /** From how many batches. */
      batches: "u32",
    },
    /** Rewards came. */
    funded: {
      /** From whom. */
      sender: "Addr",
      /** How much, in base units. */
      amount: "Uint128",
      /** What ever came. */
      funded: "Uint128",
    },
    /** What boosts a user was counted or set. */
    boost_changed: {
      /** Whom. */
      user: "Addr",
      /** NFTs, before the cap. */
      nfts: "u64",
      /** The loyalty score, before the cap. */
      loyalty: "u64",
      /** The boost that follows. */
      boost: "Decimal",
    },
    /** An NFT was deposited; `boost_changed` follows. */
    nft_deposited: {
      /** Which. */
      token_id: "String",
      /** Its depositor. */
      user: "Addr",
    },
    /** A deposited NFT went back; `boost_changed` follows. */
    nft_withdrawn: {
      /** Which. */
      token_id: "String",
      /** Its depositor. */
      user: "Addr",
    },
    /** The days were counted up to now. */
    advanced: {
      /** Whole days since the start. */
      day: "u32",
      /** What all open positions weigh, rounded down. */
      total_weight: "Uint256",
    },
    /** Rewards that nobody earned were sent away. */
    unused_swept: {
      /** To whom. */
      to: "Addr",
      /** How much, in base units. */
      amount: "Uint128",
    },
    /** Parameters changed; those that stayed are absent. */
    config_updated: {
      /** Who sets loyalty scores. */
      loyalty_oracle: "Addr?",
      /** The smallest stake. */
      min_stake: "Uint128?",
      /** Who, beside the owner, may pause. */
      guardian: "Addr?",
    },
    /** A change of parameters was announced, or took effect at once. */
    config_announced: {
      /** From when on anyone may apply it; absent if it is in force already. */
      release: "Expiration?",
    },
    /** An announced change is in force. */
    config_applied: {
    },
    /** An announced change was withdrawn. */
    config_cancelled: {
    },
    /** Another guardian, or none. */
    guardian_set: {
      /** Who may pause. */
      guardian: "Addr?",
    },
    /** Entries are stopped. */
    paused: {
      /** Who did it. */
      guardian: "Addr",
    },
    /** Entries are open again. */
    unpaused: {
      /** Who did it. */
      owner: "Addr",
    },
    /** The ownership was offered, accepted, or the offer changed. */
    ownership_updated: {
      /** The present owner. */
      owner: "Addr?",
      /** Who may accept the ownership. */
      pending_owner: "Addr?",
    },
    /** The contract runs newer code. */
    migrated: {
      /** The version before. */
      from_version: "String",
      /** The version now. */
      to_version: "String",
    },
    /** A page of records was written as this version writes them. */
    records_migrated: {
      /** How many rows were passed so far. */
      cursor: "u64",
      /** Rows passed now. */
      passed: "u32",
      /** Those of them that were written anew. */
      rewritten: "u32",
      /** Those of them that cannot be read and stay as they are. */
      unreadable: "u32",
      /** Whether the migration is over. */
      complete: "bool",
    },
  },
  "coinbase": {
    /** Rewards left the coinbase. */
    paid: {
      /** Whose coinbase. */
      pool: "Addr",
      /** Who was paid. */
      recipient: "Addr",
      /** How much. */
      amount: "Uint128",
    },
    /** Coins of another denom left the coinbase. */
    recovered: {
      /** Whose coinbase. */
      pool: "Addr",
      /** Which coins. */
      denom: "String",
      /** Who got them. */
      recipient: "Addr",
      /** How much. */
      amount: "Uint128",
    },
  },
  "joint-staking": {
    /** A class was created or replaced. */
    class_set: {
      /** Its name. */
      class: "String",
      /** What a device earns a day. */
      base_value: "Uint128",
      /** How much stake a device can use. */
      capacity: "Uint128",
      /** How much stake a device needs. */
      activation_stake: "Uint128",
      /** From how full on it earns how much more: `fill_bps:kappa_bps`, comma between. */
      kappa_steps: "Vec<KappaStep>",
      /** Where principals work meanwhile. */
      pool: "Addr?",
      /** Whether new offers and agreements are possible. */
      enabled: "bool",
    },
    /** A device was recorded. */
    device_registered: {
      /** Its id. */
      device: "String",
      /** Whose it is. */
      owner: "Addr",
      /** What it is. */
      class: "String",
    },
    /** A device was sold or reclassed. */
    device_updated: {
      /** Its id. */
      device: "String",
      /** Whose it is now. */
      owner: "Addr",
      /** What it is now. */
      class: "String",
    },
    /** A device was forgotten. */
    device_removed: {
      /** Its id. */
      device: "String",
    },
    /** A device is down. */
    device_suspended: {
      /** Its id. */
      device: "String",
      /** The agreement that earns nothing meanwhile. */
      agreement_id: "u64?",
      /** What all active agreements earn a day before scaling. */
      weight: "Uint128",
    },
    /** A device is up again. */
    device_resumed: {
      /** Its id. */
      device: "String",
      /** The agreement that earns again. */
      agreement_id: "u64?",
      /** What all active agreements earn a day before scaling. */
      weight: "Uint128",
    },
    /** A device was offered. */
    offer_opened: {
      /** The offer's number. */
      offer_id: "u64",
      /** Which device. */
      device: "String",
      /** What that is. */
      class: "String",
      /** Who offers it. */
      owner: "Addr",
      /** The owner's share of the rewards in basis points. */
      owner_share_bps: "u32",
      /** How much is to be staked. */
      required_stake: "Uint128",
      /** For how many days. */
      lock_days: "u32",
    },
    /** An offer was changed. */
    offer_edited: {
      /** Which. */
      offer_id: "u64",
      /** How often it was by now. */
      revision: "u64",
      /** The owner's share of the rewards in basis points. */
      owner_share_bps: "u32",
      /** How much is to be staked. */
      required_stake: "Uint128",
      /** For how many days. */
      lock_days: "u32",
    },
    /** An offer was taken back, or its device sold or reclassed. */
    offer_cancelled: {
      /** Which. */
      offer_id: "u64",
      /** How often it had been changed. */
      revision: "u64",
    },
    /** An agreement has started. */
    agreement_started: {
      /** Its number, that of the offer. */
      agreement_id: "u64",
      /** Which device. */
      device: "String",
      /** Who offered it. */
      owner: "Addr",
      /** Who accepted. */
      staker: "Addr",
      /** What was staked. */
      principal: "Uint128",
      /** The owner's share of the rewards in basis points. */
      owner_share_bps: "u32",
      /** What it earns a day before scaling. */
      base_reward: "Uint128",
      /** When its lock is over. */
      end_secs: "u64",
      /** Where the principal is sent to work; it stays here if absent. */
      pool: "Addr?",
      /** What all active agreements earn a day before scaling. */
      weight: "Uint128",
    },
    /** A party was paid. */
    rewards_claimed: {
      /** Of which agreement. */
      agreement_id: "u64",
      /** Who. */
      party: "Addr",
      /** How much. */
      amount: "Uint128",
      /** What this party was ever paid. */
      claimed: "Uint128",
    },
    /** An agreement was closed after its lock. */
    agreement_settled: {
      /** Which. */
      agreement_id: "u64",
      /** Who gets the principal back. */
      staker: "Addr",
      /** What it has earned. */
      rewards_total: "Uint128",
      /** What of the principal goes back. */
      principal_returned: "Uint128",
      /** Out of which pool that has to come first, if it works in one. */
      pool: "Addr?",
      /** With which batch it leaves that. */
      batch: "u64?",
    },
    /** An agreement was ended before its lock was over. */
    agreement_terminated: {
      /** Which. */
      agreement_id: "u64",
      /** Who ended it: `owner`, `staker` or `both`. */
      ended_by: "EndedBy",
      /** What it has earned. */
      rewards_total: "Uint128",
      /** What the party pays. */
      penalty: "Uint128",
      /** Out of what it had not claimed. */
      from_rewards: "Uint128",
      /** Out of the principal. */
      from_principal: "Uint128",
      /** Out of coins that came along. */
      from_coins: "Uint128",
      /** What of the principal goes back. */
      principal_returned: "Uint128",
      /** Out of which pool that has to come first, if it works in one. */
      pool: "Addr?",
      /** With which batch it leaves that. */
      batch: "u64?",
    },
    /** A party agreed to leave. */
    exit_consented: {
      /** Which agreement. */
      agreement_id: "u64",
      /** Who. */
      party: "Addr",
    },
    /** A party took that back. */
    exit_consent_revoked: {
      /** Which agreement. */
      agreement_id: "u64",
      /** Who. */
      party: "Addr",
    },
    /** Coins came into the reward pool. */
    rewards_funded: {
      /** From whom. */
      sender: "Addr",
      /** How much. */
      amount: "Uint128",
      /** All that ever came. */
      funded: "Uint128",
    },
    /** Ended agreements were worked off. */
    advanced: {
      /** How many ends, those of a second together. */
      ends: "u32",
      /** Up to when everything is. */
      until_secs: "u64",
    },
    /** Penalties were sent on. */
    revenue_forwarded: {
      /** To whom; into the reward pool if absent. */
      treasury: "Addr?",
      /** How much. */
      amount: "Uint128",
    },
    /** A pool did not take a principal, which stays here. */
    delegation_refused: {
      /** Of which agreement. */
      agreement_id: "u64",
      /** Which. */
      pool: "Addr",
      /** Why. */
      reason: "String",
    },
    /** A batch of principals is on its way out of a pool. */
    undelegation_started: {
      /** Where. */
      pool: "Addr",
      /** Which batch. */
      batch: "u64",
      /** How much. */
      amount: "Uint128",
      /** The staker-registry's number. */
      unbond_id: "u64",
      /** From when on it can be paid. */
      release: "Expiration",
    },
    /** A principal that worked in a pool went back. */
    principal_released: {
      /** Of which agreement. */
      agreement_id: "u64",
      /** To whom. */
      staker: "Addr",
      /** How much. */
      amount: "Uint128",
      /** What of the principal was owed as a penalty. */
      from_principal: "Uint128",
    },
    /** What principals earned in a pool is in the reward pool. */
    pool_rewards_collected: {
      /** Where. */
      pool: "Addr",
      /** How much. */
      amount: "Uint128",
      /** All that ever came into the reward pool. */
      funded: "Uint128",
    },
    /** Parameters were changed. */
    config_updated: {
      /** Who keeps classes and devices. */
      registrar: "Addr",
      /** The penalty in basis points of what was received. */
      penalty_bps: "u32",
      /** The least penalty in basis points of the principal. */
      min_penalty_bps: "u32",
      /** Whether both parties together may leave without one. */
      mutual_exit_free: "bool",
      /** How much is paid out a day at most: `from_day:cap`, comma between. */
      daily_caps: "Vec<DailyCap>",
      /** What locks multiply by: `lock_days:tau_bps`, comma between. */
      time_multipliers: "Vec<TimeMultiplier>",
    },
    /** Another treasury, or none. */
    treasury_set: {
      /** Who gets the penalties. */
      treasury: "Addr?",
    },
    /** A change of parameters was announced, or took effect at once. */
    config_announced: {
      /** From when on anyone may apply it; absent if it is in force already. */
      release: "Expiration?",
    },
    /** An announced change is in force. */
    config_applied: {
    },
    /** An announced change was withdrawn. */
    config_cancelled: {
    },
    /** Another guardian, or none. */
    guardian_set: {
      /** Who may pause. */
      guardian: "Addr?",
    },
    /** Entries are stopped. */
    paused: {
      /** Who did it. */
      guardian: "Addr",
    },
    /** Entries are open again. */
    unpaused: {
      /** Who did it. */
      owner: "Addr",
    },
    /** The ownership was offered, accepted, or the offer changed. */
    ownership_updated: {
      /** The present owner. */
      owner: "Addr?",
      /** Who may accept the ownership. */
      pending_owner: "Addr?",
    },
    /** The contract runs newer code. */
    migrated: {
      /** The version before. */
      from_version: "String",
      /** The version now. */
      to_version: "String",
    },
    /** A page of records was written as this version writes them. */
    records_migrated: {
      /** How many rows were passed so far. */
      cursor: "u64",
      /** Rows passed now. */
      passed: "u32",
      /** Those of them that were written anew. */
      rewritten: "u32",
      /** Those of them that cannot be read and stay as they are. */
      unreadable: "u32",
      /** Whether the migration is over. */
      complete: "bool",
    },
  },
  "license-nft": {
    /** A licence was minted. */
    license_minted: {
      /** Its id. */
      token_id: "String",
      /** Who holds it. */
      owner: "Addr",
      /** Where its description is. */
      token_uri: "String?",
      /** The mining pool whose machines earned it. */
      mining_pool: "String",
      /** When, in seconds. */
      minted_at_secs: "u64",
      /** Licences of the holder afterwards. */
      balance: "u64",
      /** Living licences afterwards. */
      live: "u64",
    },
    /** A licence of another chain was taken over. */
    license_imported: {
      /** Its id. */
      token_id: "String",
      /** Who holds it. */
      owner: "Addr",
      /** Where its description is. */
      token_uri: "String?",
      /** The mining pool whose machines earned it. */
      mining_pool: "String",
      /** When it was minted, in seconds. */
      minted_at_secs: "u64",
      /** What it authorised its node to be. */
      role: "NodeRole?",
      /** The node. */
      node: "Addr?",
      /** Licences of the holder afterwards. */
      balance: "u64",
      /** Living licences afterwards. */
      live: "u64",
    },
    /** A page of an import is in. */
    licenses_imported: {
      /** The digest so far, 64 hex digits. */
      digest: "String",
      /** Licences imported so far. */
      count: "u64",
    },
    /** The import is sealed. */
    import_finished: {
      /** The digest over all of it, 64 hex digits. */
      digest: "String",
      /** Licences imported. */
      count: "u64",
    },
    /** A licence changed hands. */
    license_transferred: {
      /** Its id. */
      token_id: "String",
      /** Who held it. */
      from: "Addr",
      /** Who holds it. */
      to: "Addr",
      /** Who did it. */
      sender: "Addr",
      /** Licences of the old holder afterwards. */
      from_balance: "u64",
      /** Licences of the new holder afterwards. */
      to_balance: "u64",
    },
    /** A licence went into the custody of the staker-registry; its holder stays. */
    custody_taken: {
      /** Its id. */
      token_id: "String",
      /** Who holds it: the bonder. */
      holder: "Addr",
      /** The staker-registry. */
      staker_registry: "Addr",
      /** Licences in custody afterwards. */
      bonded: "u64",
    },
    /** A licence in custody stands for a node. */
    bond_recorded: {
      /** Its id. */
      token_id: "String",
      /** Who holds it. */
      holder: "Addr",
      /** The node. */
      node: "Addr",
      /** What the node may be. */
      role: "NodeRole",
    },
    /** A licence came back from custody. */
    custody_returned: {
      /** Its id. */
      token_id: "String",
      /** Who holds it. */
      holder: "Addr",
      /** Licences in custody afterwards. */
      bonded: "u64",
    },
    /** A licence is gone for ever. */
    license_burned: {
      /** Its id. */
      token_id: "String",
      /** Who held it. */
      holder: "Addr",
      /** Licences of the holder afterwards. */
      balance: "u64",
      /** Living licences afterwards. */
      live: "u64",
    },
    /** The coins of a burned licence were paid. */
    license_redeemed: {
      /** Its id. */
      token_id: "String",
      /** Who was paid. */
      owner: "Addr",
      /** How much. */
      amount: "Uint128",
      /** The reserve afterwards. */
      reserve: "Uint128",
    },
    /** Licences of a node were burned for a fault. */
    licenses_liquidated: {
      /** The node. */
      node: "Addr",
      /** Coins that they had to bear. */
      need: "Uint128",
      /** How many. */
      burned: "u32",
      /** The coins that they stood for, sent to the staker-registry. */
      released: "Uint128",
      /** What of them belongs to the bond. */
      surplus: "Uint128",
      /** Licences in custody afterwards. */
      bonded: "u64",
      /** The reserve afterwards. */
      reserve: "Uint128",
    },
    /** Somebody may transfer a licence. */
    approved: {
      /** Its id. */
      token_id: "String",
      /** Who may. */
      spender: "Addr",
      /** Until when; absent if for ever. */
      expires: "Expiration?",
    },
    /** Somebody may no longer transfer a licence. */
    revoked: {
      /** Its id. */
      token_id: "String",
      /** Who may not. */
      spender: "Addr",
    },
    /** Somebody may transfer all licences of an owner. */
    operator_approved: {
      /** Whose. */
      owner: "Addr",
      /** Who may. */
      operator: "Addr",
      /** Until when; absent if for ever. */
      expires: "Expiration?",
    },
    /** Somebody may no longer transfer the licences of an owner. */
    operator_revoked: {
      /** Whose. */
      owner: "Addr",
      /** Who may not. */
      operator: "Addr",
    },
    /** Coins joined the reserve. */
    reserve_funded: {
      /** Who gave them. */
      funder: "Addr",
      /** How much. */
      amount: "Uint128",
      /** All that this funder gave. */
      funded: "Uint128",
      /** The reserve afterwards. */
      reserve: "Uint128",
    },
    /** Coins went back to a funder. */
    funding_reclaimed: {
      /** Who. */
      funder: "Addr",
      /** How much. */
      amount: "Uint128",
      /** What is still booked to this funder. */
      funded: "Uint128",
      /** The reserve afterwards. */
      reserve: "Uint128",
    },
    /** The collection is in another stage. */
    stage_opened: {
      /** Which. */
      stage: "Stage",
      /** Living licences. */
      live: "u64",
      /** The coins behind them. */
      reserve: "Uint128",
      /** What goes back to the funders. */
      excess: "Uint128",
    },
    /** Somebody else mints. */
    minter_set: {
      /** Who. */
      minter: "Addr",
    },
    /** Another staker-registry, or none. */
    staker_registry_set: {
      /** Where it is. */
      staker_registry: "Addr?",
    },
    /** A contract is told of changes. */
    hook_registered: {
      /** Which. */
      hook: "Addr",
    },
    /** A contract is told of changes no longer. */
    hook_removed: {
      /** Which. */
      hook: "Addr",
    },
    /** A contract failed when it was told of a change; the change stands. */
    hook_failed: {
      /** Which. */
      hook: "Addr",
      /** Whose licences. */
      owner: "Addr",
      /** How many they were. */
      balance: "u64",
    },
    /** A change of parameters was announced, or took effect at once. */
    config_announced: {
      /** From when on anyone may apply it; absent if it is in force already. */
      release: "Expiration?",
    },
    /** An announced change is in force. */
    config_applied: {
    },
    /** An announced change was withdrawn. */
    config_cancelled: {
    },
    /** Another guardian, or none. */
    guardian_set: {
      /** Who may pause. */
      guardian: "Addr?",
    },
    /** Entries are stopped. */
    paused: {
      /** Who did it. */
      guardian: "Addr",
    },
    /** Entries are open again. */
    unpaused: {
      /** Who did it. */
      owner: "Addr",
    },
    /** The ownership was offered, accepted, or the offer changed. */
    ownership_updated: {
      /** The present owner. */
      owner: "Addr?",
      /** Who may accept the ownership. */
      pending_owner: "Addr?",
    },
    /** The contract runs newer code. */
    migrated: {
      /** The version before. */
      from_version: "String",
      /** The version now. */
      to_version: "String",
    },
    /** A page of records was written as this version writes them. */
    records_migrated: {
      /** How many rows were passed so far. */
      cursor: "u64",
      /** Rows passed now. */
      passed: "u32",
      /** Those of them that were written anew. */
      rewritten: "u32",
      /** Those of them that cannot be read and stay as they are. */
      unreadable: "u32",
      /** Whether the migration is over. */
      complete: "bool",
    },
  },
  "pool-registry": {
    /** A pool was opened. */
    pool_registered: {
      /** The pool. */
      pool: "Addr",
      /** Where its rewards arrive. */
      coinbase: "Addr",
      /** Who signs for it. */
      signing_address: "Addr",
      /** Its commission in millionths. */
      commission_ppm: "u32",
      /** Where it describes itself. */
      metadata_url: "String",
      /** The hash of that. */
      metadata_hash: "String",
      /** The operator's first stake. */
      amount: "Uint128",
    },
    /** Rewards that had arrived were booked. */
    rewards_booked: {
      /** The pool. */
      pool: "Addr",
      /** How much, gross. */
      amount: "Uint128",
      /** The operator's commission on it. */
      commission: "Uint128",
      /** Net rewards shared now, earlier lumps included. */
      released: "Uint128",
      /** Cumulative reward of one unit of weight afterwards, times 10^36. */
      crr: "Uint256",
      /** Everything booked and not yet paid, afterwards. */
      outstanding: "Uint128",
    },
    /** A coinbase holds less than what is booked: the chain took coins away. */
    coinbase_short: {
      /** The pool. */
      pool: "Addr",
      /** How much is missing. */
      missing: "Uint128",
    },
    /** Stake joined a pool. */
    delegated: {
      /** Whose. */
      delegator: "Addr",
      /** The pool. */
      pool: "Addr",
      /** How much. */
      amount: "Uint128",
      /** Where it came from. */
      source: "StakeSource",
      /** The delegator's weight afterwards. */
      stake: "Uint128",
      /** The pool's weight afterwards. */
      pool_stake: "Uint128",
    },
    /** Stake left a pool. */
    undelegated: {
      /** The item. */
      id: "u64",
      /** Whose. */
      delegator: "Addr",
      /** The pool. */
      pool: "Addr",
      /** How much, the fee included. */
      amount: "Uint128",
      /** What whoever finalises it earns. */
      fee: "Uint128",
      /** From when on it can be finalised. */
      release: "Expiration",
      /** The delegator's weight afterwards. */
      stake: "Uint128",
      /** The pool's weight afterwards. */
      pool_stake: "Uint128",
    },
    /** Stake left a pool for another one. */
    delegation_transferred: {
      /** The item. */
      id: "u64",
      /** Whose. */
      delegator: "Addr",
      /** The pool that gives. */
      from_pool: "Addr",
      /** The pool that gets. */
      to_pool: "Addr",
      /** How much, the fee included. */
      amount: "Uint128",
      /** What whoever finalises it earns. */
      fee: "Uint128",
      /** From when on it can be finalised. */
      release: "Expiration",
      /** The delegator's weight in the giving pool afterwards. */
      stake: "Uint128",
      /** The giving pool's weight afterwards. */
      pool_stake: "Uint128",
      /** What is on the way into the getting pool afterwards. */
      pending_stake: "Uint128",
    },
    /** A transfer was taken back and became an undelegation. */
    transfer_cancelled: {
      /** The transfer that is gone. */
      transfer: "u64",
      /** The undelegation in its place. */
      id: "u64",
      /** Whose. */
      delegator: "Addr",
      /** The pool it came from. */
      from_pool: "Addr",
      /** The pool it no longer goes to. */
      to_pool: "Addr",
      /** The whole amount. */
      amount: "Uint128",
      /** From when on the undelegation can be finalised. */
      release: "Expiration",
      /** What is on the way into that pool afterwards. */
      pending_stake: "Uint128",
    },
    /** Rewards were paid. */
    rewards_withdrawn: {
      /** Whose. */
      delegator: "Addr",
      /** The pool. */
      pool: "Addr",
      /** How much, commission included. */
      amount: "Uint128",
      /** The commission in it. */
      commission: "Uint128",
    },
    /** Rewards were delegated instead of paid. */
    rewards_redelegated: {
      /** Whose. */
      delegator: "Addr",
      /** The pool. */
      pool: "Addr",
      /** How much was delegated. */
      amount: "Uint128",
      /** The commission in amount and fee together. */
      commission: "Uint128",
      /** What the caller kept. */
      fee: "Uint128",
      /** Who was paid the fee; absent without one. */
      fee_recipient: "Addr?",
    },
    /** Others may redelegate somebody's rewards. */
    auto_rewards_enabled: {
      /** Whose. */
      delegator: "Addr",
      /** The pool. */
      pool: "Addr",
      /** Their part in millionths. */
      fee_ppm: "u32",
    },
    /** Others may no longer do so. */
    auto_rewards_disabled: {
      /** Whose. */
      delegator: "Addr",
      /** The pool. */
      pool: "Addr",
    },
    /** An operator asks for another commission. */
    commission_change_requested: {
      /** The pool. */
      pool: "Addr",
      /** The present commission in millionths. */
      commission_ppm: "u32",
      /** The commission asked for. */
      new_commission_ppm: "u32",
      /** From when on it can be put in force. */
      release: "Expiration",
      /** From when on it no longer can. */
      expires: "Expiration",
    },
    /** Another commission is in force. */
    commission_changed: {
      /** The pool. */
      pool: "Addr",
      /** The commission in millionths. */
      commission_ppm: "u32",
    },
    /** The request is gone. */
    commission_change_cancelled: {
      /** The pool. */
      pool: "Addr",
    },
    /** The pool describes itself anew. */
    metadata_updated: {
      /** The pool. */
      pool: "Addr",
      /** Where. */
      metadata_url: "String",
      /** The hash of that. */
      metadata_hash: "String",
    },
    /** A pool broke, mended, or lost its operator's stake. */
    pool_state_changed: {
      /** The pool. */
      pool: "Addr",
      /** What it can do now. */
      state: "PoolState",
      /** The operator's stake. */
      self_stake: "Uint128",
      /** All stake. */
      pool_stake: "Uint128",
    },
    /** The operator's stake was taken. */
    operator_liquidated: {
      /** The pool. */
      pool: "Addr",
      /** Coins that were taken. */
      amount: "Uint128",
      /** Licences that were burned. */
      licenses: "u32",
      /** Coins that came back of the last one. */
      surplus: "Uint128",
      /** The operator's weight afterwards. */
      stake: "Uint128",
      /** The pool's weight afterwards. */
      pool_stake: "Uint128",
    },
    /** Somebody has more licences in a pool, or fewer. */
    license_changed: {
      /** Whose. */
      delegator: "Addr",
      /** The pool. */
      pool: "Addr",
      /** Which one came or went. */
      token_id: "String",
      /** How many they have bonded there now. */
      licenses: "u32",
      /** Their weight afterwards. */
      stake: "Uint128",
      /** The pool's weight afterwards. */
      pool_stake: "Uint128",
    },
    /** Foreign coins went to the operator. */
    foreign_recovered: {
      /** The pool. */
      pool: "Addr",
      /** Which coins. */
      denom: "String",
      /** How much. */
      amount: "Uint128",
    },
    /** A hook did not take a change; `sync` tells it again. */
    hook_missed: {
      /** Which hook. */
      hook: "Addr",
      /** Whose stake. */
      delegator: "Addr",
      /** The pool. */
      pool: "Addr",
    },
    /** The hooks were told the present stake again. */
    hooks_synced: {
      /** Whose stake. */
      delegator: "Addr",
      /** The pool. */
      pool: "Addr",
      /** The weight they were told. */
      stake: "Uint128",
    },
    /** Other hooks. */
    hooks_set: {
      /** How many. */
      count: "u64",
    },
    /** Other weights of the score. */
    score_weights_set: {
      /** A low commission. */
      fee: "u32",
      /** The apparent performance. */
      performance: "u32",
      /** The capacity left. */
      capacity: "u32",
    },
    /** A batch passed an item over. */
    finalize_skipped: {
      /** Which kind of item. */
      kind: "ItemKind",
      /** The item. */
      id: "u64",
      /** Why: `unknown`, `locked`, or `destination` (the pool it goes to does not take it). */
      reason: "SkipReason",
    },
    /** A change of parameters was announced, or took effect at once. */
    config_announced: {
      /** From when on anyone may apply it; absent if it is in force already. */
      release: "Expiration?",
    },
    /** An announced change is in force. */
    config_applied: {
    },
    /** An announced change was withdrawn. */
    config_cancelled: {
    },
    /** Another guardian, or none. */
    guardian_set: {
      /** Who may pause. */
      guardian: "Addr?",
    },
    /** Entries are stopped. */
    paused: {
      /** Who did it. */
      guardian: "Addr",
    },
    /** Entries are open again. */
    unpaused: {
      /** Who did it. */
      owner: "Addr",
    },
    /** The ownership was offered, accepted, or the offer changed. */
    ownership_updated: {
      /** The present owner. */
      owner: "Addr?",
      /** Who may accept the ownership. */
      pending_owner: "Addr?",
    },
    /** The contract runs newer code. */
    migrated: {
      /** The version before. */
      from_version: "String",
      /** The version now. */
      to_version: "String",
    },
    /** A page of records was written as this version writes them. */
    records_migrated: {
      /** How many rows were passed so far. */
      cursor: "u64",
      /** Rows passed now. */
      passed: "u32",
      /** Those of them that were written anew. */
      rewritten: "u32",
      /** Those of them that cannot be read and stay as they are. */
      unreadable: "u32",
      /** Whether the migration is over. */
      complete: "bool",
    },
  },
  "staker-registry": {
    /** Somebody registered as a staker. */
    staker_registered: {
      /** Its identity. */
      staker: "Addr",
      /** Who manages it. */
      management: "Addr",
      /** Who signs for it. */
      signing_address: "Addr",
      /** Where block rewards go. */
      coinbase_address: "Addr",
      /** Its first coins; 0 if it begins with a licence. */
      amount: "Uint128",
    },
    /** Coins were added to a staker. */
    bonded: {
      /** The staker. */
      staker: "Addr",
      /** How much. */
      amount: "Uint128",
      /** Its bonded coins afterwards. */
      tokens: "Uint128",
    },
    /** Stake is on its way out. */
    unbonded: {
      /** The item. */
      id: "u64",
      /** The staker. */
      staker: "Addr",
      /** Whose item it is. */
      owner: "Addr",
      /** Who will be paid. */
      recipient: "Addr",
      /** How much, the fee included. */
      amount: "Uint128",
      /** What whoever finalises it earns. */
      fee: "Uint128",
      /** From when on it can be finalised. */
      release: "Expiration",
      /** The staker's bonded coins afterwards. */
      tokens: "Uint128",
    },
    /** Stake is on its way to another staker. */
    stake_transferred: {
      /** The item. */
      id: "u64",
      /** The staker that gives. */
      from: "Addr",
      /** The staker that gets. */
      to: "Addr",
      /** Whose item it is. */
      owner: "Addr",
      /** How much, the fee included. */
      amount: "Uint128",
      /** What whoever finalises it earns. */
      fee: "Uint128",
      /** From when on it can be finalised. */
      release: "Expiration",
      /** The giving staker's bonded coins afterwards. */
      tokens: "Uint128",
    },
    /** A transfer was taken back and became an unbond. */
    transfer_cancelled: {
      /** The transfer that is gone. */
      transfer: "u64",
      /** The unbond in its place. */
      id: "u64",
      /** The staker that gave. */
      staker: "Addr",
      /** Whose item it is. */
      owner: "Addr",
      /** The whole amount. */
      amount: "Uint128",
      /** From when on the unbond can be finalised. */
      release: "Expiration",
    },
    /** An unbond was paid. */
    unbond_finalized: {
      /** The item. */
      id: "u64",
      /** The staker it came from. */
      staker: "Addr",
      /** Whose item it was. */
      owner: "Addr",
      /** Who was paid the amount less the fee. */
      recipient: "Addr",
      /** How much, the fee included. */
      amount: "Uint128",
      /** What the finaliser earned. */
      fee: "Uint128",
      /** Who was paid the fee. */
      fee_recipient: "Addr",
    },
    /** A transfer arrived. */
    transfer_finalized: {
      /** The item. */
      id: "u64",
      /** The staker that gave. */
      from: "Addr",
      /** The staker that got the amount less the fee. */
      to: "Addr",
      /** Whose item it was. */
      owner: "Addr",
      /** How much, the fee included. */
      amount: "Uint128",
      /** What the finaliser earned. */
      fee: "Uint128",
      /** Who was paid the fee. */
      fee_recipient: "Addr",
      /** The receiving staker's bonded coins afterwards. */
      tokens: "Uint128",
    },
    /** An unbond will be paid to somebody else. */
    unbond_redirected: {
      /** The item. */
      id: "u64",
      /** Whose item it is. */
      owner: "Addr",
      /** Who will be paid. */
      recipient: "Addr",
    },
    /** A staker was switched on or off. */
    state_changed: {
      /** The staker. */
      staker: "Addr",
      /** Whether it takes part. */
      active: "bool",
    },
    /** Another signing address. */
    signing_address_set: {
      /** The staker. */
      staker: "Addr",
      /** Who signs from now on. */
      signing_address: "Addr",
      /** From when on it may change again. */
      next_signing_change: "Expiration",
    },
    /** Another coinbase address. */
    coinbase_address_set: {
      /** The staker. */
      staker: "Addr",
      /** Where block rewards go from now on. */
      coinbase_address: "Addr",
    },
    /** Stake was taken. */
    liquidated: {
      /** The staker that answers. */
      staker: "Addr",
      /** What was taken, together. */
      taken: "Uint128",
      /** The part of the amount that was not there. */
      left: "Uint128",
      /** What was taken from the bonded coins. */
      from_tokens: "Uint128",
      /** Licences that were burned, bonded ones and unbonding ones. */
      burned: "u32",
      /** What they stood for beyond the need; it stays with the bond. */
      surplus: "Uint128",
      /** The evidence. */
      evidence_id: "String",
      /** Why. */
      reason: "String",
      /** The staker's bonded coins afterwards. */
      tokens: "Uint128",
      /** The staker's bonded licences afterwards. */
      licenses: "u32",
    },
    /** A liquidation burned a licence. */
    license_burned: {
      /** Which one. */
      token_id: "String",
      /** For which staker it stood. */
      staker: "Addr",
      /** Who had bonded it. */
      bonder: "Addr",
      /** What waits under its id for its release point: of the last one burned, if it was unbonding. */
      surplus: "Uint128",
    },
    /** A liquidation reduced what an earlier one had left of a licence; a surplus of 0 means that it is gone. */
    surplus_liquidated: {
      /** Which licence it was. */
      token_id: "String",
      /** What was taken. */
      taken: "Uint128",
      /** What is left. */
      surplus: "Uint128",
    },
    /** A liquidation reduced an open item; an amount of 0 means that it is gone. */
    item_liquidated: {
      /** Which kind of item. */
      kind: "ItemKind",
      /** The item. */
      id: "u64",
      /** What was taken from it. */
      taken: "Uint128",
      /** Its amount afterwards. */
      amount: "Uint128",
      /** Its fee afterwards. */
      fee: "Uint128",
    },
    /** The licence contract was named. */
    license_contract_set: {
      /** Which one. */
      license_nft: "Addr",
      /** Coins that a licence stands for. */
      coins_per_license: "Uint128",
    },
    /** A licence counts for a staker. */
    license_bonded: {
      /** Which one. */
      token_id: "String",
      /** The staker. */
      staker: "Addr",
      /** Who bonded it. */
      bonder: "Addr",
      /** What it authorises the node to be. */
      role: "NodeRole",
      /** The staker's bonded licences afterwards. */
      licenses: "u32",
    },
    /** A licence is on the way out. */
    license_unbonded: {
      /** Which one. */
      token_id: "String",
      /** The staker. */
      staker: "Addr",
      /** Who gets it back. */
      bonder: "Addr",
      /** From when on it can be released. */
      release: "Expiration",
      /** The staker's bonded licences afterwards. */
      licenses: "u32",
    },
    /** A licence went back to its bonder, or what a liquidation had left of it. */
    license_released: {
      /** Which one. */
      token_id: "String",
      /** For which staker it stood. */
      staker: "Addr",
      /** Who got it. */
      bonder: "Addr",
      /** What was left of a burned one; 0 for the licence itself. */
      surplus: "Uint128",
    },
    /** Revenue went to the treasury. */
    revenue_forwarded: {
      /** Who got it. */
      treasury: "Addr",
      /** How much. */
      amount: "Uint128",
    },
    /** A batch passed an item over. */
    finalize_skipped: {
      /** Which kind of item. */
      kind: "ItemKind",
      /** The item. */
      id: "u64",
      /** Why: `unknown`, `locked`, or `destination` (the pool it goes to does not take it). */
      reason: "SkipReason",
    },
    /** A change of parameters was announced, or took effect at once. */
    config_announced: {
      /** From when on anyone may apply it; absent if it is in force already. */
      release: "Expiration?",
    },
    /** An announced change is in force. */
    config_applied: {
    },
    /** An announced change was withdrawn. */
    config_cancelled: {
    },
    /** Another guardian, or none. */
    guardian_set: {
      /** Who may pause. */
      guardian: "Addr?",
    },
    /** Entries are stopped. */
    paused: {
      /** Who did it. */
      guardian: "Addr",
    },
    /** Entries are open again. */
    unpaused: {
      /** Who did it. */
      owner: "Addr",
    },
    /** The ownership was offered, accepted, or the offer changed. */
    ownership_updated: {
      /** The present owner. */
      owner: "Addr?",
      /** Who may accept the ownership. */
      pending_owner: "Addr?",
    },
    /** The contract runs newer code. */
    migrated: {
      /** The version before. */
      from_version: "String",
      /** The version now. */
      to_version: "String",
    },
    /** A page of records was written as this version writes them. */
    records_migrated: {
      /** How many rows were passed so far. */
      cursor: "u64",
      /** Rows passed now. */
      passed: "u32",
      /** Those of them that were written anew. */
      rewritten: "u32",
      /** Those of them that cannot be read and stay as they are. */
      unreadable: "u32",
      /** Whether the migration is over. */
      complete: "bool",
    },
  },
  "treasury-decay": {
    /** A stake changed, and is known. */
    stake_recorded: {
      /** Whose. */
      delegator: "Addr",
      /** In which pool. */
      pool: "Addr",
      /** The stake in the pool, in base units. */
      stake: "Uint128",
      /** The user's stake over all pools. */
      user_stake: "Uint128",
      /** The stake of all users. */
      total_stake: "Uint128",
      /** What a missed change cost the user's pools, rounded down. */
      forfeited: "Uint128",
    },
    /** Revenue came. */
    revenue_received: {
      /** How much, in base units. */
      amount: "Uint128",
      /** What of it is for the stakes. */
      distributed: "Uint128",
      /** What of it was burned. */
      burned: "Uint128",
      /** What of it the treasury got at once. */
      to_treasury: "Uint128",
      /** When all revenue for the stakes is released; in the past if nothing waits. */
      release_end: "Timestamp",
    },
    /** A user was settled. */
    user_settled: {
      /** Who. */
      user: "Addr",
      /** How many checkpoints were passed. */
      checkpoints: "u32",
      /** How many are left. */
      remaining: "u32",
      /** By how much the treasury grew. */
      to_treasury: "Uint128",
    },
    /** What a pool earned was sent to it. */
    pool_collected: {
      /** The pool. */
      pool: "Addr",
      /** Where it was sent. */
      coinbase: "Addr",
      /** How much was sent, in base units; 0: nothing was. */
      amount: "Uint128",
      /** What this call credited to the pool, rounded down. */
      credited: "Uint128",
      /** Users who have checkpoints left, separated by commas. */
      unfinished: "String",
    },
    /** A user got what was credited to it directly. */
    share_claimed: {
      /** Who. */
      user: "Addr",
      /** How much, in base units. */
      amount: "Uint128",
    },
    /** A pool gives more of its revenue to the very users. */
    user_share_set: {
      /** The pool. */
      pool: "Addr",
      /** How much, in hundredths of a per cent. */
      share_bps: "u32",
    },
    /** An epoch began. */
    epoch_rolled: {
      /** Its number. */
      epoch: "u64",
      /** The threshold in force. */
      threshold: "Uint128",
      /** When it ends. */
      ends_at: "Timestamp",
    },
    /** A user's identity changed, or was read again. */
    identity_changed: {
      /** Who. */
      user: "Addr",
      /** Whether it counts as identified. */
      identified: "bool",
    },
    /** The owner spent of the treasury. */
    treasury_spent: {
      /** To whom. */
      to: "Addr",
      /** How much, in base units. */
      amount: "Uint128",
      /** What is left. */
      balance: "Uint128",
    },
    /** The owner spent something else that lay here. */
    other_spent: {
      /** What: a denom, or a cw20 contract. */
      asset: "Asset<Addr>",
      /** To whom. */
      to: "Addr",
      /** How much, in base units. */
      amount: "Uint128",
    },
    /** Parameters changed; those that stayed are absent. */
    config_updated: {
      /** Who keeps the list. */
      registrar: "Addr?",
      /** The length of the epochs after the running one, in seconds. */
      epoch_secs: "u64?",
      /** Over how many seconds a coming revenue is released. */
      release_secs: "u64?",
      /** The smallest stake that is counted. */
      min_stake: "Uint128?",
      /** What happens to the unstaked share. */
      unstaked_share: "UnstakedShare?",
      /** How many coins circulate. */
      circulating_supply: "CirculatingSupply<Addr>?",
    },
    /** A change of parameters was announced, or took effect at once. */
    config_announced: {
      /** From when on anyone may apply it; absent if it is in force already. */
      release: "Expiration?",
    },
    /** An announced change is in force. */
    config_applied: {
    },
    /** An announced change was withdrawn. */
    config_cancelled: {
    },
    /** Another guardian, or none. */
    guardian_set: {
      /** Who may pause. */
      guardian: "Addr?",
    },
    /** Entries are stopped. */
    paused: {
      /** Who did it. */
      guardian: "Addr",
    },
    /** Entries are open again. */
    unpaused: {
      /** Who did it. */
      owner: "Addr",
    },
    /** The ownership was offered, accepted, or the offer changed. */
    ownership_updated: {
      /** The present owner. */
      owner: "Addr?",
      /** Who may accept the ownership. */
      pending_owner: "Addr?",
    },
    /** The contract runs newer code. */
    migrated: {
      /** The version before. */
      from_version: "String",
      /** The version now. */
      to_version: "String",
    },
    /** A page of records was written as this version writes them. */
    records_migrated: {
      /** How many rows were passed so far. */
      cursor: "u64",
      /** Rows passed now. */
      passed: "u32",
      /** Those of them that were written anew. */
      rewritten: "u32",
      /** Those of them that cannot be read and stay as they are. */
      unreadable: "u32",
      /** Whether the migration is over. */
      complete: "bool",
    },
  },
} as const;
