//! Whether what is said of escrows fits together.

use cosmwasm_std::{Addr, Uint256};
use tributary_types::joint_staking::{AgreementResponse, AgreementStatus, EndedBy, PrincipalState, CONTRACT};

use super::asking::Unanswered;
use super::cast::Role;
use super::escrow_held::away;
use super::escrows::{is_closed, part, Escrow, Party, PARTIES};
use super::facts::Fact;
use super::holdings::Holdings;
use super::money::sum;
use super::stage::Played;

/// Basis points of a whole.
const WHOLE: u64 = 10_000;

/// What does not fit together: the contract's sums, its rows, what it reported, and what is in pools for it.
///
/// # Errors
/// When a contract does not answer.
pub fn problems(played: &Played) -> Result<Vec<String>, Unanswered> {
    let facts = played.facts();
    let holdings = played.holdings()?;
    let mut found = behind(played);
    for escrow in played.escrows() {
        let name = played.cast.name(&escrow.contract);
        let facts = facts.iter().filter(|fact| fact.by == escrow.contract && fact.contract == CONTRACT);
        let auditor = Auditor { escrow, facts: facts.cloned().collect() };
        let problems = [auditor.unequal(), auditor.rows(), auditor.bounds(played, &holdings)].concat();
        found.extend(problems.into_iter().map(|problem| format!("{problem} ({name})")));
    }
    Ok(found)
}

/// Escrows that could not say anything at the end.
fn behind(played: &Played) -> Vec<String> {
    let escrows = played.cast.contracts().filter(|(_, role)| **role == Role::JointStaking);
    let silent =
        escrows.filter(|(contract, _)| !played.escrows().iter().any(|escrow| escrow.contract == **contract));
    let tell = |contract: &Addr| {
        format!("{} has more ended agreements than it can answer for", played.cast.name(contract))
    };
    silent.map(|(contract, _)| tell(contract)).collect()
}

/// Who compares what an escrow says with what it reported.
struct Auditor<'a> {
    escrow: &'a Escrow,
    facts: Vec<Fact>,
}

