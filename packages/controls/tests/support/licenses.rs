//! Licences in the suite: their contract, what people send to it, and what both sides say of one.

use anyhow::Result;
use cosmwasm_std::{
    coins, to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult, Storage,
};
use cw_multi_test::ContractWrapper;
use serde::de::DeserializeOwned;
use tributary_simulator::Outcome;
use tributary_staker_registry::custody::take_first;
use tributary_testing::{Parameters, DENOM};
use tributary_types::license_nft::{
    ExecuteMsg, InstantiateMsg, License, MintExtension, NewLicense, NodeRole, OwnerOfResponse, QueryMsg,
    StatusResponse,
};
use tributary_types::staker_registry::{self, ConfigChange, LicenseAction, LicenseBondResponse};

use super::suite::Suite;

/// Coins that a licence stands for.
pub const E: u128 = 1_000;

/// How licence contracts of these tests begin, unless a test wants it otherwise.
fn instantiation(suite: &Suite) -> InstantiateMsg {
    InstantiateMsg {
        name: "Licence".to_owned(),
        symbol: "LIC".to_owned(),
        minter: suite.owner.to_string(),
        denom: DENOM.to_owned(),
        coins_per_license: E.into(),
        cap: None,
        liquidation_mode: None,
        staker_registry: Some(suite.staker_registry.to_string()),
        guardian: None,
        owner: None,
        genesis_import: None,
    }
}

/// Takes whatever it is told.
fn take(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn say(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&Empty {})
}

/// What a licence is sent with to open a pool for `name`.
pub fn register_pool(suite: &Suite, name: &str, commission_ppm: u32) -> LicenseAction {
    LicenseAction::RegisterPool {
        signing_address: suite.key(name).into_string(),
        commission_ppm,
        metadata_url: format!("https://{name}.example/pool.json"),
        metadata_hash: "9f".repeat(32),
    }
}

/// What a licence is sent with to register `name`, which is its own coinbase.
pub fn register_staker(suite: &mut Suite, name: &str) -> LicenseAction {
    LicenseAction::RegisterStaker {
        signing_address: suite.key(name).into_string(),
        coinbase_address: suite.who(name).into_string(),
        role: NodeRole::Validator,
    }
}

impl Suite {
    /// A suite in which licences of `E` coins count as stake, in their testnet.
    pub fn licensed() -> Self {
        Self::licensed_with(&Parameters::default(), |_| {})
    }

    /// The same with these parameters, and a licence contract that begins otherwise.
    pub fn licensed_with(parameters: &Parameters, change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let mut suite = Self::with(parameters);
        let license_nft = suite.deploy_licenses(change);
        suite.adopt_licenses(&license_nft).unwrap();
        suite
    }

    /// A licence contract that the staker-registry does not know yet. The owner mints.
    pub fn deploy_licenses(&mut self, change: impl FnOnce(&mut InstantiateMsg)) -> Addr {
        let mut msg = instantiation(self);
        change(&mut msg);
        let owner = self.owner.clone();
        let (address, _) = self.chain.instantiate(&owner, "license-nft", "licences", &msg, vec![]).unwrap();
        self.call(&address, "license_nft");
        self.license_nft = Some(address.clone());
        address
    }

    /// Names the licence contract to the staker-registry.
    pub fn adopt_licenses(&mut self, license_nft: &Addr) -> Result<Outcome> {
        let owner = self.owner.clone();
        let license_nft = license_nft.to_string();
        self.stakers(&owner, &staker_registry::ExecuteMsg::SetLicenseContract { license_nft }, 0)
    }

    /// The licence contract.
    pub fn license_nft(&self) -> Addr {
        self.license_nft.clone().unwrap()
    }

    /// Sends the licence contract a message.
    pub fn nft(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Result<Outcome> {
        let license_nft = self.license_nft();
        self.chain.execute(sender, &license_nft, msg, vec![])
    }

    /// Asks the licence contract.
    #[track_caller]
    pub fn ask_nft<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.chain.query_as(&self.license_nft(), msg).unwrap()
    }

    /// Mints licences for `holder`.
    pub fn mint(&mut self, holder: &Addr, ids: &[&str]) {
        let owner = self.owner.clone();
        for id in ids {
            let license = NewLicense {
                token_id: (*id).to_owned(),
                owner: holder.to_string(),
                token_uri: None,
                extension: MintExtension { mining_pool: "mine".to_owned() },
            };
            self.nft(&owner, &ExecuteMsg::MintMany { licenses: vec![license] }).unwrap();
        }
    }

