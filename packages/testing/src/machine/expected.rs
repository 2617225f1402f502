//! Which outcomes every message must have had at the end of a run, and which never can have.

use std::collections::BTreeSet;

/// Message, and its outcomes: `ok`, variants of its own contract's error, variants of another contract's error behind its
/// name, and `bank`, `puppet`, `chain` for what the bank, a contract of the tests, or an address without a contract
/// refuses.
pub const EXPECTED: &[(&str, &str)] = &[
    // Coinbases: called by strangers, or as the pool-registry would never call them; `ok` is counted by events.
    ("coinbase.pay", "ok Funds NoPayments NotRegistry ZeroPayment"),
    ("coinbase.recover", "ok Funds NothingToRecover NotRegistry StakingDenom"),
    // Pool-registry, users.
    (
        "pool-registry.register_pool",
        "ok bank puppet chain Funds Std Control::Paused AlreadyRegistered BelowMinimumSelfStake Math::RateOutOfRange \
         MetadataHash MetadataUrl staker-registry.AlreadyRegistered staker-registry.Control::Paused \
         staker-registry.ForeignIdentity staker-registry.SigningAddressInUse",
    ),
    (
        "pool-registry.delegate",
        "ok bank puppet chain Funds Std Control::Paused UnknownPool PoolBroken OverCapacity BelowMinimumDelegation \
         staker-registry.Control::Paused",
    ),
    (
        "pool-registry.undelegate",
        "ok Funds Std UnknownPool Control::ZeroAmount Control::FeeTooHigh InsufficientStake Control::LockedStake \
         BelowMinimumDelegation staker-registry.TooManyOpen",
    ),
    (
        "pool-registry.finalize_undelegate",
        "ok Funds Std RecipientIsRegistry staker-registry.UnknownItem staker-registry.Control::Locked",
    ),
    (
        "pool-registry.transfer_delegation",
        "ok Funds Std Control::Paused UnknownPool SamePool OperatorCannotTransfer Control::ZeroAmount \
         Control::FeeTooHigh InsufficientStake BelowMinimumDelegation PoolBroken OverCapacity \
         staker-registry.TooManyOpen staker-registry.Control::Paused",
    ),
    (
        "pool-registry.finalize_transfer",
        "ok bank puppet chain Funds Std RecipientIsRegistry UnknownTransfer Control::Locked PoolBroken OverCapacity \
         BelowMinimumDelegation",
    ),
    ("pool-registry.cancel_transfer", "ok Funds UnknownTransfer NotDelegator"),
    (
        "pool-registry.finalize_many",
        "ok bank puppet chain Funds Std RecipientIsRegistry Control::EmptyBatch Control::TooMany Control::NotIncreasing",
    ),
    ("pool-registry.withdraw_rewards", "ok Funds Std UnknownPool"),
    (
        "pool-registry.redelegate_rewards",
        "ok bank puppet chain Funds Std Control::Paused UnknownPool PoolBroken OverCapacity BelowMinimumDelegation \
         staker-registry.Control::Paused",
    ),
    ("pool-registry.enable_auto_rewards", "ok Funds Std Control::Paused UnknownPool AutoFeeTooHigh"),
    ("pool-registry.disable_auto_rewards", "ok Funds Std UnknownPool"),
    (
        "pool-registry.auto_redelegate",
        "ok bank puppet chain Funds Std Control::Paused RecipientIsRegistry UnknownPool NotOptedIn PoolBroken \
         OverCapacity BelowMinimumDelegation staker-registry.Control::Paused",
    ),
    ("pool-registry.recover_foreign", "ok Funds Std UnknownPool StakingDenom NothingToRecover"),
    ("pool-registry.sync", "ok Funds Std UnknownPool"),
    // Pool-registry, licences: sent by the staker-registry alone; its `ok` is counted by events.
    (
        "pool-registry.license_changed",
        "ok Funds Std NotStakerRegistry UnknownPool",
    ),
    (
        "pool-registry.register_pool_for",
        "ok Funds Std Control::Paused NotStakerRegistry AlreadyRegistered BelowMinimumSelfStake Math::RateOutOfRange \
         MetadataHash MetadataUrl staker-registry.Control::Paused staker-registry.LicenseByStranger \
         staker-registry.UnknownLicense",
    ),
    // Pool-registry, operators and the staker-registry.
    ("pool-registry.request_commission_change", "ok Funds NotOperator Math::RateOutOfRange RequestOpen"),
    (
        "pool-registry.finalize_commission_change",
        "ok Funds NotOperator NothingRequested Control::Locked RequestExpired",
    ),
    ("pool-registry.cancel_commission_change", "ok Funds NotOperator NothingRequested"),
    ("pool-registry.update_metadata", "ok Funds NotOperator MetadataHash MetadataUrl"),
    (
        "pool-registry.set_signing_address",
        "ok Funds Std NotOperator staker-registry.CoolDown staker-registry.SigningAddressInUse",
    ),
    ("pool-registry.liquidated", "ok Funds Std NotStakerRegistry UnknownPool InsufficientLicenses InsufficientStake"),
    // Pool-registry, administration.
    (
        "pool-registry.announce_config",
        "ok Funds Control::Ownership Control::EmptyChange Control::KindDiffers Control::ZeroLock Control::TooLong",
    ),
    ("pool-registry.apply_config", "ok Funds Control::NothingAnnounced Control::Locked"),
    ("pool-registry.cancel_config", "ok Funds Control::Ownership Control::NothingAnnounced"),
    ("pool-registry.set_hooks", "ok Funds Std Control::Ownership Control::TooMany Control::Duplicate HookGas"),
    ("pool-registry.set_score_weights", "ok Funds Control::Ownership"),
    ("pool-registry.set_guardian", "ok Funds Std Control::Ownership"),
    ("pool-registry.pause", "ok Funds Control::NotGuardian Control::AlreadyPaused"),
    ("pool-registry.unpause", "ok Funds Control::Ownership Control::NotPaused"),
    ("pool-registry.migrate_records", "Funds Control::InvalidLimit Control::NothingToMigrate"),
    ("pool-registry.update_ownership", "ok Funds Control::Std Control::Ownership Control::NothingOffered Control::OfferExpired Control::RenounceRefused"),
    // Staker-registry, users.
    (
        "staker-registry.register_staker",
        "ok Funds Std Control::Paused ForeignIdentity AlreadyRegistered SigningAddressInUse BelowMinimum \
         LicenseByStranger NotInCustody UnknownLicense",
    ),
    ("staker-registry.bond", "ok Funds Std Control::Paused UnknownStaker NotManagement"),
    (
        "staker-registry.unbond",
        "ok Funds Std UnknownStaker NotManagement OwnerNotNamed Control::ZeroAmount Control::FeeTooHigh \
         InsufficientStake Control::LockedStake RecipientIsSelf TooManyOpen",
    ),
    (
        "staker-registry.transfer_stake",
        "ok Funds Std Control::Paused UnknownStaker NotManagement OwnerNotNamed Control::ZeroAmount SameStaker \
         Managed Control::FeeTooHigh InsufficientStake Control::LockedStake TooManyOpen",
    ),
    ("staker-registry.cancel_transfer", "ok Funds UnknownItem NotInitiator"),
    ("staker-registry.finalize_unbond", "ok Funds Std RecipientIsSelf UnknownItem Control::Locked"),
    (
        "staker-registry.finalize_transfer",
        "ok Funds Std RecipientIsSelf UnknownItem NotInitiator Control::Locked",
    ),
    (
        "staker-registry.finalize_many",
        "ok Funds Std RecipientIsSelf NotInitiator Control::EmptyBatch Control::TooMany Control::NotIncreasing",
    ),
    ("staker-registry.redirect", "ok Funds Std RecipientIsSelf UnknownItem NotItemOwner"),
    ("staker-registry.set_state", "ok Funds Std UnknownStaker NotManagement"),
    (
        "staker-registry.set_signing_address",
        "ok Funds Std UnknownStaker NotManagement CoolDown SigningAddressInUse",
    ),
    ("staker-registry.set_coinbase_address", "ok Funds Std UnknownStaker NotManagement"),
    // Staker-registry, licences: sent by the licence contract alone; the `ok` of `receive_nft` is counted by events.
    (
        "staker-registry.receive_nft",
        "ok Funds Std Control::Paused NotLicenseContract license-nft.BondRecorded license-nft.NotInCustody \
         license-nft.NotStakerRegistry",
    ),
    (
        "staker-registry.unbond_license",
        "ok puppet Funds UnknownLicense NotBonder AlreadyUnbonding",
    ),
    ("staker-registry.release_license", "ok Funds UnknownLicense StillBonded SurplusLocked Control::Locked"),
    // Staker-registry, administration.
    ("staker-registry.set_license_contract", "ok Funds Std Control::Ownership LicenseContractSet LicenseDenom"),
    (
        "staker-registry.liquidate",
        "ok puppet Funds Std NotSlasher Control::TextLength Control::ZeroAmount EvidenceUsed UnknownStaker \
         NothingToTake",
    ),
    ("staker-registry.forward_revenue", "ok puppet chain Funds NoTreasury NothingToForward"),
    (
        "staker-registry.announce_config",
        "ok Funds Std RecipientIsSelf Control::Ownership Control::EmptyChange Control::KindDiffers Control::ZeroLock \
         Control::TooLong Control::TooMany Control::Duplicate",
    ),
    ("staker-registry.apply_config", "ok Funds Control::NothingAnnounced Control::Locked"),
    ("staker-registry.cancel_config", "ok Funds Control::Ownership Control::NothingAnnounced"),
    ("staker-registry.set_guardian", "ok Funds Std Control::Ownership"),
    ("staker-registry.pause", "ok Funds Control::NotGuardian Control::AlreadyPaused"),
    ("staker-registry.unpause", "ok Funds Control::Ownership Control::NotPaused"),
    ("staker-registry.migrate_records", "Funds Control::InvalidLimit Control::NothingToMigrate"),
    ("staker-registry.update_ownership", "ok Funds Control::Std Control::Ownership Control::NothingOffered Control::OfferExpired Control::RenounceRefused"),
    // Vault. Its assets are coins, and its NFTs are counted where they are; holdings are told by the licence contract, that
    // `ok` is counted by events.
    (
        "boosted-staking.stake",
        "ok Funds InvalidPeriod Phase NotBegun EndsTooEarly BelowMinimum TooManyPositions Unfunded Control::Paused",
    ),
    ("boosted-staking.receive", "Funds Control::UnknownToken"),
    ("boosted-staking.withdraw", "ok Funds PositionNotFound NotHolder Control::Locked"),
    ("boosted-staking.claim", "ok Funds BatchNotFound NotHolder"),
    ("boosted-staking.fund", "ok Funds FundedInFull Over"),
    ("boosted-staking.receive_nft", "Funds WrongCollection"),
    ("boosted-staking.withdraw_nft", "Funds DepositNotFound"),
    ("boosted-staking.refresh_boost", "ok Funds Std"),
    ("boosted-staking.holdings_changed", "ok Funds Std NotCollection"),
    ("boosted-staking.set_loyalty", "ok Funds Std NotLoyaltyOracle Control::Duplicate Control::TooMany"),
    ("boosted-staking.advance", "ok Funds"),
    ("boosted-staking.sweep_unused", "ok puppet Funds ProgrammeNotOver NothingToSweep"),
    ("boosted-staking.pause", "ok Funds Control::NotGuardianOrOwner Control::AlreadyPaused"),
    ("boosted-staking.unpause", "ok Funds Control::Ownership Control::NotPaused"),
    (
        "boosted-staking.update_config",
        "ok Funds Std Control::Ownership Control::EmptyChange Control::ConfigInvalid",
    ),
    ("boosted-staking.migrate_records", "Funds Control::InvalidLimit Control::NothingToMigrate"),
    (
        "boosted-staking.update_ownership",
        "ok Funds Control::Std Control::Ownership Control::NothingOffered Control::OfferExpired Control::RenounceRefused",
    ),
    // Escrow. Its assets are coins. `Paid`, `Left`, `Sent` are calls after which that amount was above zero, `Refused` are
    // principals that their pool did not take, `Both` exits of both parties together.
    ("joint-staking.set_class", "ok Funds Std NotRegistrar Capacity Control::ConfigInvalid"),
    (
        "joint-staking.register_device",
        "ok Funds Std NotRegistrar DeviceRegistered ClassNotFound Control::ConfigInvalid",
    ),
    ("joint-staking.update_device", "ok Funds Std NotRegistrar DeviceNotFound ClassNotFound Control::EmptyChange"),
    ("joint-staking.remove_device", "ok Funds NotRegistrar DeviceNotFound OfferOpen AgreementOpen"),
    ("joint-staking.suspend_device", "ok Funds NotRegistrar DeviceNotFound DeviceSuspended"),
    ("joint-staking.resume_device", "ok Funds NotRegistrar DeviceNotFound NotSuspended"),
    (
        "joint-staking.open_offer",
        "ok Funds NotDeviceOwner DeviceNotFound Share Lock Activation ClassNotEnabled DeviceSuspended OfferOpen \
         AgreementOpen Control::Paused",
    ),
    (
        "joint-staking.edit_offer",
        "ok Funds NotDeviceOwner OfferNotFound Taken Cancelled Share Lock Activation ClassNotEnabled \
         Control::EmptyChange Control::Paused",
    ),
    ("joint-staking.cancel_offer", "ok Funds NotDeviceOwner OfferNotFound Taken Cancelled"),
    (
        "joint-staking.accept_offer",
        "ok Funds OfferNotFound Taken Cancelled OwnOffer StakeDiffers Revision BaseReward Activation ClassNotEnabled \
         DeviceSuspended Control::Paused Refused",
    ),
    ("joint-staking.claim_rewards", "ok Funds AgreementNotFound NotParty Paid"),
    ("joint-staking.settle_agreement", "ok Funds AgreementNotFound NotEnded Closed"),
    ("joint-staking.terminate_agreement", "ok Funds AgreementNotFound NotParty Ended Closed Missing Paid"),
    ("joint-staking.consent_exit", "ok Funds AgreementNotFound NotParty NoMutualExit Ended Closed Both"),
    ("joint-staking.revoke_exit_consent", "ok Funds AgreementNotFound NotParty NoConsent Closed"),
    ("joint-staking.fund_rewards", "ok Funds"),
    ("joint-staking.advance", "ok Funds"),
    ("joint-staking.forward_revenue", "ok puppet Funds NothingDue Sent"),
    (
        "joint-staking.release_principal",
        "ok Funds AgreementNotFound Closed NotClosed BatchWaits Control::Locked Left Paid",
    ),
    ("joint-staking.collect_pool_rewards", "ok Funds Std PoolNotFound Paid"),
    ("joint-staking.receive", "Funds Control::UnknownToken"),
    (
        "joint-staking.update_config",
        "ok Funds Std Control::Ownership Control::EmptyChange Control::ConfigInvalid",
    ),
    ("joint-staking.set_treasury", "ok Funds Std Control::Ownership Control::ConfigInvalid"),
    ("joint-staking.set_guardian", "ok Funds Std Control::Ownership"),
    ("joint-staking.pause", "ok Funds Control::NotGuardianOrOwner Control::AlreadyPaused"),
    ("joint-staking.unpause", "ok Funds Control::Ownership Control::NotPaused"),
    ("joint-staking.migrate_records", "Funds Control::InvalidLimit Control::NothingToMigrate"),
    (
        "joint-staking.update_ownership",
        "ok Funds Control::Std Control::Ownership Control::NothingOffered Control::OfferExpired Control::RenounceRefused",
    ),
    // Licence contract, holders.
    (
        "license-nft.transfer_nft",
        "ok Funds Std NotApproved Bonded Burned NotToBonder Stranded TokenIdForm TransferInTestnet UnknownLicense",
    ),
    (
        "license-nft.send_nft",
        "ok chain puppet Funds Std NotApproved NotBondedByOwner Bonded Burned Stranded TokenIdForm TransferInTestnet \
         UnknownLicense NotStakerRegistry boosted-staking.WrongCollection \
         pool-registry.AlreadyRegistered pool-registry.BelowMinimumSelfStake pool-registry.Control::Paused \
         pool-registry.Math::RateOutOfRange pool-registry.MetadataHash pool-registry.MetadataUrl \
         pool-registry.OverCapacity pool-registry.PoolBroken \
         staker-registry.AlreadyRegistered staker-registry.BelowMinimum staker-registry.Control::Paused \
         staker-registry.NoRegistrar staker-registry.NotLicenseContract staker-registry.NotManagement \
         staker-registry.RoleInPool staker-registry.SigningAddressInUse staker-registry.Std \
         staker-registry.TooManyLicenses staker-registry.UnknownStaker",
    ),
    (
        "license-nft.approve",
        "ok Funds Std NotOperator ApprovalExpired SelfApproval Bonded Burned TokenIdForm UnknownLicense Control::TooMany",
    ),
    ("license-nft.revoke", "ok Funds Std NotOperator Bonded Burned TokenIdForm UnknownLicense"),
    ("license-nft.approve_all", "ok Funds Std ApprovalExpired SelfApproval"),
    ("license-nft.revoke_all", "ok Funds Std"),
    (
        "license-nft.burn",
        "ok Funds NotApproved NotHolder Bonded Burned BurnInMainnet TokenIdForm UnknownLicense",
    ),
    (
        "license-nft.redeem",
        "ok Funds NotRedeemedByOwner NotStable Bonded Burned TokenIdForm UnknownLicense",
    ),
    ("license-nft.fund_reserve", "ok Funds WrongStage"),
    ("license-nft.reclaim_funding", "ok Funds CannotReclaim"),
    // Licence contract, administration.
    (
        "license-nft.mint",
        "ok Funds Std Control::Paused NotMinter MintingClosed CannotHold CapExceeded Control::TextLength TokenIdForm \
         TokenUriForm Used",
    ),
    (
        "license-nft.mint_many",
        "ok Funds Std Control::Paused NotMinter MintingClosed CannotHold CapExceeded Control::TextLength TokenIdForm TokenUriForm \
         Used BatchSize NotIncreasing",
    ),
    ("license-nft.open_mainnet", "ok Funds Control::Ownership ReserveShort WrongStage"),
    ("license-nft.open_stable", "ok Funds Control::Ownership WrongStage"),
    ("license-nft.set_minter", "ok Funds Std Control::Ownership"),
    (
        "license-nft.set_staker_registry",
        "ok Funds Std Control::Ownership RegistryHolds RegistryInUse RegistryIsSelf",
    ),
    ("license-nft.set_guardian", "ok Funds Std Control::Ownership"),
    ("license-nft.pause", "ok Funds Control::NotGuardianOrOwner Control::AlreadyPaused"),
    ("license-nft.unpause", "ok Funds Control::Ownership Control::NotPaused"),
    ("license-nft.register_hook", "ok Funds Std Control::Ownership Control::Duplicate Control::TooMany"),
    ("license-nft.remove_hook", "ok Funds Std Control::Ownership UnknownHook"),
    ("license-nft.import_licenses", "Funds Control::Ownership NoImport"),
    ("license-nft.finish_import", "Funds Control::Ownership NoImport"),
    ("license-nft.migrate_records", "Funds Control::InvalidLimit Control::NothingToMigrate"),
    (
        "license-nft.update_ownership",
        "ok Funds Control::Std Control::Ownership Control::NothingOffered Control::OfferExpired Control::RenounceRefused",
    ),
    // Licence contract, the staker-registry; `ok` is counted by events.
    (
        "license-nft.record_bond",
        "ok Funds Std NotStakerRegistry BondRecorded Burned NotInCustody TokenIdForm UnknownLicense",
    ),
    (
        "license-nft.liquidate",
        "ok Funds Std NotStakerRegistry BatchSize Burned LiquidationInTestnet NotBonded NotIncreasing TokenIdForm \
         UnknownLicense WrongCount",
    ),
    // Treasury; what only the pool-registry may tell is counted by events. `puppet` is broken code; `Forfeited`, `Friction`
    // and `Paid` are calls after which that amount was above zero.
    ("treasury-decay.delegation_changed", "ok puppet Funds Std CoinbaseDiffers NotPoolRegistry Forfeited"),
    ("treasury-decay.distribute_revenue", "ok puppet Funds"),
    ("treasury-decay.settle", "ok puppet Funds Std Control::InvalidLimit Friction"),
    (
        "treasury-decay.collect",
        "ok puppet Funds Std Control::Duplicate Control::TooMany Control::InvalidLimit Paid PoolNotFound",
    ),
    ("treasury-decay.claim_share", "ok puppet Funds Paid"),
    ("treasury-decay.set_user_share", "ok puppet Funds InvalidBps PoolNotFound"),
    ("treasury-decay.roll_epoch", "ok puppet Funds EpochNotOver"),
    (
        "treasury-decay.identify",
        "ok puppet Funds Std Control::Duplicate Control::TooMany IdentityMode NotRegistrar",
    ),
    (
        "treasury-decay.revoke_identity",
        "ok puppet Funds Std Control::Duplicate Control::TooMany IdentityMode NotRegistrar",
    ),
    ("treasury-decay.refresh_identity", "ok puppet Funds Std IdentityMode"),
    (
        "treasury-decay.spend",
        "ok puppet Funds Std Control::Ownership InvalidRecipient TreasuryShort Control::ZeroAmount",
    ),
    (
        "treasury-decay.spend_other",
        "ok bank chain puppet Funds Std Control::Ownership InvalidRecipient RevenueDenom Control::ZeroAmount",
    ),
    (
        "treasury-decay.update_config",
        "ok puppet Funds Std Control::ConfigInvalid Control::Duplicate Control::EmptyChange Control::Ownership \
         Control::TooMany IdentityMode",
    ),
    ("treasury-decay.migrate_records", "puppet Funds Control::InvalidLimit Control::NothingToMigrate"),
    (
        "treasury-decay.update_ownership",
        "ok puppet Funds Control::Std Control::NothingOffered Control::OfferExpired Control::Ownership \
         Control::RenounceRefused",
    ),
];