/// Two amounts that are the same.
type Pair = (&'static str, Uint256, Uint256);

impl Auditor<'_> {
    fn of<'a>(&'a self, name: &'static str) -> impl Iterator<Item = &'a Fact> {
        self.facts.iter().filter(move |fact| fact.name == name)
    }

    fn reported(&self, name: &'static str, key: &str) -> Uint256 {
        sum(self.of(name).map(|fact| fact.amount(key)))
    }

    /// Penalties that will be taken out of principals when these have left their pools.
    fn owed(&self) -> Uint256 {
        let in_pool = self.of("agreement_terminated").filter(|fact| !fact.text("pool").is_empty());
        let owed = sum(in_pool.map(|fact| fact.amount("from_principal")));
        owed.saturating_sub(self.reported("principal_released", "from_principal"))
    }

    /// Sums that differ.
    fn unequal(&self) -> Vec<String> {
        let pairs = [self.of_principals().to_vec(), self.of_rewards().to_vec()].concat();
        let unequal = pairs.into_iter().filter(|(_, one, other)| one != other);
        unequal.map(|(what, one, other)| format!("{what}: {one} and {other}")).collect()
    }

    fn of_principals(&self) -> [Pair; 4] {
        let Escrow { totals, agreements, .. } = self.escrow;
        let ended = ["agreement_settled", "agreement_terminated"];
        let back = ended.map(|name| self.reported(name, "principal_returned"));
        let back = back.into_iter().fold(Uint256::zero(), Uint256::saturating_add);
        let back = back.saturating_add(self.reported("agreement_terminated", "from_principal"));
        let staked = self.reported("agreement_started", "principal");
        let running = sum(self.escrow.running().map(|agreement| agreement.principal));
        let earning = self.escrow.running().filter(|agreement| self.escrow.earns(agreement));
        let weight = sum(earning.map(|agreement| agreement.base_reward));
        [
            ("principal of each agreement", running, totals.principal.into()),
            ("principal staked, and back or here", staked, back.saturating_add(totals.principal.into())),
            ("base rewards of agreements that earn", weight, totals.weight.into()),
            ("agreements started", count(self.of("agreement_started").count()), count(agreements.len())),
        ]
    }

    fn of_rewards(&self) -> [Pair; 5] {
        let Escrow { totals, agreements, .. } = self.escrow;
        let penalties = self.reported("agreement_terminated", "penalty");
        let taken = self.owed().saturating_add(totals.penalties.into());
        let forwarded = self.of("revenue_forwarded").filter(|fact| !fact.text("treasury").is_empty());
        let forwarded = sum(forwarded.map(|fact| fact.amount("amount")));
        let put = ["rewards_funded", "pool_rewards_collected"].map(|name| self.reported(name, "amount"));
        let came = put.into_iter().fold(totals.penalties.into(), Uint256::saturating_add);
        let has = Uint256::from(totals.rewards_funded).saturating_add(totals.revenue_due.into());
        let rewards = agreements.iter().flat_map(|of| PARTIES.map(|party| part(of, party).1));
        [
            ("penalties reported", penalties, taken),
            ("penalties of each agreement", sum(agreements.iter().map(|of| of.penalty)), penalties),
            ("rewards and penalties that came", came, has.saturating_add(forwarded)),
            ("rewards claimed", self.reported("rewards_claimed", "amount"), totals.claimed.into()),
            ("rewards claimed of each agreement", sum(rewards.map(|of| of.claimed)), totals.claimed.into()),
        ]
    }

    /// Agreements that do not fit what was reported of them, and what was reported of none.
    fn rows(&self) -> Vec<String> {
        let numbered = self.facts.iter().filter(|fact| !fact.text("agreement_id").is_empty());
        let unknown = numbered.filter(|fact| self.escrow.agreement(fact.count("agreement_id")).is_none());
        let unknown = unknown.map(|fact| format!("{} of no agreement", fact.name));
        let rows = self.escrow.agreements.iter().flat_map(|agreement| self.row(agreement));
        unknown.chain(rows).collect()
    }

    fn row(&self, of: &AgreementResponse) -> Vec<String> {
        let id = of.agreement_id;
        let mine =
            |name: &'static str| self.of(name).filter(|fact| fact.count("agreement_id") == id).collect();
        let started: Vec<&Fact> = mine("agreement_started");
        let (settled, terminated): (Vec<&Fact>, Vec<&Fact>) =
            (mine("agreement_settled"), mine("agreement_terminated"));
        let (owner, staker) = (Party::Owner, Party::Staker);
        let checks = [
            ("start", started.len() == 1 && started.iter().all(|fact| begins(of, fact))),
            ("end", settled.len().saturating_add(terminated.len()) == usize::from(is_closed(of))),
            ("settlement", settled.iter().all(|fact| settles(of, fact))),
            ("termination", terminated.iter().all(|fact| terminates(of, fact))),
            ("shares", shares(of)),
            ("claims of the owner", self.claims(of, owner)),
            ("claims of the staker", self.claims(of, staker)),
        ];
        let wrong = checks.into_iter().filter(|(_, fits)| !fits);
        wrong.map(|(what, _)| format!("agreement {id} does not fit its {what}")).collect()
    }

    /// Whether a party was paid what the agreement says, and can claim the rest less what a penalty took.
    fn claims(&self, agreement: &AgreementResponse, party: Party) -> bool {
        let id = agreement.agreement_id;
        let (who, rewards) = part(agreement, party);
        let mine = |fact: &&Fact| fact.count("agreement_id") == id;
        let paid = self.of("rewards_claimed").filter(mine).filter(|fact| fact.address("party") == *who);
        let mut all = Uint256::zero();
        for fact in paid {
            all = all.saturating_add(fact.amount("amount").into());
            if all != Uint256::from(fact.amount("claimed")) {
                return false;
            }
        }
        let by = match party {
            Party::Owner => EndedBy::Owner,
            Party::Staker => EndedBy::Staker,
        };
        let taken = self.of("agreement_terminated").filter(mine).filter(|_| agreement.ended_by == Some(by));
        let taken = sum(taken.map(|fact| fact.amount("from_rewards")));
        let explained = all.saturating_add(taken).saturating_add(rewards.claimable.into());
        all == Uint256::from(rewards.claimed) && explained == Uint256::from(rewards.total)
    }

    /// What is more or less than it can be: earned rewards and the free ones, principals in pools and what they are for.
    fn bounds(&self, played: &Played, holdings: &[Holdings]) -> Vec<String> {
        let Escrow { totals, .. } = self.escrow;
        let mut found = vec![];
        let (funded, free) = (Uint256::from(totals.rewards_funded), Uint256::from(totals.reward_pool));
        let explained = self.escrow.earned().saturating_add(free);
        // A fraction of a unit of each agreement that is not closed.
        let most = explained.saturating_add(count(self.escrow.running().count()));
        if explained > funded || most < funded {
            found.push(format!("rewards: {explained} are earned or free, {funded} came"));
        }
        let away = away(played, self.escrow, holdings);
        let works = self.escrow.principals(PrincipalState::Delegated);
        let all = works.saturating_add(self.escrow.principals(PrincipalState::Unbonding));
        if away < works || away > all {
            found.push(format!("principals: {away} are in pools, {works} work there and {all} came there"));
        }
        found
    }
}