    /// Funds exactly what living licences stand for, and opens the mainnet.
    pub fn open_mainnet(&mut self) {
        let (owner, license_nft) = (self.who("owner"), self.license_nft());
        let funds =
            coins(self.ask_nft::<StatusResponse>(&QueryMsg::Status {}).reserve_required.u128(), DENOM);
        self.chain.execute(&owner, &license_nft, &ExecuteMsg::FundReserve {}, funds).unwrap();
        self.nft(&owner, &ExecuteMsg::OpenMainnet {}).unwrap();
    }

    /// Lets licences be redeemed.
    pub fn open_stable(&mut self) {
        let owner = self.owner.clone();
        self.nft(&owner, &ExecuteMsg::OpenStable {}).unwrap();
    }

    /// Sends a licence to the staker-registry, with any text.
    pub fn send_text(&mut self, who: &Addr, id: &str, msg: Binary) -> Result<Outcome> {
        let (contract, token_id) = (self.staker_registry.to_string(), id.to_owned());
        self.nft(who, &ExecuteMsg::SendNft { contract, token_id, msg })
    }

    /// Sends a licence to the staker-registry.
    pub fn send_license(&mut self, who: &Addr, id: &str, action: &LicenseAction) -> Result<Outcome> {
        self.send_text(who, id, to_json_binary(action).unwrap())
    }

    /// Bonds a licence to a staker or a pool, for a validator.
    pub fn bond_license(&mut self, who: &Addr, staker: &Addr, id: &str) -> Result<Outcome> {
        let (staker, role) = (staker.to_string(), NodeRole::Validator);
        self.send_license(who, id, &LicenseAction::BondLicense { staker, role })
    }

    /// Asks a licence back.
    pub fn unbond_license(&mut self, who: &Addr, id: &str) -> Result<Outcome> {
        self.stakers(who, &staker_registry::ExecuteMsg::UnbondLicense { token_id: id.to_owned() }, 0)
    }

    /// Returns a licence, or what is left of it.
    pub fn release_license(&mut self, who: &Addr, id: &str) -> Result<Outcome> {
        self.stakers(who, &staker_registry::ExecuteMsg::ReleaseLicense { token_id: id.to_owned() }, 0)
    }

    /// What the staker-registry says of a licence in its custody.
    pub fn license_bond(&self, id: &str) -> Result<LicenseBondResponse> {
        self.ask_stakers(&staker_registry::QueryMsg::LicenseBond { token_id: id.to_owned() })
    }

    /// What the licence contract says of a licence.
    #[track_caller]
    pub fn license(&self, id: &str) -> License {
        self.ask_nft(&QueryMsg::License { token_id: id.to_owned() })
    }

    /// Who owns the token: the staker-registry while it is in custody.
    #[track_caller]
    pub fn token_owner(&self, id: &str) -> Addr {
        let msg = QueryMsg::OwnerOf { token_id: id.to_owned(), include_expired: None };
        self.ask_nft::<OwnerOfResponse>(&msg).owner
    }

    /// Moves a licence into the custody of the staker-registry without telling it.
    pub fn pull_license(&mut self, who: &Addr, id: &str) {
        let (registry, token_id) = (self.staker_registry.clone(), id.to_owned());
        let spender = registry.to_string();
        self.nft(who, &ExecuteMsg::Approve { spender, token_id: token_id.clone(), expires: None }).unwrap();
        self.nft(&registry, &ExecuteMsg::TransferNft { recipient: registry.to_string(), token_id }).unwrap();
    }

    /// Leaves the staker-registry as it is in the middle of `register_pool`: the licence is in custody for its owner, who is
    /// not registered.
    pub fn keep_for_a_pool(&mut self, name: &str, id: &str) {
        let (holder, registry) = (self.who(name), self.staker_registry.clone());
        self.pull_license(&holder, id);
        let keep = |storage: &mut dyn Storage| {
            take_first(storage, &holder, id, NodeRole::Validator).unwrap();
        };
        keep(&mut *self.chain.storage_mut(&registry));
    }

    /// A contract that takes whatever it is told, and does nothing.
    pub fn desk(&mut self) -> Addr {
        let owner = self.owner.clone();
        self.chain.store_code("desk", Box::new(ContractWrapper::new(take, take, say)));
        self.chain.instantiate(&owner, "desk", "desk", &Empty {}, vec![]).unwrap().0
    }

    /// Announces who registers stakers for others.
    pub fn set_registrars(&mut self, registrars: &[&Addr]) {
        let owner = self.owner.clone();
        let registrars = Some(registrars.iter().map(|registrar| registrar.to_string()).collect());
        let change = ConfigChange { registrars, ..ConfigChange::default() };
        self.stakers(&owner, &staker_registry::ExecuteMsg::AnnounceConfig { change }, 0).unwrap();
    }
}