/// All pairs of message and outcome that [`EXPECTED`] means, with the contract before the variant.
pub fn pairs() -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for (message, outcomes) in EXPECTED {
        let contract = message.split('.').next().unwrap_or_default();
        for outcome in outcomes.split_whitespace() {
            let elsewhere = ["ok", "bank", "puppet", "chain"].contains(&outcome) || outcome.contains('.');
            let outcome = if elsewhere { outcome.to_owned() } else { format!("{contract}.{outcome}") };
            pairs.insert(((*message).to_owned(), outcome));
        }
    }
    pairs
}

/// Variants of the contracts' errors that no message of a running suite gives, and why.
pub const NEVER: &[(&str, &str, &str)] = &[
    ("coinbase", "Std", "the pool-registry sends normalised addresses, and nobody else gets that far"),
    ("boosted-staking", "AlreadyDeposited", "NFTs are counted where they are: tests of the vault alone"),
    ("boosted-staking", "CollectionSilent", "the licence contract answers: tests of the vault alone"),
    ("boosted-staking", "Control", "counted by its own variants"),
    ("boosted-staking", "Math", "needs amounts beyond 128 bits, more than any supply"),
    ("boosted-staking", "NoSuchDay", "a query's error"),
    ("boosted-staking", "NotCountedByBalance", "they are: tests of the vault alone"),
    ("boosted-staking", "NotDepositor", "NFTs are counted where they are: tests of the vault alone"),
    ("boosted-staking", "Overflow", "needs amounts beyond 128 bits, more than any supply"),
    ("joint-staking", "Behind", "needs more than 50 agreements: tests of the escrow alone"),
    ("joint-staking", "Control", "counted by its own variants"),
    ("joint-staking", "Math", "needs amounts beyond 128 bits, more than any supply"),
    ("joint-staking", "NoAnswer", "only a foreign pool-registry answers in another form"),
    ("joint-staking", "Overflow", "needs amounts beyond 128 bits, more than any supply"),
    ("license-nft", "CapOutOfRange", "instantiation: tests of the licence contract"),
    ("license-nft", "Control", "counted by its own variants"),
    ("license-nft", "DigestDiffers", "import: tests of the licence contract"),
    ("license-nft", "DigestForm", "import: tests of the licence contract"),
    ("license-nft", "ImportUnfinished", "import: tests of the licence contract"),
    ("license-nft", "Math", "needs amounts beyond 128 bits"),
    ("license-nft", "MintingClosedByImport", "import: tests of the licence contract"),
    ("license-nft", "Overflow", "needs amounts beyond 128 bits, more than any supply"),
    ("license-nft", "RoleWithoutNode", "import: tests of the licence contract"),
    ("license-nft", "UnknownApproval", "a query's error"),
    ("license-nft", "ZeroCoins", "instantiation: tests of the licence contract"),
    ("pool-registry", "CannotMigrate", "migration: tests of packages/controls"),
    ("pool-registry", "Instantiate2", "the coinbase's address always exists"),
    (
        "pool-registry",
        "Math",
        "counted as Math::RateOutOfRange; the other variants need amounts beyond 128 bits",
    ),
    ("pool-registry", "NoItemReturned", "only a foreign staker-registry answers without an item"),
    ("pool-registry", "Overflow", "needs amounts beyond 128 bits, more than any supply"),
    ("pool-registry", "PercentageOutOfRange", "instantiation: scenarios of the pool-registry"),
    ("pool-registry", "ZeroWindow", "instantiation: scenarios of the pool-registry"),
    ("pool-registry", "Control", "counted by its own variants"),
    ("staker-registry", "CoinsMissing", "only a foreign licence contract burns without paying"),
    ("staker-registry", "LicensesElsewhere", "a wrong deployment: tests of the staker-registry"),
    ("staker-registry", "PoolNotOpened", "only a foreign registrar takes a licence and opens no pool"),
    ("staker-registry", "Control", "counted by its own variants"),
    ("staker-registry", "Overflow", "needs amounts beyond 128 bits, more than any supply"),
    ("staker-registry", "UnknownSigner", "a query's error"),
    ("treasury-decay", "Control", "counted by its own variants"),
    ("treasury-decay", "Math", "needs amounts beyond 128 bits, more than any supply"),
    ("treasury-decay", "Overflow", "needs amounts beyond 128 bits, more than any supply"),
    ("treasury-decay", "TooManyCheckpoints", "needs years of epochs: tests of the treasury alone"),
    ("staker-registry", "ZeroMinimum", "instantiation: scenarios of the staker-registry"),
];