/// Whether an agreement began as it was reported.
fn begins(of: &AgreementResponse, fact: &Fact) -> bool {
    fact.text("device") == of.device
        && fact.address("owner") == of.owner
        && fact.address("staker") == of.staker
        && fact.amount("principal") == of.principal
        && fact.count("owner_share_bps") == u64::from(of.owner_share_bps)
        && fact.amount("base_reward") == of.base_reward
        && fact.count("end_secs") == of.end_secs
}

/// Whether one was settled as it was reported.
fn settles(of: &AgreementResponse, fact: &Fact) -> bool {
    of.status == AgreementStatus::Settled
        && of.ended_secs.is_some_and(|ended| ended >= of.end_secs)
        && fact.address("staker") == of.staker
        && fact.amount("rewards_total") == of.rewards_total
        && fact.amount("principal_returned") == of.principal
}

/// Whether one was ended early as it was reported.
fn terminates(of: &AgreementResponse, fact: &Fact) -> bool {
    let [penalty, returned] = ["penalty", "principal_returned"].map(|key| fact.amount(key));
    let from = ["from_rewards", "from_principal", "from_coins"].map(|key| fact.amount(key));
    let ended_by = match of.ended_by {
        Some(EndedBy::Owner) => "owner",
        Some(EndedBy::Staker) => "staker",
        Some(EndedBy::Both) => "both",
        None => "",
    };
    let [_, from_principal, _] = from;
    of.status == AgreementStatus::Terminated
        && of.ended_secs.is_some_and(|ended| ended < of.end_secs)
        && fact.text("ended_by") == ended_by
        && fact.amount("rewards_total") == of.rewards_total
        && penalty == of.penalty
        && sum(from.into_iter()) == Uint256::from(penalty)
        && returned.saturating_add(from_principal) == of.principal
        && (ended_by != "both" || penalty.is_zero())
}

/// Whether both parts are the rewards, the owner's rounded down.
fn shares(of: &AgreementResponse) -> bool {
    let total = Uint256::from(of.rewards_total);
    let share = Uint256::from(of.owner_share_bps);
    let owner = total.saturating_mul(share).checked_div(Uint256::from(WHOLE)).unwrap_or_default();
    let both = Uint256::from(of.owner_rewards.total).saturating_add(of.staker_rewards.total.into());
    owner == Uint256::from(of.owner_rewards.total) && both == total
}

fn count(number: usize) -> Uint256 {
    u64::try_from(number).unwrap_or(u64::MAX).into()
}
